"""Break a practice file from outside, as a full disk or a mistake of ours would."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

SAYS = "no room for Zq9"


def run(folder: Path, sql: str) -> list[tuple]:
    with closing(sqlite3.connect(folder / "practice.sqlite3", timeout=10)) as file:
        rows = file.execute(sql).fetchall()
        file.commit()
    return rows


@contextmanager
def no_new_rows_in(folder: Path, table: str) -> Iterator[None]:
    """Whoever adds a row to this table meets an error; what came before has happened."""
    run(
        folder,
        f"CREATE TRIGGER broken BEFORE INSERT ON {table} BEGIN SELECT RAISE(ABORT, '{SAYS}'); END",
    )
    yield
    run(folder, "DROP TRIGGER broken")


@contextmanager
def without(folder: Path, table: str) -> Iterator[None]:
    """SQLite itself fails where this table is needed."""
    run(folder, f"ALTER TABLE {table} RENAME TO gone")
    yield
    run(folder, f"ALTER TABLE gone RENAME TO {table}")


def everything(folder: Path, *but: str) -> dict[str, list[tuple]]:
    """All rows of all tables, but for some."""
    tables = [name for (name,) in run(folder, "SELECT name FROM sqlite_master WHERE type='table'")]
    return {name: run(folder, f"SELECT * FROM {name}") for name in tables if name not in but}  # noqa: S608
