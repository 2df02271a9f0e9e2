"""The arrows: import-linter's contracts in pyproject.toml, and what they can't say."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parent.parent
NOTEBOOKS = sorted((PROJECT / "notebooks").glob("*.ipynb"))
OURS = ("helpers", "lessons", "look", "practice")
SOURCES = [path for name in OURS for path in sorted((PROJECT / name).rglob("*.py"))]
IN_NOTEBOOKS = {"helpers", "lessons", "requests", "ipywidgets", "IPython", "dotenv", "authlib"}
IN_NOTEBOOKS |= {"websocket"} | set(sys.stdlib_module_names)
BY_STRING = {"importlib", "runpy", "pkgutil", "imp", "__import__", "eval", "exec"}


def imported(code: str) -> set[str]:
    """The first part of everything that is imported; "." for an import that begins with a dot."""
    found = set()
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found.add("." if node.level else str(node.module).split(".")[0])
    return found


def wrong_in(code: str) -> set[str]:
    """What could import something that nobody sees: by a string, by a dot, by a path."""
    names = {node.id for node in ast.walk(ast.parse(code)) if isinstance(node, ast.Name)}
    paths = {"sys.path"} if "sys.path" in code else set()
    return (BY_STRING & (names | imported(code))) | ({"."} & imported(code)) | paths


def code_of(notebook: Path) -> str:
    cells = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
    return "\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "code")


def test_who_may_import_whom() -> None:
    lint = "from importlinter.cli import lint_imports_command; lint_imports_command()"
    done = subprocess.run(
        [sys.executable, "-c", lint, "--no-cache"],
        cwd=PROJECT,
        capture_output=True,
        encoding="utf-8",
        timeout=120,
    )
    assert done.returncode == 0, done.stdout
    assert "0 broken" in done.stdout


def test_notebooks_import_helpers_lessons_and_a_few_libraries() -> None:
    assert len(NOTEBOOKS) > 10
    for notebook in NOTEBOOKS:
        code = code_of(notebook)
        assert "lessons" in imported(code), notebook.name
        assert imported(code) - IN_NOTEBOOKS == set(), notebook.name
        assert wrong_in(code) == set(), notebook.name


def test_nothing_of_ours_is_imported_by_string_or_by_dots() -> None:
    assert len(SOURCES) > 100
    assert {
        path.name: wrong_in(path.read_text("utf-8"))
        for path in SOURCES
        if wrong_in(path.read_text("utf-8"))
    } == {}


def test_one_file_alone_starts_practice() -> None:
    starters = [path.stem for path in SOURCES if '"-m", "practice"' in path.read_text("utf-8")]
    assert starters == ["practice_process"]


@pytest.mark.parametrize(
    ("line", "what"),
    [
        ("import importlib.metadata", "importlib"),
        ("from importlib import import_module", "importlib"),
        ("__import__('practice')", "__import__"),
        ("from . import oauth", "."),
        ("import sys; sys.path.append('..')", "sys.path"),
    ],
)
def test_what_nobody_would_see_is_noticed(line: str, what: str) -> None:
    assert wrong_in(line) == {what}
