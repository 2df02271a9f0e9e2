"""The README of helpers names every file, in an order in which they can be read."""

from __future__ import annotations

import re
from pathlib import Path

HELPERS = Path(__file__).resolve().parents[2] / "helpers"
README = (HELPERS / "README.md").read_text(encoding="utf-8")
NAMED = re.findall(r"^\| `(\w+)\.py` \|", README, re.MULTILINE)
FILES = {path.stem: path.read_text(encoding="utf-8") for path in HELPERS.rglob("*.py")}


def test_the_readme_names_every_file_there_is() -> None:
    assert set(NAMED) | {"__init__"} == set(FILES)


def test_each_file_stands_on_those_above_it() -> None:
    assert len(NAMED) > 8
    for place, name in enumerate(NAMED):
        imported = set(re.findall(r"^from helpers\.(\w+) import", FILES[name], re.MULTILINE))
        for line in re.findall(r"^from helpers import (.+)$", FILES[name], re.MULTILINE):
            imported |= set(line.split(", "))
        assert imported <= set(NAMED[:place]), name


def test_helpers_is_small() -> None:
    assert len(FILES) <= 13
    assert sum(len(source.splitlines()) for source in FILES.values()) <= 2000
