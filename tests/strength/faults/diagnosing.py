"""Faults in the clinic's causes."""

from __future__ import annotations

from faults.fault import Fault

COMPARING, HIDING = "lessons/clinic/comparing.py", "lessons/clinic/hiding.py"
OF_CLINIC = ("tests/lessons/clinic",)

FAULTS = [
    Fault(
        "diagnosing: what stands around a value makes it another",
        COMPARING,
        '    if right in sent:\n        return "around"\n',
        "",
        OF_CLINIC,
    ),
    Fault(
        "diagnosing: a code that was exchanged is not known elsewhere",
        COMPARING,
        'if name != "code" and mine.used_code and',
        'if name == "code" and mine.used_code and',
        OF_CLINIC,
    ),
    Fault(
        "diagnosing: a clock that is behind is ahead",
        "lessons/clinic/clock.py",
        'way = "behind" if gap > 0 else "ahead of"',
        'way = "behind" if gap < 0 else "ahead of"',
        OF_CLINIC,
    ),
    Fault(
        "diagnosing: a token in a path is shown",
        HIDING,
        'anywhere = " ".join([request.path, *(value for _, value in values)])',
        'anywhere = " ".join(value for _, value in values)',
        OF_CLINIC,
    ),
    Fault(
        "diagnosing: nobody's client ID is shown",
        HIDING,
        'if sending.message(reply) in ("invalid client", "client does not exist"):',
        'if sending.message(reply) == "invalid client secret":',
        OF_CLINIC,
    ),
]
