"""Chat's rooms: who is in which, who may say what, and who hears it (docs/twitch.md 8.2 and 8.4).

A room is a channel's chat. This file knows no sockets and no IRC login: a `Listener` is whatever
wants to hear. The rooms are in memory, in the one process that serves: when it ends, everybody has
to connect and join again.

The numbers of the limits are Twitch's. What breaking one does is ours, and so is for whom they
count: for a name, over all of its connections and rooms.
"""

from __future__ import annotations

import time
import uuid
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from practice.chat.irc import Message
from practice.rules.world import CHANNELS, Channel

HOST = "tmi.twitch.tv"
LONGEST_MESSAGE = 500  # characters
MOST_CHANNELS = 100  # at once, of one connection
MOST_JOINS = 20  # in 10 seconds
MOST_LOGINS = 20  # in 10 seconds
MOST_MESSAGES = 20  # in 30 seconds
MOST_MESSAGES_AT_HOME = 100  # in 30 seconds, of a broadcaster in the own channel
SAME_WITHIN = 30  # seconds; ours
MOST_REMEMBERED = 200  # messages of a room to which one can reply; ours

BY_ID = {channel.user_id: channel for channel in CHANNELS}
BY_LOGIN = {channel.login: channel for channel in CHANNELS}


class Listener(Protocol):
    """A connection, as the rooms see it. `nick` is empty before it has logged in."""

    nick: str

    def hear(self, message: Message) -> None:
        """Take what happened in a room, or to everybody."""

    def hang_up(self) -> None:
        """End this connection."""


class Audience(Protocol):
    """Who wants to know what happens in the rooms: the residents."""

    def somebody_entered(self, channel: Channel) -> None: ...
    def all_left(self, channel: Channel) -> None: ...
    def something_was_said(self, channel: Channel, sender: Channel, text: str) -> None: ...


@dataclass(frozen=True)
class Drop:
    """Why a message was not sent. The codes are known (docs/twitch.md 6.7), the texts are ours."""

    code: str
    message: str


@dataclass(frozen=True)
class Said:
    """What became of a message: it has an id, or the reason why it was dropped."""

    message_id: str
    drop: Drop | None = None


class Limit:
    """So many times within so many seconds, counted for each name."""

    def __init__(self, seconds: float, clock: Callable[[], float]) -> None:
        self._seconds = seconds
        self._clock = clock
        self._past: deque[tuple[float, str]] = deque()

    def allows(self, who: str, most: int) -> bool:
        """Whether it may happen once more. If so, it is counted."""
        now = self._clock()
        while self._past and self._past[0][0] <= now - self._seconds:
            self._past.popleft()
        if sum(name == who for _, name in self._past) >= most:
            return False
        self._past.append((now, who))
        return True


class Chat:
    """All rooms. A room is there as long as somebody is in it."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        """`clock` gives seconds and never goes back, so that no limit outlasts its time."""
        self.clock = clock
        self.logins = Limit(10, clock)
        self.joins = Limit(10, clock)
        self.audience: Audience | None = None
        self._messages = Limit(30, clock)
        self._connected: list[Listener] = []
        self._rooms: dict[str, list[Listener]] = {}  # by the channel's login
        self._said: dict[str, deque[str]] = {}  # ids of the latest messages, by the channel's login
        self._latest: dict[tuple[str, str], tuple[str, float]] = {}  # by room and sender

    # Connections

    def connect(self, listener: Listener) -> None:
        """From now on this one is told of restarts."""
        self._connected.append(listener)

    def disconnect(self, listener: Listener) -> None:
        """Take it out of everything. Nothing happens when it is out already."""
        for channel in self.channels_of(listener):
            self.leave(listener, channel)
        if listener in self._connected:
            self._connected.remove(listener)

    def announce_restart(self) -> list[Listener]:
        """Send RECONNECT to all connections (docs/twitch.md 8.2); returns them, to be ended."""
        told = list(self._connected)
        for listener in told:
            listener.hear(Message(prefix=HOST, command="RECONNECT"))
        return told

    # Rooms

    def rooms(self) -> dict[str, list[str]]:
        """The rooms with somebody in them, and who that is."""
        return {
            login: [listener.nick for listener in inside] for login, inside in self._rooms.items()
        }

    def channels_of(self, listener: Listener) -> list[Channel]:
        """Where it is."""
        return [BY_LOGIN[login] for login, inside in self._rooms.items() if listener in inside]

    def enter(self, listener: Listener, channel: Channel) -> None:
        """Let it in, and tell the others who are there."""
        inside = self._rooms.setdefault(channel.login, [])
        self._tell(inside, Message({}, user_prefix(listener.nick), "JOIN", (f"#{channel.login}",)))
        inside.append(listener)
        if self.audience:
            self.audience.somebody_entered(channel)

    def leave(self, listener: Listener, channel: Channel) -> None:
        """Let it out, and tell the others who are there."""
        inside = self._rooms[channel.login]
        inside.remove(listener)
        self._tell(inside, Message({}, user_prefix(listener.nick), "PART", (f"#{channel.login}",)))
        if not inside:
            del self._rooms[channel.login]
            if self.audience:
                self.audience.all_left(channel)

    def _tell(self, inside: list[Listener], message: Message) -> None:
        for listener in list(inside):  # hearing can make one leave
            listener.hear(message)

    # Messages

    def say(
        self,
        broadcaster_id: str,
        sender_id: str,
        text: str,
        nonce: str = "",
        unheard_by: Listener | None = None,
    ) -> Said:
        """Post a message into this broadcaster's room, for this sender.

        All in the room hear it but `unheard_by`: an own message is not echoed to the connection
        that it came from (docs/twitch.md 8.2). Ours: it is to the sender's other connections.
        `nonce` is the `client-nonce` that came with it. Scopes are the caller's business. Raises
        KeyError for people who are not in this world.
        """
        channel, sender = BY_ID[broadcaster_id], BY_ID[sender_id]
        text = _one_line(text)
        drop = self._why_not(channel, sender, text)
        if drop:
            return Said("", drop)
        self._latest[channel.login, sender.login] = (text, self.clock())
        return Said(self.speak(channel, sender, text, nonce, unheard_by))

    def was_said(self, broadcaster_id: str, message_id: str) -> bool:
        """Whether one can reply to this message in this room."""
        return message_id in self._said.get(BY_ID[broadcaster_id].login, ())

    def speak(
        self,
        channel: Channel,
        sender: Channel,
        text: str,
        nonce: str = "",
        unheard_by: Listener | None = None,
    ) -> str:
        """Say something without any limit, as residents do. Returns the message's id."""
        message_id = str(uuid.uuid4())
        self._said.setdefault(channel.login, deque(maxlen=MOST_REMEMBERED)).append(message_id)
        message = Message(
            self._tags(channel, sender, message_id, nonce),
            user_prefix(sender.login),
            "PRIVMSG",
            (f"#{channel.login}", text),
        )
        inside = self._rooms.get(channel.login, [])
        self._tell([listener for listener in inside if listener is not unheard_by], message)
        if self.audience:
            self.audience.something_was_said(channel, sender, text)
        return message_id

    def _why_not(self, channel: Channel, sender: Channel, text: str) -> Drop | None:
        if not text.strip():
            return Drop("msg_rejected", "Your message was not sent: it is empty.")
        if len(text) > LONGEST_MESSAGE:
            return Drop(
                "msg_rejected",
                f"Your message was not sent: it has {len(text)} characters, and "
                f"{LONGEST_MESSAGE} are allowed.",
            )
        before, at = self._latest.get((channel.login, sender.login), ("", 0.0))
        if before == text and self.clock() - at < SAME_WITHIN:
            return Drop(
                "msg_duplicate",
                f"Your message was not sent: it is the same as your last one, within "
                f"{SAME_WITHIN} seconds.",
            )
        most = MOST_MESSAGES_AT_HOME if sender == channel else MOST_MESSAGES
        if not self._messages.allows(sender.login, most):
            return Drop(
                "msg_ratelimit",
                f"Your message was not sent: you have sent {most} within 30 seconds.",
            )
        return None

    def _tags(
        self, channel: Channel, sender: Channel, message_id: str, nonce: str
    ) -> dict[str, str]:
        """All tags of a PRIVMSG in docs/twitch.md 8.2. Ours: the values that never change."""
        return {
            "badge-info": "",
            "badges": badges(channel, sender),
            **({"client-nonce": nonce} if nonce else {}),
            "color": "",
            "display-name": sender.display_name,
            "emotes": "",
            "first-msg": "0",
            "flags": "",
            "id": message_id,
            "mod": "0",
            "returning-chatter": "0",
            "room-id": channel.user_id,
            "subscriber": "0",
            "tmi-sent-ts": str(int(time.time() * 1000)),  # milliseconds
            "turbo": "0",
            "user-id": sender.user_id,
            "user-type": "",
        }


def badges(channel: Channel, person: Channel) -> str:
    """What stands beside a name in a room: here only that it is the broadcaster."""
    return "broadcaster/1" if person == channel else ""


def user_prefix(nick: str) -> str:
    """Who a line is from, when it is from a person (docs/twitch.md 8.2)."""
    return f"{nick}!{nick}@{nick}.{HOST}"


def _one_line(text: str) -> str:
    # Ours: what breaks a line becomes a space, and half a character (a lone surrogate) a "?".
    text = text.encode("utf-8", "replace").decode()
    return " ".join(text.replace("\0", " ").splitlines())
