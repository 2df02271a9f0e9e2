"""A question with answers to choose from; a wrong one can be seen to be wrong."""

from __future__ import annotations

from helpers.plain_errors import PlainError
from lessons import decisions
from lessons.exchange import last_failure, own_steps
from lessons.panels.panel import Panel, Values
from lessons.questions.question import Wrong
from look.parts import Button, Choice, Code, Part, Text

STOPPED = (
    "The lines stopped halfway: an answer wasn't the one that they need. An expired token "
    "may be the reason: notebook 12 says how to get a new one."
)
AGED = (
    "Here the outcome was different. What is said above may be out of date: Twitch can change. "
    "Trust what you see."
)


class QuestionPanel(Panel):
    """Ask one of the questions of `questions/`, by its name.

    Beside a wrong answer is a button that runs its proof: a few lines of Python. Two sentences say
    what came of them. The last failure that the clinic knows stays the reader's own.
    """

    def __init__(self, name: str) -> None:
        from lessons.questions.bank import QUESTIONS  # late: a notebook's first cell needs none

        self._name, self._question = name, QUESTIONS[name]
        self.title = self._question.text
        self._order = self._question.order(decisions.reader())
        self._several = len(self._question.right) > 1
        self._chosen: list[str] = []
        self._seen: list[Part] = []
        super().__init__()

    def parts(self) -> list[Part]:
        options = tuple((name, self._question.answers[name].text) for name in self._order)
        legend = "Your two answers" if self._several else "Your answer"
        choice = Choice("answer", legend, options, " ".join(self._chosen), self._several)
        parts: list[Part] = [choice, Button("answer", "Answer", main=not self._chosen)]
        if self._question.wrong(self._chosen):
            parts += [Button("prove", "See for yourself", main=False), *self._seen]
        return parts

    def begin(self) -> None:
        self._take(decisions.noted(decisions.ANSWERED).get(self._name, "").split())

    def do_answer(self, values: Values) -> None:
        chosen = values.get("answer", "").split()
        if not self._question.takes(chosen):
            raise PlainError(f"Choose {'two' if self._several else 'one'} of the answers first.")
        decisions.note(decisions.ANSWERED, self._name, " ".join(chosen))
        self._take(chosen)

    def do_prove(self, _: Values) -> None:
        self._seen = [Text("It runs…")]
        self.show()
        wrong = self._question.wrong(self._chosen)
        folds = [Code(answer.code, fold="The lines that ran") for answer in wrong]
        seen = [Text(self._outcome(answer)) for answer in wrong]
        self._seen = [part for both in zip(seen, folds, strict=True) for part in both]
        self._after = "answer"  # what was said belongs to the answer

    def _take(self, chosen: list[str]) -> None:
        if self._question.takes(chosen):
            self._chosen, self._seen, self._after = chosen, [], "answer"
            wrong = self._question.wrong(chosen)
            self.say(self._question.verdict(chosen), "bad" if wrong else "good")

    def _outcome(self, answer: Wrong) -> str:
        """What the proof did and what came of it, in two sentences; or why that can't be seen."""
        try:
            with last_failure.left_alone(), own_steps.left_out():
                return f"{answer.done} {answer.proof(self.twitch, self.kept)}"
        except AssertionError:
            return AGED
        except PlainError as problem:
            return str(problem)
        except Exception:  # it may hold a secret, so nothing of it is shown
            return STOPPED
