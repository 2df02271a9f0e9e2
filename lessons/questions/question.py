"""What a question is: a text, and answers that each say why they are right or wrong."""

from __future__ import annotations

import hashlib
import inspect
from collections.abc import Callable, Collection
from dataclasses import dataclass

import requests

from helpers.credentials import Credentials
from helpers.sending import message
from helpers.service import Service

# A few lines that disprove a wrong answer when they run. They hold an assert that would fail if the
# misconception were true. The docstring is the sentence that says what was done, and what they
# return the sentence that says what came of it. They leave alone what the reader keeps.
Proof = Callable[[Service, Credentials], str]


@dataclass(frozen=True)
class Right:
    """The right answer, or one of two, and why it is right."""

    text: str
    says: str


@dataclass(frozen=True)
class Wrong:
    """A known misconception: why it is one, and the proof that a reader can run."""

    text: str
    says: str
    proof: Proof

    @property
    def code(self) -> str:
        """The proof's own lines, for the reader."""
        return inspect.getsource(self.proof)

    @property
    def done(self) -> str:
        """What the proof does, as a sentence in the past."""
        return " ".join((inspect.getdoc(self.proof) or "").split())


@dataclass(frozen=True)
class Question:
    """A question, and the answers to choose from: one of them, or as many as are right.

    What is kept of an answer is its name, so its text may be changed. `transfer` marks a case that
    its notebook didn't show. `returns` names the question that this one asks again, two notebooks
    later and in another case.
    """

    text: str
    answers: dict[str, Right | Wrong]
    transfer: bool = False
    returns: str = ""

    @property
    def right(self) -> set[str]:
        return {name for name, answer in self.answers.items() if isinstance(answer, Right)}

    def wrong(self, chosen: Collection[str]) -> list[Wrong]:
        """The misconceptions among the chosen answers."""
        answers = [self.answers[name] for name in chosen]
        return [answer for answer in answers if isinstance(answer, Wrong)]

    def takes(self, chosen: Collection[str]) -> bool:
        """Whether these are as many of its answers as it asks for."""
        fits = len(chosen) == len(set(chosen)) == len(self.right)
        return fits and set(chosen) <= self.answers.keys()

    def verdict(self, chosen: Collection[str]) -> str:
        """What is said to the one who chose these answers."""
        wrong = [answer.says for answer in self.wrong(chosen)]
        if not wrong:
            return " ".join(["Yes.", *(self.answers[name].says for name in chosen)])
        other = ["Your other answer is right."] if len(wrong) < len(chosen) else []
        return " ".join(["No.", *wrong, *other])

    def order(self, reader: str) -> list[str]:
        """The names of the answers as this reader sees them: shuffled, and always the same."""

        def place(name: str) -> bytes:
            return hashlib.sha256(f"{reader} {self.text} {name}".encode()).digest()

        return sorted(self.answers, key=place)


def answered(reply: requests.Response) -> str:
    """What came of a request, as a sentence: the status, and Twitch's message."""
    return f"Twitch answered {reply.status_code}: “{message(reply).rstrip('.')}”."
