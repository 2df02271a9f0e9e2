"""What the tests in this folder share."""

from __future__ import annotations

import pytest
from chat_tests import World


@pytest.fixture
def world():
    return World()
