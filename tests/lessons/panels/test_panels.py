"""The panels, worked as a person works them: type, choose, press, read what they say."""

from __future__ import annotations

import html
import json
import re
import time
from dataclasses import fields
from urllib.parse import parse_qs, quote, urlencode, urlsplit

import ipywidgets as widgets
import pytest
from ipywidgets.widgets import widget as all_widgets

from helpers import chat, credentials, oauth, private_folder, service
from lessons import panels
from lessons.clinic import faults
from lessons.exchange import behind_the_curtain, last_failure, sent
from lessons.practice_side.practice_learner import PracticeLearner, catch_up, heading_seen_by

ID, SECRET = "hof5gwx0su6owfnys0nyan9c87zr6t", "41vpdji4e9gif29md0ouet6fktd2xy"
STATE, CODE = "c3ab8aa609ea11e793ae92361f002671", "gulfwdmys5lsm6qyz4xiz9q32l10ab"
HOTEL = b"<html><body>Welcome to the hotel. Please log in.</body></html>"


@pytest.fixture(autouse=True)
def close_widgets():
    """Leave no widget to the next test, but for those that the panels share."""
    before = set(all_widgets._instances)
    yield
    for model in set(all_widgets._instances) - before:
        all_widgets._instances[model].close()


@pytest.fixture
def secrets(monkeypatch):
    """Every secret that was ever kept in this test."""
    seen: set[str] = set()
    write = private_folder.write

    def remember(file_name, values):
        names = {f"TWITCH_{name.upper()}" for name in credentials.SECRETS}
        seen.update(value for name, value in values.items() if name in names and value)
        write(file_name, values)

    monkeypatch.setattr(private_folder, "write", remember)
    return seen


def inside(widget, kind=widgets.Widget):
    """Every widget of a kind within this one."""
    for child in getattr(widget, "children", ()):
        if isinstance(child, kind):
            yield child
        yield from inside(child, kind)


def press(panel, label: str) -> None:
    [button] = [one for one in inside(panel, widgets.Button) if one.description == label]
    assert not button.disabled
    button.click()


def field(panel, label: str) -> widgets.Text:
    [found] = [one for one in inside(panel, widgets.Text) if one.description == label]
    return found


def text_of(panel) -> str:
    """What a person reads in a panel."""
    shown = " ".join(one.value for one in inside(panel, widgets.HTML))
    return html.unescape(re.sub(r"<[^>]*>", " ", shown))


def said(panel) -> str:
    """The line at the foot of a panel."""
    return html.unescape(re.sub(r"<[^>]*>", "", panel._answer.value))


def links(panel) -> list[str]:
    shown = " ".join(one.value for one in inside(panel, widgets.HTML))
    return [html.unescape(address) for address in re.findall(r'href="([^"]*)"', shown)]


def every_state() -> str:
    """The state of every widget there is, as a notebook file could hold it."""
    assert all_widgets._instances
    return json.dumps([one.get_state() for one in all_widgets._instances.values()], default=str)


def pictures(panel) -> str:
    return f"{panel!r} {json.dumps(panel._repr_mimebundle_())}"


# --- notebook 00 ---


def test_the_choice_is_kept(practice):
    panel = panels.ServicePanel()
    which, who = inside(panel, widgets.RadioButtons)
    assert (which.value, who.value) == ("practice", "doing")
    assert not service.watching()
    who.value = "watching"
    press(panel, "Keep this choice")
    assert service.watching()
    assert "practice Twitch; the practice learner does the steps" in said(panel)
    assert practice.id_url in said(panel) and links(panel) == [practice.www_url]


def test_the_real_twitch_is_chosen_without_watching(practice):
    panel = panels.ServicePanel()
    which, who = inside(panel, widgets.RadioButtons)
    which.value, who.value = "twitch", "watching"
    press(panel, "Keep this choice")
    assert who.value == "doing"
    assert service.chosen() == service.real()
    assert "Chosen: the real Twitch; you do the steps." in said(panel)
    again = panels.ServicePanel()
    assert [one.value for one in inside(again, widgets.RadioButtons)] == ["twitch", "doing"]


def test_a_refused_choice_is_not_kept(practice, monkeypatch):
    monkeypatch.setenv("JUPYTERHUB_USER", "somebody")
    panel = panels.ServicePanel()
    next(inside(panel, widgets.RadioButtons)).value = "twitch"
    press(panel, "Keep this choice")
    assert "shared with others" in said(panel)
    assert service.chosen() == practice


def test_a_choice_that_the_environment_overrides_says_so(practice, monkeypatch):
    monkeypatch.setenv("TUTORIAL_SERVICE", "practice")
    panel = panels.ServicePanel()
    next(inside(panel, widgets.RadioButtons)).value = "twitch"
    press(panel, "Keep this choice")
    assert "TUTORIAL_SERVICE is set and goes before it" in said(panel)


# --- what stands at the top of a notebook ---


def catch_up_shows(panel) -> bool:
    [button] = inside(panel, widgets.Button)
    return button.layout.display != "none"


def test_what_is_missing_is_offered_to_be_caught_up(practice):
    panel = panels.StartPanel("client_id", "client_secret")
    assert "Missing: a client ID (notebook 04-06_register_your_application)" in said(panel)
    assert "a client secret (notebook 07_client_secret)" in said(panel)
    assert catch_up_shows(panel)
    press(panel, "Catch me up")
    assert "You hold a client ID and a client secret. Go on." in said(panel)
    assert not catch_up_shows(panel)
    credentials.need(practice, "client_id", "client_secret")


@pytest.mark.parametrize("name", ["client_id", "redirect_uri", "client_secret", "access_token"])
def test_whatever_may_be_missing_can_be_caught_up(practice, name):
    panel = panels.StartPanel(name)
    press(panel, "Catch me up")
    assert "Missing" not in said(panel)
    assert getattr(credentials.kept(practice), name)


def test_the_real_twitch_can_not_be_caught_up(real):
    panel = panels.StartPanel("client_id")
    assert "You work with the real Twitch. Missing: a client ID" in said(panel)
    assert "Catch me up" not in said(panel) and not catch_up_shows(panel)


def test_what_is_there_is_said(practice):
    catch_up(practice, ["client_id"])
    assert "You hold a client ID. Go on." in said(panels.StartPanel("client_id"))
    assert "Nothing is needed yet" in said(panels.StartPanel())


# --- notebook 01-03 ---


def test_the_developer_account_is_looked_for(empty_practice):
    panel = panels.AccountPanel()
    assert links(panel) == [empty_practice.dev_url, empty_practice.console_url]
    press(panel, "Did it work?")
    assert "has accepted the developer agreement yet" in said(panel)
    heading_seen_by("new_sparrow", empty_practice, "/console/apps/create")  # as 01-03 does
    press(panel, "Did it work?")
    assert "has accepted the developer agreement yet" in said(panel)
    PracticeLearner(empty_practice, "night_owl").become_developer()  # as a proof does
    press(panel, "Did it work?")
    assert "If that was you, it worked" in said(panel)
    PracticeLearner(empty_practice).become_developer()
    press(panel, "Did it work?")
    assert "It worked: river_otter" in said(panel)


def test_the_real_twitch_is_not_asked_who_is_logged_in(real):
    panel = panels.AccountPanel()
    press(panel, "Did it work?")
    assert "doesn't tell a notebook who is logged in" in said(panel)


# --- notebook 04-06 ---


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
    assert "Kept for practice Twitch" in said(panel)


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


SECRETS_WORDS = {
    "client_secret": "That is the client secret.",
    "code": "That is the code.",
    "access_token": "That is the access token.",
    "refresh_token": "That is the refresh token.",
}


@pytest.mark.parametrize("twitch", ["practice", "real"])
@pytest.mark.parametrize("name", SECRETS_WORDS)
def test_a_kept_secret_does_not_stay_in_the_field_of_the_client_id(request, practice, twitch, name):
    credentials.keep(practice, client_id=ID, **{name: SECRET})
    twitch = request.getfixturevalue(twitch)  # the secret may be another Twitch's
    before = credentials.kept(twitch)
    panel = panels.ApplicationPanel()
    field(panel, "Client ID").value = f" {SECRET} "
    press(panel, "Keep")
    assert SECRETS_WORDS[name] in said(panel) and "must not stand here" in said(panel)
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


# --- notebook 07 ---


def test_the_secret_leaves_its_field_once_it_is_kept(practice):
    credentials.keep(practice, client_id=ID)
    panel = panels.SecretPanel()
    assert links(panel) == [f"{practice.apps_url}/{ID}"]
    assert isinstance(field(panel, "Client secret"), widgets.Password)
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
    assert "What is missing for practice Twitch: a client ID." in said(panel)
    press(panel, "Keep")
    assert "What is missing" in said(panel)


def test_a_kept_secret_is_mentioned_and_not_shown(practice):
    credentials.keep(practice, client_id=ID, client_secret=SECRET)
    panel = panels.SecretPanel()
    assert "kept already" in said(panel)
    assert SECRET not in every_state() + pictures(panel)


# --- a value of one Twitch, typed for the other ---


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
    next(inside(panel, widgets.Textarea)).value = f"http://localhost/?code={CODE}&state={STATE}"
    press(panel, "Hand it in")
    assert "kept for another Twitch" in said(panel)

    mine = credentials.kept(real)
    assert (mine.client_id, mine.client_secret, mine.code) == (ID[::-1], "", "")


# --- notebook 08: the link ---


@pytest.fixture
def application(practice):
    credentials.keep(practice, client_id=ID, redirect_uri="http://localhost")
    return practice


def test_the_link_grows_part_by_part(application):
    panel = panels.LinkPanel()
    beginnings = ["response_type=code", f"client_id={ID}", "redirect_uri=", "scope=", "state="]
    assert f"{application.id_url}/oauth2/authorize" in text_of(panel)
    for beginning in beginnings:
        assert beginning not in text_of(panel)
        assert links(panel) == []
        press(panel, "Add the next part")
        assert beginning in text_of(panel)
    assert all(button.disabled for button in inside(panel, widgets.Button))


def test_the_whole_link_is_the_one_that_is_kept(application):
    panel = panels.LinkPanel()
    press(panel, "Show it whole")
    mine = credentials.kept(application)
    [link] = links(panel)
    assert link == oauth.authorize_url(
        application, ID, "http://localhost", ["chat:read", "chat:edit"], mine.state
    )
    assert mine.scope == "chat:read chat:edit"
    assert mine.state not in text_of(panel) + pictures(panel)
    assert "The link is whole" in said(panel)


def test_other_scopes_make_another_link(application):
    panel = panels.LinkPanel()
    press(panel, "Show it whole")
    [first] = links(panel)
    [scopes] = inside(panel, widgets.TagsInput)
    scopes.value = ["user:read:email"]
    [second] = links(panel)
    parts = [parse_qs(urlsplit(link).query) for link in (first, second)]
    assert [part["scope"] for part in parts] == [["chat:read chat:edit"], ["user:read:email"]]
    assert parts[0]["state"] != parts[1]["state"]
    assert credentials.kept(application).scope == "user:read:email"


def test_the_same_scopes_keep_their_state(application):
    press(panels.LinkPanel(), "Show it whole")
    state = credentials.kept(application).state
    press(panels.LinkPanel(), "Show it whole")
    assert credentials.kept(application).state == state


def test_a_scope_is_added_from_the_list(application):
    panel = panels.LinkPanel()
    [more], [scopes] = inside(panel, widgets.Combobox), inside(panel, widgets.TagsInput)
    more.value = next(one for one in more.options if one.startswith("user:read:email: "))
    assert list(scopes.value) == ["chat:read", "chat:edit", "user:read:email"]
    assert more.value == ""
    more.value = "user:read:email"
    assert list(scopes.value) == ["chat:read", "chat:edit", "user:read:email"]


def test_an_unknown_scope_is_refused(application):
    panel = panels.LinkPanel()
    [more], [scopes] = inside(panel, widgets.Combobox), inside(panel, widgets.TagsInput)
    more.value = "chat:raed"
    assert "no scope called 'chat:raed'" in said(panel)
    assert more.value == "chat:raed"
    assert list(scopes.value) == ["chat:read", "chat:edit"]


def test_a_link_without_an_application_must_wait(practice):
    panel = panels.LinkPanel()
    assert "What is missing for practice Twitch: a client ID." in said(panel)
    press(panel, "Show it whole")
    assert links(panel) == []


# --- notebook 08: the answer ---


def hand_in(panel, text: str) -> widgets.Textarea:
    [pasted] = inside(panel, widgets.Textarea)
    pasted.value = text
    press(panel, "Hand it in")
    return pasted


def answer(code: str = CODE, state: str = STATE) -> str:
    return f"http://localhost/?{urlencode({'code': code, 'scope': 'chat:read', 'state': state})}"


@pytest.fixture
def waiting(application):
    """A link was opened and waits for its answer."""
    credentials.keep(application, scope="chat:read", state=STATE)
    return application


def test_a_good_answer_is_kept_and_leaves_its_field(waiting):
    panel = panels.AnswerPanel()
    assert hand_in(panel, f" {answer()} ").value == ""
    mine = credentials.kept(waiting)
    assert mine.code == CODE and mine.code_age < 60
    assert mine.state == ""
    assert "The state is the one you sent" in said(panel)
    assert CODE not in every_state() + pictures(panel)


BAD_ANSWERS = {
    "nothing": ("", "Nothing is pasted yet"),
    "cancelled": (
        f"http://localhost/?error=access_denied&error_description=No&state={STATE}",
        "pressed Cancel",
    ),
    "another state": (answer(state="x" * 32), "not the one your link sent"),
    "no state": (f"http://localhost/?code={CODE}", "has no state"),
    "the question": (
        f"https://id.twitch.tv/oauth2/authorize?response_type=code&client_id={ID}",
        "This is the authorize link itself",
    ),
    "a token": (f"http://localhost/#access_token={SECRET}", "access token"),
    "words": ("it says site can't be reached", "neither an address nor a code"),
}


@pytest.mark.parametrize("kind", BAD_ANSWERS)
def test_a_bad_answer_stays_where_it_is_and_is_named(waiting, kind):
    text, says = BAD_ANSWERS[kind]
    before = credentials.kept(waiting)
    panel = panels.AnswerPanel()
    assert hand_in(panel, text).value == text
    assert says in said(panel)
    assert credentials.kept(waiting) == before
    assert CODE not in said(panel) and SECRET not in said(panel)


@pytest.mark.parametrize("text", [CODE, answer()])
def test_the_same_answer_twice_does_no_harm(waiting, text):
    panel = panels.AnswerPanel()
    hand_in(panel, text)
    kept = credentials.kept(waiting)
    assert hand_in(panel, text).value == ""
    assert "kept already" in said(panel)
    assert credentials.kept(waiting) == kept


def test_a_code_alone_is_kept_with_a_warning(waiting):
    panel = panels.AnswerPanel()
    assert hand_in(panel, CODE).value == ""
    assert "a bare code brings no state" in said(panel)
    assert credentials.kept(waiting).code == CODE
    assert credentials.kept(waiting).state == STATE


@pytest.mark.parametrize("again_in", [panels.AnswerPanel, panels.FreshCodePanel])
def test_an_answer_that_was_used_up_is_named_and_a_fresh_link_offered(registered, again_in):
    panel = panels.FreshCodePanel()
    landed = open_and_answer(panel, registered)
    hand_in(panel, landed)
    press(panels.ExchangePanel(), "Send the request")
    mine = credentials.kept(registered)
    assert mine.access_token and mine.used_code and not mine.state
    panel = again_in()
    assert hand_in(panel, landed).value == landed
    assert "This code was already traded" in said(panel)
    hand_in(panel, open_and_answer(panel, registered))
    assert "The state is the one you sent" in said(panel)


@pytest.mark.parametrize("again_in", [panels.AnswerPanel, panels.FreshCodePanel])
def test_an_answer_that_grew_old_is_named_and_a_fresh_link_offered(waiting, again_in):
    hand_in(panels.AnswerPanel(), answer())
    credentials.keep(waiting, code_kept_at=str(int(time.time()) - 700))
    panel = again_in()
    assert hand_in(panel, answer()).value == ""
    assert "more than ten minutes old" in said(panel)
    [link] = links(panel)
    assert parse_qs(urlsplit(link).query)["state"] == [credentials.kept(waiting).state]


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("client_id", "That is the client ID."),
        ("state", "That is the state."),
        *((name, says) for name, says in SECRETS_WORDS.items() if name != "code"),
    ],
)
def test_another_value_is_not_kept_as_a_code(application, name, says):
    value = SECRET if name != "client_id" else ID
    credentials.keep(application, **{name: value})
    panel = panels.AnswerPanel()
    left = hand_in(panel, f" '{value}' ").value
    assert says in said(panel) and "Wanted here is the code" in said(panel)
    assert (left == "") == (name != "client_id")
    assert not credentials.kept(application).code


# --- notebook 10: a fresh code ---


@pytest.mark.parametrize(
    ("age", "says", "offered"),
    [
        (5, "less than a minute old", 0),
        (185, "Your code is 3 min old", 1),
        (700, "more than ten minutes old", 1),
    ],
)
def test_the_age_of_the_code_is_told(application, age, says, offered):
    credentials.keep(application, code=CODE, code_kept_at=str(int(time.time()) - age))
    panel = panels.FreshCodePanel()
    assert says in said(panel)
    assert len(links(panel)) == offered
    assert bool(credentials.kept(application).state) == bool(offered)  # no link, no state


def test_a_choice_of_no_scopes_stays(application):
    panel = panels.LinkPanel()
    [scopes] = inside(panel, widgets.TagsInput)
    scopes.value = []
    press(panel, "Show it whole")
    state = credentials.kept(application).state
    again = panels.LinkPanel()
    assert list(next(inside(again, widgets.TagsInput)).value) == []
    press(again, "Show it whole")
    assert credentials.kept(application).state == state
    hand_in(panels.AnswerPanel(), answer(state=state))
    credentials.keep(application, code="")
    [link] = links(panels.FreshCodePanel())
    assert "scope=&" in link


def test_without_a_code_a_link_to_one_is_offered(application):
    panel = panels.FreshCodePanel()
    assert "There is no code yet" in said(panel)
    [link] = links(panel)
    state = credentials.kept(application).state
    assert parse_qs(urlsplit(link).query)["state"] == [state]
    hand_in(panel, answer(state=state))
    assert credentials.kept(application).code == CODE


def test_after_a_trade_a_link_to_another_code_is_offered(application):
    credentials.keep(application, used_code="7c1e")
    panel = panels.FreshCodePanel()
    assert "Your last code was traded" in said(panel)
    assert len(links(panel)) == 1


def test_without_an_application_there_is_no_fresh_code(practice):
    assert "What is missing for practice Twitch: a client ID." in said(panels.FreshCodePanel())


# --- notebook 10: the exchange ---


@pytest.fixture
def with_code(practice):
    """Everything up to an unused code is there."""
    catch_up(practice, ["client_secret"])
    mine = credentials.kept(practice)
    link = oauth.authorize_url(practice, mine.client_id, mine.redirect_uri, ["chat:read"], STATE)
    address = PracticeLearner(practice).authorize(link)
    [code] = parse_qs(urlsplit(address).query)["code"]
    credentials.keep_code(practice, code)
    return practice


def test_a_code_is_traded_for_a_token_once(with_code, secrets):
    before = credentials.kept(with_code)
    secrets.update({before.code, before.client_secret})
    panel = panels.ExchangePanel()
    for name in ("client_id=", "client_secret=[hidden", "code=[hidden", "grant_type="):
        assert name in text_of(panel)
    press(panel, "Send the request")
    mine = credentials.kept(with_code)
    assert oauth.validate(with_code, mine.access_token).status_code == 200
    assert mine.refresh_token and not mine.code
    assert "Status: 200. You hold an access token." in said(panel)
    assert "HTTP 200" in text_of(panel)  # what was answered
    assert "was used; it can't be used again" in text_of(panel)  # what the server wrote down
    press(panel, "Send the request")
    assert "a code works once" in said(panel)
    assert credentials.kept(with_code) == mine
    assert len(secrets) == 4
    shown = every_state() + pictures(panel)
    assert [secret for secret in secrets if secret in shown] == []


def test_a_refusal_is_explained(with_code):
    credentials.keep(with_code, client_secret=SECRET)
    panel = panels.ExchangePanel()
    press(panel, "Send the request")
    assert "Status: 403. The client secret is not this application's current one" in said(panel)
    assert "invalid client secret" in text_of(panel)
    mine = credentials.kept(with_code)
    assert mine.code and not mine.access_token


def test_what_is_missing_for_the_exchange_is_said(practice):
    panel = panels.ExchangePanel()
    press(panel, "Send the request")
    assert "What is missing for practice Twitch: a client ID." in said(panel)


@pytest.mark.parametrize(
    ("status", "says"),
    [
        (200, "This answer holds no token"),
        (502, "(status 502, text/html) is not in Twitch's form"),
    ],
)
def test_a_hotels_page_in_place_of_an_answer_is_shown_and_named(status, says, stub, monkeypatch):
    stub.answers(HOTEL, status, "text/html")
    monkeypatch.setenv("PRACTICE_URL", stub.base)
    twitch = service.chosen()
    credentials.keep(twitch, client_id=ID, client_secret=SECRET, redirect_uri="http://localhost")
    credentials.keep_code(twitch, CODE)
    panel = panels.ExchangePanel()
    press(panel, "Send the request")
    assert "Welcome to the hotel" in text_of(panel)
    assert says in said(panel)
    assert credentials.kept(twitch).code == CODE
    assert SECRET not in every_state() and CODE not in every_state()


def test_a_practice_that_does_not_answer_is_a_sentence(application, monkeypatch):
    credentials.keep_code(application, CODE)
    credentials.keep(application, client_secret=SECRET)
    file = application.private_file
    monkeypatch.setenv("PRACTICE_URL", "http://127.0.0.1:9")
    twitch = service.chosen()
    private_folder.write(twitch.private_file, private_folder.read(file))
    panel = panels.ExchangePanel()
    press(panel, "Send the request")
    assert "can't be reached" in said(panel)
    assert credentials.kept(twitch).code == CODE


# --- the clinic ---


def choose_fault(panel, title: str) -> None:
    [choice] = inside(panel, widgets.Dropdown)
    choice.value = title


def test_the_clinic_says_when_nothing_has_failed(practice):
    assert "Nothing has failed yet" in said(panels.ClinicPanel())
    assert "give the panel its response: ClinicPanel(reply)" in said(panels.ClinicPanel())


def test_the_clinic_says_how_old_an_older_failure_is(practice, monkeypatch):
    oauth.validate(practice, "x" * 30)
    assert "minutes ago" not in said(panels.ClinicPanel())
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now + 400)
    assert "That was 6 minutes ago." in said(panels.ClinicPanel())


@pytest.mark.parametrize("given", [{"status": 400}, ValueError("x"), 5])
def test_the_clinic_asks_for_the_response_itself(practice, given):
    assert "Give the clinic the response itself" in said(panels.ClinicPanel(given))


def test_the_clinic_looks_at_a_text_that_is_given(practice):
    panel = panels.ClinicPanel("http://localhost/?error=access_denied")
    assert "consent_refused" in text_of(panel)


def test_the_clinic_has_nothing_to_look_at_in_a_good_answer(practice, make_reply):
    assert said(panels.ClinicPanel(make_reply({}))) == "There is nothing to mend."


def test_the_clinic_takes_the_text_of_a_page_and_its_link(application):
    panel = panels.ClinicPanel()
    text = '{"status":400,"message":"invalid client"}'
    opened = f"{application.id_url}/oauth2/authorize?client_id=YOUR_CLIENT_ID"
    field(panel, "Address with error=").value = opened
    press(panel, "Look at this address")
    assert "The link goes into the second" in said(panel)
    field(panel, "Address with error=").value = text
    field(panel, "Its authorize link").value = opened
    press(panel, "Look at this address")
    assert "client_id_not_filled_in" in text_of(panel)


def test_the_clinic_shows_the_last_failure_with_its_cause(with_code):
    credentials.keep(with_code, client_secret=SECRET)
    press(panels.ExchangePanel(), "Send the request")
    panel = panels.ClinicPanel()
    shown = text_of(panel)
    assert "HTTP 403" in shown and "client_secret=[hidden" in shown
    assert "kept_client_secret_is_not_current" in shown
    assert "To mend it : Copy the secret again" in shown
    assert "The secret that is kept was sent" in shown
    assert said(panel) == "The cause and how to mend it stand above."


def test_the_clinic_looks_at_an_exchange_that_is_given(practice, make_reply):
    body = {"error": "Unauthorized", "status": 401, "message": "OAuth token is missing"}
    url = "https://api.twitch.tv/helix/users"
    panel = panels.ClinicPanel(make_reply(body, 401, method="GET", url=url))
    assert "authorization_missing" in text_of(panel)
    assert "Send the header Authorization: Bearer <token>" in " ".join(text_of(panel).split())
    press(panel, "Look at the last failure")
    assert "Nothing has failed yet" in said(panel)
    assert "authorization_missing" not in text_of(panel)


def test_the_clinic_looks_at_an_address(application):
    panel = panels.ClinicPanel()
    field(panel, "Address with error=").value = " http://localhost:3000/?error=redirect_mismatch "
    field(
        panel, "Its authorize link"
    ).value = "http://localhost:8017/oauth2/authorize?redirect_uri=http%3A%2F%2Flocalhost%2F"
    press(panel, "Look at this address")
    assert "redirect_uri_differs" in text_of(panel)
    assert field(panel, "Address with error=").value == ""


def test_what_is_no_error_stays_in_the_clinics_field(application):
    panel = panels.ClinicPanel()
    field(panel, "Address with error=").value = "http://localhost/?code=abc"
    press(panel, "Look at this address")
    assert "There is no error= in this" in said(panel)
    assert field(panel, "Address with error=").value == "http://localhost/?code=abc"


def test_the_clinic_causes_the_fault_that_is_chosen_and_no_other_harm(with_code):
    before = credentials.kept(with_code)
    panel = panels.ClinicPanel()
    choose_fault(panel, "The API: OAuth in place of Bearer")
    press(panel, "Cause this one")
    assert "oauth_in_place_of_bearer" in text_of(panel)
    assert "what you keep was not used" in said(panel)
    assert credentials.kept(with_code) == before
    assert last_failure.last() is None
    press(panels.ExchangePanel(), "Send the request")  # the reader's code and secret are good
    assert credentials.kept(with_code).access_token


def test_with_the_real_twitch_the_clinic_causes_nothing(real):
    panel = panels.ClinicPanel()
    assert "Cause this one" not in [one.description for one in inside(panel, widgets.Button)]
    assert list(inside(panel, widgets.Dropdown)) == []
    assert "Faults are caused on purpose in practice only" in text_of(panel)


def test_the_clinic_shows_no_secret_of_any_fault(practice, monkeypatch):
    made, commit = [], faults.Bench.commit

    def remember(bench, fault, chance):
        made.append((bench, commit(bench, fault, chance)))
        return made[-1][1]

    monkeypatch.setattr(faults.Bench, "commit", remember)
    panel = panels.ClinicPanel()
    for fault in faults.FAULTS:
        choose_fault(panel, fault.title)
        press(panel, "Cause this one")
        bench, committed = made[-1]
        request = sent.read(committed.reply.request)
        secrets = {getattr(committed.mine, name) for name in credentials.SECRETS}
        secrets |= {bench.other.client_secret, request.credential, request.query.get("state", "")}
        shown = every_state() + pictures(panel) + text_of(panel)
        assert fault.cause in shown, fault.title
        assert len(secrets) >= 2
        assert [one for one in secrets if len(one) > 8 and one in shown] == [], fault.title
    assert len(made) == len(faults.FAULTS) >= 25


def test_watching_the_clinic_causes_a_fault(practice, monkeypatch):
    monkeypatch.setenv("TUTORIAL_MODE", "watching")
    panel = panels.ClinicPanel()
    assert "Cause: redirect_uri_slash" in repr(panel)
    assert "HTTP 400" in repr(panel)


# --- notebook 15 ---


@pytest.fixture
def registered(practice):
    catch_up(practice, ["client_secret"])
    return practice


@pytest.fixture
def tokens(monkeypatch, secrets):
    """Every token and device code that these tests get: secrets, although they are not kept."""
    read_token, read_codes = oauth.read_token, oauth.read_device_codes

    def remember_token(reply):
        token = read_token(reply)
        secrets.update({token.access_token, token.refresh_token})
        return token

    def remember_codes(reply):
        codes = read_codes(reply)
        secrets.add(codes.device_code)
        return codes

    monkeypatch.setattr(oauth, "read_token", remember_token)
    monkeypatch.setattr(oauth, "read_device_codes", remember_codes)
    return secrets


def let_time_pass(monkeypatch, seconds: float) -> None:
    there = time.monotonic()
    monkeypatch.setattr(time, "monotonic", lambda: there + seconds)


def test_a_television_gets_its_token_when_the_phone_allows_it(registered, tokens, monkeypatch):
    panel = panels.DevicePanel()
    assert links(panel) == []
    press(panel, "Show a code")
    [address] = links(panel)
    code = parse_qs(urlsplit(address).query)["device-code"][0]
    assert f"Go to {registered.www_url}/activate and enter {code}" in " ".join(
        text_of(panel).split()
    )
    press(panel, "Ask whether it is allowed")
    assert "authorization_pending" in said(panel)

    PracticeLearner(registered).activate(address)
    let_time_pass(monkeypatch, 6)
    press(panel, "Ask whether it is allowed")
    assert "Status: 200. The television holds a token" in said(panel)
    assert "Good evening, river_otter." in text_of(panel)
    assert links(panel) == [] and code not in every_state()
    assert len(tokens) == 3
    shown = every_state() + pictures(panel)
    assert [secret for secret in tokens if secret in shown] == []


def test_the_television_asks_once_per_press_and_not_within_the_interval(registered, monkeypatch):
    polls = []
    poll = oauth.poll_device
    monkeypatch.setattr(oauth, "poll_device", lambda *sent: polls.append(sent) or poll(*sent))
    panel = panels.DevicePanel()
    press(panel, "Show a code")
    for _ in range(3):
        press(panel, "Ask whether it is allowed")
    assert len(polls) == 1
    assert "Not sent. Twitch's answer said interval: 5" in said(panel)
    let_time_pass(monkeypatch, 6)
    press(panel, "Ask whether it is allowed")
    assert len(polls) == 2 and "authorization_pending" in said(panel)
    assert "Good for 29 min 5" in text_of(panel)


def test_a_television_that_is_refused_goes_dark(registered, monkeypatch):
    panel = panels.DevicePanel()
    press(panel, "Show a code")
    codes = panel._codes
    PracticeLearner(registered).activate(codes.verification_uri)
    mine = credentials.kept(registered)
    assert oauth.poll_device(registered, mine.client_id, ["chat:read"], codes.device_code).ok
    press(panel, "Ask whether it is allowed")  # somebody else was faster
    assert "invalid device code: this code is used, refused or too old" in said(panel)
    assert links(panel) == []
    press(panel, "Show a code")
    assert len(links(panel)) == 1


@pytest.mark.parametrize(
    ("body", "status", "kind"),
    [
        (HOTEL, 502, "text/html"),
        ({"status": 503, "message": "out of order"}, 503, "application/json"),
    ],
)
def test_an_answer_that_decides_nothing_leaves_the_code(
    body, status, kind, registered, monkeypatch, stub
):
    stub.answers(body, status, kind)
    poll = oauth.poll_device
    monkeypatch.setattr(oauth, "poll_device", lambda _, *sent: poll(stub.as_service(), *sent))
    panel = panels.DevicePanel()
    press(panel, "Show a code")
    press(panel, "Ask whether it is allowed")
    assert f"Status: {status}." in said(panel) and "then ask again" in said(panel)
    [address] = links(panel)
    PracticeLearner(registered).activate(address)
    monkeypatch.setattr(oauth, "poll_device", poll)
    let_time_pass(monkeypatch, 6)
    press(panel, "Ask whether it is allowed")
    assert "Good evening" in text_of(panel)


def test_a_television_without_an_application_must_wait(practice):
    panel = panels.DevicePanel()
    press(panel, "Show a code")
    assert "What is missing for practice Twitch: a client ID." in said(panel)
    credentials.keep(practice, client_id=ID)
    press(panel, "Show a code")
    assert "Twitch gave no code: invalid client." in said(panel)


def open_and_answer(panel, twitch) -> str:
    """Do in practice what the panel's link asks for; gives the address that comes back."""
    [address] = links(panel)
    return PracticeLearner(twitch).authorize(address)


def test_the_openid_link_asks_for_a_nonce_and_its_answer_is_kept(registered):
    panel = panels.OpenIdPanel("n-0S6")
    [first] = links(panel)
    asked = parse_qs(urlsplit(first).query)
    assert (asked["scope"], asked["response_type"]) == (["openid"], ["code"])
    assert asked["force_verify"] == ["true"]
    assert asked["nonce"] == ["n-0S6"] and "preferred_username" in asked["claims"][0]
    assert hand_in(panel, open_and_answer(panel, registered)).value == ""
    assert "The code is kept" in said(panel)
    mine = credentials.kept(registered)
    assert mine.code and mine.code not in every_state() + pictures(panel)
    assert links(panel) != [first]  # one state, one answer


@pytest.mark.parametrize("kind", ["OpenIdPanel", "ImplicitPanel"])
@pytest.mark.parametrize("shape", BAD_ANSWERS)
def test_a_bad_answer_to_another_link_stays_where_it_is(application, kind, shape):
    text, _ = BAD_ANSWERS[shape]
    panel = panels.OpenIdPanel("n-0S6") if kind == "OpenIdPanel" else panels.ImplicitPanel()
    before, offered = credentials.kept(application), links(panel)
    assert hand_in(panel, text).value == text
    assert len(said(panel)) > 20
    assert credentials.kept(application) == before and links(panel) == offered
    assert CODE not in said(panel) and SECRET not in said(panel)


def test_a_token_in_the_address_is_shown_as_a_mask_and_revoked(registered):
    panel = panels.ImplicitPanel()
    landed = open_and_answer(panel, registered)
    [token] = parse_qs(urlsplit(landed).fragment)["access_token"]
    assert oauth.validate(registered, token).ok
    assert hand_in(panel, landed).value == ""
    assert private_folder.mask(token) in text_of(panel)
    assert "It would have lived for 57 days." in said(panel) and "revoked" in said(panel)
    assert oauth.validate(registered, token).status_code == 401
    assert token not in every_state() + pictures(panel)
    assert not credentials.kept(registered).access_token


def test_the_same_implicit_answer_twice_is_refused(registered):
    panel = panels.ImplicitPanel()
    landed = open_and_answer(panel, registered)
    hand_in(panel, landed)
    assert hand_in(panel, landed).value == landed
    assert "not the one your link sent" in said(panel)


def test_a_token_that_can_not_be_revoked_is_named(registered, monkeypatch, stub):
    stub.answers({"status": 404, "message": "client does not exist"}, 404)
    revoke = oauth.revoke
    monkeypatch.setattr(oauth, "revoke", lambda _, *sent: revoke(stub.as_service(), *sent))
    panel = panels.ImplicitPanel()
    hand_in(panel, open_and_answer(panel, registered))
    assert "It could not be revoked: client does not exist" in said(panel)


# --- all of them ---


def test_an_error_that_nobody_foresaw_is_a_sentence_without_what_was_typed(practice, monkeypatch):
    def break_down(*_, **__):
        raise RuntimeError(f"can't store {SECRET}")

    credentials.keep(practice, client_id=ID)
    panel = panels.SecretPanel()
    monkeypatch.setattr(credentials, "keep", break_down)
    field(panel, "Client secret").value = SECRET
    press(panel, "Keep")
    assert "Something in this panel broke (RuntimeError)" in said(panel)
    assert SECRET not in said(panel) and SECRET not in pictures(panel)


def test_html_in_what_a_panel_says_is_only_text(waiting):
    panel = panels.AnswerPanel()
    hand_in(panel, f"http://localhost/?error={quote('<script>alert(1)</script>')}")
    assert "<script>alert" in said(panel)
    assert "<script" not in panel.children[-1].value
    assert "<script" not in panel._repr_mimebundle_()["text/html"]


def all_panels():
    yield panels.ServicePanel()
    yield panels.StartPanel("client_id", "client_secret")
    yield panels.AccountPanel()
    yield panels.ApplicationPanel()
    yield panels.SecretPanel()
    yield panels.LinkPanel()
    yield panels.AnswerPanel()
    yield panels.FreshCodePanel()
    yield panels.ExchangePanel()
    yield panels.DevicePanel()
    yield panels.OpenIdPanel("n-0S6")
    yield panels.ImplicitPanel()
    yield panels.QuestionPanel("why_trade")
    yield panels.ClinicPanel()


def test_no_panel_shows_a_secret(practice):
    values = {field.name: f"{field.name[:8]}Zq9Zq9Zq9" for field in fields(credentials.Credentials)}
    credentials.keep(practice, **{**values, "code_kept_at": "5", "used_code": "7c1e"})
    for panel in all_panels():
        for name in credentials.SECRETS:
            assert values[name] not in pictures(panel), (panel.title, name)
            if name != "state":  # the link must hold it
                assert values[name] not in every_state(), (panel.title, name)


def test_watching_works_every_panel_from_the_first_to_the_last(practice, monkeypatch, secrets):
    monkeypatch.setenv("TUTORIAL_MODE", "watching")
    answers = [said(panel) for panel in all_panels()]
    for part, sentence in zip(
        [
            "the practice learner does the steps",
            "You hold a client ID and a client secret",
            "It worked: river_otter",
            "Kept for practice Twitch",
            "gone from this page",
            "The link is whole",
            "the code is kept",
            "less than a minute old",
            "Status: 200",
            "Status: 200. The television holds a token",
            "The code is kept",
            "revoked at once",
            "",
            "what you keep was not used",
        ],
        answers,
        strict=True,
    ):
        assert part in sentence
    mine = credentials.kept(practice)
    assert oauth.validate(practice, mine.access_token).status_code == 200
    assert behind_the_curtain.books(practice)["applications"]
    shown = every_state()
    assert len(secrets) >= 5
    assert [
        secret for secret in secrets if secret in shown and f"state={secret}" not in shown
    ] == []


def test_a_watching_panel_shows_no_secret_to_the_web(practice, monkeypatch, secrets):
    monkeypatch.setenv("TUTORIAL_MODE", "watching")
    shown = "".join(pictures(panel) for panel in all_panels())
    assert [secret for secret in secrets if secret in shown] == []


def test_a_still_picture_says_what_it_is(practice):
    for panel in all_panels():
        bundle = panel._repr_mimebundle_()
        assert panel.title in html.unescape(bundle["text/html"])
        assert "A still picture" in bundle["text/html"]
        assert bundle["text/plain"].startswith(panel.title)
        model = bundle["application/vnd.jupyter.widget-view+json"]["model_id"]
        assert model == panel.model_id


# 12: a token that runs out, a connection that ends


@pytest.fixture
def renewable(practice):
    catch_up(practice, ["client_secret", "access_token"])
    return practice


def test_a_short_token_is_watched_until_it_is_dead(renewable, monkeypatch):
    monkeypatch.setattr("lessons.panels.life.SHORT_LIFE", 3)
    kept = credentials.kept(renewable)
    panel = panels.LifePanel()
    press(panel, "Get one and watch it")
    assert "expires_in: 3. Validate: 200. It is alive." in said(panel)
    (bar,) = inside(panel, widgets.FloatProgress)
    deadline = time.monotonic() + 15
    while "401" not in said(panel) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert "Validate: 401. invalid access token" in said(panel)
    assert bar.value == 0
    assert credentials.kept(renewable) == kept


def test_the_real_twitch_makes_no_short_tokens(practice, real):
    credentials.keep(real, access_token="rfx2uswqe8l4g1mkagrvg5tv0ks3ab")
    panel = panels.LifePanel()
    press(panel, "Get one and watch it")
    assert "can't be reached" in said(panel)  # it was asked how long the token lives


def test_watching_sees_the_whole_life(renewable, monkeypatch):
    monkeypatch.setenv("TUTORIAL_MODE", "watching")
    panel = panels.LifePanel()
    assert "200" in panel.still() and "401" in panel.still()


def test_before_the_disconnect_the_panel_says_so(renewable):
    kept = credentials.kept(renewable)
    panel = panels.DisconnectPanel()
    assert links(panel) == [f"{renewable.www_url}/settings/connections"]
    press(panel, "What are my tokens worth now?")
    assert "nothing was disconnected yet" in said(panel)
    assert credentials.kept(renewable) == kept


def test_a_dead_access_token_alone_is_no_disconnect(renewable):
    credentials.keep(renewable, access_token="dead")
    panel = panels.DisconnectPanel()
    press(panel, "What are my tokens worth now?")
    assert "it had only grown old" in said(panel)
    assert oauth.validate(renewable, credentials.kept(renewable).access_token).ok


def test_after_the_disconnect_both_tokens_are_forgotten_and_new_ones_come(renewable):
    PracticeLearner(renewable).disconnect(credentials.kept(renewable).client_id)
    panel = panels.DisconnectPanel()
    press(panel, "What are my tokens worth now?")
    assert "401, invalid access token" in said(panel)
    assert "400, Invalid refresh token" in said(panel)
    assert (
        credentials.kept(renewable).access_token == credentials.kept(renewable).refresh_token == ""
    )
    press(panel, "Get new ones")
    assert oauth.validate(renewable, credentials.kept(renewable).access_token).ok


# 13: a live chat


def test_a_chat_streams_in_until_it_is_stopped(renewable):
    panel = panels.ChatPanel("river_otter", "amber_lantern")
    press(panel, "Start")
    deadline = time.monotonic() + 15
    while "OrbitalOwl" not in text_of(panel) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert "There is a lantern behind the stairs" in text_of(panel)
    press(panel, "Stop")
    while "Stopped." not in said(panel) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert "Stopped." in said(panel)
    assert "OrbitalOwl: There is" in panel.still()


def test_a_chat_that_restarts_says_so(renewable):
    panel = panels.ChatPanel("river_otter", "amber_lantern")
    press(panel, "Start")
    learner = PracticeLearner(renewable)
    deadline = time.monotonic() + 15
    while "OrbitalOwl" not in text_of(panel) and time.monotonic() < deadline:
        time.sleep(0.05)
    learner._press(learner._open(f"{renewable.id_url}/behind-the-curtain"), "restart-chat")
    while "restarts" not in said(panel) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert "Press Start again" in said(panel)


def test_what_viewers_write_is_escaped(practice):
    panel = panels.ChatPanel("river_otter", "amber_lantern")
    panel._show(chat.parse("@display-name=<i> :x!x@x PRIVMSG #a :<script>alert(1)</script>"))
    assert "<script>" not in panel._screen.value
    assert "<i>" not in panel._screen.value


def test_a_chat_without_a_token_must_wait(practice):
    panel = panels.ChatPanel("river_otter", "amber_lantern")
    press(panel, "Start")
    assert "an access token" in said(panel)
