"""Gets to know the secrets of a walk while they come up, since Practice Twitch makes them itself.

It hears what each kernel sends and gets by HTTP, and is told what a person sees and pastes. It
keeps all of it in memory only.
"""

from __future__ import annotations

import json
import re
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

PROJECT = Path(__file__).resolve().parent.parent.parent
SECRETS = {"client_secret", "code", "state", "nonce", "access_token", "refresh_token", "id_token"}
SECRETS |= {"device_code", "code_verifier", "token"}
SHORTEST = 20  # characters; what is shorter was made up in a cell, and is no secret
# What the practice learner and the lessons have in a kernel: requests, and libraries above it.
STARTUP = """
def _tell_the_witness():
    import json, socket
    import requests

    def send(session, request, send=requests.Session.send, **options):
        reply = send(session, request, **options)
        body = request.body or b""
        heard = {
            "urls": [request.url, reply.headers.get("Location", "")],
            "form": body.decode(errors="replace") if isinstance(body, bytes) else str(body),
            "authorization": request.headers.get("Authorization", ""),
            "cookies": dict(session.cookies),
            "answer": "" if options.get("stream") else reply.text,
        }
        with socket.create_connection(("127.0.0.1", PORT)) as line:
            line.sendall(json.dumps(heard).encode())
            line.shutdown(socket.SHUT_WR)
            line.recv(1)  # it was heard
        return reply

    requests.Session.send = send

_tell_the_witness()
"""


class Witness:
    """All secrets that came up, and all that was displayed."""

    def __init__(self, port: int = 0) -> None:
        self.port = port
        self.shown: list[tuple[str, str]] = []  # where, and what
        self.scripts: list[Path] = []  # where it is installed
        self._names: dict[str, str] = {}  # of each value
        self._published = "\n".join(
            json.dumps(json.loads(one.read_text(encoding="utf-8")), ensure_ascii=False)
            for one in sorted((PROJECT / "notebooks").glob("*.ipynb"))
        )

    @property
    def marks(self) -> dict[str, str]:
        """Each secret, under the name of its kind and a number."""
        numbered: dict[str, str] = {}
        for number, (value, name) in enumerate(list(self._names.items()), start=1):
            numbered[f"{name} #{number}"] = value
        return numbered

    @property
    def kinds(self) -> set[str]:
        """The kinds of secrets that came up."""
        return set(self._names.values())

    def install(self, profile: Path) -> None:
        """Be heard by every kernel that starts with this profile of IPython."""
        (profile / "startup").mkdir(exist_ok=True)
        script = profile / "startup" / "00-witness.py"
        script.write_text(STARTUP.replace("PORT", str(self.port)), encoding="utf-8")
        self.scripts.append(script)

    def saw_secret(self, kind: str, value: str) -> None:
        """A secret came up. What stands in a published notebook isn't one."""
        if len(value) >= SHORTEST and value not in self._published:
            self._names.setdefault(value, kind)

    def saw_address(self, address: str) -> None:
        """An address came up: secrets may be in its query and behind its #."""
        parts = urlsplit(address)
        for name, value in parse_qsl(parts.query) + parse_qsl(parts.fragment):
            self._saw(name, value)

    def saw_request(self, heard: dict[str, Any]) -> None:
        """A kernel sent this and got this."""
        for address in heard["urls"]:
            self.saw_address(address)
        for name, value in parse_qsl(heard["form"]):
            self._saw(name, value)
        self._saw_json(heard["form"])
        self._saw_json(heard["answer"])
        kind, _, value = heard["authorization"].partition(" ")
        self.saw_secret("Basic id and secret" if kind == "Basic" else "access_token", value)
        for value in heard["cookies"].values():
            self.saw_secret("practice session", value)

    def _saw_json(self, text: str) -> None:
        try:
            todo = [json.loads(text)]
        except ValueError:
            return
        while todo:
            one = todo.pop()
            if isinstance(one, list):
                todo += one
            elif isinstance(one, dict):
                todo += one.values()
                for name, value in one.items():
                    self._saw(name, value)

    def _saw(self, name: str, value: Any) -> None:
        if name in SECRETS and isinstance(value, str) and not re.fullmatch(r"\[hidden .*", value):
            self.saw_secret("access_token" if name == "token" else name, value)


@contextmanager
def listening() -> Iterator[Witness]:
    """A witness that hears kernels until the block ends."""
    witness = Witness()

    class Handler(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            witness.saw_request(json.loads(self.rfile.read()))
            self.wfile.write(b"!")

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler) as server:
        witness.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield witness
        finally:
            server.shutdown()
            thread.join(10)
            for script in witness.scripts:
                script.unlink()
