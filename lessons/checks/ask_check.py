"""Tries out the reader's first request, of notebook 00."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from helpers.service import Service
from lessons.checks.recorder import Body, Request, recording
from lessons.checks.trying import MIXED, Case, Wrong, fresh, judge, shown, word
from look.verdict import Verdict


def try_out(ask: Callable[..., Any], twitch: Service) -> Verdict:
    """Let the reader's function ask about made-up tokens, at a server on this computer.

    It gets a Service and a token, sends one GET to `/oauth2/validate` with the header
    `Authorization: Bearer <token>`, and returns the answer (docs/twitch.md 3.1; RFC 6750, 2.1).
    """
    chance, cases = fresh(), []
    with recording(twitch) as stand_in:

        def add(kind: str, token: str, status: int, body: Body) -> None:
            def run() -> None:
                _read(stand_in.try_once(ask, (token,), status, body), token)

            cases.append(Case(kind, run))

        for _ in range(3):
            refusal = {"status": 401, "message": "invalid access token"}
            add("A made-up token", word(chance, 16, MIXED), 401, refusal)
            login = {"login": word(chance), "scopes": ["chat:read"], "user_id": "1"}
            add("A good token", word(chance, 16, MIXED), 200, login)
            for sign in "-._~+/=":
                add(
                    "A token with special characters",
                    f"{word(chance, 5)}{sign}{word(chance, 5)}",
                    200,
                    login,
                )
        return judge("Your request", "ask", cases)


def _read(request: Request, token: str) -> None:
    """Raise Wrong when this is not the request that was wanted."""
    if request.method != "GET":
        raise Wrong(f"It was a {request.method}. Wanted: a GET.")
    if request.path != "/oauth2/validate":
        raise Wrong(f"It went to the path {shown(request.path)}. Wanted: `/oauth2/validate`.")
    if request.query:
        raise Wrong("Something was in the address after a `?`. The token goes into a header.")
    if request.body:
        raise Wrong("There was something in the body. The token goes into a header.")
    headers = request.headers.get_all("Authorization") or []
    if len(headers) != 1:
        raise Wrong(
            "There was no header `Authorization`. Give `headers=` a dictionary with that name."
            if not headers
            else "The header `Authorization` came more than once."
        )
    kind, _, value = headers[0].partition(" ")
    if kind.lower() != "bearer":
        raise Wrong(f"The header began with {shown(kind)}. Wanted: the word `Bearer`, a space.")
    if value != token:
        raise Wrong(f"After `Bearer` and a space came {shown(value)}. Wanted: {shown(token)}.")
