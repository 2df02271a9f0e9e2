"""Wrong clocks, and values that were copied wrongly."""

from __future__ import annotations

import random
from dataclasses import replace
from urllib.parse import quote

import pytest
from clinic_tests import ERROR, FORM, MINE, link, refusal, refused_code

from helpers.credentials import Credentials
from helpers.private_folder import fingerprint, mask
from lessons import clinic
from lessons.clinic import comparing, diagnose, diagnose_address
from lessons.clinic.diagnosis import hide
from lessons.clinic.faults import values
from lessons.exchange import last_failure


def test_a_clock_that_is_wrong_is_a_hint_and_no_cause(make_reply):
    reply = refused_code(make_reply, MINE)
    reply.headers["Date"] = "Mon, 12 Jan 1970 13:46:40 GMT"  # 1000000
    right, wrong = diagnose(reply, MINE, 1000060), diagnose(reply, MINE, 1000000 - 7200)
    assert not right.known and not wrong.known
    assert "This computer's clock is 120 minutes behind the server's. Set it." in wrong.look_at
    assert "clock" not in repr(right)


def test_an_older_answer_is_not_compared_with_the_clock_of_now(make_reply, kept):
    """Only of the last failure is it known when it came."""
    older, latest = (
        refused_code(make_reply, MINE, url=f"{kept.id_url}/oauth2/token") for _ in range(2)
    )
    for reply in (older, latest):
        reply.headers["Date"] = "Mon, 12 Jan 1970 13:46:40 GMT"
        last_failure.note(reply)
    assert "This computer's clock" in repr(clinic.examine(latest))
    assert "This computer's clock" not in repr(clinic.examine(older))


def test_a_clock_that_was_set_back_is_a_hint(make_reply):
    reply = refused_code(make_reply, MINE)
    mine = replace(MINE, code_kept_at="2000000")
    assert any("from the future" in line for line in diagnose(reply, mine, 1000000).look_at)
    later = replace(mine, code="x" * 30)  # a code that was kept after the failure
    assert "from the future" not in repr(diagnose(reply, later, 1000000))


@pytest.mark.parametrize(
    ("value", "kind"),
    [
        ("", "missing"),
        (" ", "missing"),
        ("None", "not_filled_in"),
        ("<your client secret>", "not_filled_in"),
        ("your_client_secret", "not_filled_in"),
        (MINE.code, "code"),
        (f'"{MINE.access_token}"', "access_token"),
        (MINE.client_secret, "kept"),
        (f" {MINE.client_secret}", "around"),
        (f"secret: {MINE.client_secret}", "around"),
        (MINE.client_secret[:-3], "copied_wrongly"),
        (MINE.client_secret.upper(), "copied_wrongly"),
        (MINE.client_secret.replace("v", "w"), "copied_wrongly"),
        ("abc", "not_the_kept_one"),
        ("q" * 30, "not_the_kept_one"),
    ],
)
def test_what_is_wrong_with_a_value(value, kind):
    assert comparing.value_difference("client_secret", value, MINE) == kind


@pytest.mark.parametrize("name", ["client_id", "access_token", "refresh_token"])
def test_a_code_is_told_after_it_was_exchanged_and_an_id_token_by_its_form(name):
    mine = replace(MINE, code="", used_code=fingerprint(MINE.code))
    assert comparing.value_difference(name, MINE.code, mine) == "code"
    id_token = "eyJhbGciOi.eyJhdWQiOi.c2lnbmF0-dXJl_"
    for kept in (mine, Credentials()):
        assert comparing.value_difference(name, id_token, kept) == "id_token"


def test_two_random_values_are_never_called_nearly_the_same():
    chance = random.Random(5)
    for _ in range(500):
        mine = Credentials(client_secret=values.random_text(chance))
        value = values.random_text(chance)
        assert comparing.value_difference("client_secret", value, mine) == "not_the_kept_one"


def test_a_secret_is_hidden_however_it_is_escaped():
    secret = "a&b<c>/d e%f"
    text = f"{secret} a&amp;b&lt;c&gt;/d e%f {quote(secret, safe='')} a%26b%3Cc%3E%2Fd+e%25f"
    assert "b" not in hide(text, {secret}).replace("[hidden", "").replace(fingerprint(secret), "")


def test_a_secret_within_another_is_hidden_with_it():
    """In whatever order they come: the shorter first would leave the longer one's rest."""
    whole, part = "abcdefghij-0123456789", "abcdefghij"
    for secrets in ([whole, part], [part, whole]):
        assert hide(f"{whole} {part}", secrets) == f"{mask(whole)} {mask(part)}"


def test_a_secret_in_a_redirect_address_is_hidden(make_reply):
    form = FORM | {"redirect_uri": f"{MINE.redirect_uri}?code={MINE.code}"}
    message = "Parameter redirect_uri does not match registered URI"
    found = diagnose(refusal(make_reply, message, data=form), MINE)
    assert found.cause == "redirect_uri_query"
    assert MINE.code not in repr(found) and "?code=[hidden" in repr(found)


@pytest.mark.parametrize("host", ["http://localhost:3000", "http://other-host-with-a-long-name.tv"])
def test_a_code_in_the_path_of_a_redirect_address_is_hidden_and_a_host_is_not(make_reply, host):
    form = FORM | {"redirect_uri": f"{host}/{'q9' * 15}"}
    message = "Parameter redirect_uri does not match registered URI"
    shown = repr(diagnose(refusal(make_reply, message, data=form), MINE))
    assert "q9q9" not in shown and host in shown
    shown = repr(
        diagnose_address(f"{MINE.redirect_uri}/?{ERROR}", MINE, link(form["redirect_uri"]))
    )
    assert "q9q9" not in shown and host in shown


@pytest.mark.parametrize(
    "sent",
    [
        {"headers": {"Authorisation": f"Bearer {'q9' * 15}"}},
        {"data": {"clientSecret": "q9" * 15}},
        {"json": {"refresh_token": "q9" * 15}},
        {"params": {"Authorization": f"Bearer {'q9' * 15}"}},
        {"data": {"client_id": "q9" * 15}},
        {"files": {"code": (None, "q9" * 15)}},
        {"headers": {"Client-Id": "q9" * 15}},
        {"data": {"redirect_uri": f"http://localhost/{'q9' * 15}"}},
        {"url": f"https://id.twitch.tv/oauth2/token/{'q9' * 15}"},
        {"params": {"scope": "q9" * 15}},
    ],
)
def test_what_stood_where_secrets_stand_is_one_even_if_nobody_kept_it(make_reply, sent):
    secrets = clinic.secrets_in(refusal(make_reply, "invalid client", **sent), Credentials())
    assert "q9" * 15 in secrets


def test_the_kept_client_id_is_no_secret(make_reply):
    reply = refusal(make_reply, "invalid client", data=FORM | {"code": MINE.client_id})
    assert MINE.client_id not in clinic.secrets_in(reply, MINE)
    theirs = refusal(make_reply, "missing code", data={"client_id": "x" * 30})
    assert "x" * 30 not in clinic.secrets_in(theirs, MINE)  # public, whosever it is
