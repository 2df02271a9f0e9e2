"""What the tests of chat tests share."""

from __future__ import annotations

from practice.chat.chat import Chat
from practice.chat.chat_session import Session
from practice.chat.irc import parse
from practice.store.records import Token
from practice.store.schema import PEOPLE

ALL = "twitch.tv/membership twitch.tv/tags twitch.tv/commands"
OTTER, OWL, SPARROW = (person[0] for person in PEOPLE)


class Clock:
    def __init__(self) -> None:
        self.now = 1_800_000_000.0

    def __call__(self) -> float:
        return self.now


class Client:
    """Somebody who types lines, and keeps what comes back."""

    def __init__(self, world: World) -> None:
        self.frames: list[str] = []
        self.lines: list[str] = []
        self.open = True
        self.session = Session(world.chat, world, self.take, self.close)

    def take(self, frame: str) -> None:
        assert self.open and frame.endswith("\r\n")
        self.frames.append(frame)
        self.lines += frame[:-2].split("\r\n")

    def close(self) -> None:
        self.open = False

    def sends(self, *lines: str) -> list[str]:
        """Send one frame, and return what came back at once."""
        self.lines.clear()
        self.session.receive("\r\n".join(lines))
        return list(self.lines)

    def said_to(self) -> list[str]:
        """The texts of the messages that came since the last time."""
        read = [parse(line) for line in self.lines]
        self.lines.clear()
        return [message.parameters[1] for message in read if message.command == "PRIVMSG"]


class World:
    """A chat with a clock, and tokens by their value."""

    def __init__(self) -> None:
        self.clock = Clock()
        self.chat = Chat(self.clock)
        self.tokens: dict[str, Token] = {}

    def token(self, value: str) -> Token | None:
        return self.tokens.get(value)

    def issue(self, value: str, user_id: str | None, *scopes: str) -> None:
        fields = ["hash", "mark", None, None, "client", user_id, scopes, (), 0, 10**10]
        self.tokens[value] = Token(*fields)

    def client(
        self, user_id: str = OTTER, scopes: str = "chat:edit chat:read", caps: str = ALL
    ) -> Client:
        """Somebody who has logged in."""
        token = f"{user_id}/{scopes.replace(' ', '/')}"
        self.issue(token, user_id, *scopes.split())
        client = Client(self)
        client.sends(f"CAP REQ :{caps}", f"PASS oauth:{token}", "NICK river_otter")
        assert client.session.nick
        self.clock.now += 1  # so that tests with many people keep within 20 logins in 10 seconds
        return client

    def guest(self) -> Client:
        client = Client(self)
        client.sends(f"CAP REQ :{ALL}", "PASS anything", "NICK justinfan123")
        return client
