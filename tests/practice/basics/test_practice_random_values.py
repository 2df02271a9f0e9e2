"""Values that nobody can guess: each character as likely as any other, in each place."""

from __future__ import annotations

import secrets

import pytest

from practice.basics.random_values import ALPHABET, random_text


@pytest.mark.parametrize("length", [1, 30, 50])
def test_a_text_is_one_number_below_all_there_are(monkeypatch, length):
    monkeypatch.setattr(secrets, "randbelow", lambda most: most - 1)
    assert random_text(length) == "9" * length
    monkeypatch.setattr(secrets, "randbelow", lambda most: 0)
    assert random_text(length) == "a" * length


def test_each_character_comes_in_each_place():
    texts = [random_text(30) for _ in range(2000)]
    assert all(set(place) == set(ALPHABET) for place in zip(*texts, strict=True))
    assert len(set(texts)) == len(texts)
