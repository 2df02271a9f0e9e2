"""What there is to decide in a notebook, what was decided, and when a notebook is done."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from helpers import credentials, service
from lessons import decisions, progress
from lessons.decided import Decided
from lessons.decisions import ANSWERED, CAME_OUT, GUESSED, NOTEBOOKS, TURN, Decisions
from lessons.guesses.bank import GUESSES
from lessons.panels import came_out
from lessons.questions.bank import QUESTIONS
from look.map import STATIONS

FOLDER = Path(__file__).parents[2] / "notebooks"
CODE = {
    path.stem.split("_")[0]: "\n".join(
        "".join(cell["source"])
        for cell in json.loads(path.read_text("utf-8"))["cells"]
        if cell["cell_type"] == "code"
    )
    for path in sorted(FOLDER.glob("*.ipynb"))
}


@pytest.fixture(autouse=True)
def _practice_without_its_process(monkeypatch):
    monkeypatch.setenv("TUTORIAL_SERVICE", "practice")
    monkeypatch.setenv("PRACTICE_URL", "http://localhost:9")


def decide_all(number: str) -> None:
    wanted = NOTEBOOKS[number]
    for name in wanted.guesses:
        decisions.note(GUESSED, name, "x")
        decisions.note(CAME_OUT, name, "x")
    for name, _ in wanted.turns:
        decisions.note(TURN, name)
    for name in wanted.questions:
        decisions.note(ANSWERED, name, " ".join(QUESTIONS[name].right))


@pytest.mark.parametrize("number", STATIONS)
def test_the_list_of_decisions_is_what_the_notebook_asks(number):
    code, wanted = CODE[number], NOTEBOOKS[number]
    assert re.findall(r'GuessPanel\("(\w+)"\)', code) == list(wanted.guesses)
    assert re.findall(r'came_out\(\s*"(\w+)"', code) == list(wanted.guesses)
    assert re.findall(r'QuestionPanel\("(\w+)"\)', code) == list(wanted.questions)
    assert re.findall(r"_check\.try_out\((\w+)", code) == [name for name, _ in wanted.turns]


@pytest.mark.parametrize("number", [number for number in STATIONS if number <= "10"])
def test_each_notebook_of_the_ten_steps_has_at_least_five_decisions_open(number):
    """Before the reader decides anything, while doing. The tick waits for each of them."""
    assert len(re.findall(r"^open ", repr(Decided(number)), re.M)) >= 5


def test_a_turn_is_noted_by_the_name_of_what_the_reader_writes():
    turns = [turn for wanted in NOTEBOOKS.values() for turn in wanted.turns]
    assert len(turns) >= 9
    assert len(set(turns)) == len({name for name, _ in turns}) == len(turns)


def test_every_guess_is_asked_once():
    asked = [name for wanted in NOTEBOOKS.values() for name in wanted.guesses]
    assert sorted(asked) == sorted(GUESSES)


@pytest.mark.parametrize(
    ("kept", "done"),
    [
        ({}, set()),
        ({"client_id": "a" * 30}, {"00", "01-03", "04-06"}),
        ({"client_id": "a" * 30, "client_secret": "b" * 30}, {"00", "01-03", "04-06", "07"}),
        ({"code": "c" * 30}, {"08"}),
        ({"used_code": "7c1e"}, {"08"}),
        ({"access_token": "d" * 30}, {"07", "08", "10"}),
    ],
)
def test_who_holds_something_has_done_what_leads_to_it(kept, done):
    credentials.keep(service.chosen(), **kept)
    for number in NOTEBOOKS:
        decide_all(number)
    assert decisions.done(service.chosen()) == done


def test_what_was_noted_or_requested_is_done_too():
    for number in NOTEBOOKS:
        decide_all(number)
    progress.note(service.chosen(), "done", "09")
    progress.note(service.chosen(), "defended", "open door")
    progress.step(service.chosen(), "call", "401 Client ID is missing")
    assert decisions.done(service.chosen()) == {"09", "14"}
    progress.step(service.chosen(), "call")
    progress.step(service.chosen(), "refresh")
    assert decisions.done(service.chosen()) == {"09", "11", "12", "14"}


@pytest.fixture
def one_of_each(monkeypatch):
    """Notebook 08 with a guess, a turn and a question; its work is done."""
    small = Decisions(
        ("a_scope_that_does_not_exist",), (("link", "Write it"),), ("an_unknown_state",)
    )
    monkeypatch.setitem(NOTEBOOKS, "08", small)
    credentials.keep(service.chosen(), code="c" * 30)


@pytest.mark.parametrize("left_out", [None, GUESSED, CAME_OUT, TURN, ANSWERED])
def test_a_tick_waits_for_every_decision(one_of_each, left_out):
    names = {
        GUESSED: "a_scope_that_does_not_exist",
        CAME_OUT: "a_scope_that_does_not_exist",
        TURN: "link",
        ANSWERED: "an_unknown_state",
    }
    for kind, name in names.items():
        if kind != left_out:
            decisions.note(kind, name)
    assert decisions.done(service.chosen()) == (set() if left_out else {"08"})


def test_what_is_open_is_listed(one_of_each):
    assert repr(Decided("08")).splitlines()[0] == "0 of 3 decided:"
    assert repr(Decided("08")).count("\nopen ") == 3


def test_what_was_decided_is_listed_with_what_came_of_it(one_of_each):
    decisions.note(GUESSED, "a_scope_that_does_not_exist", "page")
    assert "has not run yet" in repr(Decided("08"))
    came_out("a_scope_that_does_not_exist", "refused")
    decisions.note(TURN, "link")
    decisions.note(ANSWERED, "an_unknown_state", "twitch")
    told = repr(Decided("08"))
    assert told.startswith("3 of 3 decided:")
    assert "Your guess: Show the page" in told and "It came out: Refuse the link" in told
    assert re.findall(r"^(\w+)  ", told, re.M) == ["different", "right", "wrong"]
    decisions.note(ANSWERED, "an_unknown_state", "drop")
    assert re.findall(r"^(\w+)  ", repr(Decided("08")), re.M) == ["different", "right", "right"]
    assert "3 of 3 decided" in Decided("08")._repr_html_()


def test_an_answer_that_the_question_no_longer_has_is_open(one_of_each):
    decisions.note(ANSWERED, "an_unknown_state", "an answer of an earlier version")
    assert repr(Decided("08")).count("\nopen ") == 3


def test_what_the_practice_learner_decides_is_nobodys_progress(one_of_each, monkeypatch):
    monkeypatch.setenv("TUTORIAL_MODE", "watching")
    decisions.note(TURN, "link")
    assert "link" in decisions.noted(TURN)
    monkeypatch.setenv("TUTORIAL_MODE", "doing")
    assert decisions.noted(TURN) == {}
