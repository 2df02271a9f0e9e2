"""What stands around a test: no setting of this machine, and a Practice Twitch of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from helpers.private_folder import PROJECT
from helpers.service import SHARED_HOST_SIGNS
from lessons.exchange import last_failure

PROXIES = ("http_proxy", "https_proxy", "all_proxy", "no_proxy")


def surround(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No setting of this machine reaches a test, and no test reaches the real private folder.

    What failed in one test is forgotten in the next.
    """
    last_failure.forget()
    for name in list(os.environ):
        ours = name.startswith(("TWITCH_", "TUTORIAL_")) or name in ("PRACTICE_URL", "NETRC")
        if ours or name in SHARED_HOST_SIGNS or name.lower() in PROXIES:
            monkeypatch.delenv(name)
    monkeypatch.setenv("TUTORIAL_HOME", str(tmp_path / "private"))
    for name in ("HOME", "USERPROFILE"):
        monkeypatch.setenv(name, str(tmp_path))


@contextmanager
def running_practice(folder) -> Iterator[str]:
    """Practice Twitch in a process and a folder of its own; gives its address."""
    command = [sys.executable, "-m", "practice", "--until-stdin-closes", "--data", str(folder)]
    with subprocess.Popen(
        command, cwd=PROJECT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdin and process.stdout
        yield process.stdout.readline().split()[-1]
        process.stdin.close()
        process.wait(10)
