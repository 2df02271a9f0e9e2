"""Twitch's chat: a WebSocket that carries lines of IRC. Read them, write them, take one apart."""

from __future__ import annotations

import re
import time
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import requests
import websocket
from urllib3.exceptions import HTTPError

from helpers.plain_errors import PlainError
from helpers.sending import Limits, TooSlow, heard, session_for
from helpers.service import Service

TIMEOUT = 10  # seconds
WELCOME, END_OF_WELCOME = "001", "376"
BROKEN = "There is a line break in the token, so it was not sent. Give the token alone."


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


def _no_more_is_known(twitch: Service, password: str, nick: str, line: Line | None) -> str:
    return ""


# What a complaint of the chat means, in sentences. It gets the values of PASS and NICK, and the
# line; None when nothing came. `import lessons` puts its own here: it compares, and asks Twitch.
explain: Callable[[Service, str, str, Line | None], str] = _no_more_is_known


class Connection:
    """One connection to chat. Who opens it closes it."""

    def __init__(self, twitch: Service) -> None:
        """Connect, and say nothing yet. Raises PlainError when this takes over 10 seconds."""
        self.login = ""  # as the chat calls us, once it has said welcome
        self._twitch = twitch
        self._sent = {"PASS": "", "NICK": ""}
        self._waits_for: set[str] = set()  # channels that nobody has let us into yet
        self._lines: deque[str] = deque()
        self._host = urlsplit(twitch.chat_url).hostname or ""
        try:
            self._below = _open(twitch.chat_url, Limits(self._host, TIMEOUT))
            # Not sent on to another address: the token would go there.
            self._socket = websocket.create_connection(
                twitch.chat_url, socket=self._below, redirect_limit=0
            )
            if self._socket.getstatus() != 101:
                raise websocket.WebSocketException("no WebSocket")
        except (websocket.WebSocketException, HTTPError, OSError, ValueError):
            raise PlainError(
                f"The chat at {self._host} can't be reached, or what answers is no chat. Is this "
                "computer online? For Practice Twitch (ws://), restart the kernel, run this again."
            ) from None

    @heard()
    def send(self, line: str) -> None:
        """Send one line. Raises PlainError when the connection has ended, or for a line break."""
        if "\r" in line or "\n" in line:
            raise PlainError("A line break in a line would make two of it. Take it out.")
        word, _, value = line.partition(" ")
        if word.upper() in self._sent and not self._sent["NICK"]:  # a PASS after it is too late
            self._sent[word.upper()] = value
        elif word.upper() == "JOIN":
            self._waits_for |= {one.lower() for one in value.strip().split(",")}
        self._below.limits = Limits(self._host, TIMEOUT)
        try:
            self._socket.send(f"{line}\r\n")
        except (websocket.WebSocketException, OSError):
            raise PlainError(
                "The chat has ended this connection. Run the cell with chat.connect again."
            ) from None

    def lines(self, seconds: float) -> Iterator[str]:
        """The lines as they come, for so many seconds, or until the connection ends.

        Raises PlainError for a message of more than 1 MB.
        """
        ends_at = time.monotonic() + seconds
        while True:
            while self._lines:
                raw = self._lines.popleft()
                line = parse(raw)
                if welcome := re.search(f"^\\S+ {WELCOME} (\\S+)", raw):
                    self.login = welcome[1]
                elif line.command == "JOIN" and line.sender == self.login:
                    self._waits_for.discard(line.channel.lower())
                yield raw
            left = ends_at - time.monotonic()
            if left <= 0:
                return
            self._below.limits = Limits(self._host, left)
            try:
                frame = self._socket.recv()
            except (TooSlow, websocket.WebSocketException, OSError):  # nothing came, or the end
                return
            if not frame:
                return
            self._lines.extend(str(frame).splitlines())

    def complaint(self, line: Line) -> str:
        """What the chat says in a NOTICE or an error's number, and what it means; else empty."""
        if line.command != "NOTICE" and not re.fullmatch("[45][0-9][0-9]", line.command):
            return ""
        means = explain(self._twitch, self._sent["PASS"], self._sent["NICK"], line)
        return f"“{line.text}”, says the chat. {means}".strip()

    def silence(self) -> str:
        """Why nothing may have come, as far as that is known."""
        means = explain(self._twitch, self._sent["PASS"], self._sent["NICK"], None)
        return f"Nothing came. {means}".strip()

    def other_name(self) -> str:
        """A sentence, when the welcome was for another name than the one in NICK."""
        asked = self._sent["NICK"].strip()
        if not self.login or self.login.lower() == asked.lower():
            return ""
        return f"The chat calls you {self.login}, not {asked}: the token is {self.login}'s."

    def not_joined(self) -> list[str]:
        """A sentence for each room that was asked for and didn't answer."""
        return [
            f"No answer has come to JOIN {name}. A room is a channel's login with # before it, "
            f"such as #{self.login}, and it must exist and let you in."
            for name in sorted(self._waits_for)
        ]

    def close(self) -> None:
        """End the connection, within a second or so."""
        self._below.limits = Limits(self._host, 1)
        self._socket.close(timeout=1)
        self._socket.shutdown()  # close does nothing when the other side has said goodbye first


class _Socket:
    """A connected socket for websocket-client, which sets no limits of its own."""

    def __init__(self, connected: Any, limits: Limits) -> None:
        self._connected = connected
        self.limits = limits

    def recv(self, size: int) -> bytes:
        self._connected.settimeout(self.limits.left())
        try:
            came: bytes = self._connected.recv(size)
        except TimeoutError:
            raise self.limits.too_slow() from None
        self.limits.count(len(came))
        return came

    def send(self, data: bytes) -> int:
        self._connected.settimeout(self.limits.left())
        try:
            sent: int = self._connected.send(data)
        except TimeoutError:
            raise self.limits.too_slow() from None
        return sent

    def __getattr__(self, name: str) -> Any:
        return getattr(self._connected, name)


def _open(chat_url: str, limits: Limits) -> _Socket:
    """Connect as requests would, with its certificates, and through a proxy where one is set."""
    url = f"http{chat_url.removeprefix('ws')}"
    with session_for(urlsplit(url).hostname or "", limits) as session:
        adapter: Any = session.get_adapter(url)
        settings = session.merge_environment_settings(url, {}, None, None, None)
        request = requests.Request("GET", url).prepare()
        pool = adapter.get_connection_with_tls_context(
            request, settings["verify"], proxies=settings["proxies"]
        )
        adapter.cert_verify(pool, url, settings["verify"], None)
        connection = pool._new_conn()
        try:
            pool._prepare_proxy(connection) if pool.proxy else connection.connect()
        except BaseException:
            connection.close()
            raise
    return _Socket(connection.sock, limits)


@heard()
def connect(twitch: Service, login: str, access_token: str) -> Connection:
    """Connect and log in (docs/twitch.md 8.1). Returns after the welcome.

    Says so when the welcome is for another name. Raises PlainError with the cause, as far as it is
    known, when Twitch refuses, or says no welcome within 10 seconds.
    """
    access_token = str(access_token or "")  # None where nothing is kept
    if "\r" in access_token or "\n" in access_token:  # it would make two lines of one
        raise PlainError(BROKEN)
    connection = Connection(twitch)
    try:
        connection.send("CAP REQ :twitch.tv/tags twitch.tv/commands")
        connection.send(f"PASS oauth:{access_token}")
        connection.send(f"NICK {login}")
        _wait_for_welcome(connection)
    except PlainError:
        connection.close()
        raise
    if said := connection.other_name():
        print(said)
    return connection


def _wait_for_welcome(connection: Connection) -> None:
    for raw in connection.lines(TIMEOUT):
        line = parse(raw)
        if line.command == END_OF_WELCOME:
            return
        if line.command == "NOTICE":
            raise PlainError(f"The chat refused the login: {connection.complaint(line)}")
    raise PlainError("The chat did not say welcome within 10 seconds. Try again.")


def run_bot(
    connection: Connection, answer: Callable[[Line], str | None], seconds: float
) -> list[str]:
    """Give each line to `answer` and send what it returns, for so many seconds.

    Returns what was read and said, message by message, with what the chat complains of. It is
    never empty: when nothing came, it says so.
    """
    happened = [connection.other_name()] if connection.other_name() else []
    for raw in connection.lines(seconds):
        line = parse(raw)
        if line.command == "PRIVMSG":
            happened.append(f"{line.sender}: {line.text}")
        elif complaint := connection.complaint(line):
            happened.append(complaint)
        if said := answer(line):
            connection.send(said)
            happened.append(f"bot sends: {said}")
    happened += connection.not_joined()
    return happened or [connection.silence()]
