"""Nothing confirmed is lost, whatever breaks. `python tests/faults/inject.py` shows the figures."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from senders import ONE_REQUEST, names_in_helpers
from wire import answers

INJECT = Path(__file__).with_name("inject.py")
AT_LEAST = 2000 if os.name == "posix" else 1000  # where nothing can fork there are no kills


def test_every_function_of_helpers_that_sends_is_tried() -> None:
    assert len(names_in_helpers()) > 10
    assert names_in_helpers() == set(ONE_REQUEST)


def test_there_are_answers_of_every_kind() -> None:
    kinds = [answer.kind for answer in answers()]
    assert len(set(kinds)) == 6 and min(map(kinds.count, kinds)) >= 5


@pytest.mark.slow
@pytest.mark.timeout(1200)
def test_every_fault_is_survived() -> None:
    ended = subprocess.run(
        [sys.executable, str(INJECT)], capture_output=True, text=True, timeout=1100
    )
    print(ended.stdout, ended.stderr)
    assert ended.returncode == 0
    figures = [line.rsplit(maxsplit=2) for line in ended.stdout.splitlines()[1:]]
    rows = {name: (int(made), int(kept)) for name, made, kept in figures if kept.isdecimal()}
    injected, survived = rows["total"]
    assert injected == survived >= AT_LEAST
