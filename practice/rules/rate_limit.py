"""How often a program may ask: a bucket of points that refills by itself (docs/twitch.md 6.3).

The buckets are in memory. Ours: they are full again when Practice Twitch starts again.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Hashable
from dataclasses import dataclass

LIMIT = 800  # points, and as many come back in a minute
PER_SECOND = LIMIT / 60


@dataclass(frozen=True)
class Budget:
    """What is left in a bucket. `reset` is the second since 1970 at which it is full."""

    remaining: int
    reset: int
    allowed: bool


class Buckets:
    """One bucket for each caller; every request takes a point."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        """`clock` gives seconds and never goes back, so that no bucket stays empty."""
        self._clock = clock
        self._levels: dict[Hashable, tuple[float, float]] = {}  # points, and when counted

    def take(self, caller: Hashable) -> Budget:
        """Take a point out of this caller's bucket. `allowed` is False when there was none."""
        now = self._clock()
        points, counted_at = self._levels.get(caller, (LIMIT, now))
        points = min(LIMIT, points + (now - counted_at) * PER_SECOND)
        allowed = points >= 1
        if allowed:
            points -= 1
        self._levels[caller] = (points, now)
        return Budget(int(points), self._full_in((LIMIT - points) / PER_SECOND), allowed)

    def untouched(self) -> Budget:
        """For an answer to nobody in particular: a full bucket."""
        return Budget(LIMIT, self._full_in(0), True)

    def _full_in(self, seconds: float) -> int:
        return math.ceil(time.time() + seconds)
