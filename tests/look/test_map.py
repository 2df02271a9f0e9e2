"""The map says in every form which stations are done and where the reader is."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from look import map as drawn
from look.map import STATIONS

NOTEBOOKS = Path(__file__).parents[2] / "notebooks"


def test_the_stations_are_the_notebooks():
    assert list(STATIONS) == sorted(path.stem.split("_")[0] for path in NOTEBOOKS.glob("*.ipynb"))


@pytest.mark.parametrize("here", STATIONS)
def test_a_tick_stands_where_something_is_done_and_nowhere_else(here):
    items = re.findall(r"<li.*?</li>", drawn.draw({"00", "07"}, here))
    assert len(items) == len(STATIONS)
    for number, item in zip(STATIONS, items, strict=True):
        assert (drawn.TICK in item) == ("(done)" in item) == (number in {"00", "07"})
        assert ('aria-current="step"' in item) == (f"<b>{number} " in item) == (number == here)


def test_it_is_told_in_words():
    assert drawn.tell({"00", "07"}, "08") == "You are at 08 · Authorization code. Done: 00, 07."
    assert drawn.tell(set(), "00") == "You are at 00 · Start here."
