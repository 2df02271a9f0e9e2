"""Call the reader's function: it gets its time, and no exception of it counts as an answer."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from types import UnionType
from typing import Any

from helpers.plain_errors import PlainError
from lessons.lab.stepping import Steps
from lessons.stopping import stop

A_CALL = 2.0  # seconds
IN_ALL = 20.0  # seconds, over all calls of one run
Gives = type | UnionType | tuple[str, ...]  # the last are words, of which it is one
INSTEAD: dict[Any, str] = {bool: "False", str: "a text", list: "a list", str | None: "None"}


class NoAnswer(Exception):
    """The reader's function raised, took too long, or gave something that isn't an answer."""


class Caller:
    """Stands in for a check and calls it, each time in a thread of its own.

    Only so can an endless loop be left behind, on Windows as well. `problem` keeps the first
    thing that went wrong, since a site's own thread can tell nobody.
    """

    def __init__(self, check: Callable[..., Any], gives: Gives) -> None:
        self._check = check
        self._gives = gives
        self._spent = 0.0
        self._steps: Steps | None = None
        self.problem: Exception | None = None

    def __call__(self, *values: Any) -> Any:
        """The function's answer. Raises NoAnswer, or the PlainError that it raised."""
        return self.each([values])[0]

    def each(self, calls: Sequence[tuple[Any, ...]]) -> list[Any]:
        """The answers to several calls, one after the other. Raises as a single call does."""
        try:
            return self._answers(calls)
        except Exception as problem:
            self.problem = self.problem or problem
            raise

    @contextmanager
    def two_at_once(self) -> Iterator[None]:
        """The next two calls go through the function together, step by step."""
        self._steps = Steps()
        try:
            yield
        finally:
            self._steps = None

    def both(self, calls: Sequence[tuple[Any, ...]]) -> list[Any]:
        """The answers to two calls at once. Raises as a single call does."""
        with self.two_at_once(), ThreadPoolExecutor(2) as pool:
            return list(pool.map(lambda values: self(*values), calls))

    def _answers(self, calls: Sequence[tuple[Any, ...]]) -> list[Any]:
        came: list[Any] = []
        raised: list[BaseException] = []
        started = time.monotonic()
        latest = [started]  # when the call began that is going on

        steps = self._steps

        def call() -> None:
            if steps:
                steps.follow()
            try:
                for values in calls:
                    latest[0] = time.monotonic()
                    came.append(self._as_promised(self._check(*values)))
            except BaseException as error:  # also exit() and the like
                raised.append(error)
            if steps:
                steps.end()

        thread = threading.Thread(target=call, daemon=True)
        thread.start()
        ends = started + IN_ALL - self._spent
        while thread.is_alive() and (now := time.monotonic()) < min(latest[0] + A_CALL, ends):
            thread.join(min(latest[0] + A_CALL, ends) - now)
        self._spent += time.monotonic() - started
        if thread.is_alive():
            stop(thread)
            raise NoAnswer(_too_slow(self._spent))
        if raised:
            raise self._told(raised[0])
        return came

    def _as_promised(self, answer: Any) -> Any:
        if self._gives is bool:
            return bool(answer)
        if self._gives is list and isinstance(answer, Iterable) and not isinstance(answer, str):
            return list(answer)
        if isinstance(self._gives, tuple):
            fits = answer in self._gives
        else:
            fits = isinstance(answer, self._gives)
        if not fits:
            # What it was may hold a token, so only its kind is told.
            wanted = _wanted(self._gives)
            raise NoAnswer(f"Wanted from your function: {wanted}. It returned {_kind(answer)}.")
        return answer

    def _told(self, error: BaseException) -> Exception:
        if isinstance(error, (PlainError, NoAnswer)):
            return error
        what = f"Your function stopped: {type(error).__name__}: {error}."
        if isinstance(error, (NameError, ImportError)):
            return NoAnswer(f"{what} Fix it, and run the cell again.")
        instead = _wanted(self._gives)
        return NoAnswer(
            f"{what} An exception isn't an answer: return {instead} instead of raising."
        )


def _wanted(gives: Gives) -> str:
    return " or ".join(map(repr, gives)) if isinstance(gives, tuple) else INSTEAD[gives]


def _kind(answer: Any) -> str:
    kinds = {str: "a text", type(None): "nothing"}
    return kinds.get(type(answer), f"a value of the kind {type(answer).__name__}")


def _too_slow(spent: float) -> str:
    if spent < IN_ALL:
        return (
            f"Your function took longer than {A_CALL:g} seconds for one call, so it was stopped. "
            "Is there a loop in it that never ends, or a lock that is never released?"
        )
    return (
        f"Your function took longer than {IN_ALL:g} seconds in all, so the run was stopped. "
        "Make it faster, and run the cell again."
    )
