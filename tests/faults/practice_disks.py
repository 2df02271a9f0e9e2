"""Practice's file on a disk that is full, read-only or forbidden, busy or damaged.

A sentence comes, and what was told is known once the disk works again.
"""

from __future__ import annotations

import contextlib
import itertools
import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from functools import partial
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import requests
from disk_faults import full, mode, no_growth, read_only, small_disk, without_root
from outcome import CannotInject, Outcome, attempt, is_a_sentence
from practice_process import begin, end, first_line, running, start

from helpers import credentials, oauth, sending
from helpers.plain_errors import PlainError
from helpers.service import Service
from lessons.practice_side import practice_learner
from lessons.practice_side.practice_learner import PracticeLearner
from practice.store.database import StoreError
from practice.store.store import Store

FILE = "practice.sqlite3"
SIZE = "16m"  # SQLite's log alone may have four
SCOPES = ["chat:read"]
BUSY = "from practice.store import database; database.BUSY_SECONDS = 0.3"

Does = Callable[[], requests.Response]
Prepare = Callable[[Service], Does]


def _exchange(twitch: Service) -> Does:
    mine, code = credentials.kept(twitch), practice_learner.another_code(twitch)
    sent = (mine.client_id, mine.client_secret, code, mine.redirect_uri)
    return lambda: oauth.exchange(twitch, *sent)


def _refresh(twitch: Service) -> Does:
    mine = credentials.kept(twitch)
    sent = (mine.client_id, mine.client_secret, mine.refresh_token)
    return lambda: oauth.refresh(twitch, *sent)


def _application(twitch: Service) -> Does:
    mine = credentials.kept(twitch)
    return lambda: oauth.app_token(twitch, mine.client_id, mine.client_secret)


def _device_begins(twitch: Service) -> Does:
    client_id = credentials.kept(twitch).client_id
    return lambda: oauth.device_codes(twitch, client_id, SCOPES)


def _device_polls(twitch: Service) -> Does:
    client_id = credentials.kept(twitch).client_id
    codes = oauth.read_device_codes(oauth.device_codes(twitch, client_id, SCOPES))
    PracticeLearner(twitch).activate(codes.verification_uri)
    return lambda: oauth.poll_device(twitch, client_id, SCOPES, codes.device_code)


def _consent(twitch: Service) -> Does:
    """The code that a browser brings is told as well: it is exchanged later."""
    mine, person = credentials.kept(twitch), PracticeLearner(twitch)
    link = oauth.authorize_url(twitch, mine.client_id, mine.redirect_uri, SCOPES, "state")
    person.authorize(link)

    def do() -> requests.Response:
        code = dict(parse_qsl(urlsplit(person.authorize(link)).query))["code"]
        reply = requests.Response()
        reply.status_code, reply._content = 200, f'{{"code":"{code}"}}'.encode()
        return reply

    return do


STEPS: dict[str, Prepare] = {
    "exchange": _exchange,
    "refresh": _refresh,
    "application": _application,
    "device begins": _device_begins,
    "device polls": _device_polls,
    "consent": _consent,
}

Break = Callable[[], AbstractContextManager[object]]


def outcomes(folder: Path) -> Iterator[Outcome]:
    at_work, small = folder / "at work", folder / "small"
    for place in (at_work, small):
        place.mkdir(mode=0o700)
    with running(at_work, first=BUSY) as (process, twitch):
        begin(twitch)
        breaks: dict[str, Break] = {
            "files may not grow": partial(no_growth, process.pid),
            "busy with another": partial(_busy, at_work),
        }
        yield from _each("disk: practice", twitch, breaks)
    kind = "disk: practice, full"
    try:
        with small_disk(small, SIZE), running(small, first=BUSY) as (_, twitch):
            begin(twitch)
            breaks = {
                f"{pages} pages left": partial(full, small, pages) for pages in (0, 1, 2, 4, 8)
            }
            yield from _each(kind, twitch, breaks)
            yield attempt(kind, "starts on it", lambda: _starts_on_full(small, twitch))
    except CannotInject as missing:
        yield Outcome(kind, "a small disk", str(missing), skipped=True)
    for number, (name, check) in enumerate(STARTS.items()):
        place = folder / f"start {number}"
        place.mkdir(mode=0o700)
        yield attempt("disk: practice starts", name, partial(check, place))


def _each(kind: str, twitch: Service, breaks: dict[str, Break]) -> Iterator[Outcome]:
    for (name, broken), step in itertools.product(breaks.items(), STEPS):
        yield attempt(kind, f"{step}: {name}", partial(_survives, twitch, broken, STEPS[step]))


def _survives(twitch: Service, broken: Break, prepare: Prepare) -> None:
    do, reply = prepare(twitch), None
    with broken():
        try:
            reply = do()
        except PlainError as problem:
            is_a_sentence(str(problem).removesuffix('"}'))  # the learner shows the whole answer
    if reply is not None and not reply.ok:
        assert reply.status_code == 503
        is_a_sentence(sending.message(reply))
    assert oauth.validate(twitch, credentials.kept(twitch).access_token).ok, "an old token is lost"
    if reply is not None and reply.ok:
        is_known(twitch, reply)
    again = prepare(twitch)()
    assert again.ok, "it doesn't work again on a good disk"
    is_known(twitch, again)


def is_known(twitch: Service, reply: requests.Response) -> None:
    told, mine = reply.json(), credentials.kept(twitch)
    if "access_token" in told:
        assert oauth.validate(twitch, told["access_token"]).ok, "a token that was told is lost"
    elif "code" in told:
        sent = (mine.client_id, mine.client_secret, told["code"], mine.redirect_uri)
        assert oauth.exchange(twitch, *sent).ok, "a code that was told is lost"
    else:
        polled = oauth.poll_device(twitch, mine.client_id, SCOPES, told["device_code"])
        assert sending.message(polled) == "authorization_pending", "a device code is lost"


@contextlib.contextmanager
def _busy(folder: Path) -> Iterator[None]:
    with contextlib.closing(sqlite3.connect(folder / FILE, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")


def _starts_on_full(folder: Path, twitch: Service) -> None:
    with full(folder):
        _starts_or_says_why(folder)
    assert oauth.validate(twitch, credentials.kept(twitch).access_token).ok


def _starts_or_says_why(folder: Path) -> None:
    process = start(folder, "--port", "0")
    line = first_line(process)
    said = end(process)
    if not line:
        assert process.returncode == 1 and said.count("\n") == 1
        is_a_sentence(said)


def _spoiled(spoil: Callable[[Path], object]) -> Callable[[Path], None]:
    """A file that was good, and is spoiled while nothing runs."""

    def check(folder: Path) -> None:
        Store(folder).close()
        spoil(folder / FILE)
        _starts_or_says_why(folder)

    return check


def _folder_in_its_place(path: Path) -> None:
    path.unlink()
    path.mkdir()


def _forbidden(name: str, bits: int) -> Callable[[Path], None]:
    def check(folder: Path) -> None:
        Store(folder).close()
        with without_root(folder, *folder.iterdir()), mode(folder / name, bits):
            try:
                Store(folder).close()
            except StoreError as problem:
                is_a_sentence(str(problem))
            else:
                raise AssertionError("a file that is forbidden was opened")
        with contextlib.closing(Store(folder)) as store:
            assert store.accounts()

    return check


def _read_only_disk(folder: Path) -> None:
    with small_disk(folder, SIZE):
        Store(folder).close()
        with read_only(folder):
            _starts_or_says_why(folder)
        with contextlib.closing(Store(folder)) as store:
            assert store.accounts()


STARTS: dict[str, Callable[[Path], None]] = {
    "no text of SQLite": _spoiled(lambda path: path.write_bytes(b"not a database " * 500)),
    "half of the file": _spoiled(lambda path: os.truncate(path, path.stat().st_size // 2)),
    "an empty file": _spoiled(lambda path: os.truncate(path, 0)),
    "zeros": _spoiled(lambda path: path.write_bytes(bytes(path.stat().st_size))),
    "a folder in its place": _spoiled(_folder_in_its_place),
    "a spoiled log": _spoiled(lambda path: path.with_name(f"{FILE}-wal").write_bytes(b"x" * 9999)),
    "a read-only file": _forbidden(FILE, 0o400),
    "a forbidden file": _forbidden(FILE, 0),
    "a read-only folder": _forbidden(".", 0o500),
    "a forbidden folder": _forbidden(".", 0),
    "a read-only disk": _read_only_disk,
}
