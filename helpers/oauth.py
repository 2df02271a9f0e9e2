"""Every request to id.twitch.tv, as plain functions. This file is what the tutorial is about."""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TypeGuard
from urllib.parse import urlencode

import requests

from helpers.plain_errors import PlainError
from helpers.private_folder import mask
from helpers.sending import json_body, send
from helpers.service import Service


@dataclass(frozen=True)
class Token:
    """What an exchange gives. Its repr shows masks, so it can't be printed by accident."""

    access_token: str
    refresh_token: str
    expires_in: int  # seconds
    scopes: tuple[str, ...] = field(default=())

    def __repr__(self) -> str:
        scopes = " ".join(self.scopes) or "no scopes"
        return (
            f"Token(access_token={mask(self.access_token)}, "
            f"refresh_token={mask(self.refresh_token)}, for {scopes})"
        )


def new_state() -> str:
    """A fresh random value that ties an answer to the question you asked (RFC 6749, 10.12)."""
    return secrets.token_urlsafe(24)


def authorize_parameters(
    client_id: str, redirect_uri: str, scopes: Iterable[str], state: str
) -> dict[str, str]:
    """The parts of the authorize link, in the order of contract 1.1."""
    return {
        "response_type": "code",
        "client_id": client_id,
        "redirect_uri": redirect_uri,
        "scope": " ".join(scopes),
        "state": state,
    }


def authorize_url(
    twitch: Service, client_id: str, redirect_uri: str, scopes: Iterable[str], state: str
) -> str:
    """The address to open in a browser, where the viewer is asked (contract 1.1)."""
    parameters = authorize_parameters(client_id, redirect_uri, scopes, state)
    return f"{twitch.id_url}/oauth2/authorize?{urlencode(parameters)}"


def token_form(client_id: str, client_secret: str, code: str, redirect_uri: str) -> dict[str, str]:
    """The five fields that trade a code for a token (contract 2.2; RFC 6749, 4.1.3)."""
    return {
        "client_id": client_id,
        "client_secret": client_secret,
        "code": code,
        "grant_type": "authorization_code",
        "redirect_uri": redirect_uri,
    }


def exchange(
    twitch: Service, client_id: str, client_secret: str, code: str, redirect_uri: str
) -> requests.Response:
    """Trade an authorization code for a token. The form travels in the body, never the address.

    Returns the response, 200 or a refusal (contract 2.7).
    """
    form = token_form(client_id, client_secret, code, redirect_uri)
    return send("POST", f"{twitch.id_url}/oauth2/token", data=form)


def refresh(
    twitch: Service, client_id: str, client_secret: str, refresh_token: str
) -> requests.Response:
    """Trade a refresh token for a new access token, without the viewer (contract 2.3).

    Keep what comes back: it may hold a new refresh token, and then the old one is spent.
    """
    form = {
        "client_id": client_id,
        "client_secret": client_secret,
        "grant_type": "refresh_token",
        "refresh_token": refresh_token,
    }
    return send("POST", f"{twitch.id_url}/oauth2/token", data=form)


def read_token(reply: requests.Response) -> Token:
    """The token in the answer to an exchange (contract 2.2).

    `scope` is a list at Twitch (a string in RFC 6749), and missing when no scope was granted.
    Raises PlainError when the answer holds no token.
    """
    body = json_body(reply)
    if not isinstance(body, dict) or not _is_token(body.get("access_token")):
        raise PlainError("This answer holds no token. Look at its status and message.")
    refresh_token, scope = body.get("refresh_token"), body.get("scope") or []
    try:
        return Token(
            access_token=body["access_token"],
            refresh_token=refresh_token if _is_token(refresh_token) else "",
            expires_in=int(body.get("expires_in") or 0),
            scopes=tuple(scope.split() if isinstance(scope, str) else map(str, scope)),
        )
    except (ValueError, TypeError, OverflowError):
        raise PlainError("This answer holds a token, but not in Twitch's form.") from None


def validate(twitch: Service, access_token: str) -> requests.Response:
    """Ask Twitch whether a token is alive, whose it is, and for which scopes (contract 3.1).

    The word before the token is `OAuth` in Twitch's documentation; RFC 6750 says `Bearer`.
    """
    headers = {"Authorization": f"OAuth {access_token}"}
    return send("GET", f"{twitch.id_url}/oauth2/validate", headers=headers)


def _is_token(value: object) -> TypeGuard[str]:
    """Whether this could be a token: visible ASCII (RFC 6749, appendix A.12)."""
    return isinstance(value, str) and re.fullmatch(r"[!-~]+", value) is not None
