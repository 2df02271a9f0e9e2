"""One web site of the laboratory's: a small HTTP server on loopback, in a thread."""

from __future__ import annotations

import json
import secrets
import socketserver
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from http.server import BaseHTTPRequestHandler
from typing import Any
from urllib.parse import parse_qsl, quote, urlsplit

from lessons.lab.record import Record

WAKES = 0.001  # seconds; how often a site looks whether it is to close
# An experiment opens hundreds of sites. Taken from those ports that the system hands out (from
# 32768 or 49152 on), they would be in the way of Jupyter, which chooses a new kernel's ports a
# moment before the kernel takes them: now and then a kernel would not start.
PORTS = range(20_000, 32_000)
PATIENCE = 10  # seconds; a connection that says nothing for longer is dropped


@dataclass(frozen=True)
class Request:
    """What a site gets."""

    path: str
    sent: dict[str, str]  # the query's and the form's fields
    cookies: dict[str, str]
    bearer: str  # the token in the Authorization header, or ""
    target: str  # the whole path and query
    method: str
    kind: str  # of its body, such as application/json, or ""


@dataclass(frozen=True)
class Answer:
    """What a site gives back."""

    status: int = 200
    body: dict[str, Any] = field(default_factory=dict)
    location: str = ""
    cookie: str = ""


class Site:
    """A server on 127.0.0.1, known as http://NAME.lab. Subclasses fill `routes`.

    It ends with `close`, and in any case with the kernel.
    """

    def __init__(self, name: str, record: Record) -> None:
        self.name = name
        self.record = record
        self.routes: dict[str, Callable[[Request], Answer]] = {}
        self._server = _server_for(self)
        self.address = f"http://{name}.lab"
        record.sites[self.address] = f"127.0.0.1:{self._server.server_address[1]}"
        threading.Thread(target=self._server.serve_forever, args=(WAKES,), daemon=True).start()

    def note(self, sentence: str) -> None:
        self.record.note(self.name, sentence)

    def answer(self, request: Request) -> Answer:
        route = self.routes.get(request.path) or self.routes.get("*")
        return route(request) if route else Answer(404, {"message": "not found"})

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


class _Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    block_on_close = False


def _server_for(site: Site) -> _Server:
    """A server at any port that is free."""
    for _ in range(20):
        with suppress(OSError):  # taken, or not allowed here
            return _Server(("127.0.0.1", secrets.choice(PORTS)), _handler_for(site))
    return _Server(("127.0.0.1", 0), _handler_for(site))


def _one_line(address: str) -> str:
    """An address as a header may carry it.

    Some frameworks refuse a line break in it; these sites drop it, as Ruby on Rails does.
    """
    kept = "".join(map(chr, range(128)))
    return quote(address.replace("\r", "").replace("\n", ""), safe=kept)


def _handler_for(site: Site) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        timeout = PATIENCE

        def do_GET(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
            parts = urlsplit(self.path)
            # An empty value is a value: `state=` must reach the check that is to refuse it.
            fields = [*parse_qsl(parts.query, True), *parse_qsl(body, True)]
            cookies = SimpleCookie(self.headers.get("Cookie", ""))
            word, _, token = self.headers.get("Authorization", "").partition(" ")
            request = Request(
                path=parts.path or "/",
                sent=dict(fields),
                cookies={name: cookie.value for name, cookie in cookies.items()},
                bearer=token if word == "Bearer" else "",
                target=self.path,
                method=self.command,
                kind=self.headers.get_content_type() if body else "",
            )
            try:
                answer = site.answer(request)
            except Exception as problem:  # the reader's function runs in here; the harness looks
                site.record.broken = site.record.broken or problem
                answer = Answer(500, {"message": "a check broke"})
            text = json.dumps(answer.body).encode()
            self.send_response(answer.status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Cache-Control", "no-store")  # RFC 6749, section 5.1
            self.send_header("Content-Length", str(len(text)))
            if answer.location:
                self.send_header("Location", _one_line(answer.location))
            if answer.cookie:
                self.send_header("Set-Cookie", answer.cookie)
            self.end_headers()
            self.wfile.write(text)

        do_POST = do_GET

        def log_message(self, *_: Any) -> None:
            pass

    return Handler
