"""Access tokens, and the header that carries one."""

from __future__ import annotations

from helpers.private_folder import mask, mask_tokens
from lessons.clinic import comparing
from lessons.clinic.basic import in_place_of_a_token, is_basic
from lessons.clinic.case import Case, Rules, by_difference, no_field, other_application
from lessons.clinic.clients import client_mismatch
from lessons.clinic.diagnosis import Diagnosis
from lessons.exchange.mistakes import HELIX, REVOKE, VALIDATE


def _token_missing(case: Case) -> Diagnosis | None:
    """No token was found: what was in the place where it belongs?"""
    request, right = case.sent, _right_header(case)
    if "authorization" in {name.lower() for name in request.query}:
        return case.says(
            "headers_as_parameters",
            "The headers went into the address: requests.get(url, something) takes its second "
            "argument for parameters.",
            "Write headers= before it. And get a new token: addresses are kept in logs.",
        )
    if "authorization" not in request.headers:
        written = comparing.closest_name("authorization", request.headers)
        if written:
            return case.says(
                "authorization_misspelt",
                f"The header is called {mask_tokens(written)}, and nobody looks there.",
                right,
                f"sent:   {mask_tokens(written)}\nwanted: authorization",
            )
        if any(name in request.query for name in ("access_token", "oauth_token", "token")):
            return case.says(
                "token_as_parameter",
                "The token went into the address, as a parameter. Twitch looks in a header only.",
                f"{right} And get a new token: addresses are kept in logs.",
            )
        return case.says("authorization_missing", "There is no Authorization header.", right)
    return _scheme(case, right)


def _right_header(case: Case) -> str:
    """/oauth2/validate wants OAuth, /oauth2/userinfo wants Bearer (docs/twitch.md 3.1, 4.3)."""
    word = "OAuth" if case.sent.path == VALIDATE else "Bearer"
    return f"Send the header `Authorization: {word} <token>`."


def _scheme(case: Case, right: str) -> Diagnosis | None:
    if is_basic(case.sent):
        return in_place_of_a_token(case, right)
    value, scheme = case.sent.authorization.strip(), case.sent.scheme
    accepted = ("bearer",) if case.known.endpoint == HELIX else ("bearer", "oauth")
    if value.lower() in ("bearer", "oauth", ""):
        return case.says(
            "access_token_missing",
            "There is no token in the Authorization header. A variable may have been empty.",
            right,
        )
    if scheme in accepted:
        return None
    if scheme == "oauth":
        return case.says(
            "oauth_in_place_of_bearer",
            "The word before the token is OAuth. Twitch's API wants Bearer; OAuth is for "
            "/oauth2/validate.",
            right,
        )
    if value.lower().startswith("oauth:"):
        return case.says(
            "chat_password_in_place_of_token",
            "What was sent begins with oauth:, as a password for chat does.",
            f"{right} The token is what comes behind oauth:.",
        )
    if not scheme:
        together = value.lower().startswith(("bearer", "oauth"))
        return case.says(
            "bearer_missing",
            "There is no space between the word and the token."
            if together
            else "The token stands alone in the header, without a word before it.",
            right,
        )
    shown = scheme if scheme.isalpha() and len(scheme) <= 10 else mask(scheme)
    return case.says(
        "authorization_scheme_unknown", f"The word before the token is {shown!r}.", right
    )


def _token_refused(case: Case) -> Diagnosis | None:
    compared = is_basic(case.sent) or case.known.endpoint == VALIDATE
    if compared and (found := _scheme(case, _right_header(case))):
        return found
    return _token_ended(case, case.sent.credential)


def _token_ended(case: Case, value: str) -> Diagnosis | None:
    kind = comparing.value_difference("access_token", value, case.mine)
    if kind == "kept":
        return case.says(
            "kept_access_token_ended",
            "The token that is kept was sent, and Twitch doesn't take it any more. It lives for "
            "about four hours; it also ends when it is revoked, when the person disconnects the "
            "application, or with a new password. Twitch doesn't say which of them it was.",
            case.known.fix
            if case.known.endpoint == REVOKE
            else "Refresh it with the refresh token, or get a new one in notebook 10.",
        )
    return by_difference(case, "access_token", kind, value)


def _revoke_refused(case: Case) -> Diagnosis | None:
    own = case.value("client_id") == case.mine.client_id
    if not own and case.mine.client_id and case.value("token") == case.mine.access_token:
        return other_application(case)
    return _token_ended(case, case.value("token"))


def _either_header(case: Case) -> Diagnosis | None:
    """The older wording, for anything wrong with either header."""
    if found := _token_missing(case):
        return found
    return None if "client-id" in case.sent.headers else client_mismatch(case)


RULES: Rules = {
    (VALIDATE, "missing authorization token"): _token_missing,
    (HELIX, "OAuth token is missing"): _token_missing,
    (VALIDATE, "invalid access token"): _token_refused,
    (HELIX, "Invalid OAuth token"): _token_refused,
    (REVOKE, "Invalid token"): _revoke_refused,
    (HELIX, "Must provide a valid Client-ID or OAuth token"): _either_header,
    (REVOKE, "missing oauth token"): no_field("token"),
}
