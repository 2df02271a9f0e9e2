"""The first cells load no clinic, no laboratory and no questions: a panel is there the sooner."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

from lessons import lab, panels

PROJECT = Path(__file__).parents[2]
NOTEBOOKS = sorted((PROJECT / "notebooks").glob("*.ipynb"))
LATE = ("lessons.clinic", "lessons.lab.", "lessons.questions.bank")
TOLD = f"\nimport sys\nprint([name for name in sys.modules if name.startswith({LATE!r})])"


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda path: path.stem)
def test_the_imports_of_a_first_cell_load_none_of_them(notebook):
    cells = nbformat.read(notebook, as_version=4).cells
    first = next(cell.source for cell in cells if cell.cell_type == "code")
    imports = first.rpartition("\n\n")[0]  # the panel itself comes last
    assert "import" in imports and "Panel(" not in imports
    done = subprocess.run(
        [sys.executable, "-c", imports + TOLD], cwd=PROJECT, capture_output=True, text=True
    )
    assert done.stdout == "[]\n", done.stderr


@pytest.mark.parametrize("room", [panels, lab])
def test_what_is_loaded_late_is_found_by_its_name(room):
    assert len(room.__all__) >= 5
    for name in room.__all__:
        assert getattr(room, name).__name__ == name
    with pytest.raises(AttributeError, match="nothing_of_ours"):
        getattr(room, "nothing_of_ours")  # noqa: B009


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda path: path.stem)
def test_the_text_above_a_first_cell_says_what_to_do_in_another_kernel(notebook):
    cells = nbformat.read(notebook, as_version=4).cells
    first = next(at for at, cell in enumerate(cells) if cell.cell_type == "code")
    above = "\n".join(cell.source for cell in cells[:first])
    said = above.partition("`No module named 'helpers'`")[2]
    assert "wrong kernel: choose `.venv`'s, or open the tutorial" in said
    assert "`start.py` ([README](../README.md))" in said
    assert "restart of the *kernel*" in above or "restart of the kernel" in above


def test_all_19_steps_have_a_notebook_with_a_first_cell():
    assert [path.stem[:2] for path in NOTEBOOKS][0] == "00"
    assert len(NOTEBOOKS) == 15 and NOTEBOOKS[-1].stem.startswith("18")
