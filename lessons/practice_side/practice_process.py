"""Start Practice Twitch beside this kernel, when a notebook first needs it."""

from __future__ import annotations

import atexit
import os
import queue
import subprocess
import sys
import tempfile
import threading
from typing import IO

from helpers import oauth, private_folder, sending, service
from helpers.plain_errors import PlainError

START_WITHIN = 30  # seconds
PROXIES = ("http_proxy", "HTTP_PROXY", "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY")
LOOPBACK = ("localhost", "127.0.0.1")

_running: tuple[subprocess.Popen[str], str] | None = None


def address() -> str:
    """The base address of Practice Twitch, such as `http://localhost:8017`.

    PRACTICE_URL names one that runs already. Otherwise the first call starts one, and later
    calls start it again only if it has ended. It ends with this kernel, however the kernel
    ends: its standard input is a pipe that only the kernel holds open.

    Raises PlainError when Practice Twitch doesn't start within 30 seconds.
    """
    global _running
    _go_past_the_proxy()
    if elsewhere := private_folder.variable("PRACTICE_URL"):
        return service.base(elsewhere)
    if _running and _running[0].poll() is not None:
        _end(_running[0])
        _running = None
    if _running is None:
        _running = _start()
    return _running[1]


def not_at(twitch: service.Service) -> str:
    """A sentence when PRACTICE_URL names a place at which no Practice Twitch answers; else ""."""
    if not twitch.is_practice or not private_folder.variable("PRACTICE_URL"):
        return ""
    try:
        told = sending.json_body(oauth.openid_configuration(twitch))
    except PlainError:
        told = None
    if isinstance(told, dict) and "token_endpoint" in told:
        return ""
    return (
        f"PRACTICE_URL is {twitch.id_url}, and no Practice Twitch answers there. Start it there "
        "(python -m practice), or remove the variable: then it starts by itself. Then restart the "
        "kernel."
    )


def _go_past_the_proxy() -> None:
    """Reach this computer itself, also by cells, where a company's proxy is set for this kernel."""
    if not any(os.environ.get(name) for name in PROXIES):
        return  # without one in the environment, NO_PROXY would switch off the system's own
    known = os.environ.get("no_proxy") or os.environ.get("NO_PROXY") or ""
    names = [name.strip() for name in known.split(",") if name.strip()]
    for host in LOOPBACK:
        if host not in names:
            names.append(host)
    os.environ["no_proxy"] = os.environ["NO_PROXY"] = ",".join(names)


def _start() -> tuple[subprocess.Popen[str], str]:
    command = [sys.executable, "-m", "practice", "--until-stdin-closes"]
    said = tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace")  # noqa: SIM115
    process = subprocess.Popen(
        [*command, "--data", str(private_folder.folder())],
        cwd=private_folder.PROJECT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        # Not a pipe: nobody would empty it, and a full one would stop the server.
        stderr=said,
        text=True,
        encoding="utf-8",
        # Interrupting a cell signals the kernel's whole group; practice must outlive that.
        start_new_session=True,
        creationflags=getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0),
    )
    first_line: queue.Queue[str] = queue.Queue()
    threading.Thread(
        target=lambda: first_line.put(process.stdout.readline() if process.stdout else ""),
        daemon=True,
    ).start()
    try:
        line = first_line.get(timeout=START_WITHIN)
    except queue.Empty:
        process.kill()
        line = ""
    if " is at http://" not in line:
        raise PlainError(
            "Practice Twitch did not start. Restart the kernel and run this cell again. "
            f"What it said: {_last_words(process, said)}"
        )
    said.close()
    atexit.register(_end, process)
    return process, line.rsplit(maxsplit=1)[-1]


def _last_words(process: subprocess.Popen[str], said: IO[str]) -> str:
    _end(process)
    with said:
        said.seek(0)
        lines = said.read().strip().splitlines()
    return lines[-1] if lines else "nothing."


def _end(process: subprocess.Popen[str]) -> None:
    if process.stdin:
        process.stdin.close()
    try:
        process.wait(timeout=5)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait(timeout=5)
    if process.stdout:
        process.stdout.close()
