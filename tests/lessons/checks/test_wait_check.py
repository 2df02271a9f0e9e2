"""Notebook 11: right ways to wait pass, and each known mistake is told."""

from __future__ import annotations

import math
import time
from datetime import datetime, timezone

import pytest

from lessons.checks import wait_check

RESET = "Ratelimit-Reset"


def with_max(status, headers, now):
    if status != 429:
        return 0
    return max(0, int(headers[RESET]) - now) if RESET in headers else 60


def with_get(status, headers, now):
    reset = headers.get("ratelimit-reset", now + 60)
    return max(int(reset) - now, 0) if status == 429 else 0


def with_ifs(status, headers, now):
    if status == 429:
        reset = headers.get(RESET)
        if reset is None:
            return 60
        left = float(reset) - now
        if left > 0:
            return left
    return 0


def with_try(status, headers, now):
    try:
        left = int(headers["RateLimit-Reset"]) - now
    except KeyError:
        left = 60
    return left * (status == 429 and left > 0)


def a_second_more(status, headers, now):
    left = with_max(status, headers, now)
    return math.ceil(left + 0.5) if left > 0 else 0


def with_dates(status, headers, now):
    if status != 429:
        return 0.0
    if not (reset := headers.get(RESET)):
        return 60.0
    then = datetime.fromtimestamp(int(reset), timezone.utc)
    return max(0.0, (then - datetime.fromtimestamp(now, timezone.utc)).total_seconds())


RIGHT = [with_max, with_get, with_ifs, with_try, a_second_more, with_dates]


def reset(headers, otherwise=0):
    return int(headers.get(RESET, otherwise))


WRONG = {
    "at least a second": (
        lambda status, headers, now: max(1, with_max(status, headers, now)) if status == 429 else 0,
        "They are back already: For the status 429",
    ),
    "a second for nothing": (
        lambda status, headers, now: with_max(status, headers, now) + 1,
        "Another status: For the status",
    ),
    "half a second more": (
        lambda status, headers, now: with_max(status, headers, now) + 0.5,
        "They are back already: For the status 429",
    ),
    "a minute at most": (
        lambda status, headers, now: min(60, with_max(status, headers, now)),
        "It takes longer: For the status 429",
    ),
    "the moment": (
        lambda status, headers, now: reset(headers, 60) if status == 429 else 0,
        "The points are used up: For the status 429",
    ),
    "turned round": (
        lambda status, headers, now: now - reset(headers, now) if status == 429 else 0,
        "The points are used up: For the status 429",
    ),
    "below 0": (
        lambda status, headers, now: reset(headers, now + 60) - now if status == 429 else 0,
        "They are back already: For the status 429",
    ),
    "without its sign": (
        lambda status, headers, now: abs(reset(headers, now + 60) - now) if status == 429 else 0,
        "They are back already: For the status 429",
    ),
    "always": (
        lambda status, headers, now: max(0, reset(headers, now + 60) - now),
        "Another status: For the status 200",
    ),
    "for any refusal": (
        lambda status, headers, now: with_max(429 if status >= 400 else 200, headers, now),
        "Another status: For the status 401",
    ),
    "when nothing remains": (
        lambda status, headers, now: (
            with_max(429, headers, now) if headers["Ratelimit-Remaining"] == "0" else 0
        ),
        "Another status: For the status 200",
    ),
    "no header": (
        lambda status, headers, now: max(0, int(headers[RESET]) - now) if status == 429 else 0,
        "your function stopped with `KeyError",
    ),
    "no header, not at all": (
        lambda status, headers, now: max(0, reset(headers) - now) if status == 429 else 0,
        "The header is missing: For the status 429",
    ),
    "a text": (
        lambda status, headers, now: max(0, headers.get(RESET, 60) - now) if status == 429 else 0,
        "your function stopped with `TypeError",
    ),
    "one minute": (
        lambda status, headers, now: 60 if status == 429 else 0,
        "The points are used up: For the status 429",
    ),
    "its own clock": (
        lambda status, headers, now: with_max(status, headers, time.time()),
        "The points are used up: For the status 429",
    ),
    "nothing": (lambda status, headers, now: None, "it returned `None`"),
    "never": (lambda status, headers, now: 0, "The points are used up"),
    "milliseconds": (
        lambda status, headers, now: 1000 * with_max(status, headers, now),
        "The points are used up",
    ),
    "a text comes back": (
        lambda status, headers, now: str(with_max(status, headers, now)),
        "it returned `'0'`",
    ),
    "the limit": (
        lambda status, headers, now: int(headers["Ratelimit-Limit"]) if status == 429 else 0,
        "it returned `800`",
    ),
    "the status as text": (
        lambda status, headers, now: with_max(429, headers, now) if status == "429" else 0,
        "The points are used up",
    ),
}


@pytest.mark.parametrize("right", RIGHT, ids=lambda function: function.__name__)
def test_a_right_way_passes(right, is_noted):
    verdict = wait_check.try_out(right)
    assert verdict.passed, verdict
    assert is_noted("seconds_to_wait")


@pytest.mark.parametrize("name", WRONG)
def test_a_mistake_is_told(name, is_noted):
    wait, told = WRONG[name]
    verdict = wait_check.try_out(wait)
    assert told in repr(verdict)
    assert not verdict.passed and not is_noted("seconds_to_wait")
