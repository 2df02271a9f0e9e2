"""Which request failed and how, and where its subject is taught."""

from __future__ import annotations

import requests

from helpers.private_folder import mask_tokens
from lessons.clinic.words import twitchs_words
from lessons.exchange.mistakes import (
    AUTHORIZE,
    DEVICE,
    HELIX,
    MISTAKES,
    REVOKE,
    VALIDATE,
    Mistake,
)
from lessons.exchange.sent import Sent

ERRORS = {one.message for one in MISTAKES if one.endpoint == "redirect"}
LINK, EXCHANGE, API, LIFE, OTHER_FLOWS, OPENID = "08", "10", "11", "12", "15", "16"
NOTEBOOKS = {
    AUTHORIZE: LINK,
    VALIDATE: LIFE,
    REVOKE: LIFE,
    DEVICE: OTHER_FLOWS,
    "/oauth2/userinfo": OPENID,
}
GRANTS = {"refresh_token": LIFE, "client_credentials": OTHER_FLOWS}


def what_failed(reply: requests.Response, request: Sent) -> str:
    """The request, and how it was answered."""
    message, how = twitchs_words(reply), "answered" if reply.ok else "refused"
    words = f": “{mask_tokens(message)[:200].rstrip('.')}”" if message else ""
    path = mask_tokens(request.path)[:200]
    return f"`{request.method} {path}`, {how} with {reply.status_code}{words}"


def came_back(error: str) -> str:
    """What the browser came back with."""
    shown = error if error in ERRORS else mask_tokens(error)[:80]  # one is as long as a token
    return f"the browser came back with `error={shown}`"


def read_on(request: Sent, known: Mistake | None) -> str:
    """Where more is said about requests of this kind, and about this refusal."""
    grant = request.fields.get("grant_type", "")
    notebook = NOTEBOOKS.get(request.path) or GRANTS.get(grant, EXCHANGE)
    if "device" in grant:
        notebook = OTHER_FLOWS
    if request.path.startswith(HELIX):
        notebook = API
    return where(notebook, known)


def where(notebook: str, known: Mistake | None) -> str:
    """A notebook, and the section of docs/twitch.md where this refusal is written down."""
    section = known.source.partition(", not")[0].partition(", doubtful")[0] if known else ""
    return f"notebook {notebook}{section and f', and {section}'}"
