"""What is said when nothing settles the cause: where to look."""

from __future__ import annotations

from dataclasses import replace

import requests

from helpers import sending
from helpers.credentials import Credentials
from helpers.private_folder import mask_tokens
from lessons.clinic import comparing
from lessons.clinic.addresses import about_the_address
from lessons.clinic.clock import age_of_code, clock_hint
from lessons.clinic.comparing import WORDS
from lessons.clinic.diagnosis import UNKNOWN, Diagnosis
from lessons.clinic.statuses import by_status
from lessons.clinic.words import meaning, twitchs_words
from lessons.exchange.mistakes import AUTHORIZE, DEVICE, TOKEN, Mistake
from lessons.exchange.sent import Sent

AS_A_FORM = (
    "Were the fields sent as a form? One program that sends JSON got empty answers from one day to "
    "the next (docs/twitch.md 2.1). With requests, write data=… in place of json=…."
)


def not_known(
    reply: requests.Response, request: Sent, mine: Credentials, received_at: float | None
) -> Diagnosis:
    """The diagnosis of what no rule settles: where to look."""
    message, known = twitchs_words(reply), meaning(reply, request)
    if reply.ok and request.path in (TOKEN, DEVICE) and not reply.content.strip():
        happened = f"The status is {reply.status_code}, and nothing came with it: no token either."
        return Diagnosis(UNKNOWN, happened, look_at=(AS_A_FORM, about_the_address(request)))
    fine = 200 <= reply.status_code < 400 and _is_json_or_empty(reply, request)
    if fine and not _no_answer_of_twitchs(reply, request):
        return Diagnosis(UNKNOWN, f"Nothing failed here: the status is {reply.status_code}.")
    page = _no_answer_of_twitchs(reply, request)
    page = page and message is None
    here = request.to_this_computer
    found = by_status(reply.status_code, reply.headers, page and not here)
    if not message and found:
        about = (about_the_address(request),) if reply.status_code < 500 else ()
        return replace(found, look_at=(*found.look_at, *about))
    if message is None and here:
        return Diagnosis(
            UNKNOWN,
            f"Status {reply.status_code} came from this computer, and not as Twitch's addresses "
            "answer: another program may listen at this port, or the path is wrong.",
            look_at=(
                about_the_address(request),
                "Addresses for tokens begin with /oauth2/, those of the API with /helix/.",
            ),
        )
    if message is None:
        return Diagnosis(
            UNKNOWN,
            sending.message(reply),
            look_at=(
                "Does a browser on this computer open https://dev.twitch.tv without a question?",
                about_the_address(request),
            ),
        )
    happened = known.means if known else f"Twitch says: {mask_tokens(message)[:200]!r}."
    if known and known.message in ("missing authorization token", "OAuth token is missing"):
        # The rule for it found nothing wrong: the header is there, in a form that Twitch takes.
        happened = "An Authorization header was sent, and Twitch says that it found no token."
    look_at = _worth_a_look(request, mine, age_of_code(reply, mine, received_at), known)
    if known and known.fix:
        look_at.append(known.fix)
    if not known:
        look_at.append(about_the_address(request))
    look_at += clock_hint(reply, mine, received_at)
    return Diagnosis(UNKNOWN, happened, look_at=tuple(look_at))


def _no_answer_of_twitchs(reply: requests.Response, request: Sent) -> bool:
    """Whether a page came, or a way to one, where Twitch answers with JSON."""
    page = "html" in reply.headers.get("Content-Type", "")
    return request.path != AUTHORIZE and (page or reply.is_redirect)


def _is_json_or_empty(reply: requests.Response, request: Sent) -> bool:
    """Whether an answer is of Twitch's kind: an object of JSON, or nothing, or the link's page."""
    is_object = isinstance(sending.json_body(reply), dict)
    return is_object or not reply.content.strip() or request.path == AUTHORIZE


def _worth_a_look(
    request: Sent, mine: Credentials, age: float | None, known: Mistake | None
) -> list[str]:
    """Where the request and what is kept are not the same, and what can't be seen from here."""
    lines = []
    for name in WORDS:
        kind = comparing.value_difference(name, request.fields.get(name, ""), mine)
        if name in request.fields and kind not in ("kept", "nothing_kept"):
            lines.append(f"The {WORDS[name]} in the request is not the one that is kept.")
    kind = comparing.value_difference("access_token", request.credential, mine)
    if request.scheme in ("bearer", "oauth") and kind not in ("kept", "nothing_kept"):
        lines.append("The access token in the request is not the one that is kept.")
    if known and known.message == "Invalid authorization code":
        if age is not None and request.fields.get("code") == mine.code:
            lines.append(f"The code was {max(age, 0) / 60:.0f} minutes old when it was sent.")
        lines += [
            "Did an earlier try send this code? Even a refused try may use it up.",
            "Was the page loaded twice, or “Continue” clicked while it went on by itself?",
            "Was the link made with the same client ID as this request?",
        ]
    if known and known.message == "Invalid refresh token":
        lines += [
            "Was it used before? A Public application's refresh token works once.",
            "Did the person disconnect the application, or change the password?",
        ]
    if known and known.message == "invalid device code":
        lines += [
            "Did an earlier poll bring the token? A device code works once.",
            "Did the user press Cancel, or was it half an hour ago? Then it is useless.",
            "Is it the device_code of the last answer, sent with the same client ID?",
        ]
    if known and known.message.startswith("Parameter redirect_uri"):
        lines += [
            "The redirect_uri in the link that gave this code: it must be the same as here.",
            "OAuth Redirect URLs on the application's Manage page: is this address there, and "
            "was Save pressed?",
        ]
    return lines
