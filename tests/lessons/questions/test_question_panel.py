"""What a reader does with a question: choose one or two, read why, and find it again."""

from __future__ import annotations

import pytest
from panel_tests import buttons, controls, press, said
from question_tests import chosen_with, see_for_yourself

from helpers import service
from lessons import decisions, panels, progress
from lessons.decided import Decided
from lessons.questions.bank import QUESTIONS
from lessons.questions.question import Wrong
from look.parts import Choice, Code

ONE, TWO = "token_is_missing", "fixed_by_a_header"


def keys_shown(panel) -> list[str]:
    [choice] = [one for one in panel.parts() if isinstance(one, Choice)]
    return [key for key, _ in choice.options]


@pytest.mark.parametrize("name", QUESTIONS)
def test_a_question_replies_to_each_answer(practice, name):
    question, panel = QUESTIONS[name], panels.QuestionPanel(name)
    [choice] = controls(panel, Choice)
    assert choice.value == ""
    press(panel, "Answer")
    wanted = "Choose two" if len(question.right) == 2 else "Choose one"
    assert said(panel) == f"{wanted} of the answers first."
    for key, answer in question.answers.items():
        wrong = isinstance(answer, Wrong)
        panel.press(
            "answer", answer=chosen_with(question, key) if wrong else " ".join(question.right)
        )
        assert said(panel).startswith("No. " if wrong else "Yes. ") and answer.says in said(panel)
        assert ("See for yourself" in buttons(panel)) == wrong
        assert answer.text in repr(panel)


def test_a_question_with_two_right_answers_wants_two(practice):
    question, panel = QUESTIONS[TWO], panels.QuestionPanel(TWO)
    [choice] = [one for one in panel.parts() if isinstance(one, Choice)]
    assert choice.several and "two" in choice.legend
    right = sorted(question.right)
    for chosen in (right[0], f"{right[0]} {right[0]}", " ".join(question.answers), "client_id ?"):
        panel.press("answer", answer=chosen)
        assert said(panel) == "Choose two of the answers first."
    assert decisions.noted(decisions.ANSWERED) == {}
    panel.press("answer", answer=" ".join(right))
    assert said(panel).startswith("Yes.")
    assert all(question.answers[key].says in said(panel) for key in right)


def test_who_is_wrong_about_one_of_two_is_told_about_it_alone(practice):
    question, panel = QUESTIONS[TWO], panels.QuestionPanel(TWO)
    panel.press("answer", answer="invalid missing")
    assert said(panel) == f"No. {question.answers['invalid'].says} Your other answer is right."


def test_who_is_wrong_about_both_sees_both(practice):
    question, panel = QUESTIONS[TWO], panels.QuestionPanel(TWO)
    panel.press("answer", answer="invalid scope")
    both = [question.answers[key] for key in ("invalid", "scope")]
    assert said(panel) == " ".join(["No.", *(answer.says for answer in both)])
    panel.press("prove")
    assert [part.text for part in panel.parts()[4::2]] == [answer.code for answer in both]


@pytest.mark.parametrize("chosen", ["word", "expired"])
def test_what_was_answered_is_there_again_after_a_restart(practice, chosen):
    panels.QuestionPanel(ONE).press("answer", answer=chosen)
    again = panels.QuestionPanel(ONE)
    assert controls(again, Choice)[0].value == chosen
    assert QUESTIONS[ONE].answers[chosen].says in said(again)
    if chosen == "expired":
        see_for_yourself(again)


def test_an_answer_that_there_is_no_more_counts_as_none(practice):
    decisions.note(decisions.ANSWERED, ONE, "an_old_answer")
    panel = panels.QuestionPanel(ONE)
    assert controls(panel, Choice)[0].value == "" and said(panel) == ""
    assert "Not answered yet" in repr(Decided("11"))


def test_a_new_answer_takes_the_place_of_the_first(practice):
    panel = panels.QuestionPanel(ONE)
    panel.press("answer", answer="expired")
    see_for_yourself(panel)
    panel.press("answer", answer="word")
    assert len(panel.parts()) == 2
    assert decisions.noted(decisions.ANSWERED) == {ONE: "word"}


def test_a_readers_order_stays_and_another_reader_has_another(practice):
    mine = {name: keys_shown(panels.QuestionPanel(name)) for name in QUESTIONS}
    assert mine == {name: keys_shown(panels.QuestionPanel(name)) for name in QUESTIONS}
    assert all(sorted(keys) == sorted(QUESTIONS[name].answers) for name, keys in mine.items())
    progress.note(service.chosen(), "shuffled", "by", "somebody else")
    theirs = {name: keys_shown(panels.QuestionPanel(name)) for name in QUESTIONS}
    assert sum(mine[name] != theirs[name] for name in QUESTIONS) > len(QUESTIONS) / 2


def test_two_readers_are_shuffled_by_different_values(practice, monkeypatch, tmp_path):
    first = decisions.reader()
    assert first == decisions.reader() != "published"
    monkeypatch.setenv("TUTORIAL_HOME", str(tmp_path / "another"))
    assert decisions.reader() not in (first, "published")


def test_while_one_watches_the_order_is_fixed(practice, monkeypatch):
    monkeypatch.setenv("TUTORIAL_MODE", "watching")
    assert keys_shown(panels.QuestionPanel(ONE)) == QUESTIONS[ONE].order("published")
    monkeypatch.setenv("TUTORIAL_MODE", "doing")
    assert decisions.reader() != "published"


def test_where_nothing_can_be_kept_the_order_is_fixed(practice, monkeypatch):
    monkeypatch.setattr(progress, "note", lambda *_: None)
    assert keys_shown(panels.QuestionPanel(ONE)) == QUESTIONS[ONE].order("published")


def test_the_proof_of_one_answer_goes_away_with_it(practice):
    first, second, *_ = QUESTIONS[ONE].wrong(QUESTIONS[ONE].answers)
    names = {answer.text: name for name, answer in QUESTIONS[ONE].answers.items()}
    panel = panels.QuestionPanel(ONE)
    panel.press("answer", answer=names[first.text])
    panel.press("prove")
    assert [one for one in panel.parts() if isinstance(one, Code)]
    panel.press("answer", answer=names[second.text])
    assert not [one for one in panel.parts() if isinstance(one, Code)]
