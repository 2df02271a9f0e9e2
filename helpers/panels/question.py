"""A question with answers to choose from; each answer says why it is right or wrong."""

from __future__ import annotations

import ipywidgets as widgets

from helpers.panels.panel import Panel


class QuestionPanel(Panel):
    """Ask one question. `answers` maps each answer to what is said when it is chosen.

    The right answers are those whose reply begins with "Yes".
    """

    def __init__(self, question: str, answers: dict[str, str]) -> None:
        self.title = question
        self._replies = answers
        self._choice = widgets.RadioButtons(
            options=list(answers), value=None, layout=widgets.Layout(width="96%")
        )
        self._choice.observe(self.guarded(self._reply), "value")
        super().__init__(self._choice)

    def still(self) -> str:
        return "\n".join(f"○ {answer}" for answer in self._replies)

    def _reply(self) -> None:
        reply = self._replies[self._choice.value]
        self.say(reply, "good" if reply.startswith("Yes") else "bad")
