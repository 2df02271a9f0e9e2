"""Each question has one right answer, and each wrong one a proof that holds."""

from __future__ import annotations

import re
import venv
from dataclasses import asdict
from functools import wraps
from pathlib import Path

import pytest
from panel_tests import buttons, controls, press, said

from helpers import credentials, private_folder
from lessons import panels
from lessons.exchange import last_failure
from lessons.panels.question import AGED, STOPPED
from lessons.practice_side.practice_learner import PracticeLearner, catch_up
from lessons.questions.bank import QUESTIONS
from lessons.questions.question import Question, Right, Wrong
from lessons.take_away import project_folder
from look.parts import Choice, Code, Drawn, Text

FOLDER = Path(__file__).parents[3]
WRONG = [
    pytest.param(name, words, id=f"{name}-{number}")
    for name, question in QUESTIONS.items()
    for number, (words, answer) in enumerate(question.answers.items())
    if isinstance(answer, Wrong)
]


NOT_YET = ("What is missing for", "There is no project folder yet")


@pytest.fixture(scope="module")
def earned() -> dict[str, str]:
    """What the reader got in notebooks 04 to 10; one reader serves all the tests."""
    return {}


@pytest.fixture
def finished(practice, earned):
    """Practice Twitch, and a reader who has finished notebook 10. No library is installed."""
    if not earned:
        catch_up(practice, ["access_token"])
        earned.update(asdict(credentials.kept(practice)))
    credentials.keep(practice, **earned)
    folder = project_folder.default_folder()
    folder.mkdir()
    project_folder.write_private_file(folder, practice, credentials.kept(practice))
    venv.create(folder / ".venv")
    private_folder.write("choice.env", {"PROJECT_FOLDER": str(folder)})
    return practice


def choose(panel, words: str) -> None:
    panel.press("answer", answer=words)


def see_for_yourself(panel) -> str:
    """Press the button beside a wrong answer; return what is shown, as text."""
    assert "See for yourself" in buttons(panel)
    panel.press("prove")
    return "\n".join(text_of_part(part) for part in panel.parts()[2:])


def text_of_part(part) -> str:
    return part.text if isinstance(part, (Code, Drawn, Text)) else ""


def secrets_of(twitch) -> set[str]:
    mine = credentials.kept(twitch)
    return {value for name in credentials.SECRETS if (value := getattr(mine, name))}


def questions_asked() -> dict[str, list[str]]:
    """The names of the questions of each notebook."""
    return {
        notebook.stem: re.findall(r'QuestionPanel\(\\"(\w+)', notebook.read_text(encoding="utf-8"))
        for notebook in sorted((FOLDER / "notebooks").glob("*.ipynb"))
    }


def test_each_question_has_one_right_answer():
    for name, question in QUESTIONS.items():
        right = [one for one in question.answers.values() if isinstance(one, Right)]
        assert len(right) == 1 and len(question.answers) >= 2, name
        for answer in question.answers.values():
            assert answer.says.startswith("Yes." if answer in right else "No."), name


def test_each_notebook_asks_at_least_three_questions():
    for notebook, names in questions_asked().items():
        assert len(names) >= 3, notebook
        assert len(names) == len(set(names)), notebook


def test_each_question_is_asked_once_and_in_the_notebook_of_its_file():
    asked = [
        (notebook.partition("_")[2], name)
        for notebook, names in questions_asked().items()
        for name in names
    ]
    kept = [
        (path.stem, name)
        for path in sorted((FOLDER / "lessons" / "questions").glob("*.py"))
        for name in re.findall(r'^    "(\w+)": Question\(', path.read_text("utf-8"), re.M)
    ]
    assert sorted(asked) == sorted(kept)
    assert {name for _, name in kept} == set(QUESTIONS)


@pytest.mark.parametrize("name", QUESTIONS)
def test_a_question_replies_to_each_answer(practice, name):
    panel = panels.QuestionPanel(name)
    [choice] = controls(panel, Choice)
    assert choice.value == ""
    press(panel, "Answer")
    assert "Choose one of the answers first" in said(panel)
    for words, answer in QUESTIONS[name].answers.items():
        choose(panel, words)
        assert said(panel) == answer.says
        assert ("See for yourself" in buttons(panel)) == isinstance(answer, Wrong)
        assert answer.says not in repr(panels.QuestionPanel(name))
        assert words in repr(panel)


@pytest.mark.parametrize(("name", "words"), WRONG)
def test_each_wrong_answer_has_a_proof_that_holds(finished, monkeypatch, name, words):
    answer, before = QUESTIONS[name].answers[words], credentials.kept(finished)
    assert "assert " in answer.code
    returned = []

    @wraps(answer.proof)
    def watched(*values):
        returned.append(answer.proof(*values))
        return returned[-1]

    monkeypatch.setitem(QUESTIONS[name].answers, words, Wrong(answer.says, watched))
    panel = panels.QuestionPanel(name)
    choose(panel, words)
    shown = see_for_yourself(panel)
    assert returned, shown
    assert shown.endswith(answer.code)
    result = shown.removesuffix(answer.code)
    assert result.strip(" \n") and AGED not in shown and "It runs…" not in shown
    assert not [words for words in NOT_YET if words in result], "the proof itself ran"
    drawn = str(panel.view().data())
    assert not [secret for secret in secrets_of(finished) if secret in drawn]
    assert credentials.kept(finished) == before, "the reader's own credentials are left alone"
    assert last_failure.last() is None
    assert said(panel) == answer.says


@pytest.mark.parametrize(("name", "words"), WRONG)
def test_a_proof_with_nothing_kept_is_a_sentence(practice, name, words):
    panel = panels.QuestionPanel(name)
    choose(panel, words)
    assert "Traceback" not in see_for_yourself(panel)
    assert "Something in this panel broke" not in said(panel)


@pytest.mark.parametrize(("name", "words"), WRONG)
def test_a_proof_that_reaches_no_twitch_is_a_sentence(real, monkeypatch, name, words):
    monkeypatch.setenv("TWITCH_CHAT_URL", "ws://127.0.0.1:9")
    kept = {name: f"made-up-{name.replace('_', '-')}" for name in credentials.SECRETS}
    credentials.keep(real, client_id="a" * 30, redirect_uri="http://localhost", **kept)
    panel = panels.QuestionPanel(name)
    choose(panel, words)
    assert AGED not in see_for_yourself(panel)
    assert "Something in this panel broke" not in said(panel)


def disproved_by(monkeypatch, proof) -> str:
    monkeypatch.setitem(QUESTIONS, "test", Question("?", {"Wrong": Wrong("No. Test.", proof)}))
    panel = panels.QuestionPanel("test")
    choose(panel, "Wrong")
    return see_for_yourself(panel)


def test_a_proof_that_does_not_hold_says_so(practice, monkeypatch):
    def never(twitch, mine):
        assert mine is None

    assert AGED in disproved_by(monkeypatch, never)


def test_a_proof_that_breaks_off_says_so_and_shows_nothing_of_the_error(practice, monkeypatch):
    def with_a_dead_token(twitch, mine):
        return {"status": 401}["login"]

    shown = disproved_by(monkeypatch, with_a_dead_token)
    assert STOPPED in shown and "KeyError" not in shown


def test_a_proof_that_needs_a_step_says_which(practice, monkeypatch):
    def early(twitch, mine):
        return credentials.need(twitch, "access_token")

    assert "What is missing for Practice Twitch" in disproved_by(monkeypatch, early)


def test_the_real_twitch_gets_no_consent_from_a_proof(real, monkeypatch):
    shown = disproved_by(monkeypatch, lambda twitch, mine: PracticeLearner(twitch))
    assert "With the real Twitch only you can do this" in shown
