"""Tries out the reader's function of notebook 07 that hides what nobody may see."""

from __future__ import annotations

import base64
import re
from codecs import encode
from collections.abc import Callable
from typing import Any

from helpers.private_folder import mask
from lessons.checks.trying import Case, Wrong, call, fresh, judge, shown
from look.verdict import Verdict

# Two of these stand beside each other in no word, and none is in a fingerprint: where they are
# seen, a part of the secret is.
LETTERS = "jqz"
SECRETS = ("client_secret", "code", "access_token", "refresh_token")
WHY = {
    "client_id": "Anyone may know it",
    "grant_type": "It only says what is exchanged",
    "redirect_uri": "It is in every link",
    "token_type": "It says how a token is used, and isn't a token",
}


def try_out(hide_secrets: Callable[[dict[str, Any]], Any]) -> Verdict:
    """Hand forms and answers with made-up values to the reader's function.

    It returns a copy in which `mask(value)` is in the place of each secret value. Secret are the
    client secret, the code and both tokens; everything else is to stay as it is.
    """
    chance, cases = fresh(), []

    def secret() -> str:
        made = chance.choice(LETTERS)
        while len(made) < 24:
            made += chance.choice(LETTERS.replace(made[-1], ""))
        return made

    def add(kind: str, fields: dict[str, Any]) -> None:
        cases.append(Case(kind, lambda: _compare(hide_secrets, fields)))

    for _ in range(3):
        form = {
            "client_id": secret(),
            "client_secret": secret(),
            "code": secret(),
            "grant_type": "authorization_code",
            "redirect_uri": f"http://localhost:{chance.randrange(3000, 9000)}",
        }
        answer = {
            "access_token": secret(),
            "expires_in": chance.randrange(9_000, 15_000),
            "refresh_token": secret(),
            "scope": ["chat:edit", "chat:read"],
            "token_type": "bearer",
        }
        add("The form", form)
        add("The form in another order", dict(chance.sample(list(form.items()), len(form))))
        add("The answer with two tokens", answer)
        answer = {name: value for name, value in answer.items() if name != "refresh_token"}
        add("An answer without a refresh token", answer)
        add("A refusal", {"status": 400, "message": "Invalid authorization code"})
    return judge("Your masks", "hide_secrets", cases)


def _compare(hide_secrets: Callable[[dict[str, Any]], Any], fields: dict[str, Any]) -> None:
    given = dict(fields)
    shows = call(hide_secrets, given)
    if not isinstance(shows, dict):
        raise Wrong(f"It returned {shown(shows)}. Wanted: a dictionary.")
    if given != fields:
        raise Wrong("It changed the dictionary that it got, so the masks would be sent to Twitch.")
    for name, value in fields.items():
        if name not in shows:
            raise Wrong(f"The field `{name}` is gone. Wanted: the same names.")
        if name in SECRETS:
            _hidden(name, str(shows[name]), value)
            if shows[name] != mask(value):
                raise Wrong(
                    f"`{name}` is hidden, but {shown(shows[name])} is not `mask(value)`. By a mask "
                    "one still sees whether two values are the same."
                )
        elif shows[name] != value:
            why = WHY.get(name, "It gives nobody a token")
            raise Wrong(f"`{name}` was changed. {why}, so leave it visible.")
    if more := shows.keys() - fields.keys():
        raise Wrong(f"There is one more field, {shown(sorted(more)[0])}.")


def _hidden(name: str, seen: str, value: str) -> None:
    """Raise Wrong where a part of a secret is seen, or can be computed from what is seen."""
    if seen == value:
        raise Wrong(f"`{name}` is not hidden.")
    other = (
        base64.b64encode(value.encode()).decode(),
        value.encode().hex(),
        encode(value, "rot13"),
    )
    if any(way.rstrip("=") in seen for way in other):
        raise Wrong(f"`{name}` is only written differently: anyone can undo that.")
    pair = re.search(rf"([{LETTERS}])(?!\1)[{LETTERS}]", seen.lower())
    ends = len(set(seen)) > 1 and (seen[0] == value[0] or seen[-1] == value[-1])
    if pair or ends:
        raise Wrong(f"A part of `{name}` is still visible. Use `mask(value)`.")
