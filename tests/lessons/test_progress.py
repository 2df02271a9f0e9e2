"""The reader's progress is kept as names and fingerprints, and never stands in a lesson's way."""

from __future__ import annotations

import os
import stat
from concurrent.futures import ThreadPoolExecutor

import pytest

from helpers import private_folder, service
from lessons import progress

TWITCH = service.practice("http://localhost:8017")


def file():
    return private_folder.folder() / "practice.progress.json"


def test_a_step_keeps_fingerprints_and_no_value():
    progress.step(TWITCH, "link", state="my-own-state")
    progress.step(TWITCH, "answer", "not the answer", state="my-own-state", code=None)
    first, second = progress.steps(TWITCH)
    mark = private_folder.fingerprint("my-own-state")
    assert (first["kind"], first["outcome"], first["marks"]) == ("link", "done", {"state": mark})
    assert (second["outcome"], second["error"]) == ("refused", "not the answer")
    assert second["marks"] == {"state": mark}
    assert "my-own-state" not in file().read_text()


def test_only_the_latest_steps_are_kept():
    for number in range(progress.MOST_STEPS + 5):
        progress.step(TWITCH, "call", what=str(number))
    kept = progress.steps(TWITCH)
    assert len(kept) == progress.MOST_STEPS
    assert kept[-1]["what"] == str(progress.MOST_STEPS + 4)


def test_a_name_is_noted_once():
    for name in ["open door", "second", "open door"]:
        progress.note(TWITCH, "defended", name)
    assert list(progress.noted(TWITCH, "defended")) == ["open door", "second"]
    assert progress.noted(TWITCH, "other") == {}


def test_each_twitch_has_its_own(monkeypatch):
    monkeypatch.setenv("PRACTICE_URL", "http://localhost:9999")
    other = service.practice("http://localhost:9999")
    monkeypatch.delenv("PRACTICE_URL")
    progress.step(other, "link", state="s")
    progress.note(other, "defended", "x")
    assert progress.steps(TWITCH) == []
    assert progress.noted(TWITCH, "defended") == {}


def test_notebooks_that_keep_at_once_lose_nothing():
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda name: progress.note(TWITCH, "defended", str(name)), range(40)))
    assert len(progress.noted(TWITCH, "defended")) == 40


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"not json",
        b'{"steps": [{"marks": {}}], "noted": {"defended": 7}}',
        b"[]",
        b'{"steps": 7, "noted": []}',
        b'{"steps": ["x", {}]}',
        b"\xff\xfe",
    ],
)
def test_a_damaged_file_counts_as_empty(content):
    file().write_bytes(content)
    assert progress.steps(TWITCH) == []
    assert progress.noted(TWITCH, "defended") == {}
    progress.step(TWITCH, "link", state="s")
    progress.note(TWITCH, "defended", "x")
    assert len(progress.steps(TWITCH)) == 1
    assert progress.noted(TWITCH, "defended") == {"x": ""}


def test_a_folder_that_cannot_be_used_stands_in_nobodys_way(monkeypatch, tmp_path):
    (tmp_path / "file").touch()
    monkeypatch.setenv("TUTORIAL_HOME", str(tmp_path / "file"))
    progress.note(TWITCH, "defended", "x")
    progress.step(TWITCH, "link", state="s")
    assert progress.noted(TWITCH, "defended") == {}
    assert progress.steps(TWITCH) == []


@pytest.mark.skipif(os.name != "posix", reason="Windows has no file modes")
def test_the_file_is_its_owners_only():
    progress.note(TWITCH, "defended", "x")
    assert stat.S_IMODE(file().stat().st_mode) == 0o600


def test_names_that_an_earlier_version_kept_count():
    file().write_text('{"steps": [], "noted": {"defended": ["open door", 7]}}', "utf-8")
    assert progress.noted(TWITCH, "defended") == {"open door": ""}


def test_the_latest_value_of_a_name_counts():
    progress.note(TWITCH, "guessed", "a", "yes")
    progress.note(TWITCH, "guessed", "a", "no")
    assert progress.noted(TWITCH, "guessed") == {"a": "no"}
