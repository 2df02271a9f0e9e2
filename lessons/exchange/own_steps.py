"""The reader's own requests become steps of their way: what travelled, as fingerprints."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

import requests

from helpers import credentials, sending, service
from helpers.credentials import Credentials
from helpers.plain_errors import PlainError
from helpers.service import Service
from lessons import progress
from lessons.exchange import sent

TOKEN = "/oauth2/token"
KINDS = {"/oauth2/validate": "validate", "/oauth2/revoke": "revoke"}
GRANTS = {"authorization_code": "exchange", "refresh_token": "refresh"}
HELIX = re.compile(r"/helix/[a-z_/]{1,40}")
# What is a secret in a request's form, and in an answer.
SENT = ("client_secret", "code", "refresh_token")
CAME = ("access_token", "refresh_token")


_left_out = False


@contextmanager
def left_out() -> Iterator[None]:
    """What is sent in here is no step of the reader's: a proof or a trial sends it."""
    global _left_out
    before, _left_out = _left_out, True
    try:
        yield
    finally:
        _left_out = before


def note(reply: requests.Response) -> None:
    """Keep this as a step, if the request was for the reader's own application or token."""
    if _left_out:
        return
    address = urlsplit(reply.request.url or "")
    kind = _kind(address.path, sent.read(reply.request).fields)
    if not kind:
        return
    try:
        twitch = service.chosen()
        mine = credentials.kept(twitch)
    except PlainError:
        return
    origin = f"{address.scheme}://{address.netloc}"
    if origin in (twitch.id_url, twitch.api_url) and _is_own(reply.request, mine):
        _keep(twitch, kind, reply)


def _kind(path: str, fields: dict[str, str]) -> str:
    if path == TOKEN:
        return GRANTS.get(fields.get("grant_type", ""), "")
    return "call" if HELIX.fullmatch(path) else KINDS.get(path, "")


def _is_own(request: requests.PreparedRequest, mine: Credentials) -> bool:
    taken = sent.read(request)
    if taken.credential and taken.credential == mine.access_token:
        return True
    return bool(mine.client_id) and taken.fields.get("client_id") == mine.client_id


def _keep(twitch: Service, kind: str, reply: requests.Response) -> None:
    taken, body = sent.read(reply.request), sending.json_body(reply)
    values = {name: taken.fields.get(name) for name in SENT}
    token = taken.fields.get("token") if kind == "revoke" else taken.credential
    if kind in ("validate", "call", "revoke"):
        values["access_token"] = token
    error = ""
    if reply.status_code >= 400:
        # Behind a colon there may be what somebody typed.
        error = f"{reply.status_code} {sending.message(reply).partition(':')[0]}".strip()[:80]
    elif isinstance(body, dict) and kind in ("exchange", "refresh"):
        values |= {f"new_{name}": body[name] for name in CAME if isinstance(body.get(name), str)}
    what = f"{taken.method} {taken.path}" if kind == "call" else ""
    progress.step(twitch, kind, error, what, **values)
