"""The harness: run an attack, replay it against the reader's check, and judge."""

from __future__ import annotations

import html
import random
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from helpers import service
from helpers.plain_errors import PlainError
from lessons import progress
from lessons.lab import codes, drawn, leaks, redirects, tokens
from lessons.lab.experiment import Experiment, Happened, Scene
from lessons.lab.guards import CAREFUL
from lessons.lab.record import Record
from look import card, journey
from look.journey import Arrow
from look.prose import chips, with_code
from look.verdict import Check, Verdict

ROUNDS = 3  # each scene is played so often, in any order, with fresh values

EXPERIMENTS = {
    "redirect_match": redirects.REDIRECT_MATCH,
    "login_csrf": redirects.LOGIN_CSRF,
    "code_replay": codes.CODE_REPLAY,
    "code_injection": codes.CODE_INJECTION,
    "pkce_downgrade": codes.PKCE_DOWNGRADE,
    "token_injection": tokens.TOKEN_INJECTION,
    "mix_up": redirects.MIX_UP,
    "open_redirector": redirects.OPEN_REDIRECTOR,
    "refresh_theft": tokens.REFRESH_THEFT,
    "scope_too_wide": tokens.SCOPE_TOO_WIDE,
    "secret_in_git": leaks.SECRET_IN_GIT,
    "token_in_log": leaks.TOKEN_IN_LOG,
}


@dataclass(frozen=True)
class Shown:
    """One attack: what came of it, its journey, and both ends of the wire."""

    title: str
    sentence: str
    wire: str = ""
    books: str = ""
    arrows: tuple[Arrow, ...] = ()

    def __repr__(self) -> str:
        parts = [self.title, self.sentence]
        if self.arrows:
            parts += ["", journey.tell(self.arrows)]
        if self.wire:
            parts += ["", "Over the wire:", self.wire, "", "In the sites' own books:", self.books]
        return "\n".join(parts)

    def _repr_html_(self) -> str:
        title = f"<p><b>{with_code(self.title)}</b><br>{with_code(self.sentence)}</p>"
        return card.framed(title, self.both_ends())

    def both_ends(self) -> str:
        """The journey, and the two ends in a fold, as HTML, to be framed."""
        way = ""
        if self.arrows:
            svg = journey.draw(self.arrows, self.title, drawn.places(self.arrows))
            way = f'<div style="overflow-x:auto">{svg}</div>'
        if not self.wire:
            return way
        books = card.events("In the sites' own books", self.books.splitlines())
        ends = card.side_by_side(card.label("Over the wire") + _pre(self.wire), books)
        summary = "Over the wire, and in the sites' own books"
        return f"{way}<details><summary>{summary}</summary>{ends}</details>"


class _Broke(Exception):
    """The reader's check stopped with an error, or gave something that is no answer."""


def attack(name: str) -> Shown:
    """Run an attack against a world in which its guard is missing, and show both ends.

    Raises PlainError when there is no such experiment.
    """
    experiment = _experiment(name)
    title = f"{experiment.title} ({experiment.source})"
    try:
        happened, record = _play(experiment, experiment.attacks[0], experiment.careless)
    except PlainError as problem:
        return Shown(title, str(problem))
    outcome = "The attack succeeded" if happened.reached else "The attack failed"
    return _shown(title, f"{outcome}. {happened.sentence}", record)


def run(name: str, check: Callable[..., Any]) -> Verdict:
    """Replay the attack and the honest use with this check as the guard.

    All variants of the attack must fail, and all honest use must work, several times and in any
    order, each time in a fresh world.
    Raises PlainError when there is no such experiment, or the check is no function.
    """
    experiment = _experiment(name)
    if not callable(check):
        raise PlainError("The second value must be your function: its name, without brackets.")
    scenes = [*experiment.attacks, *experiment.honest] * ROUNDS
    random.shuffle(scenes)  # so that no check can go by the order
    got_in: dict[Scene, Shown] = {}
    kept_out: dict[Scene, Shown] = {}
    refused: dict[Scene, str] = {}
    try:
        for scene in scenes:
            happened, record = _play(experiment, scene, check)
            shown = _shown(experiment.title, happened.sentence, record)
            if scene in experiment.honest:
                if not happened.reached:
                    refused[scene] = happened.sentence
            elif happened.reached:
                got_in[scene] = shown
            else:
                kept_out[scene] = shown
    except (_Broke, PlainError) as problem:
        return Verdict(experiment.title, (Check(False, str(problem)),), _count())
    verdict = _judge(experiment, got_in, kept_out, refused)
    return replace(verdict, count=_count(name if verdict.passed else ""))


def _count(defended: str = "") -> str:
    """How many experiments this reader has defended, and this one from now on."""
    try:
        twitch = service.chosen()
    except PlainError:
        return ""
    if defended:
        progress.note(twitch, "defended", defended)
    known = EXPERIMENTS.keys() & set(progress.noted(twitch, "defended"))
    return f"{len(known)} of {len(EXPERIMENTS)} defended"


def _shown(title: str, sentence: str, record: Record) -> Shown:
    arrows = tuple(drawn.arrows(record.moves()))
    return Shown(title, sentence, record.wire, record.books, arrows)


def _judge(
    experiment: Experiment,
    got_in: dict[Scene, Shown],
    kept_out: dict[Scene, Shown],
    refused: dict[Scene, str],
) -> Verdict:
    # Of several scenes it is always the first in the experiment's own order that is told.
    if got_in:
        replay = next(got_in[scene] for scene in experiment.attacks if scene in got_in)
        attack = Check(False, "The attack still works.", replay.sentence)
    else:
        replay = kept_out[experiment.attacks[0]]
        came = f"Each variant was tried {ROUNDS} times, and none got in."
        attack = Check(True, "The attack fails.", came)
    honest = Check(True, "Honest use still works.")
    if refused:
        told = next(refused[scene] for scene in experiment.honest if scene in refused)
        honest = Check(False, "Your check stands in the way of honest use.", told)
    return Verdict(experiment.title, (attack, honest), replay=replay.both_ends())


def _play(
    experiment: Experiment, scene: Scene, check: Callable[..., Any]
) -> tuple[Happened, Record]:
    """Play one scene in a fresh world whose guards all stand, but for this one."""
    problems: list[str] = []
    guard = _watched(check, experiment.gives, problems)
    world = experiment.make(replace(CAREFUL, **{experiment.guard: guard}))
    try:
        happened = scene(world)
    except Exception as error:
        world.record.broken = world.record.broken or error
    finally:
        world.close()
    if problems:
        what = world.record.readable(problems[0])
        raise _Broke(f"Your function stopped: {what}. Fix it, and run the cell again.")
    if world.record.broken:
        raise world.record.broken
    return happened, world.record


def _watched(check: Callable[..., Any], gives: type, problems: list[str]) -> Callable[..., Any]:
    """The check, but what goes wrong in it is written into `problems`."""

    def guard(*values: Any) -> Any:
        try:
            answer = check(*values)
            if gives is not bool and not isinstance(answer, gives):
                kind = type(answer).__name__
                raise TypeError(f"it must return a {gives.__name__}, not {kind}")
        except PlainError:
            raise
        except Exception as error:
            problems.append(f"{type(error).__name__}: {error}")
            raise
        return answer

    return guard


def _experiment(name: str) -> Experiment:
    if name not in EXPERIMENTS:
        raise PlainError(f"There is no experiment {name!r}. There are: {', '.join(EXPERIMENTS)}.")
    return EXPERIMENTS[name]


def _pre(text: str) -> str:
    # A name and its masked value stay on one line, wherever the others are broken.
    whole = r'<span style="white-space:nowrap">\1</span>'
    shown = re.sub(r"(\S*\[hidden \w+\])", whole, html.escape(text, quote=False))
    return f"<pre>{chips(shown)}</pre>"
