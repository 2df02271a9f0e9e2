"""A question with answers to choose from; a wrong one can be seen to be wrong."""

from __future__ import annotations

from helpers.plain_errors import PlainError
from lessons import decisions
from lessons.exchange import last_failure
from lessons.panels.panel import Panel, Values
from lessons.questions.question import Right, Wrong
from look.parts import Button, Choice, Code, Drawn, Part, Text

STOPPED = (
    "The lines stopped on their way: an answer wasn't the one they go on with. An expired token "
    "may be the reason: notebook 12 says how to get a new one."
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
        from lessons.questions.bank import QUESTIONS  # late: a notebook's first cell needs none

        self._name, question = name, QUESTIONS[name]
        self.title = question.text
        self._answers = question.answers
        self._chosen = ""
        self._seen: list[Part] = []
        super().__init__()

    def parts(self) -> list[Part]:
        options = tuple((answer, answer) for answer in self._answers)
        answer = Button("answer", "Answer", main=not self._chosen)
        parts: list[Part] = [Choice("answer", "Your answer", options, self._chosen), answer]
        if isinstance(self._answers.get(self._chosen), Wrong):
            parts += [Button("prove", "See for yourself", main=False), *self._seen]
        return parts

    def do_answer(self, values: Values) -> None:
        chosen = values.get("answer", "")
        if chosen not in self._answers:
            raise PlainError("Choose one of the answers first.")
        self._chosen, self._seen = chosen, []
        answer = self._answers[chosen]
        right = isinstance(answer, Right)
        decisions.note(decisions.ANSWERED, self._name, "right" if right else "wrong")
        self.say(answer.says, "good" if right else "bad")

    def do_prove(self, _: Values) -> None:
        answer = self._answers[self._chosen]
        if not isinstance(answer, Wrong):
            return
        code = Code(answer.code, fold="The lines that ran")
        self._seen = [Text("It runs…"), code]
        self.show()
        self._seen = [self._outcome(answer), code]
        self._after = "answer"  # what was said belongs to the answer

    def _outcome(self, answer: Wrong) -> Part:
        try:
            with last_failure.left_alone():
                seen = answer.proof(self.twitch, self.kept)
        except AssertionError:
            seen = AGED
        except PlainError as problem:
            seen = str(problem)
        except Exception:  # it may hold a secret, so nothing of it is shown
            seen = STOPPED
        if hasattr(seen, "_repr_html_"):
            return Drawn(seen._repr_html_(), repr(seen))
        return Text(str(seen))
