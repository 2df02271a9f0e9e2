"""The clinic names the right cause nearly always, a wrong one never, and shows no secret."""

from __future__ import annotations

import json
import random
import sqlite3
import time
from collections import Counter
from contextlib import closing
from dataclasses import fields, replace
from urllib.parse import quote, urlencode

import pytest
import requests

from helpers import credentials, oauth, sending, service
from helpers.credentials import Credentials
from helpers.plain_errors import PlainError
from helpers.private_folder import fingerprint
from lessons import clinic
from lessons.clinic import comparing, diagnose, diagnose_address, faults
from lessons.clinic.case import masked
from lessons.clinic.diagnosis import Diagnosis, hide
from lessons.clinic.faults import FAULTS, REDIRECT_URI, Bench, Committed, Fault, values
from lessons.clinic.words import SAID_BY_TWITCH
from lessons.exchange import last_failure
from lessons.exchange.mistakes import MISTAKES

SEEDS = range(4)
BOOKS = "practice.sqlite3"  # practice's file
HOTEL = b"<html><body>Welcome to the hotel. Please log in.</body></html>"
API = "https://api.twitch.tv/helix/users"
TOKEN = "https://id.twitch.tv/oauth2/token"
MINE = Credentials(
    client_id="hof5gwx0su6owfnys0nyan9c87zr6t",
    client_secret="41vpdji4e9gif29md0ouet6fktd2xy",
    redirect_uri="http://localhost:3000",
    state="c3ab8aa609ea11e793ae92361f002671",
    code="gulfwdmys5lsm6qyz4xiz9q32l10ab",
    access_token="rfx2uswqe8l4g1mkagrvg5tv0ks3xy",
    refresh_token="5b93chm6hdve3mycz05zfzatkfdenfspp1h1ar2xxdalen01xy",
)
FORM = oauth.token_form(MINE.client_id, MINE.client_secret, MINE.code, MINE.redirect_uri)
BEARER = {"Authorization": f"Bearer {MINE.access_token}", "Client-Id": MINE.client_id}


@pytest.fixture
def bench(practice) -> Bench:
    return Bench(practice)


def refusal(make_reply, message: str, status: int = 400, **sent) -> requests.Response:
    return make_reply({"status": status, "message": message}, status, **sent)


# --- what nobody can know from what was sent and what is kept ---


def a_code_that_an_earlier_try_burnt(bench: Bench, chance: random.Random) -> Committed:
    mine = replace(bench.mine, code=bench.code(), code_kept_at=str(int(time.time()) - 60))
    bench.exchange(mine, redirect_uri=f"{REDIRECT_URI}/")
    return bench.exchange(mine)


def a_code_of_another_application_kept_as_ones_own(bench, chance) -> Committed:
    return bench.exchange(replace(bench.mine, code=bench.code(bench.other)))


def a_made_up_code_with_nothing_to_compare(bench, chance) -> Committed:
    return bench.exchange(bench.mine, code=values.random_text(chance))


def another_code_than_the_kept_one(bench, chance) -> Committed:
    return bench.exchange(replace(bench.mine, code=bench.code()), code=values.random_text(chance))


def a_refresh_token_of_another_application(bench, chance) -> Committed:
    refresh_token = bench.token(bench.other).refresh_token
    return bench.refresh(replace(bench.mine, refresh_token=refresh_token))


def a_refresh_token_after_the_person_disconnected(bench, chance) -> Committed:
    mine = bench.with_token()
    bench.disconnect()
    return bench.refresh(mine)


def a_token_of_another_application_kept_as_ones_own(bench, chance) -> Committed:
    mine = replace(bench.mine, access_token=bench.token(bench.other).access_token)
    return bench.ask(mine, values.bearer(mine))


def a_token_with_nothing_to_compare(bench, chance) -> Committed:
    return bench.ask(bench.mine, values.bearer(bench.mine, values.random_text(chance)))


def a_device_code_that_is_not_good(bench, chance) -> Committed:
    grant_type = "urn:ietf:params:oauth:grant-type:device_code"
    return bench.exchange(bench.mine, grant_type=grant_type, device_code="x" * 40)


def a_field_sent_twice(bench, chance) -> Committed:
    form = [*FORM.items(), ("client_id", MINE.client_id)]
    return Committed(sending.send("POST", f"{bench.twitch.id_url}/oauth2/token", data=form), MINE)


NOT_TO_BE_KNOWN = [
    a_code_that_an_earlier_try_burnt,
    a_code_of_another_application_kept_as_ones_own,
    a_made_up_code_with_nothing_to_compare,
    another_code_than_the_kept_one,
    a_refresh_token_of_another_application,
    a_refresh_token_after_the_person_disconnected,
    a_token_of_another_application_kept_as_ones_own,
    a_token_with_nothing_to_compare,
    a_device_code_that_is_not_good,
    a_field_sent_twice,
]


# --- the score ---


@pytest.fixture
def everything_sent(monkeypatch) -> list[requests.Response]:
    """Every exchange of the test, with what went over the wire."""
    replies: list[requests.Response] = []
    note = last_failure.note

    def remember(reply):
        replies.append(reply)
        note(reply)

    monkeypatch.setattr(last_failure, "note", remember)
    return replies


def test_there_are_enough_faults():
    assert len(FAULTS) >= 25
    assert len({fault.cause for fault in FAULTS}) >= 25
    assert len({fault.title for fault in FAULTS}) == len(FAULTS)


def test_the_right_cause_is_named_nearly_always_and_a_wrong_one_never(bench):
    cases = [*FAULTS, *(Fault(make.__name__, "unknown", make) for make in NOT_TO_BE_KNOWN)]
    score, other = Counter(), []
    for fault in cases:
        for seed in SEEDS:
            committed = bench.commit(fault, random.Random(f"{fault.title} {seed}"))
            assert committed.reply.status_code >= 300, fault.title
            found = diagnose(committed.reply, committed.mine, time.time())
            verdict = "right" if found.cause == fault.cause else "silent"
            if verdict != "right":
                verdict = "wrong" if found.known else verdict
                other.append(f"{fault.title} (seed {seed}): {fault.cause} -> {found.cause}")
            score[verdict] += 1
    total = sum(score.values())
    assert total == len(cases) * len(SEEDS)
    summary = f"{dict(score)} of {total}; {other}"
    assert score["wrong"] == 0, summary
    assert score["right"] / total >= 0.95, summary


def test_what_is_kept_of_another_application_or_not_at_all_names_no_wrong_cause(bench):
    # Twitch's own words, and what stands in the request itself, need nothing that is kept.
    right = set(SAID_BY_TWITCH.values()) | {"unknown", "redirect_uri_differs", "not_a_client_id"}
    wrong, named = [], 0
    for fault in FAULTS:
        committed = bench.commit(fault, random.Random(fault.title))
        for kept in (MINE, Credentials()):
            found = diagnose(committed.reply, kept, time.time())
            named += found.cause == fault.cause
            if found.cause not in right | {fault.cause}:
                wrong.append(f"{fault.title}: {fault.cause} -> {found.cause}")
    assert wrong == []
    assert named > len(FAULTS) / 2


def test_a_fault_is_another_one_with_another_seed(bench):
    fault = faults.named("The exchange: another redirect address (path)")
    bodies = {bench.commit(fault, random.Random(seed)).reply.request.body for seed in range(9)}
    addresses = {body.split("redirect_uri=")[1] for body in bodies}
    assert len(addresses) >= 3


def test_no_secret_is_in_any_diagnosis(bench, everything_sent):
    kept: set[str] = set()
    shown = ""
    for fault in FAULTS:
        committed = bench.commit(fault, random.Random(fault.title))
        found = diagnose(committed.reply, committed.mine, time.time())
        shown += f"{found!r}{found._repr_html_()}{committed!r}{fault!r}"
        kept |= {getattr(committed.mine, name) for name in credentials.SECRETS}
        kept |= {bench.mine.client_secret, bench.other.client_secret}
    for reply in everything_sent:
        body = sending.json_body(reply)
        if isinstance(body, dict):
            kept |= {str(body.get(name, "")) for name in ("access_token", "refresh_token")}
    secrets = {secret for secret in kept if secret}
    assert len(secrets) > 100
    assert [secret for secret in secrets if secret in shown] == []
    assert REDIRECT_URI in shown  # what is no secret is shown


def test_a_code_that_is_too_old_is_named_in_practice(empty_practice, tmp_path):
    bench = Bench(empty_practice)
    kept_at = str(int(time.time()) - 700)
    mine = replace(bench.mine, code=bench.code(), code_kept_at=kept_at)
    with closing(sqlite3.connect(tmp_path / "empty-practice" / BOOKS)) as books, books:
        books.execute("UPDATE codes SET expires_at = expires_at - 700")
    found = diagnose(bench.exchange(mine).reply, mine, time.time())
    # This computer's clock may have been set in the meantime, which nothing shows.
    assert (found.cause, found.sure) == ("code_expired", False)
    assert "12 minutes old" in found.happened


# --- what is said: how sure, and how to mend it ---

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
            "in JSON it stands in quotes",
            "letters",
        ),
        (
            "Invalid client credentials",
            TOKEN,
            {"data": {"grant_type": "client_credentials"}},
            "choose Confidential",
            "trade a code",
        ),
        (OTHER_REDIRECT, TOKEN, {"data": {"code": "c"}}, "no redirect_uri", "is not the one"),
        (OTHER_REDIRECT, TOKEN, {"data": {"redirect_uri": ""}}, "but empty", "is not the one"),
    ],
)
def test_what_is_said_fits_what_was_sent(make_reply, message, url, sent, says, never):
    status = 401 if "token" in message and url != REVOKE else 400
    found = diagnose(refusal(make_reply, message, status, url=url, **sent), MINE)
    assert found.known
    assert says in f"{found.happened} {found.mend}"
    assert never not in f"{found.happened} {found.mend}"


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


# --- codes ---


def refused_code(make_reply, mine: Credentials, url: str = TOKEN, **changes) -> requests.Response:
    form = oauth.token_form(mine.client_id, mine.client_secret, mine.code, mine.redirect_uri)
    return refusal(make_reply, "Invalid authorization code", url=url, data=form | changes)


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


def test_a_code_that_was_traded_later_is_not_called_used(make_reply):
    mine = replace(MINE, code="", used_code=fingerprint(MINE.code))
    assert diagnose(refused_code(make_reply, MINE), mine).cause == "code_used"
    other = refused_code(make_reply, MINE, client_id="x" * 30)
    assert not diagnose(other, mine).known


def test_an_unknown_cause_comes_with_what_to_look_at(make_reply):
    found = diagnose(refused_code(make_reply, MINE), MINE)
    assert found.cause == "unknown" and not found.sure
    assert "I don't know, here is what to look at:" in repr(found)
    assert len(found.look_at) >= 3


# --- the application ---


def test_a_client_id_of_the_other_twitch_is_named(practice, monkeypatch):
    credentials.keep(replace(practice, private_file="twitch.env"), client_id=MINE.client_id)
    reply = oauth.exchange(practice, MINE.client_id, "s" * 30, "c" * 30, REDIRECT_URI)
    assert reply.json()["message"] == "invalid client"
    assert clinic.examine(reply).cause == "client_id_of_the_other_twitch"


@pytest.fixture
def kept(practice):
    """What is kept for practice: all of MINE."""
    values = {field.name: getattr(MINE, field.name) for field in fields(MINE)}
    credentials.keep(practice, **values)
    return practice


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
    assert ".twitch.tv" in found.happened and "is kept for practice Twitch" in found.happened
    assert kept.id_url in found.mend


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
    assert found.mend if found.known else found.look_at
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
        assert "call its field device_code" in found.mend
        assert "send grant_type=authorization_code" in found.mend


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


# --- the API ---


def test_why_somebody_may_not_write_is_not_known_but_there_is_where_to_look(make_reply):
    message = "The sender is not permitted to send chat messages to the broadcaster’s chat room."
    url = "https://api.twitch.tv/helix/chat/messages"
    found = diagnose(refusal(make_reply, message, 403, url=url, headers=BEARER), MINE)
    assert not found.known and "user:bot" in found.happened and "banned" in found.look_at[0]
    found = diagnose(refusal(make_reply, "anything", 422, url=url, headers=BEARER), MINE)
    assert found.cause == "message_too_long"


@pytest.mark.parametrize(
    ("message", "status", "headers", "cause"),
    [
        ("Missing scope: user:read:email", 401, BEARER, "scope_not_granted"),
        (
            "User access token requires the user:write:chat scope.",
            401,
            BEARER,
            "scope_not_granted",
        ),
        ("Request limit exceeded", 429, BEARER, "too_many_requests"),
        ("incorrect user authorization", 401, BEARER, "not_the_tokens_user"),
        ("The ID in user_id must match the user ID found", 401, BEARER, "not_the_tokens_user"),
        ("Must provide valid app token.", 401, BEARER, "app_token_wanted"),
        ("Missing user:edit scope", 403, BEARER, "scope_not_granted"),
        ("The API is deprecated.", 410, BEARER, "removed_from_the_api"),
        ("Invalid cursor.", 400, BEARER, "cursor_unknown"),
        ("Client ID is missing", 401, BEARER | {"Client-Id": ""}, "client_id_header_missing"),
        (
            "Client ID and OAuth token do not match",
            401,
            {"Authorization": BEARER["Authorization"]},
            "client_id_header_missing",  # so it was said in 2020
        ),
        ("Client ID and OAuth token do not match", 401, BEARER, "unknown"),
        ("Must provide a valid Client-ID or OAuth token", 401, {}, "authorization_missing"),
        ("Must provide a valid Client-ID or OAuth token", 401, BEARER, "unknown"),
        (
            "Invalid OAuth token",
            401,
            BEARER | {"Authorization": f"Bearer  {MINE.access_token}"},
            "access_token_with_more_around",
        ),
        ("The parameter is a mystery", 400, BEARER, "unknown"),
    ],
)
def test_what_the_api_refuses(make_reply, message, status, headers, cause):
    reply = refusal(make_reply, message, status, url=API, method="GET", headers=headers)
    assert diagnose(reply, MINE).cause == cause


def test_an_address_is_only_called_unknown_when_the_api_says_so(make_reply):
    body = {"error": "Not Found", "status": 404, "message": ""}
    reply = make_reply(body, 404, url="https://api.twitch.tv/helix/user", method="GET")
    assert diagnose(reply, MINE).cause == "no_such_address"
    reply = make_reply(body | {"message": "no such user"}, 404, url=API, method="GET")
    assert not diagnose(reply, MINE).known


@pytest.mark.parametrize(
    ("method", "path", "cause"),
    [
        ("POST", "/oauth2/tokens", "no_such_address"),
        ("POST", "/oauth2/token/", "no_such_address"),
        ("GET", "/oauth2/users", "no_such_address"),
        ("GET", "/oauth2/verify", "no_such_address"),
        ("GET", "/oauth2/token", "not_a_post"),
        ("GET", "/oauth2/device", "not_a_post"),
        ("GET", "/oauth2/revoke", "not_a_post"),
        ("POST", "/oauth2/validate", "not_a_get"),
        ("POST", "/oauth2/token", "unknown"),
        ("POST", "/somewhere", "unknown"),
    ],
)
def test_what_was_not_found_has_a_wrong_path_or_a_wrong_method(make_reply, method, path, cause):
    url = f"https://id.twitch.tv{path}"
    reply = make_reply(b"404 page not found", 404, "text/plain", url=url, method=method)
    assert diagnose(reply, MINE).cause == cause


@pytest.mark.parametrize(
    ("method", "path", "says"),
    [
        ("POST", "/oauth/token", "Perhaps /oauth2/token was meant."),
        ("POST", "//oauth2/token", "Perhaps /oauth2/token was meant."),
        ("GET", "/Helix/Users", "Perhaps /helix/users was meant."),
        ("GET", "/kraken/user", "Perhaps /helix/users was meant."),
        ("POST", "/oauth2/authorize", "What it does is done by GET."),
        ("GET", "/oauth2/verify", "/oauth2/verify."),
        ("POST", "/oauth2/token", "/oauth2/token."),
    ],
)
def test_practices_own_page_is_no_proxys(make_reply, method, path, says):
    url = f"http://localhost:8017{path}"
    found = diagnose(make_reply(HOTEL, 404, "text/html", method=method, url=url), MINE)
    assert not found.known and "proxy" not in repr(found)
    assert found.look_at[0].endswith(says)


@pytest.mark.parametrize(
    ("body", "status", "kind", "url", "to_look_at"),
    [
        (HOTEL, 200, "text/html", TOKEN, True),
        (b"", 301, "text/html", TOKEN, True),
        ({}, 200, "application/json", TOKEN, False),
        (HOTEL, 200, "text/html", "https://id.twitch.tv/oauth2/authorize", False),
        (b"", 302, "text/html", "https://id.twitch.tv/oauth2/authorize", False),
    ],
)
def test_an_answer_that_is_not_twitchs_is_no_success(
    make_reply, body, status, kind, url, to_look_at
):
    location = "https://hotel.example/" if status > 300 else ""
    found = diagnose(make_reply(body, status, kind, url=url, location=location), MINE)
    assert not found.known and bool(found.look_at) == to_look_at


def test_an_address_of_the_api_that_wants_another_method_is_not_called_missing(make_reply):
    body = {"error": "Not Found", "status": 404, "message": ""}
    assert diagnose(make_reply(body, 404, url=API), MINE).cause == "not_a_get"
    messages = "https://api.twitch.tv/helix/chat/messages"
    assert diagnose(make_reply(body, 404, url=messages, method="GET"), MINE).cause == "not_a_post"


# --- what is not Twitch's, or nothing that anybody has seen ---


@pytest.mark.parametrize(
    ("body", "status", "kind"),
    [
        (HOTEL, 200, "text/html"),
        (HOTEL, 401, "text/html"),
        (HOTEL, 403, "text/html"),
        (HOTEL, 404, "text/html"),
        (HOTEL, 407, "text/html"),
        (HOTEL, 429, "text/html"),
        (HOTEL, 502, "text/html"),
        (b"", 503, "text/plain"),
        ({"error": "Internal Server Error", "status": 500, "message": ""}, 500, "application/json"),
        ({"error": "", "status": 503, "message": ""}, 503, "application/json"),
        ({"status": 400, "message": "something new"}, 400, "application/json"),
        ({"status": 400, "message": "invalid client certificate"}, 400, "application/json"),
        ({"status": 403, "message": "invalid client secret age"}, 403, "application/json"),
        ({"status": 400, "message": 5}, 400, "application/json"),
        ({"status": 401, "message": "a text that nobody wrote down"}, 401, "application/json"),
    ],
)
@pytest.mark.parametrize("url", [TOKEN, API, "https://id.twitch.tv/oauth2/validate"])
def test_what_nobody_knows_is_not_given_a_cause(make_reply, body, status, kind, url):
    found = diagnose(make_reply(body, status, kind, url=url, data=FORM), MINE)
    assert not found.known and not found.sure
    assert found.happened
    assert "hotel." not in found.happened


def test_an_unknown_message_is_shown_without_what_may_be_a_token(make_reply):
    found = diagnose(refusal(make_reply, f"no such thing: {'q9' * 15}", data=FORM), MINE)
    assert "no such thing: [hidden" in found.happened


# --- redirect addresses ---


@pytest.mark.parametrize(
    ("sent", "right", "kind"),
    [
        ("http://localhost", "http://localhost", ""),
        ("", "http://localhost", "missing"),
        ("http://localhost/", "http://localhost", "slash"),
        ("http://localhost", "http://localhost/", "slash"),
        ("http://localhost/a", "http://localhost/a/", "slash"),
        ("https://localhost", "http://localhost", "scheme"),
        ("http://localhost:80", "http://localhost", "port"),
        ("http://localhost:3000", "http://localhost:3001", "port"),
        ("http://127.0.0.1", "http://localhost", "host"),
        ("http://[::1]:3000", "http://localhost:3000", "host"),
        ("http://localhost/a", "http://localhost/b", "path"),
        ("http://localhost/A", "http://localhost/a", "case"),
        ("HTTP://localhost", "http://localhost", "case"),
        ("http://localhost?a=1", "http://localhost", "query"),
        ("http://localhost/#top", "http://localhost/", "query"),
        (" http://localhost", "http://localhost", "spaces"),
        ("'http://localhost'", "http://localhost", "spaces"),
        ("http%3A%2F%2Flocalhost", "http://localhost", "encoded"),
        ("https://localhost:3000/", "http://localhost", "differs"),
        ("http://[", "http://localhost", "differs"),
    ],
)
def test_in_what_two_addresses_differ(sent, right, kind):
    assert comparing.address_difference(sent, right) == kind


@pytest.mark.parametrize(
    ("sent", "right", "place"), [("abc", "abd", 3), ("abc", "abcd", 4), ("", "a", 1)]
)
def test_the_first_difference_is_pointed_at(sent, right, place):
    lines = comparing.pointed(sent, right, ("sent", "kept")).splitlines()
    assert lines[0] == f"sent  {sent}" and lines[1] == f"kept  {right}"
    assert lines[2].index("^") == len("sent  ") + place - 1
    assert lines[2].endswith(f"character {place}")


ERROR = "error=redirect_mismatch&error_description=Parameter+redirect_uri+does+not+match"


def link(redirect_uri: str) -> str:
    return f"https://id.twitch.tv/oauth2/authorize?redirect_uri={quote(redirect_uri)}&state=s"


@pytest.mark.parametrize(
    ("kept", "asked", "arrived", "cause"),
    [
        # a bare host gets a slash, so the two that are registered look alike
        ("http://localhost", "http://localhost/", "http://localhost/", "redirect_uri_slash"),
        ("http://localhost/", "http://localhost/", "http://localhost/", "redirect_uri_slash"),
        ("http://localhost", "http://localhost", "http://localhost/", "redirect_uri_slash"),
        ("http://localhost", "https://localhost", "http://localhost/", "redirect_uri_scheme"),
        ("http://localhost", "http://localhost", "http://localhost:80/", "redirect_uri_port"),
        # the kept one may be a second one that is registered
        ("https://a.example/b", "https://a.example/c", "http://x.example/", "redirect_uri_differs"),
        ("", "http://localhost:1", "http://localhost/", "redirect_uri_differs"),
    ],
)
def test_a_link_is_compared_with_what_is_registered(kept, asked, arrived, cause):
    mine = replace(MINE, redirect_uri=kept)
    found = diagnose_address(f"{arrived}?{ERROR}", mine, link(asked))
    assert (found.cause, found.sure) == (cause, True)
    assert asked in "".join(found.evidence)


def test_two_addresses_that_prove_nothing_are_not_said_to_differ_in_something():
    address = f"http://localhost/?{ERROR}"
    found = diagnose_address(address, replace(MINE, redirect_uri=""), link("http://localhost/"))
    assert found.cause == "redirect_uri_differs"
    assert "is not registered. Twitch" in found.happened


def test_without_the_link_the_two_known_addresses_are_shown():
    found = diagnose_address(f"http://localhost/?{ERROR}&state={MINE.state}", MINE)
    assert found.cause == "redirect_uri_differs"
    assert "^ character 17" in found.evidence[0]
    assert MINE.redirect_uri in found.evidence[0]
    assert "link" in found.look_at[0]


@pytest.mark.parametrize(
    ("address", "cause"),
    [
        ("http://localhost/?error=access_denied&error_description=x&state=y", "consent_refused"),
        ("?error=access_denied", "consent_refused"),
        ("error=access_denied", "consent_refused"),
        ("http://localhost/#error=access_denied", "consent_refused"),
        ("http://localhost/?error=unsupported_response_type", "response_type_unknown"),
        ("http://localhost/?error=something_new", "unknown"),
        ("http://localhost/?error=access_denied_today", "unknown"),
        ("http://localhost/?code=abc", "unknown"),
        ("http://[?error=redirect_mismatch", "unknown"),
        ("", "unknown"),
    ],
)
def test_an_error_in_the_address_bar_has_its_cause(address, cause):
    assert diagnose_address(address, MINE).cause == cause


def test_a_refusal_with_a_foreign_state_is_said_to_be_perhaps_no_answer():
    foreign = diagnose_address("http://localhost/?error=access_denied&state=foreign", MINE)
    assert foreign.cause == "consent_refused" and "not the kept one" in foreign.look_at[0]
    own = diagnose_address(f"http://localhost/?error=access_denied&state={MINE.state}", MINE)
    assert own.look_at == ()


@pytest.mark.parametrize(
    ("message", "parameters", "cause"),
    [
        ("invalid client", {"client_id": "<your client id>"}, "client_id_not_filled_in"),
        ("invalid client", {"client_id": MINE.client_id[:-2]}, "client_id_copied_wrongly"),
        ("invalid client", None, "client_id_unknown"),
        ("missing client id", {"clientId": "x"}, "client_id_misspelt"),
        ("missing client id", None, "client_id_missing"),
        ("invalid scope requested: 'chat:read,chat:edit'", None, "scope_separator"),
        ("invalid scope requested: 'bananas'", {"scope": "bananas"}, "scope_unknown"),
        ("something new", None, "unknown"),
    ],
)
def test_the_json_that_a_browser_shows_is_diagnosed(kept, message, parameters, cause):
    opened = f"{kept.id_url}/oauth2/authorize?{urlencode(parameters)}" if parameters else ""
    text = json.dumps({"status": 400, "message": message}, indent=2)
    assert clinic.examine(text, opened).cause == cause


def test_a_link_behind_a_hubs_address_is_practices_and_one_of_twitchs_is_not(kept):
    text = json.dumps({"status": 400, "message": "invalid client"})
    query = urlencode({"client_id": MINE.client_id, "redirect_uri": "http://localhost:3001"})
    hub = f"https://hub.example/user/me/proxy/8017/oauth2/authorize?{query}"
    real = f"https://id.twitch.tv/oauth2/authorize?{query}"
    assert clinic.examine(text, hub).cause == "kept_client_id_unknown"
    assert clinic.examine(text, real).cause == "sent_to_another_twitch"
    address = f"http://localhost:3000/?{ERROR}"
    assert clinic.examine(address, hub).cause == "redirect_uri_port"
    assert "kept" in repr(clinic.examine(address, hub))
    assert "kept" not in repr(clinic.examine(address, real))


@pytest.mark.parametrize("text", ['{"status": 400}', "[]", '{"message": 5}', "{", "some words"])
def test_what_is_no_error_of_a_browser_has_no_cause(kept, text):
    found = clinic.examine(text, "http://[")
    assert not found.known and found.look_at


@pytest.mark.parametrize("failure", [{"status": 400}, 42, ValueError("x"), b"bytes"])
def test_what_is_no_response_is_sent_back_with_a_sentence(kept, failure):
    with pytest.raises(PlainError, match="Give the clinic the response itself"):
        clinic.examine(failure)


# --- scopes ---


@pytest.mark.parametrize(
    ("scope", "cause"),
    [
        ("chat:read,chat:edit", "scope_separator"),
        ("chat:read+chat:edit", "scope_separator"),
        ("chat:readchat:edit", "scope_separator"),
        ("chat:read, chat:edit", "scope_separator"),
        ("chat%3Aread%20chat%3Aedit", "scope_encoded_twice"),
        ("chat:raed", "scope_misspelt"),
        ("Chat:Read", "scope_misspelt"),
        ("bananas", "scope_unknown"),
        ("https://twitch.tv/chat:read", "scope_unknown"),
        ("chat:read", "scope_unknown"),
    ],
)
def test_why_a_scope_is_refused(make_reply, scope, cause):
    url = f"https://id.twitch.tv/oauth2/authorize?scope={quote(scope)}"
    reply = refusal(make_reply, f"invalid scope requested: '{scope}'", method="GET", url=url)
    assert diagnose(reply, MINE).cause == cause


def test_a_comma_that_was_a_comma_and_a_plus_that_was_2b_are_said(make_reply):
    for scope, says in [("chat:read,chat:edit", "a comma"), ("chat:read+chat:edit", "%2B")]:
        url = f"https://id.twitch.tv/oauth2/authorize?scope={quote(scope)}"
        reply = refusal(make_reply, f"invalid scope requested: '{scope}'", method="GET", url=url)
        assert says in diagnose(reply, MINE).happened


def test_only_the_scope_that_twitch_names_is_blamed(make_reply):
    url = "https://id.twitch.tv/oauth2/authorize?scope=chat:raed+moderator:read:chat"
    message = "invalid scope requested: 'moderator:read:chat'"
    found = diagnose(refusal(make_reply, message, method="GET", url=url), MINE)
    assert "chat:raed" not in found.happened


# --- clocks ---


def test_a_clock_that_is_wrong_is_a_hint_and_no_cause(make_reply):
    reply = refused_code(make_reply, MINE)
    reply.headers["Date"] = "Mon, 12 Jan 1970 13:46:40 GMT"  # 1000000
    right, wrong = diagnose(reply, MINE, 1000060), diagnose(reply, MINE, 1000000 - 7200)
    assert not right.known and not wrong.known
    assert "This computer's clock is 120 minutes behind the server's. Set it." in wrong.look_at
    assert "clock" not in repr(right)


def test_a_clock_that_was_set_back_is_a_hint(make_reply):
    reply = refused_code(make_reply, MINE)
    mine = replace(MINE, code_kept_at="2000000")
    assert any("from the future" in line for line in diagnose(reply, mine, 1000000).look_at)
    later = replace(mine, code="x" * 30)  # a code that was kept after the failure
    assert "from the future" not in repr(diagnose(reply, later, 1000000))


# --- values ---


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
def test_a_code_is_told_after_it_was_traded_and_an_id_token_by_its_form(name):
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


# --- the last failure ---


def test_the_last_failure_is_remembered_and_a_success_is_none(stub, monkeypatch):
    assert clinic.examine() is None
    stub.answers({"status": 401, "message": "invalid access token"}, 401)
    oauth.validate(stub.as_service(), MINE.access_token)
    failure = last_failure.last()
    assert failure.reply.status_code == 401
    assert abs(failure.received_at - time.time()) < 60
    assert "Response" not in repr(failure)
    stub.answers({})
    oauth.validate(stub.as_service(), MINE.access_token)
    sending.send("GET", f"{stub.base}/behind-the-curtain.json")
    assert last_failure.last() is failure
    monkeypatch.setenv("PRACTICE_URL", stub.base)
    credentials.keep(service.chosen(), access_token=MINE.access_token)
    assert clinic.examine().cause == "kept_access_token_ended"


def test_a_device_that_waits_for_its_user_has_not_failed(stub):
    stub.answers({"status": 400, "message": "authorization_pending"}, 400)
    oauth.poll_device(stub.as_service(), MINE.client_id, [], "d" * 40)
    assert last_failure.last() is None


def test_a_page_that_is_missing_is_no_failure_of_oauths(stub):
    stub.answers({}, 404)
    sending.send("GET", f"{stub.base}/behind-the-curtain.json")
    assert last_failure.last() is None


@pytest.mark.parametrize("location", ["http://localhost/?error=x", "http://localhost/?code=x"])
def test_a_browser_sent_back_with_an_error_is_a_failure(stub, location):
    stub.answers(b"", 302, Location=location)
    sending.send("GET", f"{stub.base}/oauth2/authorize")
    assert (last_failure.last() is not None) == ("error" in location)


def test_a_damaged_address_to_go_to_is_no_failure(make_reply):
    url = "https://id.twitch.tv/oauth2/authorize"
    last_failure.note(make_reply(status=302, url=url, location="http://[?error=x"))
    assert last_failure.last() is None


def test_a_fault_leaves_the_last_failure_and_what_is_kept_alone(bench, practice):
    names = [field.name for field in fields(Credentials)]
    credentials.keep(practice, **{name: f"{name}-kept" for name in names})
    before = credentials.kept(practice)
    for fault in FAULTS:
        bench.commit(fault, random.Random(1))
    assert last_failure.last() is None
    assert credentials.kept(practice) == before


def test_no_fault_is_caused_at_the_real_twitch(monkeypatch):
    for name in ("ID", "API", "DEV", "WWW", "CHAT"):
        monkeypatch.setenv(f"TWITCH_{name}_URL", "http://127.0.0.1:9")
    with pytest.raises(PlainError, match="only you can do this"):
        Bench(service.real())


def test_the_bench_registers_its_applications_once(practice):
    first, second = Bench(practice), Bench(practice)
    assert first.mine.client_id == second.mine.client_id
    assert first.mine.client_secret != second.mine.client_secret


def test_a_diagnosis_says_how_sure_it_is():
    said = [
        repr(Diagnosis("some_cause", "It broke.", sure=True)),
        repr(Diagnosis("some_cause", "It broke.")),
        repr(Diagnosis("unknown", "It broke.", look_at=("this",))),
    ]
    assert ["probably" in one for one in said] == [False, True, False]
    assert "I don't know" in said[2] and "some_cause" not in said[2]
