"""What a question is: a text, and answers that each say why they are right or wrong."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import dataclass

from helpers.credentials import Credentials
from helpers.service import Service

# A few lines that disprove a wrong answer when they run. They hold an assert that would fail if the
# misconception were true. What they return is shown to the reader: an exchange of wire.show, or a
# text. They leave alone what the reader keeps.
Proof = Callable[[Service, Credentials], object]


@dataclass(frozen=True)
class Right:
    """The right answer, and why it is right."""

    says: str


@dataclass(frozen=True)
class Wrong:
    """A known misconception: why it is one, and the proof that a reader can run."""

    says: str
    proof: Proof

    @property
    def code(self) -> str:
        """The proof's own lines, for the reader."""
        return inspect.getsource(self.proof)


@dataclass(frozen=True)
class Question:
    """A question, and the answers to choose from."""

    text: str
    answers: dict[str, Right | Wrong]
