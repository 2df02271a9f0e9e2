"""How the harness plays: how often, in which order, and what it says of an error."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from typing import Any

import pytest

from lessons import lab
from lessons.lab import harness
from lessons.lab.guards import login_csrf


def in_the_experiments_order(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(random, "shuffle", lambda scenes: None)


def right_answers() -> list[bool]:
    """Those of the careful guard, one by one, in the order of this run."""
    given = []

    def guard(*values: Any) -> bool:
        given.append(login_csrf(*values))
        return given[-1]

    assert lab.run("login_csrf", guard).passed
    return given


def telling(answers: list[bool]) -> Callable[..., bool]:
    """A check that looks at nothing, and counts."""
    left = list(answers)
    return lambda *_: left.pop(0) if left else False


def test_each_scene_is_played_three_times(monkeypatch: pytest.MonkeyPatch) -> None:
    often = len(right_answers())
    monkeypatch.setattr(harness, "ROUNDS", 1)
    assert often == 3 * len(right_answers()) > 3


def test_counting_the_calls_passes_in_the_experiments_order_only(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with monkeypatch.context() as patch:
        in_the_experiments_order(patch)
        answers = right_answers()
        assert lab.run("login_csrf", telling(answers)).passed
    for seed in range(5):
        random.seed(seed)
        assert not lab.run("login_csrf", telling(answers)).passed


def test_the_order_is_another_each_time() -> None:
    random.seed(14)
    assert len({tuple(right_answers()) for _ in range(4)}) > 1


def test_a_secret_in_the_readers_error_is_masked() -> None:
    seen = []

    def broken(sent: str | None, received: str | None) -> bool:
        if not (sent and received and re.fullmatch("[0-9a-f]{32}", received)):
            return login_csrf(sent, received)
        seen.append(received)
        raise ValueError(f"what is {received}?")

    verdict = lab.run("login_csrf", broken)
    assert seen and not verdict.passed
    assert "Your function stopped: ValueError: what is [hidden " in verdict.lines[0]
    for text in (repr(verdict), verdict._repr_html_()):
        assert not [secret for secret in seen if secret in text]


def test_an_address_in_the_readers_error_has_its_name() -> None:
    def broken(asked: str, known: list[str]) -> bool:
        raise LookupError(known[0])

    verdict = lab.run("redirect_match", broken)
    assert verdict.lines[0].startswith("Your function stopped: LookupError: http://diary.lab")
