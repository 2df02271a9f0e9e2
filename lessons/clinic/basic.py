"""HTTP Basic in the Authorization header: who put it there, and what it replaced."""

from __future__ import annotations

import base64

from requests.utils import get_netrc_auth

from lessons.clinic.case import Case
from lessons.clinic.diagnosis import Diagnosis
from lessons.exchange.sent import Sent

FROM = (
    "requests makes it from auth=(…), from a user name in the address, or from a line for this "
    "host in a .netrc file, and puts it in the place of an Authorization header of one's own."
)
FROM_NETRC = (
    "It comes from a .netrc file on this computer, which has a line for this host: requests reads "
    "it, and puts it in the place of an Authorization header of one's own."
)
WITHOUT = (
    "Take auth= out. For a .netrc file, take this host's line out, or set the environment variable "
    "NETRC to the path of an empty file."
)


def is_basic(request: Sent) -> bool:
    """Whether the Authorization header that was really sent is HTTP Basic."""
    return request.authorization.lower().partition(" ")[0] == "basic"


def in_the_form_only(case: Case) -> Diagnosis:
    """The application proved itself, if at all, where Twitch doesn't look (docs/twitch.md 2.1)."""
    return case.says(
        "http_basic",
        "An HTTP Basic header was sent. Twitch reads the client ID and the secret from the form "
        f"only, although RFC 6749 section 2.3.1 offers the header. {_from(case.sent)}",
        f"Send client_id and client_secret as form fields. {WITHOUT}",
    )


def in_place_of_a_token(case: Case, right: str) -> Diagnosis:
    """A token is wanted in this header; `right` says how."""
    return case.says(
        "http_basic_in_place_of_token",
        f"An Authorization header was sent, and it holds HTTP Basic, no token. {_from(case.sent)}",
        f"{WITHOUT} {right}",
    )


def pair(request: Sent) -> tuple[str, str]:
    """The name and the password in the header; two empty texts when it can't be read."""
    try:
        text = base64.b64decode(request.credential, validate=True).decode("utf-8", "replace")
    except ValueError:
        return "", ""
    name, _, password = text.partition(":")
    return name, password


def _from(request: Sent) -> str:
    found = get_netrc_auth(f"https://{request.host}") if request.host else None
    return FROM_NETRC if found and found == pair(request) else FROM
