"""Notebook 16's exercise: the right function passes, and each wrong one is told what is wrong."""

from __future__ import annotations

import pytest

from helpers import credentials
from helpers.plain_errors import NotYet
from lessons.checks import book_check
from lessons.practice_side.practice_learner import catch_up

ERRORS = {"invalid client secret": "invalid_client", "Invalid authorization code": "invalid_grant"}


@pytest.fixture
def tokens(practice):
    catch_up(practice, ["client_secret", "access_token"])
    return practice


def token(body):
    return body | {"scope": " ".join(body["scope"])} if "scope" in body else body


def refusal(body):
    return {"error": ERRORS[body["message"]], "error_description": body["message"]}


def right(status, body):
    return token(body) if status == 200 else refusal(body)


def nothing(status, body):
    return body


def forgets_refusals(status, body):
    return token(body) if status == 200 else body


def expects_a_scope(status, body):
    return body | {"scope": " ".join(body["scope"])} if status == 200 else refusal(body)


def adds_a_scope(status, body):
    return right(status, body) | ({"scope": ""} if "scope" not in body and status == 200 else {})


def joins_with_commas(status, body):
    if status == 200 and "scope" in body:
        return body | {"scope": ",".join(body["scope"])}
    return right(status, body)


def keeps_the_scope_only(status, body):
    return {"scope": token(body).get("scope", "")} if status == 200 else refusal(body)


def adds_something(status, body):
    return right(status, body) | {"expires_at": 0}


def changes_a_value(status, body):
    return right(status, body) | ({"expires_in": "soon"} if status == 200 else {})


def one_error_for_all(status, body):
    return right(status, body) | ({"error": "invalid_request"} if status != 200 else {})


def message_as_error(status, body):
    return token(body) if status == 200 else {"error": body["message"]}


def without_a_description(status, body):
    return token(body) if status == 200 else {"error": ERRORS[body["message"]]}


def leaves_twitchs_words(status, body):
    return token(body) if status == 200 else body | refusal(body)


def returns_nothing(status, body):
    right(status, body)


def raises(status, body):
    raise ValueError(body)


WRONG = {
    nothing: "scope is still a list",
    forgets_refusals: "there is no error in it",
    expects_a_scope: "A token without scopes: your code raised KeyError",
    adds_a_scope: "A token without scopes: a scope was added",
    joins_with_commas: "not its scopes with one space between",
    keeps_the_scope_only: "access_token is gone",
    adds_something: "something was added",
    changes_a_value: "a value was changed",
    one_error_for_all: "error is another one. Wanted: invalid_client",
    message_as_error: "error is another one. Wanted: invalid_grant",
    without_a_description: "error_description is not Twitch's message",
    leaves_twitchs_words: "status or message is still there",
    returns_nothing: "your code returned no dictionary",
    raises: "your code raised ValueError",
}


def test_the_right_function_passes(tokens):
    verdict = book_check.try_out(right, tokens)
    assert verdict.passed, verdict
    assert repr(verdict).endswith("\nPassed.")


@pytest.mark.parametrize("wrong", WRONG, ids=lambda wrong: wrong.__name__)
def test_a_wrong_function_is_told_what_is_wrong(tokens, wrong):
    verdict = book_check.try_out(wrong, tokens)
    assert repr(verdict).endswith("\nNot yet.")
    assert WRONG[wrong] in repr(verdict)


@pytest.mark.parametrize("wrong", [nothing, raises], ids=lambda wrong: wrong.__name__)
def test_nothing_secret_is_in_the_verdict(tokens, wrong):
    shown = repr(book_check.try_out(wrong, tokens))
    mine = credentials.kept(tokens)
    for secret in (mine.access_token, mine.refresh_token, mine.client_secret):
        assert secret not in shown


def test_a_token_that_can_not_be_had_is_told(tokens):
    credentials.keep(tokens, refresh_token="dead")
    assert "Twitch gave none, but said 'Invalid refresh token'" in repr(
        book_check.try_out(right, tokens)
    )


def test_the_readers_tokens_stay_good(tokens):
    for _ in range(2):
        assert book_check.try_out(right, tokens).passed


def test_without_tokens_there_is_nothing_to_try(practice):
    with pytest.raises(NotYet, match="client ID"):
        book_check.try_out(right, practice)
