"""Tries out the reader's exchange of notebook 10: what it sends, and what it gives back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qsl

from helpers import oauth
from helpers.service import Service
from lessons.checks.recorder import Body, Request, recording
from lessons.checks.trying import (
    MIXED,
    Case,
    Wrong,
    fresh,
    judge,
    same,
    shown,
    word,
)
from look.verdict import Verdict

FORM = "application/x-www-form-urlencoded"


def try_out(exchange: Callable[..., Any], twitch: Service) -> Verdict:
    """Let the reader's function exchange made-up codes at a server on this computer.

    It gets a Service, `client_id`, `client_secret`, `code` and `redirect_uri`, sends the five
    fields of docs/twitch.md 2.2 (RFC 6749, 4.1.3), and returns the answer. Nothing is sent to
    the Twitch that was chosen.
    """
    chance, cases = fresh(), []
    with recording(twitch) as stand_in:

        def add(kind: str, status: int, body: Body, code: str = "", back: str = "") -> None:
            names = word(chance, 22, MIXED), word(chance, 22, MIXED)
            values = (*names, code or word(chance, 8, MIXED), back or "http://localhost")

            def run() -> None:
                request = stand_in.try_once(exchange, values, status, body)
                _read(request, oauth.token_form(*values))

            cases.append(Case(kind, run))

        for _ in range(2):
            token = {"access_token": word(chance), "expires_in": chance.randrange(9_000, 15_000)}
            add("A good code", 200, token | {"scope": ["chat:read"]})
            for sign in (*"+/=&% ", "%41"):
                code = f"{word(chance, 4)}{sign}{word(chance, 4)}"
                add("A code with special characters", 200, token, code)
            port = chance.randrange(3000, 9000)
            for back in (f"http://localhost:{port}/", "https://my.example/In?from=twitch&x=1"):
                add("Another redirect address", 200, token, back=back)
            for status, message in [
                (400, "Invalid authorization code"),
                (403, "invalid client secret"),
            ]:
                add("A refusal", status, {"status": status, "message": message})
        return judge("Your exchange", "exchange", cases)


def _read(request: Request, wanted: dict[str, str]) -> None:
    """Raise Wrong for a request that Twitch would not take, or that gives a secret away."""
    if request.method != "POST":
        raise Wrong(f"It was a {request.method}. Wanted: a POST.")
    if request.path != "/oauth2/token":
        raise Wrong(f"It went to the path {shown(request.path)}. Wanted: `/oauth2/token`.")
    if request.query:
        raise Wrong(
            f"{shown(request.query[0][0])} was in the address, which servers write into their "
            "logs. Send all five fields in the body: `data=`."
        )
    if request.headers.get_content_type() != FORM:
        kind = (request.headers.get("Content-Type") or "").partition(";")[0]
        came = f"was sent as {shown(kind)}" if kind else "came without a `Content-Type`"
        raise Wrong(
            f"The body {came}. Wanted: a form, `{FORM}`. `requests` sends one "
            "for a dictionary in `data=`."
        )
    pairs = parse_qsl(request.body, keep_blank_values=True)
    counted, form = Counter(name for name, _ in pairs), dict(pairs)
    for name, value in wanted.items():
        if counted[name] > 1:
            raise Wrong(f"`{name}` was sent {counted[name]} times. Wanted: once.")
        if not counted[name]:
            basic = "Authorization" in request.headers
            said = " Twitch doesn't read it from a header." if basic else ""
            raise Wrong(f"`{name}` is missing in the form.{said}")
        same(name, form[name], value, " `requests` encodes what is in `data=`.")
    headers = " ".join(map(str, request.headers.values()))
    if "Authorization" in request.headers or wanted["client_secret"] in headers:
        raise Wrong("The secret is in a header as well. Show it in one place (RFC 6749, 2.3).")
