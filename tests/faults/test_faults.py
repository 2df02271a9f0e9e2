"""The faults leave nothing out. `start.py test --all` injects them all, before the tests."""

from __future__ import annotations

from senders import ONE_REQUEST, names_in_helpers
from wire import answers


def test_every_function_of_helpers_that_sends_is_tried() -> None:
    assert len(names_in_helpers()) > 10
    assert names_in_helpers() == set(ONE_REQUEST)


def test_there_are_answers_of_every_kind() -> None:
    kinds = [answer.kind for answer in answers()]
    assert len(set(kinds)) == 6 and min(map(kinds.count, kinds)) >= 5
