"""Where something fails midway, nothing of it remains: what belongs together happens together."""

from __future__ import annotations

import pytest
from breaking import everything, no_new_rows_in


@pytest.fixture
def server(start_server, tmp_path):
    """One whose file may be broken, since nobody shares it."""
    return start_server(tmp_path)


def test_an_exchange_that_fails_spends_the_code_and_makes_nothing(server, person, own):
    form = own.exchange_form(person.get_code(own))
    person.press(person.open("/behind-the-curtain"), ("action", "shorten"), seconds="7")
    before = everything(server.folder, "codes", "events", "sqlite_sequence")
    with no_new_rows_in(server.folder, "tokens"):
        assert server.exchange(form).status_code == 500
    assert everything(server.folder, "codes", "events", "sqlite_sequence") == before
    assert server.books()["codes"][-1]["status"] == "used"
    assert server.exchange(form).json()["message"] == "Invalid authorization code"
    assert server.tokens(person, own)["expires_in"] == 7  # the next token is still to come


def test_a_device_that_fails_makes_nothing(server, person, own):
    begun = server.device_code(own)
    person.activate(begun["user_code"])
    before = everything(server.folder, "device_codes", "events", "sqlite_sequence")
    with no_new_rows_in(server.folder, "tokens"):
        assert server.poll(own, begun["device_code"]).status_code == 500
    assert everything(server.folder, "device_codes", "events", "sqlite_sequence") == before
    assert server.books()["device_codes"][-1]["status"] == "used"


def test_a_refresh_that_fails_spends_nothing(server, person, public):
    """A Public application has but this one refresh token, and it works once."""
    begun = server.device_code(public)
    person.activate(begun["user_code"])
    old = server.poll(public, begun["device_code"]).json()["refresh_token"]
    form = public.form("refresh_token", refresh_token=old)
    before = everything(server.folder)
    with no_new_rows_in(server.folder, "tokens"):
        assert server.exchange(form).status_code == 500
    assert everything(server.folder) == before
    reply = server.exchange(form)
    assert reply.status_code == 200 and reply.json()["refresh_token"] != old


@pytest.mark.parametrize(
    ("table", "response_type"),
    [
        ("codes", "code"),  # behind the consent
        ("events", "code"),
        ("tokens", "token"),
        ("events", "token"),
    ],
)
def test_a_consent_that_fails_is_no_consent(server, person, own, table, response_type):
    link = own.link(response_type=response_type, scope="openid", nonce="n-0S6")
    page = person.open("/oauth2/authorize", **link)
    before = everything(server.folder)
    with no_new_rows_in(server.folder, table):
        reply = person.press(page, ("decision", "authorize"), follow=False)
        assert reply.status_code == 500
        assert "Location" not in reply.headers
    assert everything(server.folder) == before
    assert person.answer(person.authorize(link))["state"] == link["state"]


def test_a_log_in_that_fails_leaves_the_old_session(server, person):
    before = everything(server.folder)
    with no_new_rows_in(server.folder, "sessions"):
        page = person.open("/login")
        assert person.press(page, ("login", "night_owl")).status_code == 500
    assert everything(server.folder) == before
    assert person.open("/settings/connections").url.endswith("/settings/connections")


def test_an_application_that_can_not_be_saved_whole_is_as_it_was(server, person, own):
    page = person.open(f"/console/apps/{own.client_id}")
    page = person.press(page, ("action", "add"), redirect_uri="http://localhost:4000")
    before = everything(server.folder)
    with no_new_rows_in(server.folder, "redirect_uris"):
        assert person.press(page, ("action", "save"), name="Day Light").status_code == 500
    assert everything(server.folder) == before
    assert person.get_code(own)


def test_a_change_whose_event_can_not_be_kept_does_not_happen(server, person, own):
    token = server.tokens(person, own)["access_token"]
    before = everything(server.folder)
    with no_new_rows_in(server.folder, "events"):
        sent = {"client_id": own.client_id, "token": token}
        assert server.post("/oauth2/revoke", data=sent).status_code == 500
        assert person.disconnect(own).status_code == 500
        assert (
            person.press(
                person.open(f"/console/apps/{own.client_id}/secret"), ("decision", "confirm")
            ).status_code
            == 500
        )
    assert everything(server.folder) == before
    assert server.validate(token).ok
