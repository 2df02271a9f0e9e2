"""The tables of the practice file, and how a file of an older version becomes one of this."""

from __future__ import annotations

SCHEMA_VERSION = 2

SCHEMA = """
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
    expires_at INTEGER NOT NULL, used_at INTEGER, claims TEXT NOT NULL DEFAULT '', nonce TEXT
);
CREATE TABLE events (
    id INTEGER PRIMARY KEY AUTOINCREMENT, at INTEGER NOT NULL, what TEXT NOT NULL
);
"""

# New in version 2, so a new file and a file of version 1 get these in the same way.
TOKENS = """
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

FROM_VERSION_1 = f"""
ALTER TABLE codes ADD COLUMN claims TEXT NOT NULL DEFAULT '';
ALTER TABLE codes ADD COLUMN nonce TEXT;
ALTER TABLE tokens RENAME TO old_tokens;
{TOKENS.strip()}
INSERT INTO refresh_tokens (refresh_hash, fingerprint, client_id, user_id, scopes, claims,
    issued_at) SELECT refresh_hash, refresh_fingerprint, client_id, user_id, scopes, '',
    issued_at FROM old_tokens ORDER BY number;
INSERT INTO tokens (access_hash, access_fingerprint, refresh_hash, refresh_fingerprint,
    client_id, user_id, scopes, claims, issued_at, expires_at) SELECT access_hash,
    access_fingerprint, refresh_hash, refresh_fingerprint, client_id, user_id, scopes, '',
    issued_at, expires_at FROM old_tokens ORDER BY number;
DROP TABLE old_tokens;
"""


def statements(sql: str) -> list[str]:
    """One by one: many at once would end the transaction around them."""
    return [statement for statement in sql.split(";\n") if statement.strip()]
