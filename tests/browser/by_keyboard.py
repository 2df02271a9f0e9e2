"""A person without a mouse: Tab, Enter, Space, arrows and letters do all that there is to do."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from person import WATCH, Person
from playwright.sync_api import Keyboard, Locator, Mouse, Page, Touchscreen, expect

STOPS = 150  # as many presses of Tab as a person may need to get somewhere
# How to get to an element, or to one of the radio buttons of its group: "" if one is there.
WAY = """target => {
  const now = document.activeElement;
  const same = now.type === "radio" && now.name === target.name && now.form === target.form;
  if (now === target || same) return "";
  const after = target.compareDocumentPosition(now) & Node.DOCUMENT_POSITION_FOLLOWING;
  return after && !now.contains(target) ? "Shift+Tab" : "Tab";
}"""
ON_A_CELL = "() => document.activeElement.classList.contains('jp-Cell')"
IS_ACTIVE = "cell => cell.classList.contains('jp-mod-active')"


def put_the_mouse_away(patch: pytest.MonkeyPatch) -> None:
    """From now on what is clicked, checked, filled or chosen is done with keys."""
    for pointer, names in (
        (Mouse, ("click", "dblclick", "down", "move", "up", "wheel")),
        (Touchscreen, ("tap",)),
        (Locator, ("dblclick", "drag_to", "hover", "tap", "focus", "press", "set_checked")),
        (Page, ("click", "dblclick", "fill", "check", "focus", "press")),
    ):
        for name in names:
            patch.setattr(pointer, name, _no_hand_for_it)
    for name, with_keys in (("click", _press), ("check", _check), ("fill", _type)):
        patch.setattr(Locator, name, with_keys)
    patch.setattr(Locator, "select_option", _choose)


def _no_hand_for_it(*_: Any, **__: Any) -> None:
    raise AssertionError("A person without a mouse can't do this.")


def _reach(target: Locator) -> Keyboard:
    """Press Tab until the focus is there."""
    keys = target.page.keyboard
    for _ in range(STOPS):
        way = target.evaluate(WAY)
        if not way:
            return keys
        keys.press(way)
    raise AssertionError(f"{STOPS} presses of Tab don't lead to {target}.")


def _press(target: Locator) -> None:
    expect(target).to_be_enabled()
    _reach(target).press("Enter")


def _check(target: Locator) -> None:
    keys = _reach(target)
    if target.get_attribute("type") == "checkbox":
        keys.press("Space")
    elif not target.evaluate("one => one === document.activeElement"):
        for _ in range(STOPS):
            keys.press("ArrowDown")
            if target.evaluate("one => one === document.activeElement"):
                break
    else:
        keys.press("Space")
    expect(target).to_be_checked()


def _type(target: Locator, text: str) -> None:
    keys = _reach(target)
    keys.press("Control+a")
    keys.type(text)


def _choose(target: Locator, label: str) -> None:
    _reach(target).type(label)
    expect(target.locator("option:checked")).to_have_text(label)


class KeyboardPerson(Person):
    """Works through the notebooks without a mouse, which is put away."""

    def _open(self, notebook: Path) -> None:
        """Open a notebook by its address."""
        if self.notebook.count():
            self.lab.keyboard.press("Control+s")
            tab = self.lab.locator(".lm-TabBar-tab.lm-mod-current", has_text=".ipynb")
            expect(tab).not_to_have_class(re.compile("jp-mod-dirty"))
        self.lab.goto(self._address.format(notebook.name))
        kernel = self.notebook.locator(".jp-Toolbar-kernelName", has_text="Python 3")
        expect(kernel).to_be_visible(timeout=180_000)
        expect(self.lab.get_by_text("| Idle")).to_be_visible(timeout=180_000)

    def _run(self, number: int) -> None:
        """Go down to this code cell, and run it."""
        keys = self.lab.keyboard
        for _ in range(STOPS):
            if self.lab.evaluate(ON_A_CELL):
                break
            keys.press("Shift+Tab")
        cell = self.notebook.locator(".jp-CodeCell").nth(number - 1)
        for _ in range(STOPS):
            if cell.evaluate(IS_ACTIVE):
                break
            keys.press("ArrowDown")
        cell.locator(".jp-InputPrompt").evaluate(WATCH)
        keys.press("Shift+Enter")
        self.lab.evaluate("() => window.ran")
