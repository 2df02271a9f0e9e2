"""Practice Twitch as the kernel's child: it starts once, and ends with the kernel."""

from __future__ import annotations

import os
import queue
import socket
import subprocess
import sys
import time
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import requests
import websocket

from helpers import service
from helpers.plain_errors import PlainError
from helpers.private_folder import PROJECT
from helpers.sending import send
from lessons.practice_side import practice_process

WITHIN = 10  # seconds
KERNEL = """
import sys
from lessons.practice_side import practice_process
print(practice_process.address(), practice_process._running[0].pid, flush=True)
sys.stdin.read()
"""


@pytest.fixture(autouse=True)
def no_child(monkeypatch):
    """Begin without a child, and leave none behind."""
    monkeypatch.setattr(practice_process, "_running", None)
    yield
    if practice_process._running:
        practice_process._end(practice_process._running[0])


@pytest.fixture
def kernel():
    """A process that started Practice Twitch, as a kernel does; with the address and the child."""
    process = subprocess.Popen(
        [sys.executable, "-c", KERNEL],
        cwd=PROJECT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    address, child = process.stdout.readline().split()
    yield process, address, int(child)
    process.kill()
    process.wait(WITHIN)
    process.stdin.close()
    process.stdout.close()


def listens(address: str) -> bool:
    try:
        socket.create_connection(("127.0.0.1", urlsplit(address).port), timeout=1).close()
    except OSError:
        return False
    return True


def ends(address: str) -> bool:
    """Whether the port is closed within ten seconds."""
    until = time.monotonic() + WITHIN
    while listens(address):
        if time.monotonic() > until:
            return False
        time.sleep(0.05)
    return True


def test_the_child_ends_when_its_kernel_is_killed(kernel):
    process, address, _ = kernel
    assert send("GET", address).ok
    process.kill()  # kill -9 where there is one: no chance to tidy up
    process.wait(WITHIN)
    assert ends(address)


def test_the_child_ends_when_its_kernel_ends(kernel):
    process, address, _ = kernel
    assert send("GET", address).ok
    process.stdin.close()
    assert process.wait(WITHIN) == 0
    assert ends(address)


@pytest.mark.skipif(os.name != "posix", reason="a group of processes is a matter of POSIX")
def test_an_interrupted_cell_does_not_reach_the_child(kernel):
    process, _, child = kernel
    assert os.getpgid(child) != os.getpgid(process.pid)


def test_a_second_call_gives_the_same_address():
    first = practice_process.address()
    child = practice_process._running[0]
    assert first.startswith("http://localhost:")
    assert practice_process.address() == first
    assert practice_process._running[0] is child
    assert send("GET", first).ok


def test_a_child_that_was_killed_is_started_again():
    practice_process.address()
    first = practice_process._running[0]
    first.kill()
    first.wait(WITHIN)
    assert send("GET", practice_process.address()).ok
    assert practice_process._running[0] is not first


def test_its_books_are_in_the_private_folder(tmp_path):
    practice_process.address()
    assert (tmp_path / "private" / "practice.sqlite3").exists()


def test_an_address_of_elsewhere_is_respected(monkeypatch):
    monkeypatch.setenv("PRACTICE_URL", "http://localhost:9999/")
    assert practice_process.address() == "http://localhost:9999"
    assert practice_process._running is None


def pretend(monkeypatch, tmp_path: Path, program: str) -> None:
    """Put a program of ours in the place of Practice Twitch."""
    (tmp_path / "practice.py").write_text(program)
    monkeypatch.setattr(practice_process.private_folder, "PROJECT", tmp_path)


def test_a_child_that_does_not_start_is_a_sentence(monkeypatch, tmp_path):
    pretend(monkeypatch, tmp_path, "import sys; sys.exit('Oh!\\nThe folder is full.')")
    with pytest.raises(PlainError, match="did not start. .* What it said: The folder is full.$"):
        practice_process.address()
    assert practice_process._running is None


def test_a_child_that_says_something_else_is_ended(monkeypatch, tmp_path):
    pretend(monkeypatch, tmp_path, "import sys; print('hello', flush=True); sys.stdin.read()")
    with pytest.raises(PlainError, match="What it said: nothing.$"):
        practice_process.address()


def test_a_child_that_says_nothing_is_waited_for_30_seconds(monkeypatch, tmp_path):
    waits = []

    class Impatient(queue.Queue):
        def get(self, block=True, timeout=None):
            waits.append(timeout)
            raise queue.Empty

    pretend(monkeypatch, tmp_path, "import sys; sys.stdin.read()")
    monkeypatch.setattr(practice_process.queue, "Queue", Impatient)
    with pytest.raises(PlainError, match="did not start"):
        practice_process.address()
    assert waits == [30]


def test_a_talkative_child_is_not_stopped_by_a_full_pipe(monkeypatch, tmp_path):
    program = (
        "import sys\n"
        "print('Practice Twitch is at http://localhost:1', flush=True)\n"
        "sys.stderr.write('x' * 1_000_000)\n"
        "sys.exit(7)\n"
    )
    pretend(monkeypatch, tmp_path, program)
    assert practice_process.address() == "http://localhost:1"
    assert practice_process._running[0].wait(WITHIN) == 7


@pytest.mark.parametrize("before", [None, "intern.example, 10.0.0.0/8"])
def test_a_proxy_of_the_environment_is_not_asked_for_this_computer(practice, monkeypatch, before):
    """Neither by helpers nor by the cells that send their requests by hand."""
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    monkeypatch.setenv("no_proxy", before or "")
    monkeypatch.setenv("NO_PROXY", before or "")
    twitch = service.chosen()
    assert requests.get(f"{twitch.id_url}/oauth2/validate", timeout=WITHIN).status_code == 401
    websocket.create_connection(twitch.chat_url, timeout=WITHIN).close()
    kept = [] if before is None else ["intern.example", "10.0.0.0/8"]
    assert os.environ["NO_PROXY"].split(",") == [*kept, "localhost", "127.0.0.1"]


def test_without_a_proxy_the_environment_is_left_alone(practice):
    """NO_PROXY alone would switch off the proxy that Windows or macOS knows of."""
    service.chosen()
    assert not {"no_proxy", "NO_PROXY"} & os.environ.keys()
