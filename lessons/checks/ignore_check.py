"""Tries out the reader's .gitignore of notebook 09: git itself is asked."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from helpers.plain_errors import PlainError
from lessons.checks.trying import Case, Wrong, call, fresh, judge, shown, word
from look.verdict import Verdict

WITHIN = 20  # seconds


def try_out(gitignore: Callable[[], Any]) -> Verdict:
    """Put the text that the reader's function returns into a new repository, and ask git.

    Left out must be: `.env` and what begins with `.env.`, except `.env.example`; `.venv`; files
    that end in `.log`; each of them in any folder. All else stays. Raises PlainError when git
    is not installed.
    """
    git = shutil.which("git")
    if git is None:
        raise PlainError(
            "git is not installed here, and this check asks it. Install it from "
            "https://git-scm.com, restart the kernel, and run the cells from the top."
        )
    chance = fresh()
    folder, name = word(chance, 6), word(chance, 5)
    left_out = {
        "`.env`": [".env"],
        "`.env` in another folder": [f"{folder}/.env", f"{folder}/{name}/.env"],
        "Others that begin with `.env.`": [
            ".env.local",
            f".env.{name}",
            f"{folder}/.env.{name}",
            ".env.example.local",
            f".env.{name}.example",
            f"{folder}/.env.local.example",
        ],
        "The environment": [".venv/pyvenv.cfg", f".venv/lib/{name}.py"],
        "The environment in another folder": [
            f"{folder}/.venv/pyvenv.cfg",
            f"{folder}/{name}/.venv/lib/{name}.py",
        ],
        "Logs": [f"{name}.log", f"{folder}/{name}.log"],
    }
    stays = {
        "The example": [".env.example", f"{folder}/.env.example"],
        "The program": ["get_token.py", f"{folder}/{name}.py", "log.py", "env.py"],
        "What others need": ["requirements.txt", "README.md", ".gitignore", f"{folder}/notes.txt"],
        "Names that are only similar": [
            f"{name}.log.md",
            f"{folder}/catalog",
            f"{name}.envelope",
            f"{folder}/.envelope",
            f"{name}_env",
            f"{name}.env",
            f"{folder}/{name}.env.local",
            f"venv/{name}.py",
            f"{name}.venv/notes.txt",
            f"{folder}/.venv-{name}",
        ],
    }
    files = [path for paths in (*left_out.values(), *stays.values()) for path in paths]
    taken: set[str] = set()
    hints: list[str] = []

    def ask() -> None:
        text = call(gitignore)
        if not isinstance(text, str):
            raise Wrong(f"It returned {shown(text)}. Wanted: the text of the file.")
        taken.update(_taken_along(git, text, files))
        hints.append(_hint(text))

    def look(paths: list[str], wanted: bool) -> Callable[[], None]:
        def run() -> None:
            if not hints:
                raise Wrong("git was not asked, as there is no text.")
            for path in paths:
                if (path in taken) is not wanted:
                    does = "leaves out" if wanted else "includes"
                    raise Wrong(f"git {does} `{path}`.{''.join(hints)}")

        return run

    cases = [Case("git can read it", ask)]
    cases += [Case(f"{kind}, left out", look(paths, False)) for kind, paths in left_out.items()]
    cases += [Case(f"{kind}, included", look(paths, True)) for kind, paths in stays.items()]
    return judge("Your .gitignore", "gitignore", cases)


def _hint(text: str) -> str:
    """What git reads in another way than many people."""
    lines = [line for line in text.splitlines() if line.strip()]
    if len(lines) == 1 and re.search(r"[ ,\\]", text.strip()):
        return " All of it is one line. Give each pattern a line of its own."
    if any(line[0].isspace() for line in lines):
        return " A space before a pattern is a part of it."
    if any("#" in line[1:] and not line.startswith("#") for line in lines):
        return " After a pattern, `#` doesn't begin a comment: give it a line of its own."
    return ""


def _taken_along(git: str, text: str, files: list[str]) -> set[str]:
    """Those of these files that `git add .` would take, in a repository with this .gitignore."""
    with tempfile.TemporaryDirectory() as place:
        for path in files:
            file = Path(place, path)
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text("made up\n", encoding="utf-8")
        Path(place, ".gitignore").write_bytes(text.encode("utf-8", "replace"))
        _run(git, place, "init", "--quiet")
        listed = _run(git, place, "ls-files", "--others", "--exclude-standard", "-z")
    return set(listed.split("\0"))


def _run(git: str, place: str, *words: str) -> str:
    # No setting of the reader's own: a git that runs around us, or files it ignores everywhere.
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    try:
        done = subprocess.run(
            [git, "-c", f"core.excludesFile={os.devnull}", *words],
            cwd=place,
            env=inherited | {"GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_GLOBAL": os.devnull},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=WITHIN,
        )
    except subprocess.TimeoutExpired:
        raise PlainError(
            f"git did not finish within {WITHIN} seconds. Run the cell again."
        ) from None
    if done.returncode:
        raise PlainError(f"git {words[0]} did not work: {done.stderr.strip()[:200]}")
    return done.stdout
