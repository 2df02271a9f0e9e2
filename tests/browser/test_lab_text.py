"""How the text of a notebook is set when a reader opens the tutorial in JupyterLab."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from jupyter import running_lab
from playwright.sync_api import Browser, Page

pytestmark = [pytest.mark.browser, pytest.mark.slow]
WITHIN = 60_000  # milliseconds, on a busy machine
LINE = 75 * 9  # pixels: 75 characters of 14 px, of which a digit is no wider than 9
BOX = "el => { const box = el.getBoundingClientRect(); return [box.left, box.width]; }"


@pytest.fixture(scope="module")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with running_lab(tmp_path_factory.mktemp("home")) as address:
        yield address


def opened(browser: Browser, lab: str, notebook: str, width: int) -> Page:
    page = browser.new_page(viewport={"width": width, "height": 1400})
    page.set_default_timeout(WITHIN)
    page.goto(lab.format(notebook))
    page.locator(".jp-NotebookPanel").get_by_role("heading", level=1).wait_for()
    return page


def test_lines_are_short_and_a_table_begins_where_they_do(browser: Browser, lab: str) -> None:
    page = opened(browser, lab, "04-06_register_your_application.ipynb", 1600)
    table = page.locator(".jp-MarkdownOutput table").first
    prose = page.locator(".jp-MarkdownOutput", has=page.locator("table")).locator("p").first
    (at, width), (table_at, _) = prose.evaluate(BOX), table.evaluate(BOX)
    assert table_at == at
    assert 400 < width <= LINE
    page.close()


def test_in_a_narrow_window_a_picture_stays_large(browser: Browser, lab: str) -> None:
    page = opened(browser, lab, "08_authorization_code.ipynb", 390)
    _, width = page.locator(".jp-MarkdownOutput img").first.evaluate(BOX)
    assert width == 560
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.close()
