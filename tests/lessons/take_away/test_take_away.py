"""The program that the reader takes away: it is made, its tests pass, and it works by itself."""

from __future__ import annotations

import os
import queue
import re
import stat
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import dotenv
import pytest

from helpers import chat, credentials, oauth
from helpers.plain_errors import NotYet, PlainError
from helpers.service import REAL_ADDRESSES
from lessons.exchange import pasted
from lessons.practice_side.practice_learner import PracticeLearner, catch_up
from lessons.take_away import take_away

WITHIN = 30  # seconds
NOWHERE = "http://127.0.0.1:9"


@pytest.fixture
def program(practice, tmp_path):
    catch_up(practice, ["client_secret", "access_token"])
    folder = tmp_path / "my program"
    take_away.make(folder, practice)
    return folder


def run(folder, script: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, script],
        cwd=folder,
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        text=True,
        timeout=WITHIN,
    )


@contextmanager
def running_bot(folder) -> Iterator[queue.Queue[str]]:
    """bot.py, until the block ends; gives the lines that it prints."""
    bot = subprocess.Popen(
        [sys.executable, "bot.py"],
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    said: queue.Queue[str] = queue.Queue()
    listener = threading.Thread(target=lambda: [said.put(line) for line in bot.stdout], daemon=True)
    listener.start()
    try:
        yield said
    finally:
        bot.kill()
        bot.wait(timeout=10)
        listener.join(timeout=10)
        bot.stdout.close()


@pytest.fixture
def behind_a_proxy(monkeypatch):
    """A proxy that leads nowhere, least of all to this computer."""
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, NOWHERE)


def test_all_that_was_learned_is_in_it(practice, program):
    names = {path.name for path in program.iterdir()}
    assert {"get_token.py", "tokens.py", "live.py", "bot.py", "test_program.py"} < names
    assert {"README.md", "requirements.txt", ".gitignore", ".env", ".env.example"} < names
    assert ".env" in (program / ".gitignore").read_text().splitlines()


def test_its_readme_names_every_file(program):
    text = (program / "README.md").read_text(encoding="utf-8")
    assert [path.name for path in program.glob("*.py") if f"`{path.name}`" not in text] == []
    assert "`.env.example`" in text


def test_its_readme_can_be_pasted_into_a_terminal(program):
    text = (program / "README.md").read_text(encoding="utf-8")
    unix, windows = re.findall(r"^```\n(.+?)^```", text, re.DOTALL | re.MULTILINE)
    starts = [line.split()[0] for line in unix.splitlines()]
    assert starts == ["python3", *[".venv/bin/python"] * 3]
    words = [word for line in unix.splitlines() for word in line.split()]
    assert all(re.fullmatch(r"[\w./-]+", word) for word in words)
    assert windows == unix.replace("python3", "py").replace(".venv/bin/", ".venv\\Scripts\\")


def test_its_example_has_every_name_and_no_secret(program):
    example, mine = (dotenv.dotenv_values(program / name) for name in (".env.example", ".env"))
    assert set(mine) - set(example) == {"TWITCH_ACCESS_TOKEN", "TWITCH_REFRESH_TOKEN"}
    assert {name for name, value in example.items() if not value} == {
        "TWITCH_CLIENT_ID",
        "TWITCH_CLIENT_SECRET",
    }
    for name in ("id_url", "api_url", "chat_url"):
        assert example[f"TWITCH_{name.upper()}"] == REAL_ADDRESSES[name]
    assert example["TWITCH_SCOPE"] == mine["TWITCH_SCOPE"]


def test_without_its_private_file_each_script_names_what_is_missing(program):
    (program / ".env").unlink()
    for script in ("get_token.py", "live.py", "bot.py"):
        done = run(program, script)
        assert done.returncode == 1
        assert done.stderr.startswith("There is no file .env in this folder, and TWITCH_CLIENT")
        assert done.stderr.count("\n") == 1


def test_a_friend_gets_far_with_the_example(practice, program):
    """Their own ID and secret go in; then the token script asks, and the others wait for it."""
    (program / ".env.example").replace(program / ".env")
    for name in ("CLIENT_ID", "CLIENT_SECRET"):
        dotenv.set_key(program / ".env", f"TWITCH_{name}", "theirs")
    assert "There is no token yet. Run get_token.py." in run(program, "live.py").stderr


def test_the_private_file_is_whole_and_private(practice, program):
    mine, values = credentials.kept(practice), dotenv.dotenv_values(program / ".env")
    assert values["TWITCH_ACCESS_TOKEN"] == mine.access_token
    assert values["TWITCH_CLIENT_SECRET"] == mine.client_secret
    assert values["TWITCH_CHAT_URL"] == practice.chat_url
    if os.name != "nt":
        assert stat.S_IMODE((program / ".env").stat().st_mode) == 0o600


def test_its_own_tests_pass_and_it_works_behind_a_proxy_too(program, behind_a_proxy):
    take_away.run_tests(program)
    assert "You are River_Otter." in take_away.run("live.py")
    with running_bot(program) as said:
        assert said.get(timeout=WITHIN) == "In #river_otter. Ctrl-C ends it.\n"


def test_a_program_without_tests_has_not_passed(program):
    (program / "test_program.py").write_text("")
    with pytest.raises(PlainError, match="Not all tests"):
        take_away.run_tests(program)


def test_a_failing_test_is_a_sentence(program):
    (program / "test_program.py").write_text("def test_it():\n    assert False\n")
    with pytest.raises(PlainError, match="Not all tests"):
        take_away.run_tests(program)


def test_what_the_reader_changed_is_kept(practice, program):
    (program / "bot.py").write_text("my own bot")
    take_away.make(program, practice)
    assert (program / "bot.py.old").read_text() == "my own bot"
    assert "def answer" in (program / "bot.py").read_text()


def test_it_shows_who_is_live(program):
    done = run(program, "live.py")
    assert (done.returncode, done.stderr) == (0, "")
    assert "You are River_Otter." in done.stdout
    assert re.search(r"Amber_Lantern +#{40} 8412", done.stdout)


def test_the_notebook_can_run_a_script(program):
    assert "You are River_Otter." in take_away.run("live.py")


def test_without_a_program_there_is_nothing_to_run(practice):
    with pytest.raises(NotYet, match="notebook 18"):
        take_away.run("live.py")


def test_an_expired_token_is_refreshed_on_the_way(practice, program):
    dotenv.set_key(program / ".env", "TWITCH_ACCESS_TOKEN", "dead")
    assert "You are River_Otter." in run(program, "live.py").stdout
    assert dotenv.dotenv_values(program / ".env")["TWITCH_ACCESS_TOKEN"] != "dead"


def test_after_a_disconnect_it_says_what_to_do(practice, program):
    PracticeLearner(practice).disconnect(credentials.kept(practice).client_id)
    for script in ("live.py", "bot.py"):
        done = run(program, script)
        assert done.returncode == 1
        assert done.stderr.startswith("Twitch says: Invalid refresh token. It no longer works")
        assert done.stderr.endswith("Run get_token.py.\n")


def test_without_twitch_it_says_so(program):
    for name in ("TWITCH_API_URL", "TWITCH_ID_URL"):
        dotenv.set_key(program / ".env", name, NOWHERE)
    assert "Nothing answers at 127.0.0.1:9." in run(program, "live.py").stderr


def test_without_twitch_the_bot_tries_again(program):
    dotenv.set_key(program / ".env", "TWITCH_ID_URL", NOWHERE)
    with running_bot(program) as said:
        for _ in range(2):
            line = said.get(timeout=WITHIN)
            assert "Nothing answers at 127.0.0.1:9." in line and line.endswith("Trying again.\n")


@pytest.mark.parametrize("body", [b"<html>503</html>", {"message": "Service Unavailable"}])
def test_a_twitch_out_of_order_is_no_reason_to_ask_the_viewer(program, stub, body):
    stub.answers(body, 503)
    dotenv.set_key(program / ".env", "TWITCH_ACCESS_TOKEN", "dead")
    dotenv.set_key(program / ".env", "TWITCH_ID_URL", stub.base)
    done = run(program, "live.py")
    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == 1
    assert done.stderr.startswith("Twitch ") and "get_token.py" not in done.stderr
    with running_bot(program) as said:
        for _ in range(2):
            assert said.get(timeout=WITHIN).endswith("Trying again.\n")


def test_a_name_that_the_terminal_cannot_write_ends_nothing(program, stub, monkeypatch):
    name = "\u5ddd\u737a"
    stub.answers({"data": [{"display_name": name, "user_name": name, "viewer_count": 3}]})
    dotenv.set_key(program / ".env", "TWITCH_API_URL", stub.base)
    done = subprocess.run(
        [sys.executable, "live.py"],
        cwd=program,
        env={**os.environ, "PYTHONIOENCODING": "cp1252"},
        capture_output=True,
        timeout=WITHIN,
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"You are ??." in done.stdout


def test_the_bot_comes_back_when_the_chat_restarts(practice, program):
    learner = PracticeLearner(practice)
    with running_bot(program) as said:
        assert said.get(timeout=WITHIN) == "In #river_otter. Ctrl-C ends it.\n"
        learner._press(learner._open(f"{practice.id_url}/behind-the-curtain"), "restart-chat")
        assert said.get(timeout=WITHIN) == "Connecting again.\n"
        assert said.get(timeout=WITHIN) == "In #river_otter. Ctrl-C ends it.\n"


def test_the_bot_answers_in_the_chat(practice, program):
    with running_bot(program) as said:
        assert said.get(timeout=WITHIN) == "In #river_otter. Ctrl-C ends it.\n"
        mine = credentials.kept(practice)
        connection = chat.connect(practice, "river_otter", mine.access_token)
        connection.send("JOIN #river_otter")
        connection.send("PRIVMSG #river_otter :hello")
        heard = [chat.parse(line).text for line in connection.lines(4)]
        connection.close()
        assert "Nice to meet you, papierboot!" in heard


def test_a_token_without_chat_ends_the_bot_with_a_sentence(practice, program):
    learner = PracticeLearner(practice)
    mine, state = credentials.kept(practice), oauth.new_state()
    link = oauth.authorize_url(practice, mine.client_id, mine.redirect_uri, [], state)
    code = pasted.read_answer(learner.authorize(link + "&force_verify=true"), state).code
    reply = oauth.exchange(practice, mine.client_id, mine.client_secret, code, mine.redirect_uri)
    token = oauth.read_token(reply)
    dotenv.set_key(program / ".env", "TWITCH_ACCESS_TOKEN", token.access_token)
    done = run(program, "bot.py")
    assert done.returncode == 1
    assert "The token lacks chat:read and chat:edit. TWITCH_SCOPE in .env must" in done.stderr


def test_without_a_token_there_is_nothing_to_take(practice, tmp_path):
    with pytest.raises(NotYet):
        take_away.make(tmp_path / "program", practice)


def test_a_folder_that_cannot_be_is_a_sentence(practice, program, tmp_path):
    (tmp_path / "a file").write_text("")
    with pytest.raises(PlainError, match="can't be written"):
        take_away.make(tmp_path / "a file" / "program", practice)
