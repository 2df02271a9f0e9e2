"""What the questions are: how many of which kind, where they are asked, how they are written."""

from __future__ import annotations

import ast
import json
import re
from pathlib import Path

import pytest
from question_tests import WRONG

from lessons.decisions import NOTEBOOKS
from lessons.questions.bank import QUESTIONS
from lessons.questions.question import Right

FOLDER = Path(__file__).parents[3]
TEN_STEPS = ("00", "01-03", "04-06", "07", "08", "09", "10")
WHERE = {name: number for number, wanted in NOTEBOOKS.items() for name in wanted.questions}
SENTENCE = re.compile(r"[^.]*(?:\.(?!\s)[^.]*)*\.")  # one: no full stop is followed by a space


@pytest.mark.parametrize("name", QUESTIONS)
def test_a_question_has_one_right_answer_or_two(name):
    answers = QUESTIONS[name].answers
    right = [answer for answer in answers.values() if isinstance(answer, Right)]
    assert (len(right), len(answers)) in {(1, 3), (2, 4)}
    assert len({answer.text for answer in answers.values()}) == len(answers)
    assert all(re.fullmatch(r"\w+", key) for key in answers), "a space parts the names"
    assert not [one for one in answers.values() if one.says.startswith(("Yes", "No."))]


def test_each_notebook_asks_at_least_three_questions():
    for number, wanted in NOTEBOOKS.items():
        assert len(wanted.questions) in ((3, 4) if number in TEN_STEPS else (3, 4, 5)), number


def test_each_question_is_asked_once_and_in_the_notebook_of_its_file():
    asked = [
        (notebook.stem.partition("_")[2], name)
        for notebook in sorted((FOLDER / "notebooks").glob("*.ipynb"))
        for name in re.findall(r'QuestionPanel\(\\"(\w+)', notebook.read_text(encoding="utf-8"))
    ]
    kept = [
        (path.stem, name)
        for path in sorted((FOLDER / "lessons" / "questions").glob("*.py"))
        for name in re.findall(r'^    "(\w+)": Question\(', path.read_text("utf-8"), re.M)
    ]
    assert sorted(asked) == sorted(kept)
    assert {name for _, name in kept} == set(QUESTIONS)


@pytest.mark.parametrize(
    "path", sorted((FOLDER / "notebooks").glob("*.ipynb")), ids=lambda p: p.stem
)
def test_questions_follow_each_other_under_one_sentence(path):
    cells = json.loads(path.read_text("utf-8"))["cells"]
    sources = ["".join(cell["source"]) for cell in cells]
    start = next(i for i, source in enumerate(sources) if source.startswith("## Check yourself"))
    end = next(i for i in range(start + 1, len(sources)) if sources[i].startswith("## "))
    between = sources[start + 1 : end]
    assert between and all(re.fullmatch(r'QuestionPanel\("\w+"\)', one) for one in between)


def test_a_third_asks_about_a_case_that_was_not_shown():
    transfer = [name for name, question in QUESTIONS.items() if question.transfer]
    assert 3 * len(transfer) >= len(QUESTIONS)


def test_some_ask_for_two():
    assert len([1 for question in QUESTIONS.values() if len(question.right) == 2]) >= 8


def test_some_come_back_two_notebooks_later():
    back = {name: question.returns for name, question in QUESTIONS.items() if question.returns}
    numbers = list(NOTEBOOKS)
    assert len(back) >= 6
    for name, before in back.items():
        assert numbers.index(WHERE[name]) == numbers.index(WHERE[before]) + 2, name
        assert QUESTIONS[name].text != QUESTIONS[before].text


@pytest.mark.parametrize(("name", "key"), WRONG)
def test_a_proof_says_in_one_sentence_what_was_done_and_holds_an_assert(name, key):
    answer = QUESTIONS[name].answers[key]
    assert SENTENCE.fullmatch(answer.done), answer.done
    assert "assert " in answer.code
    [function] = ast.parse(answer.code).body
    assert isinstance(function, ast.FunctionDef) and len(function.body) <= 12
