"""Attacks with a code: used twice, put into another session, robbed of its challenge."""

from __future__ import annotations

import hashlib
import secrets
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from lessons.lab import variants
from lessons.lab.browser import fields
from lessons.lab.experiment import Experiment, Happened, Try, lets_all_through, refused
from lessons.lab.guards import Guards, s256
from lessons.lab.record import Record
from lessons.lab.world import World

SOME_TIME = 0.5  # seconds

# Code replay: the code that Otter used is still in the browser's history.


def _right_away(world: World) -> Happened:
    return _magpie_reads_the_history(world, people_between=0)


def _some_time_later(world: World) -> Happened:
    return _magpie_reads_the_history(world, people_between=0, pause=SOME_TIME)


def _after_others(world: World) -> Happened:
    return _magpie_reads_the_history(world, people_between=2)


def _magpie_reads_the_history(world: World, people_between: int, pause: float = 0) -> Happened:
    world.otter.open(f"{world.diary.address}/login")
    code = fields(world.otter.history[-1]).get("code", "")
    for number in range(people_between):
        world.person(f"Guest{number}").open(f"{world.diary.address}/login")
    time.sleep(pause)
    token = world.exchange("Magpie", code)
    name = world.let_in_as("Magpie", token["access_token"]) if token else ""
    when = f", after {people_between} other people had logged in" if people_between else ""
    return Happened(
        name == "Otter",
        f"Magpie found Otter's code in the history and exchanged it a second time{when}. "
        "It brought another token, and Magpie got in as Otter.",
    )


def _two_at_once(world: World) -> Happened:
    """Magpie's exchange arrives while Harbor is still busy with another one of the same code."""
    back = f"{world.diary.address}/?"
    code = world.otter.open(f"{world.diary.address}/login", until=back)["code"]
    check: Any = world.guards.code_replay  # the reader's, called by a Caller
    with check.two_at_once(), ThreadPoolExecutor(2) as pool:
        first, second = pool.map(partial(world.exchange, code=code), ("diary", "Magpie"))
    token = second.get("access_token", "")
    return Happened(
        bool(first) and world.let_in_as("Magpie", token) == "Otter",
        "Two exchanges of one code came at the same moment, and both brought a token.",
    )


def _codes_one_after_another(record: Record, _: Path) -> Iterator[Try]:
    """Each code is good once: so much for honest use. Then it comes again, more than once."""
    for number in (0, 1, 2, 3, 5, 8, 12, 16, 20, 32, 50, 100, 1100):
        used: set[str] = set()
        codes = [record.new_id() for _ in range(number + 1)]
        calls = [(code, used) for code in (*codes, codes[0], codes[0], codes[-1], codes[0])]
        replay = partial(_magpie_reads_the_history, people_between=min(number, 100))
        what = f"a used code, after {number} others"
        yield Try(what, tuple(calls), lambda came: not any(came[-4:]), replay)
        fresh = "A fresh code was refused, so somebody could not log in."
        yield Try(fresh, tuple((code + "1", used) for code in codes[:60]), all)
    later = record.new_id()
    calls = [(later, used := set()), (later, used)]
    what = "a used code, some time later"
    yield Try(what, tuple(calls), lambda came: not came[1], _some_time_later, SOME_TIME)
    used, code = set(), record.new_id()
    alike = [change(code) for change in variants.one_changed(len(code))]
    what = "A fresh code was refused since it is almost like a used one."
    yield Try(what, tuple((one, used) for one in (code, *alike)), all)
    what = "Two fresh codes came at the same moment, and one of them was refused."
    yield Try(what, ((record.new_id(), used), (record.new_id(), used)), all, at_once=True)


def _three_log_in(world: World) -> Happened:
    world.harbor.codes_begin = "code-"
    for browser in (world.otter, world.magpie, world.otter):
        page = browser.open(f"{world.diary.address}/login")
        if "user" not in page:
            return Happened(False, "Somebody could not log in with a fresh code.")
    return Happened(True, "")


CODE_REPLAY = Experiment(
    title="Code replay",
    source="RFC 9700, section 4.3.1; RFC 6749, section 4.1.2",
    guard="code_replay",
    careless=lets_all_through,
    attacks=(_right_away, _after_others, _two_at_once),
    honest=(_three_log_in,),
    tries=_codes_one_after_another,
    leaves=(
        "the first one to exchange a code gets the token. Diary is public here and uses no PKCE, "
        "against 2.1.1; with PKCE Magpie could not exchange it at all."
    ),
    make=partial(World, public=True, pkce=False),
)

# Code injection: Magpie can't exchange a stolen code, but Diary can, and does it for Magpie.


def _stolen_code_in_magpies_session(world: World) -> Happened:
    login, back = f"{world.diary.address}/login", f"{world.diary.address}/?"
    stolen = world.otter.open(login, until=back)
    answer = world.magpie.open(login, until=back)
    world.magpie.open(back + urlencode(answer | {"code": stolen["code"]}))
    return Happened(
        world.user_seen_by(world.magpie) == "Otter",
        "Magpie put Otter's stolen code into the answer to Magpie's own login. Diary exchanged it, "
        "with its secret, and takes Magpie for Otter.",
    )


Pair = tuple[str | None, str | None]


def _verifier_fits(world: World, make: Callable[[str], Pair], what: str) -> Happened:
    challenge, verifier = make(world.record.new_secret(64))
    asks, brings = {}, {}
    if challenge is not None:
        asks["code_challenge"] = _hidden(world.record, challenge)
        asks["code_challenge_method"] = "S256"
    if verifier is not None:
        brings["code_verifier"] = _hidden(world.record, verifier)
    answer = world.otter.open(world.link(world.app, **asks), until=f"{world.diary.address}/?")
    token = world.exchange("Magpie", answer["code"], **brings)
    return Happened(bool(token), f"Harbor gave a token for {what}.")


def _hidden(record: Record, value: str) -> str:
    """The value, never shown; but a mask in place of each “a” would hide everything."""
    return record.hide(value) if len(value) > 8 else value


def _almost_a_pair(record: Record, __: Path) -> Iterator[Try]:
    """Verifiers and challenges that do not fit; both are texts."""
    for _ in range(3):
        fits = record.new_secret(64)
        yield Try("Otter could not log in to Diary.", ((s256(fits), fits),), all)
    for first in "-_":
        fits = record.hide(next(v for v in iter(_a_verifier, "") if s256(v)[0] == first))
        yield Try(f"A challenge that begins with {first} was refused.", ((s256(fits), fits),), all)
    long = "-._~" + record.new_secret(124)
    yield Try("A verifier with - . _ ~ in it was refused.", ((s256(long), long),), all)
    makes: dict[str, Callable[[str], Pair]] = {
        "the challenge in place of the verifier": lambda v: (s256(v), s256(v)),
        "a challenge that is the verifier itself": lambda v: (v, v),
        "a challenge that is the verifier, for its own hash": lambda v: (v, s256(v)),
        "an empty verifier": lambda v: (s256(v), ""),
        "an empty challenge": lambda v: ("", v),
        "the challenge twice hashed": lambda v: (s256(s256(v)), v),
        "the hash in hexadecimal": lambda v: (hashlib.sha256(v.encode()).hexdigest(), v),
        "a challenge with + for -": partial(_with_old_letter, new="-", old="+"),
        "a challenge with / for _": partial(_with_old_letter, new="_", old="/"),
        "another's verifier": lambda v: (s256(v), record.new_secret(64)),
    }
    for what, change in variants.texts(43):
        makes[f"a challenge {what}"] = partial(_other_challenge, change)
    for what, change in variants.texts(64):
        makes[f"a verifier {what}"] = partial(_other_verifier, change)
    for what, make in makes.items():
        yield _not_a_pair(record, what, make)


def _a_verifier() -> str:
    return secrets.token_urlsafe(48)


def _with_old_letter(verifier: str, new: str, old: str) -> Pair:
    """A letter of base64 in place of base64url's; the verifier is turned until there is one."""
    while new not in s256(verifier):
        verifier = verifier[1:] + verifier[0]
    return s256(verifier).replace(new, old), verifier


def _other_challenge(change: Callable[[str], str], verifier: str) -> Pair:
    return change(s256(verifier)), verifier


def _other_verifier(change: Callable[[str], str], verifier: str) -> Pair:
    return s256(verifier), change(verifier)


def _not_a_pair(record: Record, what: str, make: Callable[[str], Pair]) -> Try:
    replay = partial(_verifier_fits, make=make, what=what)
    return Try(what, (make(record.new_secret(64)),), refused, replay)


def _one_of_a_pair(record: Record, place: Path) -> Iterator[Try]:
    yield from _almost_a_pair(record, place)
    yield Try("An older program, which sends neither, got no token.", ((None, None),), all)
    makes: dict[str, Callable[[str], Pair]] = {
        "a verifier without a challenge": lambda v: (None, v),
        "a challenge without a verifier": lambda v: (s256(v), None),
        "the challenge as the verifier, without a challenge": lambda v: (None, s256(v)),
        "the challenge of an empty verifier, without a verifier": lambda v: (s256(""), None),
        "the challenge of the word None, without a verifier": lambda v: (s256("None"), None),
        "the challenge of the word null, without a verifier": lambda v: (s256("null"), None),
        "the word None for a challenge, without a verifier": lambda v: ("None", None),
        "the word None for a verifier, without a challenge": lambda v: (None, "None"),
        "an x for a verifier, without a challenge": lambda v: (None, "x"),
    }
    for what, make in makes.items():
        yield _not_a_pair(record, what, make)


def _log_in(world: World) -> Happened:
    page = world.otter.open(f"{world.diary.address}/login")
    return Happened(page.get("user") == "Otter", "Otter could not log in to Diary.")


CODE_INJECTION = Experiment(
    title="Code injection",
    source="RFC 9700, section 4.5",
    guard="pkce",
    careless=lets_all_through,
    attacks=(_stolen_code_in_magpies_session,),
    honest=(_log_in,),
    tries=_almost_a_pair,
    leaves=(
        "it guards codes, not tokens, and nothing at all where the server ignores it. Twitch "
        "does: ask it for openid, send a nonce, and use no token until the id_token's nonce fits "
        "(4.5.3.2)."
    ),
)

# PKCE downgrade: a client that leaves the challenge out is never asked for the verifier.


def only_if_there_was_a_challenge(challenge: str | None, verifier: str | None) -> bool:
    """Without a challenge nothing is checked, against RFC 9700, section 4.8.2."""
    if challenge is None:
        return True
    return verifier is not None and s256(verifier) == challenge


def _without_state(guards: Guards) -> World:
    """Diary relies on PKCE alone, as RFC 9700, section 2.1 allows."""
    return World(replace(guards, login_csrf=lets_all_through))


def _challenge_left_out(world: World) -> Happened:
    back = f"{world.diary.address}/?"
    world.otter.open(f"{world.diary.address}/login", until=back)
    answer = world.magpie.open(world.link(world.app), until=back)
    world.otter.open(back + urlencode(answer))
    return Happened(
        world.user_seen_by(world.otter) == "Magpie",
        "Magpie asked for a code without a challenge, and gave it to Otter's browser. Diary sent "
        "it with Otter's verifier, Harbor didn't look, and Diary takes Otter for Magpie.",
    )


def _verifier_left_out(world: World) -> Happened:
    back = f"{world.diary.address}/?"
    stolen = world.otter.open(f"{world.diary.address}/login", until=back)
    world.magpie.open(back + urlencode(stolen))
    return Happened(
        world.user_seen_by(world.magpie) == "Otter",
        "Otter's code has a challenge. It was exchanged without any verifier, and Diary takes "
        "Magpie for Otter.",
    )


def _older_program(world: World) -> Happened:
    old = world.harbor.register("old", ["http://localhost"], public=True)
    answer = world.otter.open(world.link(old), until="http://localhost")
    token = world.exchange(
        "old",
        answer.get("code", ""),
        client_id=old.client_id,
        client_secret="",
        redirect_uri="http://localhost",
    )
    return Happened(bool(token), "An older program, which never heard of PKCE, got no token.")


PKCE_DOWNGRADE = Experiment(
    title="PKCE downgrade",
    source="RFC 9700, section 4.8",
    guard="pkce",
    careless=only_if_there_was_a_challenge,
    attacks=(
        _challenge_left_out,
        _verifier_left_out,
        _stolen_code_in_magpies_session,
    ),
    honest=(_log_in, _older_program),
    tries=_one_of_a_pair,
    leaves=(
        "an older program, which sends no challenge, is as open to attack 5 as before. A server "
        "that expects PKCE of everybody closes that, too."
    ),
    make=_without_state,
)
