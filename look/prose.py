"""Sentences for a reader, as HTML."""

from __future__ import annotations

import html
import re


def with_code(text: str) -> str:
    """HTML of a sentence; what stands between backticks is code."""
    return re.sub("`([^`]+)`", r"<code>\1</code>", html.escape(text))
