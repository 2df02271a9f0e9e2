"""The practice file: opened, changed as a whole or not at all, its problems told in words."""

from __future__ import annotations

import errno
import os
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

from practice.store.schema import SCHEMA_VERSION, make_tables, renew_tables

Parameters = ParamSpec("Parameters")
Result = TypeVar("Result")

FILE_NAME = "practice.sqlite3"
BUSY_SECONDS = 10

FULL = (
    "The disk is full: the practice file {path} could not be written. What it held before is "
    "safe. Make room on the disk, then try again."
)
LOCKED = (
    f"Another program has kept the practice file {{path}} busy for more than {BUSY_SECONDS} "
    "seconds. Close what has it open, such as a database browser or a backup, then try again."
)
READ_ONLY = (
    "The practice file {path} can't be written: the file, its folder or its disk is read-only "
    "for you. Allow yourself to write there, or name another folder in the variable "
    "TUTORIAL_HOME, then start Practice Twitch again."
)
FOREIGN = (
    "The practice file {path} belongs to another user of this computer, perhaps after a start "
    "with sudo. Give it back to yourself with chown, then start Practice Twitch again."
)
DAMAGED = (
    "The practice file {path} is damaged ({why}). Move it away or delete it: Practice Twitch then "
    "starts with an empty one, and applications have to be registered again."
)
LATER = (
    "The practice file {path} was made by a later version of this tutorial, and was not touched. "
    "Update this copy, or name another folder in the variable TUTORIAL_HOME."
)
GONE = (
    "The practice file {path} was deleted or replaced while Practice Twitch was running. Put it "
    "back, or restart Practice Twitch (in a notebook: restart the kernel) to go on without it."
)
FAILED = (
    "The practice file {path} could not be read or written ({why}). Look at the disk that it "
    "is on, then start Practice Twitch again."
)
UNUSABLE = (
    "The practice file {path} can't be opened ({why}). Correct that, or name another folder in the "
    "variable TUTORIAL_HOME, then start Practice Twitch again."
)

# What SQLite says, in part, and what that means for a person. (Error names are new in 3.11.)
MEANINGS = {
    "is full": FULL,
    "is locked": LOCKED,
    "readonly": READ_ONLY,
    "unable to open": READ_ONLY,
    "not a database": DAMAGED,
    "malformed": DAMAGED,
    "no such table": DAMAGED,
    "no such column": DAMAGED,
    "has no column": DAMAGED,
    "already exists": DAMAGED,
}
SYSTEM_MEANINGS = {
    errno.ENOSPC: FULL,
    errno.EDQUOT: FULL,
    errno.EROFS: READ_ONLY,
    errno.EACCES: READ_ONLY,
    errno.EPERM: READ_ONLY,
}


class StoreError(Exception):
    """The file can't be used. The text says why and what to do."""


def _told(call: Callable[Parameters, Result]) -> Callable[Parameters, Result]:
    """The same call of a cursor; what is wrong with the file is a StoreError."""

    @wraps(call)
    def telling(*args: Parameters.args, **kwargs: Parameters.kwargs) -> Result:
        try:
            return call(*args, **kwargs)
        except (sqlite3.IntegrityError, sqlite3.ProgrammingError):
            raise  # a name that is taken, or a mistake of ours: nothing is wrong with the file
        except sqlite3.Error as problem:
            raise StoreError(_meaning(problem, args[0].connection.path)) from problem  # type: ignore[attr-defined]

    return telling


class Cursor(sqlite3.Cursor):
    """Reads rows. Raises StoreError when the file can't be used."""

    execute = _told(sqlite3.Cursor.execute)
    executemany = _told(sqlite3.Cursor.executemany)
    fetchone = _told(sqlite3.Cursor.fetchone)
    fetchall = _told(sqlite3.Cursor.fetchall)

    @_told
    def __next__(self) -> Any:
        return super().__next__()


class Database(sqlite3.Connection):
    """Runs statements. Raises StoreError when the file can't be used."""

    path: Path
    _file: tuple[int, int] | None

    @classmethod
    def open(cls, folder: Path) -> Database:
        """The file in `folder`, made when there is none, and brought up to date.

        Raises StoreError when it can't be used or was made by a later version.
        """
        path = folder / FILE_NAME
        try:
            # Made by hand first, so that nobody else on this computer may read it.
            os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
            database = sqlite3.connect(
                path, timeout=BUSY_SECONDS, isolation_level=None, factory=cls
            )
            database.path, database._file = path, _identity(path)
        except (OSError, sqlite3.Error) as problem:
            raise StoreError(_meaning(problem, path)) from None
        database.row_factory = sqlite3.Row
        try:
            database._prepare()
        except BaseException:
            database.close()
            raise
        return database

    def _prepare(self) -> None:
        self._switch_to_wal()
        # A process that is killed loses nothing by this; a power cut can take the last changes.
        self.execute("PRAGMA synchronous = NORMAL")
        with self.changing():
            (version,) = self.execute("PRAGMA user_version").fetchone()
            if version == SCHEMA_VERSION:
                return
            if version > SCHEMA_VERSION:
                raise StoreError(LATER.format(path=self.path))
            if version:
                renew_tables(self, version)
            else:
                make_tables(self)
            self.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")

    def _switch_to_wal(self) -> None:
        # SQLite doesn't wait here when another process is switching the same new file.
        give_up_at = time.monotonic() + BUSY_SECONDS
        while True:
            try:
                self.execute("PRAGMA journal_mode = WAL")
                return
            except StoreError as problem:
                if "is locked" not in str(problem.__cause__) or time.monotonic() > give_up_at:
                    raise
                time.sleep(0.05)

    def execute(self, *args: Any) -> Cursor:
        """Run one statement."""
        if _identity(self.path) != self._file:
            raise StoreError(GONE.format(path=self.path))
        return self.cursor(Cursor).execute(*args)

    def executemany(self, *args: Any) -> Cursor:
        """Run one statement for each row of values."""
        return self.cursor(Cursor).executemany(*args)

    @contextmanager
    def changing(self) -> Iterator[None]:
        """All that is changed in the `with` block happens together, or not at all."""
        if self.in_transaction:  # a part of a larger change
            yield
            return
        # IMMEDIATE takes the lock first, so that what is read inside can't change meanwhile.
        self.execute("BEGIN IMMEDIATE")
        try:
            yield
            self.execute("COMMIT")
        except BaseException:
            if self.in_transaction:  # a full disk may have ended it already
                self.cursor().execute("ROLLBACK")
            raise

    def damaged(self, why: str) -> StoreError:
        """What to raise when the file holds something that we never wrote."""
        return StoreError(DAMAGED.format(path=self.path, why=why))


def _identity(path: Path) -> tuple[int, int] | None:
    """What stays the same while a file is the same file; None when there is none."""
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino


def _meaning(problem: OSError | sqlite3.Error, path: Path) -> str:
    if isinstance(problem, OSError):
        said = problem.strerror or type(problem).__name__
        sentence = SYSTEM_MEANINGS.get(problem.errno or 0, UNUSABLE)
    else:
        said = str(problem)
        known = [text for part, text in MEANINGS.items() if part in said]
        sentence = known[0] if known else FAILED
    if sentence == READ_ONLY and _is_anothers(path):
        sentence = FOREIGN
    return sentence.format(path=path, why=said)


def _is_anothers(path: Path) -> bool:
    try:
        return hasattr(os, "getuid") and path.stat().st_uid != os.getuid()
    except OSError:
        return False
