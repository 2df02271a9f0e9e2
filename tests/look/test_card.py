"""A card says all of it in words, escapes all of it, and brings its own style."""

from __future__ import annotations

import re

import pytest
from heard import read_aloud

from look import card, still
from look.card import Card, Group
from look.parts import Drawn, Table, View
from look.prose import wired, with_code

EVIL = '<script>alert(1)</script>"&'
CHIP = re.compile(r'class="lesson-chip (lesson-shape\d lesson-colour\d)">.*?([0-9a-f]{4})<')


def test_html_in_every_part_of_a_card_is_only_text():
    groups = (Group(EVIL, ((EVIL, EVIL), (EVIL, f"{EVIL}\n{EVIL}"))), Group(EVIL, text=EVIL))
    drawn = card.framed(
        card.draw(Card(EVIL, EVIL, 200, EVIL, groups)),
        card.events(EVIL, [EVIL]),
        card.note(EVIL),
        card.fold("Raw", EVIL),
    )
    assert "<script" not in drawn
    assert read_aloud(drawn).count("<script>alert(1)") == 15
    assert 'aria-label="&lt;script&gt;alert(1)&lt;/script&gt;&quot;&amp;"' in drawn


def test_what_a_name_is_for_is_below_its_value_and_nowhere_else():
    rows = (("code", "[hidden 8f3f]"), ("extra", "1"))
    drawn = card.draw(Card("a", "POST", groups=(Group("g", rows, why={"code": EVIL}),)))
    assert '</span></span><div class="lesson-why">&lt;script&gt;' in drawn
    assert "<dd>1</dd>" in drawn and "<script" not in drawn


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (200, "200 OK"),
        (302, "302 sent on"),
        (400, "400 refused"),
        (403, "403 refused"),
        (500, "500 failed"),
        (502, "502 failed"),
    ],
)
def test_a_status_is_said_in_words(status, words):
    drawn = card.draw(Card("Twitch answered", status=status))
    assert f"</span> {words}</b>" in drawn
    assert drawn.count('<span aria-hidden="true">') == 1  # the sign alone


def test_a_secret_looks_the_same_wherever_it_is_shown():
    secret = "[hidden 8f3f]"
    drawn = card.draw(Card("a", "GET", groups=(Group("g", (("code", secret),), f"x {secret}"),)))
    drawn += card.events("e", [f"{secret} was used."]) + card.note(secret)
    found = CHIP.findall(drawn)
    assert len(found) == 4 and len(set(found)) == 1
    others = CHIP.findall(card.note("[hidden 8f3f] [hidden 51c2] [hidden fc0f]"))
    assert len({look for look, _ in others}) == 3


def test_an_address_breaks_between_its_parts_only():
    long = Card("a", "GET", address="http://localhost:8017/oauth2/authorize")
    assert "http://localhost:8017<wbr>/oauth2<wbr>/authorize" in card.draw(long)
    row = Group("g", (("Location", "http://localhost/?code=1&state=2#access_token=3"),))
    assert "/<wbr>?code=1<wbr>&amp;state=2<wbr>#access_token=3" in card.draw(
        Card("a", groups=(row,))
    )
    scopes = wired("&scope=chat%3Aread+chat%3Aedit")  # the first must not leave a line empty
    assert scopes == "&amp;scope=chat%3Aread<wbr>+chat%3Aedit"


def test_without_any_style_a_card_reads_from_top_to_bottom():
    form = Group("body, as a form", (("grant_type", "code"), ("code", "[hidden 8f3f]")))
    drawn = card.framed(card.draw(Card("You sent", "POST", 0, "http://localhost", (form,))))
    words = "You sent POST http://localhost body, as a form grant_type code code [hidden 8f3f ]"
    assert read_aloud(drawn).split() == words.split()


def test_a_picture_has_the_style_of_its_chips_once():
    table = Table((("code=[hidden 8f3f]", "a code"),))
    drawn = Drawn(card.framed(card.note("x")), "x")
    assert still.picture(View("t", (table,))).count(card.STYLE) == 1
    assert still.picture(View("t", (table, drawn))).count(card.STYLE) == 1
    assert card.STYLE not in still.picture(View("t", (Table((("a", "b"),)),)))


def test_a_notebooks_number_is_in_one_piece():
    assert with_code("(notebook 04-06_register)") == (
        '(notebook <span class="lesson-whole">04-06</span>_register)'
    )
    for other in ("2024-05-17", "a-04-06", "1234-5678", "port 12-345"):
        assert with_code(other) == other
