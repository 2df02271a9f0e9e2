"""The laboratory's git works in the laboratory's own folder, whatever runs around it."""

from __future__ import annotations

import shutil

import pytest

from lessons.lab.running_git import git

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed here")


@pytest.fixture
def folder(tmp_path):
    made = tmp_path / "of-the-laboratory"
    made.mkdir()
    return made


def test_inside_a_hook_of_another_repository_that_one_is_left_alone(folder, tmp_path, monkeypatch):
    """A hook runs with GIT_DIR and others set, which would lead every git below it there."""
    other = tmp_path / "the-readers"
    other.mkdir()
    git(other, "init", "--quiet")
    before = {path: path.read_bytes() for path in other.rglob("*") if path.is_file()}
    monkeypatch.setenv("GIT_DIR", str(other / ".git"))
    monkeypatch.setenv("GIT_WORK_TREE", str(other))
    monkeypatch.setenv("GIT_INDEX_FILE", str(other / ".git/index"))

    git(folder, "init", "--quiet")
    (folder / "app.py").write_text("secret = 1\n")
    git(folder, "add", "app.py")
    git(folder, "commit", "--quiet", "--message", "First")
    assert (folder / ".git").is_dir()
    assert "secret = 1" in git(folder, "log", "--patch")
    assert {path: path.read_bytes() for path in other.rglob("*") if path.is_file()} == before


def test_the_readers_own_settings_do_not_count(folder, monkeypatch, tmp_path):
    (tmp_path / ".gitconfig").write_text("[commit]\n\tgpgsign = true\n[user]\n\tname = Reader\n")
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("GIT_AUTHOR_NAME", "Reader")
    git(folder, "init", "--quiet")
    git(folder, "commit", "--quiet", "--allow-empty", "--message", "First")
    assert git(folder, "log", "--format=%an %cn").strip() == "Lab Lab"
