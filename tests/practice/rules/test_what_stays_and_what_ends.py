"""What a second time changes: a second log-in, a second consent, a second who decides."""

from __future__ import annotations

from contextlib import closing

import pytest
import requests

from practice.basics.fingerprint import Fingerprints
from practice.rules.console import ApplicationForm, Console
from practice.rules.device import Device
from practice.store.store import Store


def seen_with(server, session: str) -> requests.Response:
    """The console as it answers to a browser with this session."""
    return server.get(
        "/settings/connections", cookies={server.cookie: session}, allow_redirects=False
    )


def test_a_second_log_in_ends_the_session_before(server):
    person = server.person("river_otter")
    first = person.browser.cookies[server.cookie]
    assert seen_with(server, first).status_code == 200
    person.log_in("night_owl")
    second = person.browser.cookies[server.cookie]
    assert second != first
    assert seen_with(server, second).status_code == 200
    assert "/login" in seen_with(server, first).headers["Location"]


def test_a_log_out_ends_the_session(server):
    person = server.person("river_otter")
    session = person.browser.cookies[server.cookie]
    assert person.press(person.open("/"), ("action", "log_out")).ok
    assert "/login" in seen_with(server, session).headers["Location"]


def test_each_consent_adds_to_the_ones_before(server, person, own):
    def asked(scope):
        link = own.link(scope=scope)
        return person.open("/oauth2/authorize", follow=False, **link).status_code == 200

    person.authorize(own.link(scope="chat:read"))
    person.authorize(own.link(scope="chat:edit"))
    assert not asked("chat:read chat:edit")
    begun = server.device_code(own, "user:read:email")
    person.activate(begun["user_code"])
    assert not asked("chat:read user:read:email chat:edit")
    assert asked("chat:read openid")


@pytest.mark.parametrize(("force_verify", "asks"), [("true", True), ("false", False), ("", False)])
def test_only_true_asks_again(person, own, force_verify, asks):
    person.authorize(own.link())
    page = person.open("/oauth2/authorize", follow=False, **own.link(force_verify=force_verify))
    assert page.status_code == (200 if asks else 302)


def test_an_empty_state_comes_back_empty(person, own):
    for decision in ("authorize", "cancel"):
        answer = person.answer(person.authorize(own.link(state="", force_verify="true"), decision))
        assert answer["state"] == ""
    wrong = own.link(state="", redirect_uri="https://example.org")
    assert person.answer(person.authorize(wrong))["state"] == ""


@pytest.mark.parametrize("first", ["authorize", "cancel"])
def test_of_two_who_decide_about_one_device_the_first_counts(server, person, own, first):
    other = server.person("night_owl")
    begun = server.device_code(own)
    second = {"authorize": "cancel", "cancel": "authorize"}[first]
    pages = [
        one.open("/activate", **{"device-code": begun["user_code"]}) for one in (person, other)
    ]
    person.press(pages[0], ("decision", first))
    assert "device" in other.press(pages[1], ("decision", second)).text
    reply = server.poll(own, begun["device_code"])
    assert reply.status_code == {"authorize": 200, "cancel": 400}[first]
    code = server.books()["device_codes"][-1]
    assert (code["user"], code["status"]) == (
        "river_otter",
        {"authorize": "used", "cancel": "denied"}[first],
    )


def test_of_two_processes_that_decide_together_one_does(tmp_path):
    """Both saw it wait; the file knows who was first."""
    with closing(Store(tmp_path)) as store, closing(Store(tmp_path)) as other_store:
        fingerprints = Fingerprints(tmp_path)
        console, account = Console(store, fingerprints), store.accounts()[0]
        application = console.register(
            account,
            ApplicationForm(
                name="Night Light",
                redirect_uris=("http://localhost",),
                category="Chat Bot",
                not_a_robot=True,
            ),
        )
        one, other = (Device(each, fingerprints) for each in (store, other_store))
        begun = one.begin({"client_id": application.client_id}, "http://localhost:8017")
        waiting = one.waiting(begun["user_code"]), other.waiting(begun["user_code"])
        assert one.deny(waiting[0][0], account)
        assert not other.allow(waiting[1][0], store.accounts()[1])
        (code,) = store.device_codes(2)
        assert (code.status, code.user_id) == ("denied", account.user_id)
        assert store.connections(store.accounts()[1].user_id) == []
