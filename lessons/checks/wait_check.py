"""Tries out the reader's function of notebook 11 that says how long to wait."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from requests.structures import CaseInsensitiveDict

from lessons.checks.trying import Case, Wrong, call, fresh, judge, shown
from look.verdict import Verdict

UNKNOWN = 60  # seconds, where the header is missing


def try_out(seconds_to_wait: Callable[..., Any]) -> Verdict:
    """Hand made-up answers to the reader's function: status, headers, and the time of now.

    It returns the seconds until the next request: after a 429 until `Ratelimit-Reset`, which is
    in seconds since 1970, never less than 0, and 60 without that header (docs/twitch.md 6.3).
    """
    chance = fresh()
    cases: list[Case] = []

    def add(kind: str, status: int, reset: int | None, wanted: int) -> None:
        left = str(chance.randrange(2)) if status == 429 else "0"
        told = {"Ratelimit-Limit": "800", "Ratelimit-Remaining": left}
        told |= {} if reset is None else {"Ratelimit-Reset": str(now + reset)}
        at = now

        def run() -> None:
            given = call(seconds_to_wait, status, CaseInsensitiveDict(told), at)
            # A second more is caution, but only where there is something to wait for.
            most = wanted + 1 if wanted else 0
            good = isinstance(given, int | float) and wanted <= given <= most
            if not good or isinstance(given, bool):
                raise Wrong(
                    f"For the status {status}, with {shown(told)} and now {at}, it returned "
                    f"{shown(given)}. Wanted: `{wanted}`."
                )

        cases.append(Case(kind, run))

    for _ in range(4):
        now = chance.randrange(1_800_000_000, 1_900_000_000)
        seconds = chance.randrange(2, 60)
        add("The points are used up", 429, seconds, seconds)
        add("It takes longer", 429, 10 * seconds + 60, 10 * seconds + 60)
        add("They are back already", 429, 0, 0)
        add("They are back already", 429, -seconds, 0)
        add("The header is missing", 429, None, UNKNOWN)
        for status in (200, 401, 503):
            add("Another status", status, seconds, 0)
            add("Another status", status, None, 0)
    return judge("Your waiting", "seconds_to_wait", cases)
