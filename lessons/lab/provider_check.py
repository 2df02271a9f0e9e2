"""Follows the reader's function of notebook 18 on its way to a token, and says what it left out.

Each call meets a fresh provider, and gets nothing but the address of its discovery document.
"""

from __future__ import annotations

import re
import secrets
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from helpers import sending
from helpers.plain_errors import PlainError
from lessons import decisions
from lessons.lab.calling import Caller, NoAnswer
from lessons.lab.guards import s256
from lessons.lab.unknown_provider import WELL_KNOWN, Provider
from look.verdict import Check, Verdict

TITLE, TURN = "A provider that you have never seen", "get_token"
FORM = "application/x-www-form-urlencoded"
VERIFIER = re.compile(r"[A-Za-z0-9._~-]{43,128}")  # RFC 7636, section 4.1
STATE_AT_LEAST = 16  # characters
DOCUMENT, LINK, EXCHANGE, TOKEN = "The document", "The link", "The exchange", "The token"
AGAIN = "a `state` or a verifier was used twice. Make new ones in each call."

# Makes a field of the viewer's answer from the right one; None leaves it out.
Change = Callable[[str], "str | None"]


@dataclass
class Round:
    """One call of the reader's function, and how the viewer's answer is changed on its way."""

    redirect_uri: str = "http://localhost"
    changes: dict[str, Change] = field(default_factory=dict)
    says_it_is: Change | None = None
    refuses: str = ""  # token or user: the address that refuses
    what: str = ""  # what is changed, in words

    def __post_init__(self) -> None:
        self.provider = Provider()
        self.provider.codes_begin = "a+/=&%41"  # what has a meaning in a form
        self.provider.refuses = self.refuses
        if self.says_it_is:
            self.provider.says_it_is = self.says_it_is(self.provider.issuer) or ""
        self.app = self.provider.register("reader", [self.redirect_uri], public=True)
        self.links: list[str] = []
        self.given: str | None = None

    def play(self, get_token: Caller) -> None:
        """Call it. Raises NoAnswer, with no secret in its text."""
        document = self.provider.address + WELL_KNOWN
        try:
            self.given = get_token(document, self.app.client_id, self.redirect_uri, self.open_link)
        except NoAnswer as problem:
            raise NoAnswer(self.provider.record.readable(str(problem))) from None
        finally:
            self.provider.close()

    def open_link(self, link: str) -> str:
        """The viewer's part: open the link, agree, and return the address that came back."""
        self.links.append(str(link))
        if not str(link).startswith(self.provider.address):
            return ""
        reply = sending.send("GET", str(link), headers={"Cookie": "user=Otter"})
        back = reply.headers.get("Location", "")
        answer = dict(parse_qsl(urlsplit(back).query))
        for name, change in self.changes.items():
            value = change(answer.pop(name, ""))
            answer |= {} if value is None else {name: value}
        return f"{self.redirect_uri.partition('?')[0]}?{urlencode(answer)}" if back else ""

    @property
    def asked(self) -> dict[str, str]:
        """What was in the link."""
        return dict(parse_qsl(urlsplit(self.links[0]).query, True)) if self.links else {}


def try_out(get_token: Callable[..., Any]) -> Verdict:
    """Let the reader's function get tokens from fresh providers, and say what it left out.

    It gets the discovery document's address, `client_id`, `redirect_uri` and `open_link`, and
    returns the access token, or None when an answer is not to be trusted.
    """
    if not callable(get_token):
        raise PlainError("The value must be your function: its name, without brackets.")
    caller = Caller(get_token, str | None)
    try:
        checks = tuple(_checks(caller))
    except (NoAnswer, PlainError) as problem:
        checks = (Check(False, str(problem)),)
    verdict = Verdict(TITLE, checks)
    if verdict.passed:
        with suppress(PlainError):
            decisions.note(decisions.TURN, TURN)
    return verdict


def _checks(get_token: Caller) -> Iterator[Check]:
    backs = ("http://localhost", "http://localhost:8123/back/", "https://my.example/In?from=here")
    rounds = [Round(back) for back in backs]
    for each in rounds:
        each.play(get_token)
    told = {DOCUMENT: _document, LINK: _link, EXCHANGE: _exchange, TOKEN: _token}
    for name, look in told.items():
        faults = [fault for each in rounds if (fault := look(each))]
        yield Check(not faults, f"{name}:", faults[0] if faults else "3 times.")
    if any(look(each) for look in told.values() for each in rounds):
        return  # what is wrong in the plain case would be told again in all the others
    used = Counter(each.asked.get(name) for each in rounds for name in ("state", "code_challenge"))
    again = [value for value, times in used.items() if value and times > 1]
    yield Check(
        not again, "Fresh each time:", AGAIN if again else "`state` and verifier are fresh."
    )
    for name, several in _not_to_be_believed().items():
        faults = []
        for make in several:
            one = make()
            one.play(get_token)
            faults += filter(None, [_believed(one)])
        often = f", {len(several)} times" if len(several) > 1 else ""
        came = faults[0] if faults else f"refused{often}."
        yield Check(not faults, f"{name}:", came)


def _not_to_be_believed() -> dict[str, list[Callable[[], Round]]]:
    """What comes back in these is not to be believed, or holds nothing."""
    left_out, other, slash = _always(None), _always("http://127.0.0.1:9"), "{}/".format
    both: dict[str, Change] = {
        "was left out": left_out,
        "was left empty": _always(""),
        "came in capital letters": str.upper,
        "had one character more at its end": "{}x".format,
        "had one character more before it": "x{}".format,
        "lacked its last character": lambda value: value[:-1],
        "lacked its first character": lambda value: value[1:],
    }
    states = both | {
        "was another one": _always(secrets.token_hex(16)),
        "had its capital and small letters swapped": str.swapcase,
        "was the word None": _always("None"),
    }
    issuers = both | {
        "was that of another server": other,
        "had a slash at its end": slash,
        "was `http://localhost`": _always("http://localhost"),
    }
    error: dict[str, Change] = {"code": left_out, "error": _always("access_denied")}
    told: dict[str, list[Callable[[], Round]]] = {
        f"An answer with another `{name}`": [
            partial(Round, changes={name: change}, what=f"the `{name}` {what}, and ")
            for what, change in changes.items()
        ]
        for name, changes in (("state", states), ("iss", issuers))
    }
    return told | {
        "An answer with an `error`": [partial(Round, changes=error)],
        "A document of another issuer": [partial(Round, says_it_is=i) for i in (other, slash)],
        "A code that was refused": [partial(Round, refuses="token")],
        "A token that was refused": [partial(Round, refuses="user")],
    }


def _always(value: str | None) -> Change:
    return lambda _: value


def _believed(one: Round) -> str:
    """What was wrong where an answer was not to be believed; empty for nothing."""
    if one.says_it_is and one.links:
        return (
            f"the document said that its `issuer` was `{one.provider.says_it_is}`, which is not "
            "where it came from, and your function opened a link (RFC 8414, section 3.3)."
        )
    if not one.links and not one.says_it_is:
        return "your function opened no link."
    if one.given is not None:
        return f"{one.what}your function returned {_shown(one.given)}. Wanted: `None`."
    if one.provider.requests_at("token") and not one.refuses:
        return f"{one.what}your function sent the code on, before it looked at the answer."
    return ""


def _document(one: Round) -> str:
    if not any(request.path == WELL_KNOWN for request in one.provider.seen):
        return "your function never read it. Send a GET to `discovery_address`."
    return ""


def _link(one: Round) -> str:
    if len(one.links) != 1:
        return f"`open_link` was called {len(one.links)} times. Wanted: once."
    before = one.links[0].partition("?")[0]
    if before != one.provider.at["authorize"]:
        return f"it began with {_shown(before)}. Wanted: the document's `authorization_endpoint`."
    pairs = parse_qsl(urlsplit(one.links[0]).query, True)
    if twice := [name for name, times in Counter(name for name, _ in pairs).items() if times > 1]:
        return f"`{twice[0]}` was in it twice."
    asked = one.asked
    wanted = {
        "response_type": "code",
        "client_id": one.app.client_id,
        "redirect_uri": one.redirect_uri,
        "code_challenge_method": "S256",
    }
    for name, value in wanted.items():
        if asked.get(name) != value:
            return f"`{name}` was {_shown(asked.get(name))}. Wanted: `{value}`."
    if len(asked.get("state", "")) < STATE_AT_LEAST:
        return f"its `state` was missing, or shorter than {STATE_AT_LEAST} characters."
    if len(asked.get("code_challenge", "")) != len(s256("")):
        return "its `code_challenge` was missing, or no SHA-256 in base64url without `=`."
    return ""


def _exchange(one: Round) -> str:
    came = one.provider.requests_at("token")
    if len(came) != 1:
        return f"{len(came)} requests came to the document's `token_endpoint`. Wanted: one."
    (request,) = came
    if request.method != "POST" or "?" in request.target or request.kind != FORM:
        return "it was no form. Wanted: a POST with all fields in its body (`data=`)."
    verifier = request.sent.get("code_verifier", "")
    if not VERIFIER.fullmatch(verifier):
        return "its `code_verifier` was missing, or not 43 to 128 letters, digits, `-._~`."
    if s256(verifier) != one.asked.get("code_challenge"):
        return "its `code_verifier` doesn't fit the link's `code_challenge`."
    wanted = {
        "grant_type": "authorization_code",
        "client_id": one.app.client_id,
        "redirect_uri": one.redirect_uri,
    }
    for name, value in wanted.items():
        if request.sent.get(name) != value:
            return f"`{name}` was {_shown(request.sent.get(name))}. Wanted: `{value}`."
    if "client_secret" in request.sent:
        return "it had a `client_secret`. This application has none."
    if request.sent.get("code") not in one.provider.codes():
        return "its `code` was not the one that came back. Decode the address, and no more."
    return ""


def _token(one: Round) -> str:
    came = one.provider.requests_at("user")
    token = one.provider.token()
    if not token:
        return "none came."
    if not any(request.bearer == token for request in came):
        return (
            "it was not used at the document's `userinfo_endpoint`, in the header "
            "`Authorization: Bearer …`."
        )
    if len(came) != 1:
        return f"it was used {len(came)} times. Wanted: once."
    if any(token in request.target for request in one.provider.seen):
        return "it was in an address, too. Addresses are written into logs."
    if any(request.bearer == token for request in one.provider.seen if request not in came):
        return "it was sent to another address as well. It belongs to the API only."
    if one.given != token:
        return f"your function returned {_shown(one.given)}. Wanted: the access token."
    return ""


def _shown(value: str | None) -> str:
    """A value as code; a token or a code is told by its kind only."""
    if value is None:
        return "nothing"
    hidden = re.sub(r"[0-9a-f]{32,}", "[hidden]", value)
    return f"`{hidden[:100]}`"
