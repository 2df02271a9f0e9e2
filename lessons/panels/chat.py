"""The panel of notebook 13: a live chat that streams in until it is stopped."""

from __future__ import annotations

import html
import threading
import time
from collections import deque

import ipywidgets as widgets

from helpers import chat, credentials, service
from helpers.plain_errors import PlainError
from lessons.panels.panel import Panel

SHOWN = 12  # messages
RUNS_FOR = 600  # seconds at most
SLICE = 0.5  # seconds between two looks at whether to stop
ENOUGH = 2  # messages, when nobody watches


class ChatPanel(Panel):
    """Read one channel's chat live. It stops at the button, or by itself after ten minutes."""

    def __init__(self, login: str, channel: str) -> None:
        self.title = f"Live: the chat of {channel}"
        self._login = login
        self._channel = channel
        self._messages: deque[tuple[str, str]] = deque(maxlen=SHOWN)
        self._stop = threading.Event()
        self._screen = widgets.HTML()
        self._start_button = self.button("Start", self._start)
        self._stop_button = self.button("Stop", self._stop.set, main=False)
        self._stop_button.disabled = True
        super().__init__(widgets.HBox([self._start_button, self._stop_button]), self._screen)

    def watch(self) -> None:
        self._read(self._connect(), ENOUGH)

    def still(self) -> str:
        return "\n".join([*(f"{name}: {text}" for name, text in self._messages), self._said])

    def _start(self) -> None:
        connection = self._connect()
        self._stop.clear()
        self._start_button.disabled, self._stop_button.disabled = True, False
        self.say("Listening. Messages appear as they are written.")
        threading.Thread(target=self._read, args=(connection,), daemon=True).start()

    def _connect(self) -> chat.Connection:
        twitch = service.chosen()
        mine = credentials.need(twitch, "access_token")
        connection = chat.connect(twitch, self._login, mine.access_token)
        connection.send(f"JOIN #{self._channel}")
        return connection

    def _read(self, connection: chat.Connection, enough: int = 10**6) -> None:
        ends_at, count = time.monotonic() + RUNS_FOR, 0
        why = "Stopped after ten minutes. Press Start to go on."
        try:
            while time.monotonic() < ends_at and count < enough and not self._stop.is_set():
                for raw in connection.lines(SLICE):
                    line = chat.parse(raw)
                    if line.command == "PRIVMSG":
                        count += 1
                        self._show(line)
                    elif line.command == "PING":
                        connection.send(f"PONG :{line.text}")
                    elif line.command == "RECONNECT":
                        ends_at, why = 0, "Twitch restarts this chat server. Press Start again."
                    if count >= enough or self._stop.is_set():
                        break
            if count >= enough or self._stop.is_set():
                why = "Stopped."
        except PlainError as problem:
            why = str(problem)
        finally:
            connection.close()
            self._start_button.disabled, self._stop_button.disabled = False, True
            self.say(why)

    def _show(self, line: chat.Line) -> None:
        name = line.tags.get("display-name") or line.sender
        self._messages.append((name, line.text))
        rows = "".join(
            f"<div><b>{html.escape(name)}</b>: {html.escape(text)}</div>"
            for name, text in self._messages
        )
        self._screen.value = f'<div style="line-height:1.5;min-height:6em">{rows}</div>'
