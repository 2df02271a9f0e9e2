"""Every function that sends, against every answer: it ends in time, says so, and loses nothing."""

from __future__ import annotations

import itertools
import socket
import time
import traceback
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import jwt
import pytest
import requests
from hostile import Hostile
from outcome import Outcome, attempt, is_a_sentence, no_secret_in
from senders import AND_KEEP, KEPT, ONE_REQUEST, SECRETS, Sender
from wire import Answer, answers

from helpers import credentials, id_token, oauth, plain_errors, private_folder, sending
from helpers.plain_errors import PlainError
from helpers.service import Service, all_at

LIMIT = 0.2  # seconds, in place of 10, where it is waited for
PATIENCE = 9  # seconds, below the limit itself; a machine may be busy
BUFFERS = 40_000_000  # bytes; what the system takes from a server that nobody reads
NOTE = jwt.encode({"sub": "1"}, "k" * 32, headers={"kid": "1"})
READERS = {
    "read_token": oauth.read_token,
    "read_device_codes": oauth.read_device_codes,
    "read_id_token": id_token.read_id_token,
    "key_for": lambda reply: id_token.key_for(NOTE, reply),
}


def outcomes(folder: Path) -> Iterator[Outcome]:
    senders = ONE_REQUEST | AND_KEEP
    for answer, name in itertools.product(answers(), senders):
        check = partial(_answered, answer, senders[name])
        yield attempt(answer.kind, f"{name}: {answer.name}", check)
    for name, sender in senders.items():
        yield attempt("no connection", f"{name}: refused", partial(_refused, sender))


def _answered(answer: Answer, send: Sender) -> None:
    asked = 0

    def pieces(request: bytes) -> Any:
        nonlocal asked
        asked += 1
        return answer.pieces(request)

    with Hostile(pieces, pause=answer.pause, resets=answer.resets).running() as server:
        with pytest.MonkeyPatch.context() as patch:
            if answer.pause:
                patch.setattr(sending, "TIMEOUT", LIMIT)
            _survives(server.port, send, answer.status)
    assert asked <= 1, f"{asked} requests were sent; a code or a refresh token works once"
    assert asked == 1 or answer.pause, "no request was sent"
    assert server.sent < BUFFERS, "far more was read than the limit"


def _refused(send: Sender) -> None:
    with socket.socket() as held:  # bound, so nobody else gets the port; nobody listens
        held.bind(("127.0.0.1", 0))
        _survives(held.getsockname()[1], send, None)


def _survives(port: int, send: Sender, status: int | None) -> None:
    twitch = Service("practice", **all_at(f"http://127.0.0.1:{port}"), private_file="practice.env")
    path = private_folder.folder() / twitch.private_file
    if credentials.kept(twitch).access_token != KEPT["access_token"]:
        credentials.keep(twitch, **KEPT)
    before = path.read_bytes()
    began = time.monotonic()
    refused, reply = None, None
    try:
        reply = send(twitch)
    except PlainError as problem:
        refused = problem
        _says_no_secret(problem)
    assert time.monotonic() - began < PATIENCE, "the wait did not end in time"
    assert path.read_bytes() == before, "what was kept is no longer as it was"
    assert not list(path.parent.glob(".tmp_*")), "a temporary file was left"
    if status is None:
        assert refused, "no sentence came"
    elif isinstance(reply, requests.Response):
        assert reply.status_code == status
        _is_read_as_nothing(reply)
    else:
        assert send in AND_KEEP.values(), "an answer was not handed on"
        assert refused or reply is False, "what is no token was taken for one"


def _is_read_as_nothing(reply: requests.Response) -> None:
    said = sending.message(reply)
    assert said, "no words for the answer"
    no_secret_in(said + repr(reply), SECRETS)
    for name, read in READERS.items():
        try:
            read(reply)
        except PlainError as problem:
            _says_no_secret(problem)
        else:
            raise AssertionError(f"{name} took it for what it isn't")


def _says_no_secret(problem: PlainError) -> None:
    is_a_sentence(str(problem))
    shown = "".join(traceback.format_exception(problem, chain=True))
    no_secret_in(plain_errors.as_text(problem) + repr(problem) + shown, SECRETS)
    assert "During handling" not in shown, "the error behind it would be shown as well"
