"""The four parts of notebook 14 need the first cell and nothing else, in whatever order."""

from __future__ import annotations

import re
from pathlib import Path

import nbformat
import pytest
from runs import NOTEBOOKS, execute
from test_solutions import solutions, solved, text_of

(BOOK,) = [path for path in NOTEBOOKS if path.stem.startswith("14")]
PART = re.compile(r"## Part (\d)")


def first_cell_and_parts() -> tuple[nbformat.NotebookNode, dict[str, list[nbformat.NotebookNode]]]:
    """The first code cell, and each part's code cells, with the solutions in."""
    parts: dict[str, list[nbformat.NotebookNode]] = {}
    first, part, inside = None, "", solutions(BOOK)
    for cell in nbformat.read(BOOK, as_version=4).cells:
        if cell.cell_type == "markdown" and cell.source.startswith("## "):
            found = PART.match(cell.source)
            part = found[1] if found else ""
        elif cell.cell_type == "code":
            done = (solved(cell.source, solution) for solution in inside)
            cell.source = next(filter(None, done), cell.source)
            first = first or cell
            if part:
                parts.setdefault(part, []).append(cell)
    return first, parts


@pytest.mark.slow
@pytest.mark.parametrize("order", ["1", "2", "3", "4", "4321", "3142"])
def test_the_parts_stand_alone_and_go_in_any_order(
    order: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, parts = first_cell_and_parts()
    assert set(parts) == set("1234")
    book = nbformat.read(BOOK, as_version=4)
    book.cells = [first, *(cell for part in order for cell in parts[part])]
    execute(book, tmp_path, monkeypatch)
    shown = text_of(book)
    assert len(re.findall(r"^Passed\.", shown, re.M)) == 4 * len(order)
    assert shown.count("The attack succeeded") == 4 * len(order)
