"""get_token.py, run as the reader runs it: in a terminal, outside the tutorial."""

from __future__ import annotations

import ast
import os
import queue
import re
import shutil
import signal
import stat
import subprocess
import sys
import threading

import dotenv
import pytest
from hostile import Hostile, make_certificate

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
        return self.ends()

    def ends(self) -> str:
        """All that it printed until it ended."""
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


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("", "Nothing was pasted."),
        ('{"status":400,"message":"missing client id"}', "Compare TWITCH_CLIENT_ID in .env"),
        ("http://localhost/?code=gulfwdmys5lsm6qyz4xiz9q32l10ab", "came without a state"),
        ("http://localhost/?error=access_denied&error_description=No", "pressed Cancel"),
        ("http://localhost/dashboard/", "something else answers at your redirect address"),
        ("http://[", "There is no code in this address"),
        (
            "http://localhost/?code=gulfwdmys5lsm6qyz4xiz9q32l10ab&state=another",
            "The state is not the one we sent",
        ),
    ],
)
def test_what_is_no_answer_is_a_sentence(practice, folder, terminal, typed, says):
    terminal.link()
    said = terminal.ends_after(typed)
    assert terminal.process.returncode == 1
    assert says in said
    assert ("state we sent" in said or "the one we sent" in said) == ("another" in typed)
    assert "TWITCH_ACCESS_TOKEN" not in kept(folder)
    assert_no_secret(practice, folder, said)


@pytest.mark.parametrize("cut", [slice(1), slice(-1), slice(1, None)])
def test_a_part_of_the_state_is_not_the_state(folder, terminal, cut):
    state = re.search(r"state=([\w-]+)", terminal.link())[1]
    said = terminal.ends_after(f"http://localhost/?code={'gulfwd' * 5}&state={state[cut]}")
    assert terminal.process.returncode == 1
    assert "Start again" in said and "Status" not in said


def test_a_bare_code_is_taken_with_a_warning_each_time(practice, folder):
    for _ in range(2):
        terminal = Terminal(folder)
        address = authorized(practice, terminal.link())
        said = terminal.ends_after(re.search(r"code=(\w+)", address)[1])
        assert "A bare code brings no state, so nothing shows that it answers our link." in said
        assert "Status: 200" in said and terminal.process.returncode == 0


@pytest.mark.parametrize("at", [10, 22, 40, 90])
def test_an_address_that_was_broken_into_lines_is_taken(practice, folder, terminal, at):
    address = authorized(practice, terminal.link())
    said = terminal.ends_after(f"{address[:at]}\n  {address[at:]}")
    assert "Status: 200" in said
    assert_no_secret(practice, folder, said)


def test_it_says_that_no_page_may_appear(terminal):
    terminal.link()
    assert (
        "If you agreed before, no page appears: the browser goes straight on"
        in terminal.ends_after("")
    )


def test_a_cancelled_consent_is_a_sentence(practice, folder, terminal):
    state = re.search(r"state=([\w-]+)", terminal.link())[1]
    said = terminal.ends_after(
        # docs/twitch.md 1.4.
        "http://localhost/?error=access_denied&error_description=The+user+denied+you+access"
        f"&state={state}"
    )
    assert terminal.process.returncode == 1
    assert "Twitch says: The user denied you access. The viewer pressed Cancel." in said
    assert_no_secret(practice, folder, said)


def test_the_question_pasted_in_place_of_the_answer_is_a_sentence(practice, folder, terminal):
    said = terminal.ends_after(terminal.link())
    assert terminal.process.returncode == 1
    assert "This is the question, not the answer" in said
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
    assert "Nothing answers at 127.0.0.1:9." in said
    assert_no_secret(practice, folder, said)


@pytest.mark.parametrize(
    ("body", "says"),
    [
        (b"<html>hotel</html>", "A web page came from"),
        (b"5", "is not Twitch"),
        (b"[]", "is not Twitch"),
        (b"{}", "is not Twitch"),
        (b'{"client_id":"a"}', "Twitch says: no token."),
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


# --- no stack trace, and no value in a sentence ---

SCRIPTS = ["get_token.py", "live.py", "bot.py"]
TOKEN = "rfx2uswqe8l4g1mkagrvg5tv0ks3zz"


@pytest.fixture
def program(folder):
    """The whole program, with made-up tokens."""
    for path in project_folder.PROGRAM.glob("*.py"):
        shutil.copy(path, folder)
    for name, value in (("ACCESS_TOKEN", TOKEN), ("REFRESH_TOKEN", TOKEN)):
        dotenv.set_key(folder / ".env", f"TWITCH_{name}", value)
    for name, value in (("API_URL", "http://127.0.0.1:9"), ("CHAT_URL", "ws://127.0.0.1:9")):
        dotenv.set_key(folder / ".env", f"TWITCH_{name}", value)
    return folder


def run(*command: object, folder, **how) -> str:
    """What a script says before it fails."""
    how = {"stdin": subprocess.DEVNULL, **how}
    done = subprocess.run(
        [str(word) for word in command],
        cwd=folder,
        env={**os.environ, "BROWSER": HARMLESS, "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        encoding="utf-8",
        timeout=WITHIN,
        **how,
    )
    assert done.returncode == 1
    return done.stdout + done.stderr


def odd_file(folder, kind: str) -> None:
    path = folder / ".env"
    text = path.read_text()
    if kind == "folder":
        path.unlink()
        path.mkdir()
    elif kind == "unreadable":
        path.chmod(0)
    else:
        contents = {
            "UTF-16": text.encode("utf-16"),
            "line break": text.replace(TOKEN, f"{TOKEN[:9]}\n{TOKEN[9:]}").encode(),
            "letter": text.replace(TOKEN, f"{TOKEN[:9]}ä{TOKEN[9:]}").encode(),
            "http chat": text.replace("ws://", "http://").encode(),
        }
        path.write_bytes(contents[kind])


ODD_FILES = {
    "folder": "is a folder",
    "unreadable": "can't be read: ",
    "UTF-16": "perhaps UTF-16",
    "line break": "TWITCH_ACCESS_TOKEN in .env has a space or a line break inside",
    "letter": "TWITCH_ACCESS_TOKEN in .env has a letter that no such value has",
    "http chat": "TWITCH_CHAT_URL in .env is no whole address: it begins with wss:// (practice: ws://)",
}


@pytest.mark.parametrize("script", SCRIPTS)
@pytest.mark.parametrize("kind", ODD_FILES)
def test_an_odd_private_file_is_one_sentence(practice, program, script, kind):
    if kind == "unreadable" and (os.name == "nt" or os.geteuid() == 0):
        pytest.skip("this user may read every file")
    odd_file(program, kind)
    said = run(sys.executable, script, folder=program)
    assert ODD_FILES[kind] in said and len(said.splitlines()) == 1
    assert TOKEN[:9] not in said and TOKEN[9:] not in said
    assert credentials.kept(practice).client_secret not in said


@pytest.mark.parametrize("script", SCRIPTS)
def test_an_old_python_is_named(program, script):
    for path in program.glob("*.py"):
        if path.name != "test_program.py":
            ast.parse(path.read_text(encoding="utf-8"), feature_version=(3, 6))
    old = f"import runpy, sys; sys.version_info = (3, 8, 18); runpy.run_path({script!r})"
    said = run(sys.executable, "-c", f"import sys; sys.path.insert(0, '.'); {old}", folder=program)
    assert said.startswith("This is Python 3.8, and these scripts need 3.10 or newer.")
    assert "Traceback" not in said


@pytest.mark.parametrize("script", SCRIPTS)
@pytest.mark.parametrize("lacks", ["sentences", "replies"])
def test_a_file_of_the_program_that_was_not_copied_is_a_sentence(program, script, lacks):
    (program / f"{lacks}.py").unlink()
    said = run(sys.executable, script, folder=program)
    assert said.endswith("Copy the whole folder, then start again.\n")
    assert "pip" not in said and len(said.splitlines()) == 1


@pytest.mark.parametrize(
    ("script", "lacks"),
    [(script, lacks) for script in SCRIPTS for lacks in ("dotenv", "requests")]
    + [("bot.py", "websocket")],
)
def test_a_library_that_is_missing_is_named_with_the_way_to_get_it(program, script, lacks):
    (program / f"{lacks}.py").write_text(f"raise ModuleNotFoundError(name={lacks!r})")
    said = run(sys.executable, script, folder=program)
    assert f"This Python can't import {lacks}." in said
    assert f'"{sys.executable}" -m pip install -r requirements.txt' in said
    own = project_folder.python_of(program)
    own.parent.mkdir(parents=True)
    own.touch()
    assert f'"{own}" -m pip install' in run(sys.executable, script, folder=program)
    assert len(said.splitlines()) == 1


def test_without_a_keyboard_it_names_a_terminal(folder):
    for how in ({}, {"stdin": None, "preexec_fn": lambda: os.close(0)}):
        if os.name == "posix" or "preexec_fn" not in how:
            said = run(sys.executable, "get_token.py", folder=folder, **how)
            assert "start this in a terminal" in said and "Traceback" not in said


@pytest.mark.skipif(os.name != "posix", reason="sends the signal that Ctrl-C sends")
def test_ctrl_c_ends_it_quietly(folder, terminal):
    terminal.link()
    terminal.process.send_signal(signal.SIGINT)
    said = terminal.ends()
    assert said.endswith("Ended.\n") and "Traceback" not in said


def test_what_nobody_thought_of_is_no_stack_trace(folder):
    (folder / "webbrowser.py").write_text(f"def open(link): raise LookupError('{TOKEN}')")
    said = run(sys.executable, "get_token.py", folder=folder)
    assert re.search(r"LookupError in line 1 of .*webbrowser\.py\.\n$", said)
    assert TOKEN not in said and "Traceback" not in said


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="needs files that are closed")
def test_a_private_file_that_can_not_be_written_is_a_sentence(practice, folder, terminal):
    address = authorized(practice, terminal.link())
    folder.chmod(0o500)
    said = terminal.ends_after(address)
    folder.chmod(0o700)
    assert "can't be used: Permission denied" in said
    assert_no_secret(practice, folder, said)


def test_a_certificate_of_ones_own_is_no_question_of_being_online(folder, tmp_path):
    certificate = make_certificate(tmp_path / "own.pem")
    with Hostile(lambda asked: [], certificate=certificate).running() as server:
        dotenv.set_key(folder / ".env", "TWITCH_ID_URL", f"https://localhost:{server.port}")
        terminal = Terminal(folder)
        state = re.search(r"state=([\w-]+)", terminal.link())[1]
        said = terminal.ends_after(f"http://localhost/?code=made-up&state={state}")
    assert "The certificate at localhost" in said and "online" not in said


def test_a_file_of_the_readers_that_hides_a_library_is_named(folder):
    (folder / "requests.py").write_text("here = True\n", encoding="utf-8")
    said = Terminal(folder).ends_after("a" * 30)
    assert "There is a file requests.py in this folder" in said and "pip install" not in said
