"""What a cell sends by `requests` itself: its failures count as those of `helpers.sending` do."""

from __future__ import annotations

import functools
import threading
from typing import Any
from urllib.parse import urlsplit

import requests

from helpers import sending, service
from helpers.plain_errors import PlainError
from lessons.exchange import last_failure

SHORT = 10_000  # bytes; Twitch's refusals have far fewer


def listen() -> None:
    """From now on a failure of `requests` itself is noted too, and raised or given as ever.

    Only in the main thread: check and laboratory have threads of their own. What
    `sending.OwnSession` sends isn't the reader's, or is noted already.
    """
    session_class: Any = requests.Session
    request, send = session_class.request, session_class.send
    if hasattr(send, "__wrapped__"):
        return

    @functools.wraps(send)
    def sent(session: requests.Session, prepared: requests.PreparedRequest, **options: Any) -> Any:
        try:
            reply = send(session, prepared, **options)
        except (requests.RequestException, ValueError) as problem:
            _note_problem(session, problem, prepared.url, options.get("timeout"))
            raise
        if _counts(session, prepared.url) and not (options.get("stream") and _is_long(reply)):
            last_failure.note(reply)
        return reply

    @functools.wraps(request)
    def requested(
        session: requests.Session, method: str, url: Any, *args: Any, **options: Any
    ) -> Any:
        try:
            return request(session, method, url, *args, **options)
        except (requests.RequestException, ValueError) as problem:  # perhaps before it was sent
            _note_problem(session, problem, url, options.get("timeout"))
            raise

    session_class.request, session_class.send = requested, sent


def _note_problem(session: requests.Session, problem: Exception, url: Any, within: Any) -> None:
    failed = getattr(problem, "request", None)  # behind a redirect it is another than the first
    url = getattr(failed, "url", None) or url
    if isinstance(session, sending.OwnSession):
        return
    try:
        host = urlsplit(str(url)).hostname or ""
    except ValueError:
        return
    seconds = within if isinstance(within, (int, float)) else sending.TIMEOUT
    said = sending.no_answer(problem, host, seconds)
    if host and not isinstance(problem, ValueError):  # those are told apart by their names
        vars(problem)["in_words"] = str(said)  # a cell then ends with this, and not with a guess
    if _counts(session, url):
        last_failure.note_unanswered(said)


def _is_long(reply: requests.Response) -> bool:
    """Whether reading an answer to its end, in the place of the cell that asked, may take long."""
    size = reply.headers.get("Content-Length", "")
    return not size.isdigit() or int(size) > SHORT


def _counts(session: requests.Session, url: Any) -> bool:
    """Whether this is the reader's request to a Twitch, or to what was taken for one."""
    if isinstance(session, sending.OwnSession):
        return False
    if threading.current_thread() is not threading.main_thread():
        return False
    try:
        address = urlsplit(str(url))
        if not address.path.startswith(last_failure.PATHS):
            return False
        if address.hostname in service.LOOPBACK or service.is_twitchs(str(url)):
            return True
        twitch = service.chosen()
        return address.hostname in {
            urlsplit(one).hostname for one in (twitch.id_url, twitch.api_url)
        }
    except (PlainError, ValueError):
        return False
