"""Faults in what is compared: redirect addresses, states, nonces."""

from __future__ import annotations

from faults.fault import Fault

FAULTS = [
    Fault(
        "alike: a code is exchanged with another address than the link had",
        "practice/rules/grants.py",
        '        if code.redirect_uri != sent["redirect_uri"]:\n'
        "            raise Refusal(400, MISMATCH, code.flow)\n",
        "",
        ("tests/practice/rules/test_practice_oauth.py", "tests/practice/rules"),
    ),
    Fault(
        "alike: the mismatch is told to the address that was sent",
        "practice/rules/authorize.py",
        '_with_error(first, "redirect_mismatch"',
        '_with_error(redirect_uri, "redirect_mismatch"',
        ("tests/practice/rules/test_practice_oauth.py", "tests/practice/rules"),
    ),
    Fault(
        "alike: a whole address without a state is taken",
        "lessons/exchange/pasted.py",
        "    if query is not None:\n        _compare_state(",
        '    if query and "state" in query:\n        _compare_state(',
        ("tests/lessons/exchange/test_pasted.py",),
    ),
    Fault(
        "alike: the state beside a token in a fragment is not compared",
        "lessons/exchange/pasted.py",
        '    _compare_state(told.get("state", ""), expected_state)\n',
        "",
        ("tests/lessons/exchange/test_pasted.py",),
    ),
    Fault(
        "alike: the script takes the beginning of its state for all of it",
        "program/get_token.py",
        'elif answer["state"] != state:',
        'elif not state.startswith(answer["state"]):',
        ("tests/program/test_get_token.py",),
    ),
    Fault(
        "alike: Harbor exchanges a code with another redirect address",
        "lessons/lab/authorization_server.py",
        '        if code.redirect_uri != sent.get("redirect_uri"):\n'
        '            return self._refuse("invalid_grant: another redirect_uri")\n',
        "",
        ("tests/lessons/lab/test_world_checks.py",),
    ),
    Fault(
        "alike: an id_token without a nonce is believed",
        "helpers/id_token.py",
        'str(claims.get("nonce", "")).encode()',
        'str(claims.get("nonce", nonce)).encode()',
        ("tests/helpers/test_id_token.py",),
    ),
    Fault(
        "alike: the consent page's form loses the state",
        "practice/web/consent_pages.py",
        '    "state",\n    "nonce",',
        '    "nonce",',
        ("tests/practice/web",),
    ),
    Fault(
        "alike: an address that isn't registered any more is good for an exchange",
        "practice/rules/grants.py",
        'if sent.get("redirect_uri") not in application.redirect_uris:',
        'if not sent.get("redirect_uri"):',
        ("tests/practice/rules",),
    ),
    Fault(
        "alike: an error that answers another link is believed",
        "lessons/exchange/pasted.py",
        'if expected_state and query.get("state", expected_state) != expected_state:',
        'if expected_state and not query.get("state", expected_state):',
        ("tests/lessons/exchange/test_pasted.py",),
    ),
    Fault(
        "alike: the script believes an error of another link",
        "program/reading.py",
        'if "error" in found and found.get("state", state) == state:',
        'if "error" in found:',
        ("tests/program",),
    ),
]
