"""A panel after a reload, a restart and a later opening, in JupyterLab and in Notebook 7."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from urllib.parse import urlsplit

import nbformat
import pytest
import requests
from jupyter import running_lab
from playwright.sync_api import Browser, Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.slow]

SOURCE = "from lessons.panels import ApplicationPanel\n\nApplicationPanel()"
PANEL, STILL = ".lesson-panel:not([hidden])", ".lesson-still"
NOT_FOUND = "model not found"
SECONDS = 120_000  # in milliseconds


class Front:
    """One front end, with the same notebook in it."""

    def __init__(self, page: Page, address: str) -> None:
        self.page, self._address = page, address
        parts = urlsplit(address)
        self._server = f"{parts.scheme}://{parts.netloc}"
        self._token = {"token": parts.query.split("token=")[1].split("&")[0]}

    def open(self) -> None:
        self.page.goto(self._address)
        expect(self.page.locator(".jp-CodeCell .cm-content").first).to_be_visible(timeout=SECONDS)

    def run(self) -> None:
        """Run the panel's cell once its kernel is ready; a kernel that restarts may drop it."""
        name = self.page.locator(".jp-Toolbar-kernelName")
        status = self.page.locator(".jp-Notebook-ExecutionIndicator")
        for _ in range(10):
            # Before there is a kernel, which is called idle too, a dialog asks which one to take.
            expect(name).to_contain_text("Python 3", timeout=SECONDS)
            expect(status).to_have_attribute("data-status", "idle", timeout=SECONDS)
            self.page.locator(".jp-CodeCell .cm-content").first.click()
            self.page.keyboard.press("Shift+Enter")
            with suppress(AssertionError):
                expect(self.page.locator(PANEL)).to_be_visible(timeout=15_000)
                break
        self.shows_the_panel()

    def save(self) -> None:
        with self.page.expect_response(
            lambda reply: reply.request.method == "PUT" and "contents" in reply.url
        ):
            self.page.keyboard.press("Control+s")

    def reload(self) -> None:
        """Load the page anew. On a busy machine Lab may miss what its kernel has: then the picture
        says to run the cell, which is true, and the next reload finds the panel."""
        for _ in range(3):
            self.open()
            expect(self.page.locator(f"{PANEL},{STILL}").locator("visible=true")).to_have_count(1)
            with suppress(AssertionError):
                expect(self.page.locator(PANEL)).to_be_visible(timeout=SECONDS / 2)
                break
        self.shows_the_panel()

    def shows_the_panel(self) -> None:
        expect(self.page.locator(PANEL)).to_be_visible(timeout=SECONDS)
        expect(self.page.locator(STILL)).to_be_hidden()

    def shows_the_picture(self) -> None:
        expect(self.page.locator(STILL)).to_be_visible(timeout=SECONDS)
        expect(self.page.locator(PANEL)).to_have_count(0)
        self.page.wait_for_timeout(2000)  # what comes late would come now
        expect(self.page.get_by_text(NOT_FOUND).locator("visible=true")).to_have_count(0)
        expect(self.page.get_by_text("Run this cell to use it")).to_be_visible()

    def restart_kernel(self) -> None:
        for kernel in self._get("kernels"):
            address = f"{self._server}/api/kernels/{kernel['id']}/restart"
            assert requests.post(address, params=self._token, timeout=30).ok

    def end_kernels(self) -> None:
        for session in self._get("sessions"):
            address = f"{self._server}/api/sessions/{session['id']}"
            assert requests.delete(address, params=self._token, timeout=30).ok

    def _get(self, what: str) -> list[dict[str, str]]:
        found = requests.get(f"{self._server}/api/{what}", params=self._token, timeout=30).json()
        assert found
        return found


@pytest.fixture(params=["JupyterLab", "Notebook 7"])
def front(request: pytest.FixtureRequest, browser: Browser, tmp_path: Path) -> Iterator[Front]:
    with running_lab(tmp_path) as address:
        book = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(SOURCE) for _ in range(2)])
        book.cells[1].source = "1 + 1"
        book.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3"}
        nbformat.write(book, tmp_path / "tutorial" / "workbook" / "panel.ipynb")
        address = address.format("panel.ipynb")
        if request.param == "Notebook 7":
            address = address.replace("/lab/tree/", "/notebooks/").replace("&reset", "")
        page = browser.new_page()
        yield Front(page, address)
        page.close()


def test_a_panel_lives_through_a_reload_and_leaves_a_picture_without_its_kernel(
    front: Front,
) -> None:
    front.open()
    front.run()
    field = front.page.locator(PANEL).get_by_label("Client ID")
    field.press("x")  # which cuts a cell where a shortcut of the notebook hears it
    expect(field).to_have_value("x")
    expect(front.page.locator(".jp-CodeCell")).to_have_count(2)
    front.save()

    front.reload()
    panel = front.page.locator(PANEL)
    panel.get_by_label("Client ID").fill("short")
    panel.get_by_role("button", name="Keep").click()
    expect(panel.get_by_role("status")).to_contain_text("client ID", timeout=SECONDS)

    front.restart_kernel()
    front.open()
    front.shows_the_picture()
    front.run()

    front.save()
    front.end_kernels()
    front.open()
    front.shows_the_picture()
