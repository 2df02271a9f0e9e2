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
from helpers.credentials import Credentials
from helpers.private_folder import mask
from lessons import panels
from lessons.clinic import faults
from lessons.clinic.faults import Committed
from lessons.exchange import last_failure, sent
from look import still
from look.parts import Select


def first_words(panel) -> str:
    return panel.view().parts[0].text.replace("`", "")


def html_of(part) -> str:
    return getattr(part, "html", str(part))


def choose_fault(panel, title: str) -> None:
    field(panel, "What you notice").value = title


def test_the_clinic_says_when_nothing_has_failed(practice):
    panel = panels.ClinicPanel()
    assert "Nothing has failed yet" in text_of(panel) and said(panel) == ""
    press(panel, "Look at the last failure")
    assert "Nothing has failed yet" in said(panel)


def test_the_clinic_says_how_another_request_is_handed_over(practice):
    assert "give the panel its response: ClinicPanel(reply)" in first_words(panels.ClinicPanel())
    oauth.validate(practice, "x" * 30)
    assert "give the panel its response: ClinicPanel(reply)" in first_words(panels.ClinicPanel())


def test_the_clinic_says_first_which_request_it_talks_about_and_how_old_it_is(
    practice, monkeypatch
):
    oauth.validate(practice, "x" * 30)
    panel = panels.ClinicPanel()
    assert first_words(panel).startswith(
        "The last failure, just now: GET /oauth2/validate, refused with 401: “invalid access token"
    )
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now + 400)
    assert first_words(panel).startswith("The last failure, 6 minutes ago: GET /oauth2/validate,")


def test_what_is_given_is_not_called_the_last_failure(practice, make_reply):
    oauth.validate(practice, "x" * 30)
    given = panels.ClinicPanel("http://localhost/?error=access_denied")
    assert first_words(given).startswith("What you gave: the browser came back with error=access")
    given = panels.ClinicPanel(make_reply({"message": "missing code", "status": 400}, 400))
    assert first_words(given).startswith("What you gave: POST /oauth2/token, refused with 400")
    assert first_words(panels.ClinicPanel(make_reply({}))).startswith("What you gave: no failure.")
    assert "Nothing has failed" not in first_words(panels.ClinicPanel(5))


@pytest.mark.parametrize("given", [object(), 5])
def test_the_clinic_asks_for_the_response_itself(practice, given):
    assert "Give the clinic the response itself" in said(panels.ClinicPanel(given))


def test_the_clinic_looks_at_a_text_that_is_given(practice):
    panel = panels.ClinicPanel("http://localhost/?error=access_denied")
    assert "consent_refused" in text_of(panel)


def test_the_clinic_has_nothing_to_look_at_in_a_good_answer(practice, make_reply):
    panel = panels.ClinicPanel(make_reply({}))
    assert "Nothing failed here: the status is 200." in text_of(panel)
    assert "To fix it" not in text_of(panel) and "Cause" not in text_of(panel)


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
    assert "To fix it  Copy the secret again" in shown
    assert "The secret that is kept was sent" in shown
    press(panel, "Look at the last failure")
    assert said(panel) == "The cause and how to fix it are shown here."


def test_the_exchange_stands_in_a_fold_below_its_diagnosis(practice):
    oauth.validate(practice, "x" * 30)
    picture = still.picture(panels.ClinicPanel().view())
    diagnosis, fold, exchange = "lesson-told", "<summary>The request and its answer", "401 refused"
    places = [picture.index(words) for words in (diagnosis, fold, exchange)]
    assert places == sorted(places)


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
    assert "What you keep was not used" in said(panel)
    press(panel, "Show the diagnosis")
    assert "oauth_in_place_of_bearer" in text_of(panel)
    assert credentials.kept(with_code) == before
    assert last_failure.last() is None
    press(panels.ExchangePanel(), "Send the request")  # the reader's code and secret are good
    assert credentials.kept(with_code).access_token


def test_a_caused_fault_is_diagnosed_when_the_reader_asks_for_it(practice):
    panel = panels.ClinicPanel()
    assert "Show the diagnosis" not in buttons(panel)
    for fault in (faults.FAULTS[0], faults.FAULTS[-1]):
        choose_fault(panel, fault.title)
        press(panel, "Cause this one")
        assert "refused" in text_of(panel)
        assert fault.cause not in text_of(panel) and "To fix it" not in text_of(panel)
        assert fault.title not in text_of(panel) and faults.label(fault.title) in said(panel)
        press(panel, "Show the diagnosis")
        assert fault.cause in text_of(panel)


def test_beside_a_caused_fault_stands_what_its_application_keeps(practice):
    panel = panels.ClinicPanel()
    choose_fault(panel, "The exchange: another redirect address (slash)")
    press(panel, "Cause this one")
    kept = text_of(panel).partition("What its application keeps")[2]
    assert f"redirect_uri={faults.REDIRECT_URI} " in kept
    for secret in ("client_secret", "code"):
        assert f"{secret}=[hidden " in kept


def test_of_kept_secrets_fingerprints_are_shown(practice):
    committed = Committed(None, Credentials("i", "s", "http://localhost", refresh_token="r"))
    assert [row for row, _ in committed.kept] == [
        "client_id=i",
        "redirect_uri=http://localhost",
        f"client_secret={mask('s')}",
        f"refresh_token={mask('r')}",
    ]


def test_a_surprise_is_any_of_the_faults(practice, monkeypatch):
    made: list[str] = []
    commit = faults.Bench.commit
    monkeypatch.setattr(
        faults.Bench, "commit", lambda b, f, c: made.append(f.title) or commit(b, f, c)
    )
    panel = panels.ClinicPanel()
    for _ in range(5):
        press(panel, "Surprise me")
        assert faults.label(made[-1]) in said(panel)
        assert "Show the diagnosis" in buttons(panel)
    assert len(set(made)) > 1


def test_what_a_button_brings_stands_under_it_and_stays_while_another_is_pressed(practice):
    oauth.validate(practice, "x" * 30)
    panel = panels.ClinicPanel()
    field(panel, "Address with error=").value = "http://localhost/?error=access_denied"
    press(panel, "Look at this address")
    choose_fault(panel, "Validating: no Authorization header")
    press(panel, "Cause this one")
    press(panel, "Show the diagnosis")
    shown = [html_of(part) for part in panel.view().parts]
    follows = ("look", "look_at", "cause", "diagnose")
    brought = ("401: “invalid access", "consent_refused", "401 refused", "authorization_missing")
    for action, words in zip(follows, brought, strict=True):
        [place] = [number for number, part in enumerate(shown) if f"'{action}'" in part]
        assert words in shown[place + 1], action


def test_the_list_of_faults_tells_no_cause(practice):
    panel = panels.ClinicPanel()
    [chooser] = [one for one in panel.view().controls() if isinstance(one, Select)]
    assert [heading for heading, _ in chooser.groups] == [
        "The link",
        "What comes back",
        "The exchange",
        "The refresh",
        "The token in use",
    ]
    options = [option for _, group in chooser.groups for option in group]
    assert {faults.named(value) for value, _ in options} == set(faults.FAULTS)
    assert len({label for _, label in options}) == len(options) == len(faults.FAULTS)
    given_away = ("secret", "redirect", "scope", "client", "id", "header", "wrong", "no", "Bearer")
    for _, label in options:
        assert not set(given_away) & set(label.split()), label


def test_with_the_real_twitch_the_clinic_causes_nothing(real):
    panel = panels.ClinicPanel()
    assert not {"Cause this one", "Surprise me"} & set(buttons(panel))
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
        press(panel, "Show the diagnosis")
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
