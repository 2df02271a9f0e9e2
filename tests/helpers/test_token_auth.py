"""What a refresh keeps, and what it leaves alone."""

from __future__ import annotations

import pytest
import requests

from helpers import credentials
from helpers.credentials import Credentials, keep, kept
from helpers.plain_errors import PlainError
from helpers.token_auth import TokenAuth

OLD = {
    "client_id": "hof5gwx0su6owfnys0nyan9c87zr6t",
    "client_secret": "41vpdji4e9gif29md0ouet6fktd2xy",
    "access_token": "rfx2uswqe8l4g1mkagrvg5tv0ks3zz",
    "refresh_token": "5b93chm6hdve3mycz05zfzatkfdenfspp1h1ar2xxdalen01zz",
}
NEW = {"access_token": "new-access-token", "expires_in": 14124, "token_type": "bearer"}


@pytest.fixture
def twitch(stub):
    service = stub.as_service()
    keep(service, **OLD)
    return service


@pytest.fixture
def auth(twitch):
    return TokenAuth(twitch, kept(twitch))


def both(holder: TokenAuth | Credentials) -> tuple[str, str]:
    return holder.access_token, holder.refresh_token


@pytest.mark.parametrize("refresh_token", ["new-refresh-token", OLD["refresh_token"]])
def test_both_new_tokens_are_used_and_kept(stub, twitch, auth, refresh_token):
    stub.answers(NEW | {"refresh_token": refresh_token})
    assert auth.refresh() is True
    assert both(auth) == both(kept(twitch)) == ("new-access-token", refresh_token)


@pytest.mark.parametrize("more", [{}, {"refresh_token": None}, {"refresh_token": ""}])
def test_a_refresh_token_that_does_not_come_leaves_the_old_one(stub, twitch, auth, more):
    stub.answers(NEW | more)
    assert auth.refresh() is True
    assert both(auth) == both(kept(twitch)) == ("new-access-token", OLD["refresh_token"])


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"status": 400, "message": "Invalid refresh token"}, 400),
        (NEW | {"refresh_token": "new-refresh-token"}, 500),
        (b"<html>Please log in to the hotel's network</html>", 200),
        ({"access_token": None}, 200),
        (b"", 200),
    ],
)
def test_an_answer_without_a_token_changes_nothing(stub, twitch, auth, body, status):
    before = kept(twitch)
    stub.answers(body, status=status)
    assert auth.refresh() is False
    assert both(auth) == both(before)
    assert kept(twitch) == before


def test_the_next_refresh_sends_the_new_refresh_token(stub, auth):
    stub.answers(NEW | {"refresh_token": "new-refresh-token"})
    auth.refresh()
    auth.refresh()
    assert [seen.form["refresh_token"] for seen in stub.seen] == [
        OLD["refresh_token"],
        "new-refresh-token",
    ]


def test_nothing_is_sent_where_nothing_can_be_kept(stub, auth, monkeypatch):
    def full(twitch):
        raise PlainError("The disk is full.")

    monkeypatch.setattr(credentials, "before_spending", full)
    with pytest.raises(PlainError):
        auth.refresh()
    assert stub.seen == []


def test_once_more_goes_with_the_token_of_now(stub, twitch):
    class Renewed(TokenAuth):
        def answered(self, reply, **options):
            self.access_token = "new-access-token"
            return self.again(reply, **options)

    stub.answers({"data": ["the second answer"]})
    renewed = Renewed(twitch, kept(twitch))
    reply = requests.get(f"{stub.base}/helix/users", auth=renewed, timeout=10)
    assert reply.json() == {"data": ["the second answer"]}
    assert [seen.headers["Authorization"] for seen in stub.seen] == [
        f"Bearer {OLD['access_token']}",
        "Bearer new-access-token",
    ]
    assert {seen.headers["Client-Id"] for seen in stub.seen} == {OLD["client_id"]}


def test_once_more_keeps_the_callers_time_limit_and_lets_the_first_answer_go(twitch, auth):
    closed, sent = [], []
    first = requests.Response()
    first.request = requests.Request("GET", f"{twitch.api_url}/helix/users").prepare()
    first.close = lambda: closed.append(True)
    second = requests.Response()

    class Connection:
        def send(self, request, **options):
            sent.append((request, options, list(closed)))
            return second

    first.connection = Connection()
    assert auth.again(first, timeout=7, stream=False) is second
    ((request, options, closed_before),) = sent
    assert options == {"timeout": 7, "stream": False} and closed_before == [True]
    assert request is not first.request
    assert request.headers["Authorization"] == f"Bearer {OLD['access_token']}"
