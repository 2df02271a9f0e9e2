"""A wrong client ID, redirect address or secret is not kept in green."""

from __future__ import annotations

import pytest
from panel_tests import ID, SECRET, buttons, every_state, field, press, said, text_of

from helpers import credentials, service
from lessons import panels, progress
from lessons.exchange import last_failure
from lessons.practice_side.practice_learner import PracticeLearner, another_application

REFUSED = {"status": 400, "message": "Invalid authorization code"}


@pytest.fixture(params=["practice", "practice_here"])
def twitch(request):
    """With a private folder of its own, whose fingerprints differ, and with the reader's."""
    return request.getfixturevalue(request.param)


def typed(panel, **values: str):
    for label, value in values.items():
        field(panel, label.replace("_", " ")).value = value
    press(panel, "Keep")
    return panel


@pytest.mark.parametrize(
    "entered",
    [
        "http://localhost/",
        "http://localhost:3000",
        "https://localhost",
        "http://localhost:3000/Back",
        "http://localhost:3000/back?x=1",
        "http://localhost/?code=41vpdji4e9gif29md0ouet6fktd2xy",
    ],
)
def test_a_redirect_address_that_is_not_registered_is_refused(practice, entered):
    learner = PracticeLearner(practice)
    client_id = learner.application("Back Notes", "http://localhost:3000/back", "confidential")
    panel = typed(panels.ApplicationPanel(), Client_ID=client_id, Redirect_address=entered)
    assert "isn't registered for this application" in said(panel)
    assert "http://localhost:3000/back, " in said(panel) and SECRET not in said(panel)
    assert panel.view().mood == "bad" and not credentials.kept(practice).client_id

    typed(panel, Redirect_address="http://localhost:3000/back")
    assert panel.view().mood == "good" and credentials.kept(practice).client_id == client_id


def test_a_public_application_is_refused(practice):
    client_id = PracticeLearner(practice).application("Open", "http://localhost", "public")
    panel = typed(panels.ApplicationPanel(), Client_ID=client_id)
    assert "This application is Public" in said(panel) and panel.view().mood == "bad"
    assert not credentials.kept(practice).client_id
    credentials.keep(practice, client_id=client_id, redirect_uri="http://localhost")
    panel = typed(panels.SecretPanel(), Client_secret=SECRET)
    assert "This application is Public" in said(panel)
    assert not credentials.kept(practice).client_secret


def made_up(twitch, client_id):
    PracticeLearner(twitch).new_secret(client_id)
    return SECRET


def an_old_one(twitch, client_id):
    old = PracticeLearner(twitch).new_secret(client_id)
    PracticeLearner(twitch).new_secret(client_id)
    return old


def of_another(twitch, client_id):
    PracticeLearner(twitch).new_secret(client_id)
    return another_application(twitch)[1]


def nearly(twitch, client_id):
    secret = PracticeLearner(twitch).new_secret(client_id)
    return secret[:-1] + ("a" if secret[-1] != "a" else "b")


@pytest.mark.parametrize("wrong", [made_up, an_old_one, of_another, nearly])
def test_a_wrong_secret_is_refused_on_practice(twitch, wrong):
    learner = PracticeLearner(twitch)
    client_id = learner.application("Secret Notes", "http://localhost", "confidential")
    credentials.keep(twitch, client_id=client_id, redirect_uri="http://localhost")
    panel = typed(panels.SecretPanel(), Client_secret=wrong(twitch, client_id))
    assert "not the current secret" in said(panel) and "New Secret" in said(panel)
    assert panel.view().mood == "bad" and not credentials.kept(twitch).client_secret

    right = learner.new_secret(client_id)
    typed(panel, Client_secret=right)
    assert panel.view().mood == "good" and credentials.kept(twitch).client_secret == right
    assert last_failure.last() is None and progress.steps(twitch) == []
    assert "Try the kept secret" not in buttons(panel)


def test_a_secret_where_none_was_made_is_refused(practice):
    client_id = PracticeLearner(practice).application("Bare", "http://localhost", "confidential")
    credentials.keep(practice, client_id=client_id, redirect_uri="http://localhost")
    panel = typed(panels.SecretPanel(), Client_secret=SECRET)
    assert "no secret yet" in said(panel) and not credentials.kept(practice).client_secret


def test_with_an_unknown_client_id_a_secret_is_not_green(practice):
    credentials.keep(practice, client_id=ID, redirect_uri="http://localhost")
    panel = typed(panels.SecretPanel(), Client_secret=SECRET)
    assert "knows no application with the kept client ID" in said(panel)
    assert panel.view().mood == "bad"


# With the real Twitch


@pytest.fixture
def stands_in(stub, monkeypatch):
    """What answers in the place of the real Twitch."""
    monkeypatch.setenv("TWITCH_ID_URL", stub.base)
    monkeypatch.setenv("TUTORIAL_SERVICE", "twitch")
    credentials.keep(service.chosen(), client_id=ID, redirect_uri="http://localhost")
    return stub


def test_nothing_is_sent_before_it_was_said_and_the_button_pressed(stands_in):
    panel = typed(panels.SecretPanel(), Client_secret=SECRET)
    assert "Nobody has tried it yet" in said(panel) and panel.view().mood == "info"
    shown = text_of(panel)
    assert "this sends Twitch an exchange: your client ID, this secret, and a made-up" in shown
    assert stands_in.seen == []
    assert credentials.kept(service.chosen()).client_secret == SECRET

    stands_in.answers(REFUSED, 400)
    press(panel, "Try the kept secret")
    sent = stands_in.only
    assert (sent.method, sent.path) == ("POST", "/oauth2/token")
    assert (sent.form["client_id"], sent.form["client_secret"]) == (ID, SECRET)
    assert sent.form["code"] == "made-up-and-never-issued"
    assert SECRET not in every_state()


@pytest.mark.parametrize(
    ("status", "message", "says", "mood"),
    [
        (403, "invalid client secret", "not the current secret", "bad"),
        (403, "Invalid Client Secret.", "not the current secret", "bad"),
        (400, "Invalid authorization code", "probably right", "info"),
        (400, "invalid client", "knows no application with the kept client ID", "bad"),
        (400, "Invalid client credentials", "a Public application", "bad"),
        (403, "Forbidden", "nothing about the secret", "info"),
        (400, "Parameter redirect_uri does not match registered URI", "nothing about", "info"),
        (503, f"{SECRET} is unavailable", "nothing about the secret", "info"),
        (503, "service unavailable", "nothing about the secret", "info"),
        (200, "", "nothing about the secret", "info"),
    ],
)
def test_twitchs_words_tell_what_a_trial_shows(stands_in, status, message, says, mood):
    credentials.keep(service.chosen(), client_secret=SECRET)
    panel = panels.SecretPanel()
    stands_in.answers({"status": status, "message": message}, status)
    press(panel, "Try the kept secret")
    assert says in said(panel) and panel.view().mood == mood and SECRET not in said(panel)
    assert credentials.kept(service.chosen()).client_secret == SECRET
    assert last_failure.last() is None and progress.steps(service.chosen()) == []


def test_a_hotels_page_shows_nothing_about_a_secret(stands_in):
    credentials.keep(service.chosen(), client_secret=SECRET)
    panel = panels.SecretPanel()
    stands_in.answers(b"<html>Log in first</html>", 403, "text/html")
    press(panel, "Try the kept secret")
    assert "nothing about the secret" in said(panel) and panel.view().mood == "info"


def test_an_application_of_the_real_twitch_is_not_kept_in_green(stands_in):
    panel = typed(panels.ApplicationPanel(), Client_ID=ID, Redirect_address="http://localhost")
    assert panel.view().mood == "info" and "notebook 08 will show" in said(panel)
    assert stands_in.seen == []
