"""Cards and verdicts in a browser: nothing is wider than its page, and axe finds nothing."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from axe import violations
from nbconvert import HTMLExporter
from nbformat import v4
from playwright.sync_api import Browser, Page
from stage import dress, set_stage

from lessons.exchange import wire
from lessons.lab.harness import Shown
from look import card, journey, still
from look.card import Card, Group
from look.parts import View
from look.verdict import Check, Verdict, listed

pytestmark = [pytest.mark.browser, pytest.mark.slow]

LONG = "http://localhost:8017/oauth2/authorize?response_type=code&scope=chat%3Aread+chat%3Aedit"
PUT = """([html, width]) => {
  const place = document.querySelector("#panel");
  place.style.width = width ? `${width}px` : "";
  place.className = "jp-RenderedHTMLCommon";
  place.style.color = "var(--jp-content-font-color1)";
  place.style.font = "var(--jp-content-font-size1) var(--jp-content-font-family)";
  place.innerHTML = html;
  for (const one of place.querySelectorAll("details")) one.open = true;
}"""
LEFT = "els => els.map(el => el.getBoundingClientRect().left)"


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    page = browser.new_page(viewport={"width": 320, "height": 700})
    set_stage(page)
    yield page
    page.close()


@pytest.fixture
def drawn(own_surroundings: None, make_reply: Callable[..., Any]) -> str:
    """One of everything that is drawn so."""
    refused = {"status": 400, "message": "Invalid authorization code"}
    token = {"access_token": "rfx2uswqe8l4g1mkagrvg5tv0ks3", "scope": ["chat:edit", "chat:read"]}
    users = {"data": [{"login": "river_otter", "created_at": "2024-05-17T09:30:00Z"}]}
    form = {"client_id": "abc", "client_secret": "d" * 30, "redirect_uri": LONG}
    exchanges = [
        wire.show(make_reply(refused, 400, data=form)),
        wire.show(make_reply(token, data=form)),
        wire.show(make_reply(users, 200, method="GET", url=LONG)),
        wire.show(make_reply(b"<p>no</p>", 502, "text/html")),
        wire.show(make_reply(b"", 302, method="GET", url=LONG, location=LONG)),
    ]
    chips = " ".join(
        f"[hidden {shape:02x}{colour:02x}]" for shape in range(6) for colour in range(5)
    )
    checks = (Check(True, "A good token:", "200."), Check(False, "An expired token:", LONG))
    attack = Shown("An attack", "It worked.", f"Magpie: GET {LONG}", f"harbor: {chips}")
    verdict = Verdict("Your class", checks, "3 of 12 defended", replay=attack.both_ends())
    shown = [*exchanges, attack, verdict]
    return "".join(one._repr_html_() for one in shown) + card.framed(card.note(chips))


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_nothing_is_wider_than_a_small_page(theme: str, page: Page, drawn: str) -> None:
    dress(page, theme)
    page.evaluate(PUT, [drawn, 0])
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    wider = page.locator("#panel *").evaluate_all(
        "els => els.filter(el => el.getBoundingClientRect().right > 320).map(el => el.outerHTML)"
    )
    assert wider == []


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing(theme: str, page: Page, drawn: str) -> None:
    dress(page, theme)
    page.evaluate(PUT, [drawn, 0])
    assert violations(page, "#panel") == []


def test_both_ends_stand_side_by_side_where_there_is_room(page: Page) -> None:
    both = card.framed(card.side_by_side(card.label("a"), card.events("b", ["c"])))
    for width, columns in ((720, 2), (600, 1)):
        page.evaluate(PUT, [both, width])
        lefts = page.locator(".lesson-ends > div").evaluate_all(LEFT)
        assert len(set(lefts)) == columns, width


@pytest.mark.parametrize("width", [320, 700, 760, 820])
def test_a_client_id_stays_on_one_line(width: int, page: Page) -> None:
    rows = (Group("body", (("client_id", "c" * 30),)),)
    exchange = card.draw(Card("You sent", "POST", groups=rows))
    both = card.framed(card.side_by_side(exchange, card.events("b", ["c"])))
    page.evaluate(PUT, [both, width])
    assert page.locator("dd").bounding_box()["height"] < 35  # pixels: two lines have 39


@pytest.mark.parametrize("width", [320, 700, 820])
def test_a_name_is_not_broken_in_a_notebooks_output(width: int, page: Page, drawn: str) -> None:
    page.evaluate(PUT, [drawn, width])
    names = page.locator("#panel dt").evaluate_all(
        "els => els.map(el => [el.textContent, el.getBoundingClientRect().height])"
    )
    assert len(names) > 10
    # What stands in the place of a name, and is none, may be long.
    assert [name for name, height in names if len(name) <= 16 and height > 24] == []


def test_a_mark_and_what_was_tried_stand_apart(page: Page) -> None:
    page.evaluate(PUT, [Verdict("t", (Check(False, "A token:"),))._repr_html_(), 600])
    mark, tried = (page.locator(f"li > {one}").bounding_box() for one in ("b", "span"))
    assert mark["x"] + mark["width"] + 4 <= tried["x"]


def test_without_colours_of_its_own_a_page_still_shows_frames(page: Page, drawn: str) -> None:
    page.emulate_media(forced_colors="active")
    page.evaluate(PUT, [drawn, 0])
    for kind in (".lesson-chip", ".lesson-badge", ".lesson-sheet"):
        frame = page.locator(kind).first.evaluate(
            "el => { const s = getComputedStyle(el); return [s.borderTopWidth, s.borderTopStyle]; }"
        )
        assert frame == ["1px", "solid"], kind
    page.emulate_media(forced_colors="none")


def test_what_was_decided_stands_beside_its_mark(page: Page) -> None:
    marks = [("wrong", "otherwise"), ("right", "right"), ("on", "open")]
    lines = listed((kind, word, "A token:", "") for kind, word in marks)
    page.evaluate(PUT, [card.framed(f'<p class="lesson-head">3 of 3</p>{lines}'), 600])
    edges = (
        "els => els.map(el => [el.getBoundingClientRect().left, el.getBoundingClientRect().right])"
    )
    badges = page.locator("li > b").evaluate_all(edges)
    words = page.locator("li > span").evaluate_all(edges)
    assert len(badges) == len(words) == 3
    for (left, right), (begins, _) in zip(badges, words, strict=True):
        assert left == 20  # pixels: the page's margin, and the padding of the head
        assert right + 4 <= begins


def test_a_drawing_in_an_exported_page_can_be_seen_whole_on_a_telephone(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 700})
    arrow = journey.Arrow(journey.APPLICATION, journey.TWITCH, "the code")
    shown = {
        "text/html": still.picture(View("A panel", ())),
        "image/svg+xml": journey.draw([arrow], "Your way"),
    }
    outputs = [v4.new_output("display_data", {kind: data}) for kind, data in shown.items()]
    cells = [v4.new_code_cell("show()", outputs=[one]) for one in outputs]
    exported, _ = HTMLExporter(template_name="lab").from_notebook_node(v4.new_notebook(cells=cells))
    page.set_content(re.sub(r"<script.*?</script>", "", exported, flags=re.DOTALL))
    box = page.locator(".jp-RenderedSVG")
    box.evaluate("box => { box.scrollLeft = 9999; }")
    edges = "el => el.getBoundingClientRect().right"
    assert box.locator("img, svg").evaluate(edges) == pytest.approx(box.evaluate(edges), abs=1)
    assert box.evaluate(edges) <= 390
