"""Many fixes, right and wrong, and what the laboratory says of each."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from right_fixes import RIGHT
from wrong_fixes import WRONG

from lessons import lab
from lessons.lab import harness

FAMILIES = {
    "addresses": ("redirect_match", "mix_up", "open_redirector"),
    "texts": ("login_csrf", "code_injection", "pkce_downgrade", "token_injection"),
    "nonces": ("nonce",),
    "races": ("code_race",),
    "devices": ("device_phishing",),
    "accounts": ("login_by_email",),
    "one after another": ("code_replay", "refresh_theft"),
    "all of them": ("scope_too_wide", "secret_in_git"),
    "the log": ("token_in_log",),
}


@pytest.fixture(autouse=True)
def one_round(monkeypatch: pytest.MonkeyPatch) -> None:
    """The fewest tries, for what must be caught in them already; and no practice starts."""
    monkeypatch.setattr(harness, "ROUNDS", 1)
    monkeypatch.setenv("PRACTICE_URL", "http://127.0.0.1:9")


def listed(fixes: dict[str, list[Any]]) -> list[Any]:
    """Each tenth runs always, the others with `start.py test --all`."""
    return [
        pytest.param(
            name, fix, id=f"{name}-{number}", marks=[pytest.mark.slow] if number % 10 else []
        )
        for name, several in fixes.items()
        for number, fix in enumerate(several)
    ]


def test_there_are_many_of_each_family() -> None:
    assert set(WRONG) == set(RIGHT) == set(harness.EXPERIMENTS)
    assert {name for family in FAMILIES.values() for name in family} == set(WRONG)
    for names in FAMILIES.values():
        assert sum(len(WRONG[name]) for name in names) >= 25
        assert sum(len(RIGHT[name]) for name in names) >= 15


@pytest.mark.parametrize(("name", "fix"), listed(WRONG))
def test_a_wrong_fix_is_caught(name: str, fix: tuple[Callable[..., Any], str]) -> None:
    check, says = fix
    verdict = lab.run(name, check)
    assert not verdict.passed
    assert says in repr(verdict)


@pytest.mark.parametrize(("name", "check"), listed(RIGHT))
def test_a_right_fix_passes(name: str, check: Callable[..., Any]) -> None:
    verdict = lab.run(name, check)
    assert verdict.passed, verdict
