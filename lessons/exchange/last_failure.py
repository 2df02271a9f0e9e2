"""The last exchange that failed, remembered in this kernel's memory and nowhere else."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import requests

from helpers import service
from helpers.plain_errors import PlainError
from lessons.exchange.mistakes import AUTHORIZE
from lessons.exchange.sent import parameters

PATHS = ("/oauth2/", "/helix/")  # practice's own pages are no part of OAuth
WAITING = b"authorization_pending"  # no failure: a device asks until its user is done


@dataclass(frozen=True)
class Failure:
    """A refused request, or one that got no answer, and when. Its repr shows nothing of either."""

    reply: requests.Response | None = field(repr=False)
    received_at: float  # seconds since 1970, by this computer's clock
    problem: str = ""  # the sentence that the reader saw, where no answer came


_last: Failure | None = None
_own: Failure | None = None  # the last one that was not on purpose
_own_before: Failure | None = None  # the same, when the running cell began


def note(reply: requests.Response) -> None:
    """Remember this answer, if it refuses, sends the browser back with an error, or is a page."""
    url = reply.request.url or ""
    path = urlsplit(url).path
    refused = reply.status_code >= 400 and WAITING not in reply.content
    # Only the link leads to a page of Twitch's; elsewhere it is a hotel's, or a proxy's.
    html = "html" in reply.headers.get("Content-Type", "")
    page = path != AUTHORIZE and (html or reply.is_redirect)
    at_twitch = refused and is_at_the_chosen_twitch(url)
    if at_twitch or path.startswith(PATHS) and (refused or page or _brings_error(reply)):
        _remember(Failure(reply, time.time()))


def is_at_the_chosen_twitch(url: str) -> bool:
    """Whether this is at a host of the chosen Twitch, whatever the path."""
    try:
        twitch = service.chosen()
        hosts = {urlsplit(one).netloc for one in (twitch.id_url, twitch.api_url)}
        return urlsplit(url).netloc in hosts
    except (PlainError, ValueError):
        return False


def note_unanswered(problem: PlainError) -> None:
    """Remember that no answer came: not sent, not trusted, too slow, or a refusal of the chat."""
    _remember(Failure(None, time.time(), str(problem)))


def _remember(failure: Failure) -> None:
    global _last, _own
    _last = _own = failure


def cell_begins(*_: object) -> None:
    """Called before each cell: what fails from here on is this cell's."""
    global _own_before
    _own_before = _own


def on_purpose() -> None:
    """What failed in the running cell was meant to fail: it shows a mistake."""
    global _own
    _own = _own_before


def last_own() -> Failure | None:
    """The last failure that was not on purpose, if there was one."""
    return _own


def last() -> Failure | None:
    """The last failure since this kernel started, if there was one."""
    return _last


def forget() -> None:
    """Remember none."""
    global _last, _own, _own_before
    _last = _own = _own_before = None


@contextmanager
def left_alone() -> Iterator[None]:
    """What fails in here was meant to, and doesn't become the last failure."""
    global _last, _own
    before = _last, _own
    try:
        yield
    finally:
        _last, _own = before


def _brings_error(reply: requests.Response) -> bool:
    return "error" in parameters(reply.headers.get("Location", ""))
