"""What is traded for a token: a code, a refresh token, a device code."""

from __future__ import annotations

from helpers import comparing
from helpers.clinic.case import Case, Rules, by_difference, no_field, other_application
from helpers.diagnosis import Diagnosis
from helpers.mistakes import TOKEN
from helpers.private_folder import fingerprint, mask, mask_tokens

PRACTICES_CODE_LIFE = 600  # seconds; practice's own, Twitch's is not known (contract 1.6)
GRANT_TYPES = ("authorization_code", "refresh_token", "client_credentials")


def _code_refused(case: Case) -> Diagnosis | None:
    code, kind = case.value("code"), case.difference("code")
    if kind == "kept":
        if case.mine.client_id and case.value("client_id") != case.mine.client_id:
            return other_application(case)
        if case.sent.to_this_computer and case.age and case.age >= PRACTICES_CODE_LIFE:
            return case.says(
                "code_expired",
                f"The code was {case.age / 60:.0f} minutes old when it was sent, and practice's "
                "live ten minutes. (How long the real Twitch's live is not known; RFC 6749 section "
                "4.1.2 advises ten minutes at most.)",
            )
        return None
    if case.mine.used_code and fingerprint(code) == case.mine.used_code:
        if case.mine.client_id and case.value("client_id") != case.mine.client_id:
            return None  # it may have been traded after this, with the right client ID
        return case.says(
            "code_used",
            "This code was traded for a token before, and a code works once.",
            "",
            f"sent:               {mask(code)}\nlast code traded:   [hidden {case.mine.used_code}]",
        )
    if "://" in code or "code=" in code:
        return case.says(
            "address_in_place_of_code",
            "The whole address was sent as the code.",
            "Send only what stands between code= and the next &.",
        )
    if kind in ("not_the_kept_one", "nothing_kept"):
        return None  # any code but the kept one: used, too old, or made up
    return by_difference(case, "code", kind)


def _refresh_refused(case: Case) -> Diagnosis | None:
    kind = case.difference("refresh_token")
    if kind == "kept":
        if case.mine.client_id and case.value("client_id") != case.mine.client_id:
            return other_application(case)
        return None  # spent, taken back, or ended with the connection
    return by_difference(case, "refresh_token", kind)


def _grant_type(case: Case) -> Diagnosis | None:
    written = case.value("grant_type")
    meant = comparing.closest_name(written, GRANT_TYPES)
    return case.says(
        "grant_type_unknown",
        f"There is no grant_type {mask_tokens(written)[:60]!r}."
        + (f" Perhaps {meant} was meant." if meant else ""),
    )


RULES: Rules = {
    (TOKEN, "Invalid authorization code"): _code_refused,
    (TOKEN, "Invalid refresh token"): _refresh_refused,
    (TOKEN, "unsupported grant type"): _grant_type,
    (TOKEN, "missing refresh token"): no_field("refresh_token"),
    (TOKEN, "missing device_code"): no_field("device_code"),
    (TOKEN, "missing code"): no_field("code"),
    (TOKEN, "missing grant type"): no_field("grant_type"),
}
