"""Tries a function of the reader's on many cases, and says in a sentence what failed and why."""

from __future__ import annotations

import random
import threading
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, quote_plus, unquote, unquote_plus

from helpers import service
from helpers.plain_errors import PlainError, hide
from lessons import decisions
from lessons.stopping import stop
from look.verdict import Check, Verdict

WITHIN = 2.0  # seconds, for one call
LONGEST = 140  # characters of a value that is shown
SMALL = "ghjkmnpqrstuvwxyz2345679"
MIXED = SMALL + SMALL[:17].upper()  # for values whose capitals matter


class Wrong(Exception):
    """A case came out wrong; the message says what happened and what was wanted."""


class Endless(Wrong):
    """The reader's function doesn't come back, so nothing more is tried."""


@dataclass(frozen=True)
class Case:
    """One case: its kind, which is a line of the verdict, and what to do. `run` raises Wrong."""

    kind: str
    run: Callable[[], None]


def judge(title: str, turn: str, cases: Iterable[Case]) -> Verdict:
    """Run all cases. A verdict has a line for each kind, with the first case that failed in it.

    When all are right, the turn of this name is noted as done.
    """
    cases = list(cases)
    troubles: dict[str, str] = {}
    for case in cases:
        if case.kind in troubles:  # one sentence is enough
            continue
        try:
            case.run()
        except Wrong as wrong:
            troubles.setdefault(case.kind, str(wrong))
            if isinstance(wrong, Endless):
                return Verdict(title, (Check(False, f"{case.kind}:", str(wrong)),))
    lines = []
    for kind in dict.fromkeys(case.kind for case in cases):
        count = sum(case.kind == kind for case in cases)
        came = "1 case." if count == 1 else f"{count} cases."
        lines.append(Check(kind not in troubles, f"{kind}:", troubles.get(kind, came)))
    verdict = Verdict(title, tuple(lines), f"{len(cases)} cases")
    if verdict.passed:
        with suppress(PlainError):
            decisions.note(decisions.TURN, turn)
    return verdict


def gives(kind: str, function: Callable[..., Any], values: tuple[Any, ...], wanted: Any) -> Case:
    """A case that is right when the function, called with these values, returns what is wanted."""

    def run() -> None:
        given = call(function, *values)
        if type(given) is not type(wanted) or given != wanted:
            raise Wrong(f"{called(values)}, it returned {shown(given)}. Wanted: {shown(wanted)}.")

    return Case(kind, run)


def called(values: tuple[Any, ...]) -> str:
    """With which values a function was called, as the beginning of a sentence."""
    return f"For {', '.join(map(shown, values))}"


def shown(value: Any) -> str:
    """A value as code, cut when it is long, and without a secret that is kept."""
    if value is None:
        return "`None`"
    text = hide(repr(value)).replace("`", "'")
    return f"`{text}`" if len(text) <= LONGEST else f"`{text[:LONGEST]}…`"


def call(
    function: Callable[..., Any],
    *values: Any,
    within: float = WITHIN,
    about: str = "",
    quiet: bool = False,
) -> Any:
    """What the reader's function returns; `about` says in which case, if not by its values.

    With `quiet` an error's own text isn't told, since it may hold a secret that nobody keeps.

    Raises Wrong when it stops with an error, Endless when it takes longer than `within` seconds,
    and PlainError when it isn't a function at all.
    """
    if not callable(function):
        raise PlainError("The first value must be your function: its name, without brackets.")
    came: list[tuple[Any, BaseException | None]] = []

    def run() -> None:
        try:
            came.append((function(*values), None))
        except BaseException as error:  # an exit() of the reader's is told like any other error
            came.append((None, error))

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    thread.join(within)
    if not came:
        stop(thread)
        raise Endless(
            f"Your function did not return within {within:g} seconds. Does a loop never end, "
            "or does it sleep?"
        )
    given, error = came[0]
    if error is not None:
        said = "" if quiet else hide(str(error)).partition("\n")[0][:LONGEST].replace("`", "'")
        what = f"{type(error).__name__}: {said}" if said else type(error).__name__
        about = about or (called(values) if values else "")
        told = f"{about}, your" if about else "Your"
        raise Wrong(f"{told} function stopped with `{what}`. It must always return.")
    return given


def same(name: str, value: str, wanted: str, advice: str = "") -> None:
    """Raise Wrong unless this parameter arrives as wanted. `advice` goes with one encoded twice."""
    if value == wanted:
        return
    if value in encodings(wanted):
        raise Wrong(f"`{name}` was encoded twice: it arrives as {shown(value)}.{advice}")
    said = f"`{name}` arrives as {shown(value)}. Wanted: {shown(wanted)}."
    # What arrives of a value that nobody encoded: to its `&`, or decoded.
    if wanted.startswith(f"{value}&") or value in (unquote(wanted), unquote_plus(wanted)):
        said += " A special character cut it off or changed it: encode the value."
    raise Wrong(said)


def encodings(value: str) -> set[str]:
    """What becomes of a value that somebody encodes who shouldn't; empty where that is the same."""
    return {quote(value), quote_plus(value), quote(value, safe="")} - {value}


def fresh() -> random.Random:
    """What makes new cases at each run. While a person watches they are the same each time."""
    return random.Random(1 if service.watching() else None)  # noqa: S311  (no secret is made)


def word(chance: random.Random, length: int = 8, letters: str = SMALL) -> str:
    """Random letters and digits, with a letter first."""
    return chance.choice(letters[:17]) + "".join(chance.choices(letters, k=length - 1))
