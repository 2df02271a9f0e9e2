"""Tries out the reader's function of notebook 17 on real answers of the token endpoint."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import requests

from helpers import credentials, oauth
from helpers.sending import json_body, message
from helpers.service import Service
from lessons import progress
from look.verdict import Check, Verdict

Body = dict[str, Any]
Translation = Callable[[int, Body], Body]


def try_out(by_the_book: Translation, twitch: Service) -> Verdict:
    """Hand real answers to the reader's function, and say what it made of them.

    Wanted is the shape of RFC 6749: section 5.1 for a token, 5.2 for a refusal. Raises NotYet
    when a token is missing.
    """
    mine = credentials.need(twitch, "client_id", "client_secret", "refresh_token", "redirect_uri")
    renewed = oauth.refresh(twitch, mine.client_id, mine.client_secret, mine.refresh_token)
    if renewed.ok:
        credentials.keep_refreshed(twitch, oauth.read_token(renewed))
    own = oauth.app_token(twitch, mine.client_id, mine.client_secret)
    secret = oauth.app_token(twitch, mine.client_id, "not-the-secret")
    code = oauth.exchange(
        twitch, mine.client_id, mine.client_secret, "not-a-code", mine.redirect_uri
    )
    verdict = Verdict(
        "Your translation",
        (
            _token("A token with scopes", by_the_book, renewed),
            _token("A token without scopes", by_the_book, own),
            _refusal("A wrong secret", by_the_book, secret, "invalid_client"),
            _refusal("A wrong code", by_the_book, code, "invalid_grant"),
        ),
    )
    if verdict.passed:
        progress.note(twitch, "done", "17")
    return verdict


def _token(what: str, by_the_book: Translation, reply: requests.Response) -> Check:
    """Whether a token came out as section 5.1 has it. What it holds is never told."""
    if not reply.ok:
        return Check(False, f"{what}:", f"Twitch gave none, but said {message(reply)!r}.")
    made, trouble = _made(by_the_book, reply)
    wanted = dict(json_body(reply))
    if "scope" in wanted:
        wanted["scope"] = " ".join(wanted["scope"])
    if not trouble and made != wanted:
        trouble = _difference(made, wanted)
    return Check(not trouble, f"{what}:", trouble or "as in section 5.1.")


def _difference(made: Body, wanted: Body) -> str:
    if missing := sorted(wanted.keys() - made.keys()):
        return f"{missing[0]} is gone. Wanted: all that Twitch sent."
    if "scope" in made.keys() - wanted.keys():
        return "a scope was added. Wanted: none, as nobody allowed anything."
    if made.keys() - wanted.keys():
        return "something was added. Wanted: no more than Twitch sent."
    if isinstance(made.get("scope"), list):
        return "scope is still a list. Wanted: one string."
    if made.get("scope") != wanted.get("scope"):
        return "scope is not its scopes with one space between them."
    return "a value was changed that was right already."


def _refusal(what: str, by_the_book: Translation, reply: requests.Response, error: str) -> Check:
    """Whether a refusal came out as section 5.2 has it."""
    made, trouble = _made(by_the_book, reply)
    if not trouble and "error" not in made:
        trouble = "there is no error in it. A library would take it for a token."
    elif not trouble and made["error"] != error:
        trouble = f"error is another one. Wanted: {error}."
    elif not trouble and made.get("error_description") != message(reply):
        trouble = "error_description is not Twitch's message."
    elif not trouble and {"status", "message"} & made.keys():
        trouble = "status or message is still there. The book knows neither."
    return Check(not trouble, f"{what}:", trouble or f"error is {error}, as in section 5.2.")


def _made(by_the_book: Translation, reply: requests.Response) -> tuple[Body, str]:
    """What the function makes of an answer; else, what went wrong."""
    try:
        made = by_the_book(reply.status_code, json_body(reply) or {})
    except Exception as problem:
        # The reader's own code may raise anything; its text may hold a token.
        return {}, f"your code raised {type(problem).__name__}."
    return (made, "") if isinstance(made, dict) else ({}, "your code returned no dictionary.")
