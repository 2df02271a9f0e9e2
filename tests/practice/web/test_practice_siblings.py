"""Several processes with one folder are one Practice Twitch, at one address."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest
import requests

ROOT = Path(__file__).resolve().parents[3]
# The usual port is replaced by a free one, so that a Practice Twitch in use doesn't matter.
START = """
import sys
from practice.web import server
server.USUAL_PORT = int(sys.argv.pop(1))
from practice.__main__ import main
sys.exit(main())
"""


@pytest.fixture
def usual_port():
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return probe.getsockname()[1]


@pytest.fixture
def start(usual_port):
    processes = []

    def start(folder: Path) -> tuple[subprocess.Popen, str]:
        options = [str(usual_port), "--data", str(folder), "--until-stdin-closes"]
        process = subprocess.Popen(
            [sys.executable, "-c", START, *options],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        processes.append(process)
        return process, process.stdout.readline().split()[-1]

    yield start
    for process in processes:
        process.stdin.close()
        process.wait(timeout=10)
        process.stdout.close()


def answers_within(address: str, seconds: float) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            return requests.get(f"{address}/", timeout=5).ok
        except requests.ConnectionError:
            time.sleep(0.05)
    return False


def test_a_second_process_with_the_same_folder_gives_the_same_address(start, usual_port, tmp_path):
    _, first = start(tmp_path)
    _, second = start(tmp_path)
    assert first == second == f"http://localhost:{usual_port}"


def test_when_the_first_process_is_killed_the_second_takes_over_its_address(start, tmp_path):
    first, address = start(tmp_path)
    start(tmp_path)
    first.kill()
    first.wait(timeout=10)
    assert answers_within(address, 10)


def test_a_process_that_stands_by_ends_when_its_input_closes(start, tmp_path):
    start(tmp_path)
    second, _ = start(tmp_path)
    second.stdin.close()
    assert second.wait(timeout=10) == 0


def test_another_folder_gets_another_address(start, tmp_path):
    _, ours = start(tmp_path / "ours")
    _, theirs = start(tmp_path / "theirs")
    assert ours != theirs


def test_a_program_that_only_repeats_the_question_is_not_taken_for_ours(
    start, usual_port, tmp_path
):
    from http.server import BaseHTTPRequestHandler, HTTPServer
    from threading import Thread

    class Echo(BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(200)
            self.end_headers()
            self.wfile.write(self.path.partition("=")[2].encode())

        def log_message(self, *_):
            pass

    with HTTPServer(("127.0.0.1", usual_port), Echo) as echo:
        Thread(target=echo.serve_forever, daemon=True).start()
        _, address = start(tmp_path)
        echo.shutdown()
    assert address != f"http://localhost:{usual_port}"
