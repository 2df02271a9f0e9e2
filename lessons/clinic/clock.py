"""Two clocks: this computer's and the server's, and the age of a code by them."""

from __future__ import annotations

from email.utils import parsedate_to_datetime

import requests

from helpers.credentials import Credentials
from lessons.exchange import sent

CLOCKS_DIFFER = 300  # seconds


def age_of_code(
    reply: requests.Response, mine: Credentials, received_at: float | None
) -> float | None:
    """How old the kept code was when it was sent; None when that isn't known, or another was.

    Two times are only compared by one clock, and when that clock is right.
    """
    code = sent.read(reply.request).fields.get("code", "")
    if received_at is None or _gap(reply, received_at):
        return None
    if not code or code != mine.code or not mine.code_kept_at.isdigit():
        return None
    return received_at - int(mine.code_kept_at)


def clock_hint(
    reply: requests.Response, mine: Credentials, received_at: float | None
) -> tuple[str, ...]:
    """A line about a clock that is wrong; none when nothing is seen of that."""
    if received_at and (gap := _gap(reply, received_at)):
        way = "behind" if gap > 0 else "ahead of"
        return (
            f"This computer's clock is {abs(gap) / 60:.0f} minutes {way} the server's. Set it.",
        )
    age = age_of_code(reply, mine, received_at)
    if age is not None and age < -1:
        return ("The kept code is from the future: this computer's clock was set back.",)
    return ()


def _gap(reply: requests.Response, received_at: float) -> float:
    """By how many seconds the server's clock is ahead of this computer's; 0 for a few minutes."""
    server = _servers_time(reply)
    gap = server - received_at if server is not None else 0
    return gap if abs(gap) > CLOCKS_DIFFER else 0


def _servers_time(reply: requests.Response) -> float | None:
    """The server's clock, from the Date header (RFC 9110, 6.6.1), in seconds since 1970."""
    try:
        return parsedate_to_datetime(reply.headers.get("Date", "")).timestamp()
    except (TypeError, ValueError, OverflowError):
        return None
