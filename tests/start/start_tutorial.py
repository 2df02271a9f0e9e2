"""What the tests of start tutorial share."""

from __future__ import annotations

import json
import os
import runpy
import shutil
import signal
import subprocess
import sys
from pathlib import Path

TESTS = Path(__file__).resolve().parents[1]
START = TESTS.parent / "start.py"
WITHIN = 60  # seconds


VENV_WITHOUT_PIP = """
import sys
del sys.path[0]  # from here on, the real one
import os, venv
venv.create(sys.argv[1], symlinks=os.name != "nt")
"""
PIP = """
with open("pip-calls.txt", "a") as calls:
    print("called", file=calls)
print("Collecting one\\nCollecting two\\nInstalling collected packages: one, two")
"""


LAB = """
import json, os, sys
print(json.dumps({"words": sys.argv[1:], "variables": dict(os.environ), "folder": os.getcwd()}))
"""
STEP = """
import os, sys
name = os.path.basename(__file__)[:-3]
print("stand-in:", name, *sys.argv[1:])
sys.exit(1 if name == os.environ.get("FAILS") else 0)
"""


class Tutorial:
    """A copy of the project with little in it but what start.py reads."""

    def __init__(self, folder: Path, **stand_ins: str) -> None:
        self.folder = folder
        folder.mkdir()
        for name in ("start.py", "make_workbook.py", "why_pip_failed.py"):
            shutil.copy(START.with_name(name), folder)
        (folder / "notebooks").mkdir()
        (folder / "notebooks" / "00_start_here.ipynb").write_text('{"cells": []}')
        (folder / "pyproject.toml").write_text("")
        (folder / "requirements.txt").write_text("requests\n")
        (folder / "requirements-test.txt").write_text("-r requirements.txt\n")
        for name, source in stand_ins.items():
            (folder / f"{name}.py").write_text(source)

    def command(self, *words: str, first: str = "") -> list[str]:
        """How to start it with this Python, after some lines that play a trick on it."""
        start = str(self.folder / "start.py")
        trick = f"import runpy, sys\n{first}\nsys.argv[0] = {start!r}\n"
        return [
            *(sys.executable, "-c"),
            trick + f"runpy.run_path({start!r}, run_name='__main__')",
            *words,
        ]

    def start(
        self, *words: str, first: str = "", **variables: str
    ) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            self.command(*words, first=first),
            env=os.environ | variables,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=WITHIN,
        )

    def opened(self, *words: str, **variables: str) -> dict:
        """Start it, and return what Lab was given."""
        ended = self.start(*words, **variables)
        assert ended.returncode == 0, ended.stderr
        return json.loads(ended.stdout.splitlines()[-1])

    def installations(self) -> int:
        return (self.folder / "pip-calls.txt").read_text().count("called")

    @property
    def python(self) -> Path:
        return Path(runpy.run_path(str(self.folder / "start.py"))["PYTHON"])


def hear_ctrl_c() -> None:
    """In a process that is about to start: a shell's background job would not hear it."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def sentence(ended: subprocess.CompletedProcess[str]) -> str:
    """What a start that failed says; it is words, never a stack trace."""
    assert ended.returncode == 1, ended.stdout + ended.stderr
    assert "Traceback" not in ended.stdout + ended.stderr
    assert ended.stderr.strip()
    return ended.stderr
