"""A line of IRC is read and written without loss, and never becomes two (RFC 1459 2.3, IRCv3)."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as some

from practice.chat.irc import Message, NotIrc, parse, write

anything = some.text(max_size=20)
names = some.from_regex(r"\A\+?[A-Za-z0-9\-./]{1,10}\Z")
commands = some.from_regex(r"\A([A-Za-z]{1,10}|[0-9]{3})\Z")
one_line = some.text(some.characters(exclude_characters="\r\n\0"), max_size=20)
words = one_line.filter(lambda text: text and " " not in text and text[0] != ":")


@some.composite
def messages(draw):
    parameters = draw(some.lists(words, max_size=4))
    if draw(some.booleans()):
        parameters.append(draw(one_line))
    tags = draw(some.dictionaries(names, anything.filter(lambda text: "\0" not in text)))
    prefix = draw(some.just("") | one_line.filter(lambda text: text and " " not in text))
    return Message(tags, prefix, draw(commands), tuple(parameters))


@given(messages())
def test_what_is_written_is_read_back(message):
    assert parse(write(message)) == message


@given(
    some.builds(
        Message,
        some.dictionaries(names | anything, anything),
        anything | words,
        anything | commands,
        some.lists(words | anything, max_size=4).map(tuple),
    )
)
def test_no_message_becomes_two_lines(message):
    """It is written as one line that says the same, or not at all."""
    try:
        line = write(message)
    except NotIrc:
        return
    assert not re.search(r"[\r\n\0]", line)
    assert parse(line) == message


@pytest.mark.parametrize("bad", ["\r", "\n", "\r\n:x QUIT", "\0"])
@pytest.mark.parametrize("where", ["prefix", "command", "parameters"])
def test_a_line_break_is_refused_wherever_it_stands(where, bad):
    parts = {"prefix": "x", "command": "PRIVMSG", "parameters": ("#room", "hello")}
    parts[where] = ("#room", f"hello{bad}") if where == "parameters" else f"{parts[where]}{bad}"
    with pytest.raises(NotIrc):
        write(Message(**parts))


@pytest.mark.parametrize("parameters", [(":a", "b"), ("", "b"), ("a b", "c")])
def test_only_the_last_parameter_is_free(parameters):
    with pytest.raises(NotIrc):
        write(Message({}, "", "PRIVMSG", parameters))
    last = Message({}, "", "PRIVMSG", parameters[:1])
    assert parse(write(last)) == last


@given(one_line)
def test_any_line_is_read_or_refused(line):
    try:
        read = parse(line)
    except NotIrc:
        return
    assert re.fullmatch("[A-Za-z]+|[0-9]{3}", read.command)


@pytest.mark.parametrize("line", ["", " ", ":who", "@tag=1", "1", "12345", "PÄNG", "A\rB", "A\nB"])
def test_what_is_not_irc_is_refused(line):
    with pytest.raises(NotIrc):
        parse(line)


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("PASS oauth:abc", Message({}, "", "PASS", ("oauth:abc",))),
        ("CAP REQ :a b", Message({}, "", "CAP", ("REQ", "a b"))),
        ("JOIN  #a,#b ", Message({}, "", "JOIN", ("#a,#b",))),
        (":a!b@c PRIVMSG #d ::) hi :)", Message({}, "a!b@c", "PRIVMSG", ("#d", ":) hi :)"))),
        (
            "@a=1;b;c=\\s\\:\\\\\\r\\n :x 001",
            Message({"a": "1", "b": "", "c": " ;\\\r\n"}, "x", "001"),
        ),
        ("@a=\\x\\ PING", Message({"a": "x"}, "", "PING")),
        ("@a=1;a=2;=3; PING", Message({"a": "2"}, "", "PING")),
    ],
)
def test_lines_are_taken_apart(line, message):
    assert parse(line) == message


@pytest.mark.parametrize(
    "line",
    [
        ":tmi.twitch.tv 001 nick :Welcome, GLHF!",
        ":nick.tmi.twitch.tv 353 nick = #channel :nick",
        ":nick!nick@nick.tmi.twitch.tv JOIN #channel",
        "@emote-only=0;room-id=1 :tmi.twitch.tv ROOMSTATE #channel",
        "@badges=;color= :tmi.twitch.tv GLOBALUSERSTATE",
        "PING :tmi.twitch.tv",
    ],
)
def test_lines_are_written_as_twitch_writes_them(line):
    """docs/twitch.md 8.2: where the colon stands, and where it doesn't."""
    assert write(parse(line)) == line


def test_a_password_is_not_in_the_repr():
    assert "abc" not in repr(parse("PASS oauth:abc"))
