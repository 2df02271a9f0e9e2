"""Refused codes, and refused applications."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import quote

import pytest
from clinic_tests import API, BEARER, ERROR, FORM, MINE, TOKEN, link, refusal, refused_code

from helpers import credentials, oauth
from helpers.credentials import Credentials
from helpers.private_folder import fingerprint
from lessons import clinic
from lessons.clinic import comparing, diagnose
from lessons.clinic.faults import REDIRECT_URI
from lessons.exchange.mistakes import MISTAKES


def test_how_long_a_code_lives_at_the_real_twitch_is_not_guessed(make_reply):
    mine = replace(MINE, code_kept_at="1000000")
    found = diagnose(refused_code(make_reply, mine), mine, 1000000 + 1200)
    assert not found.known
    assert "The code was 20 minutes old when it was sent." in found.look_at


def test_the_age_is_that_of_the_moment_when_the_code_was_sent(make_reply):
    reply = refused_code(make_reply, MINE, "http://localhost:8017/oauth2/token")
    mine = replace(MINE, code_kept_at="1000000")
    assert not diagnose(reply, mine, 1000000 + 500).known
    assert diagnose(reply, mine, 1000000 + 700).cause == "code_expired"
    fresh = replace(mine, code="x" * 30, code_kept_at="2000000")  # kept after the failure
    assert not diagnose(reply, fresh, 1000000 + 700).known


@pytest.mark.parametrize(
    ("kept_at", "received_at"),
    [
        (1000000 - 1200, None),  # a clock 20 minutes behind, and a response that is given
        (1000000, None),
        (1000000, 1000000 + 1200),  # set 20 minutes ahead after the code was kept
        (1000000 - 1200, 1000000 - 400),
    ],
)
def test_two_clocks_make_no_code_old(make_reply, kept_at, received_at):
    reply = refused_code(make_reply, MINE, "http://localhost:8017/oauth2/token")
    reply.headers["Date"] = "Mon, 12 Jan 1970 13:46:50 GMT"  # 1000000 + 10
    mine = replace(MINE, code_kept_at=str(kept_at))
    found = diagnose(reply, mine, received_at)
    assert not found.known and "minutes old" not in repr(found)


def test_a_code_that_was_exchanged_later_is_not_called_used(make_reply):
    mine = replace(MINE, code="", used_code=fingerprint(MINE.code))
    assert diagnose(refused_code(make_reply, MINE), mine).cause == "code_used"
    other = refused_code(make_reply, MINE, client_id="x" * 30)
    assert not diagnose(other, mine).known


def test_an_unknown_cause_comes_with_what_to_look_at(make_reply):
    found = diagnose(refused_code(make_reply, MINE), MINE)
    assert found.cause == "unknown" and not found.sure
    assert "I don't know, here is what to look at:" in repr(found)
    assert len(found.look_at) >= 3


def test_a_client_id_of_the_other_twitch_is_named(practice, monkeypatch):
    credentials.keep(replace(practice, private_file="twitch.env"), client_id=MINE.client_id)
    reply = oauth.exchange(practice, MINE.client_id, "s" * 30, "c" * 30, REDIRECT_URI)
    assert reply.json()["message"] == "invalid client"
    assert clinic.examine(reply).cause == "client_id_of_the_other_twitch"


@pytest.mark.parametrize(
    ("url", "status", "message", "sent"),
    [
        (API, 401, "Invalid OAuth token", {"method": "GET", "headers": BEARER}),
        (
            "https://id.twitch.tv/oauth2/validate",
            401,
            "invalid access token",
            {"method": "GET", "headers": {"Authorization": f"OAuth {MINE.access_token}"}},
        ),
        (TOKEN, 400, "invalid client", {"data": FORM}),
        ("https://id.twitch.tv/oauth2/revoke", 404, "client does not exist", {"data": FORM}),
    ],
)
def test_what_is_kept_for_practice_and_went_to_the_real_twitch(
    kept, make_reply, url, status, message, sent
):
    found = clinic.examine(refusal(make_reply, message, status, url=url, **sent))
    assert (found.cause, found.sure) == ("sent_to_another_twitch", True)
    assert ".twitch.tv" in found.happened and "is kept for Practice Twitch" in found.happened
    assert kept.id_url in found.fix


def test_what_is_kept_is_not_compared_with_what_went_to_the_real_twitch(kept, make_reply):
    theirs = {"client_id": "x" * 30, "redirect_uri": "http://localhost:3001"}
    message = "Parameter redirect_uri does not match registered URI"
    assert not clinic.examine(refusal(make_reply, message, url=TOKEN, data=FORM | theirs)).known
    found = clinic.examine(refusal(make_reply, "invalid client", url=TOKEN, data=theirs))
    assert found.cause == "client_id_unknown"  # Twitch's own words
    address = f"http://localhost/?{ERROR}"
    found = clinic.examine(address, f"{link('http://localhost/')}&client_id={MINE.client_id}")
    assert found.cause == "redirect_uri_differs" and "kept" not in repr(found)


def test_a_secret_is_hidden_although_it_is_not_compared(kept, make_reply):
    credentials.keep(kept, refresh_token="some day-or other")
    reply = refusal(make_reply, "no such thing: some day-or other", url=TOKEN, data={})
    assert "some day-or other" not in repr(clinic.examine(reply))


def test_this_computer_has_several_names_and_its_other_ports_prove_nothing(kept, make_reply):
    def refused(host):
        url = f"http://{host}/oauth2/validate"
        headers = {"Authorization": f"OAuth {MINE.access_token}"}
        return refusal(make_reply, "invalid access token", 401, url=url, headers=headers)

    port = kept.id_url.rpartition(":")[2]
    assert clinic.examine(refused(f"127.0.0.1:{port}")).cause == "kept_access_token_ended"
    assert clinic.examine(refused(f"[::1]:{port}")).cause == "kept_access_token_ended"
    assert not clinic.examine(refused("localhost:9")).known


def test_a_client_id_that_is_kept_for_the_other_twitch_may_go_there(practice, make_reply):
    credentials.keep(replace(practice, private_file="twitch.env"), client_id=MINE.client_id)
    found = clinic.examine(refusal(make_reply, "invalid client", url=TOKEN, data=FORM))
    assert found.cause == "client_id_unknown"


@pytest.mark.parametrize(
    ("sent", "cause"),
    [
        ({"json": FORM}, "json_body"),
        ({"json": {"clientId": MINE.client_id}}, "json_body"),
        ({"data": "&".join(f"{k}={quote(v)}" for k, v in FORM.items())}, "body_not_called_a_form"),
        ({"data": {}}, "client_id_missing"),
        ({"data": FORM | {"client_id": ""}}, "client_id_missing"),
        ({"files": {"code": (None, "x")}}, "client_id_missing"),
        ({"files": {"client_id": ("a.txt", b"a file")}}, "client_id_missing"),
        ({"data": FORM, "headers": {"Authorization": "Basic eDp5"}}, "http_basic"),
    ],
)
def test_why_twitch_saw_no_client_id(make_reply, sent, cause):
    assert diagnose(refusal(make_reply, "missing client id", **sent), MINE).cause == cause


@pytest.mark.parametrize(
    ("changes", "cause"),
    [
        ({"client_secret": MINE.access_token}, "access_token_in_place_of_client_secret"),
        ({"client_id": "x" * 30}, "client_id_of_another_application"),
        ({"client_id": "x" * 30, "client_secret": "y" * 30}, "client_secret_wrong"),
        ({}, "kept_client_secret_is_not_current"),
    ],
)
def test_why_a_secret_is_wrong(make_reply, changes, cause):
    reply = refusal(make_reply, "invalid client secret", 403, data=FORM | changes)
    assert diagnose(reply, MINE).cause == cause


def test_a_multipart_body_is_a_form_too(make_reply):
    files = {name: (None, value) for name, value in FORM.items()}
    reply = refusal(make_reply, "invalid client secret", 403, files=files)
    assert diagnose(reply, MINE).cause == "kept_client_secret_is_not_current"


@pytest.mark.parametrize("mine", [Credentials(), MINE])
@pytest.mark.parametrize("known", MISTAKES, ids=lambda known: f"{known.endpoint} {known.message}")
def test_every_refusal_in_the_table_gets_a_diagnosis(make_reply, known, mine):
    path = "/helix/users" if known.endpoint == "/helix/" else known.endpoint
    reply = refusal(make_reply, known.message, known.status or 400, url=f"https://x.tv{path}")
    found = diagnose(reply, mine)
    assert found.happened
    assert found.fix if found.known else found.look_at
    assert found.cause in repr(found) or not found.known


@pytest.mark.parametrize(
    ("message", "form", "cause"),
    [
        ("missing refresh token", {"code": "c"}, "grant_type_does_not_fit"),
        ("missing code", {"refresh_token": "r"}, "grant_type_does_not_fit"),
        ("missing device_code", {"code": "c"}, "grant_type_does_not_fit"),
        ("missing refresh token", {"code": "c", "device_code": "d"}, "refresh_token_missing"),
        ("missing refresh token", {"code": "c", "refreshToken": "r"}, "refresh_token_misspelt"),
        ("missing refresh token", {"code": "c", "refresh_token": ""}, "refresh_token_missing"),
        ("missing refresh token", {"code": ""}, "refresh_token_missing"),
    ],
)
def test_a_grant_type_is_blamed_only_when_another_ones_field_was_sent(
    make_reply, message, form, cause
):
    assert diagnose(refusal(make_reply, message, data=form), MINE).cause == cause


@pytest.mark.parametrize(
    ("message", "form", "cause", "sure"),
    [
        ("missing device_code", {"code": "d"}, "grant_type_does_not_fit", False),
        ("missing refresh token", {"code": MINE.code}, "grant_type_does_not_fit", True),
        ("missing refresh token", {"code": MINE.refresh_token}, "refresh_token_misspelt", True),
        ("missing code", {"refresh_token": MINE.code}, "code_misspelt", True),
        ("missing code", {"device_code": MINE.code}, "code_misspelt", True),
    ],
)
def test_a_field_of_another_grant_may_only_have_the_wrong_name(
    make_reply, message, form, cause, sure
):
    found = diagnose(refusal(make_reply, message, data=form | {"grant_type": "g"}), MINE)
    assert (found.cause, found.sure) == (cause, sure)
    if not sure:
        assert "call its field device_code" in found.fix
        assert "send grant_type=authorization_code" in found.fix


@pytest.mark.parametrize("client_id", ["Otter Tools", "river_otter", MINE.client_secret[:20]])
def test_what_is_no_client_id_is_not_another_applications(make_reply, client_id):
    message = "Client ID and OAuth token do not match"
    headers = BEARER | {"Client-Id": client_id}
    found = diagnose(refusal(make_reply, message, 401, url=API, headers=headers), MINE)
    assert (found.cause, found.sure) == ("not_a_client_id", False)
    found = diagnose(
        refusal(make_reply, "invalid client", data=FORM | {"client_id": client_id}), MINE
    )
    assert (found.cause, found.sure) == ("not_a_client_id", False)


@pytest.mark.parametrize("name", ["client_secret", "access_token", "refresh_token"])
def test_a_mask_is_told_from_another_value(name):
    mask = f"[hidden {fingerprint(getattr(MINE, name))}]"
    assert comparing.value_difference(name, mask, MINE) == "mask"


@pytest.mark.parametrize(
    ("device_code", "cause"),
    [
        ("RGVPJWCX", "user_code_in_place_of_device_code"),
        ("RGVP-JWCX", "user_code_in_place_of_device_code"),
        ("2mdjwJNygVNDpNiLZnygtCJTQjedpevQsoST7fi1", "unknown"),
        ("", "unknown"),
    ],
)
def test_a_user_code_is_told_from_a_device_code(make_reply, device_code, cause):
    reply = refusal(make_reply, "invalid device code", data={"device_code": device_code})
    assert diagnose(reply, MINE).cause == cause


@pytest.mark.parametrize("written", ["secret", "clientsecret"])
def test_a_field_with_half_its_name_is_not_called_missing(make_reply, written):
    reply = refusal(make_reply, "missing client secret", data={"client_id": "a", written: "b"})
    assert diagnose(reply, MINE).cause == "client_secret_misspelt"


@pytest.mark.parametrize("rest", ["&scope=chat%3Aread", "&state=abc", "?scope=b"])
def test_what_stands_behind_a_code_in_its_address_is_seen(make_reply, rest):
    form = {"client_id": "a", "code": f"{'c' * 30}{rest}", "grant_type": "authorization_code"}
    reply = refusal(make_reply, "Invalid authorization code", data=form)
    assert diagnose(reply, MINE).cause == "code_with_more_around"
