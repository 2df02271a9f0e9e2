"""Tries out the reader's function of notebook 13 that finds the text of a chat message."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from lessons.checks.trying import fresh, gives, judge, word
from look.verdict import Verdict


def try_out(text_of: Callable[[str], Any]) -> Verdict:
    """Hand raw PRIVMSG lines without tags to the reader's function (docs/twitch.md 8.2).

    It returns what somebody wrote, exactly.
    """
    chance, cases = fresh(), []
    for _ in range(3):
        who, room, one = word(chance, 6), word(chance, 7), word(chance, 5)
        start = f":{who}!{who}@{who}.tmi.twitch.tv PRIVMSG #{room} :"
        kinds = {
            "A plain message": [one, f"Good evening, {one}", f"{one}!"],
            "A colon in it": [f"It is 20:{chance.randrange(10, 60)}", f"{one}:", f"{one}:{who}"],
            "A smiley": [f":) said {one}", f"{one} :)", ":)"],
            "A space and a colon": [f"a : {one} :: c", f"to {one} :well", f" :{one}"],
            "What looks like a line": [f"at #{room} :hi", f"PRIVMSG #{room} :{one}", start + one],
            "Spaces at its ends": [f"{one} ", f" {one}"],
            "Special characters": [
                f"#{room}",
                f"{who}!{who}@{one}",
                f"{one}  two  spaces",
                f"@{one}; é 🦦",
            ],
        }
        cases += [
            gives(kind, text_of, (start + text,), text)
            for kind, texts in kinds.items()
            for text in texts
        ]
    return judge("Your text of a message", "text_of", cases)
