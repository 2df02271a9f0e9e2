"""get_token.py, run as the reader runs it: in a terminal, outside the tutorial."""

from __future__ import annotations

import os
import queue
import re
import stat
import subprocess
import sys
import threading

import dotenv
import pytest

from helpers import credentials, oauth
from lessons.practice_side.practice_learner import PracticeLearner, catch_up
from lessons.take_away import project_folder

WITHIN = 20  # seconds
HARMLESS = f'"{sys.executable}" -c pass %s' if os.name == "nt" else "true %s"


class Terminal:
    """get_token.py in a terminal: what it says, and what is typed."""

    def __init__(self, folder) -> None:
        surroundings = {**os.environ, "BROWSER": HARMLESS, "PYTHONIOENCODING": "utf-8"}
        self.process = subprocess.Popen(
            [sys.executable, str(folder / "get_token.py")],
            cwd=folder.parent,
            env=surroundings,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
        )
        self._lines: queue.Queue[str] = queue.Queue()
        self._output = ""
        self._listener = threading.Thread(target=self._listen, daemon=True)
        self._listener.start()

    def _listen(self) -> None:
        with self.process.stdout as stdout:
            for line in stdout:
                self._lines.put(line)

    def link(self) -> str:
        """The link that it printed."""
        while True:
            line = self._lines.get(timeout=WITHIN)
            self._output += line
            if "/oauth2/authorize?" in line:
                return line.strip()

    def ends_after(self, typed: str) -> str:
        """All that it printed, once this was typed and it ended."""
        self.process.stdin.write(f"{typed}\n")
        self.close()
        while not self._lines.empty():
            self._output += self._lines.get()
        return self._output

    def close(self) -> None:
        self.process.stdin.close()
        self.process.wait(WITHIN)
        self._listener.join(WITHIN)


@pytest.fixture
def folder(practice, tmp_path):
    """A project folder with get_token.py in it; without an environment of its own."""
    catch_up(practice, ["client_secret"])
    folder = tmp_path / "my-twitch-app"
    folder.mkdir()
    project_folder.add_script(folder, practice)
    return folder


@pytest.fixture
def terminal(folder):
    terminal = Terminal(folder)
    yield terminal
    terminal.close()


def kept(folder) -> dict[str, str | None]:
    return dotenv.dotenv_values(folder / ".env")


def authorized(practice, link: str) -> str:
    return PracticeLearner(practice).authorize(link)


def assert_no_secret(practice, folder, said: str) -> None:
    secrets = [credentials.kept(practice).client_secret]
    secrets += [kept(folder).get(f"TWITCH_{name}") for name in ("ACCESS_TOKEN", "REFRESH_TOKEN")]
    assert not [secret for secret in secrets if secret and secret in said]
    assert "Traceback" not in said


def test_it_gets_a_token_and_keeps_it(practice, folder, terminal):
    address = authorized(practice, terminal.link())
    said = terminal.ends_after(f" '{address}' ")
    assert terminal.process.returncode == 0
    assert "Status: 200" in said
    assert "You hold a token for chat:edit chat:read. It is in .env." in said
    token = kept(folder)["TWITCH_ACCESS_TOKEN"]
    assert oauth.validate(practice, token).json()["login"] == "river_otter"
    assert kept(folder)["TWITCH_REFRESH_TOKEN"]
    assert os.name != "posix" or stat.S_IMODE((folder / ".env").stat().st_mode) == 0o600
    assert_no_secret(practice, folder, said)


def test_it_gets_a_token_behind_a_proxy_that_leads_nowhere(practice, folder, monkeypatch):
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    terminal = Terminal(folder)
    said = terminal.ends_after(authorized(practice, terminal.link()))
    assert "Status: 200" in said
    assert kept(folder)["TWITCH_ACCESS_TOKEN"]


@pytest.mark.skipif(os.name != "posix", reason="Windows has no such modes")
def test_a_private_file_that_others_could_read_is_closed_to_them(practice, folder, terminal):
    (folder / ".env").chmod(0o644)
    terminal.ends_after(authorized(practice, terminal.link()))
    assert stat.S_IMODE((folder / ".env").stat().st_mode) == 0o600


@pytest.mark.parametrize("name", ["CLIENT_ID", "CLIENT_SECRET", "REDIRECT_URI", "ID_URL"])
def test_a_name_that_is_missing_or_empty_is_a_sentence(folder, name):
    sentence = f"Missing in .env: TWITCH_{name}. Write it there and start again.\n"
    dotenv.set_key(folder / ".env", f"TWITCH_{name}", "")
    assert Terminal(folder).ends_after("") == sentence
    dotenv.unset_key(folder / ".env", f"TWITCH_{name}")
    assert Terminal(folder).ends_after("") == sentence


def test_without_a_private_file_all_that_it_needs_is_told(folder):
    (folder / ".env").unlink()
    terminal = Terminal(folder)
    said = terminal.ends_after("")
    assert terminal.process.returncode == 1
    assert said.count("TWITCH_") == 4 and "Traceback" not in said


def test_it_asks_with_a_new_state_each_time(folder):
    states = []
    for _ in range(2):
        terminal = Terminal(folder)
        states.append(re.search(r"state=([\w-]+)", terminal.link())[1])
        terminal.ends_after("")
    assert states[0] != states[1] and len(states[0]) >= 32


REFUSED = "The state is not the one we sent"


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("", REFUSED),
        ("gulfwdmys5lsm6qyz4xiz9q32l10ab", REFUSED),
        ("http://localhost/?code=gulfwdmys5lsm6qyz4xiz9q32l10ab&state=another", REFUSED),
        ("http://localhost/?code=gulfwdmys5lsm6qyz4xiz9q32l10ab", REFUSED),
        ("http://localhost/?error=access_denied&error_description=No", REFUSED),
        ("http://[", REFUSED),
    ],
)
def test_an_answer_without_its_state_is_refused_in_a_sentence(
    practice, folder, terminal, typed, says
):
    terminal.link()
    said = terminal.ends_after(typed)
    assert terminal.process.returncode == 1
    assert says in said
    assert "TWITCH_ACCESS_TOKEN" not in kept(folder)
    assert_no_secret(practice, folder, said)


def test_a_cancelled_consent_is_a_sentence(practice, folder, terminal):
    state = re.search(r"state=([\w-]+)", terminal.link())[1]
    said = terminal.ends_after(
        # docs/twitch.md 1.4.
        "http://localhost/?error=access_denied&error_description=The+user+denied+you+access"
        f"&state={state}"
    )
    assert terminal.process.returncode == 1
    assert "There is no code: The user denied you access." in said
    assert_no_secret(practice, folder, said)


def test_the_question_pasted_in_place_of_the_answer_is_a_sentence(practice, folder, terminal):
    said = terminal.ends_after(terminal.link())
    assert terminal.process.returncode == 1
    assert "There is no code: this is our question." in said
    assert_no_secret(practice, folder, said)


def test_no_scopes_may_be_asked_for(practice, folder):
    dotenv.set_key(folder / ".env", "TWITCH_SCOPE", "")
    terminal = Terminal(folder)
    said = terminal.ends_after(authorized(practice, terminal.link()))
    assert "Status: 200" in said


def test_a_refused_code_is_a_sentence(practice, folder, terminal):
    state = re.search(r"state=([\w-]+)", terminal.link())[1]
    said = terminal.ends_after(f"http://localhost/?code=made-up&state={state}")
    assert terminal.process.returncode == 1
    assert "Status: 400" in said and "Invalid authorization code" in said
    assert "TWITCH_ACCESS_TOKEN" not in kept(folder)
    assert_no_secret(practice, folder, said)


def test_a_twitch_that_can_not_be_reached_is_a_sentence(practice, folder):
    dotenv.set_key(folder / ".env", "TWITCH_ID_URL", "http://127.0.0.1:9")
    terminal = Terminal(folder)
    state = re.search(r"state=([\w-]+)", terminal.link())[1]
    said = terminal.ends_after(f"http://localhost/?code=made-up&state={state}")
    assert terminal.process.returncode == 1
    assert "No answer came from Twitch. Are you online?" in said
    assert_no_secret(practice, folder, said)


@pytest.mark.parametrize(
    ("body", "says"),
    [
        (b"<html>hotel</html>", "No answer came from Twitch."),
        (b"5", "No answer came from Twitch."),
        (b"[]", "this is no token"),
        (b"{}", "this is no token"),
    ],
)
def test_a_hotels_page_in_place_of_a_token_is_a_sentence(practice, folder, stub, body, says):
    stub.answers(body, 200, "text/html")
    dotenv.set_key(folder / ".env", "TWITCH_ID_URL", stub.base)
    terminal = Terminal(folder)
    state = re.search(r"state=([\w-]+)", terminal.link())[1]
    said = terminal.ends_after(f"http://localhost/?code=made-up&state={state}")
    assert terminal.process.returncode == 1
    assert says in said
    assert "TWITCH_ACCESS_TOKEN" not in kept(folder)
    assert_no_secret(practice, folder, said)


def test_a_token_without_scopes_and_without_a_refresh_token_is_kept(practice, folder, stub):
    # docs/twitch.md 2.2: no scope key when none was granted.
    stub.answers({"access_token": "rfx2uswqe8l4g1mk", "expires_in": 5, "token_type": "bearer"})
    dotenv.set_key(folder / ".env", "TWITCH_ID_URL", stub.base)
    terminal = Terminal(folder)
    state = re.search(r"state=([\w-]+)", terminal.link())[1]
    said = terminal.ends_after(f"http://localhost/?code=made-up&state={state}")
    assert "You hold a token for no scope." in said
    assert kept(folder)["TWITCH_ACCESS_TOKEN"] == "rfx2uswqe8l4g1mk"
    assert_no_secret(practice, folder, said)


def test_the_secret_goes_in_the_body_and_never_into_an_address(practice, folder, stub):
    stub.answers({"status": 400, "message": "Invalid authorization code"}, 400)
    dotenv.set_key(folder / ".env", "TWITCH_ID_URL", stub.base)
    terminal = Terminal(folder)
    state = re.search(r"state=([\w-]+)", terminal.link())[1]
    terminal.ends_after(f"http://localhost/?code=made-up&state={state}")
    mine = credentials.kept(practice)
    assert stub.only.path == "/oauth2/token"
    assert "Authorization" not in stub.only.headers
    assert stub.only.form == oauth.token_form(
        mine.client_id, mine.client_secret, "made-up", mine.redirect_uri
    )
