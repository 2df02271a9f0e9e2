"""What a learner sees of an error, in a real IPython."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from helpers.private_folder import PROJECT

SECRET = "hunter22hunter22"
MARK = "\N{BLACK RIGHT-POINTING POINTER}"


@pytest.fixture
def run_cells(tmp_path):
    """Run cells in a real IPython shell of its own, and return all that it printed."""

    def run(*cells: str) -> str:
        runs = "\n".join(f"shell.run_cell({cell!r})" for cell in cells)
        script = (
            "from IPython.core.interactiveshell import InteractiveShell\n"
            f"shell = InteractiveShell.instance(colors='NoColor')\n{runs}\n"
        )
        done = subprocess.run(
            [sys.executable, "-c", script],
            cwd=PROJECT,
            capture_output=True,
            text=True,
            encoding="utf-8",
            env={
                **os.environ,
                "PYTHONIOENCODING": "utf-8",
                "IPYTHONDIR": str(tmp_path / "ipython"),
            },
            timeout=60,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout + done.stderr

    return run


def test_a_plain_error_is_one_sentence(run_cells):
    said = run_cells(
        "from helpers.plain_errors import NotYet, PlainError",
        f"secret = {SECRET!r}; raise PlainError('The first sentence.')",
        "raise NotYet('The second sentence.')",
    )
    assert said.splitlines() == [f"{MARK} The first sentence.", f"{MARK} The second sentence."]


def test_a_plain_error_hides_the_error_before_it(run_cells):
    said = run_cells(
        "from helpers.plain_errors import PlainError",
        f"secrets = dict()\ntry:\n    secrets[{SECRET!r}]\n"
        "except KeyError:\n    raise PlainError('A sentence.')",
    )
    assert said.splitlines() == [f"{MARK} A sentence."]


def test_a_helper_that_fails_is_one_sentence(run_cells):
    said = run_cells(
        "from lessons.exchange import pasted",
        f"pasted.read_answer('oauth:{SECRET}', 'state')",
    )
    assert said.startswith(f"{MARK} Text that begins with oauth: is a chat password")
    assert "Traceback" not in said and SECRET not in said and said.count("\n") == 1


def test_a_name_that_is_not_known_yet_is_one_sentence(run_cells):
    said = run_cells("import helpers", "twitch")
    assert said.startswith(f"{MARK} `twitch` isn't known yet. Run the cells above this one first")
    assert "Traceback" not in said and said.count("\n") == 1


def test_any_other_error_keeps_its_stack(run_cells):
    said = run_cells("import helpers", "1 / 0")
    assert "Traceback" in said and "ZeroDivisionError" in said


def test_outside_a_notebook_nothing_changes():
    done = subprocess.run(
        [sys.executable, "-c", "import helpers; twitch"],
        cwd=PROJECT,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert "NameError: name 'twitch' is not defined" in done.stderr
