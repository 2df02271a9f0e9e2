"""The process: how it starts, ends, and shares its folder."""

from __future__ import annotations

import os
import re
import socket
import stat
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import requests

ROOT = Path(__file__).resolve().parents[3]


def run(*options, **more):
    return subprocess.run(
        [sys.executable, "-m", "practice", *options],
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=20,
        **more,
    )


def test_one_line_says_where_it_is(start_server, tmp_path):
    running = start_server(tmp_path)
    assert re.fullmatch(r"Practice Twitch is at http://localhost:\d+\n", running.first_line)


def test_it_ends_when_its_input_closes(start_server, tmp_path):
    assert start_server(tmp_path).end() == 0


def test_it_prints_nothing_about_requests(start_server, tmp_path):
    running = start_server(tmp_path)
    running.get("/nothing?code=abc")
    running.post("/oauth2/token", data=b"\xff=\xfe", headers={"Content-Length": "3"})
    running.process.stdin.close()
    running.process.wait(20)
    assert running.process.stdout.read() + running.process.stderr.read() == ""


def test_a_taken_port_is_one_sentence(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = str(other.getsockname()[1])
        ended = run("--data", str(tmp_path), "--port", port)
    assert ended.returncode == 1
    assert ended.stderr.count("\n") == 1
    assert f"Port {port} is taken" in ended.stderr
    assert ended.stdout == ""


# The usual port is replaced by one that this test holds: somebody else may use the real one.
WITH_ANOTHER_USUAL_PORT = """
import sys
from practice.web import server
server.USUAL_PORT = int(sys.argv.pop(1))
from practice.__main__ import main
sys.exit(main())
"""


def test_when_the_usual_port_is_taken_it_finds_a_free_one(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as holder:
        port = str(holder.getsockname()[1])
        ended = subprocess.run(
            [sys.executable, "-c", WITH_ANOTHER_USUAL_PORT, port]
            + ["--data", str(tmp_path), "--until-stdin-closes"],
            cwd=ROOT,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=60,
        )
    assert ended.stdout.startswith("Practice Twitch is at http://localhost:")
    assert not ended.stdout.endswith(f":{port}\n")


def test_it_listens_on_this_computer_only(start_server, tmp_path):
    if not Path("/proc/net/tcp").exists():
        pytest.skip("this system has no /proc/net to look at")
    running = start_server(tmp_path)
    port = int(running.base.rsplit(":", 1)[1])
    listening = set()
    for table in ("tcp", "tcp6"):
        path = Path(f"/proc/net/{table}")
        for line in path.read_text().splitlines()[1:] if path.exists() else []:
            address, state = line.split()[1], line.split()[3]
            if state == "0A" and int(address.rsplit(":", 1)[1], 16) == port:
                listening.add(address.rsplit(":", 1)[0])
    assert "0100007F" in listening
    assert listening <= {"0100007F", "00000000000000000000000001000000"}


def test_a_folder_that_cannot_be_used_is_one_sentence(tmp_path):
    (tmp_path / "file").write_text("not a folder")
    ended = run("--data", str(tmp_path / "file"), "--port", "0")
    assert ended.returncode == 1
    assert ended.stderr.count("\n") == 1
    assert "--data" in ended.stderr


def test_a_broken_file_is_one_sentence(tmp_path):
    (tmp_path / "practice.sqlite3").write_text("this is not a database " * 100)
    ended = run("--data", str(tmp_path), "--port", "0")
    assert ended.returncode == 1
    assert ended.stderr.count("\n") == 1
    assert "is damaged (file is not a database). Move it away or delete it" in ended.stderr


def test_a_wrong_option_is_explained(tmp_path):
    ended = run("--data", str(tmp_path), "--token-life", "soon")
    assert ended.returncode == 2
    assert "--token-life: seconds are a number from 1 to 1000000000" in ended.stderr
    ended = run("--data", str(tmp_path), "--port", "99999")
    assert "--port: a port is a number from 0 to 65535" in ended.stderr


def test_nobody_else_may_read_the_files(server):
    if os.name == "nt":
        pytest.skip("Windows has no file modes")
    files = list(server.folder.iterdir())
    assert {"practice.sqlite3", "fingerprint.key"} <= {file.name for file in files}
    assert {stat.S_IMODE(file.stat().st_mode) for file in files} == {0o600}


def test_nobody_else_may_open_a_new_folder(start_server, tmp_path):
    if os.name == "nt":
        pytest.skip("Windows has no file modes")
    umask = os.umask(0o022)
    try:
        server = start_server(tmp_path / "new")
    finally:
        os.umask(umask)
    assert stat.S_IMODE(server.folder.stat().st_mode) == 0o700


def test_everything_survives_a_kill(start_server, tmp_path):
    first = start_server(tmp_path)
    owner = first.person("river_otter")
    made = owner.register()
    owner.new_secret(made)
    token = first.exchange(made.exchange_form(owner.get_code(made))).json()["access_token"]
    code = owner.get_code(made)
    first.kill()

    second = start_server(tmp_path)
    assert second.validate(token).json()["login"] == "river_otter"
    assert second.exchange(made.exchange_form(code)).status_code == 200
    owner = second.person("river_otter")
    assert made.name in owner.open("/console/apps").text


def test_two_processes_are_one_practice_twitch(start_server, tmp_path):
    """Also when both start at the same moment in an empty folder."""
    with ThreadPoolExecutor() as pool:
        one, other = pool.map(start_server, [tmp_path, tmp_path])
        owner = one.person("river_otter")
        made = owner.register()
        owner.new_secret(made)
        owner = other.person("river_otter")
        assert made.name in owner.open("/console/apps").text
        for _ in range(5):
            form = made.exchange_form(owner.get_code(made))
            replies = pool.map(type(one).exchange, [one, other] * 3, [form] * 6)
            assert sorted(reply.status_code for reply in replies) == [200] + [400] * 5
    assert one.books() == other.books()
    ids = [event["id"] for event in one.books()["events"]]
    assert ids == sorted(set(ids))


def test_tls_is_closed_at_once(server):
    """Practice is http: whoever writes https must not wait."""
    began = time.monotonic()
    with pytest.raises(requests.exceptions.ConnectionError):
        requests.get(server.base.replace("http://", "https://"), timeout=20)
    assert time.monotonic() - began < 10
    assert server.get("/").status_code == 200


def test_a_connection_that_says_something_bit_by_bit_is_served(server):
    host, port = server.base.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port)), timeout=10) as line:
        for piece in (b"G", b"ET / HTTP/1.1\r\n", b"Host: localhost\r\n\r\n"):
            line.sendall(piece)
            time.sleep(0.05)
        assert line.recv(100).startswith(b"HTTP/1.1 200")


@pytest.mark.parametrize("given", ["relative", "~nobody-has-this-name/x"])
def test_a_home_that_is_no_whole_path_is_one_sentence(tmp_path, given):
    done = subprocess.run(
        [sys.executable, "-m", "practice"],
        cwd=ROOT,
        env=os.environ | {"TUTORIAL_HOME": given},
        capture_output=True,
        text=True,
        timeout=30,
    )
    assert done.returncode == 1
    assert "TUTORIAL_HOME" in done.stderr and len(done.stderr.splitlines()) == 1
    assert not (ROOT / given).exists()
