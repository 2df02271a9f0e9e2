"""What a reader decided in one notebook, what came of it, and what is still open."""

from __future__ import annotations

from collections.abc import Iterator

from lessons import decisions
from lessons.decisions import ANSWERED, CAME_OUT, GUESSED, NOTEBOOKS, TURN
from look import card, verdict

Line = tuple[str, str, str, str]  # the kind of mark, its word, what it is about, what came of it
RIGHT, DIFFERENT, OPEN = ("right", "right"), ("wrong", "different"), ("on", "open")
WRONG = ("wrong", "wrong")


class Decided:
    """The guesses, turns and questions of one notebook, as a card with a mark for each.

    `number` is the notebook's, such as "04-06".
    """

    def __init__(self, number: str) -> None:
        wanted = NOTEBOOKS[number]
        self._lines = [*_guesses(wanted.guesses), *_turns(wanted.turns), *_asked(wanted.questions)]
        decided = sum((kind, word) != OPEN for kind, word, *_ in self._lines)
        self._count = f"{decided} of {len(self._lines)} decided"

    def __repr__(self) -> str:
        lines = (f"{word:<9}  {about} {came}".rstrip() for _, word, about, came in self._lines)
        return "\n".join([f"{self._count}:", *lines])

    def _repr_html_(self) -> str:
        return card.framed(
            f'<p class="lesson-head"><b>{self._count}</b></p>', verdict.listed(self._lines)
        )


def _guesses(names: tuple[str, ...]) -> Iterator[Line]:
    from lessons.guesses.bank import GUESSES  # late: a notebook's first cell needs none

    guessed, came_out = decisions.noted(GUESSED), decisions.noted(CAME_OUT)
    for name in names:
        guess = GUESSES[name]
        chosen, outcome = guessed.get(name), came_out.get(name)
        if chosen is None:
            yield *OPEN, guess.text, "No guess yet."
        elif outcome is None:
            yield *OPEN, guess.text, f"Your guess: {guess.label(chosen)} Its cell has not run yet."
        else:
            came = f"Your guess: {guess.label(chosen)}"
            if chosen != outcome:
                came += f" It came out: {guess.label(outcome)}"
            yield *(RIGHT if chosen == outcome else DIFFERENT), guess.text, came


def _turns(turns: tuple[tuple[str, str], ...]) -> Iterator[Line]:
    done = decisions.noted(TURN)
    for name, title in turns:
        passed = name in done
        yield *(RIGHT if passed else OPEN), title, "Passed." if passed else "Not passed yet."


def _asked(names: tuple[str, ...]) -> Iterator[Line]:
    from lessons.questions.bank import QUESTIONS  # late, too

    answered = decisions.noted(ANSWERED)
    for name in names:
        question, chosen = QUESTIONS[name], answered.get(name, "").split()
        if not question.takes(chosen):
            yield *OPEN, question.text, "Not answered yet."
        else:
            yield *(WRONG if question.wrong(chosen) else RIGHT), question.text, ""
