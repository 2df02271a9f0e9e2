"""SQLite, with errors that are the store's own."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from functools import wraps
from typing import Any, ParamSpec, TypeVar

Parameters = ParamSpec("Parameters")
Result = TypeVar("Result")


class StoreError(Exception):
    """The file can't be used. The text says why and what to do."""


def _told(call: Callable[Parameters, Result]) -> Callable[Parameters, Result]:
    """The same call; what is wrong with the file is a StoreError."""

    @wraps(call)
    def telling(*args: Parameters.args, **kwargs: Parameters.kwargs) -> Result:
        try:
            return call(*args, **kwargs)
        except sqlite3.IntegrityError:
            raise  # a name that is taken: nothing is wrong with the file
        except sqlite3.Error as problem:
            raise StoreError(
                "Practice Twitch could not read or write its file. Make room on the disk, "
                "or restart it, and try again."
            ) from problem

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

    def execute(self, *args: Any) -> Cursor:
        """Run one statement."""
        return self.cursor(Cursor).execute(*args)

    def executemany(self, *args: Any) -> Cursor:
        """Run one statement for each row of values."""
        return self.cursor(Cursor).executemany(*args)
