"""Where a secret may be, each with its reason. Everywhere else it is a leak."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from leak_search import Leak


@dataclass(frozen=True)
class Allowed:
    """Secrets of these kinds may be where this pattern fits all of the place's name."""

    where: str
    kinds: set[str]
    why: str

    def covers(self, leak: Leak) -> bool:
        kind = leak.mark.partition(" #")[0]
        return kind in self.kinds and re.fullmatch(self.where, leak.where) is not None


ALLOWED: list[Allowed] = []


def not_allowed(leaks: Iterable[Leak]) -> list[Leak]:
    """The leaks that no entry of the list covers."""
    left = [leak for leak in leaks if not any(one.covers(leak) for one in ALLOWED)]
    return sorted(left, key=lambda leak: (leak.where, leak.mark, leak.way))
