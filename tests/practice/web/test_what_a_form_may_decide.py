"""Only the two buttons decide; what else a form says is refused, and nothing has happened."""

from __future__ import annotations

import pytest

each_decision = pytest.mark.parametrize("decision", ["", "yes", "AUTHORIZE", "authorize "])


@each_decision
def test_consent_is_one_of_the_two_buttons(server, person, own, decision):
    reply = person.send("/oauth2/authorize", **own.link(), decision=decision)
    assert reply.status_code == 400 and "Press Authorize or Cancel." in reply.text
    assert not [code for code in server.books()["codes"] if code["client_id"] == own.client_id]


@each_decision
def test_a_device_is_decided_about_by_one_of_the_two_buttons(server, person, own, decision):
    begun = server.device_code(own)
    fields = {"device-code": begun["user_code"], "decision": decision}
    reply = person.send("/activate", **fields)
    assert reply.status_code == 400 and "Press Authorize or Cancel." in reply.text
    assert server.poll(own, begun["device_code"]).json()["message"] == "authorization_pending"
