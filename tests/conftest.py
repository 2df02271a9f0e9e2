"""What tests of several folders share."""

from __future__ import annotations

import pytest
from finding_chromium import find_chromium


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of a browser. Without one the test fails loudly; it is never skipped."""
    try:
        return find_chromium()
    except LookupError as problem:
        pytest.fail(str(problem))
