"""What is open beside a notebook when a reader opens the tutorial in JupyterLab."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from jupyter import running_lab
from playwright.sync_api import Browser, Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.slow]
WITHIN = 60_000  # milliseconds, on a busy machine
FILES, CONTENTS = ".jp-FileBrowser", ".jp-TableOfContents"


@pytest.fixture(scope="module")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with running_lab(tmp_path_factory.mktemp("home")) as address:
        yield address


def opened(browser: Browser, lab: str, width: int) -> Page:
    page = browser.new_page(viewport={"width": width, "height": 800})
    page.set_default_timeout(WITHIN)
    page.goto(lab.format("00_start_here.ipynb"))
    heading = page.locator(".jp-NotebookPanel").get_by_role("heading", level=1)
    expect(heading).to_be_visible(timeout=WITHIN)
    return page


def test_with_room_the_table_of_contents_is_open_and_not_the_file_list(
    browser: Browser, lab: str
) -> None:
    page = opened(browser, lab, 1440)
    expect(page.locator(CONTENTS).get_by_text("Start here")).to_be_visible(timeout=WITHIN)
    expect(page.locator(FILES)).to_be_hidden()
    page.close()


def test_in_a_narrow_window_both_are_closed(browser: Browser, lab: str) -> None:
    page = opened(browser, lab, 900)
    expect(page.locator(FILES)).to_be_hidden(timeout=WITHIN)
    expect(page.locator(CONTENTS)).to_be_hidden()
    page.close()


def test_a_reload_leaves_open_what_the_reader_has_opened(browser: Browser, lab: str) -> None:
    page = opened(browser, lab, 1440)
    expect(page.locator(CONTENTS)).to_be_visible(timeout=WITHIN)
    page.get_by_role("tab", name="File Browser").click()
    expect(page.locator(FILES)).to_be_visible()
    page.wait_for_timeout(2_000)  # Lab keeps its layout a second after it changed
    page.goto(page.url.partition("?")[0])
    expect(page.locator(FILES)).to_be_visible(timeout=WITHIN)
    expect(page.locator(CONTENTS)).to_be_hidden()
    page.close()
