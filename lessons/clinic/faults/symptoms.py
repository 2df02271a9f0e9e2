"""What the reader notices of a fault. The list names this, so that the cause is left to find."""

from __future__ import annotations

import zlib

from lessons.clinic.faults.bench import Fault

NO_PAGE = "The link opens an error page"
COMES_BACK = "The browser comes back with an error"
EXCHANGE = "An exchange is refused"
OWN_EXCHANGE = "An exchange in your own code is refused"
LATER_EXCHANGE = "An exchange is refused, after an earlier one went well"
REFRESHING = "A refresh is refused"
API = "The API refuses a call"
OWN_API = "The API refuses a call in your own code"
LATER_API = "The API refuses a call, after earlier ones went well"
VALIDATING = "Validating is refused"
REVOKING = "Revoking is refused"

# Where they show: the headings of the list.
GROUPS = {
    "The link": (NO_PAGE,),
    "What comes back": (COMES_BACK,),
    "The exchange": (EXCHANGE, OWN_EXCHANGE, LATER_EXCHANGE),
    "The refresh": (REFRESHING,),
    "The token in use": (API, OWN_API, LATER_API, VALIDATING, REVOKING),
}

Options = tuple[tuple[str, str], ...]


def grouped(faults: list[Fault]) -> tuple[tuple[str, Options], ...]:
    """Each heading, and its faults: the title, to find it again, and what the list shows."""
    return tuple(
        (heading, tuple(one for symptom in shown for one in _cases(symptom, faults)))
        for heading, shown in GROUPS.items()
    )


def _cases(symptom: str, faults: list[Fault]) -> list[tuple[str, str]]:
    titles = [fault.title for fault in faults if fault.symptom == symptom]
    titles.sort(key=lambda title: zlib.crc32(title.encode()))  # neighbours would be alike
    return [(title, f"{symptom}, case {number}") for number, title in enumerate(titles, 1)]
