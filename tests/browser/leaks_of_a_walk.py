"""Searches all that a walk left behind for the secrets that came up on it."""

from __future__ import annotations

import os
from collections import defaultdict
from pathlib import Path

from allowed import not_allowed
from leak_search import LeakSearch, descendants
from witness import Witness

TEN_STEPS = {"client_secret", "code", "state", "access_token", "refresh_token"}
TEN_STEPS |= {"practice session", "pasted address"}
TOO_MANY = 400  # to print


def look_at_what_runs(home: Path, witness: Witness) -> LeakSearch:
    """While all still runs: the processes, and files that go away with them."""
    search = LeakSearch(witness.marks)
    search.look_at_processes(descendants(os.getpid()))
    search.look_below(home / "temp", "temp/")
    return search


def look_at_what_is_left(search: LeakSearch, home: Path, witness: Witness) -> None:
    """After everything has ended: files, and what was displayed. Fails for each leak."""
    assert search.marks == witness.marks, "a secret came up after the processes were searched"
    search.look_below(home)
    shown = defaultdict(list)
    for where, text in witness.shown:
        shown[where].append(text)
    for where, texts in shown.items():
        search.look_at_text("\n".join(texts), where)
    print(search.summary())
    leaks = not_allowed(search.leaks)
    lines = [f"{leak.mark}, {leak.way}: {leak.where}" for leak in leaks]
    assert not leaks, "\n".join([f"{len(lines)} leaks:", *lines[:TOO_MANY]])
