"""What a cell makes fail on purpose is never taken for the reader's own failure."""

from __future__ import annotations

from pathlib import Path

import nbformat
import pytest
from runs import NOTEBOOKS, execute

ASKED = (
    "from lessons import clinic\n"
    "from lessons.exchange import last_failure\n"
    "print(last_failure.last_own() and clinic.examine().failed)"
)


@pytest.mark.slow
@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda path: path.stem)
def test_no_cell_of_a_notebook_leaves_a_failure_of_the_readers_own(
    notebook: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cells = []
    read = nbformat.read(notebook, 4)
    for cell in read.cells:
        asks = nbformat.v4.new_code_cell(ASKED, metadata={"after": cell.get("id")})
        cells += [cell, asks] if cell.cell_type == "code" else []
    read.cells = cells
    execute(read, tmp_path, monkeypatch, allow_errors=True)
    said = {
        cell.metadata["after"]: "".join(one.get("text", "") for one in cell.outputs)
        for cell in read.cells
        if "after" in cell.metadata
    }
    assert {after: words for after, words in said.items() if words.strip() != "None"} == {}
