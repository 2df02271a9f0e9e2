"""The questions of notebook 09."""

from __future__ import annotations

import tempfile
import venv
from pathlib import Path

from helpers.credentials import Credentials
from helpers.service import Service
from lessons.lab.running_git import git
from lessons.questions.question import Question, Right, Wrong
from lessons.take_away import project_folder


def run_it_without_requirements(twitch: Service, mine: Credentials) -> str:
    """A stranger made a new environment, without a list of what to install."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as place:
        venv.create(Path(place) / ".venv")
        status, last_words = project_folder.ask(Path(place), "import requests")
    assert status != 0 and "No module named 'requests'" in last_words
    return f"At its first import the program stopped: {last_words}."


def add_everything_without_gitignore(twitch: Service, mine: Credentials) -> str:
    """A folder with a made-up `.env` and no `.gitignore` was given to git."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as place:
        git(Path(place), "init", "--quiet")
        Path(place, ".env").write_text("SECRET='made-up-secret'")
        git(Path(place), "add", ".")
        taken = git(Path(place), "ls-files").split()
    assert taken == [".env"]
    return "git took `.env` along."


def _ignored_too_late(place: Path) -> None:
    git(place, "init", "--quiet")
    Path(place, ".env").write_text("SECRET='made-up-secret'")
    git(place, "add", ".env")
    git(place, "commit", "--quiet", "--message", "The first")
    Path(place, ".gitignore").write_text(".env")
    git(place, "add", ".gitignore")
    git(place, "commit", "--quiet", "--message", "The second")


def look_what_git_holds(twitch: Service, mine: Credentials) -> str:
    """A made-up `.env` was committed, and the next commit named it in `.gitignore`."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as place:
        _ignored_too_late(Path(place))
        held = git(Path(place), "ls-files").split()
    assert ".env" in held
    return f"git now holds {' and '.join(f'`{one}`' for one in held)}."


def clone_what_was_ignored_too_late(twitch: Service, mine: Credentials) -> str:
    """A made-up `.env` was committed and then ignored, and somebody cloned the repository."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as place:
        ours, theirs = Path(place, "ours"), Path(place, "theirs")
        ours.mkdir()
        _ignored_too_late(ours)
        git(Path(place), "clone", "--quiet", str(ours), str(theirs))
        got = (theirs / ".env").read_text()
    assert got == "SECRET='made-up-secret'"
    return "The clone holds `.env`, unchanged."


def run_beside_an_environment(twitch: Service, mine: Credentials) -> str:
    """A Python without `requests` ran beside a folder `.venv` that holds it."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as place:
        venv.create(Path(place) / "computer" / ".venv")
        library = Path(place) / "project" / ".venv" / "lib" / "requests.py"
        library.parent.mkdir(parents=True)
        library.touch()
        line = f"import os; os.chdir({str(library.parents[2])!r}); import requests"
        status, last_words = project_folder.ask(Path(place) / "computer", line)
    assert status != 0 and "No module named 'requests'" in last_words
    return f"It said: {last_words}."


def run_beside_a_list(twitch: Service, mine: Credentials) -> str:
    """A new environment was made beside a `requirements.txt`, and a program ran in it."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as place:
        venv.create(Path(place) / ".venv")
        Path(place, "requirements.txt").write_text("requests")
        status, last_words = project_folder.ask(Path(place), "import requests")
    assert status != 0 and "No module named 'requests'" in last_words
    return f"It said: {last_words}."


QUESTIONS = {
    "what_to_leave_out": Question(
        "You publish your project folder. Which two does git have to leave out?",
        {
            "env": Right(
                "The file `.env`",
                "`.env` holds your client secret.",
            ),
            "requirements": Wrong(
                "`requirements.txt`",
                "It names libraries, and no secret. Without it nobody knows what to install.",
                run_it_without_requirements,
            ),
            "venv": Right(
                "The folder `.venv`",
                "`.venv` is large, belongs to this computer, and can be made again.",
            ),
            "gitignore": Wrong(
                "The `.gitignore`",
                "It belongs to the project, and keeps `.env` out for the next person as well.",
                add_everything_without_gitignore,
            ),
        },
    ),
    "whose_python": Question(
        "`requests` is installed in `.venv`. You start `get_token.py` with the computer's own "
        "`python3`, which lacks it. What happens?",
        {
            "missing": Right(
                "It stops: this Python has no `requests`",
                "The Python in `.venv` has it, so start the program with that one.",
            ),
            "beside": Wrong(
                "It works: `.venv` is in the same folder",
                "A Python looks into its own environment. Another one beside the program is just "
                "a folder to it.",
                run_beside_an_environment,
            ),
            "listed": Wrong(
                "It works: `requirements.txt` names it",
                "That file is a list for pip. Python itself doesn't read it.",
                run_beside_a_list,
            ),
        },
        transfer=True,
    ),
    "ignored_too_late": Question(
        "You pushed `.env` last week, and name it in `.gitignore` today. Where is the secret?",
        {
            "left": Wrong(
                "Out of git, from your next push on",
                "`.gitignore` is about files that git doesn't hold yet. What it holds, it keeps.",
                look_what_git_holds,
            ),
            "there": Right(
                "Still in git, and in others' copies",
                "So make a new secret, as in notebook 07; then take the file out of git.",
            ),
            "private": Wrong(
                "On your disk, as ignored files are",
                "Naming the file takes nothing back: anyone who clones the repository gets it.",
                clone_what_was_ignored_too_late,
            ),
        },
        returns="published_secret",
    ),
}
