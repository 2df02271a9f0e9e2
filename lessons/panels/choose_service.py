"""The panel of notebook 00: which Twitch, and who does the steps."""

from __future__ import annotations

import os
from contextlib import suppress

from helpers import service
from helpers.plain_errors import PlainError
from lessons.panels.panel import Panel, Values
from lessons.panels.start import map_at
from lessons.practice_side import practice_process
from look.parts import Button, Choice, Link, Part

SERVICES = (
    ("practice", "Practice Twitch: on this computer, no account needed"),
    ("twitch", "The real Twitch: with your own account"),
)
MODES = (
    ("doing", "I do the steps myself"),
    ("watching", "I watch: a program (the practice learner) does them"),
)
VARIABLES = ("TUTORIAL_SERVICE", "TUTORIAL_MODE")  # they go before what is chosen here


class ServicePanel(Panel):
    """Choose Practice Twitch or the real one, and doing or watching."""

    title = "Which Twitch, and who does the steps?"
    _link: Link | None = None

    def parts(self) -> list[Part | None]:
        mode = "watching" if service.watching() else "doing"
        which, the_map = "practice", None
        with suppress(PlainError):  # what is chosen can't be used: another can be chosen
            which, the_map = self.twitch.name, map_at("00")
        return [
            the_map,
            Choice("service", "Which Twitch?", SERVICES, which),
            Choice("mode", "Who does the steps?", MODES, mode),
            Button("keep", "Keep this choice"),
            self._link,
        ]

    def begin(self) -> None:
        twitch = self.twitch
        if problem := practice_process.not_at(twitch):
            return self.say(problem, "bad")
        where = f" It runs at {twitch.id_url}." if twitch.is_practice else ""
        who = "the practice learner does the steps" if service.watching() else "you do the steps"
        self.say(f"Chosen: {twitch.title}; {who}.{where}", "good")
        self._link = Link(f"Open {twitch.title}", twitch.www_url)

    def do_keep(self, values: Values) -> None:
        mode = values["mode"]
        if values["service"] == "twitch":
            service.real()  # refuses what is not safe before it is chosen
            mode = "doing"
        service.choose(values["service"], mode)
        self.done("00")
        self.begin()
        if fixed := [name for name in VARIABLES if os.environ.get(name)]:
            self.say(f"Your choice is kept, but {' and '.join(fixed)} is set and takes precedence.")
