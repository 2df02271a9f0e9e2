"""The journey: a sequence drawing made from records of what happened, as SVG and as text.

A record is a mapping: its kind and outcome, fingerprints of what it was about (`marks`), and where
it is known the `user` (a login), the `application` and the `error`. Both sides keep such records:
Practice Twitch its events, the reader's side its own steps. The drawing has fixed colours on a
ground of its own, which read on light and dark pages, and only attributes: no style, no script.
"""

from __future__ import annotations

import html
import re
import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from look.prose import COLOURS, MASK, SHAPES

Record = Mapping[str, Any]

APPLICATION, BROWSER, TWITCH = "Your application", "Browser", "Twitch"
FRONT, BACK = "front", "back"  # channels: through the browser, and past it

# The same shapes and colours as in chip.css, on this drawing's own light ground.
GLYPHS = "●▲■◆★✚"
INKS = ("#8a4b00", "#0a5250", "#5b2a86", "#1d4f91", "#8c2f5a")
LINES = {FRONT: "#9a6209", BACK: "#0f6b68"}
GROUNDS = {FRONT: "#fff4dd", BACK: "#e2f1ef"}
INK, DIM, BAD, PAPER, LIFE = "#1d2b2d", "#56666a", "#a02c1c", "#fdfcf9", "#cfc8ba"

WIDTH = 820
PLACES = {APPLICATION: 120, BROWSER: 410, TWITCH: 700}
LETTER, LINE_HEIGHT = 7.1, 18  # of a letter 13 px high, on average; of a line


@dataclass(frozen=True)
class Arrow:
    """What travels from one to another; a note of one's own if both are the same.

    `says` holds masks such as `[hidden 7c1e]` for secrets. `stolen` are the marks of values that
    went where they should not.
    """

    source: str
    target: str
    says: str
    channel: str = BACK
    refused: bool = False
    expected: bool = False  # not yet: the next thing to do
    stolen: tuple[str, ...] = ()


def draw(arrows: Sequence[Arrow], title: str, places: Mapping[str, int] = PLACES) -> str:
    """The drawing as SVG. `title` says what it shows; its text form is its description."""
    bands, shapes, at, channel = "", "", 62, ""
    for arrow in arrows:
        lines = _wrapped(arrow, places)
        height = LINE_HEIGHT * len(lines) + 22
        band = GROUNDS[arrow.channel]
        bands += f'<rect x="14" y="{at}" width="{WIDTH - 28}" height="{height}" fill="{band}"/>'
        if arrow.channel != channel:
            channel = arrow.channel
            name = f"{channel} channel"
            shapes += _text(WIDTH - 24, at + 16, name, DIM, anchor="end", size=12)
        shapes += _arrow(arrow, lines, at, places)
        at += height
    lives = "".join(
        f'<path d="M{x} 46V{at}" stroke="{LIFE}" stroke-width="2"/>' for x in places.values()
    )
    heads = "".join(
        _text(x, 36, name, INK, anchor="middle", weight=600) for name, x in places.items()
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {at + 16}" role="img"'
        f" width=\"{WIDTH}\" font-family=\"system-ui, 'Segoe UI', 'DejaVu Sans', sans-serif\">"
        f"<title>{_escaped(title)}</title><desc>{_escaped(tell(arrows))}</desc>"
        f'<rect width="{WIDTH}" height="{at + 16}" rx="12" fill="{PAPER}" stroke="{LIFE}"/>'
        f"{bands}{lives}{heads}{shapes}</svg>"
    )


def tell(arrows: Sequence[Arrow]) -> str:
    """The same as text, a line for each arrow."""
    return "\n".join(_line(number, arrow) for number, arrow in enumerate(arrows, 1))


def _line(number: int, arrow: Arrow) -> str:
    way = arrow.source if arrow.source == arrow.target else f"{arrow.source} → {arrow.target}"
    words = ["next: " if arrow.expected else "", _told(arrow)]
    words += [" (refused)"] if arrow.refused else []
    return f"{number}. {way}: {''.join(words)}"


def _told(arrow: Arrow) -> str:
    """What travels; what is stolen of it is called so."""
    says = arrow.says
    for mark in arrow.stolen:
        says = says.replace(f"[hidden {mark}]", f"[hidden {mark}] (stolen)", 1)
    return says


def _arrow(arrow: Arrow, lines: list[str], at: int, places: Mapping[str, int]) -> str:
    start, end = places[arrow.source], places[arrow.target]
    colour = BAD if arrow.refused or arrow.stolen else LINES[arrow.channel]
    left = min(start, end) + 14
    ground = at + LINE_HEIGHT * len(lines) + 8
    ink = DIM if arrow.expected else BAD if arrow.refused else INK
    band = GROUNDS[arrow.channel]
    if start == end:  # a note beside its owner's line
        side = -14 if start > WIDTH / 2 else 14
        anchor = "end" if side < 0 else "start"
        said = "".join(
            _text(start + side, at + LINE_HEIGHT * (row + 1), line, ink, anchor=anchor, band=band)
            for row, line in enumerate(lines)
        )
        return f'<circle cx="{start}" cy="{at + LINE_HEIGHT - 5}" r="5" fill="{colour}"/>{said}'
    said = "".join(
        _text(left, at + LINE_HEIGHT * (row + 1) - 2, line, ink, band=band)
        for row, line in enumerate(lines)
    )
    tip = 8 if end > start else -8
    dashes = ' stroke-dasharray="6 5"' if arrow.expected else ""
    through = places.get(BROWSER) if arrow.channel == FRONT else None
    dot = ""
    if through and min(start, end) < through < max(start, end):
        dot = f'<circle cx="{through}" cy="{ground}" r="5" fill="{colour}"/>'
    return (
        f'{said}<path d="M{start} {ground}H{end - tip}" stroke="{colour}" stroke-width="2.5"'
        f' fill="none"{dashes}/>'
        f'<path d="M{end} {ground}l{-1.5 * tip:g} -5v10z" fill="{colour}"/>{dot}'
    )


def _wrapped(arrow: Arrow, places: Mapping[str, int]) -> list[str]:
    start, end = places[arrow.source], places[arrow.target]
    room = abs(start - end) - 28 if start != end else 330
    says = f"Next: {arrow.says}" if arrow.expected else _told(arrow)
    # A mask is drawn shorter than it is written, and must not be cut.
    short = MASK.sub(lambda found: f"\x00{found[1]}", says)
    lines = textwrap.wrap(short, max(12, int(room / LETTER)), break_long_words=True) or [""]
    return [re.sub("\x00([0-9a-f]{4})", r"[hidden \1]", line) for line in lines]


def _text(
    x: float,
    y: float,
    text: str,
    fill: str,
    anchor: str = "start",
    size: int = 13,
    weight: int = 400,
    band: str = "",
) -> str:
    """A line of text; over a `band` of this colour it hides the life lines that it crosses."""
    said, end = "", 0
    for found in MASK.finditer(text):
        said += _escaped(text[end : found.start()]) + chip(found[1])
        end = found.end()
    said += _escaped(text[end:])
    edge = f' stroke="{band}" stroke-width="6" paint-order="stroke"' if band else ""
    return (
        f'<text x="{x:g}" y="{y:g}" fill="{fill}" text-anchor="{anchor}" font-size="{size}"'
        f' font-weight="{weight}"{edge}>{said}</text>'
    )


def chip(fingerprint: str) -> str:
    """A secret's mark inside a line of text, in its own shape and colour."""
    shape, colour = int(fingerprint[:2], 16) % SHAPES, int(fingerprint[2:], 16) % COLOURS
    return f'<tspan fill="{INKS[colour]}" font-weight="700">{GLYPHS[shape]} {fingerprint}</tspan>'


def _escaped(text: str) -> str:
    # What XML does not allow at all would make the whole drawing unreadable.
    return html.escape(re.sub(r"[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", "?", text))
