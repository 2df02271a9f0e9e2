"""What the tests in this folder share."""

from __future__ import annotations

from dataclasses import fields

import pytest
from clinic_tests import MINE

from helpers import credentials


@pytest.fixture
def kept(practice):
    """What is kept for practice: all of MINE."""
    values = {field.name: getattr(MINE, field.name) for field in fields(MINE)}
    credentials.keep(practice, **values)
    return practice
