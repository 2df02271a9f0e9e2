"""The tables of the practice file, and how a file of an older version becomes one of this."""

from __future__ import annotations

import json
import secrets
import sqlite3

from practice.store.old_events import read

SCHEMA_VERSION = 3

TABLES = """
CREATE TABLE settings (name TEXT PRIMARY KEY, value TEXT NOT NULL);
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
CREATE TABLE codes (
    number INTEGER PRIMARY KEY AUTOINCREMENT, code_hash TEXT NOT NULL UNIQUE,
    fingerprint TEXT NOT NULL, client_id TEXT NOT NULL, user_id TEXT NOT NULL,
    scopes TEXT NOT NULL, redirect_uri TEXT NOT NULL, issued_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL, used_at INTEGER, claims TEXT NOT NULL DEFAULT '', nonce TEXT,
    flow TEXT
);
CREATE TABLE device_codes (
    number INTEGER PRIMARY KEY AUTOINCREMENT, device_hash TEXT NOT NULL UNIQUE,
    fingerprint TEXT NOT NULL, user_code_hash TEXT NOT NULL UNIQUE, client_id TEXT NOT NULL,
    scopes TEXT NOT NULL, issued_at INTEGER NOT NULL, expires_at INTEGER NOT NULL,
    status TEXT NOT NULL, user_id TEXT, flow TEXT
);
CREATE TABLE refresh_tokens (
    number INTEGER PRIMARY KEY AUTOINCREMENT, refresh_hash TEXT NOT NULL UNIQUE,
    fingerprint TEXT NOT NULL, client_id TEXT NOT NULL, user_id TEXT NOT NULL,
    scopes TEXT NOT NULL, claims TEXT NOT NULL, issued_at INTEGER NOT NULL,
    expires_at INTEGER, ended TEXT, ended_at INTEGER, flow TEXT
);
CREATE TABLE tokens (
    number INTEGER PRIMARY KEY AUTOINCREMENT, access_hash TEXT NOT NULL UNIQUE,
    access_fingerprint TEXT NOT NULL, refresh_hash TEXT, refresh_fingerprint TEXT,
    client_id TEXT NOT NULL, user_id TEXT, scopes TEXT NOT NULL, claims TEXT NOT NULL DEFAULT '',
    issued_at INTEGER NOT NULL, expires_at INTEGER NOT NULL, ended TEXT, ended_at INTEGER,
    flow TEXT
);
CREATE TABLE events (
    id INTEGER PRIMARY KEY AUTOINCREMENT, at INTEGER NOT NULL, kind TEXT NOT NULL, client_id TEXT,
    user_id TEXT, flow TEXT, outcome TEXT NOT NULL, error TEXT, marks TEXT NOT NULL,
    count INTEGER NOT NULL
);
"""

INDEXES = """
CREATE INDEX codes_of_both ON codes (client_id, user_id);
CREATE INDEX device_codes_of_both ON device_codes (client_id, user_id);
CREATE INDEX refresh_tokens_of_both ON refresh_tokens (client_id, user_id);
CREATE INDEX tokens_of_both ON tokens (client_id, user_id);
CREATE INDEX tokens_by_refresh ON tokens (refresh_hash);
"""

# Version 1 kept a refresh token only in the row of its access token.
REFRESH_TOKENS_OF_VERSION_1 = """
INSERT INTO refresh_tokens (refresh_hash, fingerprint, client_id, user_id, scopes, claims,
    issued_at) SELECT refresh_hash, refresh_fingerprint, client_id, user_id, scopes, '',
    issued_at FROM tokens ORDER BY number;
"""

# Ready-made people, the same in every Practice Twitch. None of them has a password.
PEOPLE = [
    ("710000101", "river_otter", "River_Otter", "affiliate", "Plays slow games by the river."),
    ("710000102", "night_owl", "Night_Owl", "", "Awake late, mostly for the soundtracks."),
    ("710000103", "new_sparrow", "New_Sparrow", "", "Joined yesterday."),
]
WITHOUT_TWO_FACTOR = {"new_sparrow"}


def make_tables(database: sqlite3.Connection) -> None:
    """Fill a new file."""
    _run(database, TABLES + INDEXES)
    database.execute("INSERT INTO settings VALUES ('form key', ?)", (secrets.token_hex(32),))
    for user_id, login, display_name, broadcaster_type, description in PEOPLE:
        database.execute(
            "INSERT INTO accounts VALUES (?, ?, ?, ?, ?, ?, ?, ?, NULL)",
            (
                user_id,
                login,
                display_name,
                broadcaster_type,
                description,
                f"{login}@practice.example",
                "2024-05-17T09:30:00Z",
                login not in WITHOUT_TWO_FACTOR,
            ),
        )


def renew_tables(database: sqlite3.Connection, version: int) -> None:
    """Bring a file of this older version up to date: new tables with what the old ones hold."""
    rows = database.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
    )
    old = [name for (name,) in rows.fetchall()]
    for name in old:
        database.execute(f"ALTER TABLE {name} RENAME TO old_{name}")
    _run(database, TABLES)
    for name in old:
        if name != "events":
            kept = ", ".join(_columns(database, name) & _columns(database, f"old_{name}"))
            database.execute(f"INSERT INTO {name} ({kept}) SELECT {kept} FROM old_{name}")
    if version == 1:
        _run(database, REFRESH_TOKENS_OF_VERSION_1)
    _renew_events(database)
    for name in old:
        database.execute(f"DROP TABLE old_{name}")
    _run(database, INDEXES)


def _renew_events(database: sqlite3.Connection) -> None:
    applications = dict(_pairs(database, "SELECT name, client_id FROM applications"))
    users = dict(_pairs(database, "SELECT login, user_id FROM accounts"))
    for number, at, text in database.execute("SELECT id, at, what FROM old_events").fetchall():
        event = read(text, applications, users)
        if event:
            database.execute(
                "INSERT INTO events VALUES (?, ?, ?, ?, ?, NULL, ?, ?, ?, 1)",
                (
                    number,
                    at,
                    event.kind,
                    event.client_id,
                    event.user_id,
                    event.outcome,
                    event.error,
                    json.dumps(event.marks),
                ),
            )


def _pairs(database: sqlite3.Connection, question: str) -> list[tuple[str, str]]:
    return [(one, other) for one, other in database.execute(question).fetchall()]


def _columns(database: sqlite3.Connection, table: str) -> set[str]:
    return {row[1] for row in database.execute(f"PRAGMA table_info({table})").fetchall()}


def _run(database: sqlite3.Connection, sql: str) -> None:
    # One by one: many at once would end the transaction around them.
    for statement in sql.split(";\n"):
        if statement.strip():
            database.execute(statement)
