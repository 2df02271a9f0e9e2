"""Where a request went, how, and with which parameters."""

from __future__ import annotations

from difflib import get_close_matches

from helpers.private_folder import mask_tokens
from lessons.clinic.case import Case, Rules
from lessons.clinic.diagnosis import Diagnosis
from lessons.exchange.mistakes import AUTHORIZE, DEVICE, HELIX, REVOKE, TOKEN, VALIDATE
from lessons.exchange.sent import Sent

# The addresses that the tutorial calls, and how (docs/twitch.md 2 to 4, 6).
# Another method may exist.
METHODS = {
    TOKEN: "POST",
    REVOKE: "POST",
    DEVICE: "POST",
    AUTHORIZE: "GET",
    VALIDATE: "GET",
    "/oauth2/userinfo": "GET",
    "/oauth2/keys": "GET",
    "/oauth2/.well-known/openid-configuration": "GET",
    "/helix/users": "GET",
    "/helix/streams": "GET",
    "/helix/channels": "GET",
    "/helix/chat/messages": "POST",
}


def _not_found(case: Case) -> Diagnosis | None:
    path, method = case.sent.path, case.sent.method
    wanted = METHODS.get(path)
    if wanted is None:
        return _no_such_address(case)
    if method == wanted:
        return None
    return case.says(
        f"not_a_{wanted.lower()}",
        f"The request was a {method}, and what this address does is done by {wanted}.",
        f"Use requests.{wanted.lower()}.",
        f"{method} {path}",
    )


def _not_found_in_the_api(case: Case) -> Diagnosis | None:
    if case.known.status != 404 or case.message:
        return None
    return _not_found(case)


def _no_such_address(case: Case) -> Diagnosis:
    near = _closest(case.sent.path)
    return case.says(
        "no_such_address",
        f"There is no such address.{f' Perhaps {near} was meant.' if near else ''}",
        "Compare the path with Twitch's API reference. Those of the API begin with /helix/; those "
        "for tokens begin with /oauth2/, on another host.",
        f"{case.sent.method} {mask_tokens(case.sent.path)}",
    )


def about_the_address(request: Sent) -> str:
    """A line on where a request went, for an answer that says nothing of it."""
    line = (
        f"The address that was called: {request.method} {request.host}{mask_tokens(request.path)}."
    )
    wanted = METHODS.get(request.path, "")
    if wanted and wanted != request.method:
        return f"{line} What it does is done by {wanted}."
    near = "" if wanted else _closest(request.path)
    return f"{line} Perhaps {near} was meant." if near else line


def _closest(path: str) -> str:
    """The address that was probably meant, by what it ends in; "" when none is near."""
    ends = {known.rpartition("/")[2]: known for known in METHODS}
    words = [word.casefold() for word in reversed(path.split("/"))]
    near = [ends[end] for word in words for end in get_close_matches(word, ends, 1, 0.75)]
    return near[0] if near else ""


def _parameter(case: Case) -> Diagnosis | None:
    if "was malformed" not in case.message:
        return None
    return case.says("parameter_malformed", "", "", f"Twitch says: {mask_tokens(case.message)}")


def _not_json(case: Case) -> Diagnosis | None:
    if case.sent.kind_of_body == "application/json":
        return None
    kind = f"Content-Type: {case.sent.kind_of_body or '(none)'}"
    return case.says("not_sent_as_json", "", "", kind)


RULES: Rules = {
    (TOKEN, "404 page not found"): _not_found,
    (HELIX, ""): _not_found_in_the_api,
    (HELIX, "The parameter"): _parameter,
    (HELIX, "The body must be JSON"): _not_json,
}
