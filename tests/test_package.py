"""The project as a package: built, put into an environment without the checkout, and used."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parent.parent
USE_IT = """
import json, os, pathlib
import lessons
from helpers import private_folder, service
from helpers.sending import send
from lessons.take_away import project_folder, take_away
reply = send("GET", service.chosen().dev_url)
print(json.dumps({
    "status": reply.status_code,
    "page": "practice" in reply.text.lower(),
    "private": str(private_folder.folder()),
    "code": lessons.__file__,
    "program": sorted(path.name for path in project_folder.PROGRAM.iterdir() if path.is_file()),
    "own": str(project_folder.default_folder()),
}))
"""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Built from the files that git knows: nothing else of this folder may help."""
    copy = tmp_path_factory.mktemp("checkout")
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=PROJECT, capture_output=True, check=True
    ).stdout.decode()
    for name in filter(None, listed.split("\0")):
        if (PROJECT / name).is_file():
            (copy / name).parent.mkdir(parents=True, exist_ok=True)
            (copy / name).write_bytes((PROJECT / name).read_bytes())
    folder = tmp_path_factory.mktemp("wheel")
    pip = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation"]
    subprocess.run([*pip, "--wheel-dir", str(folder), str(copy)], check=True, timeout=120)
    [built] = folder.glob("*.whl")
    return built


def test_the_package_holds_what_is_used_and_nothing_else(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as package:
        names = [name for name in package.namelist() if ".dist-info/" not in name]
    rooms = {name.split("/")[0] for name in names}
    assert rooms == {"helpers", "lessons", "look", "practice", "program"}
    assert {"practice/rules/world.csv", "practice/web/pages/base.html"} <= set(names)
    assert {"look/look.css", "look/card.css", "lessons/panels/form.js"} <= set(names)
    assert {"program/get_token.py", "program/.env.example"} <= set(names)
    assert not [name for name in names if "__pycache__" in name]
    kept = {path.relative_to(PROJECT).as_posix() for path in (PROJECT / "practice").rglob("*.html")}
    assert kept and kept <= set(names)


def test_the_installed_package_works_and_keeps_its_secrets_among_the_users_data(
    wheel: Path, tmp_path: Path
) -> None:
    site, here = tmp_path / "site-packages", tmp_path / "here"
    here.mkdir()
    with zipfile.ZipFile(wheel) as package:
        package.extractall(site)
    ours = ("TUTORIAL_", "TWITCH_", "PRACTICE_", "XDG_", "JUPYTERHUB_", "BINDER_")
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    done = subprocess.run(
        [sys.executable, "-c", USE_IT],
        cwd=here,
        env=inherited
        | {name: str(tmp_path) for name in ("HOME", "USERPROFILE", "LOCALAPPDATA")}
        | {"PYTHONPATH": str(site)},
        capture_output=True,
        encoding="utf-8",
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    said = json.loads(done.stdout)
    assert said["status"] == 200 and said["page"]
    assert Path(said["code"]).is_relative_to(site)
    private = Path(said["private"])
    assert private.is_relative_to(tmp_path) and not private.is_relative_to(site)
    assert (private / "practice.sqlite3").exists()  # the other end has the same rule
    assert "bot.py" in said["program"] and "get_token.py" in said["program"]
    assert Path(said["own"]).parent == here
