"""The last failure that is remembered."""

from __future__ import annotations

import time

import pytest
from clinic_tests import MINE

from helpers import credentials, oauth, sending, service
from helpers.plain_errors import PlainError
from lessons import clinic
from lessons.exchange import last_failure


def test_the_last_failure_is_remembered_and_a_success_is_none(stub, monkeypatch):
    assert clinic.examine() is None
    stub.answers({"status": 401, "message": "invalid access token"}, 401)
    oauth.validate(stub.as_service(), MINE.access_token)
    failure = last_failure.last()
    assert failure.reply.status_code == 401
    assert abs(failure.received_at - time.time()) < 60
    assert "Response" not in repr(failure)
    stub.answers({})
    oauth.validate(stub.as_service(), MINE.access_token)
    sending.send("GET", f"{stub.base}/behind-the-curtain.json")
    assert last_failure.last() is failure
    monkeypatch.setenv("PRACTICE_URL", stub.base)
    credentials.keep(service.chosen(), access_token=MINE.access_token)
    assert clinic.examine().cause == "kept_access_token_ended"


def test_a_device_that_waits_for_its_user_has_not_failed(stub):
    stub.answers({"status": 400, "message": "authorization_pending"}, 400)
    oauth.poll_device(stub.as_service(), MINE.client_id, [], "d" * 40)
    assert last_failure.last() is None


def test_a_page_that_is_missing_is_no_failure_of_oauths(stub):
    stub.answers({}, 404)
    sending.send("GET", f"{stub.base}/behind-the-curtain.json")
    assert last_failure.last() is None


@pytest.mark.parametrize("location", ["http://localhost/?error=x", "http://localhost/?code=x"])
def test_a_browser_sent_back_with_an_error_is_a_failure(stub, location):
    stub.answers(b"", 302, Location=location)
    sending.send("GET", f"{stub.base}/oauth2/authorize")
    assert (last_failure.last() is not None) == ("error" in location)


def test_a_damaged_address_to_go_to_is_no_failure(make_reply):
    url = "https://id.twitch.tv/oauth2/authorize"
    last_failure.note(make_reply(status=302, url=url, location="http://[?error=x"))
    assert last_failure.last() is None


def test_what_fails_on_purpose_leaves_the_readers_own_failure_alone():
    last_failure.note_unanswered(PlainError("the reader's"))
    with last_failure.left_alone():
        last_failure.note_unanswered(PlainError("a proof's"))
    assert last_failure.last_own() is last_failure.last()
    assert last_failure.last().problem == "the reader's"
