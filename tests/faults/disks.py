"""The private file on a disk that is full, read-only or forbidden.

What was granted is in memory, and is saved once the disk works again.
"""

from __future__ import annotations

import itertools
import json
import os
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack
from pathlib import Path

import filelock
import pytest
from disk_faults import (
    full,
    mode,
    no_growth,
    no_more_files,
    read_only,
    replaced_by_folder,
    small_disk,
    without_root,
)
from hostile import Hostile
from outcome import Outcome, attempt, is_a_sentence, no_secret_in
from senders import CODE, KEPT, SECRETS, exchange_and_keep, refresh_and_keep

import lessons  # noqa: F401  (it listens to what is sent)
from helpers import credentials, plain_errors, private_file, service
from helpers.oauth import Token
from helpers.plain_errors import PlainError
from helpers.service import Service, all_at

LOCKED_AT_MOST = 0.2  # seconds, in place of 5
PATIENCE = 5  # seconds; a machine may be busy
FILE = "practice.env"
NEW = {"access_token": "granted0granted0granted0granted0", "refresh_token": "renewed0" * 4}
TOKEN = Token(**NEW, expires_in=14000)
NEW_CODE = "another0" * 4
ANSWER = json.dumps(NEW).encode()
HEAD = b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\nConnection: close\r\n\r\n" % len(ANSWER)

Break = Callable[[Path], AbstractContextManager[object]]  # given the private folder


def _locked(folder: Path) -> AbstractContextManager[object]:
    return filelock.FileLock(folder / ".lock", 0)


OF_A_DISK: dict[str, Break] = {
    **{
        f"full disk, {pages} pages left": lambda folder, pages=pages: full(folder, pages)
        for pages in range(5)
    },
    "disk with no room for a file": no_more_files,
    "read-only disk": read_only,
}
OF_MODES: dict[str, Break] = {
    "read-only folder": lambda folder: mode(folder, 0o500),
    "forbidden folder": lambda folder: mode(folder, 0),
    "forbidden file": lambda folder: mode(folder / FILE, 0),
    "forbidden lock": lambda folder: mode(folder / ".lock", 0),
    "forbidden key": lambda folder: mode(folder / "fingerprint.key", 0),
}
OTHERS: dict[str, Break] = {
    "files may not grow": lambda folder: no_growth(),
    "folder in the file's place": lambda folder: replaced_by_folder(folder / FILE),
    "folder in the key's place": lambda folder: replaced_by_folder(folder / "fingerprint.key"),
    "locked by another": _locked,
}

# What each hands over to be kept.
KEEPS: dict[str, tuple[Callable[[Service], object], dict[str, str]]] = {
    "keep": (lambda t: credentials.keep(t, **NEW), NEW),
    "keep_code": (lambda t: credentials.keep_code(t, NEW_CODE), {"code": NEW_CODE}),
    "keep_token": (lambda t: credentials.keep_token(t, CODE, TOKEN), NEW),
    "keep_refreshed": (lambda t: credentials.keep_refreshed(t, TOKEN), NEW),
    "before_spending": (credentials.before_spending, {}),
    "kept": (credentials.kept, {}),
    "need": (lambda t: credentials.need(t, "access_token"), {}),
    "belongs_to_other": (lambda t: credentials.belongs_to_other(t, CODE), {}),
    "kept_as": (lambda t: credentials.kept_as(CODE), {}),
}
# These ask Twitch first; what it grants must be kept.
ASKS: dict[str, Callable[[Service], object]] = {
    "exchange and keep": exchange_and_keep,
    "refresh and keep": refresh_and_keep,
}


def outcomes(folder: Path) -> Iterator[Outcome]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(private_file, "LOCKED_AT_MOST", LOCKED_AT_MOST)
        for kind, breaks in (
            ("disk: full or read-only", OF_A_DISK),
            ("disk: permissions", OF_MODES),
            ("disk: others", OTHERS),
        ):
            for number, (name, act) in enumerate(itertools.product(breaks, [*KEEPS, *ASKS])):
                home = folder / f"{kind[6:9]}{number}"
                patch.setenv("TUTORIAL_HOME", str(home))
                yield attempt(
                    kind,
                    f"{act}: {name}",
                    lambda broken=breaks[name], act=act, kind=kind, home=home: _survives(
                        home, kind, broken, act
                    ),
                )


def _survives(home: Path, kind: str, broken: Break, act: str) -> None:
    home.mkdir(mode=0o700)
    twitch = Service("practice", **all_at("http://127.0.0.1:9"), private_file=FILE)
    with ExitStack() as around:
        if "full" in kind:
            around.enter_context(small_disk(home))
        credentials.keep_token(twitch, "", Token("", "", 0))  # makes the key
        credentials.keep(twitch, **KEPT)
        if "permissions" in kind:
            around.enter_context(without_root(home, *home.iterdir()))
        before = credentials.kept(twitch)
        with broken(home):
            handed_over = _act(act, twitch)
            if os.access(home, os.R_OK):
                assert not list(home.glob(".tmp_*")), "a temporary file was left"
            if handed_over and os.access(home / FILE, os.R_OK) and (home / FILE).is_file():
                _has(credentials.kept(twitch), handed_over)
        credentials.before_spending(twitch)
        _has(credentials.kept(twitch), handed_over)
        assert credentials.kept(twitch).client_secret == before.client_secret
        assert all(value in (home / FILE).read_text() for value in handed_over.values())
        assert not private_file.has_unsaved(home / FILE)
        assert not list(home.glob(".tmp_*")), "a temporary file was left"


def _act(name: str, twitch: Service) -> dict[str, str]:
    """What must not be lost from now on: what was handed over, or what Twitch granted."""
    if name in KEEPS:
        do, handed_over = KEEPS[name]
        _says_it_well(lambda: do(twitch))
        return handed_over
    asked = []
    with Hostile(lambda request: asked.append(request) or [HEAD + ANSWER]).running() as server:
        here = all_at(f"http://127.0.0.1:{server.port}")
        service.practice_address = lambda: here["id_url"]  # the lessons note the reader's steps
        _says_it_well(lambda: ASKS[name](Service("practice", **here, private_file=FILE)))
    return NEW if asked else {}


def _says_it_well(do: Callable[[], object]) -> None:
    began = time.monotonic()
    try:
        do()
    except PlainError as problem:
        is_a_sentence(str(problem))
        shown = plain_errors.as_text(problem) + repr(problem)
        no_secret_in(shown, [*SECRETS, *NEW.values(), NEW_CODE])
    assert time.monotonic() - began < PATIENCE, "the wait did not end in time"


def _has(mine: credentials.Credentials, wanted: dict[str, str]) -> None:
    for name, value in wanted.items():
        assert getattr(mine, name) == value, f"the {name} that was handed over is lost"
