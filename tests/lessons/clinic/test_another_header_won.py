"""HTTP Basic in the place of what the reader wrote: by auth=, or by a .netrc file."""

from __future__ import annotations

import pytest
import requests
from clinic_tests import API, BEARER, FORM, MINE, TOKEN, refusal

from lessons.clinic import diagnose

VALIDATE = "https://id.twitch.tv/oauth2/validate"
REVOKE = "https://id.twitch.tv/oauth2/revoke"
ANYBODY = ("somebody", "some-password")
WITHOUT_ID = {name: value for name, value in FORM.items() if name != "client_id"}
WITHOUT_SECRET = {name: value for name, value in FORM.items() if name != "client_secret"}
NEVER = ("none was sent", "no Authorization header.", "no token in the request", "is not the one")


@pytest.mark.parametrize(
    ("url", "status", "message"),
    [
        (API, 401, "OAuth token is missing"),
        (API, 401, "Invalid OAuth token"),
        (API, 401, "Must provide a valid Client-ID or OAuth token"),
        (VALIDATE, 401, "missing authorization token"),
        (VALIDATE, 401, "invalid access token"),
        ("https://id.twitch.tv/oauth2/userinfo", 401, "missing authorization token"),
    ],
)
@pytest.mark.parametrize("auth", [ANYBODY, (MINE.client_id, MINE.client_secret), ("x", "")])
def test_basic_in_the_place_of_a_token_is_named(make_reply, url, status, message, auth):
    reply = refusal(make_reply, message, status, url=url, method="GET", headers=BEARER, auth=auth)
    found = diagnose(reply, MINE)
    assert (found.cause, found.sure) == ("http_basic_in_place_of_token", True)
    assert "Basic" in found.happened and "auth=" in found.happened and ".netrc" in found.happened
    assert not any(words in repr(found) for words in NEVER)
    assert not auth[1] or auth[1] not in repr(found)


@pytest.mark.parametrize(
    ("url", "message", "form"),
    [
        (TOKEN, "missing client id", WITHOUT_ID),
        (TOKEN, "missing client secret", WITHOUT_SECRET),
        (REVOKE, "missing client id", {"token": MINE.access_token}),
    ],
)
def test_a_form_without_what_basic_brought_is_explained_by_basic(make_reply, url, message, form):
    found = diagnose(refusal(make_reply, message, url=url, data=form, auth=ANYBODY), MINE)
    assert (found.cause, found.sure) == ("http_basic", True)
    assert not any(words in repr(found) for words in NEVER)


def test_a_netrc_file_is_named_when_it_is_what_was_sent(make_reply, monkeypatch, tmp_path):
    netrc = tmp_path / "netrc"
    netrc.write_text("machine api.twitch.tv login somebody password some-password\n")
    monkeypatch.setenv("NETRC", str(netrc))
    with requests.Session() as session:
        asked = requests.Request("GET", API, headers=BEARER)
        reply = refusal(make_reply, "OAuth token is missing", 401)
        reply.request = session.prepare_request(asked)
    assert "It comes from a .netrc file" in diagnose(reply, MINE).happened
    netrc.write_text("machine api.twitch.tv login another password another-password\n")
    assert "It comes from a .netrc file" not in diagnose(reply, MINE).happened


@pytest.mark.parametrize(
    ("url", "message"), [(VALIDATE, "missing authorization token"), (API, "OAuth token is missing")]
)
def test_a_header_that_was_sent_is_not_called_missing(make_reply, url, message):
    found = diagnose(refusal(make_reply, message, 401, url=url, headers=BEARER), MINE)
    assert not found.sure
    assert "An Authorization header was sent" in found.happened
