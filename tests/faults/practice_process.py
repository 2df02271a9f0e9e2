"""Practice Twitch in a process that can be killed, and a person who uses it."""

from __future__ import annotations

import contextlib
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from helpers import credentials
from helpers.private_folder import PROJECT
from helpers.service import Service, all_at
from lessons.practice_side import practice_learner

STARTS = "from practice.__main__ import main; import sys; sys.exit(main())"


def start(folder: Path, *options: str, first: str = "", **more: Any) -> subprocess.Popen[str]:
    """`first` is code that runs before it, to break something."""
    return subprocess.Popen(
        [sys.executable, "-c", f"{first}\n{STARTS}", "--data", str(folder), *options]
        + ["--until-stdin-closes"],
        cwd=PROJECT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        **more,
    )


def end(process: subprocess.Popen[str]) -> str:
    """Let it end, within ten seconds; what it said on standard error."""
    try:
        return process.communicate(timeout=10)[1]
    finally:
        process.kill()


def first_line(process: subprocess.Popen[str]) -> str:
    """Where it is; empty when it ended, or said nothing within 30 seconds and was killed."""
    assert process.stdout
    watchdog = threading.Timer(30, process.kill)
    watchdog.start()
    try:
        return process.stdout.readline()
    finally:
        watchdog.cancel()


@contextlib.contextmanager
def running(
    folder: Path, *options: str, first: str = ""
) -> Iterator[tuple[subprocess.Popen[str], Service]]:
    process = start(folder, *(options or ("--port", "0")), first=first)
    try:
        line = first_line(process)
        assert " is at http://" in line, "practice did not start"
        yield process, at(line)
    finally:
        end(process)


def begin(twitch: Service) -> str:
    """Forget what an earlier practice gave, and get a token of this one."""
    credentials.keep(twitch, client_id="", access_token="", client_secret="")
    practice_learner.catch_up(twitch, ["access_token"])
    return credentials.kept(twitch).access_token


def at(line: str) -> Service:
    address = line.split()[-1]
    return Service("practice", **all_at(address), private_file="practice.env")
