"""What a run of the notebooks without a person needs: their list, and a clean surrounding."""

from __future__ import annotations

import os
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

PROJECT = Path(__file__).resolve().parent.parent.parent
NOTEBOOKS = sorted((PROJECT / "notebooks").glob("*.ipynb"))
WITHIN = 120  # seconds, for a cell
SANITIZE = Path(__file__).with_name("sanitize.cfg")


def surrounding(home: Path) -> dict[str, str]:
    """An environment in which the practice learner does everything, with nothing kept before.

    `home` is an empty folder; the private folder and the reader's project go into it.
    """
    ours = ("TUTORIAL_", "TWITCH_", "PRACTICE_")
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    return inherited | {
        "TUTORIAL_HOME": str(home / "private"),
        "TUTORIAL_SERVICE": "practice",
        "TUTORIAL_MODE": "watching",
        "IPYTHONDIR": str(home / "ipython"),
        # A debugger's warning about frozen modules would end up in the outputs.
        "PYDEVD_DISABLE_FILE_VALIDATION": "1",
    }


def execute(
    book: nbformat.NotebookNode, home: Path, monkeypatch: pytest.MonkeyPatch, **options: bool
) -> None:
    """Run a changed notebook as if it were among the others, in `surrounding(home)`.

    `options` are the client's, such as allow_errors.
    """
    for name, value in surrounding(home).items():
        if os.environ.get(name) != value:
            monkeypatch.setenv(name, value)
    folder = {"metadata": {"path": str(PROJECT / "notebooks")}}
    NotebookClient(book, timeout=WITHIN, resources=folder, **options).execute()
