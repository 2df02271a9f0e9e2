"""A state, a nonce, an issuer, an address: are these two the same?"""

from __future__ import annotations

from faults.fault import Fault

FAULTS = [
    Fault(
        "matching: the mismatch is told to the address that was registered last",
        "practice/rules/authorize.py",
        "first = application.redirect_uris[0]",
        "first = application.redirect_uris[-1]",
        ("tests/practice/rules",),
    ),
    Fault(
        "matching: what begins with http is an address",
        "practice/rules/console.py",
        'if not uri.startswith(("https://", "http://")):',
        'if not uri.startswith("http"):',
        (
            "tests/practice/web/test_practice_console.py",
            "tests/practice/rules",
        ),
    ),
    Fault(
        "matching: an id_token of any issuer is believed",
        "helpers/id_token.py",
        "            issuer=issuer,\n",
        "",
        ("tests/helpers",),
    ),
    Fault(
        "matching: a state with one letter in common is told as damaged",
        "lessons/exchange/pasted.py",
        "NEARLY = 8  #",
        "NEARLY = 1  #",
        ("tests/lessons/exchange",),
    ),
    Fault(
        "matching: a redirect address loses the slash at its end when it is entered",
        "lessons/exchange/pasted.py",
        """    address = clean(text)
    _refuse_mask(address)
""",
        """    address = clean(text).rstrip("/")
    _refuse_mask(address)
""",
        (
            "tests/lessons/exchange",
            "tests/lessons/panels",
        ),
    ),
    Fault(
        "matching: the careful guard takes what begins as a registered address",
        "lessons/lab/guards.py",
        "return asked in registered",
        "return any(asked.startswith(one) for one in registered)",
        ("tests/lessons/lab",),
    ),
    Fault(
        "matching: the careful guard takes an id_token without a nonce",
        "lessons/lab/guards.py",
        'return claims.get("nonce") == sent',
        'return claims.get("nonce", sent) == sent',
        ("tests/lessons/lab",),
    ),
    Fault(
        "matching: the careful guard takes a challenge without a verifier",
        "lessons/lab/guards.py",
        "        return challenge is None and verifier is None\n",
        "        return verifier is None\n",
        ("tests/lessons/lab",),
    ),
    Fault(
        "matching: of two pasted addresses the longer one is read, whatever its state",
        "program/reading.py",
        'found = next((answer for answer in answers if answer.get("state") == state), fullest)',
        "found = fullest",
        ("tests/program",),
    ),
    Fault(
        "matching: a reader's comparison may take the usual port",
        "lessons/checks/match_check.py",
        """        add("Another port", "http://localhost:80", registered, False)
        add("Another port", one.replace(host, f"{host}:443"), registered, False)
""",
        "",
        ("tests/lessons/checks",),
    ),
    Fault(
        "matching: a reader may believe an id_token whose issuer begins as the right one",
        "lessons/checks/claims_check.py",
        """        f"{issuer}/",
        f"{issuer}.example",
        issuer[:-1],
""",
        "",
        ("tests/lessons/checks",),
    ),
]
