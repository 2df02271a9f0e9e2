"""The error clinic's panel."""

from __future__ import annotations

import time

import pytest
from panel_tests import (
    SECRET,
    buttons,
    controls,
    every_state,
    field,
    pictures,
    press,
    said,
    text_of,
)

from helpers import credentials, oauth
from lessons import panels
from lessons.clinic import faults
from lessons.exchange import last_failure, sent
from look.parts import Select


def choose_fault(panel, title: str) -> None:
    field(panel, "What goes wrong").value = title


def test_the_clinic_says_when_nothing_has_failed(practice):
    assert "Nothing has failed yet" in said(panels.ClinicPanel())
    assert "give the panel its response: ClinicPanel(reply)" in said(panels.ClinicPanel())


def test_the_clinic_says_how_old_an_older_failure_is(practice, monkeypatch):
    oauth.validate(practice, "x" * 30)
    assert "minutes ago" not in said(panels.ClinicPanel())
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now + 400)
    assert "That was 6 minutes ago." in said(panels.ClinicPanel())


@pytest.mark.parametrize("given", [{"status": 400}, ValueError("x"), 5])
def test_the_clinic_asks_for_the_response_itself(practice, given):
    assert "Give the clinic the response itself" in said(panels.ClinicPanel(given))


def test_the_clinic_looks_at_a_text_that_is_given(practice):
    panel = panels.ClinicPanel("http://localhost/?error=access_denied")
    assert "consent_refused" in text_of(panel)


def test_the_clinic_has_nothing_to_look_at_in_a_good_answer(practice, make_reply):
    assert said(panels.ClinicPanel(make_reply({}))) == "There is nothing to fix."


def test_the_clinic_takes_the_text_of_a_page_and_its_link(application):
    panel = panels.ClinicPanel()
    text = '{"status":400,"message":"invalid client"}'
    opened = f"{application.id_url}/oauth2/authorize?client_id=YOUR_CLIENT_ID"
    field(panel, "Address with error=").value = opened
    press(panel, "Look at this address")
    assert "The link goes into the second" in said(panel)
    field(panel, "Address with error=").value = text
    field(panel, "Its authorize link").value = opened
    press(panel, "Look at this address")
    assert "client_id_not_filled_in" in text_of(panel)


def test_the_clinic_shows_the_last_failure_with_its_cause(with_code):
    credentials.keep(with_code, client_secret=SECRET)
    press(panels.ExchangePanel(), "Send the request")
    panel = panels.ClinicPanel()
    shown = text_of(panel)
    assert "HTTP 403" in shown and "client_secret=[hidden" in shown
    assert "kept_client_secret_is_not_current" in shown
    assert "To fix it : Copy the secret again" in shown
    assert "The secret that is kept was sent" in shown
    assert said(panel) == "The cause and how to fix it are shown here."


def test_the_clinic_looks_at_an_exchange_that_is_given(practice, make_reply):
    body = {"error": "Unauthorized", "status": 401, "message": "OAuth token is missing"}
    url = "https://api.twitch.tv/helix/users"
    panel = panels.ClinicPanel(make_reply(body, 401, method="GET", url=url))
    assert "authorization_missing" in text_of(panel)
    assert "Send the header Authorization: Bearer <token>" in " ".join(text_of(panel).split())
    press(panel, "Look at the last failure")
    assert "Nothing has failed yet" in said(panel)
    assert "authorization_missing" not in text_of(panel)


def test_the_clinic_looks_at_an_address(application):
    panel = panels.ClinicPanel()
    field(panel, "Address with error=").value = " http://localhost:3000/?error=redirect_mismatch "
    field(
        panel, "Its authorize link"
    ).value = "http://localhost:8017/oauth2/authorize?redirect_uri=http%3A%2F%2Flocalhost%2F"
    press(panel, "Look at this address")
    assert "redirect_uri_differs" in text_of(panel)
    assert field(panel, "Address with error=").value == ""


def test_what_is_no_error_stays_in_the_clinics_field(application):
    panel = panels.ClinicPanel()
    field(panel, "Address with error=").value = "http://localhost/?code=abc"
    press(panel, "Look at this address")
    assert "There is no error= in this" in said(panel)
    assert field(panel, "Address with error=").value == "http://localhost/?code=abc"


def test_the_clinic_causes_the_fault_that_is_chosen_and_no_other_harm(with_code):
    before = credentials.kept(with_code)
    panel = panels.ClinicPanel()
    choose_fault(panel, "The API: OAuth in place of Bearer")
    press(panel, "Cause this one")
    assert "oauth_in_place_of_bearer" in text_of(panel)
    assert "what you keep was not used" in said(panel)
    assert credentials.kept(with_code) == before
    assert last_failure.last() is None
    press(panels.ExchangePanel(), "Send the request")  # the reader's code and secret are good
    assert credentials.kept(with_code).access_token


def test_with_the_real_twitch_the_clinic_causes_nothing(real):
    panel = panels.ClinicPanel()
    assert "Cause this one" not in buttons(panel)
    assert controls(panel, Select) == []
    assert "Faults are caused on purpose on Practice Twitch only" in text_of(panel)


def test_the_clinic_shows_no_secret_of_any_fault(practice, monkeypatch):
    made, commit = [], faults.Bench.commit

    def remember(bench, fault, chance):
        made.append((bench, commit(bench, fault, chance)))
        return made[-1][1]

    monkeypatch.setattr(faults.Bench, "commit", remember)
    panel = panels.ClinicPanel()
    for fault in faults.FAULTS:
        choose_fault(panel, fault.title)
        press(panel, "Cause this one")
        bench, committed = made[-1]
        request = sent.read(committed.reply.request)
        secrets = {getattr(committed.mine, name) for name in credentials.SECRETS}
        secrets |= {bench.other.client_secret, request.credential, request.query.get("state", "")}
        shown = every_state() + pictures(panel) + text_of(panel)
        assert fault.cause in shown, fault.title
        assert len(secrets) >= 2
        assert [one for one in secrets if len(one) > 8 and one in shown] == [], fault.title
    assert len(made) == len(faults.FAULTS) >= 25


def test_watching_the_clinic_causes_a_fault(practice, monkeypatch):
    monkeypatch.setenv("TUTORIAL_MODE", "watching")
    panel = panels.ClinicPanel()
    assert "Cause: redirect_uri_slash" in repr(panel)
    assert "HTTP 400" in repr(panel)
