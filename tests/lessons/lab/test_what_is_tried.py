"""What the laboratory tries, where no single fix shows that it does."""

from __future__ import annotations

from pathlib import Path

import pytest

from lessons.lab import codes, token_in_log, variants
from lessons.lab.record import Record

VALUE = "1f7c93e05ab28d460c5e9b7d13a84f62"


@pytest.mark.parametrize("at", range(len(VALUE)))
def test_each_character_is_once_another(at: int) -> None:
    made = [change(VALUE) for _, change in variants.texts(len(VALUE), ascii_only=True)]
    alike = [one for one in made if len(one) == len(VALUE)]
    rest = VALUE[:at], VALUE[at + 1 :]
    assert [one for one in alike if (one[:at], one[at + 1 :]) == rest and one != VALUE]


def test_a_used_code_comes_again_some_time_later_too(tmp_path: Path) -> None:
    tries = list(codes.CODE_REPLAY.tries(Record(), tmp_path))
    waits = [each for each in tries if each.pause]
    assert [each.pause for each in waits] == [codes.SOME_TIME] and codes.SOME_TIME >= 0.5
    (first, again) = waits[0].calls
    assert first == again


@pytest.mark.parametrize("written", [VALUE[::-1], VALUE[::-1][4:16], "-".join(VALUE[::-1])])
def test_a_token_written_backwards_is_a_leak(written: str) -> None:
    found = token_in_log._leak(f"Otter got {written}", VALUE)
    assert found == "6 characters or more of a token, written backwards,"
