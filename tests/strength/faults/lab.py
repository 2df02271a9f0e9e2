"""Faults in the laboratory: a wrong check passes, or the reader's own settings reach it."""

from __future__ import annotations

from faults.fault import Fault

HARNESS, LOG = "lessons/lab/harness.py", "lessons/lab/token_in_log.py"
CALLING, VARIANTS = "lessons/lab/calling.py", "lessons/lab/variants.py"
OF_LAB = ("tests/lessons/lab",)

FAULTS = [
    Fault(
        "lab: any answer of a check will do",
        CALLING,
        "if not fits:",
        "if False:",
        OF_LAB,
    ),
    Fault(
        "lab: a check may stand in the way of honest use",
        HARNESS,
        'Check(False, "Your check blocks',
        'Check(True, "Your check blocks',
        OF_LAB,
    ),
    Fault(
        "lab: the reader's way of signing reaches it",
        "lessons/lab/running_git.py",
        '    "commit.gpgsign": "false",\n',
        "",
        OF_LAB,
    ),
    Fault(
        "lab: capitals hide a token",
        LOG,
        're.sub(r"[\\W_]", "", text).lower()',
        're.sub(r"[\\W_]", "", text)',
        OF_LAB,
    ),
    Fault("lab: six characters of a token are no leak", LOG, "RUN = 6 ", "RUN = 12 ", OF_LAB),
    Fault(
        "lab: no port is tried",
        VARIANTS,
        'for port in ("80", "443", "8080", "8081", "1", ""):',
        "for port in ():",
        OF_LAB,
    ),
    Fault(
        "lab: no other scheme is tried",
        VARIANTS,
        'found += [f"{scheme}:{rest}"',
        'found += [f"/{scheme}{rest}"',
        OF_LAB,
    ),
    Fault(
        "lab: an exception is as good as False",
        CALLING,
        "raise self._told(raised[0])",
        "return [False] * len(calls)",
        OF_LAB,
    ),
    Fault(
        "lab: an endless loop is not ended",
        CALLING,
        "            stop(thread)\n",
        "",
        OF_LAB,
    ),
    Fault(
        "lab: a verifier without a challenge is right",
        "lessons/lab/guards.py",
        "return challenge is None and verifier is None",
        "return challenge is None",
        OF_LAB,
    ),
    Fault(
        "lab: the server keeps no older refresh tokens",
        "lessons/lab/authorization_server.py",
        "            consent.older.add(consent.newest)",
        "            consent.older.add(refresh_token)",
        OF_LAB,
    ),
    Fault(
        "lab: an ended consent still answers",
        "lessons/lab/authorization_server.py",
        "return consent if consent and consent.alive else None",
        "return consent",
        OF_LAB,
    ),
    Fault(
        "lab: the books hold the secrets",
        "lessons/lab/record.py",
        'return self.readable("\\n".join(self._books))',
        'return "\\n".join(self._books)',
        OF_LAB,
    ),
    Fault(
        "lab: the drawing holds the secrets",
        "lessons/lab/record.py",
        "{name: self.readable(value) for name, value in move.gave.items()}",
        "dict(move.gave)",
        OF_LAB,
    ),
]
