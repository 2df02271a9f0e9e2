"""Mistakes to make on purpose, each a real request to Practice Twitch that is refused.

They are made with throw-away applications of the practice learner's, and never with what the
reader keeps: no code is used up, no token ended, no secret replaced.
"""

from __future__ import annotations

import random
import secrets

from helpers.plain_errors import PlainError
from lessons.clinic.faults import exchange, link, refreshing, tokens
from lessons.clinic.faults.bench import Bench, Committed, Fault
from lessons.clinic.faults.symptoms import Options, grouped
from lessons.clinic.faults.values import REDIRECT_URI

__all__ = [
    "FAULTS",
    "REDIRECT_URI",
    "Bench",
    "Committed",
    "Fault",
    "any_chance",
    "label",
    "listed",
    "named",
]

FAULTS = [*exchange.FAULTS, *refreshing.FAULTS, *link.FAULTS, *tokens.FAULTS]


def any_chance() -> random.Random:
    """Chance that is not the same twice, for the button."""
    return random.Random(secrets.randbits(64))  # noqa: S311  (it chooses a mistake, no secret)


def listed() -> tuple[tuple[str, Options], ...]:
    """The list to choose from: headings, titles, and what is shown in place of a title."""
    return grouped(FAULTS)


def label(title: str) -> str:
    """What is shown in place of this title."""
    return {name: shown for _, options in listed() for name, shown in options}[title]


def named(title: str) -> Fault:
    """The fault with this title. Raises PlainError when there is none."""
    for one in FAULTS:
        if one.title == title:
            return one
    raise PlainError("Choose one of the mistakes in the list.")
