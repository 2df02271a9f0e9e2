"""What a status alone tells, from the service or from something in between."""

from __future__ import annotations

import time

import pytest
from clinic_tests import API, FORM, MINE, TOKEN

from lessons.clinic import diagnose

HOTEL = b"<html><body>Welcome to the hotel. Please log in.</body></html>"
VALIDATE = "https://id.twitch.tv/oauth2/validate"
HERE = "http://localhost:8017/oauth2/token"


@pytest.mark.parametrize("url", [TOKEN, API, VALIDATE, HERE])
@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"", "text/plain"),
        (HOTEL, "text/html"),
        (b"{}", "application/json"),
        (b'{"message": ""}', "application/json"),
    ],
)
@pytest.mark.parametrize(
    ("status", "cause", "sure"),
    [
        (407, "proxy_wants_a_log_in", True),
        (408, "request_took_too_long", True),
        (413, "request_too_large", True),
        (429, "too_many_requests", True),
        (500, "service_failed", False),
        (502, "service_failed", False),
        (503, "service_failed", False),
        (504, "service_failed", False),
        (511, "log_in_page_of_this_network", True),
    ],
)
def test_a_status_without_words_has_its_cause(make_reply, url, body, kind, status, cause, sure):
    found = diagnose(make_reply(body, status, kind, url=url, data=FORM), MINE)
    assert (found.cause, found.sure) == (cause, sure)
    assert found.happened and found.fix


@pytest.mark.parametrize("status", [200, 301, 302, 303, 307])
@pytest.mark.parametrize("url", [TOKEN, API, VALIDATE])
def test_a_page_in_the_place_of_json_is_probably_a_log_in_page(make_reply, url, status):
    location = "https://hotel.example/log-in" if status > 300 else ""
    found = diagnose(make_reply(HOTEL, status, "text/html", url=url, location=location), MINE)
    assert (found.cause, found.sure) == ("log_in_page_of_this_network", False)
    assert "log in there" in found.fix


def test_how_long_to_wait_is_said_when_a_header_says_it(make_reply):
    reply = make_reply(b"", 429, url=API)
    assert "Wait a minute" in diagnose(reply, MINE).fix
    reply.headers["Retry-After"] = "7"
    assert "Wait 7 seconds" in diagnose(reply, MINE).fix
    reply.headers["Ratelimit-Reset"] = str(int(time.time()) + 5000)
    assert "Ratelimit-Reset: 4999" in diagnose(reply, MINE).fix.replace("5000", "4999")
    reply.headers["Ratelimit-Reset"] = "1"
    assert "Ratelimit-Reset: 0 seconds" in diagnose(reply, MINE).fix


@pytest.mark.parametrize("status", [401, 403, 404, 418])
def test_a_status_that_settles_nothing_has_no_cause(make_reply, status):
    found = diagnose(make_reply(HOTEL, status, "text/html", url=TOKEN), MINE)
    assert not found.known and found.look_at


def test_a_page_of_this_computer_is_another_programs_and_no_hotels(make_reply):
    found = diagnose(make_reply(HOTEL, 200, "text/html", "POST", HERE), MINE)
    assert not found.known and "another program may listen at this port" in found.happened
    assert "hotel" not in repr(found)


@pytest.mark.parametrize("url", [TOKEN, HERE])
def test_an_empty_success_where_a_token_is_due_is_not_called_fine(make_reply, url):
    found = diagnose(make_reply(b"", 200, "text/plain", "POST", url), MINE)
    assert not found.known and "no token either" in found.happened
    assert "Were the fields sent as a form?" in found.look_at[0]


def test_what_answers_on_this_computer_is_not_called_practice(make_reply):
    found = diagnose(make_reply(b"", 418, "text/plain", "POST", HERE), MINE)
    assert "Practice answered" not in repr(found)


@pytest.mark.parametrize(("body", "status"), [([1, 2], 200), (None, 200), ({}, 999)])
@pytest.mark.parametrize("url", [TOKEN, HERE])
def test_a_success_that_is_none_of_twitchs_is_not_called_fine(make_reply, body, status, url):
    found = diagnose(make_reply(body, status, "application/json", "POST", url), MINE)
    assert not found.known and found.look_at
    assert "Nothing failed" not in found.happened
