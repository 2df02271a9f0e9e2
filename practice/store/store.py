"""What Practice Twitch remembers, in one SQLite file that several processes may share.

Secrets, codes, tokens and sessions are stored as SHA-256 hashes, which is enough to recognise
them when they come back, with the fingerprint that stands for them on pages. Kept as they are:
the key that signs id_tokens, since signing needs it; the key of the anti-forgery tokens; the secret
that `/units/clients` tells to everybody; and a `nonce`, which goes into the id_token unmodified
(OpenID Connect Core 2). Every change is one transaction, with the event that tells
about it. What is long dead is thrown away: see `_throw_away`.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any, TypeVar

from practice.basics.clock import now
from practice.store.database import Database, StoreError
from practice.store.records import (
    Account,
    Application,
    Code,
    Connection,
    DeviceCode,
    Event,
    RefreshToken,
    Token,
)

MOST_ACCESS_TOKENS = 50  # alive of one refresh token (docs/twitch.md 5.2)

MOST_EVENTS = 5000
DAY = 24 * 3600  # seconds
DEAD_TOKENS_STAY = 30 * DAY
# What anybody can bring about, without proving anything, fills no more rows of a minute than this.
MOST_UNPROVEN = 20

Record = TypeVar("Record", Code, DeviceCode, RefreshToken, Token)


class NameTaken(Exception):
    """An application of this name is registered already."""


class Store:
    """The file, and one method for each thing that is read from it or changed in it."""

    def __init__(self, folder: Path) -> None:
        """Open the file in `folder`, making it when there is none.

        A file of an older version is brought up to date. Raises StoreError when it can't be
        used or was made by a later version; so does every method when the file fails later.
        """
        self._db = Database.open(folder)

    @contextmanager
    def _changing(self, event: Event | None = None) -> Iterator[None]:
        with self._db.changing():
            yield
            if event:
                self._tell(event)

    def _tell(self, event: Event) -> None:
        at, count = now(), event.count
        if event.outcome == "refused" or event.kind == "device_code":
            count += self._take_the_same(event, at)
        number = self._db.execute(
            "INSERT INTO events (at, kind, client_id, user_id, flow, outcome, error, marks, count)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                at,
                event.kind,
                event.client_id,
                event.user_id,
                event.flow,
                event.outcome,
                event.error,
                json.dumps(dict(event.marks)),
                count,
            ),
        ).lastrowid
        if (number or 0) % 100 == 0:
            self._throw_away(at)

    def _take_the_same(self, event: Event, at: int) -> int:
        """Take an equal event of this minute out, if there are too many; returns its count.

        Of nobody known, one is enough. So a web page that sends a lot pushes nothing out.
        """
        same = self._db.execute(
            "SELECT id, count FROM events WHERE at >= ? AND kind = ? AND outcome = ?"
            " AND error IS ? AND client_id IS ? ORDER BY id DESC LIMIT ?",
            (at - at % 60, event.kind, event.outcome, event.error, event.client_id, MOST_UNPROVEN),
        ).fetchall()
        if not same or (event.client_id and len(same) < MOST_UNPROVEN):
            return 0
        self._db.execute("DELETE FROM events WHERE id = ?", (same[0]["id"],))
        return int(same[0]["count"])

    def _throw_away(self, at: int) -> None:
        """Throw away old events, and codes and tokens that are long dead. What lives stays."""
        self._db.execute(
            "DELETE FROM events WHERE id <= (SELECT id FROM events ORDER BY id DESC LIMIT 1"
            " OFFSET ?)",
            (MOST_EVENTS,),
        )
        for table in ("codes", "device_codes"):
            self._db.execute(f"DELETE FROM {table} WHERE expires_at < ?", (at - DAY,))
        for table in ("tokens", "refresh_tokens"):
            self._db.execute(
                f"DELETE FROM {table} WHERE expires_at < ? OR ended_at < ?",
                (at - DEAD_TOKENS_STAY, at - DEAD_TOKENS_STAY),
            )

    def close(self) -> None:
        """Close the file. Nothing is lost when a process ends without this."""
        self._db.close()

    def form_key(self) -> bytes:
        """The key of the anti-forgery tokens, the same for all processes."""
        row = self._db.execute("SELECT value FROM settings WHERE name = 'form key'").fetchone()
        if row is None or len(row["value"]) != 64:
            raise self.damaged("the key of its forms is missing")
        return str(row["value"]).encode()

    def damaged(self, why: str) -> StoreError:
        """What to raise when the file holds something that we never wrote."""
        return self._db.damaged(why)

    def together(self) -> AbstractContextManager[None]:
        """All that is changed in the `with` block happens together, or not at all."""
        return self._db.changing()

    def setting(self, name: str, make: Callable[[], str]) -> str:
        """A value that is made once and is the same for all processes."""
        with self._changing():
            self._db.execute("INSERT OR IGNORE INTO settings VALUES (?, ?)", (name, ""))
            (value,) = self._db.execute(
                "SELECT value FROM settings WHERE name = ?", (name,)
            ).fetchone()
            if not value:
                value = make()
                self._db.execute("UPDATE settings SET value = ? WHERE name = ?", (value, name))
        return str(value)

    def put_setting(self, name: str, value: str, event: Event) -> None:
        """Keep a value for the first who takes it."""
        with self._changing(event):
            self._db.execute("INSERT OR REPLACE INTO settings VALUES (?, ?)", (name, value))

    def take_setting(self, name: str) -> str | None:
        """The value that was put there, and take it away."""
        with self._changing():
            row = self._db.execute("SELECT value FROM settings WHERE name = ?", (name,)).fetchone()
            if row:
                self._db.execute("DELETE FROM settings WHERE name = ?", (name,))
        return str(row["value"]) if row else None

    # Events

    def add_event(self, event: Event) -> None:
        """Write down something that changed nothing else, such as a refusal."""
        with self._changing(event):
            pass

    def events(self, limit: int) -> list[Event]:
        """The latest `limit` events, oldest first."""
        rows = self._db.execute("SELECT * FROM events ORDER BY id DESC LIMIT ?", (limit,))
        return [
            Event(**{**dict(row), "marks": json.loads(row["marks"])})
            for row in reversed(rows.fetchall())
        ]

    def done_by_people(self, kind: str) -> set[str]:
        """The IDs of the users who did this themselves, such as "sign_in"."""
        rows = self._db.execute("SELECT DISTINCT user_id FROM events WHERE kind = ?", (kind,))
        return {row["user_id"] for row in rows.fetchall()}

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

    def replace_session(self, old_hash: str, new_hash: str, user_id: str, event: Event) -> None:
        """Sign in: the old session ends and the new one belongs to this account."""
        with self._changing(event):
            self._db.execute("DELETE FROM sessions WHERE session_hash = ?", (old_hash,))
            self._db.execute("INSERT INTO sessions VALUES (?, ?)", (new_hash, user_id))

    def end_session(self, session_hash: str, event: Event) -> None:
        """Sign out."""
        with self._changing(event):
            self._db.execute("DELETE FROM sessions WHERE session_hash = ?", (session_hash,))

    def set_agreed(self, user_id: str, at: int, event: Event) -> None:
        """Keep that this account accepted the developer agreement, and when."""
        with self._changing(event):
            self._db.execute("UPDATE accounts SET agreed_at = ? WHERE user_id = ?", (at, user_id))

    def set_two_factor(self, user_id: str, event: Event) -> None:
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

    def save_application(self, application: Application, event: Event | None = None) -> None:
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

    def set_secret(
        self, client_id: str, secret_hash: str, fingerprint: str, event: Event | None = None
    ) -> None:
        """Replace the application's secret; the old one is unknown from here on."""
        with self._changing(event):
            self._db.execute(
                "UPDATE applications SET secret_hash = ?, secret_fingerprint = ?"
                " WHERE client_id = ?",
                (secret_hash, fingerprint, client_id),
            )

    # What users allowed

    def granted_scopes(self, client_id: str, user_id: str) -> frozenset[str] | None:
        """What this user has allowed this application so far; None when they never met."""
        row = self._db.execute(
            "SELECT scopes FROM grants WHERE client_id = ? AND user_id = ?", (client_id, user_id)
        ).fetchone()
        return frozenset(_split(row["scopes"])) if row else None

    def remember_consent(self, client_id: str, user_id: str, scopes: tuple[str, ...]) -> None:
        """Add to what this user has allowed this application."""
        with self._changing():
            granted = self.granted_scopes(client_id, user_id) or frozenset()
            self._db.execute(
                "INSERT OR REPLACE INTO grants VALUES (?, ?, ?)",
                (client_id, user_id, " ".join(sorted(granted.union(scopes)))),
            )

    def connections(self, user_id: str) -> list[Connection]:
        """The applications that this user has allowed something."""
        rows = self._db.execute(
            "SELECT applications.*, scopes FROM grants JOIN applications USING (client_id)"
            " WHERE user_id = ? ORDER BY name",
            (user_id,),
        )
        return [
            Connection(self._application(row), _split(row["scopes"])) for row in rows.fetchall()
        ]

    def disconnect(self, client_id: str, user_id: str, event: Event) -> None:
        """End everything between these two: consent, tokens, and codes that wait."""
        both = (client_id, user_id)
        of_both = "client_id = ? AND user_id = ?"
        with self._changing(event):
            self._db.execute(f"DELETE FROM grants WHERE {of_both}", both)
            self._db.execute(f"DELETE FROM codes WHERE used_at IS NULL AND {of_both}", both)
            self._db.execute(
                f"DELETE FROM device_codes WHERE status = 'allowed' AND {of_both}", both
            )
            for table in ("tokens", "refresh_tokens"):
                self._db.execute(
                    f"UPDATE {table} SET ended = 'disconnected', ended_at = ?"
                    f" WHERE ended IS NULL AND {of_both}",
                    (now(), *both),
                )

    # Codes

    def add_code(self, code: Code, event: Event) -> None:
        """Keep a new code, and what the user allowed with it."""
        with self._changing(event):
            self.remember_consent(code.client_id, code.user_id, code.scopes)
            self._insert("codes", code)

    def use_code(self, code_hash: str, at: int) -> Code | None:
        """Mark the code as used and return it as it was before; None when it is unknown.

        Of two that come at once, one finds it unused and the other finds it used.
        """
        with self._changing():
            code = self._find(Code, "codes", "code_hash", code_hash)
            if code and code.used_at is None:
                self._db.execute(
                    "UPDATE codes SET used_at = ? WHERE code_hash = ?", (at, code_hash)
                )
                self._tell(_used("code", code))
        return code

    def codes(self, limit: int) -> list[Code]:
        """The latest `limit` codes, oldest first."""
        return self._latest(Code, "codes", limit)

    # Device codes

    def add_device_code(self, code: DeviceCode, event: Event) -> None:
        """Keep a new device code."""
        with self._changing(event):
            self._insert("device_codes", code)

    def device_code_of_user_code(self, user_code_hash: str) -> DeviceCode | None:
        """The device code that a user code stands for."""
        return self._find(DeviceCode, "device_codes", "user_code_hash", user_code_hash)

    def decide_device_code(self, code: DeviceCode, user_id: str, status: str, event: Event) -> bool:
        """Keep what this user decided: "allowed" or "denied". False if somebody has before."""
        with self._changing():
            decided = self._db.execute(
                "UPDATE device_codes SET status = ?, user_id = ?"
                " WHERE device_hash = ? AND status = 'waiting'",
                (status, user_id, code.device_hash),
            )
            if decided.rowcount and status == "allowed":
                self.remember_consent(code.client_id, user_id, code.scopes)
            if decided.rowcount:
                self._tell(event)
        return bool(decided.rowcount)

    def use_device_code(self, device_hash: str, client_id: str) -> DeviceCode | None:
        """Find the device code, as it was before; if it was allowed, it is used up by this."""
        with self._changing():
            code = self._find(DeviceCode, "device_codes", "device_hash", device_hash)
            if code is None or code.client_id != client_id:
                return None
            if code.status == "allowed":
                self._db.execute(
                    "UPDATE device_codes SET status = 'used' WHERE device_hash = ?", (device_hash,)
                )
                self._tell(_used("device_code_use", code))
        return code

    def device_codes(self, limit: int) -> list[DeviceCode]:
        """The latest `limit` device codes, oldest first."""
        return self._latest(DeviceCode, "device_codes", limit)

    # Tokens

    def add_token(self, token: Token, event: Event) -> None:
        """Keep a new access token.

        If its refresh token has 50 alive already, the oldest of them dies. Ours: docs/twitch.md 5.2
        knows the number, and disputes about what happens.
        """
        with self._changing(event):
            self._insert("tokens", token)
            if token.refresh_hash:
                self._db.execute(
                    "UPDATE tokens SET ended = 'too many', ended_at = ? WHERE number IN (SELECT"
                    " number FROM tokens WHERE refresh_hash = ? AND ended IS NULL"
                    " AND expires_at > ? ORDER BY number DESC LIMIT -1 OFFSET ?)",
                    (token.issued_at, token.refresh_hash, token.issued_at, MOST_ACCESS_TOKENS),
                )

    def token(self, access_hash: str) -> Token | None:
        """The token whose access token has this hash, unless it was ended. It may be expired."""
        token = self._find(Token, "tokens", "access_hash", access_hash)
        return token if token and token.ended is None else None

    def end_token(self, access_hash: str, event: Event) -> None:
        """Revoke an access token."""
        with self._changing(event):
            self._db.execute(
                "UPDATE tokens SET ended = 'revoked', ended_at = ? WHERE access_hash = ?",
                (now(), access_hash),
            )

    def tokens(self, limit: int) -> list[Token]:
        """The latest `limit` tokens, oldest first."""
        return self._latest(Token, "tokens", limit)

    def add_refresh_token(self, token: RefreshToken) -> None:
        """Keep a new refresh token."""
        with self._changing():
            self._insert("refresh_tokens", token)

    def refresh_token(self, refresh_hash: str) -> RefreshToken | None:
        """The refresh token of this hash, also when it was ended or is expired."""
        return self._find(RefreshToken, "refresh_tokens", "refresh_hash", refresh_hash)

    def spend_refresh_token(self, token: RefreshToken) -> None:
        """Mark a refresh token as used up."""
        with self._changing(_used("refresh_token", token)):
            self._db.execute(
                "UPDATE refresh_tokens SET ended = 'used', ended_at = ? WHERE refresh_hash = ?",
                (now(), token.refresh_hash),
            )

    # Rows and records

    def _insert(self, table: str, record: object) -> None:
        values = {
            name: " ".join(value) if isinstance(value, tuple) else value
            for name, value in vars(record).items()
        }
        marks = ", ".join("?" * len(values))
        self._db.execute(
            f"INSERT INTO {table} ({', '.join(values)}) VALUES ({marks})", tuple(values.values())
        )

    def _find(self, kind: type[Record], table: str, column: str, value: str) -> Record | None:
        row = self._db.execute(f"SELECT * FROM {table} WHERE {column} = ?", (value,)).fetchone()
        return _record(kind, row) if row else None

    def _latest(self, kind: type[Record], table: str, limit: int) -> list[Record]:
        rows = self._db.execute(f"SELECT * FROM {table} ORDER BY number DESC LIMIT ?", (limit,))
        return [_record(kind, row) for row in reversed(rows.fetchall())]


def _used(kind: str, record: Code | DeviceCode | RefreshToken) -> Event:
    name = "device_code" if isinstance(record, DeviceCode) else kind
    marks = {name: record.fingerprint}
    return Event(kind, record.client_id, record.user_id, record.flow, marks=marks)


def _split(scopes: str) -> tuple[str, ...]:
    return tuple(scopes.split())


def _account(row: sqlite3.Row) -> Account:
    return Account(**{**dict(row), "two_factor": bool(row["two_factor"])})


def _record(kind: type[Record], row: sqlite3.Row) -> Record:
    values: dict[str, Any] = dict(row)
    del values["number"]
    for name in {"scopes", "claims"}.intersection(values):
        values[name] = _split(values[name])
    return kind(**values)
