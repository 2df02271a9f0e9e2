"""The laboratory's id_tokens: signed with the client secret, which both ends have (HS256)."""

from __future__ import annotations

import time
from typing import Any

import jwt

LIVE = 300  # seconds
MUST_SAY = ["iss", "sub", "aud", "exp", "iat"]  # OpenID Connect Core, section 2


def made(claims: dict[str, Any], client_secret: str) -> str:
    """An id_token that says this, with its times."""
    now = int(time.time())
    return jwt.encode({**claims, "iat": now, "exp": now + LIVE}, client_secret, "HS256")


def verified(token: str, client_secret: str, issuer: str, client_id: str) -> dict[str, Any] | None:
    """What it says; None when it isn't this server's, or isn't for this application.

    Its nonce is left to the caller (OpenID Connect Core, section 3.1.3.7).
    """
    try:
        return jwt.decode(
            token,
            client_secret,
            ["HS256"],
            audience=client_id,
            issuer=issuer,
            leeway=60,
            options={"require": MUST_SAY},
        )
    except jwt.InvalidTokenError:
        return None
