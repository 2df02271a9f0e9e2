"""What the tests in this folder share."""

from __future__ import annotations

from pathlib import Path

import pytest
from start_tutorial import (
    LAB,
    PIP,
    STEP,
    VENV_WITHOUT_PIP,
    Tutorial,
)


@pytest.fixture
def tutorial(tmp_path: Path) -> Tutorial:
    return Tutorial(tmp_path / "a copy", venv=VENV_WITHOUT_PIP, pip=PIP, jupyterlab=LAB)


@pytest.fixture
def with_tests(tmp_path: Path) -> Tutorial:
    steps = dict.fromkeys(("ruff", "mypy", "pytest"), STEP)
    copy = Tutorial(tmp_path / "copy", venv=VENV_WITHOUT_PIP, pip=PIP, **steps)
    (copy.folder / "tests").mkdir()
    (copy.folder / "tests" / "finding_chromium.py").write_text("print('a browser')")
    (copy.folder / "tests" / "faults").mkdir()
    (copy.folder / "tests" / "faults" / "inject.py").write_text(STEP)
    return copy
