"""The clock is set forward and back while practice and the kernel work."""

from __future__ import annotations

import itertools
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import jwt
import pytest
import requests
from cryptography.hazmat.primitives.asymmetric import rsa
from hostile import Hostile
from jwt.algorithms import RSAAlgorithm
from outcome import Outcome, attempt, is_a_sentence
from practice_disks import STEPS, is_known
from practice_process import begin, running

from helpers import credentials, id_token, oauth, sending
from helpers.plain_errors import PlainError
from helpers.service import Service, all_at

DAY = 24 * 3600
SHIFTS = {
    "an hour back": -3600,
    "a day back": -DAY,
    "to 1970": 1 - int(time.time()),
    "an hour forward": 3600,
    "a day forward": DAY,
    "a year forward": 365 * DAY,
    "past 2038": 20 * 365 * DAY,
    "past 2106": 100 * 365 * DAY,
}
# The clock of a practice that runs follows what is in a file.
FOLLOWS = """
import time
from pathlib import Path
time.time = lambda real=time.time, path=Path({path!r}): real() + int(path.read_text() or 0)
"""
PAGES = ("/", "/console/apps", "/settings/connections", "/behind-the-curtain")
LIMIT = 0.3  # seconds, in place of 10


def outcomes(folder: Path) -> Iterator[Outcome]:
    shift = folder / "shift"
    shift.write_text("0")
    (folder / "practice").mkdir()
    with running(folder / "practice", first=FOLLOWS.format(path=str(shift))) as (_, twitch):
        begin(twitch)
        for (name, seconds), step in itertools.product(SHIFTS.items(), STEPS):
            check = partial(_practice_survives, twitch, shift, seconds, step)
            yield attempt("clock: practice", f"{step}: {name}", check)
        for (name, seconds), page in itertools.product(SHIFTS.items(), PAGES):
            check = partial(_page_is_shown, twitch, shift, seconds, page)
            yield attempt("clock: practice", f"{page}: {name}", check)
    for (name, seconds), (what, kernel) in itertools.product(SHIFTS.items(), KERNEL.items()):
        yield attempt("clock: kernel", f"{what}: {name}", partial(kernel, seconds))


def _set(shift: Path, seconds: int) -> None:
    new = shift.with_name("new")
    new.write_text(str(seconds))
    new.replace(shift)


def _practice_survives(twitch: Service, shift: Path, seconds: int, step: str) -> None:
    """The clock jumps between two requests, and later back."""
    do = STEPS[step](twitch)
    _set(shift, seconds)
    try:
        try:
            reply = do()
        except PlainError as problem:
            is_a_sentence(str(problem).removesuffix('"}'))
        else:
            assert reply.ok or reply.status_code in (400, 401)
            assert sending.message(reply)
            if reply.ok:
                is_known(twitch, reply)
        is_known(twitch, STEPS[step](twitch)())
        old = credentials.kept(twitch).access_token
        assert oauth.validate(twitch, old).status_code in (200, 401)  # it may have expired
    finally:
        _set(shift, 0)
    assert oauth.validate(twitch, old).ok, "an old token is lost"
    is_known(twitch, STEPS[step](twitch)())


def _page_is_shown(twitch: Service, shift: Path, seconds: int, page: str) -> None:
    _set(shift, seconds)
    try:
        reply = requests.get(f"{twitch.id_url}{page}", timeout=10)
    finally:
        _set(shift, 0)
    assert reply.status_code == 200
    assert "mistake of its own" not in reply.text


def _deadline(seconds: int) -> None:
    """The wait for an answer neither ends at once nor goes on."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sending, "TIMEOUT", LIMIT)
        with Hostile(lambda asked: [b"H"] * 200, pause=0.02).running() as server:
            here = Service(
                "practice", **all_at(f"http://127.0.0.1:{server.port}"), private_file="x"
            )
            began, real = time.monotonic(), time.time
            patch.setattr(time, "time", lambda: real() + seconds * (time.monotonic() > began + 0.1))
            with pytest.raises(PlainError, match="did not answer within"):
                oauth.openid_keys(here)
            assert LIMIT * 0.9 < time.monotonic() - began < 5


def _age_of_a_code(seconds: int) -> None:
    twitch = Service("practice", **all_at("http://127.0.0.1:9"), private_file="clock.env")
    credentials.keep_code(twitch, "code")
    with pytest.MonkeyPatch.context() as patch:
        real = time.time
        patch.setattr(time, "time", lambda: real() + seconds)
        assert abs(credentials.kept(twitch).code_age - seconds) < 5
        credentials.keep_code(twitch, "newer")
        assert -1 <= credentials.kept(twitch).code_age < 5
    assert credentials.kept(twitch).code == "newer"


KEY = rsa.generate_private_key(65537, 2048)
PUBLIC = {**RSAAlgorithm.to_jwk(KEY.public_key(), as_dict=True), "kid": "1"}


def _id_token(seconds: int) -> None:
    """Of a provider whose clock is another: believed, or refused with a sentence on time."""
    now = int(time.time()) + seconds
    claims = {"iss": "i", "aud": "a", "sub": "1", "nonce": "n", "iat": now, "exp": now + 900}
    note = jwt.encode(claims, KEY, "RS256", {"kid": "1"})
    with pytest.raises(PlainError, match="has expired|in the future") as raised:
        id_token.verify(note, PUBLIC, "i", "a", "n")
    is_a_sentence(str(raised.value))


KERNEL: dict[str, Callable[[int], None]] = {
    "deadline": _deadline,
    "age of a code": _age_of_a_code,
    "id_token": _id_token,
}
