"""A practice file of an older version is brought up to date, and nothing of it is lost."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest

from practice.store.database import StoreError
from practice.store.schema import INDEXES, TABLES
from practice.store.store import Store

OF_BOTH = """CREATE TABLE settings (name TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE accounts (
    user_id TEXT PRIMARY KEY, login TEXT NOT NULL UNIQUE, display_name TEXT NOT NULL,
    broadcaster_type TEXT NOT NULL, description TEXT NOT NULL, email TEXT NOT NULL,
    created_at TEXT NOT NULL, two_factor INTEGER NOT NULL, agreed_at INTEGER
);
CREATE TABLE sessions (session_hash TEXT PRIMARY KEY, user_id TEXT NOT NULL);
CREATE TABLE applications (
    client_id TEXT PRIMARY KEY, owner_id TEXT NOT NULL, name TEXT NOT NULL,
    unique_name TEXT NOT NULL UNIQUE, category TEXT NOT NULL, client_type TEXT NOT NULL,
    secret_hash TEXT, secret_fingerprint TEXT, created_at INTEGER NOT NULL
);
CREATE TABLE redirect_uris (
    client_id TEXT NOT NULL, position INTEGER NOT NULL, uri TEXT NOT NULL,
    PRIMARY KEY (client_id, position)
);
CREATE TABLE grants (
    client_id TEXT NOT NULL, user_id TEXT NOT NULL, scopes TEXT NOT NULL,
    PRIMARY KEY (client_id, user_id)
);
CREATE TABLE events (
    id INTEGER PRIMARY KEY AUTOINCREMENT, at INTEGER NOT NULL, what TEXT NOT NULL
);
"""
VERSION_1 = """CREATE TABLE codes (
    number INTEGER PRIMARY KEY AUTOINCREMENT, code_hash TEXT NOT NULL UNIQUE,
    fingerprint TEXT NOT NULL, client_id TEXT NOT NULL, user_id TEXT NOT NULL,
    scopes TEXT NOT NULL, redirect_uri TEXT NOT NULL, issued_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL, used_at INTEGER
);
CREATE TABLE tokens (
    number INTEGER PRIMARY KEY AUTOINCREMENT, access_hash TEXT NOT NULL UNIQUE,
    access_fingerprint TEXT NOT NULL, refresh_hash TEXT NOT NULL,
    refresh_fingerprint TEXT NOT NULL, client_id TEXT NOT NULL, user_id TEXT NOT NULL,
    scopes TEXT NOT NULL, issued_at INTEGER NOT NULL, expires_at INTEGER NOT NULL
);
"""
VERSION_2 = """CREATE TABLE codes (
    number INTEGER PRIMARY KEY AUTOINCREMENT, code_hash TEXT NOT NULL UNIQUE,
    fingerprint TEXT NOT NULL, client_id TEXT NOT NULL, user_id TEXT NOT NULL,
    scopes TEXT NOT NULL, redirect_uri TEXT NOT NULL, issued_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL, used_at INTEGER, claims TEXT NOT NULL DEFAULT '', nonce TEXT
);
CREATE TABLE device_codes (
    number INTEGER PRIMARY KEY AUTOINCREMENT, device_hash TEXT NOT NULL UNIQUE,
    fingerprint TEXT NOT NULL, user_code_hash TEXT NOT NULL UNIQUE, client_id TEXT NOT NULL,
    scopes TEXT NOT NULL, issued_at INTEGER NOT NULL, expires_at INTEGER NOT NULL,
    status TEXT NOT NULL, user_id TEXT
);
CREATE TABLE refresh_tokens (
    number INTEGER PRIMARY KEY AUTOINCREMENT, refresh_hash TEXT NOT NULL UNIQUE,
    fingerprint TEXT NOT NULL, client_id TEXT NOT NULL, user_id TEXT NOT NULL,
    scopes TEXT NOT NULL, claims TEXT NOT NULL, issued_at INTEGER NOT NULL,
    expires_at INTEGER, ended TEXT
);
CREATE TABLE tokens (
    number INTEGER PRIMARY KEY AUTOINCREMENT, access_hash TEXT NOT NULL UNIQUE,
    access_fingerprint TEXT NOT NULL, refresh_hash TEXT, refresh_fingerprint TEXT,
    client_id TEXT NOT NULL, user_id TEXT, scopes TEXT NOT NULL, claims TEXT NOT NULL,
    issued_at INTEGER NOT NULL, expires_at INTEGER NOT NULL, ended TEXT
);
CREATE INDEX tokens_by_refresh ON tokens (refresh_hash);
"""
OLD = {1: OF_BOTH + VERSION_1, 2: OF_BOTH + VERSION_2}


def columns(books, table, of="main"):
    return [row[1] for row in books.execute(f"PRAGMA {of}.table_info({table})")]


def age(file, version, sentences):
    """Make the file as this older version would have written it, with these events."""
    new = file.with_name("new.sqlite3")
    file.rename(new)
    with closing(sqlite3.connect(file)) as old:
        old.execute("ATTACH ? AS new", (str(new),))
        old.executescript(OLD[version])
        tables = [row[0] for row in old.execute("SELECT name FROM main.sqlite_master")]
        for table in tables:
            both = set(columns(old, table)) & set(columns(old, table, "new"))
            if table.startswith("sqlite_") or table == "events" or not both:
                continue
            kept = ", ".join(both)
            old.execute(f"INSERT INTO {table} ({kept}) SELECT {kept} FROM new.{table}")  # noqa: S608
        old.execute("DELETE FROM settings WHERE name != 'form key'")
        old.executemany("INSERT INTO events (at, what) VALUES (1790000000, ?)", sentences)
        old.execute(f"PRAGMA user_version = {version}")
        old.commit()
    new.unlink()


@pytest.mark.parametrize("version", [1, 2])
def test_a_file_of_an_older_version_is_brought_up_to_date(start_server, tmp_path, version):
    first = start_server(tmp_path)
    owner = first.person("river_otter")
    made = owner.register()
    owner.new_secret(made)
    tokens, waiting = first.tokens(owner, made), owner.get_code(made)
    told = [event["what"] for event in first.books()["events"]]
    first.end()
    written = [what.replace(" logged ", " signed ") for what in told]  # as it was called then
    age(tmp_path / "practice.sqlite3", version, [(what,) for what in [*written, "something else"]])

    second = start_server(tmp_path)
    books = second.books()
    assert [event["what"] for event in books["events"]] == told
    assert [event["id"] for event in books["events"]] == list(range(1, len(told) + 1))
    assert {event["client_id"] for event in books["events"]} >= {made.client_id}
    assert second.validate(tokens["access_token"]).json()["login"] == "river_otter"
    form = made.form("refresh_token", refresh_token=tokens["refresh_token"])
    assert second.exchange(form).status_code == 200
    assert second.exchange(made.exchange_form(waiting)).status_code == 200
    assert len(second.books()["tokens"]) == 3
    second.end()
    assert start_server(tmp_path).validate(tokens["access_token"]).ok


@pytest.mark.parametrize("version", [1, 2])
def test_an_upgraded_file_has_the_tables_of_a_new_one(tmp_path, version):
    def shape():
        with closing(sqlite3.connect(file)) as books:
            question = "SELECT type, name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_%'"
            return sorted(books.execute(question).fetchall())

    file = tmp_path / "practice.sqlite3"
    Store(tmp_path).close()
    new = shape()
    age(file, version, [])
    Store(tmp_path).close()
    assert shape() == new
    assert len(new) == (TABLES + INDEXES).count("CREATE ")


def test_a_typed_scope_does_not_come_along(tmp_path):
    Store(tmp_path).close()
    age(
        tmp_path / "practice.sqlite3",
        2,
        [("An exchange was refused: 400 invalid scope requested: 'my secret'.",)],
    )
    store = Store(tmp_path)
    assert [event.error for event in store.events(9)] == ["400 invalid scope requested"]
    store.close()


def test_a_file_of_a_later_version_is_not_touched(tmp_path):
    Store(tmp_path).close()
    file = tmp_path / "practice.sqlite3"
    with closing(sqlite3.connect(file)) as books:
        books.execute("PRAGMA user_version = 99")
    before = file.read_bytes()
    with pytest.raises(StoreError, match="made by a later version"):
        Store(tmp_path)
    assert file.read_bytes() == before
