"""The requests to id.twitch.tv, and how its answers are read."""

from __future__ import annotations

import json
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from helpers import oauth
from helpers.plain_errors import PlainError
from helpers.service import Service

TWITCH = Service("twitch", *["https://id.twitch.tv"] * 5, "twitch.env")
SECRET, CODE = "41vpdji4e9gif29md0ouet6fktd2", "gulfwdmys5lsm6qyz4xiz9q32l10"
ID, REDIRECT = "hof5gwx0su6owfnys0nyan9c87zr6t", "http://localhost:3000"

# docs/twitch.md 2.2, the recorded answer.
GOOD = {
    "access_token": "rfx2uswqe8l4g1mkagrvg5tv0ks3",
    "expires_in": 14124,
    "refresh_token": "5b93chm6hdve3mycz05zfzatkfdenfspp1h1ar2xxdalen01",
    "scope": ["channel:moderate", "chat:edit", "chat:read"],
    "token_type": "bearer",
}

anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=8,
)


def test_the_exchange_sends_five_fields_in_the_body(stub):
    stub.answers(GOOD)
    oauth.exchange(stub.as_service(), ID, SECRET, CODE, REDIRECT)
    assert stub.only.method == "POST"
    assert stub.only.headers["Content-Type"] == "application/x-www-form-urlencoded"
    assert stub.only.form == {
        "client_id": ID,
        "client_secret": SECRET,
        "code": CODE,
        "grant_type": "authorization_code",
        "redirect_uri": REDIRECT,
    }


def test_the_exchange_puts_nothing_into_the_address_or_the_headers(stub):
    stub.answers(GOOD)
    oauth.exchange(stub.as_service(), ID, SECRET, CODE, REDIRECT)
    assert stub.only.path == "/oauth2/token"
    assert "Authorization" not in stub.only.headers
    assert SECRET not in str(stub.only.headers)


def test_a_refused_exchange_is_returned_not_raised(stub):
    stub.answers({"status": 403, "message": "invalid client secret"}, status=403)
    reply = oauth.exchange(stub.as_service(), ID, SECRET, CODE, REDIRECT)
    assert reply.status_code == 403


def test_a_refresh_sends_four_fields_in_the_body_and_nothing_elsewhere(stub):
    stub.answers(GOOD)
    oauth.refresh(stub.as_service(), ID, SECRET, GOOD["refresh_token"])
    assert (stub.only.method, stub.only.path) == ("POST", "/oauth2/token")
    assert stub.only.headers["Content-Type"] == "application/x-www-form-urlencoded"
    assert "Authorization" not in stub.only.headers
    assert stub.only.form == {
        "client_id": ID,
        "client_secret": SECRET,
        "grant_type": "refresh_token",
        "refresh_token": GOOD["refresh_token"],
    }


def test_validate_sends_the_token_behind_the_word_oauth(stub):
    stub.answers({"client_id": ID, "login": "night_owl", "scopes": None, "expires_in": 5})
    reply = oauth.validate(stub.as_service(), "rfx2uswqe8l4g1mkagrvg5tv0ks3")
    assert (stub.only.method, stub.only.path) == ("GET", "/oauth2/validate")
    assert stub.only.headers["Authorization"] == "OAuth rfx2uswqe8l4g1mkagrvg5tv0ks3"
    assert reply.json()["login"] == "night_owl"


def test_the_recorded_answer_becomes_a_token(make_reply):
    token = oauth.read_token(make_reply(GOOD))
    assert token.access_token == GOOD["access_token"]
    assert token.refresh_token == GOOD["refresh_token"]
    assert token.expires_in == 14124
    assert token.scopes == ("channel:moderate", "chat:edit", "chat:read")


@pytest.mark.parametrize(
    ("change", "name", "expected"),
    [
        ({"scope": ["chat:read"]}, "scopes", ("chat:read",)),
        ({"scope": []}, "scopes", ()),
        ({"scope": None}, "scopes", ()),
        ({"scope": "chat:edit chat:read"}, "scopes", ("chat:edit", "chat:read")),
        ({"refresh_token": None}, "refresh_token", ""),
        ({"expires_in": None}, "expires_in", 0),  # docs/twitch.md 2.6: very old client IDs
    ],
)
def test_a_field_may_have_another_form(make_reply, change, name, expected):
    assert getattr(oauth.read_token(make_reply({**GOOD, **change})), name) == expected


@pytest.mark.parametrize(
    ("missing", "name", "expected"),
    [
        ("scope", "scopes", ()),
        ("refresh_token", "refresh_token", ""),
        ("expires_in", "expires_in", 0),
    ],
)
def test_a_field_may_be_missing(make_reply, missing, name, expected):
    body = {key: value for key, value in GOOD.items() if key != missing}
    assert getattr(oauth.read_token(make_reply(body)), name) == expected


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<html>Please log in to the hotel's network</html>",
        b'{"access_token":"rfx2uswqe8l4g1mk',
        b"\xff\xfe\xfd",
        b"[" * 100_000,
        b'{"status":400,"message":"Invalid authorization code"}\n',
        b'{"access_token":null}',
        b'{"access_token":12}',
        b'{"access_token":""}',
        b'{"access_token":"two\\nlines"}',
        b'{"access_token":"abcdefghij","expires_in":1e999}',
        b'{"access_token":"abcdefghij","expires_in":"soon"}',
        b'{"access_token":"abcdefghij","scope":5}',
    ],
)
def test_an_answer_without_a_token_is_a_sentence(make_reply, body):
    with pytest.raises(PlainError, match="This answer holds"):
        oauth.read_token(make_reply(body))


@given(body=anything)
def test_any_other_json_is_a_sentence(make_reply, body):
    assume(not isinstance(body, dict) or "access_token" not in body)
    with pytest.raises(PlainError):
        oauth.read_token(make_reply(body))


@given(changes=st.dictionaries(st.sampled_from(sorted(GOOD)), anything))
def test_any_change_of_a_good_answer_gives_a_token_or_a_sentence(make_reply, changes):
    try:
        token = oauth.read_token(make_reply({**GOOD, **changes}))
    except PlainError:
        return
    assert token.access_token and token.access_token.isascii()
    assert isinstance(token.refresh_token, str)
    assert isinstance(token.expires_in, int)
    assert all(isinstance(scope, str) for scope in token.scopes)
    assert json.dumps(repr(token))


@given(
    body=st.fixed_dictionaries({}, optional={"a": anything}),
    token=st.text(st.characters(min_codepoint=33, max_codepoint=126), min_size=1),
)
def test_any_visible_text_may_be_a_token(make_reply, body, token):
    assert oauth.read_token(make_reply({**body, "access_token": token})).access_token == token


def test_a_printed_token_shows_its_scopes_and_no_secret(make_reply):
    shown = repr(oauth.read_token(make_reply(GOOD)))
    assert "chat:read" in shown and "[hidden " in shown
    assert GOOD["access_token"] not in shown and GOOD["refresh_token"] not in shown


@given(
    scopes=st.lists(st.text(st.characters(min_codepoint=33, max_codepoint=126), min_size=1)),
    state=st.text(st.characters(exclude_categories=["Cs"])),
    redirect_uri=st.text(st.characters(exclude_categories=["Cs"])),
)
def test_the_link_can_be_read_back(scopes, state, redirect_uri):
    link = oauth.authorize_url(TWITCH, ID, redirect_uri, scopes, state)
    parts = urlsplit(link)
    assert (parts.scheme, parts.netloc, parts.path) == (
        "https",
        "id.twitch.tv",
        "/oauth2/authorize",
    )
    assert parse_qs(parts.query, keep_blank_values=True, strict_parsing=True) == {
        "response_type": ["code"],
        "client_id": [ID],
        "redirect_uri": [redirect_uri],
        "scope": [" ".join(scopes)],
        "state": [state],
    }
    assert link.isascii() and link.isprintable() and " " not in link


def test_a_state_is_long_and_never_the_same():
    states = {oauth.new_state() for _ in range(1000)}
    assert len(states) == 1000
    assert min(map(len, states)) >= 32  # 24 random bytes; RFC 6749, 10.10 asks for 16 at least


def test_a_state_needs_no_quoting_in_an_address():
    assert all(
        character.isalnum() or character in "-_"
        for state in (oauth.new_state() for _ in range(100))
        for character in state
    )


# --- the other flows ---

# docs/twitch.md 4.1 and 2.4, the recorded answers.
DEVICE = {
    "device_code": "2mdjwJNygVNDpNiLZnygtCJTQjedpevQsoST7fi1",
    "expires_in": 1800,
    "interval": 5,
    "user_code": "RGVPJWCX",
    "verification_uri": "https://www.twitch.tv/activate?device-code=RGVPJWCX",
}
APP = {
    "access_token": "jostpf5q0uzmxmkba9iyug38kjtgh",
    "expires_in": 5011271,
    "token_type": "bearer",
}


@pytest.mark.parametrize(
    "more",
    [{}, {"response_type": "token"}, {"nonce": "n-0S6", "claims": '{"userinfo":{"picture":null}}'}],
)
def test_other_flows_add_to_the_link_and_leave_the_rest(more):
    plain, other = (
        parse_qs(urlsplit(oauth.authorize_url(TWITCH, ID, REDIRECT, ["a"], "s", **added)).query)
        for added in ({}, more)
    )
    assert other == plain | {name: [value] for name, value in more.items()}


def test_an_app_token_is_asked_for_with_three_fields_in_the_body(stub):
    stub.answers(APP)
    token = oauth.read_token(oauth.app_token(stub.as_service(), ID, SECRET))
    assert (stub.only.method, stub.only.path) == ("POST", "/oauth2/token")
    assert stub.only.form == {
        "client_id": ID,
        "client_secret": SECRET,
        "grant_type": "client_credentials",
    }
    assert (token.access_token, token.expires_in) == (APP["access_token"], 5011271)
    assert (token.refresh_token, token.scopes) == ("", ())


def test_a_device_begins_without_a_secret(stub):
    stub.answers(DEVICE)
    oauth.device_codes(stub.as_service(), ID, ["chat:read", "chat:edit"])
    assert (stub.only.method, stub.only.path) == ("POST", "/oauth2/device")
    assert stub.only.form == {"client_id": ID, "scopes": "chat:read chat:edit"}


def test_a_device_polls_with_its_device_code_and_without_a_secret(stub):
    stub.answers({"status": 400, "message": "authorization_pending"}, status=400)
    reply = oauth.poll_device(stub.as_service(), ID, ["chat:read"], DEVICE["device_code"])
    assert reply.status_code == 400
    assert (stub.only.method, stub.only.path) == ("POST", "/oauth2/token")
    assert stub.only.form == {
        "client_id": ID,
        "scopes": "chat:read",
        "device_code": DEVICE["device_code"],
        "grant_type": "urn:ietf:params:oauth:grant-type:device_code",
    }


def test_the_recorded_answer_becomes_device_codes(make_reply):
    codes = oauth.read_device_codes(make_reply(DEVICE))
    assert vars(codes) == DEVICE


def test_an_interval_that_is_not_said_is_five_seconds(make_reply):
    body = {name: value for name, value in DEVICE.items() if name != "interval"}
    assert oauth.read_device_codes(make_reply(body)).interval == 5


def test_printed_device_codes_show_the_user_code_and_no_device_code(make_reply):
    shown = repr(oauth.read_device_codes(make_reply(DEVICE)))
    assert "RGVPJWCX" in shown and "[hidden " in shown
    assert DEVICE["device_code"] not in shown


@pytest.mark.parametrize(
    "change",
    [
        {"device_code": None},
        {"device_code": ""},
        {"user_code": 5},
        {"user_code": "two words"},
        {"verification_uri": "javascript:alert(1)"},
        {"verification_uri": None},
        {"expires_in": "soon"},
        {"interval": [5]},
    ],
)
def test_damaged_device_codes_are_a_sentence(make_reply, change):
    with pytest.raises(PlainError, match="holds no device code"):
        oauth.read_device_codes(make_reply(DEVICE | change))


@given(body=anything)
def test_any_other_json_than_device_codes_is_a_sentence(make_reply, body):
    assume(not isinstance(body, dict) or "device_code" not in body)
    with pytest.raises(PlainError):
        oauth.read_device_codes(make_reply(body))


@given(changes=st.dictionaries(st.sampled_from(sorted(DEVICE)), anything | st.text()))
def test_any_change_of_good_device_codes_gives_some_or_a_sentence(make_reply, changes):
    try:
        codes = oauth.read_device_codes(make_reply(DEVICE | changes))
    except PlainError:
        return
    for code in (codes.device_code, codes.user_code, codes.verification_uri):
        assert code.isascii() and code.isprintable() and " " not in code and code
    assert codes.verification_uri.startswith(("https://", "http://"))
    assert isinstance(codes.expires_in, int) and isinstance(codes.interval, int)


def test_a_token_is_revoked_with_its_client_id_in_the_body(stub):
    stub.answers(b"")
    assert oauth.revoke(stub.as_service(), ID, GOOD["access_token"]).ok
    assert (stub.only.method, stub.only.path) == ("POST", "/oauth2/revoke")
    assert stub.only.form == {"client_id": ID, "token": GOOD["access_token"]}


def test_openid_is_asked_at_its_own_addresses(stub):
    stub.answers({})
    twitch = stub.as_service()
    oauth.openid_configuration(twitch)
    oauth.openid_keys(twitch)
    oauth.userinfo(twitch, GOOD["access_token"])
    assert [(seen.method, seen.path) for seen in stub.seen] == [
        ("GET", "/oauth2/.well-known/openid-configuration"),
        ("GET", "/oauth2/keys"),
        ("GET", "/oauth2/userinfo"),
    ]
    assert ["Authorization" in seen.headers for seen in stub.seen] == [False, False, True]
    assert stub.seen[2].headers["Authorization"] == f"Bearer {GOOD['access_token']}"
