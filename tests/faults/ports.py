"""The port that practice wants is taken, by something that may say anything or nothing."""

from __future__ import annotations

import contextlib
import itertools
import re
import socket
import time
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path

from hostile import Hostile
from outcome import CannotInject, Outcome, attempt, is_a_sentence
from practice_process import at, begin, end, first_line, start
from wire import FULL, OK

from helpers import credentials, oauth

WITHIN = 20  # seconds to start: two are for the question to who has the port
PROOF = "a" * 64
HOLDERS: dict[str, tuple[Callable[[bytes], Iterable[bytes]], float]] = {
    "says nothing": (lambda asked: itertools.repeat(b""), 1),
    "hangs up": (lambda asked: [], 0),
    "says a byte a second": (lambda asked: itertools.repeat(b"H"), 1),
    "never ends": (lambda asked: itertools.chain([OK + b"\r\n"], itertools.repeat(FULL)), 0),
    "is a web server": (lambda asked: [OK + b"\r\n<h1>It works!</h1>"], 0),
    "repeats the question": (lambda asked: [OK + b"\r\n" + asked], 0),
    "shows a wrong proof": (lambda asked: [OK + b"\r\n" + PROOF.encode()], 0),
    "is no web server": (lambda asked: [b"220 mail ESMTP\r\n"], 0),
}


def outcomes(folder: Path) -> Iterator[Outcome]:
    for name, (pieces, pause) in HOLDERS.items():
        place = folder / name
        place.mkdir()
        check = partial(_elsewhere, place, Hostile(pieces, pause=pause))
        yield attempt("ports", f"the usual port, by what {name}", check)
        check = partial(_asked_for, place, Hostile(pieces, pause=pause))
        yield attempt("ports", f"the port that was asked for, by what {name}", check)
    for host in ("127.0.0.1", "::1"):
        place = folder / host.replace(":", "-")
        place.mkdir()
        yield attempt("ports", f"only on {host}", partial(_on_one_address, place, host))


def _starts_elsewhere(folder: Path, port: int) -> None:
    """Practice is at another port in time, and works there."""
    began = time.monotonic()
    process = start(folder, first=f"from practice.web import server; server.USUAL_PORT = {port}")
    try:
        line = first_line(process)
        assert time.monotonic() - began < WITHIN
        assert re.search(r" is at http://localhost:\d+$", line.strip()), "it did not start"
        twitch = at(line)
        assert not twitch.id_url.endswith(f":{port}"), "it took the other for its sibling"
        assert oauth.validate(twitch, begin(twitch)).ok
        assert oauth.validate(twitch, credentials.kept(twitch).access_token).ok
    finally:
        said = end(process)
    assert said == ""


def _elsewhere(folder: Path, holder: Hostile) -> None:
    with holder.running():
        _starts_elsewhere(folder, holder.port)


def _asked_for(folder: Path, holder: Hostile) -> None:
    with holder.running():
        process = start(folder, "--port", str(holder.port))
        said = end(process)
    assert process.returncode == 1 and said.count("\n") == 1
    is_a_sentence(said)
    assert str(holder.port) in said


def _on_one_address(folder: Path, host: str) -> None:
    """Browsers may take "localhost" for either."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with contextlib.ExitStack() as around:
        try:
            held = around.enter_context(socket.create_server((host, 0), family=family))
        except OSError:
            raise CannotInject("no IPv6 here") from None
        _starts_elsewhere(folder, held.getsockname()[1])
