"""Tries out the reader's function of notebook 11 that reads a list page by page."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

from lessons.checks.trying import Case, Endless, Wrong, call, fresh, judge, shown, word
from look.verdict import Verdict

Page = dict[str, Any]


def try_out(first_pages: Callable[[Callable[[str], Page], int], Any]) -> Verdict:
    """Give made-up pages to the reader's function, and look at what it collects and asks for.

    It gets a function that gives the page at a cursor, and how many pages are wanted. It
    returns the items of all of them (docs/twitch.md 6.8).
    """
    chance, cases = fresh(), []

    def add(kind: str, there: int, wanted: int) -> None:
        cases.append(Case(kind, lambda: _Pages(chance, there).look(first_pages, wanted)))

    for _ in range(3):
        add("One page is asked for", chance.randrange(2, 5), 1)
        add("Several pages are asked for", chance.randrange(6, 9), chance.randrange(3, 6))
        there = chance.randrange(2, 5)
        add("All pages that there are", there, there)
        add("There are fewer pages", chance.randrange(1, 4), chance.randrange(5, 9))
        add("There is nothing", 0, chance.randrange(1, 4))
    return judge("Your pages", "first_pages", cases)


class _Pages:
    """Pages with their cursors, which nobody can guess, and what was asked for."""

    def __init__(self, chance: random.Random, there: int) -> None:
        count = max(there, 1)
        self.cursors = ["", *(f"{word(chance, 8)}==" for _ in range(count - 1))]
        # The second page is shorter than the first, and yet not the last.
        sizes = [3, *(chance.randrange(1, 3) for _ in range(there - 1))] if there else [0]
        self.data = [[{"id": word(chance)} for _ in range(size)] for size in sizes]
        self.there = count
        self.asked: list[str] = []
        self.fault = ""

    def page(self, after: str = "") -> Page:
        """The page at this cursor; "" for the first."""
        if (after or "") not in self.cursors:
            self.fault = f"It asked for the page at {shown(after)}, which is no cursor it got."
        elif after in self.asked:
            self.fault = f"It asked twice for the page at {shown(after)}."
        if self.fault:
            raise Wrong(self.fault)
        number = self.cursors.index(after or "")
        self.asked.append(after or "")
        more = {"cursor": self.cursors[number + 1]} if number + 1 < self.there else {}
        return {"data": list(self.data[number]), "pagination": more}

    def look(self, first_pages: Callable[..., Any], wanted: int) -> None:
        """Raise Wrong when not exactly these pages were asked for and returned."""
        about = f"With {self.there} pages, of which {wanted} were wanted"
        try:
            given = call(first_pages, self.page, wanted, about=about)
        except Endless:
            raise
        except Wrong as wrong:
            raise Wrong(f"{about}: {self.fault}") if self.fault else wrong from None
        pages = min(wanted, self.there)
        right = [item for page in self.data[:pages] for item in page]
        if len(self.asked) != pages:
            raise Wrong(f"{about}, it asked for {len(self.asked)}. Wanted: {pages}.")
        if given != right:
            count = len(given) if isinstance(given, list) else shown(given)
            raise Wrong(f"{about}, it returned {count} items. Wanted: all {len(right)}, in a list.")
