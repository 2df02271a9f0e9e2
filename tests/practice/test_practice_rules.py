"""The rules without a server around them, where the clock can be moved."""

from __future__ import annotations

import pytest

from practice import clock
from practice.clients import Refusal
from practice.console import ApplicationForm, Console
from practice.fingerprint import Fingerprints
from practice.rules import Rules
from practice.scopes import RETIRED, SCOPES
from practice.store import Store

BASE = "http://localhost:8017"


@pytest.fixture
def world(tmp_path):
    """A store with an application that has a secret: (rules, account, link, exchange form)."""
    store, fingerprints = Store(tmp_path), Fingerprints(tmp_path)
    console, account = Console(store, fingerprints), store.accounts()[0]
    form = ApplicationForm(
        name="Night Light",
        redirect_uris=("http://localhost",),
        category="Chat Bot",
        not_a_robot=True,
    )
    application = console.register(account, form)
    link = {
        "response_type": "code",
        "client_id": application.client_id,
        "redirect_uri": "http://localhost",
    }
    exchange = {
        "grant_type": "authorization_code",
        "client_id": application.client_id,
        "client_secret": console.new_secret(application),
        "redirect_uri": "http://localhost",
    }
    yield Rules(store, fingerprints, token_life=3600), account, link, exchange
    store.close()


def allow(twitch, link, account):
    return twitch.authorize.allow(twitch.authorize.read_request(link), account, BASE)


def exchange_at(twitch, sent):
    return twitch.grants.exchange(sent, BASE)


def code_in(address):
    return address.split("code=")[1].split("&")[0]


@pytest.mark.parametrize(("age", "works"), [(599, True), (600, False), (10_000, False)])
def test_a_code_lives_ten_minutes(world, monkeypatch, age, works):
    """Ours: contract 1.6 knows no lifetime."""
    twitch, account, link, exchange = world
    code = code_in(allow(twitch, link, account))
    start = clock.now()
    monkeypatch.setattr("time.time", lambda: start + age)
    if works:
        assert exchange_at(twitch, {**exchange, "code": code})["token_type"] == "bearer"
    else:
        with pytest.raises(Refusal, match="^Invalid authorization code$"):
            exchange_at(twitch, {**exchange, "code": code})


def test_a_token_counts_down(world, monkeypatch):
    twitch, account, link, exchange = world
    code = code_in(allow(twitch, link, account))
    token = exchange_at(twitch, {**exchange, "code": code})["access_token"]
    start = clock.now()
    monkeypatch.setattr("time.time", lambda: start + 3000)
    assert twitch.life.validate(f"OAuth {token}")["expires_in"] in {599, 600}
    monkeypatch.setattr("time.time", lambda: start + 3600)
    with pytest.raises(Refusal, match="^invalid access token$"):
        twitch.life.validate(f"OAuth {token}")


def test_all_known_scopes_are_accepted(world):
    """Contract 5.3: 84, and openid."""
    twitch, _, link, _ = world
    assert len(SCOPES) == 85
    assert not RETIRED.intersection(SCOPES)
    request = twitch.authorize.read_request({**link, "scope": " ".join(SCOPES)})
    assert request.scopes == tuple(SCOPES)


def test_a_scope_sent_twice_is_asked_for_once(world):
    twitch, _, link, _ = world
    request = twitch.authorize.read_request({**link, "scope": "chat:read  chat:read"})
    assert request.scopes == ("chat:read",)


def test_records_can_be_printed_without_giving_anything_away(world, tmp_path):
    twitch, account, link, exchange = world
    request = twitch.authorize.read_request({**link, "state": "a-state-of-mine"})
    code = code_in(twitch.authorize.allow(request, account, BASE))
    reply = exchange_at(twitch, {**exchange, "code": code})
    store = Store(tmp_path)
    (kept_code,), (token,), (application,) = store.codes(9), store.tokens(9), store.applications()
    shown = repr([request, kept_code, token, application])
    hidden = [code, exchange["client_secret"], reply["access_token"], "a-state-of-mine"]
    hidden += [kept_code.code_hash, token.access_hash, token.refresh_hash, application.secret_hash]
    assert [value for value in hidden if value in shown] == []
    store.close()
