"""What holds for every panel."""

from __future__ import annotations

import html
import time
from dataclasses import fields
from pathlib import Path
from urllib.parse import quote

import pytest
from panel_tests import (
    ID,
    SECRET,
    buttons,
    every_state,
    field,
    hand_in,
    links,
    outputs_of,
    pictures,
    press,
    said,
    text_of,
)

from helpers import credentials, oauth
from lessons import panels
from lessons.exchange import behind_the_curtain
from lessons.practice_side.practice_learner import PracticeLearner, catch_up
from look import still
from look.parts import Bar, Steps

ROOM = Path(panels.__file__).parent


def test_panels_are_small():
    files = [*ROOM.glob("*.py"), ROOM / "form.js"]
    assert sum(len(one.read_text(encoding="utf-8").splitlines()) for one in files) <= 1900


def test_an_error_that_nobody_foresaw_is_a_sentence_without_what_was_typed(practice, monkeypatch):
    def break_down(*_, **__):
        raise RuntimeError(f"can't store {SECRET}")

    credentials.keep(practice, client_id=ID)
    panel = panels.SecretPanel()
    monkeypatch.setattr(credentials, "keep", break_down)
    field(panel, "Client secret").value = SECRET
    press(panel, "Keep")
    assert "Something in this panel broke (RuntimeError)" in said(panel)
    assert SECRET not in said(panel) and SECRET not in pictures(panel)


def test_a_panel_that_can_not_be_drawn_is_a_sentence_and_can_be_drawn_again(practice, monkeypatch):
    def break_down(*_):
        raise RuntimeError(f"can't show {SECRET}")

    panel = panels.AccountPanel()
    with monkeypatch.context() as broken:
        broken.setattr(panels.AccountPanel, "parts", break_down)
        press(panel, "Look again")
        assert "Something in this panel broke (RuntimeError)" in said(panel)
        assert SECRET not in pictures(panel)
    panel.press("look_again")
    assert said(panel) == "" and buttons(panel) == ["Did it work?"]


def test_html_in_what_a_panel_says_is_only_text(waiting):
    panel = panels.AnswerPanel()
    hand_in(panel, f"http://localhost/?error={quote('<script>alert(1)</script>')}")
    assert "<script>alert" in said(panel)
    assert "<script" not in panel.view().data()["said"]
    assert "<script" not in still.picture(panel.view())


def all_panels():
    yield panels.ServicePanel()
    yield panels.StartPanel("client_id", "client_secret", at="10")
    yield panels.AccountPanel()
    yield panels.ApplicationPanel()
    yield panels.SecretPanel()
    yield panels.LinkPanel()
    yield panels.AnswerPanel()
    yield panels.FreshCodePanel()
    yield panels.ExchangePanel()
    yield panels.DevicePanel()
    yield panels.OpenIdPanel("n-0S6")
    yield panels.ImplicitPanel()
    yield panels.QuestionPanel("why_exchange")
    yield panels.ClinicPanel()


def test_no_panel_shows_a_secret(practice):
    values = {field.name: f"{field.name[:8]}Zq9Zq9Zq9" for field in fields(credentials.Credentials)}
    credentials.keep(practice, **{**values, "code_kept_at": "5", "used_code": "7c1e"})
    for panel in all_panels():
        for name in credentials.SECRETS:
            assert values[name] not in pictures(panel), (panel.title, name)
            if name != "state":  # the link must hold it
                assert values[name] not in every_state(), (panel.title, name)


def test_watching_works_every_panel_from_the_first_to_the_last(practice, monkeypatch, secrets):
    monkeypatch.setenv("TUTORIAL_MODE", "watching")
    worked = list(all_panels())
    answers = [said(panel) for panel in worked]
    for part, sentence in zip(
        [
            "the practice learner does the steps",
            "You hold a client ID and a client secret",
            "It worked: river_otter",
            "Kept for Practice Twitch",
            "gone from this page",
            "The link is whole",
            "the code is kept",
            "less than a minute old",
            "Status: 200",
            "Status: 200. The television holds a token",
            "The code is kept",
            "revoked at once",
            "",
            "what you keep was not used",
        ],
        answers,
        strict=True,
    ):
        assert part in sentence
    # Drawn again, as after a reload of the page: what a later panel used up is no trouble.
    assert [one.title for one in worked if "Look again" in buttons(one)] == []
    mine = credentials.kept(practice)
    assert oauth.validate(practice, mine.access_token).status_code == 200
    assert behind_the_curtain.books(practice)["applications"]
    shown = every_state()
    assert len(secrets) >= 5
    assert [
        secret for secret in secrets if secret in shown and f"state={secret}" not in shown
    ] == []


def test_a_watching_panel_shows_no_secret_to_the_web(practice, monkeypatch, secrets):
    monkeypatch.setenv("TUTORIAL_MODE", "watching")
    shown = "".join(pictures(panel) for panel in all_panels())
    assert [secret for secret in secrets if secret in shown] == []


def test_a_still_picture_says_what_it_is(practice):
    for panel in all_panels():
        picture, living = outputs_of(panel)
        assert panel.title in html.unescape(picture["text/html"])
        assert "A still picture" in picture["text/html"]
        assert picture["text/plain"].startswith(panel.title)
        assert set(living) == {"application/vnd.jupyter.widget-view+json"}


@pytest.fixture
def renewable(practice):
    catch_up(practice, ["client_secret", "access_token"])
    return practice


def test_a_short_token_is_watched_until_it_is_dead(renewable, monkeypatch):
    monkeypatch.setattr("lessons.panels.life.SHORT_LIFE", 3)
    kept = credentials.kept(renewable)
    panel = panels.LifePanel()
    press(panel, "Get one and watch it")
    assert "expires_in: 3." in text_of(panel) and "Validate: 200. It is valid." in text_of(panel)
    [bar] = [part for part in panel.parts() if isinstance(part, Bar)]
    assert 2 < bar.seconds <= 3 and panel.every
    panel.tick()
    assert "401" not in said(panel)  # its life isn't over yet
    deadline = time.monotonic() + 15
    while panel.every and time.monotonic() < deadline:
        time.sleep(0.05)
        panel.tick()
    assert "Validate: 401. invalid access token" in said(panel)
    assert not [part for part in panel.parts() if isinstance(part, Bar)]
    assert credentials.kept(renewable) == kept


def test_the_real_twitch_makes_no_short_tokens(practice, real):
    credentials.keep(real, access_token="rfx2uswqe8l4g1mkagrvg5tv0ks3ab")
    panel = panels.LifePanel()
    press(panel, "Get one and watch it")
    assert "can't be reached" in said(panel)  # it was asked how long the token lives


def test_watching_sees_the_whole_life(renewable, monkeypatch):
    monkeypatch.setenv("TUTORIAL_MODE", "watching")
    panel = panels.LifePanel()
    assert "200" in repr(panel) and "401" in repr(panel)


def test_before_the_disconnect_the_panel_says_so(renewable):
    kept = credentials.kept(renewable)
    panel = panels.DisconnectPanel()
    assert links(panel) == [f"{renewable.www_url}/settings/connections"]
    press(panel, "Check my tokens")
    assert "nothing was disconnected yet" in said(panel)
    assert credentials.kept(renewable) == kept


def test_a_dead_access_token_alone_is_no_disconnect(renewable):
    credentials.keep(renewable, access_token="dead")
    panel = panels.DisconnectPanel()
    press(panel, "Check my tokens")
    assert "the connection is still there" in said(panel)
    assert oauth.validate(renewable, credentials.kept(renewable).access_token).ok


def test_after_the_disconnect_both_tokens_are_forgotten_and_new_ones_come(renewable):
    PracticeLearner(renewable).disconnect(credentials.kept(renewable).client_id)
    panel = panels.DisconnectPanel()
    press(panel, "Check my tokens")
    assert "401, invalid access token" in text_of(panel)
    assert "400, Invalid refresh token" in text_of(panel)
    assert (
        credentials.kept(renewable).access_token == credentials.kept(renewable).refresh_token == ""
    )
    press(panel, "Get new ones")
    assert oauth.validate(renewable, credentials.kept(renewable).access_token).ok
    assert "you hold new tokens" in said(panel)
    steps = [line for part in panel.parts() if isinstance(part, Steps) for line in part.lines]
    assert "got new tokens" in steps[-1]  # else the last that is read is that both are refused


def test_a_chat_streams_in_until_it_is_stopped(renewable):
    panel = panels.ChatPanel("river_otter", "amber_lantern")
    press(panel, "Start")
    deadline = time.monotonic() + 15
    while "OrbitalOwl" not in text_of(panel) and time.monotonic() < deadline:
        panel.tick()
    assert "There is a lantern behind the stairs" in text_of(panel)
    press(panel, "Stop")
    assert "Stopped." in said(panel) and not panel.every
    assert "OrbitalOwl: There is" in repr(panel)


def test_a_chat_that_restarts_says_so(renewable):
    panel = panels.ChatPanel("river_otter", "amber_lantern")
    press(panel, "Start")
    learner = PracticeLearner(renewable)
    deadline = time.monotonic() + 15
    while "OrbitalOwl" not in text_of(panel) and time.monotonic() < deadline:
        panel.tick()
    learner._press(learner._open(f"{renewable.id_url}/behind-the-curtain"), "restart-chat")
    while "restarts" not in said(panel) and time.monotonic() < deadline:
        panel.tick()
    assert "Press Start again" in said(panel)


def test_what_viewers_write_is_escaped(practice):
    panel = panels.ChatPanel("river_otter", "amber_lantern")
    panel._messages.append(("<i>", "<script>alert(1)</script>"))
    shown = still.picture(panel.view()) + str(panel.view().data())
    assert "&lt;script&gt;" in shown and "&lt;i&gt;" in shown
    assert "<script>" not in shown and "<i>:" not in shown


def test_a_chat_without_a_token_must_wait(practice):
    panel = panels.ChatPanel("river_otter", "amber_lantern")
    press(panel, "Start")
    assert "an access token" in said(panel)
