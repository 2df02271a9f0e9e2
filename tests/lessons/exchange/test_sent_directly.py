"""What a cell sends by `requests` itself: its failures are the clinic's as well."""

from __future__ import annotations

import threading
from contextlib import suppress

import pytest
import requests

from helpers import oauth, plain_errors, sending
from helpers.plain_errors import PlainError
from lessons import clinic
from lessons.exchange import last_failure
from lessons.practice_side.practice_learner import PracticeLearner


def validate(twitch, **more):
    headers = {"Authorization": "OAuth not-a-real-token"}
    return requests.get(f"{twitch.id_url}/oauth2/validate", headers=headers, timeout=10, **more)


def test_a_refusal_that_came_by_requests_itself_is_the_last_failure(practice):
    oauth.validate(practice, "x" * 30)
    reply = validate(practice)
    assert last_failure.last().reply is reply


def test_so_is_one_of_a_session_or_of_a_prepared_request(practice):
    with requests.Session() as session:
        reply = session.get(f"{practice.api_url}/helix/users", timeout=10)
        assert last_failure.last().reply is reply
        prepared = requests.Request("POST", f"{practice.id_url}/oauth2/token").prepare()
        reply = session.send(prepared, timeout=10)
    assert last_failure.last().reply is reply


@pytest.mark.parametrize(
    ("headers", "words"),
    [({}, "can't be reached"), ({"Authorization": "OAuth x\n"}, "could not be sent")],
)
def test_an_error_of_requests_itself_is_noted_as_a_sentence(practice, monkeypatch, headers, words):
    monkeypatch.setenv("PRACTICE_URL", "http://127.0.0.1:9")
    secret = "?client_secret=not-to-be-seen"
    with pytest.raises(requests.RequestException):
        requests.get(f"http://127.0.0.1:9/oauth2/validate{secret}", headers=headers, timeout=3)
    failure = last_failure.last()
    assert failure.reply is None
    assert words in failure.problem
    assert "not-to-be-seen" not in failure.problem


@pytest.mark.parametrize("spelled", ["http://me:word@", "https://", "http://"])
def test_a_failure_counts_wherever_on_this_computer_or_at_twitch_it_was_sent(practice, spelled):
    oauth.validate(practice, "x" * 30)
    older = last_failure.last()
    place = practice.id_url.removeprefix("http://") if spelled != "http://" else "localhost:9"
    with suppress(requests.RequestException):
        requests.get(f"{spelled}{place}/oauth2/validate", timeout=10)
    assert last_failure.last() is not older


def test_a_refusal_that_was_asked_for_as_a_stream_counts_and_can_be_read(practice):
    reply = validate(practice, stream=True)
    assert last_failure.last().reply is reply
    assert b"".join(reply.iter_content(8)) == b'{"status":401,"message":"invalid access token"}\n'


def test_a_stream_of_unknown_length_is_not_read_for_the_cell(practice, stub):
    stub.raw = b"HTTP/1.1 401 No\r\nConnection: close\r\n\r\nthis may go on"
    reply = requests.get(f"{stub.base}/oauth2/validate", stream=True, timeout=10)
    assert last_failure.last() is None
    assert reply.raw.read() == b"this may go on"


def test_https_to_practice_is_named_and_not_taken_for_being_offline(practice):
    with pytest.raises(requests.RequestException):
        requests.get(f"https{practice.id_url.removeprefix('http')}/oauth2/validate", timeout=10)
    assert "doesn't speak https at this port" in last_failure.last().problem


def test_a_cell_ends_with_what_is_known_of_its_error(practice, stub):
    """And not with one guess for all: whether this computer is online, or practice has ended."""
    with pytest.raises(requests.RequestException) as no_tls:
        requests.get(f"https{practice.id_url.removeprefix('http')}/elsewhere", timeout=10)
    assert "doesn't speak https at this port" in plain_errors.in_words(no_tls.value)
    stub.patience.clear()
    with pytest.raises(requests.Timeout) as late:
        requests.get(f"{stub.base}/oauth2/validate", timeout=0.2)
    assert "did not answer within 0.2 seconds" in plain_errors.in_words(late.value)


def test_other_hosts_other_paths_and_other_threads_are_no_business_of_the_clinics(
    practice, make_reply
):
    class Elsewhere(requests.adapters.BaseAdapter):
        def send(self, request, **_):
            reply = make_reply({}, 401, "application/json", "GET", request.url)
            reply.request = request
            return reply

        def close(self):
            pass

    with requests.Session() as session:
        session.mount("https://", Elsewhere())
        assert session.get("https://login.example/oauth2/token", timeout=10).status_code == 401
    requests.get(practice.www_url, timeout=10)
    thread = threading.Thread(target=validate, args=(practice,))
    thread.start()
    thread.join()
    assert last_failure.last() is None


@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize("path", ["/token", "/users", "/kraken/channel"])
def test_a_path_that_twitch_does_not_have_is_a_failure_too(practice, method, path):
    oauth.validate(practice, "x" * 30)
    reply = requests.request(method, f"{practice.id_url}{path}", timeout=10)
    assert last_failure.last().reply is reply
    assert f"{method} {path}" in clinic.examine().failed


@pytest.mark.parametrize(
    "address", ["http://id.twich.invalid/oauth2/validate", "localhost/oauth2/validate"]
)
def test_a_request_to_a_misspelt_host_goes_before_an_older_failure(practice, address):
    oauth.validate(practice, "x" * 30)
    older = last_failure.last()
    with pytest.raises(requests.RequestException):
        requests.get(address, timeout=3)
    assert last_failure.last() is not older
    assert clinic.examine().cause in ("nothing_answers_there", "address_not_usable")


@pytest.mark.parametrize(
    "wrong",
    [
        {"headers": {"Authorization": "Bearer abcd…wxyz"}},
        {"headers": [("Authorization", "Bearer x")]},
        {"timeout": "ten"},
    ],
)
def test_what_requests_can_not_use_is_not_called_a_fault_of_the_tutorial(practice, wrong):
    with pytest.raises(Exception) as caught:  # noqa: PT011  (requests raises many kinds)
        requests.get(f"{practice.api_url}/helix/users", **{"timeout": 10, **wrong})
    said = plain_errors.in_words(caught.value)
    assert "requests can't use a value in it" in said and "tutorial" not in said
    assert "abcd" not in said
    assert clinic.examine().cause == "header_not_usable"


def test_a_mistake_in_code_of_the_readers_that_requests_calls_stays_as_it_is(practice):
    with pytest.raises(KeyError) as caught:
        requests.get(practice.id_url, auth=lambda _: {}["x"], timeout=10)
    assert not hasattr(caught.value, "in_words")


def test_what_goes_through_helpers_is_noted_once(practice, monkeypatch):
    noted = []
    monkeypatch.setattr(last_failure, "_remember", noted.append)
    oauth.validate(practice, "x" * 30)
    with pytest.raises(PlainError, match="could not be sent"):
        sending.send("GET", f"{practice.id_url}/oauth2/validate", headers={"A": "b\n"})
    assert len(noted) == 2


def test_the_practice_learner_fails_nobody(practice):
    link = oauth.authorize_url(practice, "a" * 30, "http://localhost", ["chat:read"], "s" * 30)
    with pytest.raises(PlainError, match="invalid client"):
        PracticeLearner(practice).authorize(link)
    assert last_failure.last() is None
