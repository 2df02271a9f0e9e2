"""The panels of notebooks 01 to 07: account, application, secret."""

from __future__ import annotations

import pytest
from panel_tests import (
    CODE,
    ID,
    SECRET,
    SECRETS_WORDS,
    STATE,
    buttons,
    controls,
    every_state,
    field,
    links,
    pictures,
    press,
    said,
)

from helpers import credentials, service
from helpers.plain_errors import PlainError
from lessons import panels
from lessons.clinic.faults import bench
from lessons.exchange import behind_the_curtain
from lessons.exchange.misplaced import check_client_id
from lessons.practice_side.practice_learner import (
    PracticeLearner,
    another_application,
    catch_up,
    heading_seen_by,
    spare_tokens,
)
from look.parts import Field


def test_the_developer_account_is_looked_for(empty_practice):
    panel = panels.AccountPanel()
    log_in = f"{empty_practice.www_url}/login"
    assert links(panel) == [log_in, empty_practice.console_url]
    press(panel, "Did it work?")
    assert "has accepted the developer agreement yet" in said(panel)
    heading_seen_by("new_sparrow", empty_practice, "/console/apps/create")  # as 01-03 does
    press(panel, "Did it work?")
    assert "has accepted the developer agreement yet" in said(panel)
    person(empty_practice, "river_otter").become_developer()
    press(panel, "Did it work?")
    assert "It worked: river_otter accepted" in said(panel)


def person(twitch, account) -> PracticeLearner:
    """Somebody who does the same in a browser of their own."""
    somebody = PracticeLearner(twitch, account)
    somebody._browser.headers["User-Agent"] = "Mozilla/5.0 (X11; Linux x86_64)"
    return somebody


DONE_BY_THE_LEARNER = {
    "a proof of another account's": lambda twitch: another_application(twitch),
    "tokens of another account's": lambda twitch: spare_tokens(twitch, "chat:read"),
    "the account that 01-03 names": lambda twitch: PracticeLearner(twitch).become_developer(),
    "catching up": lambda twitch: catch_up(twitch, ["access_token"]),
    "a mistake made on purpose": lambda twitch: bench.Bench(twitch),
}


@pytest.mark.parametrize("done", DONE_BY_THE_LEARNER)
def test_what_the_practice_learner_did_is_not_taken_for_the_persons(empty_practice, done):
    DONE_BY_THE_LEARNER[done](empty_practice)
    panel = panels.AccountPanel()
    press(panel, "Did it work?")
    assert "has accepted the developer agreement yet" in said(panel)
    assert panel.view().mood == "bad"
    kinds = {one["kind"] for one in behind_the_curtain.books(empty_practice)["events"]}
    assert {"learners_sign_in", "learners_agreement"} <= kinds
    assert not {"sign_in", "agreement"} & kinds

    person(empty_practice, "night_owl").become_developer()
    press(panel, "Did it work?")
    assert "It worked: " in said(panel) and "night_owl" in said(panel)


def test_who_did_the_half_of_it_is_told(empty_practice):
    PracticeLearner(empty_practice, "night_owl").become_developer()
    person(empty_practice, "night_owl").read_heading("/console")
    panel = panels.AccountPanel()
    press(panel, "Did it work?")
    assert "It worked: you logged in as night_owl" in said(panel)
    assert "The practice learner had accepted the agreement" in said(panel)


def test_whoever_watches_sees_the_practice_learner_succeed(empty_practice, monkeypatch):
    monkeypatch.setenv("TUTORIAL_MODE", "watching")
    assert "It worked: river_otter" in said(panels.AccountPanel())


def test_the_real_twitch_is_not_asked_who_is_logged_in(real):
    panel = panels.AccountPanel()
    press(panel, "Did it work?")
    assert "doesn't tell a notebook who is logged in" in said(panel)


@pytest.fixture
def known(practice) -> str:
    """The client ID of an application that practice knows, and that is not kept."""
    return PracticeLearner(practice).application("Known Notes", "http://localhost", "confidential")


def test_a_client_id_is_cleaned_and_kept(practice, known):
    panel = panels.ApplicationPanel()
    assert links(panel) == [practice.apps_url]
    field(panel, "Client ID").value = f' "{known}" '
    press(panel, "Keep")
    mine = credentials.kept(practice)
    assert (mine.client_id, mine.redirect_uri) == (known, "http://localhost")
    assert field(panel, "Client ID").value == known
    assert "Kept for Practice Twitch" in said(panel)


@pytest.mark.parametrize(
    ("label", "text", "says"),
    [
        ("Client ID", "", "Nothing is typed yet"),
        ("Client ID", "https://dev.twitch.tv/console/apps", "This is an address"),
        ("Client ID", f"Client ID {ID}", "There is a space"),
        ("Client ID", ID.upper(), "small letters and digits only"),
        ("Client ID", "4" * 30, "Practice Twitch knows no application with this client ID"),
        ("Redirect address", "localhost", "begins with http"),
        ("Redirect address", "http://example.org", "for localhost only"),
    ],
)
def test_a_bad_paste_stays_where_it_is_and_is_named(practice, label, text, says):
    panel = panels.ApplicationPanel()
    field(panel, "Client ID").value = ID
    field(panel, label).value = text
    press(panel, "Keep")
    assert field(panel, label).value == text
    assert says in said(panel)
    assert credentials.kept(practice) == credentials.Credentials()


def test_an_odd_length_is_kept_with_a_hint(real):
    panel = panels.ApplicationPanel()
    field(panel, "Client ID").value = ID[:28]
    press(panel, "Keep")
    assert "It has 28 characters" in said(panel)
    assert credentials.kept(real).client_id == ID[:28]


def test_a_practice_without_books_takes_any_client_id(stub, monkeypatch):
    stub.answers({"status": 404, "message": "not found"}, 404)
    monkeypatch.setenv("PRACTICE_URL", stub.base)
    panel = panels.ApplicationPanel()
    field(panel, "Client ID").value = ID
    press(panel, "Keep")
    assert credentials.kept(service.chosen()).client_id == ID


@pytest.mark.parametrize("twitch", ["practice", "real"])
@pytest.mark.parametrize("name", SECRETS_WORDS)
def test_a_kept_secret_does_not_stay_in_the_field_of_the_client_id(request, practice, twitch, name):
    credentials.keep(practice, client_id=ID, **{name: SECRET})
    twitch = request.getfixturevalue(twitch)  # the secret may be another Twitch's
    before = credentials.kept(twitch)
    panel = panels.ApplicationPanel()
    field(panel, "Client ID").value = f" {SECRET} "
    press(panel, "Keep")
    assert SECRETS_WORDS[name] in said(panel) and "must not be here" in said(panel)
    assert SECRET not in every_state() + pictures(panel)
    assert credentials.kept(twitch) == before


@pytest.fixture
def not_kept(practice_here) -> str:
    """A client secret that was made on practice's pages, and is kept nowhere."""
    learner = PracticeLearner(practice_here)
    return learner.new_secret(learner.register_application("http://localhost"))


@pytest.mark.parametrize("at", ["practice", "twitch"])
def test_a_secret_that_practice_made_is_no_client_id(not_kept, monkeypatch, at):
    monkeypatch.setenv("TUTORIAL_SERVICE", at)
    panel = panels.ApplicationPanel()
    field(panel, "Client ID").value = not_kept
    press(panel, "Keep")
    assert "That is the client secret." in said(panel)
    assert not_kept not in every_state()
    assert not credentials.kept(service.chosen()).client_id


@pytest.mark.parametrize("named", [True, False])
def test_a_secret_that_practice_made_is_refused_for_the_real_twitch(
    not_kept, practice_here, monkeypatch, named
):
    if not named:  # it was used in this private folder, so it is asked too
        monkeypatch.delenv("PRACTICE_URL")
        monkeypatch.setattr(service, "practice_address", lambda: practice_here.id_url)
    monkeypatch.setenv("TUTORIAL_SERVICE", "twitch")  # the panel keeps, and sends nothing
    real = service.chosen()
    credentials.keep(real, client_id=ID)
    panel = panels.SecretPanel()
    field(panel, "Client secret").value = not_kept
    press(panel, "Keep")
    assert "must not be sent to the real Twitch" in said(panel)
    assert not_kept not in every_state()
    assert not credentials.kept(real).client_secret
    field(panel, "Client secret").value = SECRET
    press(panel, "Keep")
    assert credentials.kept(real).client_secret == SECRET


def test_practice_may_stand_in_for_the_real_twitch(not_kept, practice_here, monkeypatch):
    for name in ("ID", "API", "CHAT"):
        monkeypatch.setenv(f"TWITCH_{name}_URL", practice_here.id_url)
    monkeypatch.setenv("TUTORIAL_SERVICE", "twitch")
    stand_in = service.chosen()
    credentials.keep(stand_in, client_id=ID)
    panel = panels.SecretPanel()
    field(panel, "Client secret").value = not_kept
    press(panel, "Keep")
    assert credentials.kept(stand_in).client_secret == not_kept


def test_a_practice_that_can_not_be_asked_stops_nobody(monkeypatch):
    monkeypatch.setenv("PRACTICE_URL", "http://127.0.0.1:9")
    monkeypatch.setenv("TUTORIAL_SERVICE", "twitch")
    real = service.chosen()
    credentials.keep(real, client_id=ID)
    panel = panels.SecretPanel()
    field(panel, "Client secret").value = SECRET
    press(panel, "Keep")
    assert credentials.kept(real).client_secret == SECRET


def test_a_kept_client_id_is_shown_again(practice):
    credentials.keep(practice, client_id=ID, redirect_uri="http://localhost:3000")
    panel = panels.ApplicationPanel()
    assert field(panel, "Client ID").value == ID
    assert field(panel, "Redirect address").value == "http://localhost:3000"
    assert "kept already" in said(panel)


def keep_everything(twitch) -> None:
    names = {name: f"old-{name}" for name in credentials.SECRETS}
    credentials.keep(twitch, client_id=ID, redirect_uri="http://localhost", **names)


def test_another_application_makes_the_old_secrets_forgotten(practice, known):
    keep_everything(practice)
    panel = panels.ApplicationPanel()
    field(panel, "Client ID").value = known
    press(panel, "Keep")
    mine = credentials.kept(practice)
    assert mine.client_id == known
    assert not any(getattr(mine, name) for name in credentials.SECRETS)


def test_the_same_application_leaves_the_secrets(practice, known):
    keep_everything(practice)
    credentials.keep(practice, client_id=known)
    press(panels.ApplicationPanel(), "Keep")
    assert credentials.kept(practice).client_secret == "old-client_secret"


def test_the_secret_leaves_its_field_once_it_is_kept(practice):
    credentials.keep(practice, client_id=ID)
    panel = panels.SecretPanel()
    assert links(panel) == [f"{practice.apps_url}/{ID}"]
    assert field(panel, "Client secret")._part.shape == "secret"
    field(panel, "Client secret").value = f" {SECRET}\n"
    press(panel, "Keep")
    assert credentials.kept(practice).client_secret == SECRET
    assert field(panel, "Client secret").value == ""
    assert "gone from this page" in said(panel)
    assert SECRET not in every_state() + pictures(panel)


@pytest.mark.parametrize(
    ("text", "says"),
    [("", "Nothing is typed yet"), (ID, "That is the client ID"), ("a b", "There is a space")],
)
def test_what_is_no_secret_is_named(practice, text, says):
    credentials.keep(practice, client_id=ID)
    panel = panels.SecretPanel()
    field(panel, "Client secret").value = text
    press(panel, "Keep")
    assert says in said(panel) and field(panel, "Client secret").value == text
    assert not credentials.kept(practice).client_secret


@pytest.mark.parametrize("name", ["code", "access_token", "refresh_token"])
def test_another_secret_leaves_the_field_of_the_client_secret(practice, name):
    credentials.keep(practice, client_id=ID, **{name: SECRET})
    panel = panels.SecretPanel()
    field(panel, "Client secret").value = SECRET
    press(panel, "Keep")
    assert SECRETS_WORDS[name] in said(panel) and field(panel, "Client secret").value == ""
    assert not credentials.kept(practice).client_secret


def test_a_secret_without_a_client_id_must_wait(practice):
    panel = panels.SecretPanel()
    assert "What is missing for Practice Twitch: a client ID." in said(panel)
    press(panel, "Look again")
    assert "What is missing" in said(panel)
    credentials.keep(practice, client_id=ID)
    panel.press("look_again")  # the page still shows that button
    assert said(panel) == "" and buttons(panel) == ["Keep"]


def test_a_kept_secret_is_mentioned_and_not_shown(practice):
    credentials.keep(practice, client_id=ID, client_secret=SECRET)
    panel = panels.SecretPanel()
    assert "kept already" in said(panel)
    assert SECRET not in every_state() + pictures(panel)


def test_a_practice_value_is_refused_for_the_real_twitch(practice, real):
    credentials.keep(practice, client_id=ID, client_secret=SECRET, code=CODE)
    panel = panels.ApplicationPanel()
    field(panel, "Client ID").value = ID
    press(panel, "Keep")
    assert "kept for another Twitch" in said(panel)

    credentials.keep(real, client_id=ID[::-1], redirect_uri="http://localhost", state=STATE)
    panel = panels.SecretPanel()
    field(panel, "Client secret").value = SECRET
    press(panel, "Keep")
    assert "must not be sent to the real Twitch" in said(panel)

    panel = panels.AnswerPanel()
    controls(panel, Field)[0].value = f"http://localhost/?code={CODE}&state={STATE}"
    press(panel, "Hand it in")
    assert "kept for another Twitch" in said(panel)

    mine = credentials.kept(real)
    assert (mine.client_id, mine.client_secret, mine.code) == (ID[::-1], "", "")


def test_while_practice_has_no_application_no_client_id_is_taken(practice):
    with pytest.raises(PlainError, match="knows no application"):
        check_client_id("a" * 30, practice)
