"""The panel of notebook 13: a live chat that streams in until it is stopped."""

from __future__ import annotations

import time
from collections import deque

from helpers import chat
from helpers.plain_errors import PlainError
from lessons.panels.panel import Panel, Values
from look.parts import Button, Part, Row, Text

SHOWN = 12  # messages
RUNS_FOR, LET_IN_WITHIN = 600, 5  # seconds at most; until a JOIN is answered
SLICE = 0.05  # seconds that a look takes
ENOUGH = 2  # messages, when nobody watches
LISTENING = "Listening. Messages appear as they are written."


class ChatPanel(Panel):
    """Read one channel's chat live. It stops at the button, or by itself after ten minutes."""

    def __init__(self, login: str, channel: str) -> None:
        self.title = f"Live: the chat of {channel}"
        self._login = login
        self._channel = channel
        self._messages: deque[tuple[str, str]] = deque(maxlen=SHOWN)
        self._count = 0
        self._connection: chat.Connection | None = None
        self._ends_at = 0.0  # seconds, by time.monotonic
        super().__init__()

    def parts(self) -> list[Part]:
        button = Button("stop", "Stop") if self._connection else Button("start", "Start")
        messages = [Text(f"{name}: {text}") for name, text in self._messages]
        return [Row((button,)), *messages]

    def watch(self) -> None:
        self.press("start")
        while self._connection and self._count < ENOUGH:
            self._look(1.0)
        if self._connection:
            self.press("stop")

    def do_start(self, _: Values) -> None:
        access_token = self.need("access_token").access_token
        connection = chat.connect(self.twitch, self._login, access_token)
        connection.send(f"JOIN #{self._channel.lstrip('#')}")
        self._connection, self._ends_at = connection, time.monotonic() + RUNS_FOR
        self._count, self.every = 0, 0.5
        self.done("13")
        self.say(connection.other_name() or LISTENING)

    def do_stop(self, _: Values) -> None:
        self._end("Stopped.")

    def tick(self) -> None:
        self._look(SLICE)

    def _look(self, seconds: float) -> None:
        if not self._connection:
            return
        try:
            for raw in self._connection.lines(seconds):
                line = chat.parse(raw)
                if line.command == "PRIVMSG":
                    self._count += 1
                    name = line.tags.get("display-name") or line.sender
                    self._messages.append((name, line.text))
                elif line.command == "PING":
                    self._connection.send(f"PONG :{line.text}")
                elif line.command == "RECONNECT":
                    return self._end("Twitch restarts this chat server. Press Start again.")
                elif complaint := self._connection.complaint(line):
                    self.say(complaint, "bad")
        except PlainError as problem:
            return self._end(str(problem))
        late = time.monotonic() > self._ends_at - RUNS_FOR + LET_IN_WITHIN
        if late and self._said == LISTENING and (unheard := self._connection.not_joined()):
            self.say(unheard[0], "bad")
        if time.monotonic() > self._ends_at:
            self._end("Stopped after ten minutes. Press Start to go on.")

    def _end(self, why: str) -> None:
        if self._connection:
            self._connection.close()
        self._connection, self.every = None, 0.0
        self.say(why)
