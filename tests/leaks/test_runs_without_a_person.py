"""Nothing leaks where notebooks are run by a command, watching: files, processes, outputs."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from jupyter import environment
from leak_search import watching_processes
from leaks_of_a_walk import look_everywhere
from runs import NOTEBOOKS
from witness import Witness, listening

pytestmark = pytest.mark.slow
WATCHING = {"TUTORIAL_SERVICE": "practice", "TUTORIAL_MODE": "watching"}
MEETS = {"client_secret", "code", "state", "nonce", "access_token", "refresh_token", "id_token"}
MEETS |= {"device_code", "code_verifier"}
COMMANDS = {
    "nbconvert": ["nbconvert", "--execute", "--to", "notebook", "--output-dir", "executed"],
    "nbconvert to a page": ["nbconvert", "--execute", "--to", "html", "--output-dir", "executed"],
    "execute": ["execute", "--inplace"],
}
# All of them once; these have the most secrets, and go by the other ways as well.
NUMBERS = {
    "nbconvert to a page": {"08", "15", "16"},
    "execute": {"08", "10", "12", "15", "16", "17"},
}


def run(words: list[str], home: Path, witness: Witness) -> None:
    profile = home / "ipython" / "profile_default"
    profile.mkdir(parents=True)
    witness.install(profile)
    command = [sys.executable, "-m", "jupyter", *words]
    log = home / "said.log"
    with log.open("w") as said:
        done = subprocess.run(
            command,
            cwd=home / "tutorial" / "notebooks",
            env=environment(home, WATCHING),
            stdout=said,
            stderr=said,
        )
    assert done.returncode == 0, log.read_text(errors="replace")[-3000:]


@pytest.mark.parametrize("name", COMMANDS)
def test_nothing_leaks_where_a_command_runs_the_notebooks(name: str, tmp_path: Path) -> None:
    shutil.copytree(NOTEBOOKS[0].parent, tmp_path / "tutorial" / "notebooks")
    chosen = [one.name for one in NOTEBOOKS if one.name[:2] in NUMBERS.get(name, {one.name[:2]})]
    with listening() as witness, watching_processes() as processes:
        run([*COMMANDS[name], *chosen], tmp_path, witness)
    assert MEETS - witness.kinds <= ({"code_verifier"} if name == "nbconvert to a page" else set())
    look_everywhere(tmp_path, witness, processes)
