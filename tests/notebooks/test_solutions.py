"""Every exercise was solved as its notebook says: the solution in the fold is run."""

from __future__ import annotations

import ast
import json
import re
from pathlib import Path

import nbformat
import pytest
from runs import NOTEBOOKS, execute

SOLUTION = re.compile(
    r"<details><summary>Solution</summary>\s*```python\n(.*?)```", re.DOTALL | re.MULTILINE
)


def solutions(notebook: Path) -> list[str]:
    cells = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
    prose = "\n".join("".join(c["source"]) for c in cells if c["cell_type"] == "markdown")
    return SOLUTION.findall(prose)


WITH_EXERCISES = [notebook for notebook in NOTEBOOKS if solutions(notebook)]


def named(code: str) -> list[ast.stmt]:
    """The functions and classes that code defines."""
    kinds = (ast.FunctionDef, ast.ClassDef)
    return [node for node in ast.parse(code).body if isinstance(node, kinds)]


def solved(source: str, solution: str) -> str:
    """A cell with the solution in the place of its own function; empty if it has no such one."""
    (wanted,) = named(solution)
    for node in named(source):
        if node.name == wanted.name:
            lines = source.splitlines()
            lines[node.lineno - 1 : node.end_lineno] = solution.splitlines()
            return "\n".join(lines)
    return ""


def test_there_are_exercises() -> None:
    assert WITH_EXERCISES


@pytest.mark.slow
@pytest.mark.parametrize("notebook", WITH_EXERCISES, ids=lambda path: path.stem)
def test_the_solutions_of_a_notebook_pass(
    notebook: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As stored no exercise is done; with the solutions in their cells all are."""
    book = nbformat.read(notebook, as_version=4)
    for solution in solutions(notebook):
        (cell,) = [
            cell
            for cell in book.cells
            if cell.cell_type == "code" and solved(cell.source, solution)
        ]
        assert cell.source != solved(cell.source, solution)
        cell.source = solved(cell.source, solution)
    before = text_of(book)
    execute(book, tmp_path, monkeypatch)
    after = text_of(book)
    assert "Not yet" in before
    assert "Not yet" not in after and "Not passed yet" not in after
    assert len(re.findall(r"^(?:Passed|Done)\.", after, re.M)) == len(solutions(notebook))


def text_of(book: nbformat.NotebookNode) -> str:
    """What the code cells print and show, without what panels draw."""
    shown = []
    for cell in book.cells:
        for output in cell.get("outputs", []):
            shown.append(output.get("text", "") or output.get("data", {}).get("text/plain", ""))
    return "\n".join(shown)
