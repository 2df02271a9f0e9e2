"""What all try-outs of a reader's function share: an end, sentences, and cases that are new."""

from __future__ import annotations

import sys
import threading
import time

import pytest

from helpers import credentials, service
from helpers.plain_errors import PlainError
from lessons.checks.trying import Case, Endless, Wrong, call, fresh, gives, judge


def endless(_):
    while True:
        try:
            time.sleep(0.001)
        except Exception:  # noqa: S112  (as a beginner may write it)
            continue


def test_a_loop_without_an_end_is_ended(nowhere):
    before = set(threading.enumerate())
    with pytest.raises(Endless, match="did not return within 0.2 seconds"):
        call(endless, 1, within=0.2)
    for thread in set(threading.enumerate()) - before:
        thread.join(5)
        assert not thread.is_alive()


def test_of_a_kind_nothing_more_is_tried_once_it_failed(nowhere):
    called = []
    cases = [gives(kind, called.append, (one,), one) for one in (1, 2) for kind in ("a", "b")]
    assert not judge("Title", "turn", cases).passed
    assert called == [1, 1]


def test_after_a_loop_without_an_end_nothing_more_is_tried(nowhere):
    called = []

    def function(value):
        called.append(value)
        return endless(value) if value == 2 else value

    verdict = judge("Title", "turn", [gives("kind", function, (one,), one) for one in (1, 2, 3)])
    assert called == [1, 2] and not verdict.passed and len(verdict.checks) == 1


@pytest.mark.parametrize(
    ("function", "told"),
    [
        (lambda one: one["state"], "For `{}`, your function stopped with `KeyError: 'state'`"),
        (lambda one: sys.exit(1), "your function stopped with `SystemExit: 1`"),
        (lambda: 1, "your function stopped with `TypeError"),
        (lambda one: int("a\nb`c"), "stopped with `ValueError"),
    ],
)
def test_an_error_of_the_readers_function_is_a_sentence(function, told, nowhere):
    with pytest.raises(Wrong) as wrong:
        call(function, {})
    assert told in str(wrong.value)
    assert "Traceback" not in str(wrong.value) and "\n" not in str(wrong.value)


def test_what_is_no_function_is_told(nowhere):
    with pytest.raises(PlainError, match="its name, without brackets"):
        call(True)


def test_a_kept_secret_is_never_shown(nowhere):
    secret = "s" * 4 + "ecret1"
    credentials.keep(service.chosen(), client_secret=secret)

    def raises(_):
        raise ValueError(secret)

    shown = repr(judge("Title", "turn", [gives("a", lambda _: secret, (1,), 1)]))
    shown += repr(judge("Title", "turn", [gives("a", raises, (1,), 1)]))
    assert secret not in shown and shown.count("[hidden ") == 2


def test_where_an_error_may_hold_a_secret_that_nobody_keeps_only_its_kind_is_told(nowhere):
    def raises():
        raise ValueError("unkept1")

    with pytest.raises(Wrong) as wrong:
        call(raises, about="For an answer 200", quiet=True)
    assert "stopped with `ValueError`." in str(wrong.value)
    assert "unkept1" not in str(wrong.value)


def test_a_line_for_each_kind_tells_the_first_that_failed(nowhere, is_noted):
    cases = [gives(kind, lambda one: one, (one,), 2) for kind in "ab" for one in (2, 3, 4)]
    cases.append(Case("c", lambda: None))
    verdict = judge("Title", "turn", cases)
    assert verdict.lines == (
        "a: For `3`, it returned `3`. Wanted: `2`.",
        "b: For `3`, it returned `3`. Wanted: `2`.",
        "c: 1 case.",
    )
    assert verdict.count == "7 cases" and not is_noted("turn")
    assert judge("Title", "turn", cases[-1:]).passed and is_noted("turn")


def test_nearly_the_same_is_not_the_same(nowhere):
    for given, wanted in [(1, True), (0, False), (1.0, 1), ("1", 1)]:
        with pytest.raises(Wrong):
            gives("kind", lambda given=given: given, (), wanted).run()


def test_cases_are_new_at_each_run_but_not_while_watching(nowhere, monkeypatch):
    assert fresh().random() != fresh().random()
    monkeypatch.setenv("TUTORIAL_MODE", "watching")
    assert fresh().random() == fresh().random()
