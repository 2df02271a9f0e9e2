"""What tests of several folders share: a browser, and the surroundings of the learner's side."""

from __future__ import annotations

import json
import socketserver
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

import pytest
import requests
from finding_chromium import find_chromium
from hypothesis import HealthCheck, settings
from surroundings import running_practice, surround

from helpers import private_folder, service
from helpers.service import Service

# A busy machine is no failure.
settings.register_profile("patient", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("patient")


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    from sharing_out import ByFile  # late: where xdist isn't used, it is not needed

    return ByFile(config, log)


@pytest.fixture
def own_surroundings(monkeypatch: pytest.MonkeyPatch, tmp_path) -> None:
    surround(monkeypatch, tmp_path)


@dataclass
class Seen:
    """One request, as the stub got it."""

    method: str
    path: str
    headers: dict[str, str]
    body: str

    @property
    def form(self) -> dict[str, str]:
        return dict(parse_qsl(self.body, keep_blank_values=True))


@dataclass
class Stub:
    """A server on loopback that gives every request the same answer, and remembers it."""

    port: int = 0
    seen: list[Seen] = field(default_factory=list)
    raw: bytes = b""
    patience: threading.Event = field(default_factory=threading.Event)

    @property
    def base(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def only(self) -> Seen:
        assert len(self.seen) == 1
        return self.seen[0]

    def answers(
        self, body: Any = b"", status: int = 200, kind: str = "application/json", **headers: str
    ) -> None:
        """Answer so from now on. What is not bytes is sent as Twitch sends its JSON."""
        if not isinstance(body, bytes):
            body = json.dumps(body, separators=(",", ":")).encode() + b"\n"
        head = {"Content-Type": kind, "Content-Length": str(len(body)), "Connection": "close"}
        lines = [f"HTTP/1.1 {status} Some Reason"]
        lines += [f"{name}: {value}" for name, value in {**head, **headers}.items()]
        self.raw = "\r\n".join([*lines, "", ""]).encode() + body

    def as_service(self, name: str = "practice") -> Service:
        return Service(name, *[self.base] * 4, f"ws{self.base[4:]}/chat", "practice.env")


@pytest.fixture
def start_stub() -> Iterator[Callable[[], Stub]]:
    running = []

    def start() -> Stub:
        stub = Stub()
        stub.patience.set()

        class Handler(BaseHTTPRequestHandler):
            def handle_one_request(self) -> None:
                self.raw_requestline = self.rfile.readline()
                if not self.raw_requestline or not self.parse_request():
                    self.close_connection = True
                    return
                body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
                seen = Seen(self.command, self.path, dict(self.headers), body.decode())
                stub.seen.append(seen)
                stub.patience.wait(10)
                self.wfile.write(stub.raw)
                self.close_connection = True

        server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler)
        stub.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        running.append((stub, server, thread))
        return stub

    yield start
    for stub, server, thread in running:
        stub.patience.set()
        server.shutdown()
        server.server_close()
        thread.join(10)


@pytest.fixture
def stub(start_stub: Callable[[], Stub]) -> Stub:
    return start_stub()


@pytest.fixture(scope="session")
def make_reply() -> Callable[..., requests.Response]:
    """Make the response to a request, without any wire."""

    def make(
        body: Any = b"",
        status: int = 200,
        kind: str = "application/json",
        method: str = "POST",
        url: str = "https://id.twitch.tv/oauth2/token",
        location: str = "",
        **sent: Any,
    ) -> requests.Response:
        reply = requests.Response()
        reply.status_code = status
        reply.reason = "Some Reason"
        reply.headers["Content-Type"] = kind
        if location:
            reply.headers["Location"] = location
        reply.encoding = requests.utils.get_encoding_from_headers(reply.headers)
        reply._content = body if isinstance(body, bytes) else json.dumps(body).encode()
        reply.request = requests.Request(method, url, **sent).prepare()
        return reply

    return make


@pytest.fixture(scope="module")
def practice_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where that Practice Twitch keeps its file."""
    return tmp_path_factory.mktemp("practice")


@pytest.fixture(scope="module")
def practice_address(practice_folder: Path) -> Iterator[str]:
    with running_practice(practice_folder) as address:
        yield address


@pytest.fixture
def practice(practice_address: str, monkeypatch: pytest.MonkeyPatch) -> Service:
    """A Practice Twitch that this file's tests share; it is the chosen one, and nothing is kept."""
    monkeypatch.setenv("PRACTICE_URL", practice_address)
    return service.practice(practice_address)


@pytest.fixture
def empty_practice(tmp_path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Service]:
    """A Practice Twitch where nobody has done anything; it is the chosen one."""
    with running_practice(tmp_path / "empty-practice") as address:
        monkeypatch.setenv("PRACTICE_URL", address)
        yield service.practice(address)


@pytest.fixture
def practice_here(monkeypatch: pytest.MonkeyPatch) -> Iterator[Service]:
    """A Practice Twitch in the reader's own private folder, as one that starts by itself.

    Both sides make the same fingerprints there. It is the chosen one.
    """
    with running_practice(private_folder.folder()) as address:
        monkeypatch.setenv("PRACTICE_URL", address)
        yield service.practice(address)


@pytest.fixture(scope="session")
def panel_states(tmp_path_factory: pytest.TempPathFactory) -> list[Any]:
    """Every panel at rest, working, refused and done."""
    from panel_states import all_states  # late: few tests need them

    folder = tmp_path_factory.mktemp("panel-states")
    with pytest.MonkeyPatch.context() as patch, running_practice(folder / "practice") as address:
        surround(patch, folder)
        patch.setenv("PRACTICE_URL", address)
        return list(all_states(service.practice(address)))


@pytest.fixture
def real(monkeypatch: pytest.MonkeyPatch) -> Service:
    """The real Twitch is chosen, with nothing behind its addresses."""
    for name in ("ID", "API", "DEV", "WWW", "CHAT"):
        monkeypatch.setenv(f"TWITCH_{name}_URL", "http://127.0.0.1:9")
    monkeypatch.setenv("TUTORIAL_SERVICE", "twitch")
    return service.real()


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of a browser. Without one the test fails loudly; it is never skipped."""
    try:
        return find_chromium()
    except LookupError as problem:
        pytest.fail(str(problem))
