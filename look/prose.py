"""Texts as HTML: sentences, what goes over the wire, and the chips that stand in for secrets."""

from __future__ import annotations

import html
import re

MASK = re.compile(r"\[hidden ([0-9a-f]{4})\]")
NOTEBOOKS = re.compile(r"(?<![\w-])\d\d-\d\d(?![\d-])")  # a browser would break it at its hyphen
SHAPES, COLOURS = 6, 5  # chip.css has so many


def chips(escaped: str) -> str:
    """HTML in which each mask, such as `[hidden 7c1e]`, is a chip.

    Its shape and colour come from the fingerprint: the same secret looks the same everywhere. Takes
    text that is escaped already.
    """
    return MASK.sub(lambda found: _chip(found[1]), escaped)


def with_code(text: str) -> str:
    """HTML of a sentence; what stands between backticks is code."""
    coded = re.sub("`([^`]+)`", r"<code>\1</code>", html.escape(text, quote=False))
    return chips(NOTEBOOKS.sub(r'<span class="lesson-whole">\g<0></span>', coded))


def wired(text: str) -> str:
    """HTML of what went over the wire: a long one breaks before a parameter, scope or address."""
    between = r"(?<=\S)([?#]|&amp;)(?=\w+=)|(?<=\w)(\+)(?=\w+%3A)|(?<=\w=)(?=https?:)"
    return chips(re.sub(between, r"<wbr>\g<0>", html.escape(text, quote=False)))


def _chip(fingerprint: str) -> str:
    shape, colour = int(fingerprint[:2], 16) % SHAPES, int(fingerprint[2:], 16) % COLOURS
    return (
        f'<span class="lesson-chip lesson-shape{shape} lesson-colour{colour}">'
        f'<span class="lesson-unseen">[hidden </span>{fingerprint}'
        '<span class="lesson-unseen">]</span></span>'
    )
