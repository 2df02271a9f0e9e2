"""One end of an exchange as a card: a head, and names with their values. HTML, and nothing else.

A card brings its own style: a notebook on the web has no stylesheet of ours. Where styles are taken
out, as on GitHub, what is left still reads from top to bottom.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from look.prose import chips, wired, with_code

CSS = "".join(
    Path(__file__).with_name(name).read_text(encoding="utf-8") for name in ("chip.css", "card.css")
)
STYLE = f"<style>{' '.join(re.sub(r'/[*].*?[*]/', '', CSS, flags=re.DOTALL).split())}</style>"


@dataclass(frozen=True)
class Group:
    """Names and values that went together, such as the headers; or a text without names.

    `why` says of some names what they are for.
    """

    title: str
    rows: tuple[tuple[str, str], ...] = ()
    text: str = ""
    why: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Card:
    """What one end sent. A request has a method, an answer a status. No secret is in any of it."""

    title: str
    method: str = ""
    status: int = 0
    address: str = ""  # without its parameters: they are a group
    groups: tuple[Group, ...] = ()


def framed(*drawn: str) -> str:
    """Drawings below each other, with the style that they need."""
    return f'<div class="lesson-card">{STYLE}{"".join(drawn)}</div>'


def side_by_side(left: str, right: str) -> str:
    """Both ends of the wire, one below the other where there is no room."""
    return f'<div class="lesson-ends"><div>{left}</div><div>{right}</div></div>'


def draw(card: Card) -> str:
    """A card, to be framed."""
    head = []
    if card.method:
        method = html.escape(card.method, quote=False)
        head.append(f'<b class="lesson-badge lesson-asked">{method}</b>')
    if card.status:
        head.append(mark(*_meaning(card.status)))
    if card.address:
        head.append(f"<code>{_at_slashes(card.address)}</code>")
    title = html.escape(card.title)
    return (
        f'{label(card.title)}<div class="lesson-sheet" role="group" aria-label="{title}">'
        f'<p class="lesson-head">{" ".join(head)}</p>{"".join(map(_group, card.groups))}</div>'
    )


def events(title: str, sentences: Iterable[str]) -> str:
    """What happened, numbered, to be framed."""
    items = "".join(f"<li>{with_code(one)}</li>" for one in sentences)
    return f'{label(title)}<ol class="lesson-events">{items}</ol>'


def label(title: str) -> str:
    """The line above a card."""
    return f'<p class="lesson-label"><b>{html.escape(title, quote=False)}</b></p>'


def note(sentence: str) -> str:
    """A sentence below a card; nothing for none."""
    return f'<p class="lesson-note">{with_code(sentence)}</p>' if sentence else ""


def fold(title: str, text: str) -> str:
    """A text as it is, behind a click."""
    return (
        f"<details><summary>{title}</summary><pre>{html.escape(text, quote=False)}</pre></details>"
    )


def mark(kind: str, words: str) -> str:
    """Words with a sign before them, for "right", "wrong" or what leads "on"."""
    sign = {"right": "✓", "wrong": "✕", "on": "→"}[kind]
    return (
        f'<b class="lesson-badge lesson-{kind}"><span aria-hidden="true">{sign}</span> '
        f"{html.escape(words, quote=False)}</b>"
    )


def _meaning(status: int) -> tuple[str, str]:
    """The kind of a status, and the status in words."""
    if status >= 500:
        return "wrong", f"{status} failed"
    if status >= 400:
        return "wrong", f"{status} refused"
    return ("on", f"{status} sent on") if status >= 300 else ("right", f"{status} OK")


def _group(group: Group) -> str:
    title = html.escape(group.title, quote=False)
    rows = "".join(
        f"<dt>{wired(name)}</dt><dd>{_value(value)}{_why(group.why.get(name, ''))}</dd>"
        for name, value in group.rows
    )
    shown = f"<dl>{rows}</dl>" if rows else ""
    text = f"<pre>{wired(group.text)}</pre>" if group.text else ""
    return f'<p class="lesson-group">{title}</p>{shown}{text}'


def _value(value: str) -> str:
    return f"<pre>{wired(value)}</pre>" if "\n" in value else wired(value)


def _why(words: str) -> str:
    return f'<div class="lesson-why">{html.escape(words, quote=False)}</div>' if words else ""


def _at_slashes(address: str) -> str:
    """An address that may break before a slash of its path."""
    escaped = html.escape(address, quote=False)
    return chips(re.sub(r"(?<=[^/])/(?=[^/])", "<wbr>/", escaped))
