"""The harness: run an attack, replay it against the reader's check, and judge."""

from __future__ import annotations

import html
import random
import re
import tempfile
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path
from typing import Any

from helpers import service
from helpers.plain_errors import PlainError
from lessons import progress
from lessons.lab import (
    accounts,
    codes,
    devices,
    drawn,
    logins,
    open_redirector,
    races,
    redirects,
    secret_in_git,
    token_in_log,
    tokens,
)
from lessons.lab.calling import Caller, NoAnswer
from lessons.lab.experiment import Experiment, Happened, Scene, Try
from lessons.lab.guards import CAREFUL
from lessons.lab.record import Record
from look import card, journey
from look.journey import Arrow
from look.prose import chips, with_code
from look.verdict import Check, Verdict

ROUNDS = 3  # each scene is played so often, in any order, with fresh values
REPLAYS = 5  # so many of the tries that got in are tried over HTTP, until one gets in there as well
SECRET_SHAPED = re.compile(r"[0-9a-f]{12}|^[\w-]{30}")

EXPERIMENTS = {
    "redirect_match": redirects.REDIRECT_MATCH,
    "login_csrf": redirects.LOGIN_CSRF,
    "code_replay": codes.CODE_REPLAY,
    "device_phishing": devices.DEVICE_PHISHING,
    "code_injection": codes.CODE_INJECTION,
    "pkce_downgrade": codes.PKCE_DOWNGRADE,
    "token_injection": tokens.TOKEN_INJECTION,
    "nonce": logins.NONCE,
    "mix_up": redirects.MIX_UP,
    "open_redirector": open_redirector.OPEN_REDIRECTOR,
    "refresh_theft": tokens.REFRESH_THEFT,
    "code_race": races.CODE_RACE,
    "scope_too_wide": tokens.SCOPE_TOO_WIDE,
    "secret_in_git": secret_in_git.SECRET_IN_GIT,
    "token_in_log": token_in_log.TOKEN_IN_LOG,
    "login_by_email": accounts.LOGIN_BY_EMAIL,
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


def attack(name: str) -> Shown:
    """Run an attack against a world in which its guard is missing, and show both ends.

    Raises PlainError when there is no such experiment.
    """
    experiment = _experiment(name)
    title = f"{experiment.title} ({experiment.source})"
    try:
        careless = Caller(experiment.careless, experiment.gives)
        happened, record = _play(experiment, experiment.attacks[0], careless)
    except PlainError as problem:
        return Shown(title, str(problem))
    outcome = "The attack succeeded" if happened.reached else "The attack failed"
    return _shown(title, f"{outcome}. {happened.sentence}", record)


def run(name: str, check: Callable[..., Any]) -> Verdict:
    """Replay the attack and the honest use with this check as the guard.

    All variants of the attack must fail, and all honest use must work, in any order: some over
    HTTP, each time in a fresh world, and many more on the check directly.
    Raises PlainError when there is no such experiment, or the check is no function.
    """
    experiment = _experiment(name)
    if not callable(check):
        raise PlainError("The second value must be your function: its name, without brackets.")
    try:
        verdict = _tried(experiment, Caller(check, experiment.gives))
    except (NoAnswer, PlainError) as problem:
        return Verdict(experiment.title, (Check(False, str(problem)),), _count())
    return replace(verdict, count=_count(name if verdict.passed else ""))


def _tried(experiment: Experiment, check: Caller) -> Verdict:
    record = Record()
    got_in: dict[Scene, tuple[Happened, Record]] = {}
    kept_out: dict[Scene, tuple[Happened, Record]] = {}
    refused: dict[Scene, str] = {}
    failed: set[int] = set()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as place:
        tries = list(experiment.tries(record, Path(place)))
        jobs: list[Scene | int] = [*experiment.attacks, *experiment.honest] * ROUNDS
        jobs += range(len(tries))
        random.shuffle(jobs)  # so that no check can go by the order
        for job in jobs:
            if isinstance(job, int):
                if not tries[job].right(_answers(check, tries[job], record)):
                    failed.add(job)
                continue
            happened, played = _play(experiment, job, check)
            if job in experiment.honest:
                if not happened.reached:
                    refused[job] = happened.sentence
            else:
                came = got_in if happened.reached else kept_out
                came[job] = happened, played
    # Of several it is always the first in the experiment's own order that is told.
    failing = [tries[number] for number in sorted(failed)]
    attacks = ROUNDS * len(experiment.attacks) + sum(bool(each.replay) for each in tries)
    if got_in:
        replay = next(got_in[scene] for scene in experiment.attacks if scene in got_in)
        attack = Check(False, "The attack still works.", replay[0].sentence)
    elif any(each.replay for each in failing):
        attack, replay = _replayed(experiment, check, failing)
    else:
        replay = kept_out[experiment.attacks[0]]
        attack = Check(True, "The attack fails.", f"Your check held against {attacks} tries.")
    stopped = [refused[scene] for scene in experiment.honest if scene in refused]
    stopped += [each.what for each in failing if not each.replay]
    honest = Check(True, "Honest use still works.")
    if stopped:
        honest = Check(False, "Your check blocks honest use.", stopped[0])
    shown = _shown(experiment.title, replay[0].sentence, replay[1])
    verdict = Verdict(experiment.title, (attack, honest), replay=shown.both_ends())
    leaves = f"What stays open: {experiment.leaves}"
    return replace(verdict, note=leaves) if verdict.passed else verdict


def _answers(check: Caller, job: Try, record: Record) -> list[Any]:
    """What the check itself says, without any site."""
    try:
        if job.at_once:
            return check.both(job.calls)
        came = check.each(job.calls[:-1])
        time.sleep(job.pause)
        return came + check.each(job.calls[-1:])
    except NoAnswer as problem:
        for value in chain.from_iterable(map(_texts, chain.from_iterable(job.calls))):
            if SECRET_SHAPED.search(value):
                record.hide(value)
        raise NoAnswer(record.readable(str(problem))) from None


def _texts(value: Any) -> Iterable[str]:
    if isinstance(value, dict):
        value = value.values()
    several = [value] if isinstance(value, str) or not isinstance(value, Iterable) else value
    return (each for each in several if isinstance(each, str))


def _replayed(
    experiment: Experiment, check: Caller, failing: list[Try]
) -> tuple[Check, tuple[Happened, Record]]:
    """The first of these attacks that gets in over HTTP as well."""
    got_in = [each for each in failing if each.replay][:REPLAYS]
    for each in got_in:
        played = _play(experiment, each.replay, check)  # type: ignore[arg-type]
        if played[0].reached:
            return Check(False, "The attack still works.", played[0].sentence), played
    came = (
        f"Your function, called by itself, let this in: {got_in[0].what.rstrip('.')}. A replay "
        "over HTTP, with other and fewer values, did not get in."
    )
    return Check(False, "The attack still works.", came), played


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


def _play(experiment: Experiment, scene: Scene, check: Caller) -> tuple[Happened, Record]:
    """Play one scene in a fresh world whose guards all stand, but for this one."""
    world = experiment.make(replace(CAREFUL, **{experiment.guard: check}))
    try:
        happened = scene(world)
    except Exception as error:
        world.record.broken = world.record.broken or error
    finally:
        world.close()
    if isinstance(check.problem, NoAnswer):
        raise NoAnswer(world.record.readable(str(check.problem)))
    if world.record.broken:
        raise check.problem or world.record.broken
    return happened, world.record


def _experiment(name: str) -> Experiment:
    if name not in EXPERIMENTS:
        raise PlainError(f"There is no experiment {name!r}. There are: {', '.join(EXPERIMENTS)}.")
    return EXPERIMENTS[name]


def _pre(text: str) -> str:
    # A name and its masked value stay on one line, wherever the others are broken.
    whole = r'<span style="white-space:nowrap">\1</span>'
    shown = re.sub(r"(\S*\[hidden \w+\])", whole, html.escape(text, quote=False))
    return f"<pre>{chips(shown)}</pre>"
