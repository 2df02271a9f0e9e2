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


@dataclass(frozen=True)
class DeviceCodes:
    """What a device gets to begin with: one code for itself, and one for its user to see."""

    device_code: str  # the device proves with it who is asking; its repr shows a mask
    user_code: str
    verification_uri: str  # where the user goes with the user code
    expires_in: int  # seconds
    interval: int  # seconds to wait between two polls

    def __repr__(self) -> str:
        return (
            f"DeviceCodes(device_code={mask(self.device_code)}, user_code={self.user_code}, "
            f"expires_in={self.expires_in}, interval={self.interval})"
        )


def new_state() -> str:
    """A fresh random value that ties an answer to the question you asked (RFC 6749, 10.12)."""
    return secrets.token_urlsafe(24)


def authorize_parameters(
    client_id: str, redirect_uri: str, scopes: Iterable[str], state: str
) -> dict[str, str]:
    """The parts of the authorize link, in the order of docs/twitch.md 1.1."""
    return {
        "response_type": "code",
        "client_id": client_id,
        "redirect_uri": redirect_uri,
        "scope": " ".join(scopes),
        "state": state,
    }


def authorize_url(
    twitch: Service,
    client_id: str,
    redirect_uri: str,
    scopes: Iterable[str],
    state: str,
    **more: str,
) -> str:
    """The address to open in a browser, where the viewer is asked (docs/twitch.md 1.1).

    `more` are parameters that other flows add or set otherwise: response_type, nonce, claims.
    """
    parameters = authorize_parameters(client_id, redirect_uri, scopes, state) | more
    return f"{twitch.id_url}/oauth2/authorize?{urlencode(parameters)}"


def token_form(client_id: str, client_secret: str, code: str, redirect_uri: str) -> dict[str, str]:
    """The five fields that exchange a code for a token (docs/twitch.md 2.2; RFC 6749, 4.1.3)."""
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
    """Exchange an authorization code for a token. The form travels in the body, never the address.

    Returns the response, 200 or a refusal (docs/twitch.md 2.7).
    """
    form = token_form(client_id, client_secret, code, redirect_uri)
    return send("POST", f"{twitch.id_url}/oauth2/token", data=form)


def refresh(
    twitch: Service, client_id: str, client_secret: str, refresh_token: str
) -> requests.Response:
    """Get a new access token for a refresh token, without the viewer (docs/twitch.md 2.3).

    Keep what comes back: it may hold a new refresh token, and then the old one is used up.
    """
    form = {
        "client_id": client_id,
        "client_secret": client_secret,
        "grant_type": "refresh_token",
        "refresh_token": refresh_token,
    }
    return send("POST", f"{twitch.id_url}/oauth2/token", data=form)


def read_token(reply: requests.Response) -> Token:
    """The token in the answer to an exchange (docs/twitch.md 2.2).

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
    """Ask Twitch whether a token is alive, whose it is, and for which scopes (docs/twitch.md 3.1).

    The word before the token is `OAuth` in Twitch's documentation; RFC 6750 says `Bearer`.
    """
    headers = {"Authorization": f"OAuth {access_token}"}
    return send("GET", f"{twitch.id_url}/oauth2/validate", headers=headers)


def revoke(twitch: Service, client_id: str, token: str) -> requests.Response:
    """Take a token back early: 200 with an empty body, or a refusal (docs/twitch.md 3.2)."""
    form = {"client_id": client_id, "token": token}
    return send("POST", f"{twitch.id_url}/oauth2/revoke", data=form)


def app_token(twitch: Service, client_id: str, client_secret: str) -> requests.Response:
    """Ask for the application's own token, without a user (docs/twitch.md 2.4; RFC 6749, 4.4)."""
    form = {
        "client_id": client_id,
        "client_secret": client_secret,
        "grant_type": "client_credentials",
    }
    return send("POST", f"{twitch.id_url}/oauth2/token", data=form)


def device_codes(twitch: Service, client_id: str, scopes: Iterable[str]) -> requests.Response:
    """Begin the device flow: ask for its two codes (docs/twitch.md 4.1; RFC 8628, 3.1).

    Twitch calls the parameter `scopes`; in RFC 8628 it is `scope`.
    """
    form = {"client_id": client_id, "scopes": " ".join(scopes)}
    return send("POST", f"{twitch.id_url}/oauth2/device", data=form)


def read_device_codes(reply: requests.Response) -> DeviceCodes:
    """The codes in the answer to `device_codes` (docs/twitch.md 4.1).

    Raises PlainError when the answer holds none.
    """
    body = json_body(reply)
    try:
        codes = DeviceCodes(
            device_code=body["device_code"],
            user_code=body["user_code"],
            verification_uri=body["verification_uri"],
            expires_in=int(body["expires_in"]),
            interval=int(body.get("interval") or 5),  # RFC 8628, 3.2: five when it is not said
        )
    except (KeyError, TypeError, ValueError, OverflowError):
        codes = None
    if codes is None or not (
        _is_token(codes.device_code)
        and _is_token(codes.user_code)
        and _is_token(codes.verification_uri)
        and codes.verification_uri.startswith(("https://", "http://"))
    ):
        raise PlainError("This answer holds no device code. Look at its status and message.")
    return codes


def poll_device(
    twitch: Service, client_id: str, scopes: Iterable[str], device_code: str
) -> requests.Response:
    """Ask once whether the user has allowed the device (docs/twitch.md 4.1; RFC 8628, 3.4).

    Returns 200 with a token, or 400 `authorization_pending`. No client secret is sent.
    """
    form = {
        "client_id": client_id,
        "scopes": " ".join(scopes),
        "device_code": device_code,
        "grant_type": "urn:ietf:params:oauth:grant-type:device_code",
    }
    return send("POST", f"{twitch.id_url}/oauth2/token", data=form)


def openid_configuration(twitch: Service) -> requests.Response:
    """Where everything of OpenID Connect is, as the provider says it (docs/twitch.md 4.3)."""
    return send("GET", f"{twitch.id_url}/oauth2/.well-known/openid-configuration")


def openid_keys(twitch: Service) -> requests.Response:
    """The public keys that id_tokens are checked with; the configuration's jwks_uri."""
    return send("GET", f"{twitch.id_url}/oauth2/keys")


def userinfo(twitch: Service, access_token: str) -> requests.Response:
    """Ask who the user is, with an access token that has the scope openid (docs/twitch.md 4.3)."""
    headers = {"Authorization": f"Bearer {access_token}"}
    return send("GET", f"{twitch.id_url}/oauth2/userinfo", headers=headers)


def _is_token(value: object) -> TypeGuard[str]:
    """Whether this could be a token: visible ASCII (RFC 6749, appendix A.12)."""
    return isinstance(value, str) and re.fullmatch(r"[!-~]+", value) is not None
