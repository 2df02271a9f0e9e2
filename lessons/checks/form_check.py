"""Tries out the reader's form of notebook 07: the five fields that go to the token address."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from helpers import oauth
from lessons.checks.trying import MIXED, Case, Wrong, call, encodings, fresh, judge, shown, word
from look.verdict import Verdict


def try_out(make_form: Callable[..., Any]) -> Verdict:
    """Let the reader's function make forms of made-up values.

    It gets `client_id`, `client_secret`, `code` and `redirect_uri`, and returns a dictionary with
    exactly the five fields of docs/twitch.md 2.2 (RFC 6749, 4.1.3).
    """
    chance, cases = fresh(), []

    def add(kind: str, secret: str, code: str, back: str) -> None:
        values = (word(chance, 22, MIXED), secret, code, back)
        cases.append(Case(kind, lambda: _compare(call(make_form, *values), values)))

    for _ in range(4):
        secret, code = word(chance, 22, MIXED), word(chance, 16, MIXED)
        add("Plain values", secret, code, "http://localhost")
        back = f"http://localhost:{chance.randrange(3000, 9000)}/A%20page/?x=1"
        add("Another redirect address", secret, code, back)
        odd = f"{word(chance, 4)}{chance.choice('+/=&% ')}{word(chance, 4)}"
        add("Values with special characters", odd, odd[::-1], "http://localhost/")
    return judge("Your form", "make_form", cases)


def _compare(form: Any, values: tuple[str, str, str, str]) -> None:
    if not isinstance(form, dict):
        raise Wrong(f"It returned {shown(form)}. Wanted: a dictionary.")
    wanted = oauth.token_form(*values)
    for name, value in wanted.items():
        if name not in form:
            raise Wrong(f"The field `{name}` is missing. These are there: {shown(list(form))}.")
        given = form[name]
        if given == value:
            continue
        said = f"`{name}` is {shown(given)}. Wanted: {shown(value)}."
        if isinstance(given, str) and given in encodings(value):
            said += " Don't encode it: sending the form does that."
        raise Wrong(said)
    for name in form:
        if name not in wanted:
            raise Wrong(f"There is a sixth field, {shown(name)}. Wanted: these five only.")
