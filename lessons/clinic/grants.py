"""What is exchanged for a token: a code, a refresh token, a device code."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from helpers.private_folder import fingerprint, mask, mask_tokens
from lessons.clinic import comparing
from lessons.clinic.case import Case, Rules, absent, by_difference, misspelt, other_application
from lessons.clinic.diagnosis import Diagnosis
from lessons.exchange.mistakes import TOKEN

PRACTICES_CODE_LIFE = 600  # seconds; practice's own, Twitch's is not known (docs/twitch.md 1.6)
GRANT_TYPES = ("authorization_code", "refresh_token", "client_credentials")
# What each grant_type exchanges, by the name of its field.
EXCHANGED = {
    "code": "authorization_code",
    "refresh_token": "refresh_token",
    "device_code": "urn:ietf:params:oauth:grant-type:device_code",
}
USER_CODE = re.compile("[A-Z]{4}[ -]?[A-Z]{4}")  # a device code is longer (docs/twitch.md 5.1)


def _code_refused(case: Case) -> Diagnosis | None:
    code, kind = case.value("code"), case.difference("code")
    if kind == "kept":
        if case.mine.client_id and case.value("client_id") != case.mine.client_id:
            return other_application(case)
        if case.sent.to_this_computer and case.age and case.age >= PRACTICES_CODE_LIFE:
            return case.supposes(  # this computer's clock may have been set since it was kept
                "code_expired",
                f"The code was {case.age / 60:.0f} minutes old when it was sent, and practice's "
                "live ten minutes. (How long the real Twitch's live is not known; RFC 6749 section "
                "4.1.2 advises ten minutes at most.)",
                case.known.fix,
            )
        return None
    if case.mine.used_code and fingerprint(code) == case.mine.used_code:
        if case.mine.client_id and case.value("client_id") != case.mine.client_id:
            return None  # it may have been exchanged after this, with the right client ID
        return case.says(
            "code_used",
            "This code was exchanged for a token before, and a code works once.",
            "",
            f"sent:           {mask(code)}\nlast exchanged: [hidden {case.mine.used_code}]",
        )
    if "://" in code or "code=" in code:
        return case.says(
            "address_in_place_of_code",
            "An address, or a part of one, was sent as the code.",
            "Send only what stands between code= and the next &.",
        )
    if kind in ("not_the_kept_one", "nothing_kept"):
        if re.search("[&?](scope|state)=", code):
            return case.says(
                "code_with_more_around",
                "More than the code was sent: what stands behind it in the address came along.",
                "Send only what stands between code= and the next &.",
            )
        return None  # any code but the kept one: used, too old, or made up
    return by_difference(case, "code", kind)


def _refresh_refused(case: Case) -> Diagnosis | None:
    kind = case.difference("refresh_token")
    if kind == "kept":
        if case.mine.client_id and case.value("client_id") != case.mine.client_id:
            return other_application(case)
        return None  # spent, taken back, or ended with the connection
    return by_difference(case, "refresh_token", kind)


def _device_code_refused(case: Case) -> Diagnosis | None:
    if not USER_CODE.fullmatch(case.value("device_code").strip()):
        return None  # used, too old, refused by the user, or made up: none is kept
    return case.says(
        "user_code_in_place_of_device_code",
        "What was sent as the device code looks like the user code: eight capital letters. The "
        "user code is for the person to type; the program polls with the device code.",
        "Send the device_code from the same answer.",
    )


def _nothing_to_exchange(name: str) -> Callable[[Case], Diagnosis | None]:
    """The field that the grant_type needs is missing: does another one fit what was sent?"""

    def rule(case: Case) -> Diagnosis | None:
        found = absent(case, name)
        others = [other for other in EXCHANGED if other != name and case.value(other).strip()]
        if name in case.sent.fields or len(others) != 1 or not found:
            return found
        if found.cause != f"{name}_missing":
            return found
        other, value = others[0], case.value(others[0])
        if value == getattr(case.mine, name, ""):
            return misspelt(case, name, other)
        grant_type = mask_tokens(case.value("grant_type"))
        happened = (
            f"The grant_type is {grant_type}, which exchanges the field {name}; what was sent is "
            f"the field {other}."
        )
        fix = f"For {other}, send grant_type={EXCHANGED[other]}."
        if value == getattr(case.mine, other, ""):
            return case.says("grant_type_does_not_fit", happened, fix)
        fix = f"If the value is a {name.replace('_', ' ')}, call its field {name}. {fix}"
        return case.supposes("grant_type_does_not_fit", f"{happened} One of the two is wrong.", fix)

    return rule


def _grant_type(case: Case) -> Diagnosis | None:
    written = case.value("grant_type")
    fitting = _fitting(case) or comparing.closest_name(written, GRANT_TYPES)
    return case.says(
        "grant_type_unknown",
        f"There is no grant_type {mask_tokens(written)[:60]!r}.",
        _send(fitting),
    )


def _no_grant_type(case: Case) -> Diagnosis | None:
    found = absent(case, "grant_type")
    if found and found.cause == "grant_type_missing":
        return replace(found, fix=_send(_fitting(case)))
    return found


def _fitting(case: Case) -> str:
    """The grant_type for what was sent to be exchanged; "" when that is not one thing."""
    fitting = [EXCHANGED[name] for name in EXCHANGED if case.value(name).strip()]
    return fitting[0] if len(fitting) == 1 else ""


def _send(grant_type: str) -> str:
    if grant_type:
        return f"Send grant_type={grant_type}."
    return (
        "Send the one that fits: authorization_code for a code, refresh_token for a refresh token, "
        "client_credentials for an application's own token."
    )


RULES: Rules = {
    (TOKEN, "Invalid authorization code"): _code_refused,
    (TOKEN, "Invalid refresh token"): _refresh_refused,
    (TOKEN, "unsupported grant type"): _grant_type,
    (TOKEN, "invalid device code"): _device_code_refused,
    (TOKEN, "missing refresh token"): _nothing_to_exchange("refresh_token"),
    (TOKEN, "missing device_code"): _nothing_to_exchange("device_code"),
    (TOKEN, "missing code"): _nothing_to_exchange("code"),
    (TOKEN, "missing grant type"): _no_grant_type,
}
