"""Tries out the reader's checks of notebook 16: may the user that this id_token names come in?"""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

from lessons.checks.trying import Case, Wrong, call, fresh, judge, shown, word
from look.verdict import Verdict

MISSING = "missing"


def try_out(may_come_in: Callable[..., Any]) -> Verdict:
    """Hand claims to the reader's function, of id_tokens whose signature was found right.

    It also gets the issuer, the client ID, the nonce that was sent, and the time of now in
    seconds since 1970, and returns whether every check holds (OpenID Connect Core, 3.1.3.7).
    """
    chance = fresh()
    cases = [case for _ in range(3) for case in _round(may_come_in, chance)]
    return judge("Your checks", "may_come_in", cases)


def _round(may_come_in: Callable[..., Any], chance: random.Random) -> list[Case]:
    issuer, cases = f"https://{word(chance, 5)}.example/oauth2", []
    me, other, nonce = word(chance, 12), word(chance, 12), word(chance, 12)
    now = chance.randrange(1_800_000_000, 1_900_000_000)
    right = {
        "aud": me,
        "azp": me,
        "exp": now + chance.randrange(300, 900),
        "iat": now - chance.randrange(5, 300),
        "iss": issuer,
        "nonce": nonce,
        "sub": str(chance.randrange(10**8)),
    }

    def add(kind: str, wanted: bool, sent: str = nonce, **changes: Any) -> None:
        claims = {name: value for name, value in (right | changes).items() if value != MISSING}

        def run() -> None:
            said = f"For claims with {_told(changes)}" if changes else "For claims that are right"
            given = call(may_come_in, claims, issuer, me, sent, now, about=said)
            if bool(given) is not wanted:
                raise Wrong(f"{said} it returned {shown(given)}. Wanted: `{wanted}`.")

        cases.append(Case(kind, run))

    add("Everything is right", True)
    add("Everything is right", True, preferred_username=word(chance), email=None)
    add("The audience in a list", True, aud=[me])
    add("No azp, which is fine", True, azp=MISSING)
    for iss in (
        f"https://{other}.example",
        f"{issuer}/",
        f"{issuer}.example",
        issuer[:-1],
        MISSING,
    ):
        add("Another issuer", False, iss=iss)
    for aud in (other, [other], [], f"{me}{other}", f"{other}{me}", me[:-1], "", MISSING):
        add("Another audience", False, aud=aud)
    add("Another audience beside yours", False, aud=[me, other])
    add("Another audience beside yours", False, aud=[other, me], azp=other)
    for azp in (other, ""):
        add("Another application asked for it", False, azp=azp)
    add("Everything is right", True, exp=now + 1)
    for seconds in (0, 1, 300, 86_400, 10**8):
        add("It has expired", False, exp=now - seconds)
    add("It never expires", False, exp=MISSING)
    for wrong in (other, f"{nonce}x", nonce[:-1], nonce.upper(), "", MISSING):
        add("Another nonce", False, nonce=wrong)
    for odd in ("é", f"{nonce}é", "\N{OTTER}"):  # anybody can put these into a link
        add("Another nonce", False, nonce=odd)
    add("No nonce on either side", False, sent="", nonce=MISSING)
    add("No nonce on either side", False, sent="", nonce="")
    return cases


def _told(changes: dict[str, Any]) -> str:
    parts = [
        f"no `{name}`" if value == MISSING else f"`{name}` `{value!r}`"  # all are made up
        for name, value in changes.items()
    ]
    return " and ".join(parts)
