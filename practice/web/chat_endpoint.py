"""The WebSocket of chat: instead of wss://irc-ws.chat.twitch.tv, ws://localhost:8017/chat.

Some programs can be told a host but no path, so a WebSocket at `/` is chat as well. Frames come in,
`chat_session` says what goes out. A frame holds one line of IRC or several (docs/twitch.md 8.1).
"""

from __future__ import annotations

import asyncio
import re
from contextlib import suppress
from typing import Any

from tornado.httputil import HTTPServerRequest
from tornado.ioloop import PeriodicCallback
from tornado.routing import Matcher
from tornado.web import HTTPError
from tornado.websocket import WebSocketClosedError, WebSocketHandler

from practice.chat.chat import Chat
from practice.chat.chat_session import Session
from practice.rules.life import Life
from practice.web.handling import Handler

PATH = "/chat"
LARGEST_FRAME = 16 * 1024  # bytes; ours
LOOKS_AT_THE_CLOCK_EVERY = 1  # second
ENDS_AFTER_RECONNECT = 1  # seconds; ours

WRONG_KIND_OF_DATA = 1003  # RFC 6455 7.4.1

# The learner's own pages, on whatever port they are served.
ON_THIS_COMPUTER = re.compile(r"https?://(localhost|127\.0\.0\.1|\[::1\])(:\d{1,5})?")


class WebSocketAtRoot(Matcher):
    """A WebSocket that is opened at `/`, where a browser finds the start page."""

    def match(self, request: HTTPServerRequest) -> dict[str, Any] | None:
        return {} if request.path == "/" and _wants_websocket(request) else None


def _wants_websocket(request: HTTPServerRequest) -> bool:
    return request.headers.get("Upgrade", "").lower() == "websocket"


class ChatSocket(Handler, WebSocketHandler):
    """One connection."""

    max_message_size = LARGEST_FRAME

    def initialize(self, chat: Chat, life: Life) -> None:
        self.session: Session | None = None
        self._chat = chat
        self._life = life
        self._sent: asyncio.Future[None] | None = None

    def prepare(self) -> None:
        super().prepare()
        if not _wants_websocket(self.request):
            raise HTTPError(
                426,
                log_message="This address is for chat programs. Connect to it with a WebSocket.",
            )

        # Any web site's page can open a WebSocket to here; its browser tells where it is from.
        origin = self.request.headers.get("Origin")
        if origin is not None and not ON_THIS_COMPUTER.fullmatch(origin):
            raise HTTPError(403, log_message="A page of another web site may not use this chat.")

    def check_origin(self, origin: str) -> bool:
        return True  # `prepare` has looked at it

    def select_subprotocol(self, subprotocols: list[str]) -> str | None:
        return "irc" if "irc" in subprotocols else None  # tmi.js hangs up without it

    def open(self) -> None:
        self.set_nodelay(True)
        self.session = Session(self._chat, self._life, self._send, self.close)
        self._clock = PeriodicCallback(
            self.session.look_at_the_clock, LOOKS_AT_THE_CLOCK_EVERY * 1000
        )
        self._clock.start()

    async def on_message(self, message: str | bytes) -> None:
        if not self.session:
            return
        if isinstance(message, bytes):  # IRC is text
            return self.close(WRONG_KIND_OF_DATA)
        self.session.receive(message)
        # No more is read before the answers are gone: else they pile up for one who never reads.
        if self._sent:
            with suppress(WebSocketClosedError):
                await self._sent

    def on_close(self) -> None:
        if self.session:
            self._clock.stop()
            self.session.ended()

    def _send(self, line: str) -> None:
        with suppress(WebSocketClosedError):
            self._sent = self.write_message(line)
            self._sent.add_done_callback(_look_at)


def _look_at(sent: asyncio.Future[None]) -> None:
    # An error that nobody looked at would be printed, with a stack trace.
    if not sent.cancelled():
        sent.exception()


def restart(chat: Chat) -> None:
    """Send RECONNECT to everybody (docs/twitch.md 8.2), and end their connections soon after."""
    told = chat.announce_restart()
    loop = asyncio.get_running_loop()
    for listener in told:
        loop.call_later(ENDS_AFTER_RECONNECT, listener.hang_up)


def end(chat: Chat) -> None:
    """The same, at once: Practice Twitch itself is ending."""
    for listener in chat.announce_restart():
        listener.hang_up()
