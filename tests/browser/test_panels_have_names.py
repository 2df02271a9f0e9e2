"""What a panel's parts are to programs that read a page out, and to Lab, which hears keys."""

from __future__ import annotations

from collections.abc import Iterator
from typing import get_args

import pytest
from every_part import EveryPart
from panel_states import Shown
from playwright.sync_api import Browser, Page, expect
from stage import CODE, drawn, put_on_stage, put_state_on_stage, set_stage

from helpers.service import Service
from look.parts import Big, Box, Part

pytestmark = [pytest.mark.browser, pytest.mark.slow]
TREE = """
- group "One of each":
  - heading "One of each" [level=3]
  - combobox "A line"
  - textbox "A secret"
  - textbox "A long text":
    - /placeholder: such as this
  - button "Keep"
  - heading "Lists" [level=4]
  - group "Which one?":
    - radio "A pear" [checked]
    - radio "A plum"
  - group "Which of these?":
    - checkbox "A pear"
    - checkbox "A plum" [checked]
  - combobox "Which of many?"
  - button "Left"
  - button "Right"
  - group "A box":
    - heading "A box" [level=4]
    - paragraph: In a box
    - button "Press in the box"
  - group "Another box":
    - heading "Another box" [level=4]
    - paragraph: ABCD
  - term:
    - code: scope=chat:read
  - definition: what is asked
  - list:
    - listitem: First
    - listitem: Second
  - group: The lines
  - progressbar "How far it is"
  - group: As curl
  - paragraph:
    - link "Open a page (opens in a new tab)":
      - /url: https://example.org
  - button "The last one"
  - status
"""
# Lab looks at the focused element alone, not at what is around it.
HEARD_BY_LAB = """() => [...document.querySelectorAll(".lesson-panel *")]
  .filter(one => one.tabIndex >= 0 || one.hasAttribute("tabindex"))
  .filter(one => one.dataset.lmSuppressShortcuts !== "true")
  .map(one => one.outerHTML)"""
FOCUSABLE = """() => [...document.querySelectorAll(".lesson-panel *")]
  .filter(one => one.tabIndex >= 0).length"""
# Two panels in a page, each with a copy of its own of form.js, as anywidget gives it.
TWO_PANELS = """async ([code, view]) => {
  for (let number = 0; number < 2; number++) {
    const source = URL.createObjectURL(new Blob([code], {type: "text/javascript"}));
    const {default: form} = await import(source);
    const el = document.createElement("div");
    document.body.append(el);
    const on = (name, listen) => { if (name === "msg:custom") el.draw = listen; };
    form.render({model: {on, off: () => {}, send: () => {}}, el});
    el.draw(view);
  }
}"""
TWICE = """() => {
  const ids = [...document.querySelectorAll("[id]")].map(one => one.id);
  return ids.filter((id, place) => ids.indexOf(id) !== place);
}"""


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    page = browser.new_page()
    yield page
    page.close()


def test_the_panel_of_the_tests_has_every_kind_of_part(practice: Service) -> None:
    shown = EveryPart().parts()
    kinds = {type(one) for one in shown} | {Box, Big}  # in Boxes
    assert kinds == set(get_args(Part))


def test_every_part_has_its_role_and_its_name(page: Page, practice: Service) -> None:
    put_on_stage(page, EveryPart())
    expect(page.locator("#panel")).to_match_aria_snapshot(TREE)
    secret = page.get_by_label("A secret", exact=True)
    expect(secret).to_have_css("-webkit-text-security", "disc")


def test_two_panels_in_a_page_have_no_id_in_common(page: Page, panel_states: list[Shown]) -> None:
    set_stage(page)
    view = next(one for one in panel_states if one.panel == "LinkPanel")
    page.evaluate(TWO_PANELS, [CODE, drawn(view)])
    assert page.get_by_label("One more scope").count() == 2
    assert page.evaluate(TWICE) == []


def test_lab_hears_no_key_that_is_meant_for_a_control(
    page: Page, panel_states: list[Shown]
) -> None:
    set_stage(page)
    seen = 0
    for shown in panel_states:
        put_state_on_stage(page, shown)
        seen += page.evaluate(FOCUSABLE)
        assert page.evaluate(HEARD_BY_LAB) == [], f"{shown.panel}, {shown.state}"
    assert seen > len(panel_states)
