"""What is handed to the panel need not be a response: an error or an answer's body will do."""

from __future__ import annotations

import io
import urllib.error
from email.message import Message
from types import SimpleNamespace

import pytest
import requests

from lessons import clinic
from lessons.panels import ClinicPanel

BODY = b'{"status":403,"message":"invalid client secret"}'
TEXT = BODY.decode()
URLLIB = urllib.error.HTTPError(
    "https://id.twitch.tv/oauth2/token", 403, "Forbidden", Message(), io.BytesIO(BODY)
)


@pytest.mark.parametrize(
    "given",
    [
        BODY,
        {"status": 403, "message": "invalid client secret"},
        [{"status": 403, "message": "invalid client secret"}],
        URLLIB,
        RuntimeError(TEXT),
        SimpleNamespace(status_code=403, text=TEXT),
    ],
)
def test_words_of_twitchs_are_found_in_it(practice, given):
    assert "client_secret_wrong" in repr(ClinicPanel(given))


def test_the_response_of_an_error_is_taken_for_itself(make_reply):
    reply = make_reply({"status": 403}, 403)
    assert clinic.given(requests.HTTPError("403 Client Error", response=reply)) is reply


def test_an_error_of_another_library_gives_its_response_and_where_it_came_from():
    request = SimpleNamespace(method="POST", url="https://id.twitch.tv/oauth2/token?client_id=a")
    error = RuntimeError("Client error '403 Forbidden'")
    error.response = SimpleNamespace(status_code=403, text=TEXT, request=request)
    assert clinic.given(error) == f"status 403 POST https://id.twitch.tv/oauth2/token {TEXT}"


def test_what_holds_nothing_is_left_as_it_is():
    nothing = object()
    assert clinic.given(nothing) is nothing
    assert clinic.given(None) is None
