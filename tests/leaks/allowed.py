"""Where a secret may be, each with its reason. Everywhere else it is a leak."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from leak_search import Leak


@dataclass(frozen=True)
class Allowed:
    """Secrets of these kinds may be where this pattern fits all of the place's name."""

    where: str
    kinds: set[str]
    why: str

    def covers(self, leak: Leak) -> bool:
        kind = leak.mark.partition(" #")[0]
        return kind in self.kinds and re.fullmatch(self.where, leak.where) is not None


SENT_TO_THE_BROWSER = {"state", "nonce"}  # with the authorize link
IN_THE_ADDRESS_BAR = SENT_TO_THE_BROWSER | {"code", "access_token", "id_token", "pasted address"}

ALLOWED = [
    Allowed(
        r"tutorial/private/(practice|twitch)[\w-]*\.env",
        {"client_secret", "state", "code", "access_token", "refresh_token", "typed"},
        "The private file is where they are kept.",
    ),
    Allowed(
        r"tutorial/my-twitch-(app|program)/\.env",
        {"client_secret", "access_token", "refresh_token"},
        "The private file of a project of the reader's own.",
    ),
    Allowed(
        r"tutorial/private/practice\.sqlite3(-wal|-journal)?",
        {"nonce"},
        "Practice writes it into the id_token as it came. All else is there as a hash.",
    ),
    Allowed(
        r"what a kernel sent to the page|notebook [\w-]+|what a panel shows",
        SENT_TO_THE_BROWSER,
        "A link that is clicked leads the browser to Twitch with them.",
    ),
    Allowed(
        r"page-(consent|leaving|browser-error)[\w-]*",
        IN_THE_ADDRESS_BAR,
        "The viewer's answer goes through the browser's address bar: so OAuth has it.",
    ),
    Allowed(
        r"browser/Default/(Favicons|History|Network Action Predictor|Sessions/\w+)(-journal)?"
        r"|browser/segmentation_platform/ukm_db(-wal)?",
        IN_THE_ADDRESS_BAR,
        "A browser keeps the addresses that it was led to.",
    ),
]


def not_allowed(leaks: Iterable[Leak]) -> list[Leak]:
    """The leaks that no entry of the list covers."""
    left = [leak for leak in leaks if not any(one.covers(leak) for one in ALLOWED)]
    return sorted(left, key=lambda leak: (leak.where, leak.mark, leak.way))
