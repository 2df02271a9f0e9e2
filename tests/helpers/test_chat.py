"""The reader's side of chat: lines against docs/twitch.md, connections against practice."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as some

from helpers import chat, credentials, oauth
from helpers.plain_errors import PlainError
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


@pytest.mark.parametrize("bad", ["dead", ""])
def test_a_refused_log_in_is_a_sentence_without_the_token(practice, token, bad):
    with pytest.raises(PlainError, match="The chat refused the login") as refused:
        chat.connect(practice, "river_otter", bad)
    assert "notebook 10" in str(refused.value) or "oauth:" in str(refused.value)


def test_a_token_without_a_chat_scope_is_refused(practice, token):
    mine = credentials.kept(practice)
    reply = oauth.app_token(practice, mine.client_id, mine.client_secret)
    with pytest.raises(PlainError, match="without a scope for chat"):
        chat.connect(practice, "river_otter", oauth.read_token(reply).access_token)


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
