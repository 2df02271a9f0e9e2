"""The last task: the printed way to a token passes, and each step that is left out is told."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

import pytest

from helpers.plain_errors import PlainError
from helpers.private_folder import PROJECT
from lessons import decisions
from lessons.lab import provider_check

BOOK = json.loads((PROJECT / "notebooks/18_what_you_can_do_now.ipynb").read_text("utf-8"))
TEXT = "\n".join("".join(cell["source"]) for cell in BOOK["cells"])
(SOLUTION,) = re.findall(r"<summary>Solution</summary>\s*```python\n(.*?)```", TEXT, re.DOTALL)
TOKEN = re.compile(r"[0-9a-f]{32}")


@pytest.fixture(autouse=True)
def no_practice_starts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PRACTICE_URL", "http://127.0.0.1:9")


def changed(*pairs: tuple[str, str]) -> Callable[..., Any]:
    """The printed solution, with these parts of it replaced."""
    source = SOLUTION
    for before, after in pairs:
        assert source.count(before) == 1, before
        source = source.replace(before, after)
    known: dict[str, Any] = {}
    exec(source, known)  # noqa: S102  our own notebook's
    return known["get_token"]


def test_the_printed_solution_passes_and_its_turn_is_noted() -> None:
    verdict = provider_check.try_out(changed())
    assert verdict.passed, verdict
    assert "get_token" in decisions.noted(decisions.TURN)


RIGHT: dict[str, list[tuple[str, str]]] = {
    "told in one": [('if answer.get("state") != state or', 'if state != answer.get("state") or')],
    "another verifier": [("secrets.token_urlsafe(48)", "secrets.token_hex(32)")],
    "the shortest verifier": [("secrets.token_urlsafe(48)", "secrets.token_urlsafe(32)")],
    "the longest verifier": [("secrets.token_urlsafe(48)", "secrets.token_hex(64)")],
    "a scope": [('"state": state,', '"state": state, "scope": "profile",')],
    "a nonce": [('"state": state,', '"state": state, "nonce": secrets.token_hex(),')],
    "reads the document twice": [
        (
            "    state, verifier",
            "    requests.get(discovery_address, timeout=5)\n    state, verifier",
        )
    ],
    "a check before the issuer": [
        ('if answer.get("state")', 'if not back:\n        return None\n    if answer.get("state")')
    ],
}

CODE = '"code": answer["code"],'
LAST = "return token if person.ok else None"
WRONG: dict[str, tuple[str, list[tuple[str, str]]]] = {
    "a link that is guessed": (
        "The link: it began with",
        [("{told['authorization_endpoint']}", "{told['issuer']}/authorize")],
    ),
    "no response_type": ("`response_type` was nothing", [('"response_type": "code",', "")]),
    "the implicit flow": (
        "`response_type` was `token`",
        [('"response_type": "code",', '"response_type": "token",')],
    ),
    "no state": ("`state` was missing", [('        "state": state,\n', "")]),
    "a short state": ("`state` was missing, or shorter", [("secrets.token_urlsafe(),", '"xyz",')]),
    "a fixed state": ("Fresh each time: a `state`", [("secrets.token_urlsafe(),", '"x" * 20,')]),
    "a fixed verifier": ("Fresh each time: a `state`", [("secrets.token_urlsafe(48)", '"x" * 60')]),
    "no method": (
        "`code_challenge_method` was nothing",
        [('        "code_challenge_method": "S256",\n', "")],
    ),
    "plain": (
        "`code_challenge_method` was `plain`",
        [('"code_challenge_method": "S256"', '"code_challenge_method": "plain"')],
    ),
    "an = at the end": (
        "its `code_challenge` was missing",
        [('.decode().rstrip("=")', ".decode()")],
    ),
    "a hexadecimal challenge": (
        "its `code_challenge` was missing",
        [('base64.urlsafe_b64encode(digest).decode().rstrip("=")', "digest.hex()")],
    ),
    "another verifier": (
        "doesn't fit the link's",
        [('"code_verifier": verifier', '"code_verifier": verifier[::-1]')],
    ),
    "no verifier": (
        "its `code_verifier` was missing",
        [('        "code_verifier": verifier,\n', "")],
    ),
    "a verifier that is too short": (
        "its `code_verifier` was missing, or not 43",
        [("secrets.token_urlsafe(48)", "secrets.token_urlsafe(24)")],
    ),
    "a verifier that is too long": (
        "its `code_verifier` was missing, or not 43",
        [("secrets.token_urlsafe(48)", "secrets.token_hex(80)")],
    ),
    "a slash less": (
        "`redirect_uri` was `http://localhost:8123/back`",
        [
            (
                "    state, verifier",
                "    redirect_uri = redirect_uri.rstrip('/')\n    state, verifier",
            )
        ],
    ),
    "no redirect address in the exchange": (
        "The exchange: `redirect_uri` was nothing",
        [('        "redirect_uri": redirect_uri,\n        "code": ', '        "code": ')],
    ),
    "a code that isn't decoded": (
        "its `code` was not the one",
        [(CODE, '"code": back.partition("code=")[2].partition("&")[0],')],
    ),
    "a secret": ("it had a `client_secret`", [(CODE, CODE + ' "client_secret": "",')]),
    "JSON": ("it was no form", [("data=form", "json=form")]),
    "in the address": ("it was no form", [("data=form", "params=form")]),
    "a state that is not compared": (
        "the `state` was left out, and your function",
        [('answer.get("state") != state or ', "")],
    ),
    "a state that may be missing": (
        "the `state` was left out, and your function",
        [('answer.get("state") != state', 'answer.get("state", state) != state')],
    ),
    "a state in capitals": (
        "the `state` came in capital letters, and your function",
        [('answer.get("state") != state', 'answer.get("state", "").lower() != state.lower()')],
    ),
    "a state that may go on": (
        "the `state` had one character more at its end",
        [('answer.get("state") != state', 'not answer.get("state", "").startswith(state)')],
    ),
    "a state that may begin with more": (
        "the `state` had one character more before it",
        [('answer.get("state") != state', 'not answer.get("state", "").endswith(state)')],
    ),
    "a state in part": (
        "the `state` had one character more at its end",
        [('answer.get("state") != state', 'answer.get("state", "")[:8] != state[:8]')],
    ),
    "an issuer that may begin with more": (
        "the `iss` had one character more before it",
        [
            (
                'answer.get("iss") != told["issuer"]',
                'not answer.get("iss", "").endswith(told["issuer"])',
            )
        ],
    ),
    "an issuer in part": (
        "the `iss` had one character more at its end",
        [
            (
                'answer.get("iss") != told["issuer"]',
                'not answer.get("iss", "").startswith(told["issuer"][:9])',
            )
        ],
    ),
    "an issuer that is not compared": (
        "the `iss` was left out, and your function",
        [(' or answer.get("iss") != told["issuer"]', "")],
    ),
    "an issuer that may be missing": (
        "the `iss` was left out, and your function",
        [('answer.get("iss") != told', 'answer.get("iss", told["issuer"]) != told')],
    ),
    "an issuer without its slash": (
        "the `iss` had a slash at its end, and your function",
        [('answer.get("iss") != told', 'answer.get("iss", "").rstrip("/") != told')],
    ),
    "an issuer that is compared too late": (
        "your function sent the code on, before it looked",
        [
            (' or answer.get("iss") != told["issuer"]', ""),
            (LAST, 'return token if person.ok and answer.get("iss") == told["issuer"] else None'),
        ],
    ),
    "an error that is overlooked": (
        "return None instead of raising",
        [('    if "code" not in answer:\n        return None\n', "")],
    ),
    "a document that is believed": (
        "A document of another issuer: the document said",
        [
            (
                "    if f\"{told['issuer']}/.well-known/oauth-authorization-server\" != "
                "discovery_address:\n        return None\n",
                "",
            )
        ],
    ),
    "a document that only begins so": (
        "A document of another issuer: the document said",
        [("!= discovery_address", ".replace('//.', '/.') != discovery_address")],
    ),
    "a refusal that is overlooked": (
        "return None instead of raising",
        [('.get("access_token")', '["access_token"]')],
    ),
    "a token that is not used": (
        "it was not used at the document's `userinfo_endpoint`",
        [
            ('requests.get(told["userinfo_endpoint"], headers=headers, timeout=5)', "None"),
            (LAST, "return token"),
        ],
    ),
    "a token that is used twice": (
        "it was used 2 times. Wanted: once.",
        [
            (
                "    person =",
                '    requests.get(told["userinfo_endpoint"], headers=headers, timeout=5)\n'
                "    person =",
            )
        ],
    ),
    "a token that is used until it works, and once more": (
        "it was used 3 times. Wanted: once.",
        [
            (
                "    person =",
                '    for _ in "ab":\n'
                '        requests.get(told["userinfo_endpoint"], headers=headers, timeout=5)\n'
                "    person =",
            )
        ],
    ),
    "a refused token": (
        "A token that was refused: your function returned",
        [(LAST, "return token")],
    ),
    "a refused token, whose answer is read": (
        "A token that was refused: your function returned",
        [(LAST, "return token if person.json() else None")],
    ),
    "a refused token, unless it is the server's fault": (
        "A token that was refused: your function returned",
        [(LAST, "return token if person.status_code < 500 else None")],
    ),
    "a token in the address": (
        "it was not used at",
        [("headers=headers", 'params={"access_token": token}')],
    ),
    "a token in header and address": (
        "it was in an address, too",
        [("headers=headers", 'headers=headers, params={"access_token": token}')],
    ),
    "a token of another scheme": ("it was not used at", [("Bearer {token}", "OAuth {token}")]),
    "a token that goes elsewhere, too": (
        "it was sent to another address as well",
        [
            (
                "    person =",
                '    requests.get(told["issuer"], headers=headers, timeout=5)\n    person =',
            )
        ],
    ),
    "another value": ("Wanted: the access token", [(LAST, "return person.json()['sub']")]),
    "two links": (
        "`open_link` was called 2 times",
        [
            (
                "    back = open_link(",
                "    open_link(told['authorization_endpoint'])\n    back = open_link(",
            )
        ],
    ),
}


@pytest.mark.parametrize("name", RIGHT)
def test_another_right_way_passes(name: str) -> None:
    verdict = provider_check.try_out(changed(*RIGHT[name]))
    assert verdict.passed, verdict


@pytest.mark.parametrize("name", WRONG)
def test_what_was_left_out_is_told(name: str) -> None:
    says, pairs = WRONG[name]
    verdict = provider_check.try_out(changed(*pairs))
    assert not verdict.passed
    assert says in repr(verdict)
    assert not TOKEN.search(repr(verdict))
    assert "get_token" not in decisions.noted(decisions.TURN)


def test_what_the_notebook_starts_with_is_told_and_so_is_what_never_ends() -> None:
    verdict = provider_check.try_out(lambda *_: None)
    assert verdict.lines[0].startswith("The document: your function never read it")

    def loops(*_: object) -> None:
        while True:
            pass

    assert "longer than 2 seconds" in repr(provider_check.try_out(loops))
    with pytest.raises(PlainError, match="without brackets"):
        provider_check.try_out(None)  # type: ignore[arg-type]


def test_no_token_or_code_is_in_an_error_of_the_readers() -> None:
    verdict = provider_check.try_out(changed((LAST, "raise ValueError(f'{token} {back}')")))
    assert "ValueError" in repr(verdict) and not TOKEN.search(repr(verdict))
