"""Faults in the causes that the clinic and the set-up name."""

from __future__ import annotations

from faults.fault import Fault

FAULTS = [
    Fault(
        "naming: practice by its number counts as another Twitch than practice by its name",
        "lessons/clinic/elsewhere.py",
        'return "localhost" if host in LOOPBACK else host, port or usual',
        "return host, port or usual",
        ("tests/lessons/clinic/test_codes_and_applications.py",),
    ),
    Fault(
        "naming: a mask in another field than the refused one is told as the cause",
        "lessons/clinic/masks.py",
        "if name in REFUSED and re.search(REFUSED[name], message, re.IGNORECASE):",
        "if name in REFUSED and message:",
        ("tests/lessons/clinic/test_masks.py",),
    ),
    Fault(
        "naming: a warning about an earlier package makes a missing one the network's fault",
        "why_pip_failed.py",
        'since = words.rpartition("Collecting ")[2]',
        "since = words",
        ("tests/start/test_why_pip_failed.py",),
    ),
    Fault(
        "naming: the first complaint inside a failed build is told in place of its last",
        "why_pip_failed.py",
        'return failed[-1].lstrip("│ ")',
        'return failed[0].lstrip("│ ")',
        ("tests/start/test_why_pip_failed.py",),
    ),
    Fault(
        "naming: an error's state counts as strange where no state is kept",
        "lessons/clinic/__init__.py",
        'strange = mine.state and answer.get("state", mine.state) != mine.state',
        'strange = answer.get("state", mine.state) != mine.state',
        ("tests/lessons/clinic/test_redirects_and_scopes.py",),
    ),
    Fault(
        "naming: HTTP Basic of one's own is told as the .netrc file's",
        "lessons/clinic/basic.py",
        "FROM_NETRC if found and found == pair(request) else FROM",
        "FROM_NETRC if found else FROM",
        ("tests/lessons/clinic/test_another_header_won.py",),
    ),
]
