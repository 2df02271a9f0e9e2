"""Tries out the reader's polling of notebook 15, with a clock that needs no time."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from lessons.checks.trying import MIXED, Case, Endless, Wrong, call, fresh, judge, shown, word
from look.verdict import Verdict

PENDING, SLOW_DOWN = "authorization_pending", "slow_down"
SLOWER = 5  # seconds that slow_down adds (RFC 8628, 3.5)


def try_out(wait_for_token: Callable[..., Any]) -> Verdict:
    """Let the reader's function poll for tokens that are given later, refused, or never given.

    It gets `ask`, which polls once and returns status and body; `wait`, which waits some seconds;
    `interval` and `expires_in`, both in seconds. It returns the access token or None
    (docs/twitch.md 4.1; RFC 8628, 3.4 and 3.5).
    """
    chance, cases = fresh(), []

    def add(kind: str, interval: int, said: list[str], token: str = "", polls: int = 0) -> None:
        device = _Device(interval, polls or 400, said, token)
        cases.append(Case(kind, lambda: device.look(wait_for_token)))

    for _ in range(3):
        interval, token = chance.randrange(3, 9), word(chance, 12, MIXED)
        pending = [PENDING] * chance.randrange(2, 7)
        add("Allowed before the first poll", interval, [], token)
        add("Allowed after a while", interval, pending, token)
        add("Allowed shortly before the code expires", interval, [PENDING] * 27, token, 30)
        slow = [*pending, SLOW_DOWN, *pending, SLOW_DOWN, PENDING]
        add("Asked to slow down", interval, slow, token)
        for message in ("invalid device code", "access_denied", "invalid client", word(chance)):
            add("Refused", interval, [*pending, message])
        add("Refused", interval, ["expired_token"])
        add("Never allowed", interval, [PENDING] * 60, "", chance.randrange(4, 40))
        slow = [SLOW_DOWN] * 3 + [PENDING] * 60
        add("Asked to slow down, and never allowed", interval, slow, "", chance.randrange(9, 40))
    return judge("Your polling", "wait_for_token", cases)


class _Device:
    """One device code: what its polls are answered, and a clock that only `wait` moves."""

    def __init__(self, interval: int, polls: int, said: list[str], token: str) -> None:
        self.interval, self.expires_in = interval, interval * polls
        self.said, self.token = said, token
        self.now = 0.0
        self.asked: list[float] = []
        self.wanted = float(interval)  # seconds between two polls
        self.ended = False
        self.fault = ""

    def ask(self) -> tuple[int, dict[str, Any]]:
        """Poll once."""
        if self.ended:
            self._stop("it polled again after an answer that was the last one")
        if self.asked and self.now - self.asked[-1] < self.wanted:
            passed = self.now - self.asked[-1]
            self._stop(f"it polled again after {passed:g} seconds. Wanted: {self.wanted:g}")
        if self.now > self.expires_in + self.wanted:
            self._stop(f"it still polled after {self.now:g} seconds")
        self.asked.append(self.now)
        message = self.said[len(self.asked) - 1 : len(self.asked)]
        if not message:
            self.ended = True
            return 200, {"access_token": self.token, "token_type": "bearer"}
        if message[0] == SLOW_DOWN:
            self.wanted += SLOWER
        self.ended = message[0] not in (PENDING, SLOW_DOWN)
        return 400, {"status": 400, "message": message[0]}

    def wait(self, seconds: float) -> None:
        """Let the clock go on."""
        self.now += seconds

    def look(self, wait_for_token: Callable[..., Any]) -> None:
        """Raise Wrong when it polled too fast, too long, or returned something else."""
        about = (
            f"With an interval of {self.interval} seconds, and a code that lives for "
            f"{self.expires_in} seconds"
        )
        values = (self.ask, self.wait, self.interval, self.expires_in)
        try:
            given = call(wait_for_token, *values, about=about)
        except Endless:
            raise
        except Wrong as wrong:
            raise Wrong(f"{about}, {self.fault}.") if self.fault else wrong from None
        if self.fault:
            raise Wrong(f"{about}, {self.fault}.")
        if given != (self.token or None):
            raise Wrong(
                f"{about}, it returned {shown(given)} after {self.now:g} seconds. "
                f"Wanted: {shown(self.token or None)}."
            )

    def _stop(self, fault: str) -> None:
        self.fault = self.fault or fault
        raise Wrong(fault)
