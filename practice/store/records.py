"""The things that Practice Twitch remembers. A secret is never one of them, only its hash."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Account:
    user_id: str
    login: str
    display_name: str
    broadcaster_type: str
    description: str
    email: str = field(repr=False)
    created_at: str
    two_factor: bool
    agreed_at: int | None


@dataclass(frozen=True)
class Application:
    client_id: str
    owner_id: str
    name: str
    category: str
    client_type: str
    secret_hash: str | None = field(repr=False)
    secret_fingerprint: str | None
    created_at: int
    redirect_uris: tuple[str, ...]


@dataclass(frozen=True)
class Code:
    """An authorization code. `claims` are such as "id_token:email" and "userinfo:picture"."""

    code_hash: str = field(repr=False)
    fingerprint: str
    client_id: str
    user_id: str
    scopes: tuple[str, ...]
    claims: tuple[str, ...]
    nonce: str | None = field(repr=False)
    redirect_uri: str
    issued_at: int
    expires_at: int
    used_at: int | None = None
    flow: str | None = None


@dataclass(frozen=True)
class DeviceCode:
    """What a device waits with. `status` is waiting, allowed, denied or used."""

    device_hash: str = field(repr=False)
    fingerprint: str
    user_code_hash: str = field(repr=False)
    client_id: str
    scopes: tuple[str, ...]
    issued_at: int
    expires_at: int
    status: str = "waiting"
    user_id: str | None = None
    flow: str | None = None


@dataclass(frozen=True)
class RefreshToken:
    """`expires_at` is None for one that lives until it is ended; `ended` says what ended it."""

    refresh_hash: str = field(repr=False)
    fingerprint: str
    client_id: str
    user_id: str
    scopes: tuple[str, ...]
    claims: tuple[str, ...]
    issued_at: int
    expires_at: int | None
    ended: str | None = None
    ended_at: int | None = None
    flow: str | None = None


@dataclass(frozen=True)
class Token:
    """An access token. An application's own has no user; not every one has a refresh token."""

    access_hash: str = field(repr=False)
    access_fingerprint: str
    refresh_hash: str | None = field(repr=False)
    refresh_fingerprint: str | None
    client_id: str
    user_id: str | None
    scopes: tuple[str, ...]
    claims: tuple[str, ...]
    issued_at: int
    expires_at: int
    ended: str | None = None
    ended_at: int | None = None
    flow: str | None = None


@dataclass(frozen=True)
class Connection:
    """An application that a user has allowed something."""

    application: Application
    scopes: tuple[str, ...]


@dataclass(frozen=True)
class Event:
    """One thing that happened, in words of ours: nothing that was typed is in it, and no secret.

    `flow` is the same for all steps of one way to a token, from the code to its end. `outcome` is
    done, cancelled (by the user) or refused, and `error` says why in Twitch's words. `marks` are
    the fingerprints of what it was about, such as {"code": "7c1e"}. `count` is above 1 for equal
    refusals that are kept as one, and `id` and `at` are set when it is kept.
    """

    kind: str
    client_id: str | None = None
    user_id: str | None = None
    flow: str | None = None
    outcome: str = "done"
    error: str | None = None
    marks: Mapping[str, str] = field(default_factory=dict)
    count: int = 1
    id: int = 0
    at: int = 0
