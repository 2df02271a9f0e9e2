"""The panels of notebook 00, and of each notebook's top."""

from __future__ import annotations

import pytest
from panel_tests import (
    buttons,
    controls,
    links,
    press,
    said,
)

from helpers import credentials, service
from lessons import panels
from lessons.exchange import journey
from lessons.practice_side.practice_learner import catch_up
from look.parts import Choice


def test_the_choice_is_kept(practice):
    panel = panels.ServicePanel()
    which, who = controls(panel, Choice)
    assert (which.value, who.value) == ("practice", "doing")
    assert not service.watching()
    who.value = "watching"
    press(panel, "Keep this choice")
    assert service.watching()
    assert "Practice Twitch; the practice learner does the steps" in said(panel)
    assert practice.id_url in said(panel) and links(panel) == [practice.www_url]


def test_the_real_twitch_is_chosen_without_watching(practice):
    panel = panels.ServicePanel()
    which, who = controls(panel, Choice)
    which.value, who.value = "twitch", "watching"
    press(panel, "Keep this choice")
    assert controls(panel, Choice)[1].value == "doing"
    assert service.chosen() == service.real()
    assert "Chosen: the real Twitch; you do the steps." in said(panel)
    again = panels.ServicePanel()
    assert [one.value for one in controls(again, Choice)] == ["twitch", "doing"]


def test_a_refused_choice_is_not_kept(practice, monkeypatch):
    monkeypatch.setenv("JUPYTERHUB_USER", "somebody")
    panel = panels.ServicePanel()
    controls(panel, Choice)[0].value = "twitch"
    press(panel, "Keep this choice")
    assert "shared with others" in said(panel)
    assert service.chosen() == practice


def test_a_choice_that_the_environment_overrides_says_so(practice, monkeypatch):
    monkeypatch.setenv("TUTORIAL_SERVICE", "practice")
    panel = panels.ServicePanel()
    controls(panel, Choice)[0].value = "twitch"
    press(panel, "Keep this choice")
    assert "TUTORIAL_SERVICE is set and takes precedence" in said(panel)


def catch_up_shows(panel) -> bool:
    return buttons(panel) == ["Catch me up"]


def test_what_is_missing_is_offered_to_be_caught_up(practice):
    panel = panels.StartPanel("client_id", "client_secret", at="10")
    assert "Missing: a client ID (notebook 04-06_register_your_application)" in said(panel)
    assert "a client secret (notebook 07_client_secret)" in said(panel)
    assert catch_up_shows(panel)
    press(panel, "Catch me up")
    assert "You hold a client ID and a client secret. Go on." in said(panel)
    assert not catch_up_shows(panel)
    credentials.need(practice, "client_id", "client_secret")


@pytest.mark.parametrize("name", ["client_id", "redirect_uri", "client_secret", "access_token"])
def test_whatever_may_be_missing_can_be_caught_up(practice, name):
    panel = panels.StartPanel(name, at="10")
    press(panel, "Catch me up")
    assert "Missing" not in said(panel)
    assert getattr(credentials.kept(practice), name)


def test_the_real_twitch_can_not_be_caught_up(real):
    panel = panels.StartPanel("client_id", at="10")
    assert "You work with the real Twitch. Missing: a client ID" in said(panel)
    assert "Catch me up" not in said(panel) and not catch_up_shows(panel)


def test_what_is_there_is_said(practice):
    catch_up(practice, ["client_id"])
    assert "You hold a client ID. Go on." in said(panels.StartPanel("client_id", at="10"))
    assert "Nothing is needed yet" in said(panels.StartPanel(at="14"))


@pytest.mark.parametrize(("at", "comes_next"), [("07", "an authorize link"), ("09", "the code + ")])
def test_who_watches_has_walked_as_far_as_the_map_says(practice, at, comes_next):
    service.choose("practice", "watching")
    panels.StartPanel("client_id", "client_secret", at=at)
    panels.StartPanel("client_id", "client_secret", at=at)
    (link,) = [one for one in journey.so_far(practice).arrows if one.says.startswith(comes_next)]
    assert link.expected


def test_it_says_when_no_practice_answers_at_the_address_of_the_variable(practice, monkeypatch):
    monkeypatch.setenv("PRACTICE_URL", "http://localhost:9")
    told = said(panels.ServicePanel())
    assert "PRACTICE_URL is http://localhost:9, and no Practice Twitch answers there" in told
    assert "It runs at" not in told


def test_it_says_when_something_else_answers_there(practice, monkeypatch, stub):
    stub.answers(b"<html>It works!</html>", 200, "text/html")
    monkeypatch.setenv("PRACTICE_URL", stub.base)
    assert "no Practice Twitch answers there" in said(panels.ServicePanel())


@pytest.mark.parametrize("more", ["/", "/oauth2", "/helix/"])
def test_what_notebooks_write_behind_an_address_may_stand_in_the_variable(
    practice, monkeypatch, more
):
    monkeypatch.setenv("PRACTICE_URL", f"{practice.id_url}{more}")
    assert service.chosen().id_url == practice.id_url
