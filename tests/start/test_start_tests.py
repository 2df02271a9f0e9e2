"""`start.py test`, in throwaway copies of the project."""

from __future__ import annotations

import os
import signal
import subprocess
import time

import pytest
from start_tutorial import (
    LAB,
    WITHIN,
    Tutorial,
    hear_ctrl_c,
    sentence,
)


def test_every_step_runs_and_pytest_runs_last(with_tests: Tutorial) -> None:
    ended = with_tests.start("test")
    said = [line for line in ended.stdout.splitlines() if line.startswith("stand-in:")]
    assert said == [
        "stand-in: ruff check .",
        "stand-in: ruff format --check .",
        "stand-in: mypy",
        "stand-in: pytest -n 4 -m not slow",
    ]
    assert ended.stdout.splitlines()[-1] == said[-1]
    assert ended.returncode == 0


@pytest.mark.skipif(os.name == "nt", reason="Windows has no process groups to interrupt")
def test_ctrl_c_ends_the_step_and_no_other_begins(with_tests: Tutorial) -> None:
    patient = """
import pathlib, time
try:
    pathlib.Path("waits").write_text("")
    time.sleep(60)
except KeyboardInterrupt:
    print("ended its own way")
"""
    (with_tests.folder / "ruff.py").write_text(patient)
    process = subprocess.Popen(
        with_tests.command("test"),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        preexec_fn=hear_ctrl_c,
    )
    while not (with_tests.folder / "waits").exists():
        assert process.poll() is None
        time.sleep(0.02)
    os.killpg(process.pid, signal.SIGINT)
    said, complaints = process.communicate(timeout=WITHIN)
    assert (process.returncode, complaints) == (130, "")
    assert "ended its own way" in said
    assert "stand-in: mypy" not in said
    assert said.endswith("Stopped. Start again whenever you like.\n")


def test_all_injects_the_faults_and_runs_the_slow_tests_too(with_tests: Tutorial) -> None:
    ended = with_tests.start("test", "--all")
    said = [line for line in ended.stdout.splitlines() if line.startswith("stand-in:")]
    assert said[-2:] == ["stand-in: inject", "stand-in: pytest -n 4"]
    assert ended.stdout.splitlines()[-1] == said[-1]
    assert ended.returncode == 0


@pytest.mark.parametrize(
    ("step", "named"),
    [("ruff", "ruff"), ("mypy", "mypy"), ("inject", "tests.faults.inject"), ("pytest", "")],
)
def test_a_step_that_fails_makes_the_whole_fail(
    with_tests: Tutorial, step: str, named: str
) -> None:
    ended = with_tests.start("test", "--all", FAILS=step)
    assert ended.returncode == 1
    assert "stand-in: pytest" in ended.stdout
    assert ("NOT PASSED" in ended.stdout) == bool(named)
    assert f"NOT PASSED: {named}" in ended.stdout or not named


def test_leaving_the_browser_out_is_said_loudly(with_tests: Tutorial) -> None:
    ended = with_tests.start("test", "--without-browser")
    assert "LEFT OUT" in ended.stdout
    words = "stand-in: pytest -n 4 -m"
    assert ended.stdout.splitlines()[-1] == f"{words} not slow and not browser"
    ended = with_tests.start("test", "--all", "--without-browser")
    assert ended.stdout.splitlines()[-1] == f"{words} not browser"


def test_a_missing_browser_is_told_before_any_test_runs(with_tests: Tutorial) -> None:
    missing = "import sys; sys.exit('NO BROWSER WAS FOUND')"
    (with_tests.folder / "tests" / "finding_chromium.py").write_text(missing)
    ended = with_tests.start("test")
    assert "NO BROWSER WAS FOUND" in sentence(ended)
    assert "stand-in:" not in ended.stdout
    assert with_tests.start("test", "--without-browser").returncode == 0


def test_a_learners_environment_is_kept_when_tests_are_added(with_tests: Tutorial) -> None:
    (with_tests.folder / "jupyterlab.py").write_text(LAB)
    with_tests.opened()
    (with_tests.folder / ".venv" / "kept").write_text("")
    with_tests.start("test")
    with_tests.opened()
    assert with_tests.installations() == 2
    assert (with_tests.folder / ".venv" / "kept").exists()


def test_the_tutorial_still_opens_when_what_the_tests_need_cannot_be_fetched(
    with_tests: Tutorial,
) -> None:
    (with_tests.folder / "jupyterlab.py").write_text(LAB)
    with_tests.opened()
    (with_tests.folder / "pip.py").write_text(
        "print('ERROR: getaddrinfo failed'); raise SystemExit(1)"
    )
    assert "computer online" in sentence(with_tests.start("test"))
    with_tests.opened()
    (with_tests.folder / "pip.py").write_text("print('ERROR: broken'); raise SystemExit(1)")
    assert "ERROR: broken" in sentence(with_tests.start("test"))


def test_the_tests_option_belongs_to_test(tutorial: Tutorial) -> None:
    assert tutorial.start("--without-browser").returncode == 2
    assert tutorial.start("--all").returncode == 2
