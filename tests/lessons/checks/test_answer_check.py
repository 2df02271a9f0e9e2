"""Notebook 08: right ways to read an answer pass, and each known mistake is told."""

from __future__ import annotations

import hmac
import re
from urllib.parse import parse_qs, parse_qsl, unquote_plus, urlparse, urlsplit

import pytest
import requests

from helpers.plain_errors import PlainError
from lessons.checks import answer_check
from lessons.exchange import pasted


def with_parse_qs(address, expected_state):
    query = parse_qs(urlsplit(address).query)
    state, code = query.get("state", [""])[0], query.get("code", [None])[0]
    return code if state and state == expected_state else None


def with_a_dict(address, expected_state):
    query = dict(parse_qsl(urlparse(address).query))
    if not expected_state or query.get("state") != expected_state:
        return None
    return query.get("code")


def in_constant_time(address, expected_state):
    query = parse_qs(urlparse(address).query)
    if "error" in query or "code" not in query or "state" not in query or expected_state == "":
        return None
    same = hmac.compare_digest(query["state"][0].encode(), expected_state.encode())
    return query["code"][0] if same else None


def with_patterns(address, expected_state):
    query = address.partition("#")[0]
    code = re.search(r"[?&]code=([^&]+)", query)
    state = re.search(r"[?&]state=([^&]+)", query)
    if not code or not state or unquote_plus(state[1]) != expected_state:
        return None
    return unquote_plus(code[1])


def with_splits(address, expected_state):
    found = {}
    for part in address.split("#")[0].partition("?")[2].split("&"):
        name, _, value = part.partition("=")
        found[name] = unquote_plus(value)
    if not found.get("state") or found["state"] != expected_state:
        return None
    return found.get("code") or None


def with_requests(address, expected_state):
    address = requests.Request("GET", address).prepare().url
    try:
        query = parse_qs(urlsplit(address).query, strict_parsing=True)
        if expected_state and query["state"] == [expected_state]:
            return query["code"][0]
    except (KeyError, ValueError):
        pass


def with_the_panels_own(address, expected_state):
    try:
        return pasted.read_answer(address, expected_state).code
    except PlainError:
        return None


RIGHT = [
    with_parse_qs,
    with_a_dict,
    in_constant_time,
    with_patterns,
    with_splits,
    with_requests,
    with_the_panels_own,
]


def query_of(address):
    return parse_qs(urlsplit(address).query)


def never_compares(address, expected_state):
    return query_of(address).get("code", [None])[0]


def two_missing_states_are_equal(address, expected_state):
    query = query_of(address)
    same = query.get("state", [""])[0] == expected_state
    return query.get("code", [None])[0] if same else None


def looks_only_when_there_is_one(address, expected_state):
    query = query_of(address)
    if "state" in query and query["state"][0] != expected_state:
        return None
    return query.get("code", [None])[0]


def takes_any_state(address, expected_state):
    query = query_of(address)
    return query["code"][0] if query.get("state") and "code" in query else None


def expects_a_code(address, expected_state):
    query = query_of(address)
    if expected_state and query.get("state") == [expected_state]:
        return query["code"][0]


def expects_a_state(address, expected_state):
    query = query_of(address)
    if expected_state and query["state"] == [expected_state]:
        return query.get("code", [None])[0]


def state_anywhere(address, expected_state):
    if expected_state and expected_state in unquote_plus(address):
        return query_of(address).get("code", [None])[0]


def begins_like_the_state(address, expected_state):
    state = query_of(address).get("state", [""])[0]
    if state and expected_state.startswith(state):
        return query_of(address).get("code", [None])[0]


def ignores_capitals(address, expected_state):
    state = query_of(address).get("state", [""])[0]
    if state and expected_state.lower() == state.lower():
        return query_of(address).get("code", [None])[0]


def returns_a_list(address, expected_state):
    query = query_of(address)
    if expected_state and query.get("state") == [expected_state]:
        return query.get("code")


def returns_the_state(address, expected_state):
    state = query_of(address).get("state", [""])[0]
    return state if state and state == expected_state else None


def does_not_decode(address, expected_state):
    found = dict(part.partition("=")[::2] for part in urlsplit(address).query.split("&"))
    if expected_state and found.get("state") == expected_state:
        return found.get("code") or None


def decodes_first(address, expected_state):
    query = unquote_plus(urlsplit(address).query)
    found = dict(part.partition("=")[::2] for part in query.split("&"))
    if expected_state and found.get("state") == expected_state:
        return found.get("code") or None


def takes_names_that_end_so(address, expected_state):
    code = re.search(r"code=([^&#]+)", address)
    state = re.search(r"state=([^&#]+)", address)
    if code and state and unquote_plus(state[1]) == expected_state:
        return unquote_plus(code[1])


def counts_on_the_order(address, expected_state):
    values = [value for _, value in parse_qsl(urlsplit(address).query)]
    if len(values) >= 2 and expected_state and values[-1] == expected_state:
        return values[0]


def keeps_the_fragment(address, expected_state):
    query = parse_qs(address.partition("?")[2] or address.partition("#")[2])
    if expected_state and query.get("state") == [expected_state]:
        return query.get("code", [None])[0]


def reads_the_fragment_too(address, expected_state):
    query = parse_qs(re.split(r"[?#]", address, maxsplit=1)[-1].replace("#", "&"))
    if expected_state and query.get("state") == [expected_state]:
        return query.get("code", [None])[0]


def returns_true(address, expected_state):
    return bool(expected_state) and query_of(address).get("state") == [expected_state]


def raises_for_a_no(address, expected_state):
    if "error" in query_of(address):
        raise ValueError("the viewer said no")
    return with_parse_qs(address, expected_state)


def returns_words(address, expected_state):
    return with_parse_qs(address, expected_state) or "no code"


def stops_at_a_plus(address, expected_state):
    query = parse_qs(urlsplit(address.replace("+", "%2B")).query)
    if expected_state and query.get("state") == [expected_state]:
        return query.get("code", [None])[0]


def decodes_twice(address, expected_state):
    state, code = (unquote_plus(query_of(address).get(name, [""])[0]) for name in ("state", "code"))
    return code or None if state and state == unquote_plus(expected_state) else None


def takes_any_state_when_none_was_sent(address, expected_state):
    query = parse_qs(urlsplit(address).query)
    if query.get("state", [""])[0] in ("", None) or "code" not in query:
        return None
    return query["code"][0] if expected_state in ("", query["state"][0]) else None


def never_ends(address, expected_state):
    while True:
        pass


def in_small_letters(address, expected_state):
    code = with_parse_qs(address, expected_state)
    return code and code.lower()


def takes_an_empty_code(address, expected_state):
    query = parse_qs(urlsplit(address).query, keep_blank_values=True)
    same = query.get("state") == [expected_state] != [""]
    return query.get("code", [None])[0] if same else None


def text_for_none(address, expected_state):
    return with_parse_qs(address, expected_state) or ""


def in_constant_time_for_ascii(address, expected_state):
    query = query_of(address)
    state = query.get("state", [""])[0]
    if not state or not hmac.compare_digest(state, expected_state):
        return None
    return query.get("code", [None])[0]


def as_ascii(address, expected_state):
    query = query_of(address)
    state = query.get("state", [""])[0]
    same = state and state.encode("ascii") == expected_state.encode("ascii")
    return query.get("code", [None])[0] if same else None


def expects_utf_8(address, expected_state):
    query = parse_qs(urlsplit(address).query, errors="strict")
    same = expected_state and query.get("state") == [expected_state]
    return query.get("code", [None])[0] if same else None


WRONG = {
    takes_an_empty_code: "No code in the answer: For",
    text_for_none: "it returned `''`. Wanted: `None`",
    in_constant_time_for_ascii: "Another state than the one that was sent: For",
    as_ascii: "stopped with `UnicodeEncodeError",
    expects_utf_8: "stopped with `UnicodeDecodeError",
    in_small_letters: "The answer to your question: For",
    never_compares: "Another state than the one that was sent: For",
    two_missing_states_are_equal: "No state on either side: For",
    looks_only_when_there_is_one: "No state in the answer: For",
    takes_any_state: "Another state than the one that was sent: For",
    expects_a_code: "stopped with `KeyError: 'code'`",
    expects_a_state: "stopped with `KeyError: 'state'`",
    state_anywhere: "Another state than the one that was sent: For",
    begins_like_the_state: "Another state than the one that was sent: For",
    ignores_capitals: "Another state than the one that was sent: For",
    returns_a_list: "The answer to your question: For",
    returns_the_state: "The answer to your question: For",
    does_not_decode: "An encoded code: For",
    decodes_first: "An encoded code: For",
    takes_names_that_end_so: "Its parts in another order, and others beside them: For",
    counts_on_the_order: "Its parts in another order, and others beside them: For",
    keeps_the_fragment: "A code or a state after a `#`: For",
    reads_the_fragment_too: "A code or a state after a `#`: For",
    returns_true: "The answer to your question: For",
    raises_for_a_no: "The viewer said no: For",
    returns_words: "it returned `'no code'`. Wanted: `None`",
    stops_at_a_plus: "An encoded state (a `+` is a space): For",
    decodes_twice: "An encoded code: For",
    takes_any_state_when_none_was_sent: "No link was waiting for an answer: For",
    never_ends: "did not return within 2 seconds",
}


@pytest.mark.parametrize("right", RIGHT, ids=lambda function: function.__name__)
def test_a_right_way_to_read_passes(right, is_noted):
    verdict = answer_check.try_out(right)
    assert verdict.passed, verdict
    assert is_noted("read_answer")


@pytest.mark.parametrize("wrong", WRONG, ids=lambda function: function.__name__)
def test_a_mistake_is_told(wrong, is_noted):
    verdict = answer_check.try_out(wrong)
    assert WRONG[wrong] in repr(verdict)
    assert not verdict.passed and not is_noted("read_answer")
