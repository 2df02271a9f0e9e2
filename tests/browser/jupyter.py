"""A real JupyterLab with the tutorial in it, for a person in a real browser."""

from __future__ import annotations

import json
import os
import secrets
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import nbformat
import requests

PROJECT = Path(__file__).resolve().parent.parent.parent
STARTS_WITHIN = 60  # seconds


@contextmanager
def running_lab(home: Path, dark: bool = False, **variables: str) -> Iterator[str]:
    """Serve a copy of the notebooks from an empty home; yields Lab's address with its token.

    `variables` are set in the environment of Lab and so of every kernel.
    """
    notebooks = home / "tutorial" / "notebooks"
    shutil.copytree(PROJECT / "notebooks", notebooks)
    for notebook in notebooks.glob("*.ipynb"):
        _forget_numbers(notebook)
    settings = home / "settings" / "@jupyterlab" / "apputils-extension"
    settings.mkdir(parents=True)
    theme = {"theme": "JupyterLab Dark" if dark else "JupyterLab Light"}
    (settings / "themes.jupyterlab-settings").write_text(json.dumps(theme))
    quiet = {"fetchNews": "false", "checkForUpdates": False}  # as start.py sets it
    (settings / "notification.jupyterlab-settings").write_text(json.dumps(quiet))
    port, token = free_port(), secrets.token_hex(16)
    command = [sys.executable, "-m", "jupyterlab", "--no-browser", f"--port={port}"]
    command += ["--ServerApp.port_retries=0", f"--IdentityProvider.token={token}"]
    command += [f"--ServerApp.root_dir={home / 'tutorial'}"]
    command += ["--allow-root"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    log = home / "lab.log"
    with log.open("w") as sink:
        lab = subprocess.Popen(
            command, cwd=home, env=environment(home, variables), stdout=sink, stderr=sink
        )
    try:
        _wait_for(f"http://localhost:{port}/api?token={token}", lab, log)
        yield f"http://localhost:{port}/lab/tree/notebooks/{{}}?token={token}&reset"
    finally:
        lab.terminate()
        try:
            lab.wait(timeout=20)
        except subprocess.TimeoutExpired:
            lab.kill()


def _forget_numbers(notebook: Path) -> None:
    """Take out the stored execution numbers, so that a number shows that a cell was run here."""
    book = nbformat.read(notebook, as_version=4)
    for cell in book.cells:
        if cell.cell_type == "code":
            cell.execution_count = None
    nbformat.write(book, notebook)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def environment(home: Path, variables: dict[str, str]) -> dict[str, str]:
    """That of a person who has nothing yet, and `variables`: for Lab, and for a kernel."""
    ours = ("TUTORIAL_", "TWITCH_", "PRACTICE_", "JUPYTER")
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    return inherited | {
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
