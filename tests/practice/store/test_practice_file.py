"""What is wrong with the practice file is one true sentence, and nothing confirmed is lost."""

from __future__ import annotations

import errno
import os
import sqlite3
import stat
import sys
from contextlib import closing

import pytest

from practice.rules.openid import OpenId
from practice.store import database
from practice.store.database import StoreError
from practice.store.records import Event
from practice.store.store import Store

HAPPENED = Event("sign_in", user_id="710000101")


@pytest.fixture
def store(tmp_path):
    store = Store(tmp_path)
    yield store
    store._db.close()


def sentence(call):
    with pytest.raises(StoreError) as told:
        call()
    text = str(told.value)
    assert "practice.sqlite3" in text
    assert text.endswith(".") and "\n" not in text
    return text


def connect(folder):
    return closing(sqlite3.connect(folder / "practice.sqlite3", isolation_level=None))


# While it runs


def test_a_full_disk_says_so_and_leaves_what_was_there(store):
    store.add_event(HAPPENED)
    store._db.execute("PRAGMA max_page_count = 1")  # so SQLite says what it says of a full disk
    (pages,) = store._db.execute("PRAGMA page_count").fetchone()
    store._db.execute(f"PRAGMA max_page_count = {pages}")
    many = Event("exchange", outcome="done", error="x" * 100_000)
    said = sentence(lambda: store.add_event(many))
    assert "disk is full" in said and "Make room" in said
    assert "delete" not in said
    assert [event.kind for event in store.events(9)] == ["sign_in"]
    store._db.execute("PRAGMA max_page_count = 1000000")
    store.add_event(HAPPENED)
    assert len(store.events(9)) == 2


def test_a_file_that_another_program_keeps_busy_is_named(store, tmp_path):
    store._db.execute("PRAGMA busy_timeout = 100")
    with connect(tmp_path) as other:
        other.execute("BEGIN IMMEDIATE")
        said = sentence(lambda: store.add_event(HAPPENED))
        other.execute("ROLLBACK")
    assert "Another program" in said and "try again" in said
    assert "delete" not in said
    store.add_event(HAPPENED)


def test_a_busy_file_is_waited_for(store):
    (milliseconds,) = store._db.execute("PRAGMA busy_timeout").fetchone()
    assert milliseconds == database.BUSY_SECONDS * 1000 == 10_000


def test_a_new_file_that_another_process_is_switching_is_waited_for(tmp_path, monkeypatch):
    execute, refusals = database.Database.execute, ["database is locked"]

    def busy_at_first(self, statement, *values):
        if "journal_mode" in statement and refusals:
            problem = sqlite3.OperationalError(refusals.pop())
            raise StoreError(database.LOCKED.format(path=self.path)) from problem
        return execute(self, statement, *values)

    monkeypatch.setattr(database.Database, "execute", busy_at_first)
    with closing(Store(tmp_path)) as store:
        assert refusals == [] and store.accounts()


def test_a_file_that_cannot_be_written_says_so(store):
    store._db.execute("PRAGMA query_only = ON")  # so SQLite says what it says of such a disk
    said = sentence(lambda: store.add_event(HAPPENED))
    assert "read-only" in said and "TUTORIAL_HOME" in said
    assert "delete" not in said
    store._db.execute("PRAGMA query_only = OFF")
    store.add_event(HAPPENED)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows lets nobody delete an open file")
@pytest.mark.parametrize("read", [True, False])
def test_a_file_that_is_deleted_meanwhile_is_noticed(store, tmp_path, read):
    file, aside = tmp_path / "practice.sqlite3", tmp_path / "aside"
    file.rename(aside)

    def use():
        store.accounts() if read else store.add_event(HAPPENED)

    assert "was deleted or replaced while" in sentence(use)
    file.write_bytes(aside.read_bytes())
    assert "was deleted or replaced while" in sentence(use)
    aside.replace(file)
    use()


@pytest.mark.parametrize("problem", [ZeroDivisionError, KeyboardInterrupt])
def test_what_fails_midway_leaves_nothing(store, problem):
    with pytest.raises(problem), store.together():
        store.add_event(HAPPENED)
        raise problem
    assert store.events(9) == []
    store.add_event(HAPPENED)


def test_a_transaction_that_sqlite_ended_is_not_rolled_back_again(store):
    with pytest.raises(ZeroDivisionError), store.together():
        store.add_event(HAPPENED)
        store._db.cursor().execute("ROLLBACK")  # as SQLite does when a disk is full
        _ = 1 / 0
    assert store.events(9) == []


def test_from_its_beginning_a_change_keeps_others_from_changing(store):
    """What is read in it can't be another's change ago when it writes."""
    with store.together(), connect(store._db.path.parent) as other:
        other.execute("PRAGMA busy_timeout = 0")
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            other.execute("BEGIN IMMEDIATE")


def test_nobody_uses_a_code_between_a_look_at_it_and_its_use(store, tmp_path, monkeypatch):
    """docs/twitch.md 1.6: of two processes only one may find it unused."""
    find = store._find

    def find_while_another_tries(*what):
        found = find(*what)
        with connect(tmp_path) as other:
            other.execute("PRAGMA busy_timeout = 0")
            with pytest.raises(sqlite3.OperationalError, match="locked"):
                other.execute("UPDATE codes SET used_at = 1")
        return found

    monkeypatch.setattr(store, "_find", find_while_another_tries)
    assert store.use_code("the hash of no code", 1) is None


@pytest.mark.skipif(os.name == "nt", reason="Windows has no file modes")
def test_a_new_file_is_its_owners_only(tmp_path):
    before = os.umask(0)
    try:
        Store(tmp_path).close()
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / database.FILE_NAME).stat().st_mode) == 0o600


def test_a_mistake_of_ours_is_not_called_damage(store):
    with pytest.raises(sqlite3.ProgrammingError):
        store._db.execute("SELECT ?", ())


# At the start


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        (errno.ENOSPC, "disk is full"),
        (errno.EROFS, "read-only"),
        (errno.EACCES, "read-only"),
        (errno.EIO, "can't be opened"),
    ],
)
def test_what_the_system_says_is_told(tmp_path, monkeypatch, number, expected):
    def fail(*_, **__):
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(database.os, "open", fail)
    said = sentence(lambda: Store(tmp_path))
    assert expected in said
    assert "delete" not in said


@pytest.mark.skipif(not hasattr(os, "getuid"), reason="Windows has no user numbers")
def test_a_file_of_another_user_is_named(tmp_path, monkeypatch):
    Store(tmp_path).close()

    def fail(*_, **__):
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(database.os, "open", fail)
    monkeypatch.setattr(database.os, "getuid", lambda: 123456)
    said = sentence(lambda: Store(tmp_path))
    assert "another user" in said and "chown" in said


def test_a_folder_in_place_of_the_file_is_named(tmp_path):
    (tmp_path / "practice.sqlite3").mkdir()
    assert "can't be" in sentence(lambda: Store(tmp_path))


def random_bytes(folder):
    (folder / "practice.sqlite3").write_bytes(os.urandom(50_000))


def zeros(folder):
    (folder / "practice.sqlite3").write_bytes(bytes(50_000))


def cut_in_half(folder):
    file = folder / "practice.sqlite3"
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])


def holes(folder):
    file = folder / "practice.sqlite3"
    content = bytearray(file.read_bytes())
    content[100:-1] = bytes(len(content) - 101)
    file.write_bytes(content)


def of_another_program(folder):
    (folder / "practice.sqlite3").unlink()
    with connect(folder) as books:
        books.execute("CREATE TABLE settings (a)")


def changed(*statements):
    def change(folder):
        with connect(folder) as books:
            for statement in statements:
                books.execute(statement)

    return change


DAMAGES = {
    "random bytes": random_bytes,
    "zeros": zeros,
    "cut in half": cut_in_half,
    "holes": holes,
    "of another program": of_another_program,
    "no settings": changed("DELETE FROM settings"),
    "no table of settings": changed("DROP TABLE settings"),
    "a short form key": changed("UPDATE settings SET value = 'x' WHERE name = 'form key'"),
    "a bad form key": changed("UPDATE settings SET value = '\u00e9' WHERE name = 'form key'"),
    "a bad signing key": changed("UPDATE settings SET value = 'x' WHERE name = 'signing key'"),
    "half a signing key": changed(
        "UPDATE settings SET value = substr(value, 1, 500) WHERE name = 'signing key'"
    ),
    "no events": changed("DROP TABLE events"),
    "an older version, but empty": changed(
        "PRAGMA user_version = 2", "DROP TABLE settings", "DROP TABLE events"
    ),
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_a_damaged_file_is_named_with_what_to_do(tmp_path, damage):
    store = Store(tmp_path)
    OpenId(store)
    store.close()
    damage(tmp_path)

    def use():
        store = Store(tmp_path)
        try:
            store.form_key()
            OpenId(store)
            store.add_event(HAPPENED)
            store.accounts()
        finally:
            store._db.close()

    said = sentence(use)
    assert "is damaged" in said and "Move it away or delete it" in said


def test_an_empty_file_is_a_new_one(tmp_path):
    (tmp_path / "practice.sqlite3").touch()
    Store(tmp_path).close()
