"""Each panel, in each of its states and in both themes, as axe-core sees it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from axe import violations
from panel_states import WORKED, Shown
from playwright.sync_api import Browser, Page
from stage import dress, put_state_on_stage, set_stage

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    page = browser.new_page()
    set_stage(page)
    yield page
    page.close()


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("name", WORKED)
def test_a_panel_has_no_violation(
    name: str, theme: str, page: Page, panel_states: list[Shown]
) -> None:
    dress(page, theme)
    for shown in panel_states:
        if shown.panel == name:
            put_state_on_stage(page, shown)
            assert violations(page, ".lesson-panel") == [], shown.state
