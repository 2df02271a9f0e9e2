"""Notebook 17's exercise: right functions pass, and each wrong one is told what is wrong."""

from __future__ import annotations

import pytest

from helpers import credentials
from helpers.plain_errors import NotYet
from lessons import decisions, progress
from lessons.checks import book_check
from lessons.practice_side.practice_learner import catch_up

ERRORS = {message: error for (_, message), error in book_check.ERRORS.items()}


@pytest.fixture
def tokens(practice):
    catch_up(practice, ["client_secret", "access_token"])
    return practice


def token(body):
    return body | {"scope": " ".join(body["scope"])} if "scope" in body else body


def refusal(body):
    error = ERRORS.get(body["message"], "invalid_request")
    return {"error": error, "error_description": body["message"]}


def right(status, body):
    return token(body) if status == 200 else refusal(body)


def in_place(status, body):
    if "access_token" in body:
        body.update({name: " ".join(body[name]) for name in body.keys() & {"scope"}})
        return body
    message = body.pop("message")
    body.clear()
    body["error"], body["error_description"] = ERRORS.get(message, "invalid_request"), message
    return body


def with_a_loop(status, body):
    if status >= 400:
        return refusal(body)
    made = {}
    for name, value in body.items():
        made[name] = " ".join(value) if isinstance(value, list) else value
    return made


def with_try(status, body):
    try:
        return {**body, "scope": " ".join(body["scope"])}
    except KeyError:
        return refusal(body) if "message" in body else dict(body)


def by_the_words(status, body):
    message = body.get("message")
    if message is None:
        return token(body)
    client = "client" in message.lower() and "client id" not in message
    grant = message in (
        "Invalid authorization code",
        "Invalid refresh token",
        "invalid device code",
    )
    word = message if message == "authorization_pending" else "invalid_request"
    error = "invalid_client" if client else "invalid_grant" if grant else word
    return dict(error=error, error_description=message)  # noqa: C408  (one of the ways)


def with_match(status, body):
    match body:
        case {"access_token": _, "scope": [*scopes], **rest}:
            return rest | {"access_token": body["access_token"], "scope": " ".join(scopes)}
        case {"access_token": _}:
            return body
        case {"message": message}:
            error = ERRORS[message] if message in ERRORS else "invalid_request"  # noqa: SIM401
            return {"error_description": message, "error": error}


RIGHT = [right, in_place, with_a_loop, with_try, by_the_words, with_match]


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
    return token(body) if status == 200 else {"error": refusal(body)["error"]}


def leaves_twitchs_words(status, body):
    return token(body) if status == 200 else body | refusal(body)


def returns_nothing(status, body):
    right(status, body)


def raises(status, body):
    raise ValueError(body)


def expects_a_known_message(status, body):
    if status == 200:
        return token(body)
    return {"error": ERRORS[body["message"]], "error_description": body["message"]}


def one_space_too_many(status, body):
    if status == 200 and "scope" in body:
        return body | {"scope": "".join(f"{scope} " for scope in body["scope"])}
    return right(status, body)


def by_the_status(status, body):
    error = {400: "invalid_grant", 401: "invalid_client", 403: "invalid_client"}
    if status == 200:
        return token(body)
    return {"error": error.get(status, "invalid_request"), "error_description": body["message"]}


WRONG = {
    nothing: "`scope` is still a list",
    forgets_refusals: "there is no `error`",
    expects_a_scope: "A real token without scopes: For an answer 200, your function stopped with",
    adds_a_scope: "A real token without scopes: A scope was added",
    joins_with_commas: "not the scopes with one space between",
    one_space_too_many: "not the scopes with one space between",
    keeps_the_scope_only: "`access_token` is gone",
    adds_something: "Something was added",
    changes_a_value: "A value was changed",
    one_error_for_all: "`error` is wrong. Wanted: `invalid_client`",
    by_the_status: "Other refusals: For",
    message_as_error: "`error` is wrong. Wanted: `invalid_grant`",
    without_a_description: "`error_description` is not Twitch's message",
    leaves_twitchs_words: "is there, too. Wanted: nothing else",
    returns_nothing: "Your function returned no dictionary",
    raises: "your function stopped with `ValueError`",
    expects_a_known_message: "Other refusals: For an answer 400, your function stopped with",
}


@pytest.mark.parametrize("right", RIGHT, ids=lambda right: right.__name__)
def test_a_right_function_passes(tokens, right):
    verdict = book_check.try_out(right, tokens)
    assert verdict.passed, verdict
    assert "by_the_book" in decisions.noted(decisions.TURN)
    assert "17" in progress.noted(tokens, "done")


@pytest.mark.parametrize("wrong", WRONG, ids=lambda wrong: wrong.__name__)
def test_a_wrong_function_is_told_what_is_wrong(tokens, wrong):
    verdict = book_check.try_out(wrong, tokens)
    assert not verdict.passed and "by_the_book" not in decisions.noted(decisions.TURN)
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
