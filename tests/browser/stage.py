"""A panel on a bare page: form.js in a real browser, the panel in this Python, no Lab between."""

from __future__ import annotations

import json
from typing import Any

from jupyter import PROJECT
from playwright.sync_api import Page

from lessons.panels.panel import Panel

PANELS = PROJECT / "lessons" / "panels"
CSS = (PROJECT / "look" / "look.css").read_text(encoding="utf-8")
DARK = """--jp-ui-font-color1:#e8e8e8;--jp-ui-font-color2:#bdbdbd;--jp-layout-color1:#111;
--jp-layout-color2:#1e1e1e;--jp-border-color1:#555"""

SHOW = """async code => {
  const module = await import(URL.createObjectURL(new Blob([code], {type: "text/javascript"})));
  const heard = {};
  const model = {
    on: (name, listen) => { heard[name] = listen; },
    off: () => {},
    send: async message => {
      for (const view of await window.hear(message)) heard["msg:custom"](view);
    },
  };
  window.clean = module.default.render({model, el: document.querySelector("#panel")});
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


def put_on_stage(page: Page, panel: Panel, dark: bool = False) -> list[dict[str, Any]]:
    """Show this panel; returns the list of messages that the page sends, as it grows."""
    form, heard = FakeForm(), []
    panel._form = form  # type: ignore[assignment]

    def hear(message: dict[str, Any]) -> list[dict[str, Any]]:
        heard.append(message)
        panel.hear(message)
        return form.taken()

    page.expose_function("hear", hear)
    style = f"body{{background:#111;{DARK}}}" if dark else ""
    page.set_content(
        f"<!DOCTYPE html><html lang='en'><title>Panel</title><style>{CSS}{style}</style>"
        f"<body data-jp-theme-light='{str(not dark).lower()}'><main><h1>A notebook</h1>"
        "<div id='panel'></div></main>"
    )
    page.evaluate(SHOW, (PANELS / "form.js").read_text(encoding="utf-8"))
    page.locator(".lesson-panel:not([hidden])").wait_for()
    return heard
