"""The panel of notebook 10: the exchange."""

from __future__ import annotations

import pytest
from panel_tests import (
    CODE,
    HOTEL,
    ID,
    SECRET,
    every_state,
    pictures,
    press,
    said,
    text_of,
)

from helpers import credentials, oauth, private_folder, service
from lessons import panels


def test_a_code_is_exchanged_for_a_token_once(with_code, secrets):
    before = credentials.kept(with_code)
    secrets.update({before.code, before.client_secret})
    panel = panels.ExchangePanel()
    for name in ("client_id=", "client_secret=[hidden", "code=[hidden", "grant_type="):
        assert name in text_of(panel)
    press(panel, "Send the request")
    mine = credentials.kept(with_code)
    assert oauth.validate(with_code, mine.access_token).status_code == 200
    assert mine.refresh_token and not mine.code
    assert "Status: 200. You hold an access token." in said(panel)
    assert "HTTP 200" in text_of(panel)  # what was answered
    assert "was used; it can't be used again" in text_of(panel)  # what the server wrote down
    press(panel, "Send the request")
    assert "it works once" in said(panel)
    assert credentials.kept(with_code) == mine
    assert len(secrets) == 4
    shown = every_state() + pictures(panel)
    assert [secret for secret in secrets if secret in shown] == []


def test_a_refusal_is_explained_once(with_code):
    credentials.keep(with_code, client_secret=SECRET)
    panel = panels.ExchangePanel()
    press(panel, "Send the request")
    assert "Status: 403. The client secret is not this application's current one" in said(panel)
    assert "invalid client secret" in text_of(panel)
    assert "current one" not in text_of(panel).replace(said(panel), "")
    mine = credentials.kept(with_code)
    assert mine.code and not mine.access_token


def test_what_is_missing_for_the_exchange_is_said(practice):
    panel = panels.ExchangePanel()
    press(panel, "Send the request")
    assert "What is missing for Practice Twitch: a client ID." in said(panel)


@pytest.mark.parametrize(
    ("status", "says"),
    [
        (200, "This answer holds no token"),
        (502, "(status 502, text/html) is not in Twitch's form"),
    ],
)
def test_a_hotels_page_in_place_of_an_answer_is_shown_and_named(status, says, stub, monkeypatch):
    stub.answers(HOTEL, status, "text/html")
    monkeypatch.setenv("PRACTICE_URL", stub.base)
    twitch = service.chosen()
    credentials.keep(twitch, client_id=ID, client_secret=SECRET, redirect_uri="http://localhost")
    credentials.keep_code(twitch, CODE)
    panel = panels.ExchangePanel()
    press(panel, "Send the request")
    assert "Welcome to the hotel" in text_of(panel)
    assert says in said(panel)
    assert credentials.kept(twitch).code == CODE
    assert SECRET not in every_state() and CODE not in every_state()


def test_a_practice_that_does_not_answer_is_a_sentence(application, monkeypatch):
    credentials.keep_code(application, CODE)
    credentials.keep(application, client_secret=SECRET)
    file = application.private_file
    monkeypatch.setenv("PRACTICE_URL", "http://127.0.0.1:9")
    twitch = service.chosen()
    private_folder.write(twitch.private_file, private_folder.read(file))
    panel = panels.ExchangePanel()
    press(panel, "Send the request")
    assert "can't be reached" in said(panel)
    assert credentials.kept(twitch).code == CODE
