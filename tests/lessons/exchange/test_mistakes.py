"""Every error text in docs/twitch.md is known, and none is mistaken for another."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers import sending
from lessons.exchange import wire
from lessons.exchange.mistakes import MISTAKES, meaning

AUTHORIZE, TOKEN, DEVICE = "/oauth2/authorize", "/oauth2/token", "/oauth2/device"
VALIDATE, REVOKE, USERS = "/oauth2/validate", "/oauth2/revoke", "/helix/users"
MESSAGES = "/helix/chat/messages"
NOT_VALID = "The request's input was not valid."
SEE = "Please see the endpoint's documentation for possible reasons."
NO_REPLY = "Message cannot be replied to."
NOT_PERMITTED = "The sender is not permitted to send chat messages"
RETIRED = (
    "Sorry, the scope you are requesting is currently unavailable. Please request new scopes "
    "documented at https://dev.twitch.tv/docs/authentication/#chat-and-pubsub."
)
BAD_SCOPE = "invalid scope requested: 'chat:read+chat:edit'"

# (section of docs/twitch.md, path, status, message as it goes over the wire, how our entry begins)
REFUSALS = [
    ("1.1 N", AUTHORIZE, 400, "invalid claims", "invalid claims"),
    ("1.5", TOKEN, 400, RETIRED, "Sorry, the scope you are requesting"),
    ("6.2", USERS, 401, "The ID in user_id must match the user ID found in", "The ID in"),
    ("6.2", USERS, 401, "incorrect user authorization", "incorrect user authorization"),
    ("6.2", USERS, 401, "Must provide valid app token.", "Must provide valid app token"),
    ("6.2", USERS, 403, "Missing user:edit scope", "Missing user:edit scope"),
    ("6.2", USERS, 403, "User Not Associated To Companies", "User Not Associated To Companies"),
    ("6.2", MESSAGES, 403, f"{NOT_PERMITTED} to the channel’s chat room.", NOT_PERMITTED),
    ("6.2", MESSAGES, 400, f"{NOT_VALID} {SEE}", f"{NOT_VALID} {SEE}"),
    ("6.7", MESSAGES, 400, f"{NOT_VALID} {NO_REPLY}", f"{NOT_VALID} {NO_REPLY}"),
    ("6.2", USERS, 410, "The API is deprecated.", "The API is deprecated"),
    ("6.2", USERS, 400, "Invalid cursor.", "Invalid cursor"),
    ("1.5", AUTHORIZE, 400, "missing client id", "missing client id"),
    ("1.5 N", AUTHORIZE, 400, "missing redirect uri", "missing redirect uri"),
    ("1.5", AUTHORIZE, 400, "invalid client", "invalid client"),
    ("1.5", AUTHORIZE, 400, BAD_SCOPE, "invalid scope requested"),
    ("1.5", AUTHORIZE, 400, RETIRED, "Sorry, the scope you are requesting"),
    ("2.7", TOKEN, 400, "missing client id", "missing client id"),
    ("2.7", TOKEN, 400, "invalid client", "invalid client"),
    ("2.7", TOKEN, 400, "missing client secret", "missing client secret"),
    ("2.7", TOKEN, 403, "invalid client secret", "invalid client secret"),
    ("2.7", TOKEN, 400, "Invalid client credentials", "Invalid client credentials"),
    ("2.7", TOKEN, 400, "Invalid authorization code", "Invalid authorization code"),
    (
        "2.7",
        TOKEN,
        400,
        "Parameter redirect_uri does not match registered URI",
        "Parameter redirect_uri does not match registered URI",
    ),
    ("2.7", TOKEN, 400, "missing refresh token", "missing refresh token"),
    ("2.7", TOKEN, 400, "Invalid refresh token", "Invalid refresh token"),
    ("2.7", TOKEN, 401, "a text that nobody wrote down", ""),
    ("2.7", TOKEN, 400, "invalid scope requested: 'x'", "invalid scope requested"),
    ("4.1", TOKEN, 400, "authorization_pending", "authorization_pending"),
    ("4.1", TOKEN, 400, "invalid device code", "invalid device code"),
    ("4.1", DEVICE, 400, "invalid client", "invalid client"),
    ("2.7", TOKEN, 400, "missing device_code", "missing device_code"),
    (
        "2.7",
        TOKEN,
        500,
        "Missing column authorization_id from item map[]",
        "Missing column authorization_id from item map",
    ),
    ("2.7", TOKEN, 400, "Invalid grant", "Invalid grant"),
    ("2.1", TOKEN, 404, "404 page not found", "404 page not found"),
    ("2.7", TOKEN, 400, "missing code", "missing code"),
    ("2.7 N", TOKEN, 400, "missing grant type", "missing grant type"),
    ("2.7 N", TOKEN, 400, "unsupported grant type", "unsupported grant type"),
    ("3.1", VALIDATE, 401, "missing authorization token", "missing authorization token"),
    ("3.1", VALIDATE, 401, "invalid access token", "invalid access token"),
    ("4.3 N", VALIDATE, 403, "missing scope: openid", "missing scope: openid"),
    ("3.2", REVOKE, 400, "missing client id", "missing client id"),
    ("3.2", REVOKE, 404, "client does not exist", "client does not exist"),
    ("3.2", REVOKE, 400, "missing oauth token", "missing oauth token"),
    ("3.2", REVOKE, 400, "Invalid token", "Invalid token"),
    ("6.2", USERS, 401, "OAuth token is missing", "OAuth token is missing"),
    ("6.2", USERS, 401, "Invalid OAuth token", "Invalid OAuth token"),
    ("6.2", USERS, 401, "Client ID is missing", "Client ID is missing"),
    (
        "6.2",
        USERS,
        401,
        "Client ID and OAuth token do not match",
        "Client ID and OAuth token do not match",
    ),
    (
        "6.2",
        USERS,
        401,
        "Must provide a valid Client-ID or OAuth token",
        "Must provide a valid Client-ID or OAuth token",
    ),
    ("6.2", USERS, 401, "Missing scope: user:read:email", "Missing scope"),
    (
        "6.2",
        USERS,
        401,
        "User access token requires the user:write:chat scope.",
        "User access token requires the",
    ),
    (
        "6.2",
        USERS,
        401,
        "The ID in sender_id must match the user ID found in the request's OAuth token.",
        "The ID in sender_id must match",
    ),
    (
        "6.7 N",
        USERS,
        400,
        "The body must be JSON, with the Content-Type application/json",
        "The body must be JSON",
    ),
    (
        "6.2",
        USERS,
        400,
        'Missing required parameter "broadcaster_id"',
        "Missing required parameter",
    ),
    (
        "6.2",
        USERS,
        400,
        'The parameter "broadcaster_id" was malformed: value must be a numeric',
        "The parameter",
    ),
    (
        "6.2",
        USERS,
        400,
        "Must provide an ID, Login or OAuth Token",
        "Must provide an ID, Login or OAuth Token",
    ),
    ("6.2", USERS, 404, "", ""),
    ("6.2", USERS, 429, "Request limit exceeded", "Request limit exceeded"),
    ("6.2", USERS, 500, "", ""),
    ("6.2", USERS, 503, "", ""),
]
REDIRECTS = [
    ("1.4", "access_denied", "pressed Cancel"),
    ("1.5", "redirect_mismatch", "character for character"),
    ("1.5", "unsupported_response_type", "response_type=code"),
]


@pytest.mark.parametrize(("section", "path", "status", "message", "begins"), REFUSALS)
def test_each_refusal_in_the_docs_is_known_and_explained_beside_the_answer(
    make_reply, section, path, status, message, begins
):
    found = meaning(path, status, message)
    assert found is not None
    assert found.message.startswith(begins) and bool(found.message) == bool(begins)
    assert found.means and found.fix
    assert section.split()[0] in found.source
    kind = "text/plain" if section == "2.1" else "application/json"
    body = message.encode() if section == "2.1" else {"status": status, "message": message}
    url = f"https://a.twitch.example{path}"
    assert wire.show(make_reply(body, status, kind, "GET", url)).explanation == str(found)


@pytest.mark.parametrize(("section", "error", "says"), REDIRECTS)
def test_each_error_in_the_address_bar_is_known(section, error, says):
    assert says in str(meaning("redirect", 0, error))
    [found] = [known for known in MISTAKES if known.message == error]
    assert found.source == f"docs/twitch.md {section}"


def test_every_entry_is_reached_by_a_row_of_the_tables():
    rows = [meaning(*row[1:4]) for row in REFUSALS]
    assert {id(row) for row in rows} == {
        id(known) for known in MISTAKES if known.endpoint != "redirect"
    }
    assert {row[1] for row in REDIRECTS} == {
        known.message for known in MISTAKES if known.endpoint == "redirect"
    }


def test_no_two_rows_have_the_same_meaning():
    sentences = [str(known) for known in MISTAKES if known.endpoint == TOKEN]
    assert len(set(sentences)) == len(sentences) > 10


def test_the_longest_match_wins():
    found = meaning(TOKEN, 400, "Invalid client credentials")  # begins with "invalid client" too
    assert found and found.message == "Invalid client credentials"
    found = meaning(TOKEN, 400, "invalid client and more")
    assert found and found.message == "invalid client"


def test_capital_letters_make_no_difference():
    assert meaning(TOKEN, 400, "INVALID CLIENT") is meaning(TOKEN, 400, "invalid client")


@pytest.mark.parametrize(
    ("path", "status", "message"),
    [
        (TOKEN, 400, ""),
        (TOKEN, 400, "something new"),
        (TOKEN, 200, "invalid client"),
        (TOKEN, 403, "invalid client"),
        (VALIDATE, 400, "invalid access token"),
        (VALIDATE, 401, "Invalid OAuth token"),
        (USERS, 401, "invalid access token"),
        ("/oauth2/revoke", 400, "invalid client"),
        ("", 400, "invalid client"),
    ],
)
def test_what_is_not_in_the_table_has_no_meaning(path, status, message):
    assert meaning(path, status, message) is None


@given(path=st.text(), status=st.integers(), message=st.text())
def test_any_answer_can_be_looked_up(path, status, message):
    found = meaning(path, status, message)
    assert found is None or message.lower().startswith(found.message.lower())


def test_the_plain_text_of_a_get_is_not_twitchs_form(make_reply):
    reply = make_reply(b"404 page not found", 404, "text/plain")
    assert "is not in Twitch's form" in sending.message(reply)
    assert "POST requests only" in wire.show(reply).explanation
