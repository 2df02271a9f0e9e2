"""Tries out the reader's function of notebook 10 that reads what an exchange brought."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from lessons.checks.trying import fresh, gives, judge, word
from look.verdict import Verdict

# docs/twitch.md 2.7
APPLICATION = [
    (400, "missing client id"),
    (400, "invalid client"),
    (400, "missing client secret"),
    (403, "invalid client secret"),
    (400, "Invalid client credentials"),
]
CODE = (400, "Invalid authorization code")
ADDRESS = (400, "Parameter redirect_uri does not match registered URI")
OTHER = [
    (400, "Invalid refresh token"),
    (400, "invalid device code"),
    (400, "missing device_code"),
    (400, "authorization_pending"),
    (400, "invalid scope requested: 'chat:red'"),
    (500, "Missing column authorization_id from item map[]"),
]


def try_out(read_refusal: Callable[[int, dict[str, Any]], Any]) -> Verdict:
    """Hand answers of the token address to the reader's function: their status and their body.

    It returns "token", "code", "application", "address" or "other". The refusals are those of
    docs/twitch.md 2.7.
    """
    chance, cases = fresh(), []

    def add(kind: str, status: int, body: dict[str, Any], wanted: str) -> None:
        cases.append(gives(kind, read_refusal, (status, body), wanted))

    def refused(kind: str, status: int, message: str, wanted: str) -> None:
        add(kind, status, {"status": status, "message": message}, wanted)

    for scope in ({}, {"scope": ["chat:edit", "chat:read"]}):
        token = {"access_token": word(chance, 12), "expires_in": chance.randrange(9000, 15000)}
        add("A token", 200, token | {"refresh_token": word(chance)} | scope, "token")
    for status, message in APPLICATION:
        refused("The client ID or the secret is refused", status, message, "application")
    refused("The code is refused", *CODE, "code")
    refused("The redirect address is refused", *ADDRESS, "address")
    unknown = [(status, f"{word(chance)} {word(chance)}") for status in (400, 401, 403, 500)]
    for status, message in [*OTHER, *unknown, (503, "")]:
        refused("Something else", status, message, "other")
    for status in (200, 400, chance.choice((500, 502, 503))):
        add("A body without a token and a message", status, {}, "other")
    return judge("Your reading of the refusals", "read_refusal", cases)
