"""A race for one code: two exchanges at once, between Harbor's question and its answer."""

from __future__ import annotations

import secrets
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from lessons.lab.authorization_server import AuthorizationServer
from lessons.lab.experiment import Experiment, Happened, Try
from lessons.lab.guards import Guards
from lessons.lab.record import Record
from lessons.lab.stepping import A_MOMENT, slow_down
from lessons.lab.world import World

PATIENCE = 0.25  # seconds; so long an exchange waits between two steps for the other one


class Store:
    """Harbor's table of codes: whose each one is. Each of its calls is a step of its own.

    Between two steps another exchange may do one. With `together` it really does: who has looked
    a code up waits until as many have, and then takes a moment before each line. So a lock that is
    let go between two steps is no help.
    """

    def __init__(self, rows: dict[str, str] | None = None) -> None:
        self.rows = dict(rows or {})
        self.together: threading.Barrier | None = None
        self.looked = threading.Event()  # whether anybody has looked a code up
        self._one_at_a_time = threading.Lock()

    def find(self, code: str) -> str | None:
        """Whose code this is; None when it isn't there."""
        owner = self.rows.get(code)
        self.looked.set()
        if self.together:
            slow_down(sys._getframe(1))
            with suppress(threading.BrokenBarrierError):
                if self.together.wait(PATIENCE):
                    time.sleep(A_MOMENT)
        return owner

    def remove(self, code: str) -> None:
        """Remove a code; nothing happens when it isn't there."""
        with self._one_at_a_time:
            self.rows.pop(code, None)

    def take(self, code: str) -> str | None:
        """Find a code and remove it, in one step: whose it is, or None."""
        with self._one_at_a_time:
            return self.rows.pop(code, None)


class WithAStore(AuthorizationServer):
    """An authorization server that keeps its fresh codes in a table."""

    def __init__(self, name: str, record: Record, guards: Guards) -> None:
        self.store = Store()
        self._take = guards.code_race
        super().__init__(name, record, replace(guards, code_replay=self._is_its_owners))

    def put(self, code: str, user: str) -> None:
        self.store.rows[code] = user

    def _is_its_owners(self, code: str, _: set[str]) -> bool:
        return self._take(self.store, code) == self._codes[code].consent.user


def find_and_remove(store: Any, code: str) -> str | None:
    """Two steps, with a gap between them."""
    owner = store.find(code)
    store.remove(code)
    return owner


def _store(world: World) -> Store:
    assert isinstance(world.harbor, WithAStore)
    return world.harbor.store


def _code_of(world: World, name: str = "Otter") -> str:
    browser = world.otter if name == "Otter" else world.person(name)
    return str(
        browser.open(f"{world.diary.address}/login", until=f"{world.diary.address}/?")["code"]
    )


def _at_once(world: World, exchanges: list[tuple[str, str]]) -> list[dict[str, str]]:
    """Each exchanges a code; the later ones begin when the first has looked its code up."""
    store = _store(world)
    store.together, store.looked = threading.Barrier(len(exchanges)), threading.Event()
    with ThreadPoolExecutor(len(exchanges)) as pool:
        first = pool.submit(world.exchange, *exchanges[0])
        first.add_done_callback(lambda _: store.looked.set())
        store.looked.wait()
        others = [pool.submit(world.exchange, *exchange) for exchange in exchanges[1:]]
        came = [each.result() for each in (first, *others)]
    store.together = None
    return came


def _magpie_and_diary(world: World) -> Happened:
    code = _code_of(world)
    return _two_tokens(world, _at_once(world, [("diary", code), ("Magpie", code)]))


def _three_at_once(world: World) -> Happened:
    code = _code_of(world)
    return _two_tokens(
        world, _at_once(world, [("diary", code), ("Magpie", code), ("Magpie", code)])
    )


def _two_tokens(world: World, came: list[dict[str, str]]) -> Happened:
    tokens = [each["access_token"] for each in came if each]
    in_as = [world.let_in_as("Magpie", token) for token in tokens[1:]]
    return Happened(
        "Otter" in in_as,
        "Magpie exchanged Otter's code while Diary's exchange of it was going on. Harbor had found "
        "the code for both of them before it removed it, so both got a token.",
    )


def _magpie_comes_later(world: World, between: int = 0) -> Happened:
    code = _code_of(world)
    world.exchange("diary", code)
    for number in range(between):
        world.exchange("diary", _code_of(world, f"Guest{number}"))
    token = world.exchange("Magpie", code).get("access_token", "")
    return Happened(
        world.let_in_as("Magpie", token) == "Otter",
        "Diary had exchanged Otter's code, and Magpie exchanged it once more.",
    )


def _each_gets_a_token(world: World) -> Happened:
    for name in ("Otter", "Heron", "Otter"):
        token = world.exchange("diary", _code_of(world, name)).get("access_token", "")
        if world.let_in_as("diary", token) != name:
            return Happened(False, f"{name} could not log in to Diary.")
    return Happened(True, "")


def _two_people_at_once(world: World) -> Happened:
    codes = [("diary", _code_of(world, name)) for name in ("Otter", "Heron")]
    came = _at_once(world, codes)
    return Happened(all(came), "Two people came at the same moment, and one could not log in.")


def _codes_one_after_another(record: Record, _: Path) -> Iterator[Try]:
    for number in (0, 1, 2, 3, 5, 10, 20, 50, 100):
        names = {record.new_secret(): f"Guest{secrets.randbelow(1000)}" for _ in range(number + 1)}
        store, codes = Store(names), list(names)
        once = tuple((store, code) for code in codes)
        yield Try("A fresh code was refused.", once, partial(_tells, list(names.values())))
        store = Store(names)
        calls = (*((store, code) for code in codes), *((store, codes[0]),) * 3, (store, codes[-1]))
        replay = partial(_magpie_comes_later, between=min(number, 3))
        held = partial(_last_four_refused, set(names.values()))
        yield Try(f"a used code, after {number} others", calls, held, replay)
    code = record.new_secret()
    for wrong in ("", code[:-1], code.upper(), code + "0", " " + code, record.new_secret()):
        what = (
            "For a code that Harbor never made the answer was another than None, or Otter's own "
            "code was gone afterwards."
        )
        store = Store({code: "Otter"})
        yield Try(what, ((store, wrong), (store, code)), partial(_tells, [None, "Otter"]))


def _tells(wanted: list[str | None], came: list[str | None]) -> bool:
    return came == wanted


def _last_four_refused(owners: set[str], came: list[str | None]) -> bool:
    return not owners & set(came[-4:])


CODE_RACE = Experiment(
    title="A race for a code",
    source="RFC 6749, sections 4.1.2 and 10.5",
    guard="code_race",
    careless=find_and_remove,
    attacks=(_magpie_and_diary, _three_at_once, _magpie_comes_later),
    honest=(_each_gets_a_token, _two_people_at_once),
    tries=_codes_one_after_another,
    leaves=(
        "one of the two still gets a token, and it may be Magpie. With PKCE it can only be Diary. "
        "And a lock works within one process only; a step of the database's own also works for "
        "several."
    ),
    make=partial(World, public=True, pkce=False, harbor=WithAStore),
    gives=str | None,
)
