"""The reader's own copies of the notebooks: made, renewed, and never taken away."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import nbformat
import pytest

import make_workbook
from make_workbook import WorkbookError, fresh, renew

PROJECT = Path(__file__).resolve().parent.parent
EIGHT = "08_code.ipynb"


class Project:
    """A small project that was published, with two notebooks and an image."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.published = folder / "notebooks"
        self.workbook = folder / "workbook"
        (self.published / "images").mkdir(parents=True)
        (self.published / "images" / "map.png").write_bytes(b"a map")
        for name in (EIGHT, "04-06_register.ipynb"):
            self.publish("a = 1", name)

    def publish(self, source: str, name: str = EIGHT) -> None:
        """Publish a notebook as it is after a run: with numbers and outputs."""
        ran = nbformat.v4.new_code_cell(source, id="one", execution_count=7)
        ran.outputs = [nbformat.v4.new_output("stream", text="the answer")]
        cells = [nbformat.v4.new_markdown_cell("# Title", id="title"), ran]
        nbformat.write(nbformat.v4.new_notebook(cells=cells), self.published / name)

    def work(self, change: Callable[[nbformat.NotebookNode], None], name: str = EIGHT) -> None:
        """The reader does something in a copy, and saves."""
        book = nbformat.read(self.workbook / name, as_version=4)
        change(book)
        nbformat.write(book, self.workbook / name)

    def code(self, name: str = EIGHT) -> str:
        """The code in a copy."""
        return nbformat.read(self.workbook / name, as_version=4).cells[1].source


@pytest.fixture
def project(tmp_path: Path) -> Project:
    made = Project(tmp_path / "project")
    assert renew(made.folder) == []
    return made


def edit(book: nbformat.NotebookNode) -> None:
    book.cells[1].source = "a = 2"


def add(book: nbformat.NotebookNode) -> None:
    book.cells.append(nbformat.v4.new_code_cell("", id="mine"))


def remove(book: nbformat.NotebookNode) -> None:
    del book.cells[0]


def move(book: nbformat.NotebookNode) -> None:
    book.cells.reverse()


def make_prose_of_code(book: nbformat.NotebookNode) -> None:
    book.cells[1] = nbformat.v4.new_markdown_cell(book.cells[1].source, id="one")


def write_prose(book: nbformat.NotebookNode) -> None:
    book.cells[0].source += "\nMy note."


CHANGES = [edit, add, remove, move, make_prose_of_code, write_prose]


def run(book: nbformat.NotebookNode) -> None:
    book.cells[1].execution_count = 3
    book.cells[1].outputs = [nbformat.v4.new_output("stream", text="mine")]


def scroll(book: nbformat.NotebookNode) -> None:
    book.metadata["widgets"] = {"state": {}}
    book.cells[1].metadata["scrolled"] = True
    book.cells[1].id = "another"


def test_every_published_notebook_has_a_copy_without_outputs_and_numbers(tmp_path: Path) -> None:
    shutil.copytree(PROJECT / "notebooks", tmp_path / "notebooks")
    assert renew(tmp_path) == []
    published = sorted((PROJECT / "notebooks").glob("*.ipynb"))
    assert len(published) > 10
    for notebook in published:
        book = nbformat.read(notebook, as_version=4)
        copy = nbformat.read(tmp_path / "workbook" / notebook.name, as_version=4)
        nbformat.validate(copy)
        assert [cell.source for cell in copy.cells] == [cell.source for cell in book.cells]
        code = [cell for cell in copy.cells if cell.cell_type == "code"]
        assert code and not any(cell.outputs or cell.execution_count for cell in code)
    images = sorted(path.name for path in (PROJECT / "notebooks" / "images").iterdir())
    assert sorted(path.name for path in (tmp_path / "workbook" / "images").iterdir()) == images


def test_nothing_is_written_to_the_published_notebooks(project: Project) -> None:
    before = {path: path.read_bytes() for path in project.published.rglob("*.*")}
    project.work(edit)
    renew(project.folder)
    fresh(project.folder, ["all"])
    assert {path: path.read_bytes() for path in project.published.rglob("*.*")} == before


@pytest.mark.parametrize("change", [*CHANGES, run, scroll])
def test_without_an_update_every_copy_stays_as_it_is(
    project: Project, change: Callable[[nbformat.NotebookNode], None]
) -> None:
    project.work(change)
    mine = (project.workbook / EIGHT).read_bytes()
    assert renew(project.folder) == []
    assert (project.workbook / EIGHT).read_bytes() == mine


@pytest.mark.parametrize("change", [run, scroll])
def test_an_update_renews_a_copy_that_was_only_run(
    project: Project, change: Callable[[nbformat.NotebookNode], None]
) -> None:
    project.work(change)
    project.publish("a = 3")
    assert renew(project.folder) == [f"{EIGHT} was updated."]
    assert project.code() == "a = 3"
    assert renew(project.folder) == []


@pytest.mark.parametrize("change", CHANGES)
def test_an_update_keeps_a_copy_that_the_reader_changed_and_says_so(
    project: Project, change: Callable[[nbformat.NotebookNode], None]
) -> None:
    project.work(change)
    mine = (project.workbook / EIGHT).read_bytes()
    project.publish("a = 3")
    for _ in range(2):
        [said] = renew(project.folder)
        assert "kept" in said and "start.py fresh 08" in said
        assert (project.workbook / EIGHT).read_bytes() == mine
    fresh(project.folder, ["08"])
    assert project.code() == "a = 3"
    project.publish("a = 4")
    assert renew(project.folder) == [f"{EIGHT} was updated."]


def test_other_outputs_and_numbers_are_no_update(project: Project) -> None:
    project.work(run)
    mine = (project.workbook / EIGHT).read_bytes()
    book = nbformat.read(project.published / EIGHT, as_version=4)
    book.cells[1].update(execution_count=9, outputs=[])
    nbformat.write(book, project.published / EIGHT)
    assert renew(project.folder) == []
    assert (project.workbook / EIGHT).read_bytes() == mine


def test_a_reader_who_takes_a_change_back_gets_updates_again(project: Project) -> None:
    project.work(edit)
    project.publish("a = 2")  # the very change that the reader had made
    assert renew(project.folder) == []
    project.publish("a = 3")
    assert renew(project.folder) == [f"{EIGHT} was updated."]


def test_what_the_reader_deleted_or_added(project: Project) -> None:
    (project.workbook / EIGHT).unlink()
    (project.workbook / "my own.ipynb").write_text("anything")
    (project.workbook / "images" / "map.png").write_bytes(b"damaged")
    assert renew(project.folder) == []
    assert project.code() == "a = 1"
    assert (project.workbook / "my own.ipynb").read_text() == "anything"
    assert (project.workbook / "images" / "map.png").read_bytes() == b"a map"


@pytest.mark.parametrize("made_from", [None, "", "[]", "not JSON", '{"08_code.ipynb": 3}'])
def test_without_knowing_what_it_was_made_from_no_copy_is_lost(
    project: Project, made_from: str | None
) -> None:
    project.work(edit)
    (project.workbook / ".made_from.json").unlink()
    if made_from is not None:
        (project.workbook / ".made_from.json").write_text(made_from)
    [said] = renew(project.folder)
    assert EIGHT in said and "kept" in said
    assert project.code() == "a = 2"


@pytest.mark.parametrize(
    "damaged", [b"", b"\0" * 50, b"\xff\xfe", b"[]", b"{}", b'{"cells": [1]}', b'{"cells": [{}]}']
)
def test_a_damaged_copy_is_put_aside_and_there_is_a_new_one(
    project: Project, damaged: bytes
) -> None:
    (project.workbook / EIGHT).write_bytes(damaged)
    [said] = renew(project.folder)
    assert "08_code-old-1.ipynb" in said
    assert (project.workbook / "08_code-old-1.ipynb").read_bytes() == damaged
    assert project.code() == "a = 1"


def test_a_notebook_that_is_no_longer_published(project: Project) -> None:
    project.publish("b = 1", "16_old.ipynb")
    project.publish("b = 1", "17_old.ipynb")
    project.publish("b = 1", "18_old.ipynb")
    renew(project.folder)
    project.work(edit, "17_old.ipynb")
    (project.workbook / "18_old.ipynb").write_text("damaged")
    for name in ("16_old.ipynb", "17_old.ipynb", "18_old.ipynb"):
        (project.published / name).unlink()
    removed, kept, damaged = renew(project.folder)
    assert "removed" in removed and "kept" in kept and "kept" in damaged
    assert (project.workbook / "18_old.ipynb").read_text() == "damaged"
    assert not (project.workbook / "16_old.ipynb").exists()
    assert project.code("17_old.ipynb") == "a = 2"
    assert renew(project.folder) == []


def test_fresh_keeps_every_old_one_under_a_name_of_its_own(project: Project) -> None:
    project.work(edit)
    [said] = fresh(project.folder, ["08"])
    assert "08_code-old-1.ipynb" in said
    project.work(add)
    [said] = fresh(project.folder, ["08", "08"])
    assert "08_code-old-2.ipynb" in said
    assert project.code() == "a = 1"
    assert project.code("08_code-old-1.ipynb") == "a = 2"
    assert len(nbformat.read(project.workbook / "08_code-old-2.ipynb", as_version=4).cells) == 3
    assert not (project.workbook / "04-06_register-old-1.ipynb").exists()


@pytest.mark.parametrize(
    ("word", "names"),
    [
        ("08", [EIGHT]),
        ("8", [EIGHT]),
        (EIGHT, [EIGHT]),
        (f"workbook/{EIGHT}", [EIGHT]),
        ("04-06", ["04-06_register.ipynb"]),
        ("5", ["04-06_register.ipynb"]),
        ("all", ["04-06_register.ipynb", EIGHT]),
    ],
)
def test_a_notebook_is_named_by_its_number(project: Project, word: str, names: list[str]) -> None:
    assert len(fresh(project.folder, [word])) == len(names)
    old = sorted(path.name for path in project.workbook.glob("*-old-1.ipynb"))
    assert old == sorted(name.replace(".ipynb", "-old-1.ipynb") for name in names)


@pytest.mark.parametrize("word", ["3", "80", "", "eight", "-8", "../09"])
def test_a_number_that_no_notebook_has_is_told_before_anything_is_done(
    project: Project, word: str
) -> None:
    before = sorted(project.workbook.iterdir())
    with pytest.raises(WorkbookError, match=r"There are: 04-06, 08, and all"):
        fresh(project.folder, ["08", word])
    assert sorted(project.workbook.iterdir()) == before


def test_without_the_published_notebooks_no_copy_is_removed(project: Project) -> None:
    project.published.rename(project.folder / "moved")
    with pytest.raises(WorkbookError, match="git checkout"):
        renew(project.folder)
    assert project.code() == "a = 1"


@pytest.mark.parametrize("damaged", ["<<<<<<< HEAD", '{"cells": [{}]}'])
def test_a_published_notebook_that_is_damaged_is_named(project: Project, damaged: str) -> None:
    (project.published / EIGHT).write_text(damaged)
    with pytest.raises(WorkbookError, match=EIGHT):
        renew(project.folder)
    assert project.code() == "a = 1"


def test_a_copy_is_never_written_in_its_place(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_text = Path.write_text

    def full_disk_for(path: Path, text: str, encoding: str) -> int:
        if path.suffix == ".ipynb":
            path.write_bytes(b"half")
            raise OSError("No space left on device")
        return write_text(path, text, encoding)

    project.publish("a = 3")
    monkeypatch.setattr(Path, "write_text", full_disk_for)
    assert renew(project.folder) == [f"{EIGHT} was updated."]
    assert project.code() == "a = 3"


def test_it_runs_alone(project: Project) -> None:
    alone = project.folder / "make_workbook.py"
    alone.write_bytes(Path(make_workbook.__file__).read_bytes())
    (project.workbook / EIGHT).unlink()
    said = subprocess.run([sys.executable, alone], capture_output=True, text=True, timeout=60)
    assert (said.returncode, said.stdout) == (0, "The workbook is ready.\n")
    assert json.loads((project.workbook / EIGHT).read_text())["cells"]
    (project.published / EIGHT).write_text("damaged")
    said = subprocess.run([sys.executable, alone], capture_output=True, text=True, timeout=60)
    assert said.returncode == 1
    assert EIGHT in said.stderr and "Traceback" not in said.stderr
