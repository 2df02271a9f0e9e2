"""The panel at the top of each notebook: what it needs, and what is missing."""

from __future__ import annotations

from helpers import credentials, private_folder, service
from lessons import decisions
from lessons.panels.panel import Panel, Values
from lessons.practice_side import practice_learner
from look.map import STATIONS, draw, tell
from look.parts import Button, Drawn, Part


class StartPanel(Panel):
    """Say whether everything this notebook needs is there; on Practice Twitch, catch up.

    `needs` are names of what earlier notebooks keep, such as "client_id"; `at` is the number of
    this notebook, such as "04-06", to be shown on the map.
    """

    title = "Before you begin"

    def __init__(self, *needs: str, at: str) -> None:
        self._needs, self._at = needs, at
        super().__init__()

    def parts(self) -> list[Part]:
        shown: list[Part] = [map_at(self._at)]
        if self._missing() and self.twitch.is_practice:
            shown.append(Button("catch_up", "Catch me up"))
        return shown

    def watch(self) -> None:
        # 09 needs no code, but draws the way so far, and 08 got one on it.
        needs = (*self._needs, "code") if self._at == "09" else self._needs
        if self._missing() or "code" in needs:
            practice_learner.catch_up(self.twitch, needs)
        self.begin()

    def begin(self) -> None:
        told, twitch = private_folder.news(), self.twitch
        missing = [credentials.COMES_FROM[name] for name in self._missing()]
        if not missing:
            held = [credentials.COMES_FROM[name][0] for name in self._needs]
            ready = f"You hold {_listed(held)}." if held else "Nothing is needed yet."
            ready = f"You work with {twitch.title}. {ready} Go on."
            return self.say(" ".join([ready, *told]), "good")
        wanted = "; ".join(f"{what} (notebook {where})" for what, where in missing)
        way = "Go back there"
        if twitch.is_practice:
            way += ", or press “Catch me up”: the practice learner does those steps for you"
        missed = f"You work with {twitch.title}. Missing: {wanted}. {way}."
        self.say(" ".join([missed, *told]), "bad")

    def do_catch_up(self, _: Values) -> None:
        practice_learner.catch_up(self.twitch, self._needs)
        self.begin()

    def _missing(self) -> list[str]:
        kept = self.kept
        return [name for name in self._needs if not getattr(kept, name)]


def map_at(number: str) -> Drawn:
    """The map, with ticks from the reader's own progress.

    Who watches sees the notebooks before this one ticked: the practice learner did them.
    """
    before = set(list(STATIONS)[: list(STATIONS).index(number)])
    done = before if service.watching() else decisions.done(service.chosen())
    return Drawn(draw(done, number), tell(done, number))


def _listed(things: list[str]) -> str:
    *others, last = things
    return f"{', '.join(others)} and {last}" if others else last
