"""The harness: run an attack, replay it against the reader's check, and judge."""

from __future__ import annotations

import html
import random
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from helpers.plain_errors import PlainError
from lessons.lab import codes, drawn, leaks, redirects, tokens
from lessons.lab.experiment import Experiment, Happened, Scene
from lessons.lab.guards import CAREFUL
from lessons.lab.record import Record
from look import journey
from look.journey import Arrow

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

PRE = "font-family:monospace;white-space:pre-wrap;word-break:normal;overflow-wrap:anywhere"
COLOURS = {
    True: "var(--jp-success-color1, #388e3c)",
    False: "var(--jp-error-color1, #d32f2f)",
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
        said = f"<p><b>{_safe(self.title)}</b><br>{_safe(self.sentence)}</p>"
        return said + self.both_ends()

    def both_ends(self) -> str:
        """The journey, and the two ends in a fold, as HTML."""
        way = ""
        if self.arrows:
            svg = journey.draw(self.arrows, self.title, drawn.places(self.arrows))
            way = f'<div style="overflow-x:auto">{svg}</div>'
        if not self.wire:
            return way
        return (
            f"{way}<details><summary>Over the wire, and in the sites' own books</summary>"
            f"<p><b>Over the wire</b></p>{_pre(self.wire)}"
            f"<p><b>In the sites' own books</b></p>{_pre(self.books)}</details>"
        )


@dataclass(frozen=True)
class Verdict:
    """What came of the reader's check: passed, or what went wrong. `replay` is one attack."""

    title: str
    passed: bool
    lines: tuple[str, ...]
    replay: Shown | None = None

    def __repr__(self) -> str:
        return "\n".join([f"{self.title}: {self._word}", *(f"- {line}" for line in self.lines)])

    def _repr_html_(self) -> str:
        items = "".join(f"<li>{_safe(line)}</li>" for line in self.lines)
        both_ends = self.replay.both_ends() if self.replay else ""
        folded = f"<details><summary>The attack, replayed</summary>{both_ends}</details>"
        return (
            f'<div role="status" style="border-left:4px solid {COLOURS[self.passed]};'
            f'padding:2px 10px;line-height:1.45"><b>{_safe(self.title)}: {self._word}</b>'
            f"<ul>{items}</ul>{folded if both_ends else ''}</div>"
        )

    @property
    def _word(self) -> str:
        return "Passed." if self.passed else "Not yet."


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
        return Verdict(experiment.title, False, (str(problem),))
    return _judge(experiment, got_in, kept_out, refused)


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
        lines = [f"The attack still works. {replay.sentence}"]
    else:
        replay = kept_out[experiment.attacks[0]]
        lines = [f"The attack fails: each variant was tried {ROUNDS} times, and none got in."]
    if refused:
        told = next(refused[scene] for scene in experiment.honest if scene in refused)
        lines.append(f"Your check stands in the way of honest use. {told}")
    else:
        lines.append("Honest use still works.")
    return Verdict(experiment.title, not (got_in or refused), tuple(lines), replay)


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


def _safe(text: str) -> str:
    return html.escape(text, quote=False)


def _pre(text: str) -> str:
    # A name and its masked value stay on one line, wherever the others are broken.
    whole = r'<span style="white-space:nowrap">\1</span>'
    shown = re.sub(r"(\S*\[hidden \w+\])", whole, _safe(text))
    return f'<pre style="{PRE}">{shown}</pre>'
