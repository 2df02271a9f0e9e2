"""The cards of an exchange: each part in a row of its own, and no secret in any of them."""

from __future__ import annotations

import json

import pytest

from helpers import private_folder
from helpers.private_folder import mask
from lessons.exchange import wire
from lessons.exchange.why import ANSWERED, ASKED

AUTHORIZE = "https://id.twitch.tv/oauth2/authorize"


def rows(card) -> dict[str, str]:
    return {name: value for group in card.groups for name, value in group.rows}


def cards(make_reply, *answer, **sent):
    return wire.show(make_reply(*answer, **sent)).cards


def test_each_parameter_is_a_row_of_its_own_decoded(make_reply):
    query = {"scope": "chat:read chat:edit", "redirect_uri": "http://localhost/?a=b", "state": "s"}
    asked, _ = cards(make_reply, {}, method="GET", url=AUTHORIZE, params=query)
    assert (asked.method, asked.address) == ("GET", AUTHORIZE)
    assert rows(asked) == {**query, "state": mask("s")}


def test_a_form_is_shown_as_rows_below_the_headers(make_reply):
    asked, _ = cards(make_reply, {}, data={"grant_type": "x", "code": "abc"})
    assert [group.title for group in asked.groups] == ["headers", "body, as a form"]
    assert asked.groups[1].rows == (("grant_type", "x"), ("code", mask("abc")))


@pytest.mark.parametrize(
    ("sent", "name"),
    [
        ({"headers": {"Client-Id": ""}}, "Client-Id"),
        ({"url": f"{AUTHORIZE}?scope=&state=s"}, "scope"),
        ({"data": {"code": ""}}, "code"),
        ({"json": {"code": ""}}, "code"),
    ],
)
def test_what_went_without_a_value_is_called_empty(make_reply, sent, name):
    asked, _ = cards(make_reply, {}, **sent)
    assert rows(asked)[name] == "(empty)"


def test_a_text_that_holds_no_names_is_not_called_a_name_without_a_value(make_reply):
    asked, _ = cards(make_reply, {}, url=f"{AUTHORIZE}?a-word", data="only words")
    assert rows(asked) == {"a-word": "", "only words": ""}


def test_known_names_say_what_they_are_for_on_both_ends(make_reply):
    asked, answered = cards(make_reply, {"expires_in": 14124, "x": 1}, data={"code": "abc"})
    assert asked.groups[-1].why["code"] == "the viewer's consent"
    assert answered.groups[-1].why["expires_in"] == "seconds until it expires"
    assert "x" not in answered.groups[-1].why


def test_json_is_shown_as_rows_and_what_is_nested_as_json(make_reply):
    data = [{"login": "river_otter", "display_name": "River_Otter", "view_count": 0}]
    body = {"access_token": "abc", "expires_in": 14124, "scope": ["chat:read"], "data": data}
    _, answered = cards(make_reply, body)
    assert answered.status == 200
    assert rows(answered) == {
        "Content-Type": "application/json",
        "access_token": mask("abc"),
        "expires_in": "14124",
        "scope": '["chat:read"]',
        "data": json.dumps(data, indent=2),
    }


@pytest.mark.parametrize("body", ["<html>no JSON</html>", "[1, 2]", "{}"])
def test_what_has_no_names_is_shown_as_text(make_reply, body):
    _, answered = cards(make_reply, body.encode(), kind="text/html")
    assert "".join(answered.groups[-1].text.split()) == "".join(body.split())


def test_an_answer_without_a_body_has_no_empty_group(make_reply):
    _, answered = cards(make_reply, b"", 302, location="http://localhost/?error=e#scope=a+b")
    assert (answered.status, answered.address) == (302, "http://localhost/")
    assert [group.title for group in answered.groups] == [
        "address, after ?",
        "address, after #",
        "headers",
    ]
    assert rows(answered) == {"error": "e", "scope": "a b", "Content-Type": "application/json"}


@pytest.mark.parametrize("as_json", [True, False])
@pytest.mark.parametrize("between", ["=", ": ", '"', "\n"])
def test_a_kept_secret_with_a_name_and_a_value_in_it_is_not_shown(make_reply, between, as_json):
    secret = f"first-half{between}second-half"
    private_folder.write("practice.env", {"TWITCH_ACCESS_TOKEN": secret})
    body = {"data": secret} if as_json else secret
    for shown in (
        wire.show(make_reply({}, **{"json" if as_json else "data": body})),
        wire.show(make_reply({}, method="GET", url=f"{AUTHORIZE}?{secret}")),
        wire.show(make_reply(b"", 302, location=f"/{secret}?a={secret}")),
    ):
        assert "second-half" not in f"{shown.cards} {shown._repr_html_()}"


def test_a_refused_exchange_says_so_in_words_and_why(make_reply):
    reply = make_reply({"status": 400, "message": "Invalid authorization code"}, 400)
    drawn = wire.show(reply)._repr_html_()
    assert "400 refused" in drawn and "A code works once" in drawn


@pytest.mark.parametrize("name", ["Authorization", "scopes"])
def test_what_is_said_of_a_token_holds_for_an_application_s_own(name):
    """No viewer was asked for it."""
    assert "viewer" not in {**ASKED, **ANSWERED}[name]
