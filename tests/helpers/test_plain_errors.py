"""What a learner sees of an error, in a real IPython."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import jupyter_client
import pytest

import start
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


MODES = ["Plain", "Context", "Verbose", "Minimal"]
each_mode = pytest.mark.parametrize("mode", MODES)
NOBODY = "http://127.0.0.1:9"  # a port where nothing listens
IN_WORDS = {
    "a lost connection": f"requests.get('{NOBODY}/?token=' + token)",
    "a form that is lost": f"requests.post('{NOBODY}', {{'client_secret': token}}, timeout=1)",
    "Basic that is lost": f"requests.get('{NOBODY}', auth=('id', token), timeout=1)",
    "an address that is none": "requests.get('localhost/' + token)",
    "a header that can't be": "requests.get('http://localhost', headers={'A': token + '\\n'})",
    "a refusal": "reply = requests.Response(); reply.status_code = 401; reply.url = token\n"
    "reply.raise_for_status()",
    "a page that is no JSON": "reply = requests.Response(); reply._content = token.encode()\n"
    "reply.json()",
    "no JSON": "import json\njson.loads('<html>' + token)",
    "a socket": "import socket\nsocket.create_connection(('127.0.0.1', 9))",
    "a lost chat": "import websocket\nwebsocket.create_connection('ws://127.0.0.1:9/' + token)",
    "urllib": f"import urllib3\nurllib3.PoolManager().request('GET', '{NOBODY}/' + token)",
    "our own error": "raise PlainError('A sentence.')",
    "one after another": "try:\n    raise ConnectionError(token)\nexcept OSError:\n"
    "    raise PlainError('A sentence.')",
    "ours from another": "try:\n    {}[token]\nexcept KeyError as error:\n"
    "    raise PlainError('A sentence.') from error",
    "a fault of ours": "from helpers import oauth\noauth.authorize_url(token, 1, 2, 3, 4)",
    "an unexpected answer": "reply = token\nassert not reply",
    "an unknown name": "nobody_knows_me",
    "an unknown name in a function": "def f(value):\n    return nobody_knows_me\nf(token)",
    "our own error, shown once more": "%tb",
}


@each_mode
def test_what_is_not_the_readers_fault_is_a_sentence_in_every_mode(run_cells, mode):
    cells = ["import helpers, requests; from helpers.plain_errors import PlainError"]
    cells += [f"token = {SECRET!r}", f"%xmode {mode}"]
    for what, cell in IN_WORDS.items():
        cells += [f"print({'== ' + what!r})", cell]
    said = run_cells(*cells)
    assert SECRET not in said
    assert "Traceback" not in said and "Error:" not in said
    parts = said.split("== ")[1:]
    assert len(parts) == len(IN_WORDS)
    for part in parts:
        assert len(part.splitlines()) == 2, part
        assert part.splitlines()[1].startswith(MARK)


@each_mode
def test_a_mistake_of_the_readers_own_keeps_its_stack_and_no_values(run_cells, mode):
    said = run_cells(
        "import helpers",
        f"%xmode {mode}",
        f"def f(value):\n    secret = {SECRET[::-1]!r}[::-1]\n    return 1 / 0",
        f"headers = {{'Authorization': {SECRET[::-1]!r}[::-1]}}",
        "f(headers)",
    )
    assert "ZeroDivisionError" in said and MARK not in said
    assert ("return 1 / 0" in said) == (mode != "Minimal")
    assert SECRET not in said


@each_mode
def test_a_mistake_after_a_lost_connection_shows_nothing_of_the_latter(run_cells, mode):
    said = run_cells(
        "import helpers, requests",
        f"%xmode {mode}",
        f"token = {SECRET!r}",
        f"try:\n    requests.get('{NOBODY}/?token=' + token)\n"
        "except requests.RequestException:\n    1 / 0",
    )
    assert "ZeroDivisionError" in said and f"{MARK} The connection was lost" in said
    assert SECRET not in said.replace(f"token = {SECRET!r}", "") and "Max retries" not in said


def test_a_variable_used_too_early_is_no_unknown_name(run_cells):
    said = run_cells("import helpers", "def f():\n    a = a\nf()")
    assert "UnboundLocalError" in said and "isn't known yet" not in said


@pytest.mark.skipif(sys.version_info < (3, 11), reason="groups of errors came with Python 3.11")
def test_a_group_of_errors_is_a_sentence_too(run_cells):
    said = run_cells(
        "import helpers",
        f"raise ExceptionGroup('two', [ConnectionError({SECRET!r}), ValueError({SECRET!r})])",
        "raise ExceptionGroup('two', [ValueError('mine')])",
    )
    assert said.startswith(f"{MARK} The connection was lost")
    assert SECRET not in said and "mine" in said


def test_a_failure_in_a_thread_or_a_task_is_a_sentence(run_cells):
    said = run_cells(
        "import helpers, asyncio, gc, threading",
        f"def lose(): raise ConnectionError({SECRET!r})",
        "thread = threading.Thread(target=lose); thread.start(); thread.join()",
        "async def later(): lose()",
        "async def main():\n    task = asyncio.create_task(later()); await asyncio.sleep(0.1)\n"
        "    del task; gc.collect()",
        "asyncio.run(main())",
        "async def twice(): await asyncio.gather(later(), later())",
        "asyncio.run(twice())",
        "thread = threading.Thread(target=lambda: 1 / 0); thread.start(); thread.join()",
    )
    assert said.count(f"{MARK} The connection was lost") == 3
    assert SECRET not in said and said.count("Traceback") == 1 and "ZeroDivisionError" in said


@pytest.fixture
def kernel(tmp_path, monkeypatch):
    """A kernel as `start.py` sets it up. Gives all messages that a cell brings."""
    settings = tmp_path / "ipython" / "profile_default" / "ipython_kernel_config.json"
    settings.parent.mkdir(parents=True)
    settings.write_text(json.dumps(start.KERNEL_SETTINGS))
    monkeypatch.setenv("IPYTHONDIR", str(tmp_path / "ipython"))
    monkeypatch.setenv("PYDEVD_DISABLE_FILE_VALIDATION", "1")
    manager, client = jupyter_client.manager.start_new_kernel(cwd=str(tmp_path))

    def run(cell: str) -> list[dict]:
        came: list[dict] = []
        reply = client.execute_interactive(cell, output_hook=came.append, timeout=60)
        return [message["content"] for message in [*came, reply]]

    yield run
    client.stop_channels()
    manager.shutdown_kernel(now=True)
    manager.cleanup_resources()


def test_before_the_first_cell_errors_are_in_words_already(kernel):
    told = [content for content in kernel("twitch") if "evalue" in content]
    assert len(told) == 2  # the output, and the reply
    for content in told:
        assert content["ename"] == "NameError"
        assert content["evalue"].startswith("`twitch` isn't known yet. Run the cells above")
        assert content["traceback"] == [f"{MARK} {content['evalue']}"]


def test_no_message_of_a_kernel_carries_what_a_sentence_hides(kernel):
    for cell in (
        f"import requests; requests.get('{NOBODY}/?token=' + {SECRET[::-1]!r}[::-1])",
        f"raise ConnectionError({SECRET[::-1]!r}[::-1])",
        "%xmode Verbose",
        f"import requests; requests.get('{NOBODY}', auth=('id', {SECRET[::-1]!r}[::-1]))",
        "1 / 0",
        "import websocket; websocket.create_connection('ws://127.0.0.1:9/')",
    ):
        assert SECRET not in str(kernel(cell))


def test_no_message_of_a_kernel_carries_a_secret_that_is_kept(kernel):
    kernel(
        "from helpers import plain_errors\n"
        f"plain_errors.hiders.append(lambda text: text.replace({SECRET!r}, '[hidden]'))"
    )
    told = kernel(f"raise ValueError({SECRET[::-1]!r}[::-1])")
    assert "[hidden]" in str(told)
    assert SECRET not in str(told)


def test_outside_a_notebook_nothing_changes():
    done = subprocess.run(
        [sys.executable, "-c", "import helpers; twitch"],
        cwd=PROJECT,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert "NameError: name 'twitch' is not defined" in done.stderr
