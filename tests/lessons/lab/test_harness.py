"""How the harness plays: how often, in which order, and what it says of an error."""

from __future__ import annotations

import hmac
import random
import re
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable
from itertools import chain, repeat
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from lessons import lab
from lessons.lab import calling, harness
from lessons.lab.calling import Caller, NoAnswer
from lessons.lab.experiment import Try, lets_all_through
from lessons.lab.guards import CAREFUL, login_csrf
from lessons.lab.record import Record


def in_the_experiments_order(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(random, "shuffle", lambda scenes: None)


def right_answers() -> list[bool]:
    """Those of the careful guard, one by one, in the order of this run."""
    given = []

    def guard(*values: Any) -> bool:
        given.append(login_csrf(*values))
        return given[-1]

    assert lab.run("login_csrf", guard).passed
    return given


def telling(answers: list[bool]) -> Callable[..., bool]:
    """A check that looks at nothing, and counts."""
    left = list(answers)
    return lambda *_: left.pop(0) if left else False


def test_each_scene_is_played_three_times(monkeypatch: pytest.MonkeyPatch) -> None:
    play, played = harness._play, []
    monkeypatch.setattr(
        harness, "_play", lambda e, scene, c: played.append(scene) or play(e, scene, c)
    )
    right_answers()
    experiment = harness.EXPERIMENTS["login_csrf"]
    assert Counter(played) == dict.fromkeys([*experiment.attacks, *experiment.honest], 3)


def held_against(name: str) -> int:
    experiment = harness.EXPERIMENTS[name]
    verdict = lab.run(name, getattr(CAREFUL, experiment.guard))
    assert verdict.note == f"What stays open: {experiment.leaves}"
    assert verdict.note in repr(verdict)
    return int(re.findall(r"Your check held against (\d+) tries\.", verdict.lines[0])[0])


@pytest.mark.slow
@pytest.mark.parametrize("name", harness.EXPERIMENTS)
def test_the_tries_are_counted_and_each_run_has_the_same_number(name: str) -> None:
    """So a stored verdict is the same each time; and those who compare or filter get many."""
    often = held_against(name)
    assert often == held_against(name)
    few = {"code_replay", "code_race", "refresh_theft", "scope_too_wide", "secret_in_git"}
    assert often >= 100 or name in few


def test_only_attacks_count_as_tries_that_were_held(tmp_path: Path) -> None:
    experiment = harness.EXPERIMENTS["redirect_match"]
    replays = [each for each in experiment.tries(Record(), tmp_path) if each.replay]
    assert held_against("redirect_match") == 3 * len(experiment.attacks) + len(replays)


@pytest.mark.slow
@pytest.mark.parametrize("name", harness.EXPERIMENTS)
def test_what_gets_in_directly_gets_in_over_http(name: str, tmp_path: Path) -> None:
    """With no guard at all each replay reaches what it wants; each tenth is played here."""
    experiment = harness.EXPERIMENTS[name]
    check = Caller(WITHOUT.get(name, experiment.careless), experiment.gives)
    replays = [each.replay for each in experiment.tries(Record(), tmp_path) if each.replay]
    assert replays
    for replay in replays[::10]:
        check._spent = 0
        happened, _ = harness._play(experiment, replay, check)
        assert happened.reached, (replay, happened)


# Even more careless than what a reader starts with.
WITHOUT: dict[str, Callable[..., Any]] = {
    "redirect_match": lets_all_through,
    "code_race": lambda store, code: store.find(code),
    "pkce_downgrade": lets_all_through,
    "secret_in_git": lambda folder, secret: False,
}


def test_a_check_that_answers_otherwise_over_http_is_told_as_well() -> None:
    def now_and_then(sent: str | None, received: str | None) -> bool:
        return received == "undefined" and next(first) or login_csrf(sent, received)

    first = chain([True], repeat(False))
    verdict = lab.run("login_csrf", now_and_then)
    assert not verdict.passed
    assert "Your function, called by itself, let this in: " in verdict.lines[0]


def test_an_exception_is_no_answer() -> None:
    def unencoded(sent: str | None, received: str | None) -> bool:
        return bool(sent and received) and hmac.compare_digest(str(sent), str(received))

    (line,) = lab.run("login_csrf", unencoded).lines
    assert "TypeError" in line and "return False instead of raising" in line


def test_an_exit_is_no_answer_either() -> None:
    (line,) = lab.run("login_csrf", lambda *_: sys.exit(1)).lines
    assert "SystemExit: 1" in line and "return False instead of raising" in line


def test_a_text_is_no_list() -> None:
    with pytest.raises(NoAnswer, match="a list. It returned a text"):
        Caller(lambda: "chat:read", list)()
    assert Caller(lambda: {"chat:read"}, list)() == ["chat:read"]


def test_a_name_that_is_missing_is_no_matter_of_raising() -> None:
    def broken(sent: str | None, received: str | None) -> bool:
        return unknown  # type: ignore[name-defined]  # noqa: F821

    (line,) = lab.run("login_csrf", broken).lines
    assert line.endswith("name 'unknown' is not defined. Fix it, and run the cell again.")


def never_ends(*_: Any) -> bool:
    while True:
        pass


def test_a_function_that_waits_for_a_lock_leaves_the_next_ones_alone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    lock = threading.Lock()
    with lock:
        with monkeypatch.context() as patched, pytest.raises(NoAnswer):
            patched.setattr(calling, "A_CALL", 0.3)
            Caller(lambda *_: lock.acquire(), bool)()
        assert Caller(lambda *_: True, bool).both([(), ()]) == [True, True]


@pytest.mark.parametrize(
    "slow", [never_ends, lambda *_: time.sleep(60), lambda *_: time.sleep(2.5)]
)
def test_a_call_takes_two_seconds_at_most(slow: Callable[..., Any]) -> None:
    began = time.monotonic()
    (line,) = lab.run("login_csrf", slow).lines
    assert "longer than 2 seconds for one call, so it was stopped" in line
    assert time.monotonic() - began < 6


def test_an_endless_loop_is_really_ended() -> None:
    ended = threading.Event()

    def loops(*_: Any) -> bool:
        try:
            never_ends()
        finally:
            ended.set()
        return True

    assert not lab.run("mix_up", loops).passed
    assert ended.wait(5)


def test_all_calls_together_have_their_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(calling, "IN_ALL", 0.5)
    (line,) = lab.run("login_csrf", lambda *_: time.sleep(0.1)).lines
    assert "longer than 0.5 seconds in all, so the run was stopped" in line


def test_a_function_gets_the_names_that_are_shown() -> None:
    handed = set()

    def keeps(asked: str, registered: list[str]) -> bool:
        handed.update(registered)
        return asked in registered

    assert lab.run("redirect_match", keeps).passed
    assert {"http://diary.lab", "http://diary.lab/phone"} <= handed
    assert {urlsplit(address).netloc for address in handed} == {"diary.lab"}


def test_counting_the_calls_passes_in_the_experiments_order_only(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with monkeypatch.context() as patch:
        in_the_experiments_order(patch)
        answers = right_answers()
        assert lab.run("login_csrf", telling(answers)).passed
    for seed in range(5):
        random.seed(seed)
        assert not lab.run("login_csrf", telling(answers)).passed


def test_the_order_is_another_each_time() -> None:
    random.seed(14)
    assert len({tuple(right_answers()) for _ in range(4)}) > 1


def test_a_secret_in_the_readers_error_is_masked() -> None:
    seen = []

    def broken(sent: str | None, received: str | None) -> bool:
        if not (sent and received and re.fullmatch("[0-9a-f]{32}", received)):
            return login_csrf(sent, received)
        seen.append(received)
        raise ValueError(f"what is {received}?")

    verdict = lab.run("login_csrf", broken)
    assert seen and not verdict.passed
    assert "Your function stopped: ValueError: what is [hidden " in verdict.lines[0]
    for text in (repr(verdict), verdict._repr_html_()):
        assert not [secret for secret in seen if secret in text]


def tells(sent: str | None, received: str | None) -> bool:
    raise ValueError(f"what is {received}?")


def test_a_secret_in_an_error_is_masked_where_a_scene_is_played() -> None:
    experiment = harness.EXPERIMENTS["login_csrf"]
    with pytest.raises(NoAnswer) as told:
        harness._play(experiment, experiment.attacks[0], Caller(tells, bool))
    assert "what is [hidden " in str(told.value)


def test_a_secret_in_an_error_is_masked_where_the_check_is_called_by_itself() -> None:
    made = "0123456789abcdef" * 2  # as one that a variant made, which the record doesn't know
    with pytest.raises(NoAnswer) as told:
        harness._answers(Caller(tells, bool), Try("", ((made, made),), all), Record())
    assert "what is [hidden " in str(told.value)


def test_an_address_in_the_readers_error_has_its_name() -> None:
    def broken(asked: str, known: list[str]) -> bool:
        raise LookupError(known[0])

    verdict = lab.run("redirect_match", broken)
    assert verdict.lines[0].startswith("Your function stopped: LookupError: http://diary.lab")
