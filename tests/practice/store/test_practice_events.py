"""What happened is kept as records: of one way to a token together, with nothing that was typed."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from practice.basics import clock
from practice.rules.telling import SENTENCES, sentence
from practice.store import store as stores
from practice.store.records import Event
from practice.store.store import MOST_EVENTS, MOST_UNPROVEN, Store

PRACTICE = Path(stores.__file__).parents[1]
NOON = 1_800_000_000 // 60 * 60
# Of the JSON of a page.
FIELDS = "id at kind client_id user_id flow outcome error marks count user application what"


@pytest.fixture
def store(tmp_path, monkeypatch):
    monkeypatch.setattr(clock.time, "time", lambda: NOON)
    store = Store(tmp_path)
    yield store
    store._db.close()


def events_of(server, app):
    return [one for one in server.books()["events"] if one["client_id"] == app.client_id]


def test_all_steps_from_one_link_have_one_flow(server, person, own):
    tokens = server.tokens(person, own)
    form = own.form("refresh_token", refresh_token=tokens["refresh_token"])
    renewed = server.exchange(form).json()["access_token"]
    server.post("/oauth2/revoke", data={"client_id": own.client_id, "token": renewed})
    told = events_of(server, own)[-5:]
    assert [one["kind"] for one in told] == ["authorize", "code", "token", "token", "revocation"]
    assert len({one["flow"] for one in told}) == 1
    assert re.fullmatch("[0-9a-f]{12}", told[0]["flow"])
    assert {one["user"] for one in told} == {"river_otter"}
    assert told[0]["marks"] == told[1]["marks"]
    assert told[2]["marks"]["refresh_token"] == told[3]["marks"]["refresh_token"]
    assert told[3]["marks"]["access_token"] == told[4]["marks"]["access_token"]
    assert told[0].keys() == set(FIELDS.split())


def test_another_link_is_another_flow(server, person, own):
    server.tokens(person, own)
    first = events_of(server, own)[-1]["flow"]
    form = own.exchange_form(person.get_code(own, state="another"))
    server.exchange(form)
    assert events_of(server, own)[-1]["flow"] != first


def test_a_code_that_comes_twice_is_refused_in_its_own_flow(server, person, own):
    form = own.exchange_form(person.get_code(own))
    server.exchange(form)
    server.exchange(form)
    told = events_of(server, own)[-4:]
    assert [one["kind"] for one in told] == ["authorize", "code", "token", "exchange"]  # used once
    *_, made, refused = told
    assert refused["outcome"] == "refused"
    assert refused["error"] == "400 Invalid authorization code"
    assert refused["flow"] == made["flow"]


def test_a_device_has_one_flow_to_its_token(server, person, own):
    begun = server.post("/oauth2/device", data={"client_id": own.client_id, "scopes": ""}).json()
    page = person.open(f"/activate?device-code={begun['user_code']}")
    person.press(page, ("decision", "authorize"))
    grant_type = "urn:ietf:params:oauth:grant-type:device_code"
    form = {"client_id": own.client_id, "device_code": begun["device_code"]}
    assert server.exchange({**form, "grant_type": grant_type}).ok
    kinds = [(one["kind"], one["flow"]) for one in events_of(server, own)[-4:]]
    assert [kind for kind, _ in kinds] == [
        "device_code",
        "device_consent",
        "device_code_use",
        "token",
    ]
    assert len({flow for _, flow in kinds}) == 1


def test_nothing_typed_is_in_a_record(server, person, own):
    typed = "Zebra Crossing 4711"
    person.register(name=typed)
    server.exchange({**own.form("refresh_token"), "refresh_token": typed, "scope": typed})
    tokens = server.tokens(person, own)
    form = own.form("refresh_token", refresh_token=tokens["refresh_token"], scope=typed)
    assert typed.split()[0] in server.exchange(form).json()["message"]
    for one in server.books()["events"]:
        shown = {"what", "application"}  # made for the page, from the record
        assert "Zebra" not in str({name: one[name] for name in one.keys() - shown})


# Nobody can push out what others did


def test_refusals_of_nobody_known_are_one_row_a_minute(store, monkeypatch):
    for second in range(59):
        monkeypatch.setattr(clock.time, "time", lambda second=second: NOON + second)
        store.add_event(Event("exchange", outcome="refused", error="400 invalid client"))
        store.add_event(Event("exchange", outcome="refused", error="400 missing client id"))
    assert [(one.error, one.count) for one in store.events(9)] == [
        ("400 invalid client", 59),
        ("400 missing client id", 59),
    ]
    monkeypatch.setattr(clock.time, "time", lambda: NOON + 60)
    store.add_event(Event("exchange", outcome="refused", error="400 invalid client"))
    assert [one.count for one in store.events(9)] == [59, 59, 1]


def test_an_event_that_is_counted_again_is_the_latest(store):
    refused = Event("exchange", outcome="refused", error="400 invalid client")
    store.add_event(refused)
    (first,) = store.events(9)
    store.add_event(Event("sign_in"))
    store.add_event(refused)
    assert [one.kind for one in store.events(9)] == ["sign_in", "exchange"]
    assert store.events(1)[0].id > first.id + 1


@pytest.mark.parametrize(
    "event",
    [
        Event("exchange", "known", outcome="refused", error="403 invalid client secret"),
        Event("device_code", "known", marks={"device_code": "7c1e"}),
    ],
)
def test_what_anybody_can_send_in_the_name_of_an_application_has_few_rows(store, event):
    store.add_event(Event("sign_in", user_id="710000101"))
    for _ in range(600):
        store.add_event(event)
    kept = store.events(MOST_EVENTS)
    assert kept[0].kind == "sign_in"
    assert len(kept) == 1 + MOST_UNPROVEN
    assert sum(one.count for one in kept[1:]) == 600


def test_what_is_sent_in_the_name_of_one_application_leaves_the_others_rows(store):
    for _ in range(2 * MOST_UNPROVEN):
        store.add_event(Event("exchange", "one", outcome="refused", error="400 missing code"))
    store.add_event(Event("exchange", "other", outcome="refused", error="400 missing code"))
    counts = [one.count for one in store.events(99) if one.client_id == "other"]
    assert counts == [1]
    assert sum(one.count for one in store.events(99) if one.client_id == "one") == 2 * MOST_UNPROVEN


def test_what_was_proven_is_never_counted_together(store):
    for _ in range(50):
        store.add_event(Event("token", "known"))
    assert len(store.events(99)) == 50


def test_six_hundred_posts_of_a_web_page_leave_a_persons_events(server, person, own):
    server.tokens(person, own)
    before = events_of(server, own)
    for number in range(300):
        server.exchange({"client_id": f"unknown{number}"})
        server.exchange({})
    assert events_of(server, own) == before


# What is long dead is thrown away


def test_the_latest_5000_events_stay(store):
    with store.together():
        for _ in range(MOST_EVENTS + 250):
            store.add_event(Event("sign_in"))
    kept = store.events(MOST_EVENTS * 2)
    assert MOST_EVENTS <= len(kept) < MOST_EVENTS + 100
    assert kept[-1].id == MOST_EVENTS + 250


DAY = 24 * 3600


def fill(store):
    """Codes and tokens, each with a name that says how long it lives."""
    many = "INSERT INTO {} ({}) VALUES ({})"
    common = {"client_id": "c", "user_id": "u", "scopes": "", "issued_at": 0}
    rows = [
        ("codes", {"code_hash": "code", "redirect_uri": "", "fingerprint": ""}, NOON),
        (
            "device_codes",
            {"device_hash": "device", "user_code_hash": "", "status": "", "fingerprint": ""},
            NOON,
        ),
    ]
    for name, expires_at, ended_at in [
        ("alive", NOON + 90 * DAY, None),
        ("for ever", None, None),
        ("expired", NOON, None),
        ("revoked", NOON + 90 * DAY, NOON),
    ]:
        ended = {"ended": "revoked" if ended_at else None, "ended_at": ended_at, "claims": ""}
        rows.append(
            ("refresh_tokens", {"refresh_hash": name, "fingerprint": "", **ended}, expires_at)
        )
        if expires_at:
            token = {"access_hash": name, "access_fingerprint": "", **ended}
            rows.append(("tokens", token, expires_at))
    for table, columns, expires_at in rows:
        row = {**common, **columns, "expires_at": expires_at}
        marks = ", ".join("?" * len(row))
        store._db.execute(many.format(table, ", ".join(row), marks), tuple(row.values()))


def left(store):
    columns = {
        "codes": "code_hash",
        "device_codes": "device_hash",
        "refresh_tokens": "refresh_hash",
        "tokens": "access_hash",
    }
    return {
        f"{table}: {row[0]}"
        for table, column in columns.items()
        for row in store._db.execute(f"SELECT {column} FROM {table}").fetchall()  # noqa: S608
    }


LIVING = {"refresh_tokens: alive", "refresh_tokens: for ever", "tokens: alive"}


def test_codes_go_a_day_after_they_expire(store):
    fill(store)
    everything = left(store)
    store._throw_away(NOON + DAY)
    assert left(store) == everything
    store._throw_away(NOON + DAY + 1)
    assert everything - left(store) == {"codes: code", "device_codes: device"}


def test_dead_tokens_go_after_30_days_and_living_ones_stay(store):
    fill(store)
    store._throw_away(NOON + 30 * DAY)
    assert left(store) > LIVING
    store._throw_away(NOON + 30 * DAY + 1)
    assert left(store) == LIVING


def test_it_is_thrown_away_while_things_happen(store, monkeypatch):
    fill(store)
    monkeypatch.setattr(clock.time, "time", lambda: NOON + 31 * DAY)
    for _ in range(100):
        store.add_event(Event("sign_in"))
    assert left(store) == LIVING


# Sentences


def test_each_event_that_happens_has_a_sentence():
    code = "".join(file.read_text(encoding="utf-8") for file in PRACTICE.rglob("*.py"))
    written = set(re.findall(r'(?:Event|_used)\(\s*"(\w+)"', code))
    written |= set(re.findall(r'self\._save\(.*, "(\w+)"\)', code))
    assert written == {kind for kind, _ in SENTENCES}


@pytest.mark.parametrize("key", SENTENCES, ids=" ".join)
def test_a_sentence_names_what_is_known(key):
    named = set(re.findall(r"{(\w+)}", SENTENCES[key])) - {"application", "user", "error", "old"}
    marks = dict.fromkeys(named, "7c1e")
    kind, outcome = key
    event = Event(kind, "c", "u", None, outcome, "400 no", marks)
    told = sentence(event, {"c": "{Night} Light"}, {"u": "river_otter"})
    assert told.endswith(".") and "An application" not in told and "Somebody" not in told
    assert ("{application}" in SENTENCES[key]) == ("{Night} Light" in told)
    assert ("{user}" in SENTENCES[key]) == ("river_otter" in told)
    assert "None" not in told


def test_an_old_secret_is_named_when_there_was_one():
    marks = {"client_secret": "7c1e", "old_secret": "0b1d"}
    told = sentence(Event("secret", "c", marks=marks), {"c": "Light"}, {})
    assert "the old one [hidden 0b1d] stopped working" in told


# Large files


@pytest.mark.parametrize("table", ["codes", "device_codes", "tokens", "refresh_tokens"])
def test_disconnect_finds_its_rows_by_an_index(store, table):
    asked = []
    store._db.set_trace_callback(asked.append)
    store.disconnect("client", "user", Event("disconnection"))
    store._db.set_trace_callback(None)
    (statement,) = [one for one in asked if re.match(rf"(DELETE FROM|UPDATE) {table} ", one)]
    plan = [row[3] for row in store._db.execute(f"EXPLAIN QUERY PLAN {statement}").fetchall()]
    assert plan == [f"SEARCH {table} USING INDEX {table}_of_both (client_id=? AND user_id=?)"]


def test_what_is_not_there_is_not_deleted(store):
    asked = []
    store._db.set_trace_callback(asked.append)
    assert store.take_setting("nothing") is None
    assert not [one for one in asked if "DELETE" in one]
    store.put_setting("something", "7", Event("short_life"))
    assert store.take_setting("something") == "7"
    assert store.take_setting("something") is None


def test_the_file_is_written_as_the_readme_says(store):
    assert store._db.execute("PRAGMA journal_mode").fetchone()[0] == "wal"
    assert store._db.execute("PRAGMA synchronous").fetchone()[0] == 1  # NORMAL
