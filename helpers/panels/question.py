"""A question with answers to choose from; each answer says why it is right or wrong."""

from __future__ import annotations

import ipywidgets as widgets

from helpers.panels.panel import Panel
from helpers.questions import QUESTIONS


class QuestionPanel(Panel):
    """Ask one of the questions of `questions.py`, by its name."""

    def __init__(self, name: str) -> None:
        question = QUESTIONS[name]
        self.title = question.text
        self._replies = question.replies
        self._choice = widgets.RadioButtons(
            options=list(self._replies), value=None, layout=widgets.Layout(width="96%")
        )
        self._choice.observe(self.guarded(self._reply), "value")
        super().__init__(self._choice)

    def still(self) -> str:
        return "\n".join(f"○ {answer}" for answer in self._replies)

    def _reply(self) -> None:
        reply = self._replies[self._choice.value]
        self.say(reply, "good" if reply.startswith("Yes") else "bad")
