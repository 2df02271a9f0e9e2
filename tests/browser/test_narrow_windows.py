"""Nothing is wider than the window: on a small telephone, and where somebody enlarges to 200 %."""

from __future__ import annotations

import pytest
from panel_states import Shown
from playwright.sync_api import Browser, Page
from practice_pages import walk
from stage import put_state_on_stage, set_stage

from helpers.service import Service

pytestmark = [pytest.mark.browser, pytest.mark.slow]
WIDTHS = [320, 640]  # CSS pixels; 640 are left of a window of 1280 at 200 %
# What sticks out of the window or of the box around it. What is in a box that scrolls may.
TOO_WIDE = """within => {
  const edge = document.documentElement.clientWidth;
  const wide = [...document.querySelectorAll(`${within}, ${within} *`)].filter(one => {
    if (one.closest(".scroll > *, .skip, .lesson-unseen")) return false;
    const box = one.getBoundingClientRect();
    const around = one.parentElement.closest(":not(.lesson-rows)").getBoundingClientRect();
    return box.width && (box.right > edge + 0.5 || box.right > around.right + 1);
  });
  if (document.documentElement.scrollWidth > edge) wide.push(document.documentElement);
  return wide.map(one => `${one.tagName} ${one.className}: ${one.textContent.slice(0, 60)}`);
}"""

# Rows of tables that are taller than one line of their first cell.
TALL = """() => [...document.querySelectorAll(".scroll tbody tr")].filter(row => {
  const style = getComputedStyle(row.cells[0]);
  const around = parseFloat(style.paddingTop) + parseFloat(style.paddingBottom);
  return row.offsetHeight - around > 1.5 * parseFloat(style.lineHeight);
}).map(row => row.innerText)"""
# Fields of one line whose hint is wider than they are.
CUT = """() => [...document.querySelectorAll("#panel input[placeholder]")].filter(one => {
  const style = getComputedStyle(one);
  const pen = document.createElement("canvas").getContext("2d");
  pen.font = style.font;
  const room = one.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight);
  return pen.measureText(one.placeholder).width > room;
}).map(one => one.placeholder)"""


def too_wide(page: Page, within: str) -> list[str]:
    found = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 700})
        found += [f"{width}: {one}" for one in page.evaluate(TOO_WIDE, within)]
    return found


def test_no_panel_is_wider_than_its_window(browser: Browser, panel_states: list[Shown]) -> None:
    page, found = browser.new_page(), []
    set_stage(page)
    for shown in panel_states:
        put_state_on_stage(page, shown)
        found += [f"{shown.panel}, {shown.state}: {one}" for one in too_wide(page, "#panel")]
    assert found == [], "\n".join(found)


def test_no_page_of_practice_is_wider_than_its_window(
    browser: Browser, empty_practice: Service
) -> None:
    page, found = browser.new_page(), []
    for name in walk(page, empty_practice.id_url):
        found += [f"{name}: {one}" for one in too_wide(page, "body")]
    assert found == [], "\n".join(found)


def test_no_row_is_tall_for_what_is_out_of_sight(browser: Browser, empty_practice: Service) -> None:
    page = browser.new_page(viewport={"width": 390, "height": 700})
    states = walk(page, empty_practice.id_url)
    assert "curtain.html" in states  # the walk stands there now
    assert page.locator("#applications br").count()
    assert page.locator(".scroll tbody tr").count() > 2
    assert page.evaluate(TALL) == []


def test_no_hint_is_cut_on_a_telephone(browser: Browser, panel_states: list[Shown]) -> None:
    page, found = browser.new_page(viewport={"width": 320, "height": 700}), set()
    set_stage(page)
    for shown in panel_states:
        put_state_on_stage(page, shown)
        found |= set(page.evaluate(CUT))
    assert found == set()
