"""The reader's side of chat: lines against docs/twitch.md, connections against practice."""

from __future__ import annotations

import itertools
import time
from collections import deque
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as some

from helpers import chat, credentials
from helpers.plain_errors import PlainError
from helpers.sending import Limits, TooLarge
from lessons.practice_side.practice_learner import PracticeLearner, catch_up

CAPTURED = (  # docs/twitch.md 8.2
    "@badge-info=;badges=;color=;display-name=Night_Owl;mod=0 "
    ":night_owl!night_owl@night_owl.tmi.twitch.tv PRIVMSG #river_otter :note: it is 20:15 #now"
)


@pytest.fixture
def token(practice):
    catch_up(practice, ["client_secret", "access_token"])
    return credentials.kept(practice).access_token


@pytest.fixture
def connection(practice, token):
    opened = chat.connect(practice, "river_otter", token)
    yield opened
    opened.close()


def test_a_message_is_taken_apart():
    line = chat.parse(CAPTURED)
    assert (line.sender, line.command) == ("night_owl", "PRIVMSG")
    assert (line.channel, line.text) == ("#river_otter", "note: it is 20:15 #now")
    assert line.tags["display-name"] == "Night_Owl"


@pytest.mark.parametrize(
    ("raw", "command", "channel", "text"),
    [
        (":tmi.twitch.tv 001 otter :Welcome, GLHF!", "001", "", "Welcome, GLHF!"),
        ("PING :tmi.twitch.tv", "PING", "", "tmi.twitch.tv"),
        (":o!o@o.tmi.twitch.tv JOIN #room", "JOIN", "#room", ""),
        (":o.tmi.twitch.tv 353 o = #room :o", "353", "#room", "o"),
        (":tmi.twitch.tv NOTICE * :Login authentication failed", "NOTICE", "", None),
        ("", "", "", ""),
        ("@", "", "", ""),
        (":", "", "", ""),
    ],
)
def test_other_lines_are_taken_apart(raw, command, channel, text):
    line = chat.parse(raw)
    assert (line.command, line.channel) == (command, channel)
    assert line.text == ("Login authentication failed" if text is None else text)


@given(some.text())
def test_any_line_can_be_taken_apart(raw):
    assert isinstance(chat.parse(raw), chat.Line)


def test_a_log_in_ends_with_the_welcome_and_a_room_talks(connection):
    connection.send("JOIN #amber_lantern")
    lines = []
    for raw in connection.lines(30):  # patience for a busy machine; it ends with the message
        lines.append(chat.parse(raw))
        if lines[-1].command == "PRIVMSG":
            break
    assert [line.channel for line in lines if line.command == "JOIN"] == ["#amber_lantern"]
    assert lines[-1].sender == "orbitalowl"


def test_listening_ends_in_time(connection):
    began = time.monotonic()
    list(connection.lines(0.5))
    assert time.monotonic() - began < 5


def test_a_line_gives_no_new_time_to_the_next(monkeypatch):
    moments, waits = itertools.count(), []
    monkeypatch.setattr(chat, "time", SimpleNamespace(monotonic=lambda: next(moments)))
    monkeypatch.setattr(chat, "Limits", lambda host, seconds: waits.append(seconds))
    connection = object.__new__(chat.Connection)
    connection._host, connection._lines, connection._below = "localhost", deque(), SimpleNamespace()
    connection._socket = SimpleNamespace(recv=lambda: "PING :tmi.twitch.tv")
    assert len(list(connection.lines(4))) == 3
    assert waits == [3, 2, 1]


@pytest.mark.parametrize("bad", ["dead", ""])
def test_a_refused_log_in_is_a_sentence_without_the_token(practice, token, bad):
    with pytest.raises(PlainError, match="The chat refused the login: “Login auth") as refused:
        chat.connect(practice, "river_otter", bad)
    assert not str(refused.value).endswith("chat.")  # the lessons have said why


@pytest.mark.parametrize("broken", ["{}\n", "\r\n{}", "{}\rJOIN #a"])
def test_a_token_with_a_line_break_is_not_sent(practice, token, broken):
    with pytest.raises(PlainError, match="line break in the token, so it was not sent") as refused:
        chat.connect(practice, "river_otter", broken.format(token))
    assert token not in str(refused.value)


# What would be dropped


def test_a_welcome_for_another_name_is_told(practice, token, capsys):
    opened = chat.connect(practice, "night_owl", token)
    told = "The chat calls you river_otter, not night_owl: the token is river_otter's."
    assert capsys.readouterr().out == f"{told}\n"
    assert chat.run_bot(opened, right, 0.2)[0] == told
    opened.close()


@pytest.mark.parametrize("same", ["river_otter", "River_Otter"])
def test_nothing_is_said_of_the_own_name(practice, token, capsys, same):
    opened = chat.connect(practice, same, token)
    assert capsys.readouterr().out == opened.other_name() == ""
    opened.close()


@pytest.mark.parametrize("name", ["river_otter", "#no_such_channel", "#", "river otter"])
def test_a_bot_shows_why_it_is_in_no_room(connection, name):
    connection.send(f"JOIN {name}")
    happened = chat.run_bot(connection, right, 1)
    assert "There is no such channel" in happened[0]
    assert happened[-1].startswith(f"No answer has come to JOIN {name}. ")
    assert "such as #river_otter" in happened[-1]


def test_a_bot_shows_every_complaint_of_the_chat(connection):
    for line in ("PRIVMSG #river_otter :/ban you", "WHOIS you", "PART #amber_lantern", "JOIN"):
        connection.send(line)
    happened = " ".join(chat.run_bot(connection, right, 1))
    for words in ("Unrecognized command: /ban", "Unknown command", "You are not in", "Not enough"):
        assert words in happened


def test_a_room_that_let_one_in_is_not_complained_of(connection):
    connection.send("JOIN #river_otter,#Amber_Lantern")
    assert not [one for one in chat.run_bot(connection, right, 1) if "No answer" in one]


def test_a_bot_that_hears_nothing_says_so(connection):
    assert chat.run_bot(connection, right, 0.2) == ["Nothing came."]


def test_nobody_there_is_a_sentence(stub):
    with pytest.raises(PlainError, match="can't be reached"):
        chat.Connection(stub.as_service())


@pytest.mark.parametrize("line", ["PRIVMSG #a :b\r\nPART #a", "PING\n", "PING\rPART #a"])
def test_a_line_break_is_not_sent(connection, line):
    with pytest.raises(PlainError, match="line break"):
        connection.send(line)


def test_an_ended_connection_is_a_sentence(practice, connection, token):
    PracticeLearner(practice).disconnect(credentials.kept(practice).client_id)
    list(connection.lines(5))
    with pytest.raises(PlainError, match="ended this connection"):
        for _ in range(20):
            connection.send("PING :still there?")
            time.sleep(0.1)


def test_nothing_secret_is_in_the_repr(connection, token):
    assert token not in repr(connection)


# The bot


def right(line):
    if line.command == "PRIVMSG" and "otter" in line.text.lower():
        return f"PRIVMSG {line.channel} :Nice to meet you, {line.sender}!"
    return None


def test_a_bot_answers_in_the_room(connection):
    connection.send("JOIN #river_otter")
    connection.send("PRIVMSG #river_otter :hello")
    happened = chat.run_bot(connection, right, 3)
    assert happened == [
        "papierboot: Good to see you, River_Otter!",
        "bot sends: PRIVMSG #river_otter :Nice to meet you, papierboot!",
    ]


def test_what_comes_from_the_chat_is_counted():
    """At once, also where nothing that comes is a whole message."""
    endless = SimpleNamespace(settimeout=lambda seconds: None, recv=bytes)
    below = chat._Socket(endless, Limits("localhost", 10))
    with pytest.raises(TooLarge):
        for _ in range(300):
            below.recv(16_384)
