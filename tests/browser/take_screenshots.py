"""Walk through the tutorial as a person and take a picture of everything on the way.

Call it as `python tests/browser/take_screenshots.py FOLDER`. Every notebook, in pieces of one
screen, and every page of practice's, in the light and in the dark theme.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parent.parent))

from browsing import open_browser
from finding_chromium import find_chromium
from jupyter import running_lab
from person import NOTEBOOKS, Person
from playwright.sync_api import Browser, Error, Page

SCREEN = {"width": 1250, "height": 1400}
STEP = 1250  # pixels from one piece of a notebook to the next
SCROLL = """step => {
    const notebook = document.querySelector(".jp-NotebookPanel:not(.lm-mod-hidden)");
    const shown = notebook.querySelector(".jp-WindowedPanel-outer");
    shown.scrollTop = step;
    return shown.scrollTop;
}"""


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


def main() -> None:
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    with open_browser(find_chromium()) as browser:
        for theme in ("light", "dark"):
            take(browser, folder, theme)


if __name__ == "__main__":
    main()
