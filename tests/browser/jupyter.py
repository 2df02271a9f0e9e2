"""A real JupyterLab with the tutorial in it, for a person in a real browser."""

from __future__ import annotations

import json
import os
import runpy
import secrets
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import requests

PROJECT = Path(__file__).resolve().parent.parent.parent
STARTS_WITHIN = 60  # seconds
THEMES = [
    {"@jupyterlab/apputils-extension:themes": {"theme": f"JupyterLab {name}"}}
    for name in ("Light", "Dark")
]


@contextmanager
def running_lab(home: Path, dark: bool = False, **variables: str) -> Iterator[str]:
    """Serve the reader's notebooks from an empty home, as start.py makes and opens them.

    Yields Lab's address with its token. `variables` are set in the environment of Lab and so of
    every kernel.
    """
    tutorial = home / "tutorial"
    shutil.copytree(PROJECT / "notebooks", tutorial / "notebooks")
    shutil.copytree(PROJECT / "labextensions", tutorial / "labextensions")
    for name in ("start.py", "make_workbook.py", ".gitignore"):
        shutil.copy(PROJECT / name, tutorial)
    git(tutorial, "init", "--quiet")
    git(tutorial, "add", ".")
    start = runpy.run_path(str(tutorial / "start.py"))
    start["bring_up_to_date"]()
    _set_up(home / "settings", start["LAB_SETTINGS"] | THEMES[dark])
    (home / "ipython" / "profile_default").mkdir(parents=True)
    kernels = home / "ipython" / "profile_default" / "ipython_kernel_config.json"
    kernels.write_text(json.dumps(start["KERNEL_SETTINGS"]))
    port, token = free_port(), secrets.token_hex(16)
    # The copy has no environment of its own; this one holds the same.
    command = [sys.executable, *start["lab_command"](port, True)[1:]]
    log = home / "lab.log"
    with log.open("w") as sink:
        lab = subprocess.Popen(
            command,
            cwd=tutorial,
            env=environment(home, variables) | {"JUPYTER_TOKEN": token},
            stdout=sink,
            stderr=sink,
        )
    try:
        _wait_for(f"http://127.0.0.1:{port}/api?token={token}", lab, log)
        yield f"http://127.0.0.1:{port}/lab/tree/workbook/{{}}?token={token}&reset"
    finally:
        lab.terminate()
        try:
            lab.wait(timeout=20)
        except subprocess.TimeoutExpired:
            lab.kill()
            lab.wait()


def _set_up(folder: Path, settings: dict[str, dict[str, object]]) -> None:
    """Write Lab's settings as a user's own; start.py writes them into its environment."""
    for name, values in settings.items():
        plugin, _, part = name.partition(":")
        (folder / plugin).mkdir(parents=True, exist_ok=True)
        (folder / plugin / f"{part}.jupyterlab-settings").write_text(json.dumps(values))


def git(folder: Path, *words: str) -> str:
    done = subprocess.run(
        ["git", *words], cwd=folder, check=True, capture_output=True, encoding="utf-8"
    )
    return done.stdout


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def environment(home: Path, variables: dict[str, str]) -> dict[str, str]:
    """That of a person who has nothing yet, and `variables`: for Lab, and for a kernel."""
    ours = ("TUTORIAL_", "TWITCH_", "PRACTICE_", "JUPYTER")
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    temporary = home / "temp"
    temporary.mkdir(exist_ok=True)
    return inherited | {
        **dict.fromkeys(("TMPDIR", "TEMP", "TMP"), str(temporary)),
        "HOME": str(home),
        "USERPROFILE": str(home),
        "IPYTHONDIR": str(home / "ipython"),
        "JUPYTER_CONFIG_DIR": str(home / "config"),
        "JUPYTER_DATA_DIR": str(home / "data"),
        "JUPYTER_RUNTIME_DIR": str(home / "runtime"),
        "JUPYTERLAB_SETTINGS_DIR": str(home / "settings"),
        "JUPYTERLAB_WORKSPACES_DIR": str(home / "workspaces"),
        "TUTORIAL_HOME": str(home / "tutorial" / "private"),
        **variables,
    }


def _wait_for(address: str, lab: subprocess.Popen[bytes], log: Path) -> None:
    end = time.monotonic() + STARTS_WITHIN
    while time.monotonic() < end and lab.poll() is None:
        try:
            if requests.get(address, timeout=2).ok:
                return
        except requests.ConnectionError:
            time.sleep(0.2)
    raise AssertionError(f"JupyterLab did not start:\n{log.read_text()[-3000:]}")
