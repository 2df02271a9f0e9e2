"""What the API refuses, and answers that are not Twitch's."""

from __future__ import annotations

import pytest
from clinic_tests import API, BEARER, FORM, MINE, TOKEN, refusal

from lessons.clinic import diagnose

SEE = "Please see the endpoint's documentation for possible reasons."
HOTEL = b"<html><body>Welcome to the hotel. Please log in.</body></html>"


def test_why_somebody_may_not_write_is_not_known_but_there_is_where_to_look(make_reply):
    message = "The sender is not permitted to send chat messages to the broadcaster’s chat room."
    url = "https://api.twitch.tv/helix/chat/messages"
    found = diagnose(refusal(make_reply, message, 403, url=url, headers=BEARER), MINE)
    assert not found.known and "user:bot" in found.happened and "banned" in found.look_at[0]
    message = "The request's input was not valid. Message cannot be replied to."
    found = diagnose(refusal(make_reply, message, 400, url=url, headers=BEARER), MINE)
    assert found.cause == "parent_message_unknown"
    message = f"The request's input was not valid. {SEE}"
    found = diagnose(refusal(make_reply, message, 400, url=url, headers=BEARER), MINE)
    assert not found.sure and "500 characters" in repr(found)


@pytest.mark.parametrize(
    ("message", "status", "headers", "cause"),
    [
        ("Missing scope: user:read:email", 401, BEARER, "scope_not_granted"),
        (
            "User access token requires the user:write:chat scope.",
            401,
            BEARER,
            "scope_not_granted",
        ),
        ("Request limit exceeded", 429, BEARER, "too_many_requests"),
        ("incorrect user authorization", 401, BEARER, "not_the_tokens_user"),
        ("The ID in user_id must match the user ID found", 401, BEARER, "not_the_tokens_user"),
        ("Must provide valid app token.", 401, BEARER, "app_token_wanted"),
        ("Missing user:edit scope", 403, BEARER, "scope_not_granted"),
        ("The API is deprecated.", 410, BEARER, "removed_from_the_api"),
        ("Invalid cursor.", 400, BEARER, "cursor_unknown"),
        ("Client ID is missing", 401, BEARER | {"Client-Id": ""}, "client_id_header_missing"),
        (
            "Client ID and OAuth token do not match",
            401,
            {"Authorization": BEARER["Authorization"]},
            "client_id_header_missing",  # so it was said in 2020
        ),
        ("Client ID and OAuth token do not match", 401, BEARER, "unknown"),
        ("Must provide a valid Client-ID or OAuth token", 401, {}, "authorization_missing"),
        ("Must provide a valid Client-ID or OAuth token", 401, BEARER, "unknown"),
        (
            "Invalid OAuth token",
            401,
            BEARER | {"Authorization": f"Bearer  {MINE.access_token}"},
            "access_token_with_more_around",
        ),
        ("The parameter is a mystery", 400, BEARER, "unknown"),
    ],
)
def test_what_the_api_refuses(make_reply, message, status, headers, cause):
    reply = refusal(make_reply, message, status, url=API, method="GET", headers=headers)
    assert diagnose(reply, MINE).cause == cause


def test_an_address_is_only_called_unknown_when_the_api_says_so(make_reply):
    body = {"error": "Not Found", "status": 404, "message": ""}
    reply = make_reply(body, 404, url="https://api.twitch.tv/helix/user", method="GET")
    assert diagnose(reply, MINE).cause == "no_such_address"
    reply = make_reply(body | {"message": "no such user"}, 404, url=API, method="GET")
    assert not diagnose(reply, MINE).known


@pytest.mark.parametrize(
    ("method", "path", "cause"),
    [
        ("POST", "/oauth2/tokens", "no_such_address"),
        ("POST", "/oauth2/token/", "no_such_address"),
        ("GET", "/oauth2/users", "no_such_address"),
        ("GET", "/oauth2/verify", "no_such_address"),
        ("GET", "/oauth2/token", "not_a_post"),
        ("GET", "/oauth2/device", "not_a_post"),
        ("GET", "/oauth2/revoke", "not_a_post"),
        ("POST", "/oauth2/validate", "not_a_get"),
        ("POST", "/oauth2/token", "unknown"),
        ("POST", "/somewhere", "unknown"),
    ],
)
def test_what_was_not_found_has_a_wrong_path_or_a_wrong_method(make_reply, method, path, cause):
    url = f"https://id.twitch.tv{path}"
    reply = make_reply(b"404 page not found", 404, "text/plain", url=url, method=method)
    assert diagnose(reply, MINE).cause == cause


@pytest.mark.parametrize(
    ("method", "path", "says"),
    [
        ("POST", "/oauth/token", "Perhaps /oauth2/token was meant."),
        ("POST", "//oauth2/token", "Perhaps /oauth2/token was meant."),
        ("GET", "/Helix/Users", "Perhaps /helix/users was meant."),
        ("GET", "/kraken/user", "Perhaps /helix/users was meant."),
        ("POST", "/oauth2/authorize", "What it does is done by GET."),
        ("GET", "/oauth2/verify", "/oauth2/verify."),
        ("POST", "/oauth2/token", "/oauth2/token."),
    ],
)
def test_practices_own_page_is_no_proxys(make_reply, method, path, says):
    url = f"http://localhost:8017{path}"
    found = diagnose(make_reply(HOTEL, 404, "text/html", method=method, url=url), MINE)
    assert not found.known and "proxy" not in repr(found)
    assert found.look_at[0].endswith(says)


@pytest.mark.parametrize(
    ("body", "status", "kind", "url", "to_look_at"),
    [
        (HOTEL, 200, "text/html", TOKEN, True),
        (b"", 301, "text/html", TOKEN, True),
        ({}, 200, "application/json", TOKEN, False),
        (HOTEL, 200, "text/html", "https://id.twitch.tv/oauth2/authorize", False),
        (b"", 302, "text/html", "https://id.twitch.tv/oauth2/authorize", False),
    ],
)
def test_an_answer_that_is_not_twitchs_is_no_success(
    make_reply, body, status, kind, url, to_look_at
):
    location = "https://hotel.example/" if status > 300 else ""
    found = diagnose(make_reply(body, status, kind, url=url, location=location), MINE)
    assert not found.sure and bool(found.look_at) == to_look_at


def test_an_address_of_the_api_that_wants_another_method_is_not_called_missing(make_reply):
    body = {"error": "Not Found", "status": 404, "message": ""}
    assert diagnose(make_reply(body, 404, url=API), MINE).cause == "not_a_get"
    messages = "https://api.twitch.tv/helix/chat/messages"
    assert diagnose(make_reply(body, 404, url=messages, method="GET"), MINE).cause == "not_a_post"


@pytest.mark.parametrize(
    ("body", "status", "kind"),
    [
        (HOTEL, 401, "text/html"),
        (HOTEL, 403, "text/html"),
        (HOTEL, 404, "text/html"),
        ({"status": 400, "message": "something new"}, 400, "application/json"),
        ({"status": 400, "message": "invalid client certificate"}, 400, "application/json"),
        ({"status": 403, "message": "invalid client secret age"}, 403, "application/json"),
        ({"status": 400, "message": 5}, 400, "application/json"),
        ({"status": 401, "message": "a text that nobody wrote down"}, 401, "application/json"),
    ],
)
@pytest.mark.parametrize("url", [TOKEN, API, "https://id.twitch.tv/oauth2/validate"])
def test_what_nobody_knows_is_not_given_a_cause(make_reply, body, status, kind, url):
    found = diagnose(make_reply(body, status, kind, url=url, data=FORM), MINE)
    assert not found.known and not found.sure
    assert found.happened
    assert "hotel." not in found.happened


def test_an_unknown_message_is_shown_without_what_may_be_a_token(make_reply):
    found = diagnose(refusal(make_reply, f"no such thing: {'q9' * 15}", data=FORM), MINE)
    assert "no such thing: [hidden" in found.happened
