"""Tries out the reader's auth class of notebook 12, on ten kinds of requests."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import requests

from helpers import credentials, sending
from helpers.credentials import Credentials
from helpers.plain_errors import PlainError
from helpers.service import Service
from helpers.token_auth import TokenAuth
from lessons import decisions
from lessons.checks.recorder import Body, recording
from look.verdict import Check, Verdict

DEAD = "this-token-is-dead"
# Without a text nothing is written, whatever the token may do (docs/twitch.md 6.7).
EMPTY_MESSAGE = {"broadcaster_id": "1", "sender_id": "1", "message": ""}
OWN = {"Accept-Language": "en"}  # a header of the request's own, to see whether it is sent again
NO_JSON = "<title>Log in to this network</title>"  # from something in between, such as a proxy
TITLED = {"data": [{"title": "Invalid OAuth token"}]}  # what anybody may call their stream
REFRESHES_AT_MOST = 3


class _TooOften(Exception):
    """The class refreshes again and again."""


def try_out(auth_class: type[TokenAuth], twitch: Service) -> Verdict:
    """Send real requests with the reader's class and say what it did.

    With a valid token, with an expired one, with none that is valid, and with a new token that is
    refused as well. Then those where no new token helps: without a client ID, with the wrong word
    before the token, where the token lacks a scope, and two answers that a server on this computer
    makes up. The reader's own tokens stay good. Raises NotYet when a token is missing.
    """
    mine = credentials.need(twitch, "client_id", "client_secret", "access_token", "refresh_token")
    alive = _Try(auth_class, twitch, mine)
    expired = replace(mine, access_token=DEAD)
    dead = _Try(auth_class, twitch, expired, OWN)
    posted = _Try(auth_class, twitch, expired, OWN, EMPTY_MESSAGE)
    nothing = replace(mine, access_token=DEAD, refresh_token=DEAD)
    lost = _Try(auth_class, twitch, nothing)
    useless = _Try(auth_class, twitch, nothing, new_token=False)
    nameless = _Try(auth_class, twitch, mine, {"Client-Id": ""})
    other_word = _Try(auth_class, twitch, mine, {"Authorization": f"OAuth {mine.access_token}"})
    verdict = Verdict(
        "Your auth class",
        (
            Check(
                alive.status == 200 and alive.refreshes == 0,
                "A good token:",
                f"{alive}. Wanted: 200, and no refresh.",
            ),
            Check(
                dead.status == 200 and dead.refreshes == 1 and not dead.endless and dead.same,
                "An expired token:",
                f"{dead}. Wanted: 200, after one refresh.",
            ),
            Check(
                posted.refreshes == 1 and not posted.endless and posted.same,
                "An expired token, in a POST:",
                f"{posted}. Wanted: one refresh, and the same POST again.",
            ),
            Check(
                lost.status == 401 and lost.refreshes <= 1 and not lost.sent_again,
                "An expired token, and a bad refresh token:",
                f"{lost}{', then sent again' if lost.sent_again else ''}. Wanted: 401, after one "
                "try at most, and nothing sent again without a new token.",
            ),
            Check(
                useless.status == 401 and useless.refreshes == 1,
                "A new token that is refused as well:",
                f"{useless}. Wanted: 401, after one refresh. More go round in circles.",
            ),
            Check(
                nameless.status == 401 and nameless.refreshes == 0,
                "No client ID:",
                f"{nameless}. Wanted: 401, and no refresh, since it can't help.",
            ),
            Check(
                other_word.status == 401 and other_word.refreshes == 0,
                "The word OAuth instead of Bearer:",
                f"{other_word}. Wanted: 401, and no refresh, either.",
            ),
            _without_its_scope(auth_class, twitch, mine),
            _answered(auth_class, twitch, nothing, "A 401 that is no JSON:", 401, NO_JSON),
            _answered(auth_class, twitch, nothing, "A 200 with the same words in it:", 200, TITLED),
        ),
    )
    if verdict.passed:
        decisions.note(decisions.TURN, "MyAuth")
    return verdict


def _without_its_scope(auth_class: type[TokenAuth], twitch: Service, mine: Credentials) -> Check:
    # Which scopes the token has is seen from what Twitch says to a class that does nothing.
    if _Try(TokenAuth, twitch, mine, message=EMPTY_MESSAGE).status != 401:
        return Check(True, "A missing scope:", "left out, since the try was not answered with 401.")
    tried = _Try(auth_class, twitch, mine, message=EMPTY_MESSAGE)
    return Check(
        tried.status == 401 and tried.refreshes == 0,
        "A missing scope:",
        f"{tried}. Wanted: 401, and no refresh: a new token has no more scopes.",
    )


def _answered(
    auth_class: type[TokenAuth],
    twitch: Service,
    mine: Credentials,
    kind: str,
    status: int,
    body: Body | str,
) -> Check:
    """Whether an answer that no new token changes is handed on as it is."""
    with recording(twitch) as stand_in:
        stand_in.status, stand_in.body = status, body
        tried = _Try(auth_class, stand_in.twitch, mine, new_token=False)
    return Check(
        tried.status == status and tried.refreshes == 0 and not tried.sent_again,
        kind,
        f"{tried}. Wanted: {status}, and no refresh.",
    )


class _Try:
    """One request with the reader's class: its status, and how often a new token was asked for."""

    def __init__(
        self,
        auth_class: type[TokenAuth],
        twitch: Service,
        mine: Credentials,
        headers: dict[str, str] | None = None,
        message: dict[str, str] | None = None,
        new_token: bool = True,
    ) -> None:
        """`headers` replace those of the class; `message` is sent to the chat's API.

        Without `new_token` a refresh seems to work, and the token stays the one that it was.
        """
        self.refreshes = 0
        self.endless = False
        self.sent_again = False
        self.early = False
        self.same = False
        self.status = 0
        self.trouble = ""
        auth = auth_class(twitch, mine)
        refresh, again = auth.refresh, auth.again

        def counted() -> bool:
            self.refreshes += 1
            if self.refreshes > REFRESHES_AT_MOST:
                raise _TooOften
            return refresh() if new_token else True

        def timed(reply: requests.Response, **options: Any) -> requests.Response:
            self.early = self.early or not self.refreshes
            self.sent_again = True
            self.endless = self.endless or not options.get("timeout")
            return again(reply, **options)

        def spoiled(request: requests.PreparedRequest) -> requests.PreparedRequest:
            request = auth(request)
            request.headers.update(headers or {})
            return request

        method = "POST" if message else "GET"
        auth.refresh, auth.again = counted, timed  # type: ignore[method-assign]
        try:
            with sending.OwnSession() as session:
                session.trust_env = not twitch.is_practice  # a proxy can't reach loopback
                reply: Any = session.request(
                    method,
                    f"{twitch.api_url}/helix/{'chat/messages' if message else 'users'}",
                    json=message,
                    auth=spoiled,
                    timeout=sending.TIMEOUT,
                    allow_redirects=False,
                )
            self.status = reply.status_code
            self.trouble = "" if reply.ok else sending.message(reply)
            sent = reply.request
            self.same = (sent.method, bool(sent.body)) == (method, bool(message)) and (
                headers != OWN or OWN.items() <= sent.headers.items()
            )
            if self.early:
                self.trouble = "but it was sent again before a new token was there"
            if not self.same:
                self.trouble = "but the second request was different: use self.again"
            if self.endless:
                self.trouble = "but the second request had no timeout: give again the **options"
        except _TooOften:
            self.trouble = "it asks for new tokens endlessly"
        except PlainError as problem:
            self.trouble = str(problem)
        except Exception as problem:
            # The reader's own code may raise anything; its text may hold a token.
            self.trouble = f"your code raised {type(problem).__name__}"

    def __str__(self) -> str:
        said = f"{self.status or 'no answer'}" + (f" ({self.trouble})" if self.trouble else "")
        return f"{said}, {self.refreshes} refresh{'' if self.refreshes == 1 else 'es'}"
