"""Take pictures of all that a reader sees, in the light and in the dark theme.

Call it as `python tests/browser/take_screenshots.py FOLDER`, with "panels", "pages" or "notebooks"
behind for only these. Panels in each of their states and practice's pages in each of theirs, at
1440 px, at 200 % of that, and at 390 px; every notebook as a person walks through it, in pieces of
one screen.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parents[1]))
sys.path.append(str(Path(__file__).resolve().parents[2]))
sys.path.append(str(Path(__file__).resolve().parents[1] / "lessons" / "panels"))

import pytest
from browsing import open_browser
from finding_chromium import find_chromium
from jupyter import running_lab
from panel_states import Shown, all_states
from person import NOTEBOOKS, Person
from playwright.sync_api import Browser, Error, Page
from practice_pages import walk
from stage import dress, put_state_on_stage, set_stage
from surroundings import running_practice, surround

from helpers import service

THEMES = ("light", "dark")
WIDTHS = (1440, 720, 390)  # pixels; at 200 % a window of 1440 has 720 of them

SCREEN = {"width": 1250, "height": 1400}
STEP = 1250  # pixels from one piece of a notebook to the next
SCROLL = """step => {
    const notebook = document.querySelector(".jp-NotebookPanel:not(.lm-mod-hidden)");
    const shown = notebook.querySelector(".jp-WindowedPanel-outer");
    shown.scrollTop = step;
    return shown.scrollTop;
}"""


def take_panels(browser: Browser, folder: Path) -> None:
    """Each state of each panel."""
    states = _panel_states()
    for width in WIDTHS:
        page = browser.new_page(viewport={"width": width, "height": 600})
        set_stage(page)
        for theme in THEMES:
            dress(page, theme)
            for shown in states:
                put_state_on_stage(page, shown)
                name = f"panel-{shown.panel}-{shown.state}-{width}-{theme}.png"
                page.screenshot(path=folder / name, full_page=True)
        page.close()


def _panel_states() -> list[Shown]:
    with tempfile.TemporaryDirectory() as home, pytest.MonkeyPatch.context() as patch:
        # Both sides in one folder, as a reader has them: the same value gets the same chip.
        with running_practice(Path(home) / "private") as address:
            surround(patch, Path(home))
            patch.setenv("PRACTICE_URL", address)
            return list(all_states(service.practice(address)))


def take_pages(browser: Browser, folder: Path) -> None:
    """Each of practice's pages in each of its states."""
    for width in WIDTHS:
        with tempfile.TemporaryDirectory() as home, running_practice(Path(home)) as address:
            page = browser.new_page(viewport={"width": width, "height": 800})
            for number, state in enumerate(walk(page, address)):
                name = "".join(one if one.isalnum() else "-" for one in state)[:60]
                for theme in THEMES:
                    page.emulate_media(color_scheme=theme)
                    file = folder / f"page-{number:02}-{name}-{width}-{theme}.png"
                    page.screenshot(path=file, full_page=True)
            page.close()


def take_notebooks(browser: Browser, folder: Path) -> None:
    """Every notebook, as a person walks through it."""
    for theme in THEMES:
        take(browser, folder, theme)


def take(browser: Browser, folder: Path, theme: str) -> None:
    """One walk in one theme, "light" or "dark"."""

    def look(name: str, page: Page) -> None:
        if not name.startswith("page-"):
            return look_at_notebook(name, page)
        keep(page, folder / f"{name}-{theme}.png")

    def look_at_notebook(name: str, page: Page) -> None:
        for number in range(20):
            wanted = number * STEP
            reached = page.evaluate(SCROLL, wanted)
            page.wait_for_timeout(500)  # pictures and widgets are drawn as they come into view
            keep(page, folder / f"{name}-{number}-{theme}.png")
            if reached < wanted:
                return

    with tempfile.TemporaryDirectory() as home:
        with running_lab(Path(home), dark=theme == "dark") as address:
            context = browser.new_context(viewport=SCREEN, color_scheme=theme)
            person = Person(context.new_page(), address, "Practice Twitch", look=look)
            for notebook in NOTEBOOKS:
                print(f"{notebook.name}, {theme}", flush=True)
                person.work_through(notebook)
            page = context.new_page()
            for path in ("", "behind-the-curtain", "settings/security", "login", "logout"):
                page.goto(f"{person.practice}/{path}")
                look(f"page-{path or 'home'}".replace("/", "-"), page)
            context.close()


def keep(page: Page, path: Path) -> None:
    """Take the picture; a browser under load sometimes needs a second try."""
    for _ in range(3):
        try:
            page.screenshot(path=path)
            return
        except Error:
            page.wait_for_timeout(1000)


WHAT = {"panels": take_panels, "pages": take_pages, "notebooks": take_notebooks}


def main() -> None:
    folder, *chosen = Path(sys.argv[1]), *sys.argv[2:]
    folder.mkdir(parents=True, exist_ok=True)
    with open_browser(find_chromium()) as browser:
        for name in chosen or WHAT:
            WHAT[name](browser, folder)


if __name__ == "__main__":
    main()
