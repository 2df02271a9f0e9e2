"""Inject every fault, and print how many of each kind were survived.

Call it as `python tests/faults/inject.py`. It ends with 1 when one was not survived, and when
fewer were injected than there are.
"""

from __future__ import annotations

import importlib
import multiprocessing
import os
import sys
from collections import Counter
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
for place in (PROJECT, PROJECT / "tests" / "helpers", Path(__file__).parent):
    sys.path.insert(0, str(place))

from outcome import Outcome, own_folder  # noqa: E402

AT_LEAST = 2000 if os.name == "posix" else 1000  # where nothing can fork there are no kills
PARTS = ["kills", "answers", "clocks", "practice_disks", "ports", "disks"]
AT_ONCE = 3  # they wait more than they work


def run(part: str) -> list[Outcome]:
    """One part in a process and a folder of its own."""
    with own_folder() as folder:
        return list(importlib.import_module(part).outcomes(folder))


def show(outcomes: list[Outcome]) -> int:
    """Print a line for each kind, what was not survived, and a total; returns the exit code."""
    injected = Counter(one.kind for one in outcomes if not one.skipped)
    lost = [one for one in outcomes if one.problem and not one.skipped]
    lost_of = Counter(one.kind for one in lost)
    print(f"{'kind':<28}{'injected':>10}{'survived':>10}")
    for kind in dict.fromkeys(one.kind for one in outcomes):
        number = injected[kind]
        print(f"{kind:<28}{number:>10}{number - lost_of[kind]:>10}")
    total = sum(injected.values())
    print(f"{'total':<28}{total:>10}{total - len(lost):>10}")
    for (kind, why), number in Counter(
        (one.kind, one.problem) for one in outcomes if one.skipped
    ).items():
        print(f"skipped: {number} of {kind}: {why}")
    for one in lost:
        print(f"NOT SURVIVED: {one.kind}: {one.fault}: {one.problem}")
    if total < AT_LEAST:
        print(f"TOO FEW: {AT_LEAST} at least are wanted.")
    return 1 if lost or total < AT_LEAST else 0


def main() -> int:
    context = multiprocessing.get_context("spawn")
    # A new process for each: what one part imports would listen to another's requests.
    with context.Pool(AT_ONCE, maxtasksperchild=1) as pool:
        return show([one for part in pool.imap(run, PARTS, chunksize=1) for one in part])


if __name__ == "__main__":
    sys.exit(main())
