"""The careful guards: one function for each check that an attack needs to be missing.

In the laboratory all of them stand, but for the one under attack. Reading this file first spoils
the exercises of notebook 14.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
import threading
from collections.abc import Callable, Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

from lessons.lab.running_git import git

# What the application can do, and the one scope that each thing needs.
NEEDS = {
    "read chat": "chat:read",
    "write to chat": "chat:edit",
    "read the e-mail address": "user:read:email",
    "change the title": "channel:manage:broadcast",
    "ban people": "moderator:manage:banned_users",
}


CODES_OF_DEVICES_LIVE = 600  # seconds


@dataclass(frozen=True)
class Guards:
    """The checks of one world, on all of its sites."""

    redirect_match: Callable[..., Any]
    login_csrf: Callable[..., Any]
    device_phishing: Callable[..., Any]
    code_replay: Callable[..., Any]
    code_race: Callable[..., Any]
    pkce: Callable[..., Any]
    token_injection: Callable[..., Any]
    nonce: Callable[..., Any]
    mix_up: Callable[..., Any]
    open_redirector: Callable[..., Any]
    refresh_theft: Callable[..., Any]
    login_by_email: Callable[..., Any]
    scope_too_wide: Callable[..., Any]
    secret_in_git: Callable[..., Any]
    token_in_log: Callable[..., Any]


_one_at_a_time = threading.Lock()


def redirect_match(asked: str, registered: list[str]) -> bool:
    """On the server: whether an answer may go to this address (RFC 9700, section 4.1.3)."""
    return asked in registered


def login_csrf(sent: str | None, received: str | None) -> bool:
    """In the application: whether this answer belongs to a question of this browser's.

    `sent` is None when this browser asked nothing (RFC 9700, section 4.7.1).
    """
    if not sent or not received:
        return False
    return hmac.compare_digest(sent.encode(), received.encode())


def device_phishing(device: str | None, phone: str | None, age: float, typed: bool) -> str:
    """On the server: what to do with a device's code that somebody brings (RFC 8628, 5.4).

    `device` and `phone` are their networks, `age` the code's age in seconds. It is "allow", "ask"
    (whether the device is in front of them), or "refuse".
    """
    if age > CODES_OF_DEVICES_LIVE:
        return "refuse"
    near = device is not None and device == phone
    if typed:
        return "allow" if near else "ask"
    return "ask" if near else "refuse"


def code_replay(code: str, used: set[str]) -> bool:
    """On the server: whether this code is still good; then it is used up (RFC 6749, 4.1.2)."""
    with _one_at_a_time:  # two exchanges may come at the same moment
        if code in used:
            return False
        used.add(code)
        return True


def code_race(store: Any, code: str) -> str | None:
    """On the server: whose code this is, or None; then it is used up (RFC 6749, 4.1.2).

    `store` has `find` and `remove`, and `take`, which does both in one step.
    """
    return store.take(code)


def s256(verifier: str) -> str:
    """The code challenge for this verifier (RFC 7636, section 4.2)."""
    digest = hashlib.sha256(verifier.encode()).digest()
    return base64.urlsafe_b64encode(digest).decode().rstrip("=")


def pkce(challenge: str | None, verifier: str | None) -> bool:
    """On the server: whether the one who exchanges is the one who asked (RFC 7636, section 4.6).

    Who asked without a challenge must come without a verifier (RFC 9700, section 4.8.2).
    """
    if challenge is None or verifier is None:
        return challenge is None and verifier is None
    return hmac.compare_digest(s256(verifier).encode(), challenge.encode())


def token_injection(told: dict[str, Any], my_client_id: str) -> bool:
    """In the application: whether this token was made for it (RFC 6749, section 10.16).

    `told` is what the server says about the token.
    """
    return told.get("client_id") == my_client_id


def nonce(sent: str, claims: dict[str, Any]) -> bool:
    """In the application: whether this id_token was made for this login (RFC 9700, 4.5.3.2).

    `claims` is what the id_token says; its signature, issuer and audience are verified.
    """
    return claims.get("nonce") == sent


def mix_up(asked: str, answered: str | None) -> bool:
    """In the application: whether the server that it asked is the one that answered.

    `answered` is the answer's `iss` (RFC 9207, section 2.4; RFC 9700, section 4.4.2.1).
    """
    return asked == answered


def open_redirector(target: str) -> bool:
    """In the application: whether it may send a browser there (RFC 9700, section 4.11.1)."""
    return re.fullmatch(r"/(\w[\w/?=&-]*)?", target) is not None


def refresh_theft(token: str, newest: str, older: Collection[str]) -> str:
    """On the server: what to do with a refresh token: "renew", "refuse" or "end".

    "end" also ends every token that came from the same consent (RFC 9700, section 4.14.2).
    """
    if token == newest:
        return "renew"
    return "end" if token in older else "refuse"


def login_by_email(claims: dict[str, Any], account: dict[str, Any]) -> bool:
    """In the application: whether this is the person who has this account.

    Only `iss` and `sub` together say so (OpenID Connect Core, section 5.7).
    """
    return (claims["iss"], claims["sub"]) == (account["iss"], account["sub"])


def scope_too_wide(features: list[str], needs: dict[str, str]) -> list[str]:
    """In the application: the scopes to ask for (RFC 9700, section 2.3)."""
    return sorted({needs[feature] for feature in features})


def secret_in_git(folder: Path, secret: str) -> bool:
    """Whether any commit ever held this secret (RFC 6819, section 4.1.1)."""
    return secret in git(folder, "log", "--all", "--reflog", "--patch", "-m", "--text")


def token_in_log(line: str, secrets: list[str]) -> str:
    """In the application: the line as it may be written to a log (RFC 6819, section 4.6.7)."""
    line = re.sub(r"Basic \S+", "Basic [hidden]", line)
    for secret in secrets:
        line = line.replace(secret, "[hidden]")
        line = line.replace(quote(secret, safe=""), "[hidden]")
    return line


CAREFUL = Guards(
    redirect_match=redirect_match,
    login_csrf=login_csrf,
    device_phishing=device_phishing,
    code_replay=code_replay,
    code_race=code_race,
    pkce=pkce,
    token_injection=token_injection,
    nonce=nonce,
    mix_up=mix_up,
    open_redirector=open_redirector,
    refresh_theft=refresh_theft,
    login_by_email=login_by_email,
    scope_too_wide=scope_too_wide,
    secret_in_git=secret_in_git,
    token_in_log=token_in_log,
)
