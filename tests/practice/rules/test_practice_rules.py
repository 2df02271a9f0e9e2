"""The rules without a server around them, where the clock can be moved."""

from __future__ import annotations

from dataclasses import replace

import pytest
from breaking import everything

from practice.basics import clock
from practice.basics.fingerprint import Fingerprints
from practice.rules.authorize import SentBack
from practice.rules.clients import Refusal
from practice.rules.console import ApplicationForm, Console
from practice.rules.grants import MISMATCH
from practice.rules.rules import Rules
from practice.rules.scopes import RETIRED, SCOPES
from practice.store.store import Store
from practice.web.curtain import behind_the_curtain

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


DAY = 24 * 3600


def begin_device(twitch, link):
    begun = twitch.device.begin({"client_id": link["client_id"]}, BASE)
    return begun["device_code"], begun["user_code"]


def poll(twitch, link, device_code):
    grant_type = "urn:ietf:params:oauth:grant-type:device_code"
    sent = {"client_id": link["client_id"], "device_code": device_code, "grant_type": grant_type}
    return exchange_at(twitch, sent)


def at(monkeypatch, moment):
    monkeypatch.setattr("time.time", lambda: moment)


def allow(twitch, link, account):
    return twitch.authorize.allow(twitch.authorize.read_request(link), account, BASE)


def exchange_at(twitch, sent):
    return twitch.grants.exchange(sent, BASE)


def code_in(address):
    return address.split("code=")[1].split("&")[0]


@pytest.mark.parametrize(("age", "works"), [(599, True), (600, False), (10_000, False)])
def test_a_code_lives_ten_minutes(world, monkeypatch, age, works):
    """Ours: docs/twitch.md 1.6 knows no lifetime."""
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


@pytest.mark.parametrize(("age", "works"), [(1799, True), (1800, False)])
def test_a_device_code_lives_half_an_hour(world, monkeypatch, age, works):
    """docs/twitch.md 5.2, for the user and for the device."""
    twitch, account, link, _ = world
    device_code, user_code = begin_device(twitch, link)
    start = clock.now()
    at(monkeypatch, start + age)
    assert (twitch.device.waiting(user_code) is not None) == works
    with pytest.raises(Refusal, match="authorization_pending" if works else "invalid device code"):
        poll(twitch, link, device_code)
    at(monkeypatch, start)
    twitch.device.allow(twitch.device.waiting(user_code)[0], account)
    at(monkeypatch, start + age)
    if works:
        assert poll(twitch, link, device_code)["token_type"] == "bearer"
    else:
        with pytest.raises(Refusal, match="^invalid device code$"):
            poll(twitch, link, device_code)


@pytest.mark.parametrize(("age", "status"), [(1799, "waiting"), (1800, "expired")])
def test_the_books_tell_that_a_device_came_too_late(world, monkeypatch, age, status):
    twitch, _, link, _ = world
    begin_device(twitch, link)
    at(monkeypatch, clock.now() + age)
    (device,) = behind_the_curtain(twitch._store)["device_codes"]
    assert device["status"] == status


def test_an_address_that_is_registered_no_more_is_refused(world):
    """Ours: docs/twitch.md knows nothing of a code that is older than a change."""
    twitch, account, link, exchange = world
    code = code_in(allow(twitch, link, account))
    application = twitch._store.application(link["client_id"])
    moved = replace(application, redirect_uris=("http://localhost:3000",))
    twitch._store.save_application(moved, "")
    with pytest.raises(Refusal, match=f"^{MISMATCH}$"):
        exchange_at(twitch, {**exchange, "code": code})


@pytest.mark.parametrize(
    ("client_type", "age", "works"),
    [
        ("public", 30 * DAY - 1, True),
        ("public", 30 * DAY, False),
        ("confidential", 3650 * DAY, True),
    ],
)
def test_only_public_refresh_tokens_grow_old(world, monkeypatch, client_type, age, works):
    """docs/twitch.md 2.6: 30 days; confidential ones have no limit."""
    twitch, account, link, exchange = world
    if client_type == "public":
        application = twitch._store.application(link["client_id"])
        twitch._store.save_application(replace(application, client_type="public"), "")
    device_code, user_code = begin_device(twitch, link)
    twitch.device.allow(twitch.device.waiting(user_code)[0], account)
    refresh_token = poll(twitch, link, device_code)["refresh_token"]
    form = {**exchange, "grant_type": "refresh_token", "refresh_token": refresh_token}
    at(monkeypatch, clock.now() + age)
    if works:
        assert exchange_at(twitch, form)["token_type"] == "bearer"
    else:
        with pytest.raises(Refusal, match="^Invalid refresh token$"):
            exchange_at(twitch, form)


def test_a_public_refresh_can_ask_for_less_and_loses_nothing(world):
    twitch, account, link, exchange = world
    application = twitch._store.application(link["client_id"])
    twitch._store.save_application(replace(application, client_type="public"), "")
    begun = twitch.device.begin({**link, "scopes": "chat:read chat:edit"}, BASE)
    twitch.device.allow(twitch.device.waiting(begun["user_code"])[0], account)
    first = poll(twitch, link, begun["device_code"])
    form = {**exchange, "grant_type": "refresh_token", "scope": "chat:read"}
    second = exchange_at(twitch, {**form, "refresh_token": first["refresh_token"]})
    assert second["scope"] == ["chat:read"]
    third = exchange_at(twitch, {**form, "refresh_token": second["refresh_token"], "scope": ""})
    assert third["scope"] == ["chat:edit", "chat:read"]


def test_without_its_id_token_there_is_no_code_either(world, tmp_path, monkeypatch):
    twitch, account, link, _ = world
    monkeypatch.setattr(twitch.openid, "id_token", lambda *_: 1 / 0)
    before = everything(tmp_path)
    with pytest.raises(ZeroDivisionError):
        allow(twitch, {**link, "response_type": "code id_token", "scope": "openid"}, account)
    assert everything(tmp_path) == before


def test_all_known_scopes_are_accepted(world):
    """docs/twitch.md 5.3: 84, and openid."""
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


def test_a_cancel_is_told_of_with_its_flow(world):
    twitch, account, link, _ = world
    request = twitch.authorize.read_request(link)
    twitch.authorize.allow(request, account, BASE)
    twitch.authorize.deny(request, account)
    allowed, cancelled = twitch._store.events(2)
    assert (cancelled.kind, cancelled.outcome, dict(cancelled.marks)) == (
        "authorize",
        "cancelled",
        {},
    )
    assert (cancelled.client_id, cancelled.user_id) == (link["client_id"], account.user_id)
    assert cancelled.flow == allowed.flow is not None


def test_an_exchange_from_another_address_is_refused_in_the_flow_of_its_code(world):
    twitch, account, link, exchange = world
    code = code_in(allow(twitch, link, account))
    flow = twitch._store.events(1)[0].flow
    with pytest.raises(Refusal):
        exchange_at(twitch, {**exchange, "code": code, "redirect_uri": "https://evil.example"})
    refused = twitch._store.events(1)[0]
    assert (refused.outcome, refused.flow) == ("refused", flow)


def test_a_refresh_token_that_came_twice_is_named_by_its_mark(world):
    twitch, account, link, exchange = world
    application = twitch._store.application(link["client_id"])
    twitch._store.save_application(replace(application, client_type="public"))
    device_code, user_code = begin_device(twitch, link)
    twitch.device.allow(twitch.device.waiting(user_code)[0], account)
    refresh_token = poll(twitch, link, device_code)["refresh_token"]
    form = {**exchange, "grant_type": "refresh_token", "refresh_token": refresh_token}
    exchange_at(twitch, form)
    spent = twitch._store.events(9)[-2]
    with pytest.raises(Refusal):
        exchange_at(twitch, form)
    twice = next(one for one in twitch._store.events(9) if one.outcome == "refused")
    assert twice.kind == spent.kind == "refresh_token"
    assert (twice.marks, twice.flow) == (spent.marks, spent.flow) and twice.marks
    assert (twice.client_id, twice.user_id) == (link["client_id"], account.user_id)


@pytest.mark.parametrize("response_type", ["id_token", "token id_token", "code id_token"])
def test_an_id_token_needs_the_scope_openid(world, response_type):
    twitch, _, link, _ = world
    with pytest.raises(SentBack, match="sent back") as back:
        twitch.authorize.read_request({**link, "response_type": response_type})
    assert "error=unsupported_response_type" in back.value.address
    wanted = {**link, "response_type": response_type, "scope": "openid"}
    assert twitch.authorize.read_request(wanted).wants == set(response_type.split())
