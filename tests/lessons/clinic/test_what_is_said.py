"""What a diagnosis says: how sure it is, and how to fix it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from clinic_tests import API, FORM, MINE, TOKEN, refusal

from helpers.credentials import Credentials
from lessons.clinic import diagnose, diagnose_address
from lessons.clinic.case import masked
from lessons.clinic.diagnosis import Diagnosis

USERINFO = "https://id.twitch.tv/oauth2/userinfo"
VALIDATE = "https://id.twitch.tv/oauth2/validate"
REVOKE = "https://id.twitch.tv/oauth2/revoke"
DEVICE = "https://id.twitch.tv/oauth2/device"
OTHER_REDIRECT = "Parameter redirect_uri does not match registered URI"
NO_GRANT_TYPE, UNKNOWN_GRANT_TYPE = "missing grant type", "unsupported grant type"


@pytest.mark.parametrize(
    ("message", "url", "sent", "says", "never"),
    [
        ("missing client id", TOKEN, {"json": FORM}, "data=… in place of json=…", "json=… in"),
        ("missing authorization token", VALIDATE, {}, "`Authorization: OAuth <", "Bearer"),
        ("missing authorization token", USERINFO, {}, "`Authorization: Bearer <", "OAuth"),
        ("OAuth token is missing", API, {}, "`Authorization: Bearer <", "OAuth"),
        (
            "invalid access token",
            USERINFO,
            {"headers": {"Authorization": MINE.access_token}},
            "`Authorization: Bearer <",
            "OAuth",
        ),
        (
            "Invalid token",
            REVOKE,
            {"data": {"client_id": MINE.client_id, "token": MINE.access_token}},
            "there is nothing left to do",
            "Renew it",
        ),
        (
            "Invalid token",
            REVOKE,
            {"data": {"client_id": MINE.client_id, "token": "x" * 30}},
            "Another application's token lives on",
            "If you wanted",
        ),
        (NO_GRANT_TYPE, TOKEN, {"data": {"code": "c"}}, "grant_type=authorization_code", "refresh"),
        (NO_GRANT_TYPE, TOKEN, {"data": {"refresh_token": "r"}}, "=refresh_token", "_code"),
        (NO_GRANT_TYPE, TOKEN, {"data": {"device_code": "d"}}, ":device_code", "authorization"),
        (NO_GRANT_TYPE, TOKEN, {"data": {}}, "the one that fits", "="),
        (
            UNKNOWN_GRANT_TYPE,
            TOKEN,
            {"data": {"grant_type": "client_credential"}},
            "=client_credentials",
            "authorization_code",
        ),
        (
            UNKNOWN_GRANT_TYPE,
            TOKEN,
            {"data": {"grant_type": "authorization-code", "refresh_token": "r"}},
            "=refresh_token",
            "=authorization",
        ),
        (
            "invalid scope requested: 'chat:read,chat:edit'",
            DEVICE,
            {"data": {"scopes": "chat:read,chat:edit"}},
            "with a space between them",
            "ask the person",
        ),
        (
            'The parameter "broadcaster_id" was malformed: value must be a string',
            API,
            {},
            "in JSON it is in quotes",
            "letters",
        ),
        (
            "Invalid client credentials",
            TOKEN,
            {"data": {"grant_type": "client_credentials"}},
            "choose Confidential",
            "exchange a code",
        ),
        (OTHER_REDIRECT, TOKEN, {"data": {"code": "c"}}, "no redirect_uri", "is not the one"),
        (OTHER_REDIRECT, TOKEN, {"data": {"redirect_uri": ""}}, "but empty", "is not the one"),
    ],
)
def test_what_is_said_fits_what_was_sent(make_reply, message, url, sent, says, never):
    status = 401 if "token" in message and url != REVOKE else 400
    found = diagnose(refusal(make_reply, message, status, url=url, **sent), MINE)
    assert found.known
    assert says in f"{found.happened} {found.fix}"
    assert never not in f"{found.happened} {found.fix}"


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ("/", "a slash at the end"),
        ("/path", "the path"),
        ("?a=1", "what follows the ?"),
        (" ", "spaces or quotes"),
        ("1", "the port"),
    ],
)
def test_in_what_two_addresses_differ_is_said(make_reply, change, word):
    form = FORM | {"redirect_uri": MINE.redirect_uri + change}
    assert word in diagnose(refusal(make_reply, OTHER_REDIRECT, data=form), MINE).happened


@pytest.mark.parametrize(
    "mine",
    [MINE, Credentials(), replace(MINE, redirect_uri=""), replace(MINE, client_id="x" * 30)],
)
def test_a_redirect_address_that_nothing_differs_from_is_not_blamed(make_reply, mine):
    assert not diagnose(refusal(make_reply, OTHER_REDIRECT, data=FORM), mine).known


@pytest.mark.parametrize(
    ("message", "status", "change"),
    [
        ("invalid client secret", 403, {"client_secret": "x" * 30}),
        ("invalid client", 400, {"client_id": "x" * 30}),
        ("Invalid refresh token", 400, {"refresh_token": "x" * 50}),
    ],
)
def test_that_a_value_is_not_the_kept_one_is_only_probable(make_reply, message, status, change):
    found = diagnose(refusal(make_reply, message, status, data=FORM | change), MINE)
    assert found.cause.endswith("_not_the_kept_one") and not found.sure
    theirs = FORM | {"client_id": "y" * 30, "client_secret": "z" * 30, "code": "c", **change}
    found = diagnose(refusal(make_reply, message, status, data=theirs), MINE)
    assert not found.cause.endswith("_not_the_kept_one")


def test_a_value_is_masked_before_anything_else_hides_it():
    assert MINE.code not in masked(MINE.code) and "30 characters" in masked(MINE.code)


def test_a_field_that_was_sent_is_not_called_absent(make_reply):
    found = diagnose(refusal(make_reply, "missing client id", data=FORM), MINE)
    assert "was sent" in found.happened and not found.sure


def test_a_diagnosis_says_how_sure_it_is():
    said = [
        repr(Diagnosis("some_cause", "It broke.", sure=True)),
        repr(Diagnosis("some_cause", "It broke.")),
        repr(Diagnosis("unknown", "It broke.", look_at=("this",))),
    ]
    assert ["probably" in one for one in said] == [False, True, False]
    assert "I don't know" in said[2] and "some_cause" not in said[2]


@pytest.mark.parametrize(
    ("url", "sent", "message", "failed", "read_on"),
    [
        (TOKEN, FORM, "missing code", "POST /oauth2/token", "notebook 10, and docs/twitch.md 2.7"),
        (TOKEN, {"grant_type": "refresh_token"}, "missing refresh token", "POST", "notebook 12,"),
        (TOKEN, {"grant_type": "x:device_code"}, "missing code", "POST", "notebook 15,"),
        (TOKEN, {"grant_type": "client_credentials"}, "missing client id", "POST", "notebook 15,"),
        (REVOKE, {}, "missing client id", "POST /oauth2/revoke", "notebook 12,"),
        (DEVICE, {}, "missing client id", "POST /oauth2/device", "notebook 15,"),
        (USERINFO, {}, "invalid access token", "POST", "notebook 16"),
        (API, {}, "nobody has seen this", "POST /helix/users", "notebook 11"),
    ],
)
def test_a_diagnosis_says_what_failed_and_where_to_read_on(
    make_reply, url, sent, message, failed, read_on
):
    found = diagnose(refusal(make_reply, message, 400, url=url, method="POST", data=sent), MINE)
    assert found.failed.replace("`", "").startswith(failed)
    assert found.failed.endswith(f"refused with 400: “{message}”")
    assert found.read_on.startswith(read_on)
    for shown in (repr(found), found._repr_html_()):
        assert "What failed" in shown and found.read_on in shown


@pytest.mark.parametrize(
    ("error", "read_on"),
    [("access_denied", "notebook 08, and docs/twitch.md 1.4"), ("nobodys_error", "notebook 08")],
)
def test_of_an_error_in_the_address_it_says_the_same(error, read_on):
    found = diagnose_address(f"http://localhost/?error={error}", MINE)
    assert found.failed == f"the browser came back with `error={error}`"
    assert found.read_on == read_on


def test_a_card_is_text_where_it_holds_html():
    card = Diagnosis("c", "<a>", ("<i>",), "<u>", look_at=("<s>",), failed="<q>")._repr_html_()
    assert (
        not any(tag in card for tag in ("<a>", "<i>", "<u>", "<s>", "<q>")) and "&lt;q&gt;" in card
    )


def test_no_secret_is_in_what_failed(make_reply):
    mine = replace(MINE, code="a-short-code")
    said, asked = "q9" * 15, "q-9_" * 8  # nobody keeps them, but they are as long as a token
    reply = refusal(make_reply, f"no {mine.code} {said}", url=f"{TOKEN}/{asked}")
    found = diagnose(reply, mine)
    assert not any(one in found.failed for one in (mine.code, said, asked))
    assert found.failed.count("[hidden") == 3


@pytest.mark.parametrize(
    ("name", "value", "repeated"),
    [
        ("Client-Id", "my-password", "my-password"),
        ("Client-Id", "my pass word", "my pass word"),
        ("Authorization", "Bearer my-password", "my-password"),
    ],
)
def test_what_an_answer_repeats_of_a_header_is_hidden(make_reply, name, value, repeated):
    headers = {"Authorization": f"Bearer {MINE.access_token}", name: value}
    reply = refusal(make_reply, f"no {repeated}", url=API, method="GET", headers=headers)
    found = diagnose(reply, MINE)
    assert "no [hidden" in found.failed
    assert repeated not in f"{found!r}{found._repr_html_()}"


def test_a_message_that_ends_with_a_full_stop_is_a_part_of_a_sentence(make_reply):
    assert diagnose(refusal(make_reply, "It broke."), MINE).failed.endswith("“It broke”")
