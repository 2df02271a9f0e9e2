"""Two clocks: this computer's and the server's, and the age of a code by them."""

from __future__ import annotations

from email.utils import parsedate_to_datetime

import requests

from helpers import sent
from helpers.credentials import Credentials

CLOCKS_DIFFER = 300  # seconds


def age_of_code(
    reply: requests.Response, mine: Credentials, received_at: float | None
) -> float | None:
    """How old the kept code was when it was sent; None when that isn't known, or another was."""
    at = received_at or _servers_time(reply)
    code = sent.read(reply.request).fields.get("code", "")
    if at is None or not code or code != mine.code or not mine.code_kept_at.isdigit():
        return None
    return at - int(mine.code_kept_at)


def clock_hint(
    reply: requests.Response, mine: Credentials, received_at: float | None
) -> tuple[str, ...]:
    """A line about a clock that is wrong; none when nothing is seen of that."""
    server, age = _servers_time(reply), age_of_code(reply, mine, received_at)
    if server and received_at and abs(server - received_at) > CLOCKS_DIFFER:
        minutes = abs(server - received_at) / 60
        way = "behind" if server > received_at else "ahead of"
        return (f"This computer's clock is {minutes:.0f} minutes {way} the server's. Set it.",)
    if age is not None and age < -1:
        return ("The kept code is from the future: this computer's clock was set back.",)
    return ()


def _servers_time(reply: requests.Response) -> float | None:
    """The server's clock, from the Date header (RFC 9110, 6.6.1), in seconds since 1970."""
    try:
        return parsedate_to_datetime(reply.headers.get("Date", "")).timestamp()
    except (TypeError, ValueError, OverflowError):
        return None
