"""Twitch's chat: a WebSocket that carries lines of IRC. Read them, write them, take one apart."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import websocket

from helpers.plain_errors import PlainError
from helpers.service import Service

TIMEOUT = 10  # seconds
END_OF_WELCOME = "376"

# What the server says in a NOTICE before it ends the connection, and how to fix it.
REFUSALS = {
    "login authentication failed": "The token is dead, or it was made without a scope for chat. "
    "Get a fresh one in notebook 10, with chat:read and chat:edit.",
    "improperly formatted auth": "The line PASS must come before NICK, and its value must begin "
    "with oauth: and go on with the token.",
    "login unsuccessful": "Too many logins within ten seconds, or a name that can't be. Wait a "
    "little and try again.",
    "invalid nick": "The name in NICK is not one that Twitch can have.",
}


@dataclass(frozen=True)
class Line:
    """One line of IRC, taken apart (docs/twitch.md 8.2)."""

    tags: dict[str, str] = field(repr=False)
    sender: str  # a login, or the server's name
    command: str
    channel: str  # with its #; empty when the line is for no channel
    text: str


def parse(line: str) -> Line:
    """Take a line apart. `@tags :sender COMMAND #channel :text`; most parts may be missing."""
    tags, sender = {}, ""
    if line.startswith("@"):
        words, _, line = line[1:].partition(" ")
        for word in words.split(";"):
            name, _, value = word.partition("=")
            tags[name] = value
    if line.startswith(":"):
        source, _, line = line[1:].partition(" ")
        sender = source.partition("!")[0]
    line, _, text = line.partition(" :")
    command, *parameters = line.split() or [""]
    channel = next((word for word in parameters if word.startswith("#")), "")
    return Line(tags, sender, command, channel, text)


class Connection:
    """One connection to chat. Who opens it closes it."""

    def __init__(self, twitch: Service) -> None:
        """Connect, and say nothing yet. Raises PlainError when nobody answers in 10 seconds."""
        self._lines: deque[str] = deque()
        host = urlsplit(twitch.chat_url).hostname or ""
        try:
            self._socket = websocket.create_connection(twitch.chat_url, timeout=TIMEOUT)
        except (websocket.WebSocketException, OSError):
            raise PlainError(
                f"The chat at {host} can't be reached. Is this computer online? If practice "
                "Twitch was meant, restart the kernel and run this notebook from its top."
            ) from None

    def send(self, line: str) -> None:
        """Send one line. Raises PlainError when the connection has ended, or for a line break."""
        if "\r" in line or "\n" in line:
            raise PlainError("A line break in a line would make two of it. Take it out.")
        try:
            self._socket.send(f"{line}\r\n")
        except (websocket.WebSocketException, OSError):
            raise PlainError(
                "The chat has ended this connection. Run the cell with chat.connect again."
            ) from None

    def lines(self, seconds: float) -> Iterator[str]:
        """The lines as they come, for so many seconds, or until the connection ends."""
        ends_at = time.monotonic() + seconds
        while True:
            while self._lines:
                yield self._lines.popleft()
            left = ends_at - time.monotonic()
            if left <= 0:
                return
            try:
                self._socket.settimeout(left)
                frame = self._socket.recv()
            except (websocket.WebSocketException, OSError):  # nothing came, or the end came
                return
            if not frame:
                return
            self._lines.extend(str(frame).splitlines())

    def close(self) -> None:
        """End the connection."""
        self._socket.close(timeout=1)
        self._socket.shutdown()  # close does nothing when the other side has said goodbye first


def connect(twitch: Service, login: str, access_token: str) -> Connection:
    """Connect and log in (docs/twitch.md 8.1). Returns after the welcome.

    Raises PlainError with the cause when Twitch refuses, or says nothing for 10 seconds.
    """
    connection = Connection(twitch)
    try:
        connection.send("CAP REQ :twitch.tv/tags twitch.tv/commands")
        connection.send(f"PASS oauth:{access_token}")
        connection.send(f"NICK {login}")
        _wait_for_welcome(connection)
    except PlainError:
        connection.close()
        raise
    return connection


def _wait_for_welcome(connection: Connection) -> None:
    for raw in connection.lines(TIMEOUT):
        line = parse(raw)
        if line.command == END_OF_WELCOME:
            return
        if line.command == "NOTICE":
            meaning = REFUSALS.get(line.text.lower(), "")
            raise PlainError(f"The chat refused the login: {line.text}. {meaning}".strip())
    raise PlainError("The chat did not say welcome within 10 seconds. Try again.")


def run_bot(
    connection: Connection, answer: Callable[[Line], str | None], seconds: float
) -> list[str]:
    """Give each line to `answer` and send what it returns, for so many seconds.

    Returns what was read and said, message by message.
    """
    happened = []
    for raw in connection.lines(seconds):
        line = parse(raw)
        if line.command == "PRIVMSG":
            happened.append(f"{line.sender}: {line.text}")
        if said := answer(line):
            connection.send(said)
            happened.append(f"bot sends: {said}")
    return happened
