"""Draw the notebooks' pictures: each HTML page of this folder becomes PNG files.

Needs `pip install playwright pillow imagequant`, and a Chromium that is already on this computer:
the one in the environment variable CHROMIUM_PATH, or the first that is found by its usual name.
"""

from __future__ import annotations

import io
import os
import shutil
import sys
from pathlib import Path

import imagequant
from PIL import Image
from playwright.sync_api import sync_playwright

HERE = Path(__file__).resolve().parent
IMAGES = HERE.parent / "notebooks" / "images"

PICTURES = {
    "flow": "flow.html",
    "flow-08": "flow.html#1-3",
    "flow-10": "flow.html#4-5",
    "address-bar": "address-bar.html",
    "ends-of-the-wire": "ends-of-the-wire.html",
}

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-lcd-text",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


def find_chromium() -> str:
    """The path of a Chromium. Ends the program with a sentence when there is none."""
    usual = (shutil.which(name) for name in ("chromium", "chromium-browser", "google-chrome"))
    found = os.environ.get("CHROMIUM_PATH") or next(filter(None, usual), None)
    if not found:
        sys.exit("No Chromium was found. Install one, or put its path into CHROMIUM_PATH.")
    return found


def draw() -> None:
    """Write every picture to notebooks/images, two pixels for each pixel of the page."""
    IMAGES.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=FLAGS)
        for name, page_address in PICTURES.items():
            page = browser.new_page(device_scale_factor=2)
            page.goto(f"{HERE.as_uri()}/{page_address}")
            target = IMAGES / f"{name}.png"
            shot = Image.open(io.BytesIO(page.locator(".card").screenshot(omit_background=True)))
            page.close()
            # 256 colours are enough for flat drawings, and make the files a third as large.
            small = imagequant.quantize_pil_image(shot, dithering_level=0.0, max_colors=256)
            small.save(target, optimize=True)
            print(f"{target.name}: {target.stat().st_size // 1000} kB")
        browser.close()


if __name__ == "__main__":
    draw()
