"""The reader's own project: a folder with an environment, requirements and a private file."""

from __future__ import annotations

import os
import re
import stat
import subprocess
import venv
from collections.abc import Callable, Iterator
from pathlib import Path

from helpers import credentials, private_file, private_folder
from helpers.plain_errors import NotYet, PlainError
from helpers.service import CHOICE_FILE, Service

PROGRAM = Path(__file__).resolve().parents[2] / "program"
SCRIPT = PROGRAM / "get_token.py"
BESIDE_IT = ("reading.py", "replies.py", "sentences.py")  # what the script imports of ours
OLD_SCRIPT = "code.py"  # its name once: Python's debugger and others import a module of that name
REQUIREMENTS = "requests>=2.32\npython-dotenv>=1.0\n"
IGNORED = "# What git must never take along: secrets, and what can be made again.\n.env\n.venv/\n"
INSTALL_WITHIN = 300  # seconds


def default_folder() -> Path:
    """Where the project goes unless the reader says otherwise."""
    return private_folder.beside() / "my-twitch-app"


def make(folder: Path, twitch: Service) -> Iterator[str]:
    """Make the project, one step at a time; yields a sentence after each step.

    What is there already is kept; lines that are missing are put behind the reader's own. Raises
    PlainError when a step fails, NotYet when there is no client ID or secret to put into the
    private file.
    """
    mine = credentials.need(twitch, "client_id", "client_secret", "redirect_uri")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        yield "The folder is there."
        _add_lines(folder / "requirements.txt", REQUIREMENTS, _is_named)
        yield "requirements.txt names the two libraries."
        _add_lines(folder / ".gitignore", IGNORED, _is_ignored)
        yield ".gitignore keeps .env and .venv out of git."
        write_private_file(folder, twitch, mine)
        closed = "; only you can read it" if _is_closed(folder / ".env") else ""
        yield f".env is your private file{closed}."
        if not python_of(folder).exists():
            venv.create(folder / ".venv", with_pip=True)
        yield "The environment .venv is made."
    except OSError as problem:
        raise PlainError(
            f"{folder} can't be written ({problem.strerror}). Choose another folder."
        ) from None
    except subprocess.SubprocessError:
        raise PlainError(
            "The environment can't be made: Python's venv module is not complete here. On Debian "
            "or Ubuntu, install the package python3-venv, then press the button again."
        ) from None
    _install(folder)
    yield "The libraries are installed."
    private_folder.write(CHOICE_FILE, {"PROJECT_FOLDER": str(folder)})


def is_made() -> bool:
    """Whether notebook 09 made a folder, and it is still there."""
    return bool(_kept_folder()) and Path(_kept_folder()).is_dir()


def made() -> Path:
    """The folder that notebook 09 made. Raises NotYet when there is none."""
    if not is_made():
        raise NotYet("There is no project folder yet. Make it in notebook 09, then come back.")
    return Path(_kept_folder())


def add_script(folder: Path, twitch: Service) -> Path:
    """Put get_token.py, and what it imports, into the project; bring its private file up to date.

    A file that the reader changed is kept, with .old behind its name. Returns the script's path.
    """
    script = folder / SCRIPT.name
    try:
        for name in (SCRIPT.name, *BESIDE_IT):
            put(PROGRAM / name, folder / name)
        write_private_file(folder, twitch, credentials.need(twitch, "client_id", "client_secret"))
    except OSError as problem:
        raise PlainError(f"{script} can't be written ({problem.strerror}).") from None
    return script


def rename_old_script(folder: Path) -> str:
    """Rename a code.py in this folder; returns a sentence about it, empty when there is none.

    Raises PlainError when it can't be renamed.
    """
    old = folder / OLD_SCRIPT
    if not old.is_file():
        return ""
    names = [f"{OLD_SCRIPT}.old", *(f"{OLD_SCRIPT}.old{number}" for number in range(2, 100))]
    new = next(folder / name for name in names if not (folder / name).exists())
    try:
        old.rename(new)
    except OSError as problem:
        raise PlainError(
            f"{old} can't be renamed ({problem.strerror}). Rename it yourself."
        ) from None
    return (
        f"Your {OLD_SCRIPT} is called {new.name} now: Python's debugger and pytest would take a "
        f"file named {OLD_SCRIPT} for a module of their own."
    )


def put(source: Path, target: Path) -> None:
    """Copy a file. One that the reader changed is kept, with .old behind its name."""
    wanted = source.read_bytes()
    if target.exists() and target.read_bytes() != wanted:
        target.replace(target.with_name(f"{target.name}.old"))
    target.write_bytes(wanted)


def write_private_file(
    folder: Path, twitch: Service, mine: credentials.Credentials, **more: str
) -> None:
    """Write the client ID, secret and addresses, and more, into the folder's .env (mode 0600).

    Other lines in it stay. Raises OSError when it can't be written, and PlainError when not all of
    it can be read.
    """
    values = {
        "TWITCH_CLIENT_ID": mine.client_id,
        "TWITCH_CLIENT_SECRET": mine.client_secret,
        "TWITCH_REDIRECT_URI": mine.redirect_uri,
        "TWITCH_SCOPE": mine.asked_scope,
        "TWITCH_ID_URL": twitch.id_url,
    }
    private_file.change(folder / ".env", values | more)


def python_of(folder: Path) -> Path:
    """The Python of the project's own environment."""
    return folder / ".venv" / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def ask(folder: Path, code: str) -> tuple[int, str]:
    """Run a line of code with the project's own Python; return its exit status and last words.

    Raises PlainError when that Python can't be started, or takes more than 60 seconds.
    """
    try:
        done = subprocess.run(
            [str(python_of(folder)), "-c", code],
            env=os.environ | {"PYTHON_COLORS": "0"},  # newer Pythons colour their errors
            capture_output=True,
            text=True,
            timeout=60,
        )
    except (OSError, subprocess.TimeoutExpired):
        raise PlainError(
            f"The Python of {folder} can't be started. Make the folder again in notebook 09."
        ) from None
    lines = (done.stdout + done.stderr).strip().splitlines()
    return done.returncode, lines[-1] if lines else ""


def _add_lines(path: Path, text: str, is_there: Callable[[str, list[str]], bool]) -> None:
    """Write a file. To one that is there, add only the lines that it lacks."""
    try:
        old = path.read_text(encoding="utf-8") if path.exists() else ""
    except UnicodeError:
        raise _no_text(path) from None
    lines = [line.strip() for line in old.splitlines()]
    missing = [line for line in text.splitlines() if not is_there(line, lines)]
    gap = "\n" if missing and old and not old.endswith("\n") else ""
    with path.open("a", encoding="utf-8") as file:
        file.write(gap + "".join(f"{line}\n" for line in missing))


def _is_named(requirement: str, lines: list[str]) -> bool:
    """Whether a library is among these requirements, in whatever version."""
    named = [re.split(r"[^\w.-]", line, maxsplit=1)[0].lower() for line in [requirement, *lines]]
    return named[0] in named[1:]


def _is_ignored(pattern: str, lines: list[str]) -> bool:
    """Whether this line of .gitignore is there, and no later one takes it back."""
    return [line for line in lines if line in (pattern, f"!{pattern}")][-1:] == [pattern]


def _is_closed(path: Path) -> bool:
    """Whether nobody but its owner may open a file; False where the system can't tell."""
    return os.name == "posix" and not stat.S_IMODE(path.stat().st_mode) & 0o077


def _no_text(path: Path) -> PlainError:
    return PlainError(f"{path} is not text in UTF-8. Save it as UTF-8, or choose another folder.")


def _install(folder: Path) -> None:
    command = [str(python_of(folder)), "-m", "pip", "install", "--quiet"]
    try:
        done = subprocess.run(
            [*command, "--disable-pip-version-check", "-r", "requirements.txt"],
            cwd=folder,
            capture_output=True,
            timeout=INSTALL_WITHIN,
        )
    except (OSError, subprocess.TimeoutExpired):
        done = None
    if done is None or done.returncode != 0:
        raise PlainError(
            "The libraries could not be installed. Is this computer online? Everything else in "
            "the folder is ready: press the button again when it is."
        )


def _kept_folder() -> str:
    return private_folder.read(CHOICE_FILE).get("PROJECT_FOLDER", "")
