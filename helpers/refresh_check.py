"""Tries out the reader's auth class of notebook 12, on four kinds of tokens."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import requests

from helpers import credentials
from helpers.credentials import Credentials
from helpers.plain_errors import PlainError
from helpers.sending import TIMEOUT, message
from helpers.service import Service
from helpers.token_auth import TokenAuth
from helpers.verdict import Verdict

DEAD = "this-token-is-dead"
REFRESHES_AT_MOST = 3


class _TooOften(Exception):
    """The class refreshes again and again."""


def try_out(auth_class: type[TokenAuth], twitch: Service) -> Verdict:
    """Send real requests with the reader's class and say what it did.

    Four times: with a living token, with a dead one, with nothing that lives, and without a
    client ID, where no new token helps. The reader's own tokens stay good. Raises NotYet when a
    token is missing.
    """
    mine = credentials.need(twitch, "client_id", "client_secret", "access_token", "refresh_token")
    alive = _Try(auth_class, twitch, mine)
    dead = _Try(auth_class, twitch, replace(mine, access_token=DEAD))
    lost = _Try(auth_class, twitch, replace(mine, access_token=DEAD, refresh_token=DEAD))
    nameless = _Try(auth_class, twitch, mine, client_id="")
    return Verdict(
        (
            (
                alive.status == 200 and alive.refreshes == 0,
                f"A living token: {alive}. Wanted: 200, and no refresh.",
            ),
            (
                dead.status == 200 and dead.refreshes == 1,
                f"A dead token: {dead}. Wanted: 200, after one refresh.",
            ),
            (
                lost.status == 401 and lost.refreshes <= 1,
                f"A dead refresh token too: {lost}. Wanted: 401, after one try at most.",
            ),
            (
                nameless.status == 401 and nameless.refreshes == 0,
                f"No client ID: {nameless}. Wanted: 401, and no refresh, since it can't help.",
            ),
        )
    )


class _Try:
    """One request with the reader's class: its status, and how often a new token was asked for."""

    def __init__(
        self,
        auth_class: type[TokenAuth],
        twitch: Service,
        mine: Credentials,
        client_id: str | None = None,
    ) -> None:
        self.refreshes = 0
        self.status = 0
        self.trouble = ""
        auth = auth_class(twitch, mine)
        refresh = auth.refresh

        def counted() -> bool:
            self.refreshes += 1
            if self.refreshes > REFRESHES_AT_MOST:
                raise _TooOften
            return refresh()

        def without_id(request: requests.PreparedRequest) -> requests.PreparedRequest:
            request = auth(request)
            if client_id is not None:
                request.headers["Client-Id"] = client_id
            return request

        auth.refresh = counted  # type: ignore[method-assign]
        try:
            with requests.Session() as session:
                session.trust_env = not twitch.is_practice  # a proxy can't reach loopback
                reply: Any = session.get(
                    f"{twitch.api_url}/helix/users",
                    auth=without_id,
                    timeout=TIMEOUT,
                    allow_redirects=False,
                )
            self.status = reply.status_code
            self.trouble = "" if reply.ok else message(reply)
        except _TooOften:
            self.trouble = "it asks for new tokens without end"
        except PlainError as problem:
            self.trouble = str(problem)
        except Exception as problem:
            # The reader's own code may raise anything; its text may hold a token.
            self.trouble = f"your code raised {type(problem).__name__}"

    def __str__(self) -> str:
        said = f"{self.status or 'no answer'}" + (f" ({self.trouble})" if self.trouble else "")
        return f"{said}, {self.refreshes} refresh{'' if self.refreshes == 1 else 'es'}"
