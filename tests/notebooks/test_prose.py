"""What the notebooks' texts tell a reader to type can be typed."""

from __future__ import annotations

import ast
import importlib
import re
from pathlib import Path

import nbformat
import pytest

NOTEBOOKS = sorted((Path(__file__).parents[2] / "notebooks").glob("*.ipynb"))
IMPORT = re.compile(r"from (?:helpers|lessons|practice)[\w.]* import [\w, ]+")


def imports(notebook):
    cells = nbformat.read(notebook, as_version=4).cells
    return {
        found
        for cell in cells
        if cell.cell_type == "markdown"
        for found in IMPORT.findall(cell.source)
    }


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda path: path.stem)
def test_each_import_in_a_text_works(notebook):
    for line in imports(notebook):
        (statement,) = ast.parse(line).body
        module = importlib.import_module(statement.module)
        assert all(hasattr(module, alias.name) for alias in statement.names), line


def test_there_are_imports_in_the_texts():
    assert sum(map(bool, map(imports, NOTEBOOKS))) >= 4
