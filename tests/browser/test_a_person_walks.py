"""A person goes through all notebooks in a real JupyterLab, with real clicks, watching nothing."""

from __future__ import annotations

import subprocess
import sys
from collections import deque
from collections.abc import Iterator
from pathlib import Path

import dotenv
import nbformat
import pytest
import requests
from browsing import open_browser
from jupyter import PROJECT, environment, running_lab
from nbclient import NotebookClient
from person import NOTEBOOKS, Person
from playwright.sync_api import Browser

pytestmark = pytest.mark.browser
WITHIN = 60  # seconds, for one cell

# Lab's buttons fade in and out: many frames to draw, and nothing that a walk looks at.
KEEP_STILL = """
document.addEventListener("DOMContentLoaded", () => {
    const style = document.createElement("style");
    style.textContent =
        "*, *::before, *::after { transition: none !important; animation: none !important }";
    document.head.append(style);
});
"""


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Browser]:
    with open_browser(chromium) as opened:
        yield opened


@pytest.fixture
def second_practice(tmp_path: Path) -> Iterator[str]:
    """A practice Twitch of its own, to stand in for the real one."""
    command = [sys.executable, "-m", "practice", "--until-stdin-closes"]
    with subprocess.Popen(
        [*command, "--data", str(tmp_path / "second")],
        cwd=PROJECT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdin and process.stdout
        yield process.stdout.readline().split()[-1]
        process.stdin.close()
        process.wait(timeout=10)


def walk(
    browser: Browser,
    home: Path,
    service: str,
    notebooks: list[Path],
    answers: bool,
    **variables: str,
) -> None:
    with running_lab(home, **variables) as address, browser.new_context() as context:
        context.set_default_timeout(30_000)
        page = context.new_page()
        page.add_init_script(KEEP_STILL)
        person = Person(page, address, service, answers)
        todo = deque(notebooks)
        while todo:
            notebook = todo.popleft()
            person.work_through(notebook)
            errors = person.notebook.locator("[data-mime-type='application/vnd.jupyter.stderr']")
            assert errors.all_inner_texts() == [], notebook.name
            todo.extendleft(reversed(person.sent_back_to))
            person.sent_back_to = []


def run_without_a_browser(notebook: Path, home: Path, variables: dict[str, str]) -> None:
    """Run a notebook with what a walk left in this home; no cell may end with an error."""
    book = nbformat.read(notebook, as_version=4)
    folder = {"metadata": {"path": str(home / "tutorial" / "notebooks")}}
    client = NotebookClient(book, timeout=WITHIN, resources=folder)
    client.execute(env=environment(home, variables))
    outputs = [output for cell in book.cells for output in cell.get("outputs", [])]
    assert "You work with the real Twitch" in outputs[0].data["text/plain"]
    assert [one.text for one in outputs if one.get("name") == "stderr"] == [], notebook.name


def kept(home: Path, name: str) -> dict[str, str | None]:
    return dotenv.dotenv_values(home / "tutorial" / "private" / name)


def test_a_person_gets_a_token_from_practice(browser: Browser, tmp_path: Path) -> None:
    walk(browser, tmp_path, "Practice Twitch", NOTEBOOKS, answers=True)
    mine = kept(tmp_path, "practice.env")
    assert mine["TWITCH_ACCESS_TOKEN"]
    assert (tmp_path / "tutorial" / "my-twitch-app" / "get_token.py").exists()
    assert (tmp_path / "tutorial" / "my-twitch-program" / "bot.py").exists()


def test_a_person_gets_a_token_from_what_stands_in_for_the_real_twitch(
    browser: Browser, tmp_path: Path, second_practice: str
) -> None:
    hosts = ("TWITCH_ID_URL", "TWITCH_API_URL", "TWITCH_DEV_URL", "TWITCH_WWW_URL")
    variables = dict.fromkeys(hosts, second_practice)
    variables["TWITCH_CHAT_URL"] = f"ws{second_practice.removeprefix('http')}/chat"
    # Walking takes long. Notebook 14 asks no Twitch at all; these two have no panel in which the
    # real Twitch makes a difference, so they are only run.
    only_run = [notebook for notebook in NOTEBOOKS if notebook.name[:2] in ("11", "16")]
    left_out = [notebook for notebook in NOTEBOOKS if notebook.name.startswith("14")]
    walked = [one for one in NOTEBOOKS if one not in only_run + left_out]
    walk(browser, tmp_path, "The real Twitch", walked, answers=False, **variables)
    for notebook in only_run:
        run_without_a_browser(notebook, tmp_path, variables)
    port = second_practice.rpartition(":")[2]
    mine = kept(tmp_path, f"twitch-at-localhost-{port}.env")
    reply = requests.get(
        f"{second_practice}/oauth2/validate",
        headers={"Authorization": f"OAuth {mine['TWITCH_ACCESS_TOKEN']}"},
        timeout=10,
    )
    assert reply.json()["login"] == "river_otter"
    assert not (tmp_path / "tutorial" / "private" / "practice.env").exists()
