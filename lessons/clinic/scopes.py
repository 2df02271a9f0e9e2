"""Scopes: their separators, their spelling, and what was consented to."""

from __future__ import annotations

from helpers.private_folder import mask_tokens
from lessons.clinic import comparing
from lessons.clinic.case import Case, Rules
from lessons.clinic.diagnosis import Diagnosis
from lessons.exchange.mistakes import AUTHORIZE, DEVICE, TOKEN


def _scopes_refused(case: Case) -> Diagnosis | None:
    text = _asked_for(case)
    kind, piece = comparing.scopes_difference(text, case.message)
    shown = f"scope, as Twitch reads it: {mask_tokens(text)}"
    if kind == "encoded_twice":
        return case.says(
            "scope_encoded_twice",
            f"The scopes were written for an address twice: {mask_tokens(piece)} still has a %.",
            "Give urlencode, or requests, the plain text.",
            shown,
        )
    if kind == "separator":
        between = comparing.separator_in(piece)
        why = " It was sent as %2B; only a bare + stands for a space." if "+" in piece else ""
        return case.says(
            "scope_separator",
            f"Between the scopes stands {between}, and Twitch wants a space.{why}",
            "Write the scopes with a space between them and let urlencode do the rest.",
            shown,
        )
    if kind == "misspelt":
        return case.says(
            "scope_misspelt",
            f"There is no scope {mask_tokens(piece)!r}.",
            f"Perhaps {comparing.closest_scope(piece)} was meant.",
            shown,
        )
    return None


def _scope_beyond(case: Case) -> Diagnosis | None:
    found = _scopes_refused(case)
    if found or not _asked_for(case):
        return found
    shown = f"scope, as Twitch reads it: {mask_tokens(_asked_for(case))}"
    if case.sent.path == DEVICE:  # nobody has consented to anything yet
        return case.says(
            "scope_unknown", "One of these scopes doesn't exist.", "Write it as in the list.", shown
        )
    return case.says("scope_beyond_consent", "", "", shown)


def _asked_for(case: Case) -> str:
    """The scopes that were sent: Twitch's device flow calls them `scopes` (docs/twitch.md 4.1).

    Of what the browser showed, without its link, only those that Twitch names are known.
    """
    named = case.message.partition("'")[2].rstrip("'")
    return case.value("scope") or case.value("scopes") or named


# Of a text, without the request, only what Twitch names is looked at.
BY_WORDS: Rules = {
    (AUTHORIZE, "invalid scope requested"): _scopes_refused,
    (TOKEN, "invalid scope requested"): _scopes_refused,
}
RULES: Rules = {
    (AUTHORIZE, "invalid scope requested"): _scopes_refused,
    (TOKEN, "invalid scope requested"): _scope_beyond,
}
