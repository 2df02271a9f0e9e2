"""Find the machine's own Chromium, Chrome or Edge, for the tests that need a browser.

As a program it prints the path, or says that there is none and ends with 1.
"""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

NAMES = [
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "microsoft-edge",
]
USUAL_PLACES = [
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
]
NONE_FOUND = (
    "NO BROWSER WAS FOUND, so the browser tests can't run. Install Chromium or Chrome, or put "
    "the path of one into CHROMIUM_PATH. To leave these tests out: "
    "python3 start.py test --without-browser"
)


def find_chromium() -> str:
    """The path of a browser; CHROMIUM_PATH goes first. Raises LookupError when there is none."""
    chosen = os.environ.get("CHROMIUM_PATH")
    if chosen and not Path(chosen).exists():
        raise LookupError(f"CHROMIUM_PATH is {chosen}, and nothing is there. Correct or unset it.")
    for candidate in [chosen, *map(shutil.which, NAMES), *USUAL_PLACES]:
        if candidate and Path(candidate).exists():
            return candidate
    raise LookupError(NONE_FOUND)


if __name__ == "__main__":
    try:
        print(find_chromium())
    except LookupError as problem:
        sys.exit(str(problem))
