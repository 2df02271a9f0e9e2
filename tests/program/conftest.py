"""Every test of get_token.py has surroundings of its own."""

from __future__ import annotations

import pytest


@pytest.fixture(autouse=True)
def _own_surroundings(own_surroundings: None) -> None:
    pass
