"""What a status alone tells, where the answer has no words of Twitch's."""

from __future__ import annotations

import time
from collections.abc import Mapping

from lessons.clinic.diagnosis import Diagnosis

BETWEEN = (
    "Does a browser on this computer open https://dev.twitch.tv without a question?",
    "Are HTTP_PROXY or HTTPS_PROXY set? A company's proxy is in between then.",
)
WAIT = "Wait a minute and send the same request again. If it goes on, come back later."
FAILED = "The service, or something in front of it, could not answer. It was not your request."
# A cause, what happened, and how to fix it (RFC 9110, section 15).
ALONE = {
    407: (
        "proxy_wants_a_log_in",
        "A proxy between here and Twitch wants a name and a password. Twitch never saw the "
        "request, and never answers so.",
        "Ask who runs this network for the proxy's address, with name and password, and set "
        "HTTPS_PROXY to it before the kernel starts.",
    ),
    408: (
        "request_took_too_long",
        "The request did not arrive in time: the connection is slow, or it was cut off.",
        "Send it again.",
    ),
    413: (
        "request_too_large",
        "The request is larger than what the service, or something in front of it, takes. What "
        "these lessons send is far smaller.",
        "Look at what is in the body: a whole file or page may have got into a field.",
    ),
    429: ("too_many_requests", "Too many requests came in a short time.", ""),
    500: ("service_failed", FAILED, WAIT),
    502: ("service_failed", FAILED, WAIT),
    503: ("service_failed", FAILED, WAIT),
    504: ("service_failed", FAILED, WAIT),
    511: (
        "log_in_page_of_this_network",
        "This network wants you to log in on a page of its own before it lets anything through.",
        "Open any page in a browser, log in there, and send the request again.",
    ),
}
SURE = (407, 408, 413, 429, 511)


def by_status(status: int, headers: Mapping[str, str], page: bool) -> Diagnosis | None:
    """The diagnosis from the status alone; None when it doesn't settle anything.

    `page`: a page came, or a way to one, where Twitch answers with JSON.
    """
    if status in ALONE:
        cause, happened, fix = ALONE[status]
        if status == 429:
            fix = _until(headers)
        return Diagnosis(cause, happened, fix=fix, sure=status in SURE, look_at=_between(status))
    if page and status < 400:
        return Diagnosis(
            "log_in_page_of_this_network",
            f"A page, or the way to one, came with status {status} where Twitch answers with JSON: "
            "probably this network's own login page, as hotels have it.",
            fix="Open any page in a browser, log in there, and send the request again.",
            look_at=BETWEEN,
        )
    return None


def _between(status: int) -> tuple[str, ...]:
    return BETWEEN if status in (407, 502, 503, 504) else ()


def _until(headers: Mapping[str, str]) -> str:
    """How long to wait (docs/twitch.md 6.3; RFC 9110, 10.2.3)."""
    reset, after = headers.get("Ratelimit-Reset", ""), headers.get("Retry-After", "")
    if reset.isdigit():
        seconds = max(int(reset) - int(time.time()), 0)
        return f"Wait until the time in Ratelimit-Reset: {seconds} seconds from now."
    if after.isdigit():
        return f"Wait {after} seconds, as the header Retry-After says."
    return "Wait a minute, then send fewer requests. A header Ratelimit-Reset would say how long."
