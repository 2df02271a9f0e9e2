"""A try-out that needs no Twitch: its cases are made up, and new at each run."""

from __future__ import annotations

import pytest

from helpers import service
from helpers.service import Service
from lessons import decisions


@pytest.fixture
def nowhere(monkeypatch: pytest.MonkeyPatch) -> Service:
    """A Practice Twitch where nothing answers; it is the chosen one."""
    monkeypatch.setenv("TUTORIAL_SERVICE", "practice")
    monkeypatch.setenv("PRACTICE_URL", "http://localhost:9")
    return service.practice("http://localhost:9")


@pytest.fixture
def is_noted(nowhere):
    """Whether a turn is noted as done."""
    return lambda name: name in decisions.noted(decisions.TURN)
