"""OpenID Connect (docs/twitch.md 4.3), read by a library that practice does not use: joserfc."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import time

import pytest
from joserfc import jwt
from joserfc.jwk import KeySet

ASKS_ALL = json.dumps(
    {
        "id_token": {"email": None, "email_verified": None, "preferred_username": None},
        "userinfo": {"picture": None, "email": None, "updated_at": None, "shoe_size": None},
    }
)


def read(server, id_token):
    """The claims of an id_token, if its signature is good."""
    keys = KeySet.import_key_set(server.get("/oauth2/keys").json())
    return jwt.decode(id_token, keys, algorithms=["RS256"])


def userinfo(server, token, word="Bearer"):
    return server.get("/oauth2/userinfo", headers={"Authorization": f"{word} {token}"})


def test_the_discovery_file_names_practices_own_addresses(server):
    reply = server.get("/oauth2/.well-known/openid-configuration")
    issuer = f"{server.base}/oauth2"
    assert list(reply.json().items()) == [
        ("authorization_endpoint", f"{issuer}/authorize"),
        ("claims_parameter_supported", True),
        (
            "claims_supported",
            ["email", "email_verified", "picture", "preferred_username", "exp", "iss", "sub"]
            + ["azp", "aud", "iat", "updated_at"],
        ),
        ("id_token_signing_alg_values_supported", ["RS256"]),
        ("issuer", issuer),
        ("jwks_uri", f"{issuer}/keys"),
        (
            "response_types_supported",
            ["id_token", "code", "token", "code id_token", "token id_token"],
        ),
        ("scopes_supported", ["openid"]),
        ("subject_types_supported", ["public"]),
        ("token_endpoint", f"{issuer}/token"),
        ("token_endpoint_auth_methods_supported", ["client_secret_post"]),
        ("userinfo_endpoint", f"{issuer}/userinfo"),
    ]
    assert reply.headers["Content-Type"] == "application/json"


def test_the_keys_hold_one_public_key(server):
    (key,) = server.get("/oauth2/keys").json()["keys"]
    assert list(key) == ["alg", "e", "kid", "kty", "n", "use"]
    assert (key["alg"], key["e"], key["kid"], key["kty"]) == ("RS256", "AQAB", "1", "RSA")
    assert key["use"] == "sig"


def test_an_exchange_with_openid_brings_a_signed_note(server, person, app):
    """docs/twitch.md 2.2: between expires_in and refresh_token."""
    reply = server.tokens(person, app, scope="openid chat:read", nonce="n-0S6")
    assert list(reply) == [
        "access_token",
        "expires_in",
        "id_token",
        "refresh_token",
        "scope",
        "token_type",
    ]
    assert reply["scope"] == ["chat:read", "openid"]
    note = read(server, reply["id_token"])
    assert note.header == {"alg": "RS256", "typ": "JWT", "kid": "1"}
    claims = note.claims
    assert claims.keys() == {"aud", "azp", "exp", "iat", "iss", "sub", "nonce"}
    assert claims["aud"] == claims["azp"] == app.client_id
    assert claims["iss"] == f"{server.base}/oauth2"
    assert (claims["sub"], claims["nonce"]) == ("710000101", "n-0S6")
    assert claims["exp"] - claims["iat"] == 900
    assert abs(claims["iat"] - time.time()) < 60


def test_without_openid_there_is_no_note(server, person, app):
    assert "id_token" not in server.tokens(person, app)


def test_without_a_nonce_there_is_none(server, person, app):
    reply = server.tokens(person, app, scope="openid")
    assert "nonce" not in read(server, reply["id_token"]).claims


def test_claims_come_when_they_are_asked_for(server, person, app):
    """What is unknown is left out: ours."""
    reply = server.tokens(person, app, scope="openid user:read:email", claims=ASKS_ALL)
    claims = read(server, reply["id_token"]).claims
    assert claims["email"] == "river_otter@practice.example"
    assert claims["email_verified"] is True
    assert claims["preferred_username"] == "River_Otter"
    assert not {"picture", "updated_at", "shoe_size"}.intersection(claims)
    told = userinfo(server, reply["access_token"]).json()
    assert list(told)[:5] == ["aud", "exp", "iat", "iss", "sub"]
    assert list(told)[5:] == ["email", "picture", "updated_at"]
    assert told["picture"] == f"{server.base}/lantern.svg"
    assert (told["aud"], told["sub"]) == (app.client_id, "710000101")
    assert told["iss"] == f"{server.base}/oauth2"


def test_the_email_needs_its_scope(server, person, app):
    """docs/twitch.md 4.3."""
    reply = server.tokens(person, app, scope="openid", claims=ASKS_ALL)
    claims = read(server, reply["id_token"]).claims
    assert "preferred_username" in claims
    assert not {"email", "email_verified"}.intersection(claims)
    assert "email" not in userinfo(server, reply["access_token"]).json()


def test_userinfo_tells_the_same_after_a_refresh(server, person, app):
    first = server.tokens(person, app, scope="openid", claims=ASKS_ALL)
    form = app.form("refresh_token", refresh_token=first["refresh_token"])
    second = server.exchange(form).json()
    assert "id_token" not in second  # ours
    assert "picture" in userinfo(server, second["access_token"]).json()


@pytest.mark.parametrize("claims", ["{", "[]", "5", "null", '{"id_token":5}', "[" * 3000])
def test_claims_that_are_no_json_object_are_refused(person, app, claims):
    """Ours."""
    link = app.link(scope="openid", claims=claims)
    reply = person.open("/oauth2/authorize", follow=False, **link)
    assert (reply.status_code, reply.json()["message"]) == (400, "invalid claims")


@pytest.mark.parametrize("claims", [ASKS_ALL, "{"])
def test_claims_without_openid_are_not_even_read(server, person, app, claims):
    """Ours: they are a part of OpenID Connect, which this link doesn't ask for."""
    reply = server.tokens(person, app, scope="chat:read", claims=claims)
    assert reply["scope"] == ["chat:read"] and "id_token" not in reply


def test_userinfo_may_be_asked_by_post(server, person, app):
    """Ours: OpenID Connect Core 5.3.1 wants both."""
    token = server.tokens(person, app, scope="openid")["access_token"]
    headers = {"Authorization": f"Bearer {token}"}
    assert server.post("/oauth2/userinfo", headers=headers).json()["sub"] == "710000101"


def test_a_token_for_something_else_gets_no_userinfo(server, app, token):
    """Ours: the texts; 401 and 403 as in RFC 6750 3.1."""
    own_token = server.exchange(app.form("client_credentials")).json()["access_token"]
    for other in (token, own_token):
        reply = userinfo(server, other)
        assert reply.json() == {"status": 403, "message": "missing scope: openid"}
    assert userinfo(server, "x").json() == {"status": 401, "message": "invalid access token"}
    reply = server.get("/oauth2/userinfo")
    assert reply.json() == {"status": 401, "message": "missing authorization token"}


@pytest.mark.parametrize(
    ("response_type", "carried"),
    [
        pytest.param("id_token", {"id_token"}, id="1.1-id_token"),
        pytest.param("token id_token", {"access_token", "id_token", "token_type"}, id="1.1-both"),
        pytest.param("id_token token", {"access_token", "id_token", "token_type"}, id="reversed"),
        pytest.param("code id_token", {"code", "id_token"}, id="4.3-hybrid-ours"),
    ],
)
def test_the_browser_can_carry_the_note(server, person, app, response_type, carried):
    """docs/twitch.md 4.3: in the fragment, in the order of the alphabet."""
    link = app.link(response_type=response_type, scope="openid", nonce="abc")
    address = person.authorize(link)
    assert address.startswith("http://localhost/#")
    answer = person.answer(address)
    assert answer.keys() == carried | {"scope", "state"}
    names = re.findall(r"[#&](\w+)=", address)
    assert names == sorted(names)
    claims = read(server, answer["id_token"]).claims
    assert (claims["nonce"], claims["sub"]) == ("abc", "710000101")
    for name, claim in (("access_token", "at_hash"), ("code", "c_hash")):
        if name in answer:
            half = hashlib.sha256(answer[name].encode()).digest()[:16]
            assert claims[claim] == base64.urlsafe_b64encode(half).rstrip(b"=").decode()
        else:
            assert claim not in claims


@pytest.mark.parametrize("response_type", ["id_token", "token id_token", "code id_token"])
def test_who_allowed_an_id_token_is_not_asked_again(person, own, response_type):
    link = own.link(response_type=response_type, scope="openid", nonce="abc")
    assert person.answer(person.authorize(link))["id_token"]
    assert person.open("/oauth2/authorize", follow=False, **link).status_code == 302
    assert own.name in person.open("/settings/connections").text


def test_the_consent_page_names_all_claims_whatever_is_asked(person, app):
    """docs/twitch.md 1.2."""
    page = person.open("/oauth2/authorize", **app.link(scope="openid", force_verify="true"))
    for words in ("e-mail address", "picture", "display name"):
        assert words in page.text


def test_the_key_is_the_same_for_all_processes_and_after_a_restart(start_server, tmp_path):
    one, other = start_server(tmp_path), start_server(tmp_path)
    key = one.get("/oauth2/keys").json()
    assert other.get("/oauth2/keys").json() == key
    one.end()
    assert start_server(tmp_path).get("/oauth2/keys").json() == key
