"""In a panel, what belongs together is close together."""

from __future__ import annotations

import pytest
from panel_states import Shown
from playwright.sync_api import Browser
from stage import put_state_on_stage, set_stage

from look.parts import Table, View
from look.still import picture

pytestmark = [pytest.mark.browser, pytest.mark.slow]
# How far it is from the widest on the left to what stands on the right, in pixels.
DISTANCES = """tables => tables.map(table => {
  const ends = [...table.querySelectorAll("dt > code")].flatMap(
    one => [...one.getClientRects()].map(line => line.right));
  return table.querySelector("dd").getBoundingClientRect().left - Math.max(...ends);
})"""
LINES = "pieces => pieces.map(one => one.getClientRects().length)"


def test_what_a_part_means_is_beside_it(browser: Browser, panel_states: list[Shown]) -> None:
    page = browser.new_page(viewport={"width": 1440, "height": 600})
    set_stage(page)
    found = []
    for shown in panel_states:
        if shown.panel in ("LinkPanel", "ExchangePanel", "ImplicitPanel"):
            panel = put_state_on_stage(page, shown)
            found += panel.locator(".lesson-table").evaluate_all(DISTANCES)
    page.close()
    assert len(found) > 8 and min(found) > 0 and max(found) < 60


def test_a_notebooks_number_is_not_broken(browser: Browser, panel_states: list[Shown]) -> None:
    """In a window of any width: at 1440 pixels it once began a line with 06."""
    [shown] = [one for one in panel_states if (one.panel, one.state) == ("StartPanel", "rest")]
    page = browser.new_page()
    set_stage(page)
    for width in range(320, 900, 20):
        page.set_viewport_size({"width": width, "height": 600})
        panel = put_state_on_stage(page, shown)
        assert panel.locator(".lesson-whole").evaluate_all(LINES) == [1], width
    page.close()


def test_the_still_picture_shows_what_a_part_means(browser: Browser) -> None:
    """As a page of the web sets code: it breaks nowhere by itself."""
    rows = (("http://localhost:8017/oauth2/authorize", "the page that asks"),)
    page = browser.new_page(viewport={"width": 320, "height": 600})
    page.set_content(
        f"<style>code {{ white-space: pre }}</style>{picture(View('t', (Table(rows),)))}"
    )
    reached = page.get_by_text("the page that asks").evaluate(
        "it => it.getBoundingClientRect().right"
    )
    page.close()
    assert reached <= 320
