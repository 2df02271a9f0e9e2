"""Where the tests look for a browser."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import finding_chromium
import pytest
from start_tutorial import (
    TESTS,
    WITHIN,
)


def test_chromium_path_goes_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "mine").write_text("")
    monkeypatch.setenv("CHROMIUM_PATH", str(tmp_path / "mine"))
    assert finding_chromium.find_chromium() == str(tmp_path / "mine")


def test_a_wrong_chromium_path_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHROMIUM_PATH", str(tmp_path / "gone"))
    with pytest.raises(LookupError, match="CHROMIUM_PATH"):
        finding_chromium.find_chromium()


def test_a_browser_test_without_a_browser_fails_loudly(tmp_path: Path) -> None:
    for name in ("conftest.py", "finding_chromium.py", "surroundings.py"):
        shutil.copy(TESTS / name, tmp_path)
    (tmp_path / "test_it.py").write_text("def test_it(chromium):\n    pass\n")
    trick = "import sys, finding_chromium as f, pytest; f.USUAL_PLACES.clear(); f.NAMES.clear()"
    ended = subprocess.run(
        [sys.executable, "-c", f"{trick}; sys.exit(pytest.main(['-q', '-p', 'no:cacheprovider']))"],
        cwd=tmp_path,
        env=os.environ | {"CHROMIUM_PATH": "", "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"},
        capture_output=True,
        text=True,
        timeout=WITHIN,
    )
    assert ended.returncode == 1
    assert "NO BROWSER" in ended.stdout
    assert "start.py test --without-browser" in ended.stdout
