"""The last exchange that failed, remembered in this kernel's memory and nowhere else."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import requests

from lessons.exchange.sent import parameters

PATHS = ("/oauth2/", "/helix/")  # practice's own pages are no part of OAuth
WAITING = b"authorization_pending"  # no failure: a device asks until its user is done


@dataclass(frozen=True)
class Failure:
    """A refused request, and when its answer came. Its repr shows nothing of either."""

    reply: requests.Response = field(repr=False)
    received_at: float  # seconds since 1970, by this computer's clock


_last: Failure | None = None


def note(reply: requests.Response) -> None:
    """Remember this answer, if it refuses, or sends the browser back with an error."""
    global _last
    path = urlsplit(reply.request.url or "").path
    refused = reply.status_code >= 400 and WAITING not in reply.content
    if path.startswith(PATHS) and (refused or _brings_error(reply)):
        _last = Failure(reply, time.time())


def last() -> Failure | None:
    """The last failure since this kernel started, if there was one."""
    return _last


def forget() -> None:
    """Remember none."""
    global _last
    _last = None


@contextmanager
def left_alone() -> Iterator[None]:
    """What fails in here was meant to, and doesn't become the last failure."""
    global _last
    before = _last
    try:
        yield
    finally:
        _last = before


def _brings_error(reply: requests.Response) -> bool:
    return "error" in parameters(reply.headers.get("Location", ""))
