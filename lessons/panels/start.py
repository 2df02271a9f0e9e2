"""The panel at the top of each notebook: what it needs, and what is missing."""

from __future__ import annotations

from helpers import credentials, private_folder, service
from lessons.panels.panel import Panel
from lessons.practice_side import practice_learner


class StartPanel(Panel):
    """Say whether everything this notebook needs is there; on Practice Twitch, catch up by a click.

    `needs` are names of what earlier notebooks keep, such as "client_id".
    """

    title = "Before you begin"

    def __init__(self, *needs: str) -> None:
        self._needs = needs
        self._catch_up = self.button("Catch me up", self._do_it)
        super().__init__(self._catch_up)
        if not service.watching():
            self.guarded(self._look)()

    def watch(self) -> None:
        if self._missing():
            practice_learner.catch_up(service.chosen(), self._needs)
        self._look()

    def _missing(self) -> list[str]:
        mine = credentials.kept(service.chosen())
        return [name for name in self._needs if not getattr(mine, name)]

    def _look(self) -> None:
        twitch = service.chosen()
        told = private_folder.news()
        missing = [credentials.COMES_FROM[name] for name in self._missing()]
        self._catch_up.layout.display = "" if missing and twitch.is_practice else "none"
        if not missing:
            held = [credentials.COMES_FROM[name][0] for name in self._needs]
            ready = f"You hold {_listed(held)}." if held else "Nothing is needed yet."
            self.say(" ".join([f"You work with {twitch.title}. {ready} Go on.", *told]), "good")
            return
        wanted = "; ".join(f"{what} (notebook {where})" for what, where in missing)
        way = "Go back there"
        if twitch.is_practice:
            way += ", or press “Catch me up”: the practice learner does those steps for you"
        missed = f"You work with {twitch.title}. Missing: {wanted}. {way}."
        self.say(" ".join([missed, *told]), "bad")

    def _do_it(self) -> None:
        self.say("The practice learner is at work…")
        practice_learner.catch_up(service.chosen(), self._needs)
        self._look()


def _listed(things: list[str]) -> str:
    *others, last = things
    return f"{', '.join(others)} and {last}" if others else last
