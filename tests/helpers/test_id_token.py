"""id_tokens, signed by other code than that which verifies them: joserfc."""

from __future__ import annotations

import base64
import hmac
import json
import time
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from joserfc import jwt
from joserfc.jwk import RSAKey

from helpers import id_token
from helpers.plain_errors import PlainError

ID, ISSUER, NONCE = (
    "hof5gwx0su6owfnys0nyan9c87zr6t",
    "https://id.twitch.tv/oauth2",
    "n-0S6_WzA2Mj-hof5gwx0su6owfnys0",
)
OURS, OTHERS = RSAKey.generate_key(2048), RSAKey.generate_key(2048)
HEADER = {"alg": "RS256", "typ": "JWT", "kid": "1"}  # docs/twitch.md 4.3


def public(key=OURS, kid="1") -> dict[str, str]:
    """A key in the form of docs/twitch.md 4.3."""
    return {"alg": "RS256", **key.as_dict(private=False), "kid": kid, "use": "sig"}


def signed(key=OURS, header=HEADER, without="", **change) -> str:
    """An id_token with the default claims of docs/twitch.md 4.3, but for the changes."""
    issued_at = int(time.time())
    claims = {
        "aud": ID,
        "azp": ID,
        "exp": issued_at + 900,
        "iat": issued_at,
        "iss": ISSUER,
        "sub": "141981764",
        "nonce": NONCE,
        **change,
    }
    claims.pop(without, None)
    return jwt.encode(header, claims, key, algorithms=[header["alg"]])


def verify(note: str, key=None, issuer=ISSUER, client_id=ID, nonce=NONCE):
    return id_token.verify(note, key or public(), issuer, client_id, nonce)


def refusal(*arguments, **more) -> str:
    with pytest.raises(PlainError) as raised:
        verify(*arguments, **more)
    assert raised.value.__suppress_context__ or raised.value.__context__ is None
    return str(raised.value)


def test_a_good_id_token_gives_its_claims():
    claims = verify(signed(preferred_username="TwitchDev"))
    assert (claims["sub"], claims["preferred_username"]) == ("141981764", "TwitchDev")


def test_an_id_token_signed_with_another_key_is_refused():
    assert "signature doesn't fit" in refusal(signed(OTHERS))


def test_a_changed_claim_is_refused():
    header, claims, signature = signed().split(".")
    told = json.loads(base64.urlsafe_b64decode(claims + "=="))
    forged = encoded(json.dumps(told | {"sub": "1"}).encode())
    assert "signature doesn't fit" in refusal(f"{header}.{forged}.{signature}")


def encoded(value: bytes) -> str:
    return base64.urlsafe_b64encode(value).decode().rstrip("=")


def test_an_unsigned_id_token_is_refused():
    claims = signed().split(".")[1]
    header = encoded(json.dumps(HEADER | {"alg": "none"}).encode())
    assert "not signed with RS256" in refusal(f"{header}.{claims}.")


def test_the_public_key_does_not_do_as_a_password():
    """The old trick: sign with HS256, and the public key as the secret that both sides know."""
    claims = signed().split(".")[1]
    text = f"{encoded(json.dumps(HEADER | {'alg': 'HS256'}).encode())}.{claims}"
    signature = hmac.digest(OURS.as_pem(private=False), text.encode(), "sha256")
    assert "not signed with RS256" in refusal(f"{text}.{encoded(signature)}")


@pytest.mark.parametrize(
    ("expected", "says"),
    [
        ({"client_id": ID[::-1]}, "The audience (aud) is another application"),
        ({"issuer": "https://example.org"}, "The issuer (iss) is not the one"),
        ({"nonce": "another"}, "The nonce is not the one"),
        ({"nonce": "ünïcode"}, "The nonce is not the one"),
    ],
)
def test_an_id_token_for_another_occasion_is_refused(expected, says):
    assert says in refusal(signed(), **expected)


@pytest.mark.parametrize(
    "nonce",
    [NONCE.lower(), NONCE.upper(), NONCE[:4], NONCE[:-1], NONCE[1:], f"{NONCE}x", f" {NONCE}",
     f"{NONCE} ", f"{NONCE[:-1]}x", f"x{NONCE[1:]}", f"{NONCE[:20]}x{NONCE[21:]}", "", [NONCE]],
)  # fmt: skip
def test_an_almost_right_nonce_is_refused(nonce):
    assert "The nonce is not the one" in refusal(signed(nonce=nonce))


@pytest.mark.parametrize("name", ["aud", "iss"])
def test_an_almost_right_audience_or_issuer_is_refused(name):
    right = {"aud": ID, "iss": ISSUER}[name]
    for almost in (right.upper(), right[:-1], right[1:], f"{right}x", f"{right[:9]}X{right[10:]}"):
        assert f"({name})" in refusal(signed(**{name: almost}))


@pytest.mark.parametrize(
    "change",
    [{"aud": [ID, "evil"]}, {"aud": [ID, "evil"], "azp": "evil"}, {"azp": "evil"}, {"azp": None}],
)
def test_an_id_token_that_others_may_use_too_is_refused(change):
    assert "The audience (aud)" in refusal(signed(**change))


def test_one_audience_may_come_as_a_list_and_azp_is_optional():
    assert verify(signed(aud=[ID]))["sub"] == verify(signed(without="azp"))["sub"]


def test_an_id_token_without_a_nonce_answers_no_link_of_ours():
    assert "The nonce is not the one" in refusal(signed(without="nonce"))


def test_an_old_id_token_is_refused_and_clocks_may_differ_by_a_minute():
    now = int(time.time())
    assert "has expired" in refusal(signed(iat=now - 1000, exp=now - 100))
    assert verify(signed(iat=now - 1000, exp=now - 30))
    assert "in the future" in refusal(signed(iat=now + 100))
    assert verify(signed(iat=now + 30))


@pytest.mark.parametrize(
    ("times", "says"),
    [
        ({"exp": -59}, ""),
        ({"exp": -60}, "has expired"),
        ({"iat": 60}, ""),
        ({"iat": 61}, "in the future"),
        ({"nbf": 60}, ""),
        ({"nbf": 61}, "in the future"),
    ],
)
def test_sixty_seconds_are_spared_and_no_more(monkeypatch, times, says):
    now = 1_800_000_000

    class Standing(datetime):
        @classmethod
        def now(cls, tz=None):
            return cls.fromtimestamp(now, tz)

    monkeypatch.setattr("jwt.api_jwt.datetime", Standing)
    claims = {"iat": now - 1000, "exp": now + 900}
    note = signed(**claims | {name: now + seconds for name, seconds in times.items()})
    if says:
        assert says in refusal(note)
    else:
        assert verify(note)["sub"]


@pytest.mark.parametrize("name", ["aud", "exp", "iat", "iss", "sub"])
def test_a_claim_that_must_be_there_is_missed(name):
    assert "A claim is missing" in refusal(signed(without=name))


KEYLESS = [
    {},
    {"kty": 5},
    {"kty": "RSA"},
    {"kty": "RSA", "e": "AQAB", "n": 5},
    {"kty": "RSA", "e": "AQAB", "n": "é"},
    {"kty": "RSA", "e": "AQAB", "n": "AA"},
    {"kty": "oct", "k": "AA"},
]


@pytest.mark.parametrize("key", KEYLESS)
def test_what_is_no_public_key_is_a_sentence(key):
    with pytest.raises(PlainError, match="isn't a public key"):
        id_token.verify(signed(), key, ISSUER, ID, NONCE)


@given(note=st.text() | st.from_regex(r"[\w-]{0,9}\.[\w-]{0,9}\.[\w-]{0,9}"))
def test_any_text_is_a_sentence(make_reply, note):
    with pytest.raises(PlainError):
        verify(note)
    with pytest.raises(PlainError):
        id_token.key_for(note, make_reply({"keys": [public()]}))


def test_the_key_is_chosen_by_its_kid(make_reply):
    keys = make_reply({"keys": [public(OTHERS, "0"), public()]})
    assert id_token.key_for(signed(), keys) == public()


@pytest.mark.parametrize(
    "body", [b"<html>", {}, [], {"keys": None}, {"keys": ["1", 5]}, {"keys": [{"kid": "2"}]}]
)
def test_keys_without_the_right_one_are_a_sentence(make_reply, body):
    with pytest.raises(PlainError, match="hold none with the kid"):
        id_token.key_for(signed(), make_reply(body))


def test_the_id_token_is_found_in_the_answer_to_an_exchange(make_reply):
    note = signed()
    assert id_token.read_id_token(make_reply({"access_token": "a", "id_token": note})) == note


@pytest.mark.parametrize(
    "body", [b"", b"<html>", [], {"access_token": "abc"}, {"id_token": 5}, {"id_token": "a.b"}]
)
def test_an_answer_without_an_id_token_is_a_sentence(make_reply, body):
    with pytest.raises(PlainError, match="has no id_token"):
        id_token.read_id_token(make_reply(body))
