"""The ten steps by keyboard alone, in a real JupyterLab and on practice's pages."""

from __future__ import annotations

from pathlib import Path

import dotenv
import pytest
from browsing import open_profile
from by_keyboard import KeyboardPerson, put_the_mouse_away
from jupyter import running_lab
from person import NOTEBOOKS
from playwright.sync_api import Browser

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.timeout(1800)]
TEN_STEPS = [notebook for notebook in NOTEBOOKS if notebook.name[:2] <= "10"]


def test_a_person_without_a_mouse_gets_a_token(
    chromium: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put_the_mouse_away(monkeypatch)
    with (
        running_lab(tmp_path) as address,
        open_profile(chromium, tmp_path / "browser") as context,
    ):
        context.set_default_timeout(60_000)
        person = KeyboardPerson(context.new_page(), address, "Practice Twitch")
        for notebook in TEN_STEPS:
            person.work_through(notebook)
    kept = dotenv.dotenv_values(tmp_path / "tutorial" / "private" / "practice.env")
    assert kept["TWITCH_ACCESS_TOKEN"]


def test_the_mouse_is_away(browser: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    put_the_mouse_away(monkeypatch)
    page = browser.new_page()
    page.set_content("<a href='#'>A link</a><div tabindex='-1' onclick='this.id = 1'>No</div>")
    with pytest.raises(AssertionError, match="without a mouse"):
        page.mouse.click(5, 5)
    with pytest.raises(AssertionError, match="presses of Tab"):
        page.get_by_text("No").click()
    page.close()
