"""What a fault is."""

from __future__ import annotations

from typing import NamedTuple


class Fault(NamedTuple):
    """A text that stands once in a file, what is put in its place, and the tests to run."""

    name: str
    file: str
    text: str
    instead: str
    tests: tuple[str, ...]
