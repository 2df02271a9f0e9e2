"""What came of a try-out: each check with a mark, what was tried, and what came of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from look import card
from look.prose import with_code


@dataclass(frozen=True)
class Check:
    """One thing that was tried, and what came of it."""

    right: bool
    tried: str
    came: str = ""

    def __str__(self) -> str:
        return f"{self.tried} {self.came}".strip()


@dataclass(frozen=True)
class Verdict:
    """All checks of one try-out. It is passed when every one came out right."""

    title: str
    checks: tuple[Check, ...]
    count: str = ""  # such as "3 of 12 defended"
    note: str = ""  # a sentence behind it all
    replay: str = ""  # HTML that one of our own drawings made

    @property
    def passed(self) -> bool:
        return all(check.right for check in self.checks)

    @property
    def lines(self) -> tuple[str, ...]:
        return tuple(map(str, self.checks))

    @property
    def _words(self) -> str:
        return "Passed." if self.passed else "Not yet."

    def __repr__(self) -> str:
        lines = [f"{'right' if check.right else 'WRONG'}  {check}" for check in self.checks]
        count = f" {self.count}." if self.count else ""
        end = [self.note] if self.note else []
        return "\n".join([f"{self.title}:", *lines, f"{self._words}{count}", *end])

    def _repr_html_(self) -> str:
        head = [card.mark("right" if self.passed else "wrong", self._words)]
        head.append(f"<b>{with_code(self.title)}</b>")
        if self.count:
            head.append(f"<span>({with_code(self.count)})</span>")
        replay = f"<details><summary>The attack, replayed</summary>{self.replay}</details>"
        return card.framed(
            f'<div role="status"><p class="lesson-head">{" ".join(head)}</p>'
            f"{listed(map(_line, self.checks))}{card.note(self.note)}</div>",
            replay if self.replay else "",
        )


def listed(lines: Iterable[tuple[str, str, str, str]]) -> str:
    """A list with marks: of each line the kind of mark and its word, what was tried, what came."""
    return f'<ul class="lesson-checks">{"".join(_item(*line) for line in lines)}</ul>'


def _line(check: Check) -> tuple[str, str, str, str]:
    kind = "right" if check.right else "wrong"
    return kind, kind, check.tried, check.came


def _item(kind: str, word: str, tried: str, came: str) -> str:
    came = f"<br>{with_code(came)}" if came else ""
    return f"<li>{card.mark(kind, word)} <span>{with_code(tried)}{came}</span></li>"
