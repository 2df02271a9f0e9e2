"""A guess before a cell runs, and what came of it."""

from __future__ import annotations

from lessons import decisions
from lessons.exchange.last_failure import on_purpose
from lessons.panels.panel import Panel, Values
from look.parts import Button, Part, Row, Text

_shown: dict[str, GuessPanel] = {}  # the latest panel of each guess


class GuessPanel(Panel):
    """Ask for a guess, by its name in `guesses/`; the cell after it says how it came out."""

    def __init__(self, name: str) -> None:
        from lessons.guesses.bank import GUESSES  # late: a notebook's first cell needs none

        self._name, self._guess = name, GUESSES[name]
        self.title = self._guess.text
        _shown[name] = self
        super().__init__()

    def parts(self) -> list[Part]:
        chosen, came_out = self._chosen(), self._came_out()
        if chosen and came_out:
            seen = f"It came out: {self._guess.label(came_out)}"
            return [Text(f"You guessed: {self._guess.label(chosen)}"), Text(seen)]
        options = self._guess.options.items()
        choices = [
            Button("choose", option.label, main=key == chosen, value=key) for key, option in options
        ]
        return [Row(tuple(choices))]

    def begin(self) -> None:
        chosen, came_out = self._chosen(), self._came_out()
        if chosen and came_out:
            self.say(
                self._guess.verdict(chosen, came_out), "good" if chosen == came_out else "info"
            )
        elif chosen:
            self.say(f"You guess: {self._guess.label(chosen)} Now run the next cell.")

    def watch(self) -> None:
        decisions.note(decisions.GUESSED, self._name, next(iter(self._guess.options)))
        self.begin()

    def do_choose(self, values: Values) -> None:
        if values["value"] in self._guess.options and not self._came_out():
            decisions.note(decisions.GUESSED, self._name, values["value"])
        self.begin()

    def tell(self) -> None:
        """Show what the cell's outcome makes of the guess."""
        if self._chosen():
            self.begin()
        else:
            self.say(
                "The cell ran, and your guess is missing. Guess all the same, before you read what "
                "came out; then run the cell again.",
                "bad",
            )
        self.hear({})  # draws it

    def _chosen(self) -> str:
        return decisions.noted(decisions.GUESSED).get(self._name, "")

    def _came_out(self) -> str:
        return decisions.noted(decisions.CAME_OUT).get(self._name, "")


def came_out(name: str, outcome: object) -> None:
    """Tell the guess of this name how the cell came out, such as a status, or True for "yes"."""
    on_purpose()
    told = {True: "yes", False: "no"}[outcome] if isinstance(outcome, bool) else str(outcome)
    if name in decisions.noted(decisions.GUESSED):
        decisions.note(decisions.CAME_OUT, name, told)
    if name in _shown:
        _shown[name].tell()
