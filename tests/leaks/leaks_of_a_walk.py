"""Searches all that a walk, or a run without a person, left behind for the secrets that came up."""

from __future__ import annotations

from pathlib import Path

from allowed import not_allowed
from leak_search import LeakSearch
from witness import Witness

TOO_MANY = 40  # leaks, to be printed


def look_everywhere(home: Path, witness: Witness, processes: set[tuple[int, str, bytes]]) -> None:
    """After everything has ended: files, processes, what was displayed. Fails for each leak."""
    search = LeakSearch(witness.marks)
    search.look_below(home)
    search.look_at_processes(processes)
    for where, text in witness.shown:
        search.look_at_text(text, where)
    leaks = not_allowed(search.leaks)
    allowed = len(search.leaks) - len(leaks)
    print(f"\n{search.summary()}: {len(leaks)} leaks, and {allowed} places where one may be.")
    lines = [f"{leak.mark}, {leak.way}: {leak.where}" for leak in leaks]
    assert not leaks, "\n".join([f"{len(lines)} leaks:", *lines[:TOO_MANY]])
