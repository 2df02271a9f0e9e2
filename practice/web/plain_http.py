"""The HTTP server, without a wait for those who speak TLS to it."""

from __future__ import annotations

import socket
from typing import Any

from tornado.httpserver import HTTPServer
from tornado.ioloop import IOLoop
from tornado.iostream import IOStream

HANDSHAKE = b"\x16"  # the first byte of a TLS connection (RFC 8446 5.1)
SPEAKS_WITHIN = 120  # seconds


class PlainHttpServer(HTTPServer):
    """Closes a connection at once that begins with TLS: practice is http, not https.

    tornado would take it for the beginning of a header, and wait for the rest.
    """

    def handle_stream(self, stream: IOStream, address: tuple[Any, ...]) -> None:
        loop = IOLoop.current()

        def first_byte(*_: Any) -> None:
            loop.remove_handler(stream.socket)
            loop.remove_timeout(silent)
            try:
                seen = stream.socket.recv(1, socket.MSG_PEEK)
            except OSError:
                seen = b""
            if seen in (b"", HANDSHAKE):
                stream.close()
            else:
                super(PlainHttpServer, self).handle_stream(stream, address)

        def never() -> None:
            loop.remove_handler(stream.socket)
            stream.close()

        silent = loop.call_later(SPEAKS_WITHIN, never)
        loop.add_handler(stream.socket, first_byte, IOLoop.READ)
