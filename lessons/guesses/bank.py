"""All guesses, by their names."""

from __future__ import annotations

from lessons.guesses import authorization_code

GUESSES = {**authorization_code.GUESSES}
