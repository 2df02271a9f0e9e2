"""A mask, as outputs show it in a secret's place, that was sent as if it were the secret."""

from __future__ import annotations

import re
from dataclasses import replace
from urllib.parse import unquote_plus

from lessons.clinic import basic
from lessons.clinic.comparing import WORDS, has_mask
from lessons.clinic.diagnosis import Diagnosis
from lessons.exchange.sent import Sent

# The parts of a request, and what Twitch's message has in it when it refuses that part.
REFUSED = {
    "client_secret": "secret",
    "code": "authorization code",
    "device_code": "device.code",
    "refresh_token": "refresh token",
    "client_id": "client",
    "client-id": "client.?id",
    "authorization": "token|authorization",
    "token": "token",
    "redirect_uri": "redirect",
    "scope": "scope",
    "scopes": "scope",
}
CALLED = {"authorization": "access_token", "token": "access_token", "client-id": "client_id"}


def refused_mask(request: Sent, message: str) -> Diagnosis | None:
    """The diagnosis when the part that Twitch refuses holds a mask; None when it holds none."""
    for name in _with_mask(request):
        if name in REFUSED and re.search(REFUSED[name], message, re.IGNORECASE):
            return _mask_sent(name, sure=True)
    return None


def with_masks(found: Diagnosis, request: Sent) -> Diagnosis:
    """The diagnosis with each other part that holds a mask: the cause where there was none."""
    names = [name for name in _with_mask(request) if not found.cause.startswith("mask_in_place")]
    if not names or not found.is_failure:
        return found
    if not found.known:
        masked = _mask_sent(names[0], sure=False)
        return replace(masked, look_at=found.look_at, evidence=found.evidence)
    more = [f"A mask was sent as the {_word(name)}: it needs fixing as well." for name in names]
    return replace(found, look_at=(*found.look_at, *more))


def _mask_sent(name: str, sure: bool) -> Diagnosis:
    called = CALLED.get(name, name)
    return Diagnosis(
        f"mask_in_place_of_{called}",
        f"A mask was sent in the place of the {_word(name)}: the word hidden and four characters, "
        "in brackets, or the stars and dots of a page. It is shown so that nobody sees the value.",
        fix=f"Send the {_word(name)} itself: the variable that holds it, such as mine.{called}. "
        "From an output it can't be copied.",
        sure=sure,
    )


def _word(name: str) -> str:
    called = CALLED.get(name, name)
    return WORDS.get(called, called.replace("_", " "))


def _with_mask(request: Sent) -> list[str]:
    """The names of the parts that hold a mask, in the order in which they are worth a word."""
    parts = {**request.fields, **request.json, **request.text, **request.headers}
    if basic.is_basic(request):
        parts["authorization"] = ":".join(basic.pair(request))
    parts["address"] = unquote_plus(request.path)
    return [
        name for name in sorted(parts, key=lambda one: one == "address") if has_mask(parts[name])
    ]
