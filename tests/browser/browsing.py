"""How the tests and the screenshots start the machine's own browser."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, sync_playwright

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


@contextmanager
def open_browser(path: str) -> Iterator[Browser]:
    """Start the browser at this path, without a window; it ends with the block."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        try:
            yield browser
        finally:
            browser.close()


@contextmanager
def open_profile(path: str, folder: Path) -> Iterator[BrowserContext]:
    """Start the browser at this path as a person's own, which keeps in a folder what it keeps."""
    with sync_playwright() as playwright:
        context = playwright.chromium.launch_persistent_context(
            folder, executable_path=path, args=FLAGS
        )
        try:
            yield context
        finally:
            context.close()
