"""What the clinic hides of an exchange, wherever a secret stands in it."""

from __future__ import annotations

import pytest
from clinic_tests import API, MINE, TOKEN, refusal

from lessons.clinic.hiding import secrets_in

SECRET = "q7w8e9r0t1y2u3i4o5p6a7s8d9f0g1"  # somebody's; it is kept nowhere


def test_a_token_in_a_path_is_hidden(make_reply):
    reply = make_reply({}, 404, method="GET", url=f"{API}/{SECRET}")
    assert SECRET in secrets_in(reply, MINE)


@pytest.mark.parametrize("message", ["invalid client", "client does not exist"])
def test_what_is_nobodys_client_id_is_hidden(make_reply, message):
    sent = "A secret in the wrong place"
    form = {"client_id": sent, "grant_type": "client_credentials"}
    assert sent in secrets_in(refusal(make_reply, message, url=TOKEN, data=form), MINE)
    other = refusal(make_reply, "missing client secret", url=TOKEN, data=form)
    assert sent not in secrets_in(other, MINE)
