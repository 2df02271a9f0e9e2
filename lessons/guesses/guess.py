"""What a guess is: a question about the next cell, and what is said for each choice."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Option:
    """One choice: its words, and what is said to the one who chose it, once the cell has run."""

    label: str
    says: str


@dataclass(frozen=True)
class Guess:
    """A question with one click for an answer. Each key of `options` is an outcome of the cell.

    `came` is the outcome for which the sentences were written.
    """

    text: str
    came: str
    options: dict[str, Option]

    def label(self, outcome: str) -> str:
        """An outcome in words; what nobody could choose is shown as it is."""
        return self.options[outcome].label if outcome in self.options else outcome

    def verdict(self, chosen: str, outcome: str) -> str:
        """What came of a choice, in a sentence or two."""
        if outcome == self.came:
            return self.options[chosen].says
        return (
            f"The outcome is not the one that this was written for: {self.label(self.came)} "
            "Trust what you see, and look at the cell's output for the reason."
        )
