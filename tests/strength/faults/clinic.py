"""Faults in the clinic: a wrong cause is named, or a secret shown."""

from __future__ import annotations

from faults.fault import Fault

OF_CLINIC = ("tests/lessons/clinic",)

FAULTS = [
    Fault(
        "clinic: every application is the reader's",
        "lessons/clinic/case.py",
        "return bool(sent) and sent == self.mine.client_id",
        "return bool(sent)",
        OF_CLINIC,
    ),
    Fault(
        "clinic: a clock that is ahead is right",
        "lessons/clinic/clock.py",
        "abs(gap) > CLOCKS_DIFFER",
        "gap > CLOCKS_DIFFER",
        OF_CLINIC,
    ),
    Fault(
        "clinic: any code is as old as the kept one",
        "lessons/clinic/clock.py",
        "if not code or code != mine.code or not",
        "if not code or not",
        OF_CLINIC,
    ),
    Fault(
        "clinic: a secret with a strange client ID is an old one",
        "lessons/clinic/clients.py",
        'if kind == "kept" and own_client:',
        'if kind == "kept":',
        OF_CLINIC,
    ),
    Fault(
        "clinic: two different values are nearly one",
        "lessons/clinic/comparing.py",
        "NEARLY = 0.9 ",
        "NEARLY = 0.2 ",
        OF_CLINIC,
    ),
    Fault(
        "clinic: the real Twitch's codes live ten minutes",
        "lessons/clinic/grants.py",
        "case.sent.to_this_computer and case.age and",
        "case.age and",
        OF_CLINIC,
    ),
    Fault(
        "clinic: what stands in Client-Id is shown",
        "lessons/clinic/hiding.py",
        '    found.add(request.headers.get("client-id", ""))\n',
        "",
        OF_CLINIC,
    ),
    Fault(
        "clinic: an older answer came when the last one did",
        "lessons/clinic/__init__.py",
        "for one in both if one and one.reply is failure), None)",
        "for one in both if one), None)",
        OF_CLINIC,
    ),
    Fault(
        "clinic: a strange state in an error is not spoken of",
        "lessons/clinic/__init__.py",
        "look_at = (other,) if strange else ()",
        "look_at = ()",
        OF_CLINIC,
    ),
    Fault(
        "clinic: a part of a secret is hidden before the whole",
        "lessons/clinic/diagnosis.py",
        "sorted(secrets, key=len, reverse=True)",
        "sorted(secrets, key=len)",
        OF_CLINIC,
    ),
    Fault(
        "clinic: another port of this computer is another Twitch",
        "lessons/clinic/elsewhere.py",
        "if host == right or not names or",
        "if not names or",
        OF_CLINIC,
    ),
    Fault(
        "clinic: revoke names no other application",
        "lessons/clinic/tokens.py",
        "    if not own and case.mine.client_id and",
        "    if own and case.mine.client_id and",
        OF_CLINIC,
    ),
]
