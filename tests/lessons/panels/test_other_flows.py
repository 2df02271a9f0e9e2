"""The panels of notebooks 15 and 16."""

from __future__ import annotations

import time
from urllib.parse import parse_qs, urlsplit

import pytest
from panel_tests import (
    BAD_ANSWERS,
    CODE,
    HOTEL,
    ID,
    SECRET,
    every_state,
    hand_in,
    links,
    open_and_answer,
    pictures,
    press,
    said,
    text_of,
)

from helpers import credentials, oauth, private_folder
from lessons import panels
from lessons.practice_side.practice_learner import PracticeLearner


@pytest.fixture
def tokens(monkeypatch, secrets):
    """Every token and device code that these tests get: secrets, although they are not kept."""
    read_token, read_codes = oauth.read_token, oauth.read_device_codes

    def remember_token(reply):
        token = read_token(reply)
        secrets.update({token.access_token, token.refresh_token})
        return token

    def remember_codes(reply):
        codes = read_codes(reply)
        secrets.add(codes.device_code)
        return codes

    monkeypatch.setattr(oauth, "read_token", remember_token)
    monkeypatch.setattr(oauth, "read_device_codes", remember_codes)
    return secrets


def let_time_pass(monkeypatch, seconds: float) -> None:
    there = time.monotonic()
    monkeypatch.setattr(time, "monotonic", lambda: there + seconds)


def test_a_television_gets_its_token_when_the_phone_allows_it(registered, tokens, monkeypatch):
    panel = panels.DevicePanel()
    assert links(panel) == []
    press(panel, "Show a code")
    [address] = links(panel)
    code = parse_qs(urlsplit(address).query)["device-code"][0]
    assert f"Go to {registered.www_url}/activate and enter {code}" in " ".join(
        text_of(panel).split()
    )
    press(panel, "Ask whether it is allowed")
    assert "authorization_pending" in said(panel)

    PracticeLearner(registered).activate(address)
    let_time_pass(monkeypatch, 6)
    press(panel, "Ask whether it is allowed")
    assert "Status: 200. The television holds a token" in said(panel)
    assert "Good evening, river_otter." in text_of(panel)
    assert "may I? Twitch: 200, a token for chat:read" in text_of(panel)
    assert links(panel) == [] and code not in every_state()
    assert len(tokens) == 3
    shown = every_state() + pictures(panel)
    assert [secret for secret in tokens if secret in shown] == []


def test_the_television_asks_once_per_press_and_not_within_the_interval(registered, monkeypatch):
    polls = []
    poll = oauth.poll_device
    monkeypatch.setattr(oauth, "poll_device", lambda *sent: polls.append(sent) or poll(*sent))
    let_time_pass(monkeypatch, 0)  # it stands still, however long the presses take
    panel = panels.DevicePanel()
    press(panel, "Show a code")
    for _ in range(3):
        press(panel, "Ask whether it is allowed")
    assert len(polls) == 1
    assert "Not sent. Twitch's answer said interval: 5" in said(panel)
    let_time_pass(monkeypatch, 6)
    press(panel, "Ask whether it is allowed")
    assert len(polls) == 2 and "authorization_pending" in said(panel)
    assert "Good for 29 min 54 s" in text_of(panel)


def test_a_television_that_is_refused_goes_dark(registered, monkeypatch):
    panel = panels.DevicePanel()
    press(panel, "Show a code")
    codes = panel._codes
    PracticeLearner(registered).activate(codes.verification_uri)
    mine = credentials.kept(registered)
    assert oauth.poll_device(registered, mine.client_id, ["chat:read"], codes.device_code).ok
    press(panel, "Ask whether it is allowed")  # somebody else was faster
    assert "invalid device code: this code is used, refused or too old" in said(panel)
    assert links(panel) == []
    press(panel, "Show a code")
    assert len(links(panel)) == 1


@pytest.mark.parametrize(
    ("body", "status", "kind"),
    [
        (HOTEL, 502, "text/html"),
        ({"status": 503, "message": "out of order"}, 503, "application/json"),
    ],
)
def test_an_answer_that_decides_nothing_leaves_the_code(
    body, status, kind, registered, monkeypatch, stub
):
    stub.answers(body, status, kind)
    poll = oauth.poll_device
    monkeypatch.setattr(oauth, "poll_device", lambda _, *sent: poll(stub.as_service(), *sent))
    panel = panels.DevicePanel()
    press(panel, "Show a code")
    press(panel, "Ask whether it is allowed")
    assert f"Status: {status}." in said(panel) and "then ask again" in said(panel)
    [address] = links(panel)
    PracticeLearner(registered).activate(address)
    monkeypatch.setattr(oauth, "poll_device", poll)
    let_time_pass(monkeypatch, 6)
    press(panel, "Ask whether it is allowed")
    assert "Good evening" in text_of(panel)


def test_a_television_without_an_application_must_wait(practice):
    panel = panels.DevicePanel()
    press(panel, "Show a code")
    assert "What is missing for Practice Twitch: a client ID." in said(panel)
    credentials.keep(practice, client_id=ID)
    press(panel, "Show a code")
    assert "Twitch gave no code: invalid client. Twitch knows no application" in said(panel)
    assert "Copy the client ID again" in said(panel) and "Try again" not in said(panel)


def test_the_openid_link_asks_for_a_nonce_and_its_answer_is_kept(registered):
    panel = panels.OpenIdPanel("n-0S6")
    [first] = links(panel)
    asked = parse_qs(urlsplit(first).query)
    assert (asked["scope"], asked["response_type"]) == (["openid"], ["code"])
    assert asked["force_verify"] == ["true"]
    assert asked["nonce"] == ["n-0S6"] and "preferred_username" in asked["claims"][0]
    assert hand_in(panel, open_and_answer(panel, registered)).value == ""
    assert "The code is kept" in said(panel)
    mine = credentials.kept(registered)
    assert mine.code and mine.code not in every_state() + pictures(panel)
    assert links(panel) != [first]  # one state, one answer


@pytest.mark.parametrize("kind", ["OpenIdPanel", "ImplicitPanel"])
@pytest.mark.parametrize("shape", BAD_ANSWERS)
def test_a_bad_answer_to_another_link_stays_where_it_is(application, kind, shape):
    text, _ = BAD_ANSWERS[shape]
    panel = panels.OpenIdPanel("n-0S6") if kind == "OpenIdPanel" else panels.ImplicitPanel()
    before, offered = credentials.kept(application), links(panel)
    assert hand_in(panel, text).value == text
    assert len(said(panel)) > 20
    assert credentials.kept(application) == before and links(panel) == offered
    assert CODE not in said(panel) and SECRET not in said(panel)


def test_a_token_in_the_address_is_shown_as_a_mask_and_revoked(registered):
    panel = panels.ImplicitPanel()
    landed = open_and_answer(panel, registered)
    [token] = parse_qs(urlsplit(landed).fragment)["access_token"]
    assert oauth.validate(registered, token).ok
    assert hand_in(panel, landed).value == ""
    assert private_folder.mask(token) in text_of(panel)
    assert "It would have lived for 57 days." in said(panel) and "revoked" in said(panel)
    assert oauth.validate(registered, token).status_code == 401
    assert token not in every_state() + pictures(panel)
    assert not credentials.kept(registered).access_token


def test_the_same_implicit_answer_twice_is_refused(registered):
    panel = panels.ImplicitPanel()
    landed = open_and_answer(panel, registered)
    hand_in(panel, landed)
    assert hand_in(panel, landed).value == landed
    assert "not the one your link sent" in said(panel)


def test_a_token_that_can_not_be_revoked_is_named(registered, monkeypatch, stub):
    stub.answers({"status": 404, "message": "client does not exist"}, 404)
    revoke = oauth.revoke
    monkeypatch.setattr(oauth, "revoke", lambda _, *sent: revoke(stub.as_service(), *sent))
    panel = panels.ImplicitPanel()
    hand_in(panel, open_and_answer(panel, registered))
    assert "It could not be revoked: client does not exist" in said(panel)
