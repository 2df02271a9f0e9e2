"""Notebook 13: right bots pass, and each known mistake is told."""

from __future__ import annotations

import pytest

from lessons.checks import bot_check

NAME = "otter"


def right(line):
    if line.command == "PING":
        return f"PONG :{line.text}"
    if line.command == "PRIVMSG" and NAME in line.text.lower():
        return f"PRIVMSG {line.channel} :Nice to meet you, {line.sender}!"
    return None


def without_the_colon(line):
    """The same in IRC, as long as the text has no space."""
    return f"PONG {line.text}" if line.command == "PING" else right(line)


def with_a_line_break(line):
    said = right(line)
    return f"{said}\r\n" if said else ""


def with_match(line):
    match line.command:
        case "PING":
            return "PONG :" + line.text
        case "PRIVMSG" if NAME.casefold() in line.text.casefold():
            return f"PRIVMSG {line.channel} :@{line.sender.upper()}, hello"


def with_words(line):
    answers = {"PING": lambda: f"PONG :{line.text}", "PRIVMSG": lambda: mention(line)}
    return answers.get(line.command, lambda: None)()


def mention(line):
    words = line.text.lower().replace("!", " ").replace("@", " ").split()
    return f"PRIVMSG {line.channel} :{line.sender}? Yes." if NAME in words else ""


def later_in_the_line(line):
    if line.command not in ("PING", "PRIVMSG"):
        return None
    if line.command == "PRIVMSG":
        return right(line)
    return " ".join(["PONG", f":{line.text}"])


def with_early_returns(line):
    if line.command not in {"PING", "PRIVMSG"}:
        return ""
    if line.command == "PING":
        return f"PONG :{line.text}"
    if line.text.lower().find(NAME) == -1:
        return None
    return f"PRIVMSG {line.channel} :Hello, {line.sender}"


RIGHT = [right, without_the_colon, with_match, with_words, later_in_the_line, with_early_returns]


def nothing(line):
    return None


def no_ping(line):
    return right(line) if line.command == "PRIVMSG" else None


def fixed_pong(line):
    return "PONG :tmi.twitch.tv" if line.command == "PING" else right(line)


def ping_for_pong(line):
    return f"PING :{line.text}" if line.command == "PING" else right(line)


def pong_as_a_message(line):
    if line.command == "PING":
        return f"PRIVMSG #room :PONG :{line.text}"
    return right(line)


def only_pong(line):
    return "PONG" if line.command == "PING" else right(line)


def answers_everything(line):
    return f"PRIVMSG {line.channel} :Hi, {line.sender}!" if line.command != "PING" else right(line)


def one_room(line):
    said = right(line)
    return f"PRIVMSG #some_room :Hi, {line.sender}!" if said and "PRIV" in said else said


def no_room(line):
    said = right(line)
    return f"Hi, {line.sender}!" if said and "PRIV" in said else said


def names_nobody(line):
    said = right(line)
    return f"PRIVMSG {line.channel} :Hi!" if said and "PRIV" in said else said


def no_colon(line):
    return (right(line) or "").replace(" :Nice", " Nice") or None


def capitals_matter(line):
    return right(line) if line.command == "PING" or NAME in line.text else None


def only_the_name(line):
    return right(line) if line.command == "PING" or line.text == NAME else None


def falls_for_the_welcome(line):
    return f"PRIVMSG {line.channel} :Hi" if line.command == "001" else right(line)


def falls_for_a_notice(line):
    if NAME in line.text.lower() and line.channel:
        return f"PRIVMSG {line.channel} :Hi, {line.sender}!"
    return right(line)


def takes_any_ping_for_one(line):
    return f"PONG :{line.text}" if "PING" in (line.command, *line.text.split()) else right(line)


def answers_each_text_ping(line):
    return f"PONG :{line.text}" if line.text == "PING" else right(line)


def raises(line):
    raise KeyError(line.text)


def prints(line):
    right(line)


WRONG = {
    with_a_line_break: "with a line break. Leave it out",
    nothing: "Somebody names it: For",
    no_ping: "PING: For `PING :tmi.twitch.tv` it said nothing. Wanted: PONG with the same text",
    fixed_pong: "PING: For `PING :",
    ping_for_pong: "PING: For `PING :",
    pong_as_a_message: "PING: For `PING :",
    only_pong: "it said `'PONG'`",
    answers_everything: "A message without its name: For",
    one_room: "Somebody names it: For",
    no_room: "Somebody names it: For",
    names_nobody: "Somebody names it: For",
    no_colon: "Somebody names it: For",
    capitals_matter: "Somebody names it: For",
    only_the_name: "Somebody names it: For",
    falls_for_the_welcome: "A line that is no message, but holds its name: For",
    falls_for_a_notice: "A line that is no message, but holds its name: For",
    takes_any_ping_for_one: "A message about PING: For",
    answers_each_text_ping: "A message about PING: For",
    raises: "your function stopped with `KeyError",
    prints: "Somebody names it: For",
}


@pytest.mark.parametrize("bot", RIGHT, ids=lambda function: function.__name__)
def test_a_right_bot_passes(bot, is_noted):
    verdict = bot_check.try_out(bot, NAME)
    assert verdict.passed, verdict
    assert is_noted("answer")


@pytest.mark.parametrize("wrong", WRONG, ids=lambda function: function.__name__)
def test_a_mistake_is_told(wrong, is_noted):
    verdict = bot_check.try_out(wrong, NAME)
    assert WRONG[wrong] in repr(verdict)
    assert not verdict.passed and not is_noted("answer")
