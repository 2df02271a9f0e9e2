"""How the tests are shared out when several run at a time."""

from __future__ import annotations

from typing import Any

from xdist.scheduler import LoadScopeScheduling

# Each of these is long, and shares nothing with the others of its file.
ALONE = (
    "tests/browser/test_a_person_walks.py",
    "tests/browser/test_leaks.py",
    "tests/browser/test_panels_live_on.py",
    "tests/leaks/",
    "tests/lessons/lab/",
    "tests/notebooks/",
)


class ByFile(LoadScopeScheduling):  # type: ignore[misc]  # xdist's classes have no types
    """The tests of a file run one after another: they share a browser, and a Practice Twitch."""

    def __init__(self, config: Any, log: Any) -> None:
        super().__init__(config, log)
        config.option.loadscopereorder = False  # the longest stand first

    def _split_scope(self, nodeid: str) -> str:
        return nodeid if nodeid.startswith(ALONE) else nodeid.partition("::")[0]
