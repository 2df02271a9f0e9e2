"""start.py in throwaway copies of the project: what it does, and what it says when it can't."""

from __future__ import annotations

import ast
import json
import logging
import os
import re
import runpy
import shlex
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import url2pathname

import pytest
import requests
from ipykernel.kernelapp import IPKernelApp
from IPython.core.application import ENV_CONFIG_DIRS
from jupyterlab_server.settings_utils import get_settings
from start_tutorial import (
    PIP,
    START,
    WITHIN,
    Tutorial,
    hear_ctrl_c,
    sentence,
)
from traitlets.config import Config

DEAF_AND_UNPACKING = """
import os, signal, sys, time
signal.signal(signal.SIGINT, signal.SIG_IGN)
sys.stdout.flush()
with open(".venv/half", "w") as half:
    half.write(str(os.getpid()))
time.sleep(60)
"""


def test_lab_opens_the_first_notebook_in_the_project(tutorial: Tutorial) -> None:
    given = tutorial.opened("--no-browser")
    assert Path(given["folder"]).samefile(tutorial.folder)
    assert f"--ServerApp.root_dir={tutorial.folder}" in given["words"]
    assert "--LabApp.default_url=/lab/tree/workbook/00_start_here.ipynb" in given["words"]
    assert "--no-browser" in given["words"]
    assert not any("port" in word for word in given["words"])
    # Cookies ignore ports: at localhost, practice and others there would be sent Lab's login.
    assert "--ServerApp.ip=127.0.0.1" in given["words"]


def test_lab_opens_the_readers_copy_which_is_made_or_renewed_before(tutorial: Tutorial) -> None:
    copy = tutorial.folder / "workbook" / "00_start_here.ipynb"
    tutorial.opened()
    assert json.loads(copy.read_text())["cells"] == []
    new = {"cells": [{"cell_type": "raw", "source": "new", "metadata": {}}]}
    (tutorial.folder / "notebooks" / "00_start_here.ipynb").write_text(json.dumps(new))
    assert "00_start_here.ipynb was updated." in tutorial.start().stdout
    assert json.loads(copy.read_text()) == new


def test_fresh_makes_a_new_copy_and_opens_nothing(tutorial: Tutorial) -> None:
    ended = tutorial.start("fresh", "0")
    assert ended.stdout == "00_start_here.ipynb is new.\n"
    ended = tutorial.start("fresh", "00")
    assert "kept as 00_start_here-old-1.ipynb" in ended.stdout
    assert ended.returncode == 0
    assert not (tutorial.folder / ".venv").exists()
    assert "There is no notebook 23" in sentence(tutorial.start("fresh", "23"))


def test_the_plain_way_of_the_readme_opens_the_same_at_the_same_address(tutorial: Tutorial) -> None:
    readme = START.with_name("README.md").read_text(encoding="utf-8")
    [plain] = [block for block in readme.split("```") if "jupyter lab" in block]
    *_, make, lab = plain.splitlines()
    assert make == ".venv/bin/python make_workbook.py"
    *_, ip, notebook = lab.split()
    given = tutorial.opened()["words"]
    assert ip.startswith("--ServerApp.ip=") and ip in given
    assert f"--LabApp.default_url=/lab/tree/{notebook}" in given


@pytest.mark.parametrize("words", [["fresh", "all"], []])
def test_a_workbook_that_cannot_be_made_is_told(tutorial: Tutorial, words: list[str]) -> None:
    (tutorial.folder / "workbook").write_text("not a folder")
    assert "can't be used" in sentence(tutorial.start(*words))


def test_the_workbook_is_found_though_python_leaves_its_folder_out(tutorial: Tutorial) -> None:
    safe = subprocess.run(
        [sys.executable, "-I", str(tutorial.folder / "start.py"), "fresh", "all"],
        cwd=tutorial.folder.parent,
        capture_output=True,
        text=True,
        timeout=WITHIN,
    )
    assert (safe.returncode, safe.stdout) == (0, "00_start_here.ipynb is new.\n"), safe.stderr


def test_lab_opens_a_browser_unless_told_otherwise(tutorial: Tutorial) -> None:
    assert "--no-browser" not in tutorial.opened()["words"]


def test_a_port_is_handed_on_and_no_other_is_tried(tutorial: Tutorial) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    words = tutorial.opened("--port", str(port))["words"]
    assert {f"--port={port}", "--ServerApp.port_retries=0"} <= set(words)


def test_another_pythons_variables_are_left_out(tutorial: Tutorial) -> None:
    theirs = {
        "PYTHONHOME": sys.base_prefix,
        "PYTHONPATH": str(tutorial.folder),
        "PYTHONSTARTUP": str(tutorial.folder / "jupyterlab.py"),
        "VIRTUAL_ENV": str(tutorial.folder),
        "PYTHONDONTWRITEBYTECODE": "1",
        "PIP_TARGET": str(tutorial.folder),
        "PIP_PREFIX": str(tutorial.folder),
        "PIP_ROOT": str(tutorial.folder),
        "PIP_USER": "1",
        "PIP_DRY_RUN": "1",
        "PIP_NO_DEPS": "1",
        "PIP_PYTHON": str(tutorial.folder),
        "JUPYTER_PATH": str(tutorial.folder),
    }
    given = tutorial.opened(**theirs)["variables"]
    assert not set(theirs) & set(given)
    assert "PATH" in given
    assert given["JUPYTER_PREFER_ENV_PATH"] == "1"


def test_the_second_start_installs_nothing(tutorial: Tutorial) -> None:
    tutorial.opened()
    ended = tutorial.start()
    assert tutorial.installations() == 1
    assert "Installing" not in ended.stdout


def test_the_second_start_starts_python_once_and_then_lab(tutorial: Tutorial) -> None:
    tutorial.opened()
    count = """
def hear(event, what):
    if event in ("subprocess.Popen", "os.exec", "os.posix_spawn"):
        print("started:", event, flush=True)
sys.addaudithook(hear)
"""
    said = tutorial.start(first=count).stdout
    assert said.count("started:") == 2, said


def test_changed_requirements_are_added_to_what_is_there(tutorial: Tutorial) -> None:
    tutorial.opened()
    (tutorial.folder / ".venv" / "kept").write_text("")
    (tutorial.folder / "requirements.txt").write_text("requests\ndotenv\n")
    tutorial.opened()
    assert tutorial.installations() == 2
    assert (tutorial.folder / ".venv" / "kept").exists()


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-test.txt", "pyproject.toml"])
def test_what_the_tests_need_is_installed_again_when_it_changed(
    with_tests: Tutorial, name: str
) -> None:
    with_tests.start("test")
    with_tests.start("test")
    assert with_tests.installations() == 1
    with (with_tests.folder / name).open("a") as changed:
        changed.write("# changed\n")
    with_tests.start("test")
    assert with_tests.installations() == 2


def test_a_changed_project_is_installed_again_for_a_learner(tutorial: Tutorial) -> None:
    tutorial.opened()
    (tutorial.folder / "pyproject.toml").write_text("# other folders belong to the package\n")
    tutorial.opened()
    assert tutorial.installations() == 2


@pytest.mark.parametrize("left", ["", "#!/bin/sh\nexit 1\n"], ids=["nothing", "it ends at once"])
def test_an_environment_whose_python_went_away_is_recreated(tutorial: Tutorial, left: str) -> None:
    tutorial.opened()
    tutorial.python.unlink()
    tutorial.python.write_text(left)
    tutorial.python.chmod(0o755)
    tutorial.opened()
    assert tutorial.installations() == 2


def test_an_environment_does_not_take_away_the_python_that_runs_it(tutorial: Tutorial) -> None:
    tutorial.opened()
    (tutorial.folder / ".venv" / "whole").write_text("for another Python")
    own = f"import sys; sys.prefix = {str(tutorial.folder / '.venv')!r}"
    assert "python3 start.py" in sentence(tutorial.start(first=own))
    assert tutorial.python.exists()
    tutorial.opened()


def test_a_project_that_was_moved_is_set_up_again(tutorial: Tutorial) -> None:
    tutorial.opened()
    tutorial.folder = tutorial.folder.rename(tutorial.folder.with_name("moved"))
    tutorial.opened()
    assert tutorial.installations() == 2


@pytest.mark.skipif(os.name == "nt", reason="Windows has no process groups to interrupt")
def test_ctrl_c_leaves_cleanly_and_half_a_package_is_not_kept(tutorial: Tutorial) -> None:
    (tutorial.folder / "pip.py").write_text(PIP + DEAF_AND_UNPACKING)
    process = subprocess.Popen(
        tutorial.command(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        preexec_fn=hear_ctrl_c,
    )
    half = tutorial.folder / ".venv" / "half"
    while not half.exists():
        assert process.poll() is None
        time.sleep(0.02)
    os.killpg(process.pid, signal.SIGINT)
    said, complaints = process.communicate(timeout=WITHIN)
    assert (process.returncode, complaints) == (130, "")
    assert "Stopped" in said
    with pytest.raises(ProcessLookupError):
        os.kill(int(half.read_text()), 0)  # pip is gone, though it did not listen

    (tutorial.folder / "pip.py").write_text(PIP)
    tutorial.opened()
    assert not half.exists()


def old_pythons() -> Iterator[str]:
    """The too old Pythons of this machine, on the PATH or beside the one that runs this."""
    for minor in range(6, 10):
        beside = Path(sys.base_prefix).parent.glob(f"3.{minor}.*/bin/python")
        for found in [shutil.which(f"python3.{minor}"), *map(str, beside)]:
            if found and not subprocess.call([found, "-c", ""], stderr=subprocess.DEVNULL):
                yield found


def test_an_old_python_is_told_so(tutorial: Tutorial) -> None:
    said = sentence(tutorial.start(first="sys.version_info = (3, 9, 18, 'final', 0)"))
    assert "This Python is 3.9" in said
    assert "3.10 or newer" in said


def test_a_really_old_python_is_told_so(tutorial: Tutorial) -> None:
    tried = list(old_pythons())
    if not tried:
        pytest.skip("there is no Python from 3.6 to 3.9 on this machine")
    for python in tried:
        ended = subprocess.run(
            [python, str(tutorial.folder / "start.py"), "--no-browser"],
            capture_output=True,
            text=True,
            timeout=WITHIN,
        )
        assert "3.10 or newer" in sentence(ended), python


def test_an_old_python_can_read_the_file() -> None:
    ast.parse(START.read_text(encoding="utf-8"), feature_version=(3, 6))
    assert START.read_text(encoding="utf-8").isascii()


@pytest.mark.parametrize("missing", ["venv", "ensurepip"])
def test_a_python_without_environments_is_told_the_package(
    tutorial: Tutorial, missing: str
) -> None:
    trick = f"""
import importlib.util
found = importlib.util.find_spec
importlib.util.find_spec = lambda name: None if name == {missing!r} else found(name)
"""
    assert "python3-venv" in sentence(tutorial.start(first=trick))


def test_a_taken_port_is_told_before_anything_is_installed(tutorial: Tutorial) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = str(other.getsockname()[1])
        said = sentence(tutorial.start("--port", port))
    assert f"Port {port} is taken" in said
    assert "--port 8890" in said
    assert not (tutorial.folder / ".venv").exists()


@pytest.mark.skipif(os.name == "nt", reason="Windows doesn't keep a port that was left")
def test_a_port_that_was_left_a_moment_ago_is_free(tutorial: Tutorial) -> None:
    with socket.create_server(("127.0.0.1", 0)) as earlier:
        port = earlier.getsockname()[1]
        with socket.create_connection(("127.0.0.1", port)) as browser:
            earlier.accept()[0].close()  # who closes first has to wait
            assert browser.recv(1) == b""
    with socket.socket() as plain, pytest.raises(OSError):
        plain.bind(("127.0.0.1", port))  # taken, for one that doesn't say it means it
    assert f"--port={port}" in tutorial.opened("--port", str(port))["words"]


@pytest.mark.parametrize("port", ["0", "65536", "-1", "eighty"])
def test_a_port_that_is_none_is_refused(tutorial: Tutorial, port: str) -> None:
    ended = tutorial.start(f"--port={port}")
    assert ended.returncode == 2
    assert "a port is a number from 1 to 65535" in ended.stderr


def test_without_a_network_the_way_out_is_told(tmp_path: Path) -> None:
    """With the real venv and the real pip, and a package index that nobody serves."""
    tutorial = Tutorial(tmp_path / "copy")
    nowhere = {
        "PIP_CONFIG_FILE": os.devnull,
        "PIP_INDEX_URL": "http://127.0.0.1:9/",
        "PIP_EXTRA_INDEX_URL": "",
        "PIP_FIND_LINKS": "",
        "PIP_RETRIES": "0",
    }
    said = sentence(tutorial.start(**nowhere))
    assert "whether this computer is online" in said
    assert (tutorial.folder / ".venv" / "setup.log").read_text().count("ERROR")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("ERROR: Could not install: [Errno 28] No space left on device: '/x'", "disk is full"),
        ("ERROR: NewConnectionError('getaddrinfo failed')", "computer online"),
        ("working\nERROR: a wheel is broken\nnotice", "ERROR: a wheel is broken"),
    ],
)
def test_why_pip_failed_is_told(tutorial: Tutorial, words: str, told: str) -> None:
    (tutorial.folder / "pip.py").write_text(f"print({words!r}); raise SystemExit(1)")
    said = sentence(tutorial.start())
    assert told in said
    assert "disk is full" in said or "setup.log" in said


def test_a_disk_too_full_for_words_is_told(tutorial: Tutorial) -> None:
    (tutorial.folder / "venv.py").write_text("raise SystemExit(1)")
    full = "import shutil, types; shutil.disk_usage = lambda _: types.SimpleNamespace(free=0)"
    assert "disk is full" in sentence(tutorial.start(first=full))


@pytest.mark.parametrize(
    ("number", "told"),
    [
        ("EACCES", "a folder that is yours"),
        ("ENOSPC", "disk is full"),
        ("ENOTEMPTY", "Wait a minute, then start again"),  # an earlier pip still writes there
    ],
)
def test_a_folder_that_cannot_be_written_is_told(
    tutorial: Tutorial, number: str, told: str
) -> None:
    trick = f"""
import errno, os, pathlib
def refuse(self):
    raise OSError(errno.{number}, os.strerror(errno.{number}), str(self))
pathlib.Path.mkdir = refuse
"""
    assert told in sentence(tutorial.start(first=trick))


@pytest.mark.skipif(os.name == "nt", reason="Windows can't send Ctrl-C to one program")
def test_the_real_lab_opens_the_first_notebook_at_127_0_0_1_and_ends_at_ctrl_c(
    tmp_path: Path,
) -> None:
    tutorial = Tutorial(tmp_path / "copy")
    assert tutorial.start("fresh", "all").returncode == 0
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = runpy.run_path(str(tutorial.folder / "start.py"))["lab_command"](port, False)
    keyboard, of_lab = os.openpty()  # at a keyboard, Lab may ask whether one is sure
    opened = tmp_path / "opened"
    browser = f"import os, sys; open(r'{opened}.new', 'w').write(sys.argv[1]);"
    browser += f"os.rename(r'{opened}.new', r'{opened}')"
    jupyters = [name for name in os.environ if name.startswith("JUPYTER")]
    said = tmp_path / "said"
    with said.open("w") as sink:
        lab = subprocess.Popen(
            [sys.executable, *command[1:]],
            cwd=tutorial.folder,
            env={name: value for name, value in os.environ.items() if name not in jupyters}
            | {"HOME": str(tmp_path), "BROWSER": shlex.join([sys.executable, "-c", browser, "%s"])},
            stdin=of_lab,
            stderr=sink,
            preexec_fn=hear_ctrl_c,
        )
    try:
        end = time.monotonic() + WITHIN
        while not (opened.exists() and "?token=" in said.read_text()):
            assert lab.poll() is None
            assert time.monotonic() < end
            time.sleep(0.1)
        led_on = Path(url2pathname(urlsplit(opened.read_text()).path)).read_text()
        address = f"http://127.0.0.1:{port}"
        assert set(re.findall(r"http://[^/]+", said.read_text() + led_on)) == {address}
        [token] = set(re.findall(r"\?token=(\w+)", said.read_text() + led_on))

        page = requests.get(address, params={"token": token}, timeout=WITHIN)
        assert page.status_code == 200
        assert page.url.startswith(f"{address}/lab/tree/workbook/00_start_here.ipynb")
        book = f"{address}/api/contents/workbook/00_start_here.ipynb"
        assert requests.get(book, params={"token": token, "content": "0"}, timeout=WITHIN).ok
        lab.send_signal(signal.SIGINT)
        assert lab.wait(timeout=20) == 0
    finally:
        lab.kill()
        lab.wait()
        os.close(keyboard)
        os.close(of_lab)


def test_lab_asks_a_beginner_nothing(tutorial: Tutorial, tmp_path: Path) -> None:
    tutorial.opened()
    settings = tutorial.folder / ".venv" / "share" / "jupyter" / "lab" / "settings"
    schemas = Path(sys.prefix) / "share" / "jupyter" / "lab" / "schemas"
    defaults = {}
    for name in json.loads((settings / "overrides.json").read_text()):
        found, _ = get_settings(str(settings), str(schemas), str(tmp_path), schema_name=name)
        defaults |= {key: value["default"] for key, value in found["schema"]["properties"].items()}
    assert defaults["fetchNews"] == "false"
    assert defaults["checkForUpdates"] is False
    assert defaults["enabled"] is False  # the catalogue of extensions


def test_a_kernel_says_nothing_in_the_terminal_but_errors(tutorial: Tutorial) -> None:
    tutorial.opened()
    app = IPKernelApp()
    [folder] = ENV_CONFIG_DIRS  # where a kernel looks for its settings, in its own environment
    name = Path(folder).relative_to(sys.prefix) / app.config_file_name
    settings = tutorial.folder / ".venv" / name.with_suffix(".json")
    app.update_config(Config(json.loads(settings.read_text())))
    assert app.log_level == logging.ERROR
