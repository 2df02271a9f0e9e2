"""Plant faults in a copy of the project, one at a time, and see which of them the tests catch.

    python tests/strength/plant.py           all faults
    python tests/strength/plant.py NAME...   those whose names begin with one of these words

It is run by hand, and no part of the test command. `faults/` has the faults.
"""

from __future__ import annotations

import os
import queue
import re
import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

from faults import FAULTS, Fault

PROJECT = Path(__file__).resolve().parents[2]
AT_ONCE = 2
WITHIN = 600  # seconds, for the tests of one fault
PASSED, FAILED, NEVER_ENDED = 0, 1, -1  # what pytest says at its end, if it ends

Copies = queue.Queue[Path]


class Trouble(Exception):
    """Nothing can be learnt of this fault; the message says why."""


def main(names: list[str]) -> int:
    chosen = [fault for fault in FAULTS if not names or fault.name.startswith(tuple(names))]
    with tempfile.TemporaryDirectory() as place, ThreadPoolExecutor(AT_ONCE) as workers:
        copies: Copies = queue.Queue()
        for number in range(AT_ONCE):
            copies.put(copy_to(Path(place) / str(number)))
        before = dict.fromkeys(test for fault in chosen for test in fault.tests)
        red = [test for test in workers.map(partial(seen_red, copies), before) if test]
        for test in red:  # it could catch nothing
            print(f"error     {test} fails without any fault", flush=True)
        if red:
            return 1
        outcomes = []
        for outcome in workers.map(partial(try_out, copies), chosen):
            outcomes.append(outcome.split()[0])
            print(outcome, flush=True)
    caught = outcomes.count("caught")
    tried = caught + outcomes.count("survived")
    print(f"{caught} of {tried} caught: {100 * caught / max(1, tried):.0f} %")
    return 0 if tried == len(chosen) else 1


def copy_to(place: Path) -> Path:
    """Copy what git knows and what is new: no .venv, and nothing compiled."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=PROJECT, capture_output=True, check=True, text=True)
    for name in filter(None, listed.stdout.split("\0")):
        if (PROJECT / name).is_file():
            (place / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(PROJECT / name, place / name)
    return place


def seen_red(copies: Copies, test: str) -> str:
    """These tests, when they fail without any fault."""
    copy = copies.get()
    try:
        return "" if run(copy, (test,))[0] == PASSED else test
    finally:
        copies.put(copy)


def try_out(copies: Copies, fault: Fault) -> str:
    """Plant this fault, run its tests, take it back: caught by which, survived, or an error."""
    copy = copies.get()
    place = copy / fault.file
    right = place.read_text(encoding="utf-8")
    try:
        place.write_text(planted(right, fault), encoding="utf-8")
        status, red = run(copy, fault.tests)
        if status == FAILED and red:
            return f"caught    {fault.name} ({red})"
        return f"{'survived' if status == PASSED else 'error':<9} {fault.name}"
    except Trouble as trouble:
        return f"error     {fault.name}: {trouble}"
    finally:
        place.write_text(right, encoding="utf-8")
        copies.put(copy)


def planted(right: str, fault: Fault) -> str:
    if right.count(fault.text) != 1:
        raise Trouble(f"its text stands {right.count(fault.text)} times in {fault.file}")
    return right.replace(fault.text, fault.instead)


def run(copy: Path, tests: tuple[str, ...]) -> tuple[int, str]:
    """Run tests in a copy, up to the first that fails: how it ended, and which one failed."""
    command = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", *tests]
    # What is compiled is found again by its time and size, and a fault may change neither. Kernels
    # that a test starts elsewhere have to find the copy, not the project that is installed.
    variables = os.environ | {"PYTHONDONTWRITEBYTECODE": "1", "PYTHONPATH": str(copy)}
    try:
        done = subprocess.run(
            command, cwd=copy, env=variables, capture_output=True, timeout=WITHIN, text=True
        )
    except subprocess.TimeoutExpired:
        return NEVER_ENDED, ""
    red = re.search(r"^(?:FAILED|ERROR) (\S+)", done.stdout, re.MULTILINE)
    return done.returncode, red[1] if red else ""


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
