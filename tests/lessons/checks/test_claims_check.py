"""Notebook 16: right ways to check claims pass, and each known mistake is told."""

from __future__ import annotations

import hmac

import pytest

from lessons.checks import claims_check


def with_one_condition(claims, issuer, client_id, nonce, now):
    return (
        claims.get("iss") == issuer
        and claims.get("aud") in (client_id, [client_id])
        and claims.get("azp", client_id) == client_id
        and claims.get("exp", 0) > now
        and bool(nonce)
        and claims.get("nonce") == nonce
    )


def with_returns(claims, issuer, client_id, nonce, now):
    if claims.get("iss") != issuer:
        return False
    audience = claims.get("aud")
    audience = audience if isinstance(audience, list) else [audience]
    if audience != [client_id]:
        return False
    if "azp" in claims and claims["azp"] != client_id:
        return False
    if "exp" not in claims or now >= claims["exp"]:
        return False
    return nonce != "" and claims.get("nonce") == nonce


def with_try(claims, issuer, client_id, nonce, now):
    try:
        assert claims["iss"] == issuer
        assert set([claims["aud"]] if isinstance(claims["aud"], str) else claims["aud"]) == {
            client_id
        }
        assert claims.get("azp") in (None, client_id)
        assert now < claims["exp"]
        assert nonce and claims["nonce"] == nonce
    except (AssertionError, KeyError):
        return False
    return True


def with_all(claims, issuer, client_id, nonce, now):
    wanted = {"iss": issuer, "nonce": nonce or None, "azp": client_id}
    given = {"azp": client_id, "aud": [], "exp": 0} | claims
    return all(
        [
            *(given.get(name) == value and value for name, value in wanted.items()),
            given["exp"] > now,
            given["aud"] == client_id or list(given["aud"]) == [client_id],
        ]
    )


def with_a_list_of_faults(claims, issuer, client_id, nonce, now):
    faults = []
    if not hmac.compare_digest(claims.get("iss", ""), issuer):
        faults.append("iss")
    aud = claims.get("aud") or []
    if isinstance(aud, str):
        aud = [aud]
    if client_id not in aud or len(aud) > 1:
        faults.append("aud")
    if "azp" in claims and claims["azp"] != client_id:
        faults.append("azp")
    if not claims.get("exp") or claims["exp"] <= now:
        faults.append("exp")
    if not nonce or not hmac.compare_digest((claims.get("nonce") or "").encode(), nonce.encode()):
        faults.append("nonce")
    return not faults


def with_match(claims, issuer, client_id, nonce, now):
    match claims:
        case {"iss": iss, "aud": str(aud) | [str(aud)], "exp": exp, "nonce": str(found)}:
            fits = (iss, aud, claims.get("azp", aud)) == (issuer, client_id, client_id)
            return fits and exp > now and found == nonce and len(nonce) > 0
    return False


RIGHT = [
    with_one_condition,
    with_returns,
    with_try,
    with_all,
    with_a_list_of_faults,
    with_match,
]


def checking(iss=True, aud=True, azp=True, exp=True, nonce=True):
    """All checks but those that are left out, or with another one in their place."""

    def check(claims, issuer, client_id, sent, now):
        def holds(what, usual):
            return usual() if what is True else what(claims, issuer, client_id, sent, now)

        return (
            holds(iss, lambda: claims.get("iss") == issuer)
            and holds(aud, lambda: claims.get("aud") in (client_id, [client_id]))
            and holds(azp, lambda: claims.get("azp", client_id) == client_id)
            and holds(exp, lambda: claims.get("exp", 0) > now)
            and holds(nonce, lambda: bool(sent) and claims.get("nonce") == sent)
        )

    return check


def yes(*_):
    return True


def until(seconds):
    return lambda claims, issuer, client_id, sent, now: claims.get("exp", 0) + seconds > now


def in_constant_time_for_ascii(claims, issuer, client_id, sent, now):
    found = claims.get("nonce") or ""
    return bool(sent) and hmac.compare_digest(found, sent)


def as_ascii(claims, issuer, client_id, sent, now):
    return bool(sent) and claims.get("nonce", "").encode("ascii") == sent.encode("ascii")


WRONG = {
    "compare_digest of texts": (checking(nonce=in_constant_time_for_ascii), "Another nonce: For"),
    "ASCII only": (checking(nonce=as_ascii), "stopped with `UnicodeEncodeError"),
    "its last second": (
        checking(exp=until(1)),
        "It has expired: For claims with `exp`",
    ),
    "a minute more": (
        checking(exp=until(60)),
        "It has expired: For claims with `exp`",
    ),
    "a minute less": (
        checking(exp=until(-60)),
        "Everything is right: For claims with `exp`",
    ),
    "an empty azp": (
        checking(azp=lambda claims, _, me, *__: (claims.get("azp") or me) == me),
        "Another application asked for it: For claims with `azp` `''`",
    ),
    "no iss": (checking(iss=yes), "Another issuer: For claims with"),
    "no aud": (checking(aud=yes), "Another audience: For claims with"),
    "no azp": (checking(azp=yes), "Another application asked for it: For"),
    "no exp": (checking(exp=yes), "It has expired: For"),
    "no nonce": (checking(nonce=yes), "Another nonce: For"),
    "iss begins so": (
        checking(iss=lambda claims, issuer, *_: claims.get("iss", "").startswith(issuer)),
        "Another issuer: For claims with `iss`",
    ),
    "iss without its slash": (
        checking(iss=lambda claims, issuer, *_: claims.get("iss", "").rstrip("/") == issuer),
        "Another issuer: For claims with `iss`",
    ),
    "iss may be missing": (
        checking(iss=lambda claims, issuer, *_: claims.get("iss", issuer) == issuer),
        "Another issuer: For claims with no `iss`",
    ),
    "a part of aud": (
        checking(aud=lambda claims, _, client_id, *__: client_id in claims.get("aud", "")),
        "Another audience: For claims with `aud`",
    ),
    "aud has others, too": (
        checking(
            aud=lambda claims, _, me, *__: (
                claims.get("aud") == me or (type(claims.get("aud")) is list and me in claims["aud"])
            )
        ),
        "Another audience beside yours: For",
    ),
    "aud in no list": (
        checking(aud=lambda claims, _, me, *__: claims.get("aud") == me),
        "The audience in a list: For",
    ),
    "aud in a list only": (
        checking(aud=lambda claims, _, me, *__: claims.get("aud") == [me]),
        "Everything is right: For claims that are right",
    ),
    "aud must be there": (
        checking(aud=lambda claims, _, me, *__: claims["aud"] in (me, [me])),
        "your function stopped with `KeyError: 'aud'`",
    ),
    "azp must be there": (
        checking(azp=lambda claims, _, me, *__: claims.get("azp") == me),
        "No azp, which is fine: For claims with no `azp`",
    ),
    "exp turned round": (
        checking(exp=lambda claims, *rest: claims.get("exp", 0) < rest[-1]),
        "Everything is right: For",
    ),
    "exp may be missing": (
        checking(exp=lambda claims, *rest: claims.get("exp", rest[-1] + 1) > rest[-1]),
        "It never expires: For claims with no `exp`",
    ),
    "iat for exp": (
        checking(exp=lambda claims, *rest: claims["iat"] + 10**6 > rest[-1]),
        "It has expired: For",
    ),
    "nonces both missing": (
        checking(nonce=lambda claims, _, __, sent, ___: claims.get("nonce", "") == sent),
        "No nonce on either side: For",
    ),
    "nonce if it is there": (
        checking(nonce=lambda claims, _, __, sent, ___: claims.get("nonce", sent) == sent),
        "Another nonce: For claims with no `nonce`",
    ),
    "nonce without capitals": (
        checking(
            nonce=lambda claims, _, __, sent, ___: (
                bool(sent) and claims.get("nonce", "").lower() == sent.lower()
            )
        ),
        "Another nonce: For",
    ),
    "any of them": (
        lambda claims, issuer, me, nonce, now: claims.get("iss") == issuer or claims["aud"] == me,
        "Another audience: For",
    ),
    "always": (yes, "Another issuer: For"),
    "never": (lambda *_: False, "Everything is right: For"),
    "the user": (
        lambda *values: with_returns(*values) and None,
        "it returned `None`. Wanted: `True`",
    ),
}


@pytest.mark.parametrize("right", RIGHT, ids=lambda function: function.__name__)
def test_right_checks_pass(right, is_noted):
    verdict = claims_check.try_out(right)
    assert verdict.passed, verdict
    assert is_noted("may_come_in")


@pytest.mark.parametrize("name", WRONG)
def test_a_mistake_is_told(name, is_noted):
    check, told = WRONG[name]
    verdict = claims_check.try_out(check)
    assert told in repr(verdict)
    assert not verdict.passed and not is_noted("may_come_in")
