"""Tries out the reader's bot of notebook 13: gives it lines, and looks at what it would say."""

from __future__ import annotations

from collections.abc import Callable

from helpers.chat import Line, parse
from look.verdict import Check, Verdict

ROOM = "#some_room"


def try_out(answer: Callable[[Line], str | None], name: str) -> Verdict:
    """Lines, and what a bot that is called `name` should say to each. Nothing is sent."""
    mention = _said(answer, f"Is {name} a bot?")
    elsewhere = _said(answer, f"hi {name.upper()}", "#another_room")
    unnamed, about_ping = _said(answer, "Nobody is meant."), _said(answer, "PING means ping.")
    ping = _answered(answer, "PING :tmi.twitch.tv")
    welcome = _answered(answer, f":tmi.twitch.tv 001 {name} :Welcome, {name}!")
    other_ping = _answered(answer, "PING :another.server")
    return Verdict(
        "Your bot",
        (
            Check(
                mention.startswith(f"PRIVMSG {ROOM} :") and "night_owl" in mention.lower(),
                "Somebody names it:",
                f"{_shown(mention)}. Wanted: a PRIVMSG to that room, for them.",
            ),
            Check(
                elsewhere.startswith("PRIVMSG #another_room :"),
                "The same in another room, in capitals:",
                f"{_shown(elsewhere)}. Wanted: an answer there.",
            ),
            Check(
                not unnamed,
                "A message without its name:",
                f"{_shown(unnamed)}. Wanted: nothing.",
            ),
            Check(
                not about_ping,
                "A message with the word PING:",
                f"{_shown(about_ping)}. Wanted: nothing.",
            ),
            Check(
                not welcome,
                "A line that is no message, but holds its name:",
                f"{_shown(welcome)}. Wanted: nothing.",
            ),
            Check(
                _is_pong(ping, "tmi.twitch.tv") and _is_pong(other_ping, "another.server"),
                "PING :tmi.twitch.tv:",
                f"{_shown(ping)}. Wanted: PONG with the same text.",
            ),
        ),
    )


def _said(answer: Callable[[Line], str | None], text: str, room: str = ROOM) -> str:
    return _answered(answer, f":night_owl!night_owl@night_owl.tmi.twitch.tv PRIVMSG {room} :{text}")


def _answered(answer: Callable[[Line], str | None], line: str) -> str:
    try:
        return answer(parse(line)) or ""
    except Exception as problem:
        return f"your code raised {type(problem).__name__}"


def _is_pong(said: str, text: str) -> bool:
    # In IRC the colon may be left out before a text without a space.
    return said in (f"PONG :{text}", f"PONG {text}")


def _shown(said: str) -> str:
    return said or "nothing"
