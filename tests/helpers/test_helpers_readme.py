"""The map of helpers names every file there is, and its first table keeps its promise."""

from __future__ import annotations

import re
from pathlib import Path

from test_arrows import ALLOWED

HELPERS = Path(__file__).resolve().parents[2] / "helpers"
README = (HELPERS / "README.md").read_text(encoding="utf-8")


def names_in(text: str) -> list[str]:
    return re.findall(r"`([\w/]+(?:\.py|/))`", text)


def test_every_file_and_folder_of_helpers_is_in_the_map() -> None:
    files = {path.name for path in HELPERS.glob("*.py")} - {"__init__.py"}
    folders = {f"{path.parent.name}/" for path in HELPERS.glob("*/__init__.py")}
    assert len(files) > 20 and len(folders) > 3
    assert (files | folders) - set(names_in(README)) == set()


def test_everything_in_the_map_is_there() -> None:
    assert [name for name in names_in(README) if not (HELPERS / name).exists()] == []


def test_what_is_to_be_read_in_an_hour_stands_on_what_is_above() -> None:
    hour = README.split("## Read these in an hour")[1].split("## ")[0]
    order = [name.removesuffix(".py") for name in names_in(hour)]
    assert len(order) > 8
    apart = {"practice_process", "last_failure", "prose"}  # named later, and not needed to follow
    for place, name in enumerate(order):
        assert ALLOWED["helpers"][name] - apart - set(order[:place]) == set(), name


def test_what_is_to_be_read_in_an_hour_is_short_enough() -> None:
    hour = README.split("## Read these in an hour")[1].split("## ")[0]
    lines = sum(len((HELPERS / name).read_text("utf-8").splitlines()) for name in names_in(hour))
    assert 1000 < lines < 2400  # a second and a half for a line, and less in the tables
