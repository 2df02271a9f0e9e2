"""Tries out the reader's function of notebook 17, on real answers and on others of their kind."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from typing import Any
from unittest import mock

import requests

from helpers import credentials, oauth, sending
from helpers.sending import json_body, message
from helpers.service import Service
from lessons import progress
from lessons.checks.trying import Case, Wrong, call, fresh, judge, word
from look.verdict import Verdict

Body = dict[str, Any]
Translation = Callable[[int, Body], Body]
# docs/twitch.md 2.7; what is not here is invalid_request.
ERRORS = {
    (400, "invalid client"): "invalid_client",
    (400, "missing client secret"): "invalid_client",
    (403, "invalid client secret"): "invalid_client",
    (400, "Invalid client credentials"): "invalid_client",
    (400, "Invalid authorization code"): "invalid_grant",
    (400, "Invalid refresh token"): "invalid_grant",
    (401, "Invalid refresh token"): "invalid_grant",
    (400, "invalid device code"): "invalid_grant",
    (400, "authorization_pending"): "authorization_pending",
    (400, "missing client id"): "invalid_request",
    (400, "missing refresh token"): "invalid_request",
    (500, "Missing column authorization_id from item map[]"): "invalid_request",
}


def try_out(by_the_book: Translation, twitch: Service) -> Verdict:
    """Hand answers of the token endpoint to the reader's function: four real ones, others made up.

    Wanted is the shape of RFC 6749: section 5.1 for a token, 5.2 for a refusal. Raises NotYet
    when a token is missing.
    """
    mine = credentials.need(twitch, "client_id", "client_secret", "refresh_token", "redirect_uri")
    refreshed = oauth.refresh(twitch, mine.client_id, mine.client_secret, mine.refresh_token)
    if refreshed.ok:
        credentials.keep_refreshed(twitch, oauth.read_token(refreshed))
    own = oauth.app_token(twitch, mine.client_id, mine.client_secret)
    with mock.patch.object(sending, "listeners", []):  # no failures of the reader's
        secret = oauth.app_token(twitch, mine.client_id, "not-the-secret")
        code = oauth.exchange(
            twitch, mine.client_id, mine.client_secret, "not-a-code", mine.redirect_uri
        )
    cases = [
        _real("A real token with scopes", by_the_book, refreshed),
        _real("A real token without scopes", by_the_book, own),
        _real("A wrong secret, really refused", by_the_book, secret, "invalid_client"),
        _real("A wrong code, really refused", by_the_book, code, "invalid_grant"),
    ]
    chance = fresh()
    for scopes in (["chat:read"], ["chat:edit", "chat:read", "openid"], []):
        token = {"access_token": word(chance, 12), "expires_in": chance.randrange(9000, 15000)}
        scope = {"scope": scopes} if scopes else {}
        cases.append(_token("Other tokens", by_the_book, token | {"token_type": "bearer"} | scope))
    for (status, said), error in ERRORS.items():
        cases.append(_refusal("Other refusals", by_the_book, status, said, error))
    unknown = f"{word(chance)} {word(chance)}"
    cases.append(_refusal("Other refusals", by_the_book, 400, unknown, "invalid_request"))
    verdict = judge("Your translation", "by_the_book", cases)
    if verdict.passed:
        progress.note(twitch, "done", "17")
    return verdict


def _real(kind: str, by_the_book: Translation, reply: requests.Response, error: str = "") -> Case:
    if error:
        return _refusal(kind, by_the_book, reply.status_code, message(reply), error)
    if reply.ok:
        return _token(kind, by_the_book, json_body(reply))

    def run() -> None:
        raise Wrong(f"Twitch gave none, but said {message(reply)!r}.")

    return Case(kind, run)


def _token(kind: str, by_the_book: Translation, body: Body) -> Case:
    """Whether a token comes out as section 5.1 has it. What it holds is never told."""
    wanted = dict(body)
    if "scope" in wanted:
        wanted["scope"] = " ".join(wanted["scope"])

    def run() -> None:
        made = _made(by_the_book, 200, body)
        if made != wanted:
            raise Wrong(_difference(made, wanted))

    return Case(kind, run)


def _difference(made: Body, wanted: Body) -> str:
    if missing := sorted(wanted.keys() - made.keys()):
        return f"`{missing[0]}` is gone. Wanted: all that Twitch sent."
    if "scope" in made.keys() - wanted.keys():
        return "A scope was added. Wanted: none, as nobody allowed anything."
    if made.keys() - wanted.keys():
        return "Something was added. Wanted: no more than Twitch sent."
    if isinstance(made.get("scope"), list):
        return "`scope` is still a list. Wanted: one string."
    if made.get("scope") != wanted.get("scope"):
        return "`scope` is not the scopes with one space between them."
    return "A value was changed that was right already."


def _refusal(kind: str, by_the_book: Translation, status: int, said: str, error: str) -> Case:
    """Whether a refusal comes out as section 5.2 has it."""

    def run() -> None:
        made = _made(by_the_book, status, {"status": status, "message": said})
        about = f"For {status} `{said}`,"
        if "error" not in made:
            raise Wrong(f"{about} there is no `error`. A library would take it for a token.")
        if made["error"] != error:
            raise Wrong(f"{about} `error` is wrong. Wanted: `{error}`.")
        if made.get("error_description") != said:
            raise Wrong(f"{about} `error_description` is not Twitch's message.")
        if more := sorted(made.keys() - {"error", "error_description"}):
            raise Wrong(f"{about} `{more[0]}` is there, too. Wanted: nothing else.")

    return Case(kind, run)


def _made(by_the_book: Translation, status: int, body: Body) -> Body:
    made = call(by_the_book, status, deepcopy(body), about=f"For an answer {status}", quiet=True)
    if not isinstance(made, dict):
        raise Wrong("Your function returned no dictionary.")
    return made
