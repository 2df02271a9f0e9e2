"""Notebook 12's exercise: right classes pass, and each wrong one is caught."""

from __future__ import annotations

import pytest
import requests

from helpers import credentials
from helpers.plain_errors import NotYet
from helpers.token_auth import TokenAuth
from lessons import decisions
from lessons.checks import refresh_check
from lessons.practice_side.practice_learner import catch_up


@pytest.fixture
def tokens(practice):
    catch_up(practice, ["client_secret", "access_token"])
    return practice


def is_dead(reply):
    return reply.status_code == 401 and "Invalid OAuth token" in reply.text


class Right(TokenAuth):
    def answered(self, reply, **options):
        if is_dead(reply) and self.refresh():
            return self.again(reply, **options)
        return reply


class OneAfterTheOther(TokenAuth):
    def answered(self, reply, **options):
        if reply.status_code != 401:
            return reply
        try:
            message = reply.json().get("message", "")
        except ValueError:
            return reply
        if message.lower() != "invalid oauth token":
            return reply
        if not self.refresh():
            return reply
        return self.again(reply, **options)


class WithAnother(Right):
    def answered(self, reply, **options):
        second = super().answered(reply, **options)
        return second if second is not None else reply


class OnceOnly(TokenAuth):
    tried = False

    def answered(self, reply, **options):
        if self.tried or not is_dead(reply):
            return reply
        self.tried = True
        worked = self.refresh()
        return self.again(reply, **options) if worked else reply


class WithATry(TokenAuth):
    def answered(self, reply, **options):
        try:
            found = reply.json()["message"] == "Invalid OAuth token"
        except (ValueError, KeyError):
            found = False
        return self.again(reply, **options) if found and self.refresh() else reply


class WithTheOptionsNamed(TokenAuth):
    def answered(self, reply, timeout=None, **options):
        if is_dead(reply) and self.refresh():
            reply = self.again(reply, timeout=timeout, **options)
        return reply


RIGHT = [Right, OneAfterTheOther, WithAnother, OnceOnly, WithATry, WithTheOptionsNamed]


class Nothing(TokenAuth):
    pass


class AtEvery401(TokenAuth):
    def answered(self, reply, **options):
        if reply.status_code == 401 and self.refresh():
            return self.again(reply, **options)
        return reply


class RefreshesOnly(TokenAuth):
    def answered(self, reply, **options):
        if is_dead(reply):
            self.refresh()
        return reply


class Always(TokenAuth):
    def answered(self, reply, **options):
        return self.again(reply, **options) if self.refresh() else reply


class TriesAgainOnly(TokenAuth):
    def answered(self, reply, **options):
        return self.again(reply, **options) if is_dead(reply) else reply


class ForEver(TokenAuth):
    def answered(self, reply, **options):
        while is_dead(reply):
            self.refresh()
            reply = self.again(reply, **options)
        return reply


class ReturnsNothing(TokenAuth):
    def answered(self, reply, **options):
        if is_dead(reply):
            self.refresh()
            self.again(reply, **options)
            return None
        return reply


def is_401_about(reply, word):
    return reply.status_code == 401 and word in reply.json()["message"]


class UnlessTheClientIdIsMeant(TokenAuth):
    def answered(self, reply, **options):
        refused = reply.status_code == 401 and not is_401_about(reply, "Client")
        return self.again(reply, **options) if refused and self.refresh() else reply


class WhenOAuthIsNamed(TokenAuth):
    def answered(self, reply, **options):
        if is_401_about(reply, "OAuth") and self.refresh():
            return self.again(reply, **options)
        return reply


class WhenThereIsAClientId(TokenAuth):
    def answered(self, reply, **options):
        named = reply.status_code == 401 and reply.request.headers["Client-Id"]
        return self.again(reply, **options) if named and self.refresh() else reply


class ForgetsTheOptions(TokenAuth):
    def answered(self, reply, **options):
        return self.again(reply) if is_dead(reply) and self.refresh() else reply


class TriesAgainAnyway(TokenAuth):
    def answered(self, reply, **options):
        if is_dead(reply):
            self.refresh()
            return self.again(reply, **options)
        return reply


class SendsAnother(TokenAuth):
    def answered(self, reply, **options):
        if is_dead(reply) and self.refresh():
            return requests.get(reply.request.url, auth=self, timeout=10)
        return reply


class ReadsJsonFirst(TokenAuth):
    def answered(self, reply, **options):
        if is_401_about(reply, "Invalid OAuth token") and self.refresh():
            return self.again(reply, **options)
        return reply


class TakesAListForADictionary(TokenAuth):
    def answered(self, reply, **options):
        try:
            message = reply.json()["message"]
        except KeyError:
            return reply
        dead = reply.status_code == 401 and message == "Invalid OAuth token"
        return self.again(reply, **options) if dead and self.refresh() else reply


class AnyStatus(TokenAuth):
    def answered(self, reply, **options):
        if "Invalid OAuth token" in reply.text and self.refresh():
            return self.again(reply, **options)
        return reply


class UnlessItIsA400(TokenAuth):
    def answered(self, reply, **options):
        found = reply.status_code != 400 and "Invalid OAuth token" in reply.text
        return self.again(reply, **options) if found and self.refresh() else reply


class WhileItIsRefused(TokenAuth):
    def answered(self, reply, **options):
        while is_dead(reply) and self.refresh():
            reply = self.again(reply, **options)
        return reply


class ThreeTimes(TokenAuth):
    def answered(self, reply, **options):
        for _ in range(3):
            if is_dead(reply) and self.refresh():
                reply = self.again(reply, **options)
        return reply


class AlwaysGets(TokenAuth):
    def answered(self, reply, **options):
        if is_dead(reply) and self.refresh():
            headers = {**reply.request.headers, "Authorization": f"Bearer {self.access_token}"}
            headers.pop("Content-Length", None)
            return requests.get(reply.request.url, headers=headers, timeout=10)
        return reply


class ForgetsTheBody(TokenAuth):
    def answered(self, reply, **options):
        if is_dead(reply) and self.refresh():
            headers = {**reply.request.headers, "Authorization": f"Bearer {self.access_token}"}
            headers.pop("Content-Length", None)
            sent = reply.request
            return requests.request(sent.method, sent.url, headers=headers, timeout=10)
        return reply


class Raises(TokenAuth):
    def answered(self, reply, **options):
        raise ValueError(self.access_token)


@pytest.mark.parametrize("right", RIGHT)
def test_a_right_class_passes(tokens, right):
    verdict = refresh_check.try_out(right, tokens)
    assert "MyAuth" in decisions.noted(decisions.TURN)
    assert verdict.passed, verdict
    assert repr(verdict).endswith("\nPassed.")
    assert "left out" not in repr(verdict)


@pytest.mark.parametrize(
    "wrong",
    [
        Nothing,
        AtEvery401,
        RefreshesOnly,
        Always,
        TriesAgainOnly,
        ForEver,
        ReturnsNothing,
        UnlessTheClientIdIsMeant,
        WhenOAuthIsNamed,
        WhenThereIsAClientId,
        ForgetsTheOptions,
        TriesAgainAnyway,
        SendsAnother,
        ReadsJsonFirst,
        TakesAListForADictionary,
        AnyStatus,
        UnlessItIsA400,
        WhileItIsRefused,
        ThreeTimes,
        AlwaysGets,
        ForgetsTheBody,
        Raises,
    ],
)
def test_a_wrong_class_is_caught(tokens, wrong):
    verdict = refresh_check.try_out(wrong, tokens)
    assert not verdict.passed, verdict
    assert "MyAuth" not in decisions.noted(decisions.TURN)
    assert repr(verdict).endswith("\nNot yet.")


def test_a_useless_refresh_is_no_other_request(tokens):
    """`self.again` puts the class's own headers back, which is no fault of the reader's."""
    assert "another one: use self.again" not in repr(refresh_check.try_out(AtEvery401, tokens))


def test_sent_again_before_a_new_token_is_told(tokens):
    assert "before a new token was there" in repr(refresh_check.try_out(TriesAgainOnly, tokens))


def test_a_try_that_the_token_would_pass_is_left_out(practice):
    """A token that may write messages misses no scope, so nothing is asked of the class."""
    catch_up(practice, ["client_secret"])
    credentials.keep(practice, scope="chat:read user:write:chat")
    catch_up(practice, ["access_token"])
    verdict = refresh_check.try_out(Right, practice)
    assert verdict.passed, verdict
    assert "left out" in repr(verdict)


def test_nothing_secret_is_in_the_verdict(tokens):
    mine = credentials.kept(tokens)
    shown = repr(refresh_check.try_out(Raises, tokens))
    assert "ValueError" in shown
    for secret in (mine.access_token, mine.refresh_token, mine.client_secret):
        assert secret not in shown


def test_the_readers_tokens_stay_good(tokens):
    for auth_class in (Right, ForEver, Nothing):
        refresh_check.try_out(auth_class, tokens)
    assert refresh_check.try_out(Right, tokens).passed


def test_without_tokens_there_is_nothing_to_try(practice):
    with pytest.raises(NotYet, match="client ID"):
        refresh_check.try_out(Right, practice)
