"""What the notebooks' texts tell a reader to type can be typed, and one thing has one word."""

from __future__ import annotations

import ast
import importlib
import re
from pathlib import Path

import nbformat
import pytest

from lessons.guesses.bank import GUESSES
from lessons.questions.bank import QUESTIONS

NOTEBOOKS = sorted((Path(__file__).parents[2] / "notebooks").glob("*.ipynb"))
IMPORT = re.compile(r"from (?:helpers|lessons|practice)[\w.]* import [\w, ]+")
# A login, refresh, exchange, defense; anyone who; new.
OTHER_WORDS = re.compile(
    r"\b(?:log-ins?|renew\w*|trad(?:e|es|ed|ing)|defences?|whoever|anew)\b", re.I
)


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


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_text_has_one_word_for_one_thing(notebook):
    cells = nbformat.read(notebook, as_version=4).cells
    texts = [cell.source for cell in cells if cell.cell_type == "markdown"]
    read = re.sub("```.*?```|`[^`]*`", "", "\n".join(texts), flags=re.DOTALL)  # code has its names
    assert len(texts) > 5 and OTHER_WORDS.findall(read) == []


def test_guesses_and_questions_have_one_word_for_one_thing():
    said = f"{GUESSES} {QUESTIONS}"
    assert len(said) > 10_000 and OTHER_WORDS.findall(re.sub(r"<function.*?>", "", said)) == []
