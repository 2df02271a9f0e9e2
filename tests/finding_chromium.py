"""Find the machine's own Chromium, Chrome or Edge, for the tests that need a browser."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "msedge"]
USUAL_PLACES = [
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
]
NONE_FOUND = (
    "NO BROWSER WAS FOUND, so the browser tests can't run. Install Chromium or Chrome, or set "
    "CHROMIUM_PATH to one. To leave these tests out: start.py test --without-browser"
)


def find_chromium() -> str:
    """The path of a browser; CHROMIUM_PATH goes first. Raises LookupError when there is none."""
    candidates = [os.environ.get("CHROMIUM_PATH"), *map(shutil.which, NAMES), *USUAL_PLACES]
    for candidate in candidates:
        if candidate and Path(candidate).exists():
            return candidate
    raise LookupError(NONE_FOUND)
