"""HTML in a text is only text: in a panel on the page, and in its picture."""

from __future__ import annotations

import pytest

from look import still
from look.parts import (
    Big,
    Box,
    Boxes,
    Choice,
    Code,
    Heading,
    Link,
    Steps,
    Table,
    Text,
    View,
)

EVIL = "scope=<script>alert(1)</script>&a=<b> `<i>`"
MADE_HTML_OF = [
    Text(EVIL),
    Heading(EVIL),
    Choice("name", EVIL, (("value", EVIL),)),
    Table(((EVIL, "right"),)),
    Table((("left", EVIL),)),
    Steps((EVIL,)),
]
ALSO_IN_A_PICTURE = [Link(EVIL, "http://localhost"), Code(EVIL), Code(EVIL, fold="More"), Big(EVIL)]


def around(part):
    return [
        View("title", (part,)),
        View("title", (Box("box", (part,)),)),
        View("title", (Boxes((Box("box", (part,)),)),)),
    ]


@pytest.mark.parametrize("part", MADE_HTML_OF)
def test_a_text_is_escaped_on_the_page(part):
    for view in around(part):
        data = str(view.data())
        assert "<script" not in data and "<b>" not in data and "<i>" not in data
        assert "&lt;script&gt;alert(1)&lt;/script&gt;" in data


@pytest.mark.parametrize("part", [*MADE_HTML_OF, *ALSO_IN_A_PICTURE, Box(EVIL, ())])
def test_a_text_is_escaped_in_a_picture(part):
    for view in around(part):
        picture = still.picture(view)
        assert "<script" not in picture and "<b> " not in picture and "<i>`" not in picture
        assert "&lt;script&gt;alert(1)&lt;/script&gt;" in picture


def test_a_title_and_an_answer_are_escaped():
    view = View(EVIL, (), said=EVIL)
    assert "<script" not in view.data()["said"]
    assert "<script" not in still.picture(view)
    assert still.picture(view).count("&lt;script&gt;") == 2


def test_what_is_private_is_in_no_picture():
    view = View("title", (Code("cd /home/somebody", private=True), Code("python get_token.py")))
    for picture in (still.picture(view), still.text(view)):
        assert "somebody" not in picture and "get_token.py" in picture
