"""The limits of a registration, at both of their sides."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace

import pytest

from practice.basics.fingerprint import Fingerprints
from practice.rules.console import ApplicationForm, Console, FormRefused
from practice.store.store import Store

RIGHT = ApplicationForm(
    name="Night Light",
    redirect_uris=("http://localhost",),
    category="Chat Bot",
    not_a_robot=True,
)
WRONG = "http://example.org"


@pytest.fixture
def desk(tmp_path):
    with closing(Store(tmp_path)) as store:
        yield Console(store, Fingerprints(tmp_path)), store.accounts()[0]


def refused(desk, **changes) -> set[str]:
    console, owner = desk
    with pytest.raises(FormRefused) as raised:
        console.register(owner, replace(RIGHT, **changes))
    assert console.applications(owner) == []
    return set(raised.value.problems)


@pytest.mark.parametrize("length", [3, 100])
def test_names_of_3_and_100_characters_are_taken(desk, length):
    console, owner = desk
    assert console.register(owner, replace(RIGHT, name="n" * length)).name == "n" * length


@pytest.mark.parametrize("length", [0, 2, 101])
def test_shorter_and_longer_names_are_not(desk, length):
    assert refused(desk, name="n" * length) == {"name"}


@pytest.mark.parametrize("at", [0, 1, 9])
def test_each_of_several_addresses_is_checked(desk, at):
    uris = [f"http://localhost:{port}" for port in range(3000, 3010)]
    uris[at] = WRONG
    assert refused(desk, redirect_uris=tuple(uris)) == {"redirect_uri"}


def test_ten_addresses_are_the_most_whatever_button_was_pressed(desk):
    console, owner = desk
    uris = tuple(f"http://localhost:{port}" for port in range(3000, 3011))
    assert refused(desk, redirect_uris=uris) == {"redirect_uri"}
    made = console.register(owner, replace(RIGHT, redirect_uris=uris[:10]))
    assert made.redirect_uris == uris[:10]


def test_an_address_has_500_characters_at_most(desk):
    console, owner = desk
    longest = "https://example.org/".ljust(500, "a")
    assert refused(desk, redirect_uris=(f"{longest}a",)) == {"redirect_uri"}
    assert console.register(owner, replace(RIGHT, redirect_uris=(longest,)))


def test_a_hundred_applications_are_the_most_of_one_account(desk, tmp_path):
    console, owner = desk
    for number in range(100):
        console.register(owner, replace(RIGHT, name=f"Night Light {number}"))
    with pytest.raises(FormRefused) as raised:
        console.register(owner, RIGHT)
    assert set(raised.value.problems) == {"name"}
    assert len(console.applications(owner)) == 100
    with closing(Store(tmp_path)) as store:
        assert console.register(store.accounts()[1], RIGHT)


@pytest.mark.parametrize(
    "change",
    [
        {"name": "Day Light"},
        {"category": "Other"},
        {"client_type": "public"},
        {"redirect_uris": ("http://localhost:4000",)},
    ],
    ids=lambda change: next(iter(change)),
)
def test_a_change_changes_what_was_typed_and_nothing_else(desk, change):
    console, owner = desk
    before = console.register(owner, RIGHT)
    console.change(before, replace(RIGHT, **change))
    (after,) = console.applications(owner)
    assert after == replace(before, **change)
