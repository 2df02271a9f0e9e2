"""What is left of a drawing where styles and tags are taken out."""

from __future__ import annotations

import html
import re


def read_aloud(drawn: str) -> str:
    """The words of a drawing. It brings its style once."""
    assert drawn.count("<style>") == drawn.count("</style>") == 1
    return html.unescape(re.sub(r"<style>.*</style>|<[^>]*>", " ", drawn))
