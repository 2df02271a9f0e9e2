"""The panels of notebook 08, and the fresh code of 10."""

from __future__ import annotations

import time
from urllib.parse import parse_qs, urlsplit

import pytest
from panel_tests import (
    BAD_ANSWERS,
    CODE,
    ID,
    SECRET,
    SECRETS_WORDS,
    STATE,
    answer,
    buttons,
    every_state,
    field,
    hand_in,
    links,
    open_and_answer,
    pictures,
    press,
    said,
    text_of,
)

from helpers import credentials, oauth, private_folder
from lessons import panels, progress


def test_the_link_grows_part_by_part(application):
    panel = panels.LinkPanel()
    beginnings = ["response_type=code", f"client_id={ID}", "redirect_uri=", "scope=", "state="]
    assert f"{application.id_url}/oauth2/authorize" in text_of(panel)
    for beginning in beginnings:
        assert beginning not in text_of(panel)
        assert links(panel) == []
        press(panel, "Add the next part")
        assert beginning in text_of(panel)
    assert "Add the next part" not in buttons(panel)


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
    press(panel, "Remove chat:read")
    field(panel, "One more scope").value = "user:read:email"
    press(panel, "Add this scope")
    press(panel, "Remove chat:edit")
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
    more = field(panel, "One more scope")
    assert "user:read:email" in dict(more._part.suggestions)
    three = ["Remove chat:read", "Remove chat:edit", "Remove user:read:email"]
    for text in ("user:read:email: See your email address", " user:read:email "):
        more.value = text
        press(panel, "Add this scope")
        assert buttons(panel)[:3] == three and buttons(panel)[3] == "Add this scope"
        assert more.value == ""


def test_an_unknown_scope_is_refused(application):
    panel = panels.LinkPanel()
    before = buttons(panel)
    more = field(panel, "One more scope")
    more.value = "chat:raed"
    press(panel, "Add this scope")
    assert "no scope of this name. Choose one offered as you type." in said(panel)
    assert "raed" not in said(panel)
    assert more.value == "chat:raed"
    assert buttons(panel) == before


def test_a_link_without_an_application_must_wait(practice):
    panel = panels.LinkPanel()
    assert "What is missing for Practice Twitch: a client ID." in said(panel)
    press(panel, "Look again")
    assert "What is missing" in said(panel)
    assert links(panel) == []


def test_a_good_answer_is_kept_and_leaves_its_field(waiting):
    panel = panels.AnswerPanel()
    assert hand_in(panel, f" {answer()} ").value == ""
    mine = credentials.kept(waiting)
    assert mine.code == CODE and mine.code_age < 60
    assert mine.state == ""
    assert "The state is the one you sent" in said(panel)
    assert CODE not in every_state() + pictures(panel)


@pytest.mark.parametrize("kind", BAD_ANSWERS)
def test_a_bad_answer_stays_where_it_is_and_is_named(waiting, kind):
    text, says = BAD_ANSWERS[kind]
    before = credentials.kept(waiting)
    panel = panels.AnswerPanel()
    assert hand_in(panel, text).value == text
    assert says in said(panel)
    assert credentials.kept(waiting) == before
    assert CODE not in said(panel) and SECRET not in said(panel)


def test_a_code_that_is_kept_for_another_twitch_leaves_the_page(waiting):
    private_folder.write("twitch.env", {"TWITCH_CODE": CODE})
    before = credentials.kept(waiting)
    panel = panels.AnswerPanel()
    assert hand_in(panel, answer()).value == ""
    assert "kept for another Twitch" in said(panel)
    assert credentials.kept(waiting) == before


@pytest.mark.parametrize("text", [CODE, answer()])
def test_the_same_answer_twice_does_no_harm(waiting, text):
    panel = panels.AnswerPanel()
    hand_in(panel, text)
    kept = credentials.kept(waiting)
    assert hand_in(panel, text).value == ""
    assert "already kept" in said(panel)
    assert credentials.kept(waiting) == kept


def test_a_code_alone_is_kept_with_a_warning(waiting):
    panel = panels.AnswerPanel()
    assert hand_in(panel, CODE).value == ""
    assert "a bare code brings no state" in said(panel)
    assert credentials.kept(waiting).code == CODE
    assert credentials.kept(waiting).state == STATE
    assert "state" not in progress.steps(waiting)[-1]["marks"]  # so the journey tells of none


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
    assert "This code was already exchanged" in said(panel)
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


@pytest.mark.parametrize(
    ("age", "says", "offered"),
    [
        (5, "less than a minute old", 0),
        (185, "Your code is 3 min old. Go on; if it is refused, use the link.", 1),
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
    press(panel, "Remove chat:read")
    press(panel, "Remove chat:edit")
    press(panel, "Show it whole")
    state = credentials.kept(application).state
    again = panels.LinkPanel()
    assert not [label for label in buttons(again) if label.startswith("Remove")]
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


def test_a_panel_that_is_shown_again_leaves_the_link_in_an_open_tab_good(application):
    assert links(panels.FreshCodePanel()) == links(panels.FreshCodePanel())


def test_after_an_exchange_a_link_to_another_code_is_offered(application):
    credentials.keep(application, used_code="7c1e")
    panel = panels.FreshCodePanel()
    assert "Your last code was exchanged" in said(panel)
    assert len(links(panel)) == 1


def test_without_an_application_there_is_no_fresh_code(practice):
    assert "What is missing for Practice Twitch: a client ID." in said(panels.FreshCodePanel())


def test_a_link_that_had_its_answer_says_so_and_another_can_be_made(application):
    panel = panels.LinkPanel()
    press(panel, "Show it whole")
    first = credentials.kept(application).state
    credentials.keep(application, state="")  # as the panel does that takes the answer
    assert "This link had its answer" in text_of(panel) and "state=…" in text_of(panel)
    assert links(panel) == []
    press(panel, "Make another link")
    assert credentials.kept(application).state not in ("", first)
    assert len(links(panel)) == 1 and "This link had its answer" not in text_of(panel)


@pytest.mark.parametrize(
    "page", ["/login?next=%2Foauth2%2Fauthorize", "/oauth2/authorize", "/console/apps"]
)
def test_a_page_of_twitchs_own_is_not_called_another_program_at_the_redirect_address(
    application, page
):
    panel = panels.AnswerPanel()
    field(panel, "The whole address").value = f"{application.www_url}{page}"
    press(panel, "Hand it in")
    assert "own pages" in said(panel) and "register another" not in said(panel)
