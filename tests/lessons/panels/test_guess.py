"""A guess: one click before a cell runs, and what is said once it has run."""

from __future__ import annotations

from collections import Counter

import pytest
from panel_tests import buttons, press, said

from lessons import panels
from lessons.guesses.bank import GUESSES

NAME = "a_scope_that_does_not_exist"
LABELS = {key: option.label for key, option in GUESSES[NAME].options.items()}


def shown(panel) -> str:
    return repr(panel)


@pytest.mark.parametrize("chosen", LABELS)
def test_each_choice_gets_its_own_sentence_once_the_cell_has_run(practice, chosen):
    panel = panels.GuessPanel(NAME)
    assert buttons(panel) == list(LABELS.values())
    press(panel, LABELS[chosen])
    assert LABELS[chosen] in said(panel) and "run the next cell" in said(panel)
    panels.came_out(NAME, "refused")
    assert said(panel) == GUESSES[NAME].options[chosen].says
    assert buttons(panel) == []
    assert f"You guessed: {LABELS[chosen]}" in shown(panel)


def test_one_may_change_ones_mind_before_the_cell_runs(practice):
    panel = panels.GuessPanel(NAME)
    press(panel, LABELS["page"])
    press(panel, LABELS["refused"])
    panels.came_out(NAME, "refused")
    assert "You guessed: " + LABELS["refused"] in shown(panel)


def test_a_cell_that_runs_without_a_guess_is_told_to_its_panel(practice):
    panel = panels.GuessPanel(NAME)
    panels.came_out(NAME, "refused")
    assert "your guess is missing" in said(panel)
    assert GUESSES[NAME].options["refused"].says not in shown(panel)
    press(panel, LABELS["page"])
    panels.came_out(NAME, "refused")
    assert said(panel) == GUESSES[NAME].options["page"].says


def test_a_cell_runs_where_no_panel_was_shown(practice):
    panels.came_out(NAME, "refused")
    assert "run the next cell" not in said(panels.GuessPanel(NAME))


def test_an_outcome_that_nobody_foresaw_is_said_to_be_one(practice):
    panel = panels.GuessPanel(NAME)
    press(panel, LABELS["refused"])
    panels.came_out(NAME, 503)
    assert "not the one that this was written for" in said(panel)
    assert "It came out: 503" in shown(panel)


def test_a_guess_is_kept(practice):
    press(panels.GuessPanel(NAME), LABELS["page"])
    assert LABELS["page"] in said(panels.GuessPanel(NAME))
    panels.came_out(NAME, "refused")
    assert said(panels.GuessPanel(NAME)) == GUESSES[NAME].options["page"].says


def test_who_watches_sees_the_practice_learner_guess_the_first_choice(practice, monkeypatch):
    monkeypatch.setenv("TUTORIAL_MODE", "watching")
    panel = panels.GuessPanel(NAME)
    first = next(iter(LABELS.values()))
    assert first in said(panel)
    panels.came_out(NAME, "refused")
    assert f"You guessed: {first}" in shown(panel)
    monkeypatch.setenv("TUTORIAL_MODE", "doing")
    assert "You guess" not in shown(panels.GuessPanel(NAME))


@pytest.mark.parametrize("name", GUESSES)
def test_a_guess_has_an_outcome_that_was_written_for_and_sentences(name):
    guess = GUESSES[name]
    assert "`" not in "".join(option.label for option in guess.options.values())  # buttons
    assert guess.came in guess.options and len(guess.options) in (2, 3, 4)
    assert guess.text.endswith("?")
    for key, option in guess.options.items():
        assert option.label.endswith((".", "?", "`")), option.label
        assert option.says.startswith("Right") == (key == guess.came), option.says
    assert len({option.label for option in guess.options.values()}) == len(guess.options)


def test_no_place_in_the_list_gives_the_outcome_away():
    places = Counter(list(one.options).index(one.came) for one in GUESSES.values())
    assert max(places.values()) <= 0.5 * len(GUESSES) + 1
