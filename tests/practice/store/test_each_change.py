"""Each change of the practice file: the rows that it is about and no others, all at once or never.

The world has two applications and two users, and everything there is for each pair of them.
"""

from __future__ import annotations

import inspect
import itertools
import sqlite3
from dataclasses import replace

import pytest
from breaking import everything, no_new_rows_in

from practice.basics import clock
from practice.store.records import Application, Code, DeviceCode, Event, RefreshToken, Token
from practice.store.store import NameTaken, Store

NOON = 1_800_000_000
CLIENTS, USERS = ("owl", "fox"), ("710000101", "710000102")
PAIRS = list(itertools.product(CLIENTS, USERS))
ONE, OTHER = USERS
# What tells the rows of a table apart: the numbers of its columns.
KEYS = {"redirect_uris": (0, 1), "grants": (0, 1), "events": (2,), "applications": (0,)}
KEYS |= dict.fromkeys(["codes", "device_codes", "refresh_tokens", "tokens"], (1,))
HAPPENED = Event("secret")


def granted(client_id, user_id, lives=None):
    """What every kind of grant has."""
    return {
        "client_id": client_id,
        "user_id": user_id,
        "scopes": ("chat:read",),
        "claims": (),
        "issued_at": NOON,
        "expires_at": lives and NOON + lives,
    }


def code(client_id, user_id, **more):
    return Code(
        **{
            "code_hash": f"{client_id} {user_id}",
            "fingerprint": "7c1e",
            **granted(client_id, user_id, 600),
            "claims": ("id_token:email",),
            "nonce": "n-0S6",
            "redirect_uri": "http://localhost",
            **more,
        }
    )


def device_code(client_id, user_id, status="allowed"):
    name = f"{status} {client_id} {user_id}"
    return DeviceCode(
        device_hash=name,
        fingerprint="7c1e",
        user_code_hash=f"typed {name}",
        client_id=client_id,
        scopes=("chat:read",),
        issued_at=NOON,
        expires_at=NOON + 1800,
        status=status,
        user_id=None if status == "waiting" else user_id,
    )


def refresh_token(client_id, user_id, **more):
    return RefreshToken(
        **{
            "refresh_hash": f"{client_id} {user_id}",
            "fingerprint": "7c1e",
            **granted(client_id, user_id),
            **more,
        }
    )


def token(client_id, user_id, **more):
    return Token(
        **{
            "access_hash": f"{client_id} {user_id}",
            "access_fingerprint": "7c1e",
            "refresh_hash": f"{client_id} {user_id}",
            "refresh_fingerprint": "7c1e",
            **granted(client_id, user_id, 14_000),
            **more,
        }
    )


def application(client_id, **more):
    return Application(
        **{
            "client_id": client_id,
            "owner_id": ONE,
            "name": f"Night {client_id}",
            "category": "Chat Bot",
            "client_type": "confidential",
            "secret_hash": None,
            "secret_fingerprint": None,
            "created_at": NOON,
            "redirect_uris": ("http://localhost", "http://localhost:3000"),
            **more,
        }
    )


ENDED = {"ended": "used", "ended_at": NOON - 5}


def fill(store):
    for client_id in CLIENTS:
        store.save_application(application(client_id))
        store.set_secret(client_id, f"secret of {client_id}", "7c1e")
    for user_id in USERS:
        for session in ("a", "b"):
            store.replace_session("", f"{session} {user_id}", user_id, HAPPENED)
    for pair in PAIRS:
        name = " ".join(pair)
        store.add_code(code(*pair), HAPPENED)
        used = code(*pair, code_hash=f"used {name}", used_at=NOON - 5)
        store.add_code(used, HAPPENED)
        for status in ("waiting", "allowed", "denied", "used"):
            store.add_device_code(device_code(*pair, status), HAPPENED)
        store.add_refresh_token(refresh_token(*pair))
        store.add_refresh_token(refresh_token(*pair, refresh_hash=f"ended {name}", **ENDED))
        store.add_token(token(*pair), HAPPENED)
        store.add_token(token(*pair, access_hash=f"ended {name}", **ENDED), HAPPENED)
    for name in ("first", "second"):
        store.put_setting(name, "7", HAPPENED)
    store._db.execute("DELETE FROM events")
    store._db.execute("UPDATE accounts SET two_factor = 0")


@pytest.fixture
def store(tmp_path, monkeypatch):
    monkeypatch.setattr(clock.time, "time", lambda: NOON)
    store = Store(tmp_path)
    fill(store)
    yield store
    store.close()


def rows(folder):
    """Each row by its table and its key, and what its columns hold."""
    found = {}
    tables = everything(folder, "sqlite_sequence")
    for table, its_rows in tables.items():
        for row in its_rows:
            key = " ".join(str(row[number]) for number in KEYS.get(table, (0,)))
            found[f"{table}: {key}"] = row
    return found


def difference(before, after):
    """What is new (+), what is gone (-), and the values that replaced others."""
    told = {f"- {name}" for name in before.keys() - after.keys()}
    told |= {f"+ {name}" for name in after.keys() - before.keys()}
    for name in before.keys() & after.keys():
        changed = {
            str(new) for old, new in zip(before[name], after[name], strict=True) if old != new
        }
        told |= {f"{name} = {value}" for value in changed}
    return told


OF_BOTH = f"owl {ONE}"
HERE = f"+ events: {HAPPENED.kind}"
RENAMED = application("owl", name="Day owl", redirect_uris=("http://localhost:4000",))

CHANGES = {
    "add_event": (
        lambda store: store.add_event(HAPPENED),
        {HERE},
    ),
    "setting, a new one": (
        lambda store: store.setting("third", lambda: "9"),
        {"+ settings: third"},
    ),
    "setting, one that is there": (
        lambda store: store.setting("first", lambda: "9"),
        set(),
    ),
    "put_setting": (
        lambda store: store.put_setting("first", "9", HAPPENED),
        {"settings: first = 9", HERE},
    ),
    "take_setting": (
        lambda store: store.take_setting("first"),
        {"- settings: first"},
    ),
    "replace_session": (
        lambda store: store.replace_session(f"a {ONE}", "c", OTHER, HAPPENED),
        {f"- sessions: a {ONE}", "+ sessions: c", HERE},
    ),
    "end_session": (
        lambda store: store.end_session(f"a {ONE}", HAPPENED),
        {f"- sessions: a {ONE}", HERE},
    ),
    "set_agreed": (
        lambda store: store.set_agreed(ONE, NOON, HAPPENED),
        {f"accounts: {ONE} = {NOON}", HERE},
    ),
    "set_two_factor": (
        lambda store: store.set_two_factor(ONE, HAPPENED),
        {f"accounts: {ONE} = 1", HERE},
    ),
    "save_application, a new one": (
        lambda store: store.save_application(application("elk"), HAPPENED),
        {"+ applications: elk", "+ redirect_uris: elk 0", "+ redirect_uris: elk 1", HERE},
    ),
    "save_application, a known one": (
        lambda store: store.save_application(RENAMED, HAPPENED),
        {
            "applications: owl = Day owl",
            "applications: owl = day owl",
            "redirect_uris: owl 0 = http://localhost:4000",
            "- redirect_uris: owl 1",
            HERE,
        },
    ),
    "save_application, one that becomes public": (
        lambda store: store.save_application(application("owl", client_type="public"), HAPPENED),
        {"applications: owl = public", "applications: owl = None", HERE},
    ),
    "set_secret": (
        lambda store: store.set_secret("owl", "another", "0b1d", HAPPENED),
        {"applications: owl = another", "applications: owl = 0b1d", HERE},
    ),
    "remember_consent": (
        lambda store: store.remember_consent("owl", ONE, ("chat:edit",)),
        {f"grants: {OF_BOTH} = chat:edit chat:read"},
    ),
    "disconnect": (
        lambda store: store.disconnect("owl", ONE, HAPPENED),
        {
            f"- grants: {OF_BOTH}",
            f"- codes: {OF_BOTH}",
            f"- device_codes: allowed {OF_BOTH}",
            f"tokens: {OF_BOTH} = disconnected",
            f"tokens: {OF_BOTH} = {NOON}",
            f"refresh_tokens: {OF_BOTH} = disconnected",
            f"refresh_tokens: {OF_BOTH} = {NOON}",
            HERE,
        },
    ),
    "add_code": (
        lambda store: store.add_code(
            code("owl", ONE, code_hash="new", scopes=("bits:read",)), HAPPENED
        ),
        {"+ codes: new", f"grants: {OF_BOTH} = bits:read chat:read", HERE},
    ),
    "use_code": (
        lambda store: store.use_code(OF_BOTH, NOON + 7),
        {f"codes: {OF_BOTH} = {NOON + 7}", "+ events: code"},
    ),
    "use_code, a used one": (
        lambda store: store.use_code(f"used {OF_BOTH}", NOON + 7),
        set(),
    ),
    "use_code, an unknown one": (
        lambda store: store.use_code("unknown", NOON + 7),
        set(),
    ),
    "add_device_code": (
        lambda store: store.add_device_code(device_code("owl", "new", "waiting"), HAPPENED),
        {"+ device_codes: waiting owl new", HERE},
    ),
    "decide_device_code, allowed": (
        lambda store: store.decide_device_code(
            replace(device_code("owl", ONE, "waiting"), scopes=("bits:read",)),
            OTHER,
            "allowed",
            HAPPENED,
        ),
        {
            f"device_codes: waiting {OF_BOTH} = allowed",
            f"device_codes: waiting {OF_BOTH} = {OTHER}",
            f"grants: owl {OTHER} = bits:read chat:read",
            HERE,
        },
    ),
    "decide_device_code, denied": (
        lambda store: store.decide_device_code(
            replace(device_code("owl", ONE, "waiting"), scopes=("bits:read",)),
            OTHER,
            "denied",
            HAPPENED,
        ),
        {
            f"device_codes: waiting {OF_BOTH} = denied",
            f"device_codes: waiting {OF_BOTH} = {OTHER}",
            HERE,
        },
    ),
    **{
        f"decide_device_code, one that was {status}": (
            lambda store, status=status: store.decide_device_code(
                replace(device_code("owl", ONE, status), scopes=("bits:read",)),
                OTHER,
                "allowed",
                HAPPENED,
            ),
            set(),
        )
        for status in ("allowed", "denied", "used")
    },
    "use_device_code": (
        lambda store: store.use_device_code(f"allowed {OF_BOTH}", "owl"),
        {f"device_codes: allowed {OF_BOTH} = used", "+ events: device_code_use"},
    ),
    "use_device_code, of another application": (
        lambda store: store.use_device_code(f"allowed {OF_BOTH}", "fox"),
        set(),
    ),
    **{
        f"use_device_code, one that is {status}": (
            lambda store, status=status: store.use_device_code(f"{status} {OF_BOTH}", "owl"),
            set(),
        )
        for status in ("waiting", "denied", "used", "unknown")
    },
    "add_token": (
        lambda store: store.add_token(token("owl", ONE, access_hash="new"), HAPPENED),
        {"+ tokens: new", HERE},
    ),
    "end_token": (
        lambda store: store.end_token(OF_BOTH, HAPPENED),
        {f"tokens: {OF_BOTH} = revoked", f"tokens: {OF_BOTH} = {NOON}", HERE},
    ),
    "add_refresh_token": (
        lambda store: store.add_refresh_token(refresh_token("owl", ONE, refresh_hash="new")),
        {"+ refresh_tokens: new"},
    ),
    "spend_refresh_token": (
        lambda store: store.spend_refresh_token(refresh_token("owl", ONE)),
        {
            f"refresh_tokens: {OF_BOTH} = used",
            f"refresh_tokens: {OF_BOTH} = {NOON}",
            "+ events: refresh_token",
        },
    ),
}
ONLY_READ = {"account", "account_of_session", "accounts", "application", "applications"}
ONLY_READ |= {"codes", "connections", "damaged", "device_code_of_user_code", "device_codes"}
ONLY_READ |= {"done_by_people", "events", "form_key", "granted_scopes", "refresh_token"}
ONLY_READ |= {"token", "tokens"}
TELL = [name for name, (_, rows_of_it) in CHANGES.items() if {*rows_of_it} & {HERE}]
TELL += ["use_code", "use_device_code", "spend_refresh_token"]


def test_every_method_is_looked_at():
    methods = {name for name, _ in inspect.getmembers(Store, inspect.isfunction) if name[0] != "_"}
    changing = {name.partition(",")[0] for name in CHANGES}
    assert changing | ONLY_READ | {"close", "together"} == methods


@pytest.mark.parametrize("name", CHANGES)
def test_a_change_is_of_its_own_rows_and_no_others(store, tmp_path, name):
    change, expected = CHANGES[name]
    before = rows(tmp_path)
    change(store)
    assert difference(before, rows(tmp_path)) == expected


@pytest.mark.parametrize("name", CHANGES)
def test_what_a_change_reads_and_writes_is_one_transaction(store, name):
    """From its first look on, no other process changes what it saw."""
    said = []
    store._db.set_trace_callback(said.append)
    CHANGES[name][0](store)
    store._db.set_trace_callback(None)
    assert [one for one in said if one.startswith(("BEGIN", "COMMIT"))] == [said[0], said[-1]]
    assert (said[0], said[-1]) == ("BEGIN IMMEDIATE", "COMMIT")
    assert len(said) > 2


@pytest.mark.parametrize("name", TELL)
def test_a_change_that_can_not_be_told_of_does_not_happen(store, tmp_path, name):
    before = everything(tmp_path)
    with no_new_rows_in(tmp_path, "events"):
        with pytest.raises(sqlite3.IntegrityError):
            CHANGES[name][0](store)
        assert not store._db.in_transaction
    assert everything(tmp_path) == before


@pytest.mark.parametrize("client_id", ["owl", "elk"])
def test_a_name_that_is_taken_changes_nothing(store, tmp_path, client_id):
    before = everything(tmp_path)
    taken = application(client_id, name="NIGHT FOX", redirect_uris=("http://localhost:5000",))
    with pytest.raises(NameTaken):
        store.save_application(taken, HAPPENED)
    assert everything(tmp_path) == before


@pytest.mark.parametrize(
    ("session", "user_id"),
    [(f"a {ONE}", ONE), (f"b {OTHER}", OTHER), ("", None), (ONE, None), ("unknown", None)],
)
def test_a_session_is_its_own_users(store, session, user_id):
    account = store.account_of_session(session)
    assert (account and account.user_id) == user_id


def test_what_is_looked_up_is_that_row(store):
    for client_id, user_id in PAIRS:
        name = f"{client_id} {user_id}"
        refreshing = store.refresh_token(name)
        assert (refreshing.client_id, refreshing.user_id) == (client_id, user_id)
        access = store.token(name)
        assert (access.client_id, access.user_id) == (client_id, user_id)
        assert store.token(f"ended {name}") is None
        waiting = store.device_code_of_user_code(f"typed waiting {name}")
        assert waiting == device_code(client_id, user_id, "waiting")
        assert store.granted_scopes(client_id, user_id) == {"chat:read"}
    assert store.granted_scopes("owl", "710000103") is None
    assert store.granted_scopes("elk", ONE) is None
    assert store.connections("710000103") == []
    assert [one.application.client_id for one in store.connections(ONE)] == ["fox", "owl"]
    assert store.applications(OTHER) == []
    assert [one.client_id for one in store.applications(ONE)] == ["owl", "fox"]
    store.save_application(RENAMED)
    assert store.application("owl").redirect_uris == RENAMED.redirect_uris
    assert store.application("fox").redirect_uris == application("fox").redirect_uris
    for kind, user_id in [("sign_in", ONE), ("agreement", OTHER), ("sign_in", ONE)]:
        store.add_event(Event(kind, user_id=user_id))
    assert (store.done_by_people("sign_in"), store.done_by_people("agreement")) == ({ONE}, {OTHER})
