"""The notebooks stay short: little before the first success, and minutes as they are counted."""

from __future__ import annotations

import re

import pytest
from words import FOLDER, TEN_STEPS, counted

from lessons.decisions import NOTEBOOKS


def test_little_is_read_before_the_first_request():
    assert 50 < counted("00").before_the_first_request <= 200


def test_the_ten_steps_are_short():
    steps = [counted(number) for number in TEN_STEPS]
    assert 3000 < sum(one.read for one in steps) <= 4400
    assert sum(one.folds for one in steps) <= 1200


@pytest.mark.parametrize("number", NOTEBOOKS)
def test_a_notebook_says_the_minutes_that_were_counted(number):
    (path,) = FOLDER.glob(f"{number}_*.ipynb")
    said = re.search(r"\*\*(\d+) minutes", path.read_text(encoding="utf-8"))
    assert said and int(said[1]) == counted(number).minutes
