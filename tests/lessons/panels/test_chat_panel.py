"""What the live chat does with each line that comes, without any network."""

from __future__ import annotations

import pytest

from helpers import chat, credentials
from helpers.plain_errors import PlainError
from lessons.panels import chat as chat_panel
from lessons.panels.chat import ChatPanel

HELLO = ":otter!otter@otter.tmi.twitch.tv PRIVMSG #amber_lantern :hello"
PONG = "PONG :tmi.twitch.tv"


class Line:
    """A connection that gives what a test put in, and remembers what was sent."""

    def __init__(self) -> None:
        self.coming: list[str] = []
        self.sent: list[str] = []
        self.closed = False
        self.name_told = ""
        self.unanswered: list[str] = []

    def lines(self, seconds):
        while self.coming:
            yield self.coming.pop(0)

    def send(self, line):
        self.sent.append(line)

    def close(self):
        self.closed = True

    def other_name(self):
        return self.name_told

    def not_joined(self):
        return self.unanswered

    def complaint(self, line):
        return f"Complaint: {line.text}" if line.command == "NOTICE" else ""


@pytest.fixture
def connection(monkeypatch):
    made = Line()
    monkeypatch.setattr(chat, "connect", lambda *_: made)
    return made


@pytest.fixture
def panel(practice, connection):
    credentials.keep(practice, access_token="a-token")
    made = ChatPanel("river_otter", "amber_lantern")
    made.press("start")
    connection.sent.clear()
    return made


def test_a_ping_is_answered_with_its_own_words(panel, connection):
    """docs/twitch.md 8.2: who doesn't answer is thrown out."""
    connection.coming = ["PING :tmi.twitch.tv", HELLO, "PING :again"]
    panel.tick()
    assert connection.sent == [PONG, "PONG :again"]
    assert "otter: hello" in repr(panel)


def test_a_ping_is_answered_while_nobody_watches_too(practice, connection):
    credentials.keep(practice, access_token="a-token")
    connection.coming = ["PING :tmi.twitch.tv", HELLO, HELLO]
    ChatPanel("river_otter", "amber_lantern").watch()
    assert PONG in connection.sent and connection.closed


@pytest.mark.parametrize(
    "text", ["There is no such channel.", "Your token has no scope chat:read.", "You are banned."]
)
def test_what_the_chat_complains_of_is_shown(panel, connection, text):
    connection.coming = [f":tmi.twitch.tv NOTICE * :{text}", HELLO]
    panel.tick()
    assert panel.view().said == f"Complaint: {text}" and panel.view().mood == "bad"


def test_a_welcome_for_another_name_is_told(panel, connection):
    panel.press("stop")
    connection.name_told = "The chat calls you night_owl"
    panel.press("start")
    assert panel.view().said == "The chat calls you night_owl"


@pytest.mark.parametrize("channel", ["amber_lantern", "#amber_lantern"])
def test_a_room_has_one_number_sign(practice, connection, channel):
    credentials.keep(practice, access_token="a-token")
    ChatPanel("river_otter", channel).press("start")
    assert connection.sent == ["JOIN #amber_lantern"]


def test_only_messages_are_shown_and_only_the_latest(panel, connection):
    connection.coming = [":otter!otter@otter.tmi.twitch.tv JOIN #amber_lantern", "nonsense"]
    connection.coming += [HELLO.replace("hello", f"message {number}") for number in range(13)]
    panel.tick()
    shown = repr(panel)
    assert "message 0\n" not in f"{shown}\n" and "message 1\n" in shown and "message 12" in shown
    assert "JOIN" not in shown and "nonsense" not in shown


@pytest.mark.parametrize("ends", ["RECONNECT", "button", "time", "error"])
def test_whatever_ends_it_closes_the_connection(panel, connection, monkeypatch, ends):
    if ends == "RECONNECT":
        connection.coming = [":tmi.twitch.tv RECONNECT", HELLO]
        panel.tick()
    elif ends == "button":
        panel.press("stop")
    elif ends == "time":
        later = chat_panel.time.monotonic() + chat_panel.RUNS_FOR + 1
        monkeypatch.setattr(chat_panel.time, "monotonic", lambda: later)
        panel.tick()
    else:

        def broken(seconds):
            raise PlainError("The chat broke off.")

        monkeypatch.setattr(connection, "lines", broken)
        panel.tick()
    assert connection.closed and panel.every == 0
    assert "otter: hello" not in repr(panel)
    assert {
        "RECONNECT": "Press Start again",
        "button": "Stopped.",
        "time": "ten minutes",
        "error": "The chat broke off.",
    }[ends] in repr(panel)


def test_a_room_that_does_not_let_us_in_is_told_after_a_while(panel, connection, monkeypatch):
    connection.unanswered = ["No answer has come to JOIN #amber_lantern."]
    panel.tick()
    assert panel.view().said.startswith("Listening")
    now = chat_panel.time.monotonic()
    monkeypatch.setattr(chat_panel.time, "monotonic", lambda: now + 6)
    panel.tick()
    assert panel.view().said == "No answer has come to JOIN #amber_lantern."


def test_what_the_chat_said_itself_is_not_written_over(panel, connection, monkeypatch):
    connection.unanswered = ["No answer has come."]
    connection.coming = [":tmi.twitch.tv NOTICE * :You are banned."]
    now = chat_panel.time.monotonic()
    monkeypatch.setattr(chat_panel.time, "monotonic", lambda: now + 6)
    panel.tick()
    assert panel.view().said == "Complaint: You are banned."
