"""What Twitch said, and what that is in the table of mistakes."""

from __future__ import annotations

import re

import requests

from helpers import sending
from helpers.credentials import Credentials
from lessons.exchange import mistakes
from lessons.exchange.mistakes import AUTHORIZE, DEVICE, HELIX, REVOKE, TOKEN, VALIDATE, Mistake
from lessons.exchange.sent import Sent

# The addresses of id.twitch.tv, and the one whose refusals they share.
ENDPOINTS = {path: path for path in (TOKEN, AUTHORIZE, VALIDATE, REVOKE)}
ENDPOINTS |= {DEVICE: TOKEN, "/oauth2/userinfo": VALIDATE}
NOTHING_KEPT = Credentials()
NOT_FOUND = "404 page not found"
# What Twitch's own words settle. (An empty name: the message alone says too little.)
SAID_BY_TWITCH = {
    (AUTHORIZE, "missing client id"): "client_id_missing",
    (AUTHORIZE, "missing redirect uri"): "redirect_uri_missing",
    (AUTHORIZE, "invalid client"): "client_id_unknown",
    (AUTHORIZE, "invalid scope requested"): "scope_unknown",
    (AUTHORIZE, "Sorry, the scope you are requesting is currently unavailable"): "scope_retired",
    (AUTHORIZE, "invalid claims"): "claims_are_no_json",
    (TOKEN, "missing client id"): "client_id_missing",
    (TOKEN, "invalid client"): "client_id_unknown",
    (TOKEN, "missing client secret"): "client_secret_missing",
    (TOKEN, "invalid client secret"): "client_secret_wrong",
    (TOKEN, "Invalid client credentials"): "public_application",
    (TOKEN, "Sorry, the scope you are requesting is currently unavailable"): "scope_retired",
    (TOKEN, "missing refresh token"): "refresh_token_missing",
    (TOKEN, "authorization_pending"): "authorization_pending",
    (TOKEN, "missing device_code"): "device_code_missing",
    (TOKEN, "missing code"): "code_missing",
    (TOKEN, "missing grant type"): "grant_type_missing",
    (TOKEN, "unsupported grant type"): "grant_type_unknown",
    (REVOKE, "missing client id"): "client_id_missing",
    (REVOKE, "client does not exist"): "client_id_unknown",
    (REVOKE, "missing oauth token"): "token_missing",
    (VALIDATE, "missing scope: openid"): "scope_not_granted",
    (HELIX, "Client ID is missing"): "client_id_header_missing",
    (HELIX, "Missing scope"): "scope_not_granted",
    (HELIX, "User access token requires the"): "scope_not_granted",
    (HELIX, "The ID in sender_id must match"): "sender_is_not_the_tokens_user",
    (HELIX, "The ID in"): "not_the_tokens_user",
    (HELIX, "incorrect user authorization"): "not_the_tokens_user",
    (HELIX, "Must provide valid app token"): "app_token_wanted",
    (HELIX, "Missing user:edit scope"): "scope_not_granted",
    (HELIX, "User Not Associated To Companies"): "no_organization",
    (
        f"{HELIX}chat/messages",
        "The request's input was not valid. Message cannot be replied to.",
    ): "parent_message_unknown",
    (HELIX, "The API is deprecated"): "removed_from_the_api",
    (HELIX, "Invalid cursor"): "cursor_unknown",
    (HELIX, "Missing required parameter"): "parameter_missing",
    (HELIX, "Must provide an ID, Login or OAuth Token"): "nobody_named",
    (HELIX, "Request limit exceeded"): "too_many_requests",
    ("redirect", "access_denied"): "consent_refused",
    ("redirect", "unsupported_response_type"): "response_type_unknown",
}
# The messages that go on behind what the table of mistakes has; all others are there whole.
GO_ON = (
    "invalid scope requested",
    "Sorry, the scope you are requesting",
    "Missing column",
    "Missing scope",
    "User access token requires",
    "Missing required parameter",
    "The parameter",
    "The ID in",
    "The sender is not permitted",
    "The body must be JSON",
)


def meaning(reply: requests.Response, request: Sent) -> Mistake | None:
    """The entry of the table of mistakes for this refusal; None when there is none."""
    message, path = twitchs_words(reply), request.path
    if message == NOT_FOUND and path.startswith("/oauth2/"):
        path = TOKEN  # the same words for each address there that isn't one
    if message is None or not (path in ENDPOINTS or path.startswith(HELIX)):
        return None
    return meaning_at(path, reply.status_code, message)


def meaning_at(path: str, status: int | None, message: str) -> Mistake | None:
    """The entry for this message at this address. Without a status, any that fits."""
    at = ENDPOINTS.get(path, path) if path != DEVICE else TOKEN
    fitting = {one.status for one in mistakes.MISTAKES if at.startswith(one.endpoint)}
    for one in [status] if status else sorted(fitting):
        known = mistakes.meaning(at, one, message)
        if known and known.message and not known.message.startswith(GO_ON):
            # The table compares beginnings. A longer message is another, which nobody has seen.
            known = known if _plain(message) == _plain(known.message) else None
        if known and (status or known.message):
            return known
    return None


def twitchs_words(reply: requests.Response) -> str | None:
    """The message in Twitch's form, or the one plain text that it sends (docs/twitch.md 2.1).

    None when the answer is in another form: then it may not be Twitch's.
    """
    body = sending.json_body(reply)
    if isinstance(body, dict) and isinstance(body.get("message"), str):
        return body["message"]
    plain = reply.text.strip() if reply.status_code == 404 else ""
    return plain if plain == NOT_FOUND else None


def _plain(message: str) -> str:
    return re.sub(r"[\s.]", "", message.casefold())
