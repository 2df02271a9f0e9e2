"""What an experiment is: a guard that is taken out, the attacks that this lets in, honest use."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from lessons.lab.guards import Guards
from lessons.lab.world import World


@dataclass(frozen=True)
class Happened:
    """How a scene ended: whether its people got what they wanted, and what that was."""

    reached: bool
    sentence: str


Scene = Callable[[World], Happened]


@dataclass(frozen=True)
class Experiment:
    """One attack in several variants, and the honest use that a defence must leave alone."""

    title: str
    source: str  # such as "RFC 9700, section 4.7"
    guard: str  # the field of Guards that is taken out
    careless: Callable[..., Any]  # what stands there until the reader writes a check
    attacks: tuple[Scene, ...]
    honest: tuple[Scene, ...]
    make: Callable[[Guards], World] = World
    gives: type = bool  # what the check returns


def first_to_reach(tries: Iterable[Happened]) -> Happened:
    """How the first try ended that reached what it wanted; if none did, how the last one ended."""
    for happened in tries:
        if happened.reached:
            break
    return happened


def lets_all_through(*_: object) -> bool:
    """The most careless check of all."""
    return True
