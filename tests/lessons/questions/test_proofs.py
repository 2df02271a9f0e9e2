"""Each wrong answer has a proof that holds, and two sentences tell what came of it."""

from __future__ import annotations

import re
from functools import wraps

import pytest
from panel_tests import said
from question_tests import WRONG, see_for_yourself, wrongly_answered
from test_questions import SENTENCE

from helpers import credentials
from lessons import panels, progress
from lessons.exchange import last_failure
from lessons.panels.question import AGED, STOPPED
from lessons.practice_side.practice_learner import PracticeLearner, catch_up
from lessons.questions import attack_and_defend
from lessons.questions.bank import QUESTIONS
from lessons.questions.question import Question, Right, Wrong

# The laboratory knows neither what is kept nor any Twitch, and takes its time.
AT_TWITCH = [(name, key) for name, key in WRONG if name not in attack_and_defend.QUESTIONS]


def code_of(name: str, key: str) -> str:
    return QUESTIONS[name].answers[key].code


def secrets_of(twitch) -> set[str]:
    mine = credentials.kept(twitch)
    return {value for name in credentials.SECRETS if (value := getattr(mine, name))}


@pytest.mark.parametrize(("name", "key"), WRONG)
def test_each_wrong_answer_has_a_proof_that_holds(finished, monkeypatch, name, key):
    answer, before = QUESTIONS[name].answers[key], credentials.kept(finished)
    came = []

    @wraps(answer.proof)
    def watched(*values):
        came.append(answer.proof(*values))
        return came[-1]

    monkeypatch.setitem(QUESTIONS[name].answers, key, Wrong(answer.text, answer.says, watched))
    panel = wrongly_answered(name, key)
    told, code = see_for_yourself(panel)
    assert came, told
    assert told == f"{answer.done} {came[0]}"
    assert SENTENCE.fullmatch(came[0]), "one sentence says what came of it"
    assert code == answer.code
    drawn = str(panel.view().data())
    assert not [secret for secret in secrets_of(finished) if secret in drawn]
    assert credentials.kept(finished) == before, "the reader's own credentials are left alone"
    assert last_failure.last() is None
    assert answer.says in said(panel)


@pytest.mark.parametrize(("name", "key"), AT_TWITCH)
def test_a_proof_with_nothing_kept_is_a_sentence(practice, name, key):
    panel = wrongly_answered(name, key)
    told, _ = see_for_yourself(panel)
    assert told not in (AGED, STOPPED) and "Traceback" not in told
    assert "Something in this panel broke" not in said(panel)


@pytest.mark.parametrize(("name", "key"), AT_TWITCH)
def test_a_proof_that_reaches_no_twitch_is_a_sentence(real, monkeypatch, name, key):
    monkeypatch.setenv("TWITCH_CHAT_URL", "ws://127.0.0.1:9")
    kept = {name: f"made-up-{name.replace('_', '-')}" for name in credentials.SECRETS}
    credentials.keep(real, client_id="a" * 30, redirect_uri="http://localhost", **kept)
    panel = wrongly_answered(name, key)
    told, _ = see_for_yourself(panel)
    assert AGED not in told
    assert "Something in this panel broke" not in said(panel)


def disproved_by(monkeypatch, proof) -> str:
    answers = {"wrong": Wrong("Wrong", "Test.", proof), "right": Right("Right", "Test.")}
    monkeypatch.setitem(QUESTIONS, "test", Question("?", answers))
    panel = panels.QuestionPanel("test")
    panel.press("answer", answer="wrong")
    return see_for_yourself(panel)[0]


def test_a_proof_that_does_not_hold_says_so(practice, monkeypatch):
    def never(twitch, mine):
        """Nothing was done."""
        assert mine is None

    assert disproved_by(monkeypatch, never) == AGED


def test_a_proof_that_breaks_off_says_so_and_shows_nothing_of_the_error(practice, monkeypatch):
    def with_a_dead_token(twitch, mine):
        """Nothing was done."""
        return {"status": 401}["login"]

    assert disproved_by(monkeypatch, with_a_dead_token) == STOPPED


def test_a_proof_that_needs_a_step_says_which(practice, monkeypatch):
    def early(twitch, mine):
        """Nothing was done."""
        return credentials.need(twitch, "access_token")

    assert "What is missing for Practice Twitch" in disproved_by(monkeypatch, early)


def test_the_real_twitch_gets_no_consent_from_a_proof(real, monkeypatch):
    told = disproved_by(monkeypatch, lambda twitch, mine: PracticeLearner(twitch))
    assert "With the real Twitch only you can do this" in told


@pytest.mark.parametrize(
    ("name", "key"),
    [one for one in WRONG if re.search("another_(code|token)", code_of(*one))][:4],
)
def test_a_proof_is_no_step_of_the_readers(practice, name, key):
    catch_up(practice, ["access_token"])
    before = progress.steps(practice)
    see_for_yourself(wrongly_answered(name, key))
    assert progress.steps(practice) == before
