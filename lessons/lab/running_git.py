"""Run git in a folder of the laboratory's, whatever the reader's own settings are."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

from helpers.plain_errors import PlainError

WITHIN = 20  # seconds
SETTINGS = {
    "user.name": "Lab",
    "user.email": "lab@lab.invalid",
    "commit.gpgsign": "false",
    "core.autocrlf": "false",
    "core.hooksPath": os.devnull,
    "core.fsync": "none",
    "gc.auto": "0",
}


def git(folder: Path, *words: str, typed: str = "") -> str:
    """What `git` with these words prints in this folder. `git grep` may find nothing.

    `typed` is what git reads, where it reads something.

    Raises PlainError when git is not installed, refuses, or takes longer than 20 seconds.
    """
    program = shutil.which("git")
    if program is None:
        raise PlainError(
            "git is not installed here, so this experiment can't run. Install it from "
            "https://git-scm.com, restart the kernel, and come back; the others don't need it."
        )
    settings = [word for name, value in SETTINGS.items() for word in ("-c", f"{name}={value}")]
    # A git that runs around us, such as a hook's, would lead this one to its own repository.
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    try:
        done = subprocess.run(
            [program, *settings, "--no-pager", *words],
            cwd=folder,
            env=inherited | {"GIT_CONFIG_NOSYSTEM": "1", "GIT_TERMINAL_PROMPT": "0"},
            input=typed,
            capture_output=True,
            text=True,
            encoding="utf-8",
            errors="replace",
            timeout=WITHIN,
        )
    except subprocess.TimeoutExpired:
        raise PlainError(
            f"git did not finish within {WITHIN} seconds. Run the cell again."
        ) from None
    found_nothing = words[:1] == ("grep",) and done.returncode == 1
    if done.returncode and not found_nothing:
        raise PlainError(f"git {words[0]} did not work: {done.stderr.strip()[:200]}")
    return done.stdout
