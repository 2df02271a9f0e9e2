"""A Twitch for one try-out: it writes down what is sent to it, and answers what it is told to.

So a request that the reader wrote is tried with made-up values, and nothing goes to any Twitch.
"""

from __future__ import annotations

import json
import os
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from email.message import Message
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from unittest import mock
from urllib.parse import parse_qsl, urlsplit

from helpers import sending, service
from helpers.service import Service
from lessons.checks import trying
from lessons.checks.trying import Wrong, shown

Body = dict[str, Any]


@dataclass(frozen=True)
class Request:
    """What came: its header names have no capitals that matter."""

    method: str
    address: str  # from the path on
    headers: Message
    body: str

    @property
    def path(self) -> str:
        return urlsplit(self.address).path

    @property
    def query(self) -> list[tuple[str, str]]:
        return parse_qsl(urlsplit(self.address).query, keep_blank_values=True)


@dataclass
class Recorder:
    """The server on this computer, as a Service; what it answers, and what came."""

    twitch: Service
    status: int = 200
    body: Body | str = field(default_factory=dict)  # a text is sent as HTML
    came: list[Request] = field(default_factory=list)

    def try_once(
        self, function: Callable[..., Any], values: tuple[Any, ...], status: int, body: Body
    ) -> Request:
        """Call the reader's function with this Twitch and these values; give what it sent.

        Raises Wrong when it doesn't send one request, or doesn't return the answer to it: a
        response as `requests` or `urllib` makes it, or a pair of status and body.
        """
        self.status, self.body = status, body
        self.came.clear()
        given = trying.call(
            function,
            self.twitch,
            *values,
            within=sending.TIMEOUT,
            about=f"With the answer {status}",
        )
        if not self.came:
            raise Wrong(
                "No request came. Send it to an address that begins with `twitch.id_url`, the "
                "`twitch` that your function gets."
            )
        if len(self.came) > 1:
            raise Wrong(f"{len(self.came)} requests came. Wanted: one.")
        _compare(given, status, body)
        return self.came[0]


def _compare(given: Any, status: int, body: Body) -> None:
    if hasattr(given, "status_code") and callable(getattr(given, "json", None)):
        returned, text = given.status_code, given.json()
    elif hasattr(given, "status") and callable(getattr(given, "read", None)):  # as urllib has it
        returned, text = given.status, given.read()
    elif isinstance(given, tuple | list) and len(given) == 2:
        returned, text = given
    else:
        raise Wrong(
            f"It returned {shown(given)}. Wanted: the answer, as `requests` gives it, or a pair "
            "of its status and its JSON."
        )
    if isinstance(text, str | bytes):
        with suppress(ValueError):
            text = json.loads(text)
    if returned != status or text != body:
        raise Wrong(
            f"The answer was {status}, and something else was returned. Wanted: the answer, as "
            "`requests` gives it, or a pair of its status and its JSON."
        )


@contextmanager
def recording(twitch: Service) -> Iterator[Recorder]:
    """Such a server, as long as the block runs. The clinic doesn't see its answers."""

    class Handler(BaseHTTPRequestHandler):
        def answer(self) -> None:
            length = int(self.headers.get("Content-Length") or 0)
            sent = self.rfile.read(length).decode(errors="replace")
            recorder.came.append(Request(self.command, self.path, self.headers, sent))
            body = recorder.body
            reply = (body if isinstance(body, str) else json.dumps(body)).encode()
            self.send_response(recorder.status)
            kind = "text/html" if isinstance(body, str) else "application/json"
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(reply)))
            self.end_headers()
            self.wfile.write(reply)

        do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = answer

        def log_message(self, *words: Any) -> None:
            """Nothing is printed."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    address = f"http://127.0.0.1:{server.server_address[1]}"
    recorder = Recorder(replace(twitch, **service.all_at(address)))
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    # A company's proxy can't reach this computer, and a .netrc would add a header.
    settings = {"NO_PROXY": "127.0.0.1", "no_proxy": "127.0.0.1", "NETRC": os.devnull}
    try:
        with mock.patch.dict(os.environ, settings), mock.patch.object(sending, "listeners", []):
            yield recorder
    finally:
        server.shutdown()
        server.server_close()
        thread.join(sending.TIMEOUT)
