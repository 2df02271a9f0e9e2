"""What the tests of the questions share: every wrong answer, and a person who chose it."""

from __future__ import annotations

from panel_tests import buttons

from lessons import panels
from lessons.questions.bank import QUESTIONS
from lessons.questions.question import Question, Wrong
from look.parts import Code, Text

WRONG = [
    (name, key)
    for name, question in QUESTIONS.items()
    for key, answer in question.answers.items()
    if isinstance(answer, Wrong)
]


def chosen_with(question: Question, key: str) -> str:
    """What a panel hears of one who chose this wrong answer, and others as many as needed."""
    return " ".join([key, *sorted(question.right)[1:]])


def see_for_yourself(panel) -> tuple[str, str]:
    """Press the button beside a wrong answer: what is said, and the lines in the fold."""
    assert "See for yourself" in buttons(panel)
    panel.press("prove")
    sentences, fold = panel.parts()[3:]
    assert isinstance(sentences, Text) and isinstance(fold, Code) and fold.fold
    return sentences.text, fold.text


def wrongly_answered(name: str, key: str) -> panels.QuestionPanel:
    """The panel of a question that was answered with this misconception."""
    panel = panels.QuestionPanel(name)
    panel.press("answer", answer=chosen_with(QUESTIONS[name], key))
    return panel
