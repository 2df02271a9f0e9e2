"""The one widget of the notebooks: it draws a panel's view, and says what the person did.

A view is no trait but a message, and so is what is typed: nothing of either can be saved with a
notebook. Only the drawing's own code is synced.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import anywidget

from look import card

FOLDER = Path(__file__).parent
LOOK = Path(__file__).resolve().parents[2] / "look"
STYLE = (LOOK / "look.css").read_text(encoding="utf-8") + card.CSS


class Form(anywidget.AnyWidget):
    """Draws views. `hear` is called with each message of the page: a kind, and more."""

    _esm = FOLDER / "form.js"
    _css = STYLE

    def __init__(self, hear: Callable[[dict[str, Any]], None]) -> None:
        super().__init__()
        self.on_msg(lambda _, message, __: hear(message) if isinstance(message, dict) else None)

    def draw(self, view: dict[str, Any]) -> None:
        """Show this view, wherever the panel is on screen."""
        self.send({"kind": "view", **view})
