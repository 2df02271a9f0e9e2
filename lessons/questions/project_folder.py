"""The questions of notebook 09."""

from __future__ import annotations

import sys
import tempfile
import venv
from pathlib import Path

from helpers import credentials, oauth
from helpers.credentials import Credentials
from helpers.sending import send
from helpers.service import Service
from lessons.exchange import wire
from lessons.lab.running_git import git
from lessons.questions.question import Question, Right, Wrong
from lessons.take_away import project_folder


def leave_the_id_out_of_a_link(twitch: Service, mine: Credentials) -> object:
    """Keep the client ID to yourself: ask for consent with a link that doesn't hold it."""
    mine = credentials.need(twitch, "redirect_uri")
    link = oauth.authorize_url(twitch, "", mine.redirect_uri, ["chat:read"], "any-state")
    reply = send("GET", link)
    assert reply.status_code == 400
    return wire.show(reply)


def run_it_without_requirements(twitch: Service, mine: Credentials) -> object:
    """Make a new environment, as a stranger would, and import what your program needs."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as place:
        venv.create(Path(place) / ".venv")
        status, last_words = project_folder.ask(Path(place), "import requests")
    assert status != 0 and "No module named 'requests'" in last_words
    return last_words


def ignore_what_git_has_already(twitch: Service, mine: Credentials) -> object:
    """Give a made-up .env to git, then name it in .gitignore."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as place:
        git(Path(place), "init", "--quiet")
        Path(place, ".env").write_text("SECRET='made-up-secret'")
        git(Path(place), "add", "--force", ".env")
        Path(place, ".gitignore").write_text(".env")
        still_there = git(Path(place), "ls-files")
    assert ".env" in still_there.split()
    return f"What git takes along: {still_there.strip()}"


def open_the_private_file(twitch: Service, mine: Credentials) -> object:
    """Look for your client secret in .env, as it lies on the disk."""
    mine = credentials.need(twitch, "client_secret")
    text = (project_folder.made() / ".env").read_text(encoding="utf-8")
    assert mine.client_secret in text
    return "It is in there letter by letter. Anyone who can open the file has it."


def import_what_is_installed_elsewhere(twitch: Service, mine: Credentials) -> object:
    """Import ipywidgets, which draws this very panel, with the project's Python."""
    status, last_words = project_folder.ask(project_folder.made(), "import ipywidgets")
    assert status != 0 and "No module named 'ipywidgets'" in last_words
    return last_words


def compare_the_two_pythons(twitch: Service, mine: Credentials) -> object:
    """Ask the project's Python where it lives, and compare with the notebook's."""
    line = "import sys; print(sys.prefix)"
    status, theirs = project_folder.ask(project_folder.made(), line)
    assert status == 0 and Path(theirs) != Path(sys.prefix)
    return f"The project's: {theirs}\nThe notebook's: {sys.prefix}"


QUESTIONS = {
    "what_to_leave_out": Question(
        "You want to show your project to the world. What do you leave out?",
        {
            "The client ID, and nothing else": Wrong(
                "No. The client ID is public: no link of yours works without it. What must "
                "stay with you is the client secret, and the tokens.",
                leave_the_id_out_of_a_link,
            ),
            ".env, because it holds the secret": Right(
                "Yes. And .gitignore sees to it, so that you need not think of it each time."
            ),
            ".env and requirements.txt, because versions change": Wrong(
                "No. Without requirements.txt nobody knows what your program needs, and it "
                "stops at its first import.",
                run_it_without_requirements,
            ),
        },
    ),
    "what_gitignore_does": Question(
        ".env is named in .gitignore. What does that do?",
        {
            "It takes .env out of git, even if it was committed before": Wrong(
                "No. What git has, it keeps. A secret that was committed must be replaced, as "
                "in notebook 07.",
                ignore_what_git_has_already,
            ),
            "It closes .env, so that nobody can read it": Wrong(
                "No. .gitignore is a note for git alone. The file stays plain text, and only "
                "its permissions keep other people of this computer out.",
                open_the_private_file,
            ),
            "It keeps git from taking along a file that it doesn't have yet": Right(
                "Yes. So it is written first, before there is anything to hide."
            ),
        },
    ),
    "whose_library": Question(
        "This notebook can import ipywidgets. What about a program in your project folder?",
        {
            "It can, too: what is installed is there for every program": Wrong(
                "No. A library is installed into one environment. The project's own has what "
                "requirements.txt lists, and what that needs.",
                import_what_is_installed_elsewhere,
            ),
            "It can, too: there is one Python on this computer": Wrong(
                "No. The folder brought an environment of its own, and a program started "
                "with its Python looks for libraries there.",
                compare_the_two_pythons,
            ),
            "It can't, until requirements.txt lists it and it is installed": Right(
                "Yes. That is why the file is there: it says what must be installed."
            ),
        },
    ),
}
