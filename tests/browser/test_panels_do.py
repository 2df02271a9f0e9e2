"""What a panel's page does with what a person types and presses, in a real browser."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import pytest
from every_part import EveryPart
from panel_states import WORKED, Shown
from playwright.sync_api import Browser, Page, expect
from stage import drawn, put_on_stage, put_state_on_stage, set_stage

from helpers import credentials
from helpers.service import Service
from lessons import panels

pytestmark = [pytest.mark.browser, pytest.mark.slow]
CLOSE = "() => { window.gate = new Promise(open => { window.openGate = open; }); }"
FOCUSED = """() => {
  const one = document.activeElement;
  return document.querySelector(".lesson-panel").contains(one) ? one.textContent : null;
}"""
# Focuses each control in turn, draws what comes next, and names those whose focus is lost.
LOST = """([before, after]) => {
  const panel = () => document.querySelector(".lesson-panel");
  const controls = "a, button, input, textarea, select, summary, [tabindex='0']";
  const all = () => panel().querySelectorAll(controls);
  const lost = [];
  window.draw(before);
  for (let place = 0, count = all().length; place < count; place++) {
    window.draw(before);
    const control = all()[place];
    for (let fold = control; fold; fold = fold.parentElement) {
      if (fold.tagName === "DETAILS") fold.open = true;
    }
    control.focus();
    if (document.activeElement !== control) lost.push(`can't be focused: ${control.outerHTML}`);
    window.draw(after);
    if (!panel().contains(document.activeElement)) lost.push(control.outerHTML);
    before.turn = after.turn + 1;
    after.turn = before.turn + 1;
  }
  return lost;
}"""


@pytest.fixture
def page(browser: Browser, own_surroundings: None) -> Iterator[Page]:
    page = browser.new_page()
    page.set_default_timeout(20_000)
    yield page
    page.close()


@pytest.fixture
def heard(page: Page, practice: Service) -> list[dict[str, Any]]:
    return put_on_stage(page, EveryPart())


def presses(heard: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [one for one in heard if one["kind"] == "press"]


def said(page: Page, words: str) -> None:
    expect(page.get_by_role("status")).to_have_text(words)


def fill_in(page: Page, line: str = "one") -> None:
    page.get_by_label("A line").fill(line)
    page.get_by_label("A secret").fill("two-zq9")
    page.get_by_label("A long text").fill("three-zq9")
    page.get_by_role("radio", name="A plum").check()
    page.get_by_label("Which of many?").select_option("A plum")


def test_what_is_typed_arrives_in_a_message_and_is_gone_from_the_page(page, heard):
    fill_in(page)
    page.get_by_role("button", name="Keep").click()
    said(page, "Kept.")
    [press] = presses(heard)
    assert press["values"] == {
        "line": "one",
        "secret": "two-zq9",
        "long": "three-zq9",
        "choice": "plum",
        "several": "plum",
        "select": "plum",
        "value": "",
    }
    for label in ("A line", "A secret", "A long text"):
        expect(page.get_by_label(label)).to_have_value("")
    expect(page.get_by_role("radio", name="A pear")).to_be_checked()
    assert "zq9" not in page.content()


def test_what_was_refused_stays_to_be_fixed(page, heard):
    fill_in(page, line="no")
    page.get_by_role("button", name="Keep").click()
    said(page, "That is refused.")
    expect(page.get_by_label("A line")).to_have_value("no")
    expect(page.get_by_label("A long text")).to_have_value("three-zq9")
    expect(page.get_by_role("radio", name="A plum")).to_be_checked()


def test_of_several_choices_all_that_are_ticked_arrive(page, heard):
    page.get_by_role("checkbox", name="A pear").press("Space")
    page.get_by_role("button", name="Keep").click()
    said(page, "Kept.")
    assert presses(heard)[-1]["values"]["several"] == "pear plum"
    for fruit in ("A pear", "A plum"):
        page.get_by_role("checkbox", name=fruit).uncheck()
    page.get_by_label("A line").fill("no")
    page.get_by_role("button", name="Keep").click()
    said(page, "That is refused.")
    assert "several" not in presses(heard)[-1]["values"]
    for fruit in ("A pear", "A plum"):
        expect(page.get_by_role("checkbox", name=fruit)).not_to_be_checked()


def test_while_an_action_runs_buttons_rest_and_a_second_press_changes_nothing(page, heard):
    page.evaluate(CLOSE)
    page.get_by_role("button", name="Left").click()
    working = page.get_by_role("button", name="working…")
    expect(working).to_be_disabled()
    for name in ("Keep", "Right", "Press in the box", "The last one"):
        expect(page.get_by_role("button", name=name)).to_be_disabled()
    for button in (working, page.get_by_role("button", name="Right")):
        button.click(force=True)
        button.press("Enter")
    page.get_by_label("A line").press("Enter")
    assert [one["action"] for one in presses(heard)] == ["left"]
    expect(page.locator(".lesson-panel")).to_have_attribute("aria-busy", "true")
    page.evaluate("() => window.openGate()")
    said(page, "To the left.")
    expect(page.get_by_role("button", name="Left")).to_be_enabled()
    expect(working).to_have_count(0)
    page.get_by_role("button", name="Right").click()
    said(page, "To the right.")
    assert presses(heard)[-1]["values"]["value"] == "3"


@pytest.mark.parametrize(
    ("label", "action"),
    [
        ("A line", "keep"),
        ("A secret", "keep"),
        ("A long text", "keep"),
        ("A pear", "left"),
        ("Which of many?", "left"),
    ],
)
def test_enter_does_what_the_next_button_does(page, heard, label, action):
    page.get_by_label(label, exact=True).first.press("Enter")
    expect(page.get_by_role("status")).not_to_be_empty()
    assert [one["action"] for one in presses(heard)] == [action]


@pytest.mark.parametrize("name", ["Keep", "Left", "Right", "Press in the box"])
def test_the_outcome_is_below_its_button_and_in_sight(page, heard, name):
    page.set_viewport_size({"width": 800, "height": 320})
    button = page.get_by_role("button", name=name)
    button.scroll_into_view_if_needed()
    top = button.evaluate("one => one.getBoundingClientRect().top")
    page.evaluate("top => window.scrollBy(0, top - 280)", top)  # to the window's lower edge
    button.press("Enter")
    status = page.get_by_role("status")
    expect(status).not_to_be_empty()
    expect(status).to_be_in_viewport(ratio=1)
    after = page.evaluate(
        """action => {
          const rows = [...document.querySelectorAll(".lesson-rows > *, .lesson-said")];
          rows.sort((a, b) => a.getBoundingClientRect().top - b.getBoundingClientRect().top);
          const said = rows.findIndex(row => row.matches("[role=status]"));
          return rows[said - 1].textContent;
        }"""
    )
    assert name in after


def test_the_status_is_one_lasting_node_whose_text_changes(page, heard):
    status = page.get_by_role("status")
    expect(status).to_be_attached()
    assert status.inner_text() == ""
    page.evaluate(
        """() => {
          window.first = document.querySelector("[role=status]");
          window.changes = 0;
          const count = () => { window.changes += 1; };
          new MutationObserver(count).observe(window.first, {childList: true, subtree: true});
        }"""
    )
    for number, (name, words) in enumerate(
        [("Left", "To the left."), ("Right", "To the right."), ("Right", "To the right.")], 1
    ):
        page.get_by_role("button", name=name).click()
        said(page, words)
        page.wait_for_function("number => window.changes === number", arg=number)
    assert page.evaluate("() => document.querySelector('[role=status]') === window.first")
    assert (
        page.evaluate("() => document.querySelectorAll('[role=status], [aria-live]').length") == 1
    )


@pytest.mark.parametrize("name", ["Keep", "Left", "Press in the box", "The last one"])
def test_after_a_press_the_focus_stays_in_the_panel(page, heard, name):
    page.get_by_role("button", name=name).press("Enter")
    expect(page.get_by_role("status")).not_to_be_empty()
    assert page.evaluate(FOCUSED) == ("It is gone." if name == "The last one" else name)


@pytest.mark.parametrize("name", WORKED)
def test_from_one_state_to_the_next_the_focus_is_never_lost(name, page, panel_states: list[Shown]):
    set_stage(page)
    shown = [one for one in panel_states if one.panel == name and not one.pressed]
    assert len(shown) >= 3
    for before, after in pairwise(shown):
        put_state_on_stage(page, before)
        assert page.evaluate(LOST, [drawn(before, 1), drawn(after, 2)]) == [], after.state


def test_a_scope_is_removed_by_keyboard_and_by_name(page, practice):
    credentials.keep(practice, client_id="x" * 30, redirect_uri="http://localhost")
    put_on_stage(page, panels.LinkPanel())
    page.get_by_role("button", name="Remove chat:read", exact=True).press("Enter")
    said(page, "chat:read is removed.")
    assert page.evaluate(FOCUSED) == "chat:read is removed."
    expect(page.get_by_role("button", name="Remove")).to_have_text(["Remove chat:edit"])
    page.keyboard.press("Shift+Tab")
    assert page.evaluate(FOCUSED) is not None


def test_the_page_that_a_link_opens_is_told_nothing_of_this_one(page: Page, practice: Service):
    """Neither where it is, nor with a handle by which it could lead this tab elsewhere."""
    page.context.route("**/*", lambda route: route.fulfill(body="A page"))
    page.goto("http://notebook.invalid/lab?token=zq9")
    put_on_stage(page, EveryPart())
    with page.expect_popup() as opening:
        page.get_by_role("link", name="Open a page").click()
    opened = opening.value
    opened.wait_for_url("https://example.org/")
    assert opened.evaluate("() => [document.referrer, window.opener]") == ["", None]
