"""A notebook's tick is for what a person did."""

from __future__ import annotations

import pytest

from lessons import progress
from lessons.panels.panel import Panel


class Nothing(Panel):
    title = "Nothing to see"

    def parts(self):
        return []


@pytest.mark.parametrize(("mode", "ticked"), [("doing", True), ("watching", False)])
def test_who_watches_gets_no_tick(practice, monkeypatch, mode, ticked):
    monkeypatch.setenv("TUTORIAL_MODE", mode)
    panel = Nothing()
    panel.done("13")
    assert ("13" in progress.noted(panel.twitch, "done")) is ticked
