"""Tries out the reader's function of notebook 11 that reads a list page by page."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

from lessons.checks.trying import MIXED, Case, Endless, Wrong, call, fresh, judge, shown, word
from look.verdict import Verdict

Page = dict[str, Any]


def try_out(first_pages: Callable[[Callable[[str], Page], int], Any]) -> Verdict:
    """Give made-up pages to the reader's function, and look at what it collects and asks for.

    It gets a function that gives the page at a cursor, and how many pages are wanted. It
    returns the items of all of them (docs/twitch.md 6.8).
    """
    chance, cases = fresh(), []

    def add(kind: str, sizes: list[int], wanted: int) -> None:
        cases.append(Case(kind, lambda: _Pages(chance, sizes).look(first_pages, wanted)))

    def sizes(there: int) -> list[int]:
        # The second page is shorter than the first, and yet not the last.
        return [3, *(chance.randrange(1, 3) for _ in range(there - 1))]

    def moved() -> None:  # somebody went live while the pages were read
        pages = _Pages(chance, sizes(4))
        for item_lists in (pages.data, pages.items):
            item_lists[1].insert(0, pages.data[0][-1])
        pages.look(first_pages, 3)

    def twice() -> None:
        pages = _Pages(chance, sizes(4))
        pages.look(first_pages, 3)
        pages.look(first_pages, 3, "A second time: ")

    for _ in range(3):
        add("One page is asked for", sizes(chance.randrange(2, 5)), 1)
        add("Several pages are asked for", sizes(chance.randrange(6, 9)), chance.randrange(3, 6))
        there = chance.randrange(2, 5)
        add("All pages that there are", sizes(there), there)
        add("There are fewer pages", sizes(chance.randrange(1, 4)), chance.randrange(5, 9))
        for empty in ([2, 0, 1, 2], [0, 2, 1], [1, 0, 0, 2]):
            add("An empty page that isn't the last", empty, chance.randrange(3, 6))
        add("There is nothing", [0], chance.randrange(1, 4))
        cases.append(Case("An item that is on two pages", moved))
        cases.append(Case("The same pages twice", twice))
    return judge("Your pages", "first_pages", cases)


class _Pages:
    """Pages with their cursors, which nobody can guess, and what was asked for."""

    def __init__(self, chance: random.Random, sizes: list[int]) -> None:
        self.there = len(sizes)
        self.cursors = ["", *(f"{word(chance, 8, MIXED)}==" for _ in sizes[1:])]
        self.data = [[{"id": word(chance)} for _ in range(size)] for size in sizes]
        self.items = [list(page) for page in self.data]  # which nobody gets to change
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
        return {"data": self.data[number], "pagination": more}

    def look(self, first_pages: Callable[..., Any], wanted: int, before: str = "") -> None:
        """Raise Wrong when not exactly these pages were asked for and returned."""
        self.asked.clear()
        pages = f"{self.there} page{'' if self.there == 1 else 's'}"
        about = f"{before}With {pages}, of which {wanted} were wanted"
        try:
            given = call(first_pages, self.page, wanted, about=about)
        except Endless:
            raise
        except Wrong as wrong:
            raise Wrong(f"{about}: {self.fault}") if self.fault else wrong from None
        count = min(wanted, self.there)
        right = [item for page in self.items[:count] for item in page]
        if len(self.asked) != count:
            raise Wrong(f"{about}, it asked for {len(self.asked)}. Wanted: {count}.")
        if given != right:
            came = f"{len(given)} items" if isinstance(given, list) else shown(given)
            said = f"{about}, it returned {came}. Wanted: all {len(right)}, in one list."
            if isinstance(given, list) and any(isinstance(one, list) for one in given):
                said += " There are lists in it."
            elif isinstance(given, list) and len(given) == len(right):
                said += " Keep their order." if all(one in given for one in right) else ""
            if self.data != self.items:
                said += " Your function adds to the list in a page: begin with an empty one."
            raise Wrong(said)
