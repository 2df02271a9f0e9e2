"""What practice Twitch remembers, in one SQLite file that several processes may share.

No secret is kept here. Secrets, codes, tokens and sessions are stored as SHA-256 hashes, which
is enough to recognise them when they come back, with the fingerprint that stands for them on
pages. Every change is one transaction, with the event that tells about it.
"""

from __future__ import annotations

import os
import secrets
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from practice.fingerprint import mask

SCHEMA_VERSION = 1
BUSY_SECONDS = 10

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
    expires_at INTEGER NOT NULL, used_at INTEGER
);
CREATE TABLE tokens (
    number INTEGER PRIMARY KEY AUTOINCREMENT, access_hash TEXT NOT NULL UNIQUE,
    access_fingerprint TEXT NOT NULL, refresh_hash TEXT NOT NULL,
    refresh_fingerprint TEXT NOT NULL, client_id TEXT NOT NULL, user_id TEXT NOT NULL,
    scopes TEXT NOT NULL, issued_at INTEGER NOT NULL, expires_at INTEGER NOT NULL
);
CREATE TABLE events (
    id INTEGER PRIMARY KEY AUTOINCREMENT, at INTEGER NOT NULL, what TEXT NOT NULL
);
"""

# Ready-made people, the same in every practice Twitch. None of them has a password.
PEOPLE = [
    ("710000101", "river_otter", "River_Otter", "affiliate", "Plays slow games by the river."),
    ("710000102", "night_owl", "Night_Owl", "", "Awake late, mostly for the soundtracks."),
    ("710000103", "new_sparrow", "New_Sparrow", "", "Joined yesterday."),
]
WITHOUT_TWO_FACTOR = {"new_sparrow"}


class StoreError(Exception):
    """The file can't be used. The text says why and what to do."""


class NameTaken(Exception):
    """An application of this name is registered already."""


@dataclass(frozen=True)
class Account:
    user_id: str
    login: str
    display_name: str
    broadcaster_type: str
    description: str
    email: str = field(repr=False)
    created_at: str
    two_factor: bool
    agreed_at: int | None


@dataclass(frozen=True)
class Application:
    client_id: str
    owner_id: str
    name: str
    category: str
    client_type: str
    secret_hash: str | None = field(repr=False)
    secret_fingerprint: str | None
    created_at: int
    redirect_uris: tuple[str, ...]


@dataclass(frozen=True)
class Code:
    code_hash: str = field(repr=False)
    fingerprint: str
    client_id: str
    user_id: str
    scopes: tuple[str, ...]
    redirect_uri: str
    issued_at: int
    expires_at: int
    used_at: int | None = None


@dataclass(frozen=True)
class Token:
    access_hash: str = field(repr=False)
    access_fingerprint: str
    refresh_hash: str = field(repr=False)
    refresh_fingerprint: str
    client_id: str
    user_id: str
    scopes: tuple[str, ...]
    issued_at: int
    expires_at: int


@dataclass(frozen=True)
class Event:
    id: int
    at: int
    what: str


class Store:
    """The file, and one method for each thing that is read from it or changed in it."""

    def __init__(self, folder: Path) -> None:
        """Open the file in `folder`, making it when there is none.

        Raises StoreError when it can't be opened or was made by another version.
        """
        path = folder / "practice.sqlite3"
        try:
            # Made by hand first, so that nobody else on this computer may read it.
            os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
            self._db = sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None)
            self._db.row_factory = sqlite3.Row
            self._prepare()
        except (OSError, sqlite3.Error) as problem:
            raise StoreError(
                f"The practice file {path} can't be used ({problem}). "
                "Mend its permissions, or delete it to start over with an empty practice Twitch."
            ) from None

    def _prepare(self) -> None:
        self._switch_to_wal()
        with self._changing():
            (version,) = self._db.execute("PRAGMA user_version").fetchone()
            if version == SCHEMA_VERSION:
                return
            if version:
                raise sqlite3.DatabaseError("it was made by another version of this tutorial")
            for statement in SCHEMA.split(";\n"):
                self._db.execute(statement)
            self._db.execute(
                "INSERT INTO settings VALUES ('form key', ?)", (secrets.token_hex(32),)
            )
            for user_id, login, display_name, broadcaster_type, description in PEOPLE:
                self._db.execute(
                    "INSERT INTO accounts VALUES (?, ?, ?, ?, ?, ?, ?, ?, NULL)",
                    (
                        user_id,
                        login,
                        display_name,
                        broadcaster_type,
                        description,
                        f"{login}@practice.invalid",
                        "2024-05-17T09:30:00Z",
                        login not in WITHOUT_TWO_FACTOR,
                    ),
                )
            self._db.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")

    def _switch_to_wal(self) -> None:
        # SQLite doesn't wait here when another process is switching the same new file.
        give_up_at = time.monotonic() + BUSY_SECONDS
        while True:
            try:
                self._db.execute("PRAGMA journal_mode = WAL")
                return
            except sqlite3.OperationalError:
                if time.monotonic() > give_up_at:
                    raise
                time.sleep(0.05)

    @contextmanager
    def _changing(self, event: str | None = None) -> Iterator[None]:
        # IMMEDIATE takes the lock first, so that what is read inside can't change meanwhile.
        self._db.execute("BEGIN IMMEDIATE")
        try:
            yield
            if event:
                self._tell(event)
            self._db.execute("COMMIT")
        except BaseException:
            self._db.execute("ROLLBACK")
            raise

    def _tell(self, event: str) -> None:
        self._db.execute("INSERT INTO events (at, what) VALUES (?, ?)", (int(time.time()), event))

    def close(self) -> None:
        """Close the file. Nothing is lost when a process ends without this."""
        self._db.close()

    def form_key(self) -> bytes:
        """The key of the anti-forgery tokens, the same for all processes."""
        row = self._db.execute("SELECT value FROM settings WHERE name = 'form key'").fetchone()
        return str(row["value"]).encode()

    # Events

    def add_event(self, what: str) -> None:
        """Write down something that changed nothing else, such as a refusal."""
        with self._changing(what):
            pass

    def events(self, limit: int) -> list[Event]:
        """The latest `limit` events, oldest first."""
        rows = self._db.execute("SELECT * FROM events ORDER BY id DESC LIMIT ?", (limit,))
        return [Event(**row) for row in reversed(rows.fetchall())]

    # Accounts and sessions

    def accounts(self) -> list[Account]:
        """Everybody, in a fixed order."""
        rows = self._db.execute("SELECT * FROM accounts ORDER BY user_id")
        return [_account(row) for row in rows]

    def account(self, user_id: str) -> Account:
        """The account of this id. Raises KeyError when there is none."""
        row = self._db.execute("SELECT * FROM accounts WHERE user_id = ?", (user_id,)).fetchone()
        if row is None:
            raise KeyError(user_id)
        return _account(row)

    def account_of_session(self, session_hash: str) -> Account | None:
        """Who is signed in with this session."""
        row = self._db.execute(
            "SELECT accounts.* FROM accounts JOIN sessions USING (user_id) WHERE session_hash = ?",
            (session_hash,),
        ).fetchone()
        return _account(row) if row else None

    def replace_session(self, old_hash: str, new_hash: str, user_id: str, event: str) -> None:
        """Sign in: the old session ends and the new one belongs to this account."""
        with self._changing(event):
            self._db.execute("DELETE FROM sessions WHERE session_hash = ?", (old_hash,))
            self._db.execute("INSERT INTO sessions VALUES (?, ?)", (new_hash, user_id))

    def end_session(self, session_hash: str, event: str) -> None:
        """Sign out."""
        with self._changing(event):
            self._db.execute("DELETE FROM sessions WHERE session_hash = ?", (session_hash,))

    def set_agreed(self, user_id: str, at: int, event: str) -> None:
        """Keep that this account accepted the developer agreement, and when."""
        with self._changing(event):
            self._db.execute("UPDATE accounts SET agreed_at = ? WHERE user_id = ?", (at, user_id))

    def set_two_factor(self, user_id: str, event: str) -> None:
        """Turn two-factor authentication on for this account."""
        with self._changing(event):
            self._db.execute("UPDATE accounts SET two_factor = 1 WHERE user_id = ?", (user_id,))

    # Applications

    def application(self, client_id: str) -> Application | None:
        """The application of this client ID."""
        row = self._db.execute(
            "SELECT * FROM applications WHERE client_id = ?", (client_id,)
        ).fetchone()
        return self._application(row) if row else None

    def applications(self, owner_id: str | None = None) -> list[Application]:
        """The applications of one account, or of everybody, oldest first."""
        rows = self._db.execute(
            "SELECT * FROM applications WHERE ? IS NULL OR owner_id = ? ORDER BY created_at, rowid",
            (owner_id, owner_id),
        )
        return [self._application(row) for row in rows.fetchall()]

    def _application(self, row: sqlite3.Row) -> Application:
        uris = self._db.execute(
            "SELECT uri FROM redirect_uris WHERE client_id = ? ORDER BY position",
            (row["client_id"],),
        )
        return Application(
            client_id=row["client_id"],
            owner_id=row["owner_id"],
            name=row["name"],
            category=row["category"],
            client_type=row["client_type"],
            secret_hash=row["secret_hash"],
            secret_fingerprint=row["secret_fingerprint"],
            created_at=row["created_at"],
            redirect_uris=tuple(uri["uri"] for uri in uris),
        )

    def save_application(self, application: Application, event: str) -> None:
        """Add this application, or change everything of it but its owner, age and secret.

        A Public application has no secret: becoming one loses it. Raises NameTaken when another
        application has the name.
        """
        with self._changing(event):
            known = self._db.execute(
                "SELECT 1 FROM applications WHERE client_id = ?", (application.client_id,)
            ).fetchone()
            changed = (
                application.name,
                application.name.casefold(),
                application.category,
                application.client_type,
                application.client_id,
            )
            try:
                if known:
                    self._db.execute(
                        "UPDATE applications SET name = ?, unique_name = ?, category = ?,"
                        " client_type = ? WHERE client_id = ?",
                        changed,
                    )
                    self._db.execute(
                        "UPDATE applications SET secret_hash = NULL, secret_fingerprint = NULL"
                        " WHERE client_id = ? AND client_type = 'public'",
                        (application.client_id,),
                    )
                else:
                    self._db.execute(
                        "INSERT INTO applications (name, unique_name, category, client_type,"
                        " client_id, owner_id, created_at) VALUES (?, ?, ?, ?, ?, ?, ?)",
                        (*changed, application.owner_id, application.created_at),
                    )
            except sqlite3.IntegrityError:
                raise NameTaken from None
            self._db.execute(
                "DELETE FROM redirect_uris WHERE client_id = ?", (application.client_id,)
            )
            self._db.executemany(
                "INSERT INTO redirect_uris VALUES (?, ?, ?)",
                [
                    (application.client_id, position, uri)
                    for position, uri in enumerate(application.redirect_uris)
                ],
            )

    def set_secret(self, client_id: str, secret_hash: str, fingerprint: str, event: str) -> None:
        """Replace the application's secret; the old one is unknown from here on."""
        with self._changing(event):
            self._db.execute(
                "UPDATE applications SET secret_hash = ?, secret_fingerprint = ?"
                " WHERE client_id = ?",
                (secret_hash, fingerprint, client_id),
            )

    # Codes and tokens

    def granted_scopes(self, client_id: str, user_id: str) -> frozenset[str] | None:
        """What this user has allowed this application so far; None when they never met."""
        row = self._db.execute(
            "SELECT scopes FROM grants WHERE client_id = ? AND user_id = ?", (client_id, user_id)
        ).fetchone()
        return frozenset(_split(row["scopes"])) if row else None

    def add_code(self, code: Code, event: str) -> None:
        """Keep a new code, and what the user allowed with it."""
        with self._changing(event):
            granted = self.granted_scopes(code.client_id, code.user_id) or frozenset()
            self._db.execute(
                "INSERT OR REPLACE INTO grants VALUES (?, ?, ?)",
                (code.client_id, code.user_id, " ".join(sorted(granted.union(code.scopes)))),
            )
            self._db.execute(
                "INSERT INTO codes (code_hash, fingerprint, client_id, user_id, scopes,"
                " redirect_uri, issued_at, expires_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    code.code_hash,
                    code.fingerprint,
                    code.client_id,
                    code.user_id,
                    " ".join(code.scopes),
                    code.redirect_uri,
                    code.issued_at,
                    code.expires_at,
                ),
            )

    def use_code(self, code_hash: str, at: int) -> Code | None:
        """Mark the code as used and return it as it was before; None when it is unknown.

        Of two that come at once, one finds it unused and the other finds it used.
        """
        with self._changing():
            row = self._db.execute(
                "SELECT * FROM codes WHERE code_hash = ?", (code_hash,)
            ).fetchone()
            if row is None:
                return None
            code = _code(row)
            if code.used_at is None:
                self._db.execute(
                    "UPDATE codes SET used_at = ? WHERE code_hash = ?", (at, code_hash)
                )
                self._tell(f"The code {mask(code.fingerprint)} was used; it can't be used again.")
        return code

    def codes(self, limit: int) -> list[Code]:
        """The latest `limit` codes, oldest first."""
        rows = self._db.execute("SELECT * FROM codes ORDER BY number DESC LIMIT ?", (limit,))
        return [_code(row) for row in reversed(rows.fetchall())]

    def add_token(self, token: Token, event: str) -> None:
        """Keep a new pair of access token and refresh token."""
        with self._changing(event):
            self._db.execute(
                "INSERT INTO tokens (access_hash, access_fingerprint, refresh_hash,"
                " refresh_fingerprint, client_id, user_id, scopes, issued_at, expires_at)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    token.access_hash,
                    token.access_fingerprint,
                    token.refresh_hash,
                    token.refresh_fingerprint,
                    token.client_id,
                    token.user_id,
                    " ".join(token.scopes),
                    token.issued_at,
                    token.expires_at,
                ),
            )

    def token(self, access_hash: str) -> Token | None:
        """The token whose access token has this hash, alive or expired."""
        row = self._db.execute(
            "SELECT * FROM tokens WHERE access_hash = ?", (access_hash,)
        ).fetchone()
        return _token(row) if row else None

    def tokens(self, limit: int) -> list[Token]:
        """The latest `limit` tokens, oldest first."""
        rows = self._db.execute("SELECT * FROM tokens ORDER BY number DESC LIMIT ?", (limit,))
        return [_token(row) for row in reversed(rows.fetchall())]


def _split(scopes: str) -> tuple[str, ...]:
    return tuple(scopes.split())


def _account(row: sqlite3.Row) -> Account:
    return Account(**{**dict(row), "two_factor": bool(row["two_factor"])})


def _code(row: sqlite3.Row) -> Code:
    values = dict(row)
    del values["number"]
    return Code(**{**values, "scopes": _split(row["scopes"])})


def _token(row: sqlite3.Row) -> Token:
    values = dict(row)
    del values["number"]
    return Token(**{**values, "scopes": _split(row["scopes"])})
