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
from jupyter import PROJECT, environment, git
from nbclient import NotebookClient
from person import NOTEBOOKS
from walking import assert_logins_stay_apart, person_at_work
from watched_person import WatchedPerson

from make_workbook import fingerprint, read

# Four of them may run at once.
pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.timeout(1800)]
WITHIN = 60  # seconds, for one cell
TEN_STEPS = [notebook for notebook in NOTEBOOKS if notebook.name[:2] <= "10"]
PAST_THE_GUIDE = [notebook for notebook in NOTEBOOKS if notebook not in TEN_STEPS]
IMPORTS = """from helpers import service
from lessons.practice_side.practice_learner import catch_up"""
FOR_THE_STAND_IN = """catch_up(service.chosen(), ["access_token"])
service.choose("twitch", "doing")"""


@pytest.fixture
def second_practice(tmp_path: Path) -> Iterator[str]:
    """A Practice Twitch of its own, to stand in for the real one."""
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
    chromium: str,
    home: Path,
    service: str,
    notebooks: list[Path],
    answers: bool,
    **variables: str,
) -> None:
    with person_at_work(WatchedPerson, chromium, home, service, answers, **variables) as person:
        todo = deque(notebooks)
        while todo:
            notebook = todo.popleft()
            person.work_through(notebook)
            errors = person.notebook.locator("[data-mime-type='application/vnd.jupyter.stderr']")
            assert errors.all_inner_texts() == [], notebook.name
            todo.extendleft(reversed(person.sent_back_to))
            person.sent_back_to = []
        assert_logins_stay_apart(person.lab.context)
    # What was published is as it was, and so are the cells of the copies that nobody changed.
    others = ["ls-files", "--modified", "--deleted", "--others", "--exclude-standard"]
    assert git(home / "tutorial", *others) == ""
    for notebook in notebooks:
        copy = home / "tutorial" / "workbook" / notebook.name
        assert fingerprint(read(copy)) == fingerprint(read(notebook)), notebook.name


def run_without_a_browser(notebook: Path, home: Path, variables: dict[str, str]) -> None:
    """Run a notebook with what a walk left in this home; no cell may end with an error."""
    book = nbformat.read(notebook, as_version=4)
    folder = {"metadata": {"path": str(home / "tutorial" / "workbook")}}
    client = NotebookClient(book, timeout=WITHIN, resources=folder)
    client.execute(env=environment(home, variables))
    outputs = [output for cell in book.cells for output in cell.get("outputs", [])]
    assert "You work with the real Twitch" in outputs[0].data["text/plain"]
    assert [one.text for one in outputs if one.get("name") == "stderr"] == [], notebook.name


def kept(home: Path, name: str) -> dict[str, str | None]:
    return dotenv.dotenv_values(home / "tutorial" / "private" / name)


def caught_up(home: Path, script: str, **variables: str) -> None:
    """Leave in this home what somebody has who did the ten steps."""
    subprocess.run(
        [sys.executable, "-c", f"{IMPORTS}\n{script}"],
        cwd=PROJECT,
        env=environment(home, variables),
        check=True,
        timeout=WITHIN,
    )


def stand_in(address: str) -> dict[str, str]:
    """The variables that put this Practice Twitch in the place of the real one."""
    hosts = ("TWITCH_ID_URL", "TWITCH_API_URL", "TWITCH_DEV_URL", "TWITCH_WWW_URL")
    chat = {"TWITCH_CHAT_URL": f"ws{address.removeprefix('http')}/chat"}
    return dict.fromkeys(hosts, address) | chat


def assert_a_token_of_the_stand_in(home: Path, address: str) -> None:
    """What is kept for the stand-in opens it, and practice was not used."""
    mine = kept(home, f"twitch-at-localhost-{address.rpartition(':')[2]}.env")
    reply = requests.get(
        f"{address}/oauth2/validate",
        headers={"Authorization": f"OAuth {mine['TWITCH_ACCESS_TOKEN']}"},
        timeout=10,
    )
    assert reply.json()["login"] == "river_otter"
    assert not (home / "tutorial" / "private" / "practice.env").exists()


def test_a_person_gets_a_token_from_practice(chromium: str, tmp_path: Path) -> None:
    walk(chromium, tmp_path, "Practice Twitch", TEN_STEPS, answers=True)
    assert kept(tmp_path, "practice.env")["TWITCH_ACCESS_TOKEN"]
    assert (tmp_path / "tutorial" / "my-twitch-app" / "get_token.py").exists()


def test_a_person_goes_on_past_the_guide(chromium: str, tmp_path: Path) -> None:
    caught_up(tmp_path, 'catch_up(service.chosen(), ["access_token"])')
    walk(chromium, tmp_path, "Practice Twitch", PAST_THE_GUIDE, answers=True)
    assert (tmp_path / "tutorial" / "my-twitch-program" / "bot.py").exists()


def test_a_person_gets_a_token_from_what_stands_in_for_the_real_twitch(
    chromium: str, tmp_path: Path, second_practice: str
) -> None:
    walk(
        chromium,
        tmp_path,
        "The real Twitch",
        TEN_STEPS,
        answers=False,
        **stand_in(second_practice),
    )
    assert_a_token_of_the_stand_in(tmp_path, second_practice)


def test_a_person_goes_on_with_what_stands_in_for_the_real_twitch(
    chromium: str, tmp_path: Path, second_practice: str
) -> None:
    variables = stand_in(second_practice)
    # The practice learner fetches the token there, before it stands in for the real Twitch.
    caught_up(tmp_path, FOR_THE_STAND_IN, PRACTICE_URL=second_practice)
    private = tmp_path / "tutorial" / "private"
    port = second_practice.rpartition(":")[2]
    (private / f"practice-at-localhost-{port}.env").rename(
        private / f"twitch-at-localhost-{port}.env"
    )
    # Walking takes long. Notebook 14 asks no Twitch at all; these two have no panel in which the
    # real Twitch makes a difference, so they are only run.
    only_run = [notebook for notebook in PAST_THE_GUIDE if notebook.name[:2] in ("11", "17")]
    left_out = [notebook for notebook in PAST_THE_GUIDE if notebook.name.startswith("14")]
    walked = [one for one in PAST_THE_GUIDE if one not in only_run + left_out]
    walk(chromium, tmp_path, "The real Twitch", walked, answers=False, **variables)
    for notebook in only_run:
        run_without_a_browser(notebook, tmp_path, variables)
    assert_a_token_of_the_stand_in(tmp_path, second_practice)
