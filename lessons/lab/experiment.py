"""What an experiment is: a guard that is taken out, the attacks that this lets in, honest use."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lessons.lab.calling import Gives
from lessons.lab.guards import Guards
from lessons.lab.record import Record
from lessons.lab.world import World


@dataclass(frozen=True)
class Happened:
    """How a scene ended: whether its people got what they wanted, and what that was."""

    reached: bool
    sentence: str


Scene = Callable[[World], Happened]


@dataclass(frozen=True)
class Try:
    """Calls of the check by itself, which is quick, and the same attack over HTTP."""

    what: str  # what is tried, in words: for a sentence where nothing is played over HTTP
    calls: tuple[tuple[Any, ...], ...]
    right: Callable[[list[Any]], bool]  # whether these are a right check's answers
    replay: Scene | None = None  # None where this is honest use
    pause: float = 0  # seconds before the last call
    at_once: bool = False  # the two calls, step by step


# Makes the tries of one run, with fresh values. What the record makes is never shown; the folder
# is empty, and gone after the run.
Tries = Callable[[Record, Path], Iterable[Try]]


@dataclass(frozen=True)
class Experiment:
    """One attack in several variants, and the honest use that a defense must leave alone."""

    title: str
    source: str  # such as "RFC 9700, section 4.7"
    guard: str  # the field of Guards that is taken out
    careless: Callable[..., Any]  # what is there until the reader writes a check
    attacks: tuple[Scene, ...]
    honest: tuple[Scene, ...]
    tries: Tries
    leaves: str  # what stays open all the same
    make: Callable[[Guards], World] = World
    gives: Gives = bool  # what the check returns


def lets_all_through(*_: object) -> bool:
    """The most careless check of all."""
    return True


def refused(answers: list[Any]) -> bool:
    return not any(answers)


def let_through(answers: list[Any]) -> bool:
    return all(answers)
