"""Several processes with one folder are one Practice Twitch, at one address."""

from __future__ import annotations

import contextlib
import errno
import itertools
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

import pytest
import requests
from tornado.netutil import bind_sockets

from practice.basics.fingerprint import Fingerprints
from practice.web import server as web_server
from practice.web import siblings

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


class Impostor:
    """A program on the usual port. `answer` gets the request's first bytes and its connection."""

    def __init__(self, port: int, answer, host: str = "127.0.0.1") -> None:
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        self.listener = socket.create_server((host, port), family=family)
        self.answer, self.open = answer, []
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        while True:
            try:
                connection, _ = self.listener.accept()
            except OSError:
                return
            self.open.append(connection)
            threading.Thread(target=self._speak, args=(connection,), daemon=True).start()

    def _speak(self, connection: socket.socket) -> None:
        with contextlib.suppress(OSError):
            self.answer(connection.recv(4096), connection)

    def close(self) -> None:
        self.listener.close()
        for connection in self.open:
            connection.close()


@pytest.fixture
def impostor(usual_port):
    running = []

    def begin(answer, host: str = "127.0.0.1") -> Impostor:
        running.append(Impostor(usual_port, answer, host))
        return running[-1]

    yield begin
    for one in running:
        one.close()


def repeat(request: bytes, connection: socket.socket) -> None:
    question = request.partition(b"question=")[2].partition(b" ")[0]
    connection.sendall(b"HTTP/1.1 200 OK\r\n\r\n" + question)
    connection.close()


def for_ever(*lines: bytes):
    def answer(_: bytes, connection: socket.socket) -> None:
        for line in itertools.cycle(lines):
            connection.sendall(line)
            time.sleep(0.05)

    return answer


def said(words: bytes):
    def answer(_: bytes, connection: socket.socket) -> None:
        connection.sendall(words)
        connection.close()

    return answer


NO_SIBLINGS = {
    "repeats the question": repeat,
    "says nothing": lambda *_: time.sleep(60),
    "hangs up": lambda _, connection: connection.close(),
    "is not HTTP": said(b"SSH-2.0-OpenSSH_9.2\r\n"),
    "speaks TLS": said(b"\x15\x03\x01\x00\x02\x02\x46"),
    "has a bad status line": said(b"HTTP/9 what\r\n\r\n"),
    "breaks off": said(b"HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\nabc"),
    "redirects": said(b"HTTP/1.1 302 Found\r\nLocation: http://localhost/\r\n\r\n"),
    "has long lines": said(b"HTTP/1.1 200 OK\r\nX: " + b"x" * 200_000 + b"\r\n\r\n"),
    "a byte a second": for_ever(b"H"),
    "endless headers": for_ever(b"HTTP/1.1 200 OK\r\n", b"X: y\r\n"),
    "endless Continue": for_ever(b"HTTP/1.1 100 Continue\r\n\r\n"),
    "is no text": said(b"HTTP/1.1 200 OK\r\n\r\n" + bytes(range(256))),
}


@pytest.mark.parametrize("kind", NO_SIBLINGS)
def test_whatever_shows_no_proof_within_two_seconds_is_no_sibling(
    start, usual_port, impostor, tmp_path, kind
):
    impostor(NO_SIBLINGS[kind])
    began = time.monotonic()
    assert not siblings.is_sibling(usual_port, Fingerprints(tmp_path))
    assert time.monotonic() - began < 2 + 2  # the machine may be busy
    _, address = start(tmp_path)
    assert address != f"http://localhost:{usual_port}"
    assert answers_within(address, 5)


def test_a_program_that_passes_the_question_on_is_not_believed(
    start, usual_port, impostor, tmp_path
):
    """A real sibling at another port answers, and its proof is for that port."""
    blocker = impostor(said(b"busy"))
    _, elsewhere = start(tmp_path)
    assert elsewhere != f"http://localhost:{usual_port}"
    passed_on = []

    def relay(request: bytes, connection: socket.socket) -> None:
        path = request.split()[1].decode()
        answer = requests.get(f"{elsewhere}{path}", timeout=5)
        passed_on.append(answer.status_code)
        connection.sendall(b"HTTP/1.1 200 OK\r\n\r\n" + answer.content)
        connection.close()

    blocker.answer = relay
    _, address = start(tmp_path)
    assert passed_on == [200]
    assert address != f"http://localhost:{usual_port}"


def test_an_impostor_at_the_other_loopback_address_is_not_overlooked(usual_port, impostor):
    ours = siblings.proof
    with contextlib.ExitStack() as stack:
        key = stack.enter_context(tempfile.TemporaryDirectory())
        fingerprints = Fingerprints(Path(key))

        def honest(request: bytes, connection: socket.socket) -> None:
            question = request.partition(b"question=")[2].partition(b" ")[0].decode()
            body = ours(fingerprints, usual_port, question).encode()
            connection.sendall(b"HTTP/1.1 200 OK\r\n\r\n" + body)
            connection.close()

        impostor(honest)
        assert siblings.is_sibling(usual_port, fingerprints)
        impostor(repeat, "::1")
        assert not siblings.is_sibling(usual_port, fingerprints)


def test_a_port_that_is_taken_at_the_other_loopback_address_is_taken(monkeypatch):
    def bind(port, host, family):
        if host == "::1":
            raise OSError(errno.EADDRINUSE, "taken")
        return bind_sockets(port, host, family)

    monkeypatch.setattr(web_server, "bind_sockets", bind)
    with pytest.raises(web_server.PortTaken):
        web_server._listen_on(0)


def test_a_proof_is_for_the_port_that_is_really_listened_on(server):
    fingerprints, port = Fingerprints(server.folder), int(server.base.rpartition(":")[2])
    for host in (f"localhost:{port}", "localhost:1", "localhost"):
        said = server.get("/same-books?question=q", headers={"Host": host}).text
        assert said == siblings.proof(fingerprints, port, "q")


def test_the_proof_of_another_folder_or_port_is_none(tmp_path):
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    one, other = Fingerprints(tmp_path / "a"), Fingerprints(tmp_path / "b")
    proofs = {siblings.proof(books, port, "q") for books in (one, other) for port in (1, 2)}
    assert len(proofs) == 4


@pytest.mark.skipif(sys.platform == "win32", reason="nobody can be stopped in between there")
def test_one_that_stands_by_gives_up_an_address_that_somebody_else_took(
    start, usual_port, tmp_path
):
    first, address = start(tmp_path)
    second, same = start(tmp_path)
    assert address == same
    taken = threading.Event()

    def take() -> None:
        while not taken.is_set():
            with contextlib.suppress(OSError):
                # As the system allows, before the one that stands by looks again.
                listener = socket.create_server(("127.0.0.1", usual_port))
                taken.set()
                listener.settimeout(20)
                with listener, contextlib.suppress(OSError):
                    while True:
                        said(b"hello")(b"", listener.accept()[0])

    thread = threading.Thread(target=take, daemon=True)
    second.send_signal(signal.SIGSTOP)
    first.kill()
    first.wait(timeout=10)
    thread.start()
    assert taken.wait(10)
    second.send_signal(signal.SIGCONT)
    assert second.wait(timeout=10) == 0
    _, afresh = start(tmp_path)
    assert afresh != address and answers_within(afresh, 5)
