"""What a cell sends by `requests` itself: its failures count as those of `helpers.sending` do."""

from __future__ import annotations

import functools
import threading
from traceback import walk_tb
from typing import Any
from urllib.parse import urlsplit

import requests

from helpers import sending, service
from helpers.plain_errors import PlainError
from lessons.exchange import last_failure

NOT_SENT = "The request could not be sent ({}). Check its address and its headers."
NOT_USABLE = (
    "The request could not be sent: requests can't use a value in it ({}). Headers and params are "
    "dictionaries with texts in them, without the … of a shortened value; a timeout is a number."
)
ITS_OWN = {"requests", "urllib3", "http", "json", "idna", "encodings"}  # what it is made of
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
        except requests.RequestException as problem:
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
        except Exception as problem:  # perhaps before it was sent
            if isinstance(problem, requests.RequestException) or _is_of_requests(problem):
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
    if not isinstance(problem, requests.RequestException):  # requests can't use what it was given
        said = PlainError(NOT_USABLE.format(type(problem).__name__))
    elif isinstance(problem, ValueError):  # its name says whether it is the address or a header
        said = PlainError(NOT_SENT.format(type(problem).__name__))
    vars(problem)["in_words"] = str(said)  # a cell then ends with this, and not with a guess
    if _counts(session, url) or _meant_for_twitch(url):
        last_failure.note_unanswered(said)


def _is_of_requests(problem: Exception) -> bool:
    """Whether requests stumbled over what it was given, and no code of the reader's that it called.

    An auth= or a hook of the reader's own is called from within, and its mistakes are no business
    of this file's.
    """
    passed = {frame.f_globals.get("__name__") for frame, _ in walk_tb(problem.__traceback__)}
    return all(str(name).partition(".")[0] in ITS_OWN for name in passed - {__name__})


def _is_long(reply: requests.Response) -> bool:
    """Whether reading an answer to its end, in the place of the cell that asked, may take long."""
    size = reply.headers.get("Content-Length", "")
    return not size.isdigit() or int(size) > SHORT


def _meant_for_twitch(url: Any) -> bool:
    """Whether an address that nothing answered at has a path of Twitch's: its host is misspelt."""
    main = threading.current_thread() is threading.main_thread()
    return main and any(path in str(url) for path in last_failure.PATHS)


def _counts(session: requests.Session, url: Any) -> bool:
    """Whether this is the reader's request to a Twitch, or to what was taken for one."""
    if isinstance(session, sending.OwnSession):
        return False
    if threading.current_thread() is not threading.main_thread():
        return False
    try:
        address = urlsplit(str(url))
        if not address.path.startswith(last_failure.PATHS):
            return last_failure.is_at_the_chosen_twitch(str(url))
        if address.hostname in service.LOOPBACK or service.is_twitchs(str(url)):
            return True
        twitch = service.chosen()
        return address.hostname in {
            urlsplit(one).hostname for one in (twitch.id_url, twitch.api_url)
        }
    except (PlainError, ValueError):
        return False
