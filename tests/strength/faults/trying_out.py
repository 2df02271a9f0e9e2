"""Faults in the checks of the reader's code, and in the laboratory's guards."""

from __future__ import annotations

from faults.fault import Fault

FAULTS = [
    Fault(
        "trying out: a request with two Authorization headers passes",
        "lessons/checks/ask_check.py",
        "if len(headers) != 1:",
        "if not headers:",
        ("tests/lessons/checks/test_ask_check.py",),
    ),
    Fault(
        "trying out: what the reader's git ignores everywhere counts as their .gitignore",
        "lessons/checks/ignore_check.py",
        '[git, "-c", f"core.excludesFile={os.devnull}", *words]',
        "[git, *words]",
        ("tests/lessons/checks/test_ignore_check.py",),
    ),
    Fault(
        "trying out: scopes with a line break between them pass",
        "lessons/checks/link_check.py",
        'sorted(value.split(" "))',
        "sorted(value.split())",
        ("tests/lessons/checks/test_link_check.py",),
    ),
    Fault(
        "trying out: an id_token may be taken in the second in which it expires",
        "lessons/checks/claims_check.py",
        "for seconds in (0, 1, 300,",
        "for seconds in (1, 300,",
        ("tests/lessons/checks/test_claims_check.py",),
    ),
    Fault(
        "trying out: a second slow_down may be passed over",
        "lessons/checks/poll_check.py",
        "self.wanted += SLOWER",
        "self.wanted = self.interval + SLOWER",
        ("tests/lessons/checks/test_poll_check.py",),
    ),
    Fault(
        "trying out: a verdict counts its lines in place of its cases",
        "lessons/checks/trying.py",
        'f"{len(cases)} cases"',
        'f"{len(lines)} cases"',
        ("tests/lessons/checks/test_trying.py",),
    ),
    Fault(
        "trying out: 1 passes where True is wanted",
        "lessons/checks/trying.py",
        "type(given) is not type(wanted) or given != wanted",
        "given != wanted",
        ("tests/lessons/checks/test_trying.py",),
    ),
    Fault(
        "trying out: a link to an address that only begins like Twitch's passes",
        "lessons/checks/link_check.py",
        'if link.partition("?")[0] != base:',
        "if not link.startswith(base):",
        ("tests/lessons/checks/test_link_check.py",),
    ),
    Fault(
        "trying out: an id_token with an empty azp may be taken",
        "lessons/checks/claims_check.py",
        'for azp in (other, ""):',
        "for azp in (other,):",
        ("tests/lessons/checks/test_claims_check.py",),
    ),
]
