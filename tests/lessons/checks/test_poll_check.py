"""Notebook 15: right ways to poll pass, and each known mistake is told."""

from __future__ import annotations

import itertools
import time

import pytest

from lessons.checks import poll_check


def waits_first(ask, wait, interval, expires_in):
    waited = 0
    while waited < expires_in:
        wait(interval)
        waited += interval
        status, body = ask()
        if status == 200:
            return body["access_token"]
        if body["message"] == "slow_down":
            interval += 5
        elif body["message"] != "authorization_pending":
            return None
    return None


def asks_first(ask, wait, interval, expires_in):
    left = expires_in
    while left > 0:
        status, body = ask()
        message = body.get("message")
        if "access_token" in body:
            return body["access_token"]
        if message == "slow_down":
            interval = interval + 5
        if message not in ("authorization_pending", "slow_down"):
            break
        wait(interval)
        left -= interval


def with_match(ask, wait, interval, expires_in):
    waited = 0
    while waited <= expires_in:
        match ask():
            case 200, {"access_token": token}:
                return token
            case _, {"message": "authorization_pending"}:
                pass
            case _, {"message": "slow_down"}:
                interval += 5
            case _:
                return None
        wait(interval)
        waited += interval


def counts_the_polls(ask, wait, interval, expires_in):
    extra = 0
    for _ in range(expires_in // interval):
        wait(interval + extra)
        status, body = ask()
        if status == 200:
            return body["access_token"]
        if body.get("message") == "slow_down":
            extra += 5
        elif body.get("message") != "authorization_pending":
            return None


def with_recursion(ask, wait, interval, expires_in):
    if expires_in < 0:
        return None
    status, body = ask()
    if status == 200:
        return body["access_token"]
    if body["message"] not in {"authorization_pending", "slow_down"}:
        return None
    interval += 5 * (body["message"] == "slow_down")
    wait(interval)
    return with_recursion(ask, wait, interval, expires_in - interval)


def a_little_slower(ask, wait, interval, expires_in):
    waited = 0
    while waited <= expires_in:
        status, body = ask()
        if status == 200:
            return body["access_token"]
        if body["message"] == "slow_down":
            interval += 10
        elif body["message"] != "authorization_pending":
            return None
        wait(interval + 0.1)
        waited += interval + 0.1


def ends_in_the_middle(ask, wait, interval, expires_in):
    waited = 0
    while True:
        status, body = ask()
        if status == 200:
            return body["access_token"]
        message = body.get("message", "")
        if message == "slow_down":
            interval += 5
        elif message != "authorization_pending":
            return None
        waited += interval
        if waited > expires_in:
            return None
        wait(interval)


RIGHT = [
    ends_in_the_middle,
    waits_first,
    asks_first,
    with_match,
    with_recursion,
    a_little_slower,
]


def polling(first=0.0, slower=5, pending=("authorization_pending",), end=True, step=None):
    """A way to poll that is right but for what is given."""

    def poll(ask, wait, interval, expires_in):
        waited = 0
        while waited <= expires_in or not end:
            status, body = ask()
            if status == 200:
                return body["access_token"]
            if body["message"] == "slow_down" and slower is not None:
                interval += slower
            elif pending is not None and body["message"] not in pending:
                return None
            wait(step or interval)
            waited += step or interval

    return poll


def once(ask, wait, interval, expires_in):
    status, body = ask()
    return body["access_token"] if status == 200 else None


def once_after_a_while(ask, wait, interval, expires_in):
    wait(interval)
    return once(ask, wait, interval, expires_in)


def no_waiting(ask, wait, interval, expires_in):
    for _ in range(100):
        status, body = ask()
        if status == 200:
            return body["access_token"]


def returns_the_body(ask, wait, interval, expires_in):
    result = []
    waits_first(lambda: result.append(ask()) or result[-1], wait, interval, expires_in)
    return result[-1][1]


def raises_at_the_end(ask, wait, interval, expires_in):
    token = waits_first(ask, wait, interval, expires_in)
    if token is None:
        raise TimeoutError("no token")
    return token


def by_the_real_clock(ask, wait, interval, expires_in):
    began = time.monotonic()
    while time.monotonic() - began < expires_in:
        status, body = ask()
        if status == 200:
            return body["access_token"]
        if body["message"] not in ("authorization_pending", "slow_down"):
            return None
        interval += 5 if body["message"] == "slow_down" else 0
        wait(interval)


def ten_times(ask, wait, interval, expires_in):
    return waits_first(ask, wait, interval, 10 * interval)


def half_the_time(ask, wait, interval, expires_in):
    return waits_first(ask, wait, interval, expires_in / 2)


def sleeps(ask, wait, interval, expires_in):
    for _ in range(100):
        status, body = ask()
        if status == 200:
            return body["access_token"]
        time.sleep(0.001)


def expects_a_token(ask, wait, interval, expires_in):
    for _ in itertools.count():
        status, body = ask()
        if body["access_token"]:
            return body["access_token"]
        wait(interval)


def asks_once_more(ask, wait, interval, expires_in):
    token = waits_first(ask, wait, interval, expires_in)
    wait(100)
    ask()
    return token


def looks_for_error(ask, wait, interval, expires_in):
    waited = 0
    while waited <= expires_in:
        status, body = ask()
        if status == 200:
            return body["access_token"]
        if body.get("error") not in ("authorization_pending", "slow_down"):
            return None
        wait(interval)
        waited += interval


def leaves_out_what_was_added(ask, wait, interval, expires_in):
    waited, extra = 0, 0
    while waited < expires_in:
        wait(interval + extra)
        waited += interval
        status, body = ask()
        if status == 200:
            return body["access_token"]
        if body["message"] == "slow_down":
            extra += 5
        elif body["message"] != "authorization_pending":
            return None
    return None


WRONG = {
    "counts the polls": (counts_the_polls, "Asked to slow down, and never allowed: With"),
    "adds up too little": (leaves_out_what_was_added, "Asked to slow down, and never allowed"),
    "once": (once, "Allowed after a while: With"),
    "once after a while": (once_after_a_while, "Allowed after a while: With"),
    "no waiting": (no_waiting, "it polled again after 0 seconds"),
    "always five seconds": (polling(step=1), "it polled again after 1 seconds"),
    "slow_down is a refusal": (polling(slower=None), "Asked to slow down: With"),
    "slow_down is pending": (
        polling(slower=None, pending=("authorization_pending", "slow_down")),
        "Asked to slow down: With",
    ),
    "a little slower": (polling(slower=1), "Asked to slow down: With"),
    "goes on after a refusal": (polling(pending=None), "Refused: With"),
    "never gives up": (polling(end=False), "Never allowed: With"),
    "by the real clock": (by_the_real_clock, "Never allowed: With"),
    "ten times": (ten_times, "Allowed shortly before the code expires: With"),
    "half the time": (half_the_time, "Allowed shortly before the code expires: With"),
    "the body": (returns_the_body, "Allowed before the first poll: With"),
    "raises": (raises_at_the_end, "your function stopped with `TimeoutError: no token`"),
    "sleeps itself": (sleeps, "it polled again after 0 seconds"),
    "expects a token": (expects_a_token, "your function stopped with `KeyError"),
    "asks once more": (asks_once_more, "it polled again after an answer that was the last one"),
    "looks for error": (looks_for_error, "Allowed after a while: With"),
    "nothing": (lambda *_: None, "Allowed before the first poll: With"),
}


@pytest.mark.parametrize("right", RIGHT, ids=lambda function: function.__name__)
def test_a_right_way_to_poll_passes(right, is_noted):
    verdict = poll_check.try_out(right)
    assert verdict.passed, verdict
    assert is_noted("wait_for_token")


@pytest.mark.parametrize("name", WRONG)
def test_a_mistake_is_told(name, is_noted):
    poll, told = WRONG[name]
    verdict = poll_check.try_out(poll)
    assert told in repr(verdict)
    assert not verdict.passed and not is_noted("wait_for_token")
