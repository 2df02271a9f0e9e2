"""kill -9 at each step: of the kernel, of practice's rules, and of a whole practice at work."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from queue import SimpleQueue

import requests
from outcome import Outcome, attempt
from practice_process import begin, first_line, running, start

from helpers import credentials, oauth
from helpers.plain_errors import PlainError
from helpers.service import Service
from lessons.practice_side import practice_learner

SCRIPTS = {
    "kill: kernel": "kernel_steps.py",
    "kill: practice's file": "practice_steps.py",
}
WITHIN = 480  # seconds, for all of a script
TAKES_OVER = 10  # seconds; a busy machine
TIMES = 3

Told = SimpleQueue[str]
Work = Callable[[Service, Told], None]


def outcomes(folder: Path) -> Iterator[Outcome]:
    for kind, script in SCRIPTS.items():
        yield from _at_each_line(kind, script)
    for name, work in WORK.items():
        for number in range(TIMES):
            yield attempt(
                "kill: practice at work",
                f"{name}, {number}",
                lambda work=work, place=folder / f"{name} {number}": _at_work(work, place),
            )
    yield attempt(
        "kill: practice at work", "its sibling takes over", lambda: _taken_over(folder / "siblings")
    )


def _at_each_line(kind: str, script: str) -> Iterator[Outcome]:
    if os.name != "posix":
        yield Outcome(kind, script, "no fork on this system", skipped=True)
        return
    command = [sys.executable, str(Path(__file__).with_name(script))]
    ended = subprocess.run(command, capture_output=True, text=True, timeout=WITHIN)
    for line in ended.stdout.splitlines():
        step, number, problem = line.split("\t")
        yield Outcome(kind, f"{step}, line {number}", problem)
    if ended.returncode:
        last = (ended.stderr.strip().splitlines() or ["it ended early"])[-1]
        yield Outcome(kind, script, last)


def _exchange(twitch: Service, told: Told) -> None:
    told.put(practice_learner.another_token(twitch).access_token)


def _refresh(twitch: Service, told: Told) -> None:
    mine = credentials.kept(twitch)
    reply = oauth.refresh(twitch, mine.client_id, mine.client_secret, mine.refresh_token)
    told.put(oauth.read_token(reply).access_token)


def _device(twitch: Service, told: Told) -> None:
    client_id = credentials.kept(twitch).client_id
    codes = oauth.read_device_codes(oauth.device_codes(twitch, client_id, ["chat:read"]))
    practice_learner.PracticeLearner(twitch).activate(codes.verification_uri)
    reply = oauth.poll_device(twitch, client_id, ["chat:read"], codes.device_code)
    told.put(oauth.read_token(reply).access_token)


def _application(twitch: Service, told: Told) -> None:
    mine = credentials.kept(twitch)
    reply = oauth.app_token(twitch, mine.client_id, mine.client_secret)
    told.put(oauth.read_token(reply).access_token)


WORK: dict[str, Work] = {
    "exchange": _exchange,
    "refresh": _refresh,
    "device": _device,
    "application": _application,
}


def _at_work(work: Work, folder: Path) -> None:
    """Practice is killed while it works; all that it told is known to the next one."""
    folder.mkdir()
    told: Told = SimpleQueue()
    said: SimpleQueue[str] = SimpleQueue()

    def go_on(twitch: Service) -> None:
        try:
            while True:
                work(twitch, told)
        except PlainError as problem:
            said.put(str(problem))

    with running(folder) as (process, twitch):
        first = begin(twitch)
        client = threading.Thread(target=go_on, args=(twitch,), daemon=True)
        client.start()
        time.sleep(random.uniform(0.05, 0.2))
        process.kill()
        client.join(15)
        assert not client.is_alive(), "the client waits for a practice that was killed"
        assert not said.empty(), "the client got no sentence"
    tokens = [first, *(told.get() for _ in range(told.qsize()))]
    with running(folder) as (_, twitch):
        for token in tokens[-40:]:  # of one refresh token 50 live
            assert oauth.validate(twitch, token).ok, "a token that was told is unknown"
        assert practice_learner.another_token(twitch)


def _taken_over(folder: Path) -> None:
    """The one that serves is killed: the address stays, and what was told is known there."""
    folder.mkdir()
    with running(folder) as (process, twitch):
        begin(twitch)
        port = twitch.id_url.rsplit(":", 1)[1]
        first = f"from practice.web import server; server.USUAL_PORT = {port}"
        sibling = start(folder, first=first)
        try:
            assert first_line(sibling).strip().endswith(port)
            token = practice_learner.another_token(twitch).access_token
            process.kill()
            ends_at = time.monotonic() + TAKES_OVER
            while time.monotonic() < ends_at:
                with suppress(PlainError, requests.RequestException):
                    assert oauth.validate(twitch, token).ok, "a token that was told is unknown"
                    return
                time.sleep(0.05)
            raise AssertionError("nobody took over")
        finally:
            sibling.kill()
            sibling.communicate()
