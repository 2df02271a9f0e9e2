"""Tries out the reader's authorize link of notebook 08: is it what Twitch would take?"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from helpers.service import Service
from lessons.checks.trying import (
    MIXED,
    Case,
    Wrong,
    call,
    fresh,
    judge,
    same,
    shown,
    word,
)
from lessons.scopes import SCOPES
from look.verdict import Verdict

NAMES = ("response_type", "client_id", "redirect_uri", "scope", "state")
MISSPELT = {"scopes": "scope", "redirect_url": "redirect_uri", "type": "response_type"}


def try_out(write_link: Callable[..., Any], twitch: Service) -> Verdict:
    """Let the reader's function write links for made-up questions, and read them as Twitch would.

    It gets `client_id`, `redirect_uri`, `scopes` (a list) and `state`, and returns the link
    (docs/twitch.md 1.1; RFC 6749, 4.1.1). Nothing is sent.
    """
    chance = fresh()
    plain = "http://localhost"
    other = f"https://{word(chance)}.example/back?from=twitch&page=1"
    encoded = f"http://localhost:{chance.randrange(3000, 9000)}/a%20page"
    cases = []

    def add(kind: str, redirect_uri: str, scopes: int, state: str) -> None:
        asked = chance.sample([name for name in SCOPES if ":" in name], scopes)
        values = (word(chance, 30, MIXED), redirect_uri, asked, state)
        cases.append(Case(kind, lambda: _read(call(write_link, *values), twitch, *values)))

    for _ in range(3):
        add("One scope", plain, 1, word(chance, 20, MIXED))
        add("Several scopes", plain, chance.randrange(2, 5), word(chance, 20, MIXED))
        for sign in (*"&=+#%/ ?", "%41"):
            state = f"{word(chance, 5)}{sign}{word(chance, 5)}"
            add("A state with special characters", plain, 2, state)
        port = chance.randrange(3000, 9000)
        for address in (f"{plain}:{port}/", f"{plain}:{port}/Back", other, encoded):
            add("Another redirect address", address, 2, word(chance, 20))
    return judge("Your link", "write_link", cases)


def _read(
    link: Any, twitch: Service, client_id: str, redirect_uri: str, scopes: list[str], state: str
) -> None:
    """Raise Wrong for what Twitch would not take, or would take for something else."""
    if not isinstance(link, str):
        raise Wrong(f"It returned {shown(link)}. Wanted: the link, as a string.")
    base = f"{twitch.id_url}/oauth2/authorize"
    if link.partition("?")[0] != base:
        raise Wrong(
            "The part of the link before the first `?` must be `twitch.id_url` with "
            "`/oauth2/authorize` after it, and no more."
        )
    if not re.fullmatch(r"[!-~]+", link):
        raise Wrong(
            "There is a space, a line break or a letter in the link that an address can't have. "
            "Encode each value: `urlencode` does it."
        )
    if urlsplit(link).fragment or "#" in link:
        raise Wrong(
            "The link has a `#` in it, and Twitch never sees what comes after it. Encode it."
        )
    pairs = parse_qsl(urlsplit(link).query, keep_blank_values=True)
    _names(pairs)
    found = dict(pairs)
    if found["response_type"] != "code":
        raise Wrong(f"`response_type` is {shown(found['response_type'])}. Wanted: `'code'`.")
    _scopes(found["scope"], scopes)
    for name, wanted in [
        ("client_id", client_id),
        ("redirect_uri", redirect_uri),
        ("state", state),
    ]:
        same(name, found[name], wanted)


def _names(pairs: list[tuple[str, str]]) -> None:
    counted = Counter(name for name, _ in pairs)
    if "client_secret" in counted:
        raise Wrong(
            "`client_secret` is in the link. A link is no place for a secret: leave it out."
        )
    for name in NAMES:
        if counted[name] > 1:
            raise Wrong(f"`{name}` is there {counted[name]} times. Wanted: once.")
        if not counted[name]:
            similar = [one for one in counted if MISSPELT.get(one) == name]
            said = f" There is a `{similar[0]}`, which is a different name." if similar else ""
            if not counted.keys() & set(NAMES):
                said = " So are all others. Between them are `=` and `&`: encode only the values."
            raise Wrong(f"`{name}` is missing.{said}")


def _scopes(value: str, scopes: list[str]) -> None:
    if sorted(value.split(" ")) == sorted(scopes):
        return
    said = f"`scope` arrives as {shown(value)}. Wanted: {shown(' '.join(scopes))}."
    if value.startswith("["):
        said += " Join the list first."
    elif "," in value:
        said += " Scopes have a space between them, not a comma."
    elif "+" in value:
        said += " A `+` was encoded once more: join with a space, and encode that."
    elif "%" in value:
        said += " It was encoded twice."
    raise Wrong(said)
