"""The panel of notebook 00: which Twitch, and who does the steps."""

from __future__ import annotations

import os

import ipywidgets as widgets

from helpers import service
from helpers.plain_errors import PlainError
from lessons.panels.panel import Panel, link

SERVICES = [
    ("Practice Twitch: on this computer, no account needed", "practice"),
    ("The real Twitch: with your own account", "twitch"),
]
MODES = [
    ("I do the steps myself", "doing"),
    ("I watch: the practice learner does them", "watching"),
]


class ServicePanel(Panel):
    """Choose Practice Twitch or the real one, and doing or watching."""

    title = "Which Twitch, and who does the steps?"

    def __init__(self) -> None:
        now = "twitch" if _real_is_chosen() else "practice"
        mode = "watching" if service.watching() else "doing"
        self._service = widgets.RadioButtons(options=SERVICES, value=now, layout=_wide())
        self._mode = widgets.RadioButtons(options=MODES, value=mode, layout=_wide())
        self._open = widgets.HTML()
        choose = self.button("Keep this choice", self._keep)
        super().__init__(self._service, self._mode, choose, self._open)
        if not service.watching():
            self.guarded(self._show)()

    def watch(self) -> None:
        self._show()

    def _keep(self) -> None:
        if self._service.value == "twitch":
            service.real()  # refuses what is not safe before it is chosen
            self._mode.value = "doing"
        service.choose(self._service.value, self._mode.value)
        self._show()
        if fixed := [
            name for name in ("TUTORIAL_SERVICE", "TUTORIAL_MODE") if os.environ.get(name)
        ]:
            self.say(f"Your choice is kept, but {' and '.join(fixed)} is set and goes before it.")

    def _show(self) -> None:
        twitch = service.chosen()
        where = f" It runs at {twitch.id_url}." if twitch.is_practice else ""
        who = "the practice learner does the steps" if service.watching() else "you do the steps"
        self.say(f"Chosen: {twitch.title}; {who}.{where}", "good")
        self._open.value = link(f"Open {twitch.title} in a new tab", twitch.www_url)


def _real_is_chosen() -> bool:
    try:
        return not service.chosen().is_practice
    except PlainError:
        return False


def _wide() -> widgets.Layout:
    return widgets.Layout(width="96%")
