"""Tries out the reader's function of notebook 08 that reads an answer and compares `state`."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any
from urllib.parse import quote, quote_plus

from lessons.checks.trying import MIXED, Case, Wrong, call, fresh, judge, shown, word
from look.verdict import Verdict

ADDRESSES = ("http://localhost/", "http://localhost:3000/back", "https://my.example/in")
NO = "&error=access_denied&error_description=The+user+denied+you+access"


def try_out(read_answer: Callable[[str, str], Any]) -> Verdict:
    """Hand made-up answers to the reader's function: those to use, and those to throw away.

    It gets the address from the address bar and the state that was sent, and returns the code;
    `None` when there is none that may be used (docs/twitch.md 1.3, 1.4; RFC 6749, 4.1.2, 10.12).
    """
    chance, cases = fresh(), []
    for _ in range(3):
        cases += _good(read_answer, chance)
        cases += _bad(read_answer, chance)
    return judge("Your reading of an answer", "read_answer", cases)


def _good(read: Callable[[str, str], Any], chance: random.Random) -> list[Case]:
    cases = []

    def add(kind: str, code: str, state: str, query: str) -> None:
        address = chance.choice(ADDRESSES)

        def run() -> None:
            given = call(read, f"{address}{query}", state)
            if given != code:
                said = " The state was right." if given is None else ""
                raise Wrong(
                    f"For `{address}{query}` and the state {shown(state)} it returned "
                    f"{shown(given)}. Wanted: {shown(code)}.{said}"
                )

        cases.append(Case(kind, run))

    code, state = word(chance, 16, MIXED), word(chance, 16, MIXED)
    add("The answer to your question", code, state, f"?code={code}&scope=chat%3Aread&state={state}")
    parts = [f"code={code}", "scope=chat%3Aedit+chat%3Aread", f"state={state}", "country_code=de"]
    chance.shuffle(parts)
    kind = "Its parts in another order, and others beside them"
    add(kind, code, state, f"?{'&'.join(parts)}")
    add(kind, code, state, f"?last_state=none&state={state}&code={code}")
    add(kind, code, state, f"?state={state}&zip_code=10115&code={code}#top")
    for sign in (*"+/=&%# ?", "%41"):
        odd, plain = f"{word(chance, 4)}{sign}{word(chance, 4)}", word(chance, 16)
        if sign != " ":
            add("An encoded code", odd, plain, f"?code={quote_plus(odd)}&state={plain}")
        kind = "An encoded state (a `+` is a space)"
        add(kind, plain, odd, f"?code={plain}&state={quote_plus(odd)}")
        add(kind, plain, odd, f"?code={plain}&state={quote(odd, safe='')}&scope=")
    return cases


def _bad(read: Callable[[str, str], Any], chance: random.Random) -> list[Case]:
    cases = []
    code, sent, other = word(chance, 16), word(chance, 16), word(chance, 16)

    def add(kind: str, query: str, state: str = sent) -> None:
        address = f"{ADDRESSES[0]}{query}"

        def run() -> None:
            given = call(read, address, state)
            if given is not None:
                raise Wrong(
                    f"For `{address}` and the state {shown(state)} it returned {shown(given)}. "
                    "Wanted: `None`."
                )

        cases.append(Case(kind, run))

    kind = "Another state than the one that was sent"
    for state in (other, f"{sent}x", sent[:-1], sent[1:], sent.upper(), f"{sent}%20"):
        add(kind, f"?code={code}&scope=&state={state}")
    for odd in ("%C3%A9", "%F0%9F%A6%A6", "%FF"):  # anybody can put these into a link
        add(kind, f"?code={code}&state={odd}")
    add(kind, f"?code={code}&other_state={sent}&state={other}")
    add(kind, f"?code={code}&scope={sent}&state={other}")
    add("No state in the answer", f"?code={code}&scope=chat%3Aread")
    add("No state in the answer", f"?code={code}&state=")
    add("No state in the answer", f"?code={code}&my_state={sent}")
    kind = "No state on either side"
    add(kind, f"?code={code}&scope=chat%3Aread", "")
    add(kind, f"?code={code}&state=", "")
    add(kind, f"?code={code}", "")
    add("No link was waiting for an answer", f"?code={code}&state={other}", "")
    add("The viewer said no", f"?{NO[1:]}&state={sent}")
    add("The viewer said no", f"?state={sent}{NO}")
    kind = "No code in the answer"
    add(kind, f"?scope=chat%3Aread&state={sent}")
    add(kind, f"?zip_code={code}&state={sent}")
    add(kind, f"?code=&state={sent}")
    add(kind, f"?state={sent}&code=#top")
    add(kind, f"?code&state={sent}")
    add(kind, "")
    kind = "A code or a state after a `#`"
    add(kind, f"#code={code}&state={sent}")
    add(kind, f"?code={code}#state={sent}")
    add(kind, f"#access_token={code}&state={sent}&token_type=bearer")
    return cases
