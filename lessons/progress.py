"""What the reader has done, kept beside the private file: names and fingerprints, no secret.

A file for each Twitch. What can't be written or read is left out: no lesson depends on it.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from helpers import private_file, private_folder
from helpers.plain_errors import PlainError
from helpers.private_folder import fingerprint
from helpers.service import Service

MOST_STEPS = 300
Progress = dict[str, Any]


def note(twitch: Service, kind: str, name: str, value: str = "") -> None:
    """Keep what was done or chosen: a kind, such as "guessed", the name of one, and the choice."""

    def add(progress: Progress) -> None:
        progress["noted"].setdefault(kind, {})[name] = value

    _change(twitch, add)


def noted(twitch: Service, kind: str) -> dict[str, str]:
    """All of this kind with their values, in the order in which they were first noted."""
    return dict(_read(twitch)["noted"].get(kind, {}))


def step(twitch: Service, kind: str, error: str = "", what: str = "", **values: str | None) -> None:
    """Keep a step of the reader's own way to a token; of each value its fingerprint."""
    try:  # before the lock is taken: the first fingerprint makes its key
        marks = {name: fingerprint(value) for name, value in values.items() if value}
    except PlainError:
        return
    outcome = "refused" if error else "done"
    record = {"at": int(time.time()), "kind": kind, "outcome": outcome, "error": error}

    def add(progress: Progress) -> None:
        progress["steps"] = [*progress["steps"], {**record, "what": what, "marks": marks}]
        del progress["steps"][:-MOST_STEPS]

    _change(twitch, add)


def steps(twitch: Service) -> list[dict[str, Any]]:
    """The reader's own steps, oldest first: at, kind, outcome, error, what, marks."""
    return _read(twitch)["steps"]


def _path(twitch: Service) -> Path:
    return (private_folder.folder() / twitch.private_file).with_suffix(".progress.json")


def _read(twitch: Service) -> Progress:
    """What is kept; what is damaged counts as empty."""
    try:
        kept = json.loads(_path(twitch).read_text(encoding="utf-8"))
    except (OSError, ValueError, PlainError):
        kept = {}
    kept = kept if isinstance(kept, dict) else {}
    steps, names = kept.get("steps"), kept.get("noted")
    return {
        "steps": [one for one in steps if _is_step(one)] if isinstance(steps, list) else [],
        "noted": {
            kind: _values(all_of_it)
            for kind, all_of_it in (names.items() if isinstance(names, dict) else ())
        },
    }


def _values(noted: object) -> dict[str, str]:
    if isinstance(noted, list):  # an earlier version kept names alone
        noted = {name: "" for name in noted if isinstance(name, str)}
    values = noted.items() if isinstance(noted, dict) else ()
    return {name: value for name, value in values if isinstance(value, str)}


def _is_step(one: object) -> bool:
    wanted = {"kind": str, "outcome": str, "error": str, "what": str, "marks": dict}
    return isinstance(one, dict) and all(
        isinstance(one.get(name), kind) for name, kind in wanted.items()
    )


def _change(twitch: Service, change: Callable[[Progress], None]) -> None:
    with suppress(OSError, PlainError):
        path = _path(twitch)
        with private_file.locked(path.parent):
            progress = _read(twitch)
            change(progress)
            private_file.replace(path, json.dumps(progress, indent=1).encode())
