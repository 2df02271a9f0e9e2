"""Notebook 10: right ways to read a refusal pass, and each known mistake is told."""

from __future__ import annotations

import re

import pytest

from lessons.checks import refusal_check
from lessons.checks.refusal_check import ADDRESS, APPLICATION, CODE

WORDS = {message: "application" for _, message in APPLICATION}
WORDS |= {CODE[1]: "code", ADDRESS[1]: "address"}


def with_a_table(status, body):
    if "access_token" in body:
        return "token"
    return WORDS.get(body.get("message"), "other")


def with_ifs(status, body):
    message = body.get("message", "")
    if status == 200 and body.get("access_token"):
        return "token"
    if message == "Invalid authorization code":
        return "code"
    if "redirect_uri" in message:
        return "address"
    if "client" in message:
        return "application"
    return "other"


def in_small_letters(status, body):
    message = str(body.get("message")).lower()
    if "client" in message:
        return "application"
    if "authorization code" in message:
        return "code"
    if message.startswith("parameter redirect_uri"):
        return "address"
    return "token" if "access_token" in body else "other"


def with_patterns(status, body):
    if body.get("access_token"):
        return "token"
    patterns = {r"client (id|secret|cred)|client$": "application", r"ization code$": "code"}
    for pattern, word in (patterns | {r"redirect": "address"}).items():
        if re.search(pattern, body.get("message", "")):
            return word
    return "other"


def with_match(status, body):
    match body:
        case {"access_token": _}:
            return "token"
        case {"message": "Invalid authorization code"}:
            return "code"
        case {"message": "Parameter redirect_uri does not match registered URI"}:
            return "address"
        case {"message": message} if message.split()[1:2] == ["client"]:
            return "application"
    return "other"


def with_try(status, body):
    try:
        return "token" if body["access_token"] else "other"
    except KeyError:
        try:
            return WORDS[body["message"]]
        except KeyError:
            return "other"


RIGHT = [with_a_table, with_ifs, in_small_letters, with_patterns, with_match, with_try]


def by_the_status(status, body):
    return {200: "token", 403: "application", 400: "code"}.get(status, "other")


def any_200_is_a_token(status, body):
    return "token" if status == 200 else with_a_table(status, body)


def any_client_error_is_the_code(status, body):
    word = with_a_table(status, body)
    return "code" if status == 400 and word == "other" else word


def any_code(status, body):
    return "code" if "code" in body.get("message", "") else with_a_table(status, body)


def any_authorization(status, body):
    found = "authorization" in body.get("message", "")
    return "code" if found else with_a_table(status, body)


def anything_invalid(status, body):
    found = body.get("message", "").startswith("invalid")
    return "application" if found else with_a_table(status, body)


def looks_for_error(status, body):
    if "error" not in body:
        return "token"
    return with_a_table(status, body)


def expects_a_message(status, body):
    return "token" if "access_token" in body else WORDS.get(body["message"], "other")


def expects_a_known_message(status, body):
    return "token" if "access_token" in body else WORDS[body.get("message", "missing client id")]


def only_the_secret(status, body):
    message = body.get("message", "")
    if "client" in message and "secret" not in message:
        return "other"
    return with_a_table(status, body)


def forgets_the_address(status, body):
    word = with_a_table(status, body)
    return "other" if word == "address" else word


def returns_the_message(status, body):
    return body.get("message", "token")


def prints_only(status, body):
    with_a_table(status, body)


def other_words(status, body):
    return with_a_table(status, body).upper()


def none_for_other(status, body):
    word = with_a_table(status, body)
    return word if word != "other" else None


def other_capitals(status, body):
    body = {name: str(value).capitalize() for name, value in body.items()}
    return with_a_table(status, body)


def by_403(status, body):
    return "application" if status == 403 else with_ifs(status, body)


WRONG = {
    by_403: "Something else: For `403`",
    by_the_status: "The redirect address is refused: For",
    any_200_is_a_token: "A body without a token and a message: For `200`, `{}`, it returned",
    any_client_error_is_the_code: "Something else: For",
    any_code: "Something else: For",
    any_authorization: "Something else: For",
    anything_invalid: "Something else: For",
    looks_for_error: "The code is refused: For",
    expects_a_message: "stopped with `KeyError: 'message'`",
    expects_a_known_message: "stopped with `KeyError",
    only_the_secret: "The client ID or the secret is refused: For",
    forgets_the_address: "The redirect address is refused: For",
    returns_the_message: "The code is refused: For",
    prints_only: "it returned `None`. Wanted: `'token'`",
    other_words: "it returned `'TOKEN'`. Wanted: `'token'`",
    none_for_other: "it returned `None`. Wanted: `'other'`",
    other_capitals: "The client ID or the secret is refused: For",
}


@pytest.mark.parametrize("right", RIGHT, ids=lambda function: function.__name__)
def test_a_right_reading_passes(right, is_noted):
    verdict = refusal_check.try_out(right)
    assert verdict.passed, verdict
    assert is_noted("read_refusal")


@pytest.mark.parametrize("wrong", WRONG, ids=lambda function: function.__name__)
def test_a_mistake_is_told(wrong, is_noted):
    verdict = refusal_check.try_out(wrong)
    assert WRONG[wrong] in repr(verdict)
    assert not verdict.passed and not is_noted("read_refusal")
