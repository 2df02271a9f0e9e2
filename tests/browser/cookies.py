"""Which cookies a browser sends to a host, whatever the port: what any program there would get."""

from __future__ import annotations

import threading
from http.cookies import SimpleCookie
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from playwright.sync_api import BrowserContext


def cookies_sent_to(host: str, context: BrowserContext) -> set[str]:
    """The names of the cookies that arrive at a port of this host where nobody has been before."""
    arrived: list[str] = []

    class Listener(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            arrived.append(self.headers.get("Cookie", ""))
            self.send_response(200)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:
            pass

    # A browser may open a second connection, and send nothing there.
    with ThreadingHTTPServer(("127.0.0.1", 0), Listener) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        try:
            page = context.new_page()
            page.goto(f"http://{host}:{server.server_port}/")
            page.close()
        finally:
            server.shutdown()
            thread.join(10)
    assert arrived, host
    return {name for line in arrived for name in SimpleCookie(line)}
