"""Nothing leaks on ways that are rarer than a person's walk. What is looked for: tests/leaks."""

from __future__ import annotations

from pathlib import Path

import pytest
from careless_people import RestartingPerson, UnluckyPerson, save_widgets
from person import NOTEBOOKS
from walking import person_at_work

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.timeout(1800)]
TEN_STEPS = [notebook for notebook in NOTEBOOKS if notebook.name[:2] <= "10"]


def test_nothing_leaks_where_widgets_are_saved_and_kernels_restarted(
    chromium: str, tmp_path: Path
) -> None:
    with person_at_work(
        RestartingPerson, chromium, tmp_path, "Practice Twitch", answers=False
    ) as person:
        save_widgets(tmp_path)
        for notebook in TEN_STEPS:
            person.work_through(notebook)
    saved = (tmp_path / "tutorial" / "workbook" / TEN_STEPS[-1].name).read_text(encoding="utf-8")
    assert "application/vnd.jupyter.widget-state+json" in saved


def test_nothing_leaks_where_every_panel_breaks(chromium: str, tmp_path: Path) -> None:
    with person_at_work(
        UnluckyPerson, chromium, tmp_path, "Practice Twitch", answers=False
    ) as person:
        save_widgets(tmp_path)
        assert person.press_everything(tmp_path / "tutorial" / "workbook") > 20
