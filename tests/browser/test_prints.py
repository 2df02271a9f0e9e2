"""What a teacher prints: dark letters on white paper, without buttons, whatever the theme."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from panel_states import Shown
from playwright.sync_api import Browser, Page, expect
from stage import dress, put_state_on_stage, set_stage

from helpers.service import Service

pytestmark = [pytest.mark.browser, pytest.mark.slow]
# Texts that are lighter than a middle grey, on no ground of their own.
FAINT = """selector => [...document.querySelectorAll(selector)]
  .filter(one => one.checkVisibility() && one.textContent.trim() && !one.children.length)
  .filter(one => {
    const [red, green, blue] = getComputedStyle(one).color.match(/[\\d.]+/g).map(Number);
    const scale = getComputedStyle(one).color.startsWith("color(") ? 255 : 1;
    return scale * (red * 0.3 + green * 0.6 + blue * 0.1) > 140;
  })
  .map(one => one.outerHTML)"""


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    page = browser.new_page()
    yield page
    page.close()


def test_panels_of_the_dark_theme_are_printed_dark_on_white(
    page: Page, panel_states: list[Shown]
) -> None:
    set_stage(page)
    dress(page, "dark")
    page.emulate_media(media="print")
    done = [one for one in panel_states if one.state in ("rest", "done")]
    assert len(done) > 20
    for shown in done:
        panel = put_state_on_stage(page, shown)
        assert page.evaluate(FAINT, ".lesson-panel *") == [], shown.panel
        expect(panel).to_have_css("background-color", "rgb(255, 255, 255)")
        assert panel.locator("button:visible").count() == 0
        expect(panel.get_by_role("heading").first).to_be_visible()


def test_practices_pages_are_printed_dark_on_white(page: Page, empty_practice: Service) -> None:
    page.emulate_media(media="print", color_scheme="dark")
    for path in ("", "/login", "/behind-the-curtain"):
        page.goto(f"{empty_practice.id_url}{path}")
        assert page.evaluate(FAINT, "body *") == [], path
        assert page.locator("main button:not(.choice):visible").count() == 0
        expect(page.get_by_role("heading").first).to_be_visible()


def test_the_accounts_are_on_the_printed_log_in_page(page: Page, empty_practice: Service) -> None:
    page.emulate_media(media="print")
    page.goto(f"{empty_practice.id_url}/login")
    for login in ("river_otter", "night_owl", "new_sparrow"):
        expect(page.get_by_text(login)).to_be_visible()
