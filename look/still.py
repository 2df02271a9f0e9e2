"""A panel as a still picture: for readers on the web, and for a notebook without a kernel."""

from __future__ import annotations

import html
from collections.abc import Iterator

from look import card
from look.parts import (
    Big,
    Box,
    Boxes,
    Choice,
    Code,
    Drawn,
    Heading,
    Link,
    Part,
    Steps,
    Table,
    Text,
    View,
)
from look.prose import wired, with_code

RUN_IT = "A still picture of the panel. Run this cell to use it."

# The picture is shown where no panel lives, and a panel's own place only where one does.
LIVING = ".lesson-panel:not([hidden])"
# In an exported page a drawing would be cut at the edge of a narrow window; so it scrolls.
DRAWING = ".jp-RenderedSVG.jp-OutputArea-output"
BREAKS = "white-space:pre-wrap;overflow-wrap:anywhere"  # or the meaning beside it leaves the page
STYLE = (
    f"<style>.jp-OutputArea:has({LIVING}) .lesson-still,.jp-OutputArea-child:has(.lesson-still)"
    f"+.jp-OutputArea-child:not(:has({LIVING})){{display:none}}"
    f"@media(max-width:760px){{{DRAWING}{{display:block;overflow-x:auto;margin:0}}"
    f"{DRAWING}>*{{width:100%;min-width:560px}}}}</style>"
)


def text(view: View) -> str:
    """The picture as text."""
    lines = [view.title, *(line for part in view.parts for line in _lines(part)), view.said]
    return "\n".join(line for line in lines if line)


def picture(view: View) -> str:
    """The picture as HTML: without controls, and without addresses of links."""
    shown = "".join(_html(part) for part in view.parts)
    said = f"<p><b>{with_code(view.said)}</b></p>" if view.said else ""
    chips = 'class="lesson-' in shown and card.STYLE not in shown
    style = STYLE + (card.STYLE if chips else "")
    return (
        f'<div class="lesson-still">{style}<blockquote>'
        f"<p><b>{with_code(view.title)}</b></p>{shown}{said}"
        f"<p><i>{RUN_IT}</i></p></blockquote></div>"
    )


def _lines(part: Part) -> Iterator[str]:
    if isinstance(part, (Text, Heading, Big)):
        yield part.text
    elif isinstance(part, Choice):
        yield part.legend
        mark = "☐" if part.several else "○"
        yield from (f"{mark} {label}" for _, label in part.options)
    elif isinstance(part, Table):
        yield from (left for left, _ in part.rows)
    elif isinstance(part, Steps):
        yield from part.lines
    elif isinstance(part, Drawn) or (isinstance(part, Code) and not part.fold and not part.private):
        yield part.text
    elif isinstance(part, Box):
        yield part.title
        for inner in part.parts:
            yield from _lines(inner)
    elif isinstance(part, Boxes):
        for box in part.boxes:
            yield from _lines(box)


def _html(part: Part) -> str:
    if isinstance(part, Drawn):
        return part.html
    if isinstance(part, Text):
        return f"<p>{with_code(part.text)}</p>"
    if isinstance(part, Heading):
        return f"<p><b>{with_code(part.text)}</b></p>"
    if isinstance(part, Link):
        return f"<p>{html.escape(part.label, quote=False)}</p>"
    if isinstance(part, Choice):
        mark = "☐" if part.several else "○"
        options = "<br>".join(f"{mark} {with_code(label)}" for _, label in part.options)
        legend = f"<p>{with_code(part.legend)}</p>" if part.legend else ""
        return f"{legend}<p>{options}</p>"
    if isinstance(part, Table):
        rows = "".join(
            f'<tr><td style="text-align:left"><code style="{BREAKS}">{wired(left)}</code></td>'
            f'<td style="text-align:left">{with_code(right)}</td></tr>'
            for left, right in part.rows
        )
        return f'<table style="margin-left:0">{rows}</table>'  # Lab puts it into the middle
    if isinstance(part, Steps):
        return "<ol>" + "".join(f"<li>{with_code(line)}</li>" for line in part.lines) + "</ol>"
    if isinstance(part, Code) and not part.private:
        code = f"<pre>{html.escape(part.text, quote=False)}</pre>"
        return f"<details><summary>{part.fold}</summary>{code}</details>" if part.fold else code
    if isinstance(part, Big):
        return f"<p><b>{html.escape(part.text, quote=False)}</b></p>"
    if isinstance(part, Box):
        inner = "".join(_html(one) for one in part.parts)
        return f"<p><b>{html.escape(part.title, quote=False)}</b></p>{inner}"
    if isinstance(part, Boxes):
        return "".join(_html(box) for box in part.boxes)
    return ""
