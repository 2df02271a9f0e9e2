"""A question with answers to choose from; a wrong one can be seen to be wrong."""

from __future__ import annotations

import html

import ipywidgets as widgets

from helpers import credentials, service
from helpers.plain_errors import PlainError
from lessons.exchange import last_failure
from lessons.panels.panel import Panel
from lessons.questions import QUESTIONS
from lessons.questions.question import Wrong

CODE = (
    "white-space:pre-wrap;overflow-wrap:anywhere;padding:8px 12px;margin:6px 0;line-height:1.35;"
    "background:var(--jp-cell-editor-background, #f5f5f5);"
    "border:1px solid var(--jp-cell-editor-border-color, #e0e0e0)"
)
# A sentence, in the type of the panel's other sentences.
SEEN = (
    "white-space:pre-wrap;overflow-wrap:anywhere;padding:2px 10px;margin:8px 0;line-height:1.45;"
    "font-family:inherit;border-left:4px solid var(--jp-border-color1, #bdbdbd)"
)
STOPPED = (
    "The lines stopped on their way: an answer wasn't the one they go on with. A dead token may be "
    "the reason: notebook 12 says how to get a new one."
)
AGED = (
    "Here it came out otherwise. What was said above may have aged: Twitch can change. Trust what "
    "you see."
)


class QuestionPanel(Panel):
    """Ask one of the questions of `questions/`, by its name.

    Beside a wrong answer stands a button that runs its proof: a few lines of Python, shown with
    what came of them. The last failure that the clinic knows stays the reader's own.
    """

    def __init__(self, name: str) -> None:
        question = QUESTIONS[name]
        self.title = question.text
        self._answers = question.answers
        self._choice = widgets.RadioButtons(
            options=list(self._answers), value=None, layout=widgets.Layout(width="96%")
        )
        self._see = self.button("See for yourself", self._prove, main=False)
        self._proof = widgets.HTML()
        self._opened = widgets.VBox()
        super().__init__(self._choice)
        self.children += (self._opened,)  # below the reply
        self._choice.observe(self.guarded(self._reply), "value")

    def still(self) -> str:
        return "\n".join(f"○ {answer}" for answer in self._answers)

    def _reply(self) -> None:
        answer = self._answers[self._choice.value]
        self._proof.value = ""
        wrong = isinstance(answer, Wrong)
        self._opened.children = (self._see, self._proof) if wrong else ()
        self.say(answer.says, "bad" if wrong else "good")

    def _prove(self) -> None:
        answer = self._answers[self._choice.value]
        if not isinstance(answer, Wrong):
            return
        code = _pre(answer.code, CODE)
        self._proof.value = f"{code}<p><i>It runs…</i></p>"
        self._proof.value = code + _outcome(answer)


def _outcome(answer: Wrong) -> str:
    twitch = service.chosen()
    try:
        with last_failure.left_alone():
            seen = answer.proof(twitch, credentials.kept(twitch))
    except AssertionError:
        seen = AGED
    except PlainError as problem:
        seen = str(problem)
    except Exception:  # it may hold a secret, so nothing of it is shown
        seen = STOPPED
    if hasattr(seen, "_repr_html_"):
        return f'<div style="line-height:1.45">{seen._repr_html_()}</div>'
    return _pre(str(seen), SEEN)


def _pre(text: str, style: str) -> str:
    return f'<pre style="{style}">{html.escape(text, quote=False)}</pre>'
