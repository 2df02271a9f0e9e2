"""A panel on a bare page: form.js in a real browser, the panel in this Python, no Lab between."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from jupyter import PROJECT
from panel_states import Shown
from playwright.sync_api import Locator, Page

from lessons.panels.form import STYLE
from lessons.panels.panel import Panel

CODE = (PROJECT / "lessons" / "panels" / "form.js").read_text(encoding="utf-8")
THEMES = Path(sys.prefix) / "share" / "jupyter" / "lab" / "themes" / "@jupyterlab"
# What Lab says about lists in outputs (it floats names to the left, a fifth of the width each).
LISTS = """.jp-OutputArea-output :is(dl, dt, dd) { display: block; }
.jp-OutputArea-output dl { width: 100%; overflow: hidden; padding: 0; margin: 0; }
.jp-OutputArea-output dt { font-weight: bold; float: left; width: 20%; padding: 0; margin: 0; }
.jp-OutputArea-output dd { float: left; width: 80%; padding: 0; margin: 0; }
.jp-OutputArea-output .jp-RenderedHTMLCommon :is(ul, ol):not(.list-inline) { padding-left: 2em; }"""
BARE = f"""<!DOCTYPE html><html lang="en"><title>A notebook</title>
<style id="theme"></style><style>body {{ background: var(--jp-layout-color0);
color: var(--jp-ui-font-color1) }} {LISTS}</style>
<style></style>
<main><h1>A notebook</h1><div class="jp-OutputArea-output"><div id="panel"></div></div></main>"""

# Lab's own colours, and what it says about them to a page.
DRESS = """([css, dark]) => {
  document.querySelector("#theme").textContent = css;
  document.body.dataset.jpThemeLight = !dark;
}"""
LOAD = """async ([code, css]) => {
  document.querySelector("style:last-of-type").textContent = css;
  const source = URL.createObjectURL(new Blob([code], {type: "text/javascript"}));
  window.form = (await import(source)).default;
}"""
# The page sends each message to the panel, and draws what comes back once `gate` is open.
SHOW = """() => {
  const heard = {};
  const send = async message => {
    const views = await window.hear(message);
    await window.gate;
    views.forEach(view => heard["msg:custom"](view));
  };
  const model = {on: (name, listen) => { heard[name] = listen; }, off: () => {}, send};
  window.form.render({model, el: document.querySelector("#panel")});
}"""
SHOW_STATE = """([view, pressed]) => {
  const heard = {};
  const model = {on: (name, listen) => { heard[name] = listen; }, off: () => {}, send: () => {}};
  const el = document.querySelector("#panel");
  el.replaceChildren();
  window.form.render({model, el});
  window.draw = heard["msg:custom"];
  window.draw(view);
  if (pressed) el.querySelector(`[data-action="${pressed}"]`).click();
}"""


class FakeForm:
    """Stands in for the widget: keeps what is drawn until the page takes it."""

    def __init__(self) -> None:
        self.drawn: list[dict[str, Any]] = []

    def draw(self, view: dict[str, Any]) -> None:
        self.drawn.append({"kind": "view", **view})

    def taken(self) -> list[dict[str, Any]]:
        drawn, self.drawn = self.drawn, []
        return json.loads(json.dumps(drawn))


def set_stage(page: Page) -> None:
    """A bare page that can draw panels."""
    page.set_content(BARE)
    dress(page, "light")
    page.evaluate(LOAD, [CODE, STYLE])


def dress(page: Page, theme: str) -> None:
    """Give the page the colours of Lab's "light" or "dark" theme."""
    css = (THEMES / f"theme-{theme}-extension" / "index.css").read_text(encoding="utf-8")
    page.evaluate(DRESS, [css, theme == "dark"])


def put_on_stage(page: Page, panel: Panel) -> list[dict[str, Any]]:
    """Show this panel; returns the list of messages that the page sends, as it grows."""
    form, heard = FakeForm(), []
    panel._form = form  # type: ignore[assignment]

    def hear(message: dict[str, Any]) -> list[dict[str, Any]]:
        heard.append(message)
        panel.hear(message)
        return form.taken()

    set_stage(page)
    page.expose_function("hear", hear)
    page.evaluate(SHOW)
    page.locator(".lesson-panel:not([hidden])").wait_for()
    return heard


def put_state_on_stage(page: Page, shown: Shown) -> Locator:
    """Show one state of a panel in place of the one before; the stage is set."""
    page.evaluate(SHOW_STATE, [drawn(shown), shown.pressed])
    panel = page.locator(".lesson-panel:not([hidden])")
    panel.wait_for()
    return panel


def drawn(shown: Shown, turn: int = 0) -> dict[str, Any]:
    """This state as the message that draws it."""
    view = {"kind": "view", "turn": turn, "busy": False, "keep": False, **shown.view}
    return json.loads(json.dumps(view))
