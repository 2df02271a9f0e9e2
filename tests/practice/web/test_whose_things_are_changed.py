"""A form changes what its sender owns; somebody else's form, or nobody's, changes nothing."""

from __future__ import annotations

import pytest
from breaking import everything

FORMS = {
    "save": ("/console/apps/{app}", {"action": "save", "name": "Taken Over"}),
    "save as public": ("/console/apps/{app}", {"action": "save", "client_type": "public"}),
    "add an address": (
        "/console/apps/{app}",
        {"action": "add", "redirect_uri": "https://evil.example"},
    ),
    "remove an address": ("/console/apps/{app}", {"remove": "http://localhost"}),
    "new secret": ("/console/apps/{app}/secret", {"decision": "confirm"}),
}
RIGHT = {
    "name": "Day Light",
    "category": "Chat Bot",
    "client_type": "confidential",
    "redirect_uris": "http://localhost",
    "not_a_robot": "yes",
}
ONLY_LOGGED_IN = {
    **FORMS,
    "create": ("/console/apps/create", {"action": "create", **RIGHT, "name": "Nobodys Light"}),
    "agreement": ("/agreement", {"decision": "accept"}),
    "two-factor": ("/settings/security", {"two_factor": "on"}),
    "disconnect": ("/settings/connections", {"disconnect": "{app}"}),
    "a device": ("/activate", {"device-code": "{user_code}", "decision": "authorize"}),
    "a device, cancelled": ("/activate", {"device-code": "{user_code}", "decision": "cancel"}),
}


@pytest.fixture(scope="module")
def person(server):
    return server.person("river_otter").enter_console()


@pytest.fixture(scope="module")
def own(person):
    """One for all tests here: an account has a hundred at most."""
    made = person.register()
    person.new_secret(made)
    return made


def send(server, somebody, own, form):
    """Send this form; the reply, and whether it left the file as it was."""
    path, fields = form
    begun = server.device_code(own)
    words = {"app": own.client_id, "user_code": begun["user_code"]}
    sent = {**RIGHT, **fields} if path.endswith("{app}") else fields
    sent = {name: value.format(**words) for name, value in sent.items()}
    token = somebody.open("/login").text.split('name="form_token" value="')[1].split('"')[0]
    before = everything(server.folder, "sessions")
    reply = somebody.browser.post(
        server.base + path.format(**words),
        data={"form_token": token, **sent},
        timeout=20,
        allow_redirects=False,
    )
    return reply, everything(server.folder, "sessions") == before


@pytest.mark.parametrize("name", FORMS)
def test_nobody_else_changes_an_application(server, own, name):
    stranger = server.person("night_owl").enter_console()
    reply, unchanged = send(server, stranger, own, FORMS[name])
    assert (reply.status_code, unchanged) == (404, True)


@pytest.mark.parametrize("name", ONLY_LOGGED_IN)
def test_who_is_not_logged_in_changes_nothing(server, person, own, name):
    person.authorize(own.link())
    reply, unchanged = send(server, server.person(), own, ONLY_LOGGED_IN[name])
    assert (reply.status_code, unchanged) == (303, True)
    assert "login?next=" in reply.headers["Location"]


def test_consent_of_nobody_is_refused(server, own):
    form = ("/oauth2/authorize", {**own.link(), "decision": "authorize"})
    reply, unchanged = send(server, server.person(), own, form)
    assert (reply.status_code, unchanged) == (403, True)


def test_without_the_agreement_nothing_is_registered_or_changed(start_server, tmp_path):
    server = start_server(tmp_path)
    own = server.person("river_otter").register()
    stranger = server.person("night_owl")
    for name in (*FORMS, "create"):
        reply, unchanged = send(server, stranger, own, ONLY_LOGGED_IN[name])
        assert (name, reply.status_code, unchanged) == (name, 303, True)
        assert "agreement?next=" in reply.headers["Location"]


@pytest.mark.parametrize("name", ["save", "new secret"])
def test_the_owner_does_change_it(server, person, own, name):
    """The forms above are right but for who sends them."""
    reply, unchanged = send(server, person, own, FORMS[name])
    assert reply.status_code in (200, 303) and not unchanged


def test_who_disconnects_ends_nobody_elses_connection(server, person, own):
    person.new_secret(own)
    mine = server.tokens(person, own)
    other = server.person("night_owl")
    theirs = server.tokens(other, own)
    other.disconnect(own)
    assert server.validate(mine["access_token"]).ok
    assert not server.validate(theirs["access_token"]).ok
