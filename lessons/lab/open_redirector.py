"""An open redirector: a link that begins with Diary's address ends at Magpie's."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from urllib.parse import urlencode

from lessons.lab import variants
from lessons.lab.experiment import Experiment, Happened, Try, lets_all_through, refused
from lessons.lab.record import Record
from lessons.lab.world import World


def _whole_address(world: World) -> Happened:
    return _otter_is_sent_to(world, "http://magpie.lab/", "a whole address")


def _two_slashes(world: World) -> Happened:
    return _otter_is_sent_to(world, "//magpie.lab/", "two slashes, which keep only the scheme")


def _slash_and_backslash(world: World) -> Happened:
    how = "a backslash, which browsers read as a slash"
    return _otter_is_sent_to(world, "/\\magpie.lab/", how)


def _slashes_and_a_tab(world: World) -> Happened:
    return _otter_is_sent_to(world, "/\t/magpie.lab/", "a tab, which browsers leave out")


def _otter_is_sent_to(world: World, target: str, how: str) -> Happened:
    world.otter.open(f"{world.diary.address}/go?{urlencode({'to': target})}")
    arrived = world.otter.history[-1]
    where = "to Magpie's site" if world.caught else f"to {arrived!r}, which is no page of Diary's"
    return Happened(
        not arrived.startswith(f"{world.diary.address}/"),
        f"A link to Diary led Otter {where}. Behind its “to=” was {how}.",
    )


def _front_page(world: World) -> Happened:
    return _diary_sends_to(world, "/")


def _some_page(world: World) -> Happened:
    return _diary_sends_to(world, _page())


def _page() -> str:
    return f"/page/{secrets.randbelow(1000)}?day={secrets.randbelow(31)}"


def _diary_sends_to(world: World, page: str) -> Happened:
    start = f"{world.diary.address}/go?{urlencode({'to': page})}"
    world.otter.open(start)
    arrived = world.otter.history[-1] == world.diary.address + page
    return Happened(arrived, _no_way_to(page))


def _no_way_to(page: str) -> str:
    return f"Otter could not get to Diary's own page {page}."


def _ways_out(record: Record, _: Path) -> Iterator[Try]:
    for page in ("/", "/page/7?day=3", *(_page() for _ in range(10))):
        yield Try(_no_way_to(page), ((page,),), all)
    for target in variants.ways_out():
        replay = partial(_otter_is_sent_to, target=target, how=repr(target))
        yield Try(repr(target), ((target,),), refused, replay)


OPEN_REDIRECTOR = Experiment(
    title="Open redirector",
    source="RFC 9700, section 4.11",
    guard="open_redirector",
    careless=lets_all_through,
    attacks=(_whole_address, _two_slashes, _slash_and_backslash, _slashes_and_a_tab),
    honest=(_front_page, _some_page),
    tries=_ways_out,
    leaves=(
        "it looks at one address only. A page of your own that sends people on needs a check of "
        "its own, and so does a link that is shown to be clicked."
    ),
)
