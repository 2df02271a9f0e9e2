"""The reader's finished program: a folder with everything that was learned, to take away."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from helpers import credentials, private_folder
from helpers.plain_errors import NotYet, PlainError
from helpers.service import CHOICE_FILE, Service
from lessons.take_away import project_folder

TESTS_WITHIN = 120  # seconds


def default_folder() -> Path:
    """Where it goes unless the reader says otherwise."""
    return private_folder.beside() / "my-twitch-program"


def make(folder: Path, twitch: Service) -> list[str]:
    """Put the program into this folder, with the reader's own values in its .env (mode 0600).

    Returns the names of its files. A file that the reader changed is kept, with .old behind its
    name. Raises NotYet when a token is missing, and PlainError when the folder can't be written.
    """
    mine = credentials.need(twitch, "client_id", "client_secret", "access_token")
    sources = {
        path.name: path for path in sorted(project_folder.PROGRAM.iterdir()) if path.is_file()
    }
    sources[".gitignore"] = sources.pop("gitignore.txt")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, source in sources.items():
            project_folder.put(source, folder / name)
        project_folder.write_private_file(
            folder,
            twitch,
            mine,
            TWITCH_API_URL=twitch.api_url,
            TWITCH_CHAT_URL=twitch.chat_url,
            TWITCH_ACCESS_TOKEN=mine.access_token,
            TWITCH_REFRESH_TOKEN=mine.refresh_token,
        )
    except OSError as problem:
        raise PlainError(
            f"{folder} can't be written ({problem.strerror}). Choose another folder."
        ) from None
    private_folder.write(CHOICE_FILE, {"PROGRAM_FOLDER": str(folder)})
    return sorted([*sources, ".env"])


def made() -> Path:
    """The folder that was made last. Raises NotYet when there is none."""
    kept = private_folder.read(CHOICE_FILE).get("PROGRAM_FOLDER", "")
    if not kept or not Path(kept).is_dir():
        raise NotYet("There is no program yet. Press the button in the panel of notebook 18.")
    return Path(kept)


def run(script: str) -> str:
    """Run one of the program's scripts, as in a terminal; what it printed.

    Raises NotYet when there is no program, and PlainError when it takes more than two minutes.
    """
    try:
        done = subprocess.run(
            [sys.executable, script],
            cwd=made(),
            env=os.environ | {"PYTHONIOENCODING": "utf-8"},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            timeout=TESTS_WITHIN,
        )
    except (OSError, subprocess.TimeoutExpired):
        raise PlainError(f"{script} could not be run to its end. Try it in a terminal.") from None
    return (done.stdout + done.stderr).strip()


def run_tests(folder: Path) -> None:
    """Run the program's own tests, with the Python of these notebooks.

    Raises PlainError when one fails, or when they take more than two minutes.
    """
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider"]
    try:
        done = subprocess.run(
            command, cwd=folder, capture_output=True, text=True, timeout=TESTS_WITHIN
        )
    except (OSError, subprocess.TimeoutExpired):
        raise PlainError("The tests could not be run to their end. Try it in a terminal.") from None
    if done.returncode != 0:  # pytest says 5 when there is no test at all
        raise PlainError(
            f"Not all tests of {folder} pass. Run `python -m pytest` there to see which."
        )
