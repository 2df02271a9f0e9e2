"""Every notebook runs from top to bottom and gives exactly its stored outputs (nbval, strict)."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from runs import NOTEBOOKS, PROJECT, SANITIZE, surrounding

WITHIN = 480  # seconds; a busy machine is no failure
TOKEN_SHAPED = re.compile(r"(?<![0-9A-Za-z])(?=\w*\d)(?=\w*[a-z])[0-9a-z]{30}(?![0-9A-Za-z])")

each_notebook = pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda path: path.stem)


def run_strictly(notebooks: list[Path], home: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "pytest", "--nbval", "--nbval-sanitize-with", str(SANITIZE)]
    return subprocess.run(
        [*command, "-p", "no:cacheprovider", "-q", *map(str, notebooks)],
        cwd=PROJECT,
        env=surrounding(home),
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=WITHIN,
    )


def test_the_notebooks_are_all_there() -> None:
    steps = ["00", "01-03", "04-06", "07", "08", "09", "10"]
    steps += ["11", "12", "13", "14", "15", "16", "17", "18"]
    assert [path.stem.split("_")[0] for path in NOTEBOOKS] == steps


@pytest.mark.slow
@each_notebook
def test_a_notebook_runs_alone_on_an_empty_machine(notebook: Path, tmp_path: Path) -> None:
    done = run_strictly([notebook], tmp_path)
    assert done.returncode == 0, done.stdout[-8000:]


def test_all_notebooks_run_in_their_order(tmp_path: Path) -> None:
    done = run_strictly(NOTEBOOKS, tmp_path)
    assert done.returncode == 0, done.stdout[-8000:]


@each_notebook
def test_a_stored_notebook_holds_no_secret_and_no_machine(notebook: Path) -> None:
    book = json.loads(notebook.read_text(encoding="utf-8"))
    outputs = json.dumps([cell.get("outputs") for cell in book["cells"]])
    assert "widgets" not in book["metadata"]
    assert "widget-view" not in outputs
    assert "Traceback" not in outputs
    assert not TOKEN_SHAPED.findall(outputs)
    assert not re.findall(r"(?:/home/|/root/|/Users/|/tmp/|/work/|[A-Z]:\\\\)", outputs)


@each_notebook
def test_every_link_and_picture_of_a_notebook_leads_somewhere(notebook: Path) -> None:
    book = json.loads(notebook.read_text(encoding="utf-8"))
    prose = "\n".join("".join(cell["source"]) for cell in book["cells"])
    targets = re.findall(r"\]\(([^)#]+)\)", prose)
    local = [target for target in targets if not target.startswith("https://")]
    assert local
    assert [target for target in local if not (notebook.parent / target).exists()] == []
    assert re.findall(r"!\[\]\(", prose) == []
