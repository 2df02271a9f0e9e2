"""The checks of the laboratory's own sites that no experiment takes out: they always stand."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlencode

import pytest

from lessons.lab.guards import CAREFUL
from lessons.lab.world import World


@pytest.fixture
def world() -> Iterator[World]:
    made = World(CAREFUL, pkce=False)
    yield made
    made.close()


def code_of(world: World, app) -> str:
    return str(world.otter.open(world.link(app), until=app.redirect_uris[0])["code"])


def as_other(other) -> dict[str, str]:
    return {"client_id": other.client_id, "client_secret": other.client_secret}


@pytest.fixture
def other(world: World):
    """Another application, with the very redirect address of the first."""
    return world.harbor.register("quiz", list(world.app.redirect_uris))


def test_a_code_is_for_the_application_that_asked(world, other):
    code = code_of(world, world.app)
    assert not world.trade("quiz", code, **as_other(other))
    assert world.trade("diary", code)


def test_a_refresh_token_is_for_the_application_that_got_it(world, other):
    token = world.trade("diary", code_of(world, world.app))["refresh_token"]
    form = {"grant_type": "refresh_token", "refresh_token": token}
    assert not world.ask_for_token("quiz", form | as_other(other))
    assert world.refresh("diary", token)


def test_the_exchange_names_the_redirect_address_of_the_link(world):
    phone = world.app.redirect_uris[1]
    assert not world.trade("diary", code_of(world, world.app), redirect_uri=phone)
    assert not world.trade("diary", code_of(world, world.app), redirect_uri="")
    code = world.otter.open(world.link(world.app, redirect_uri=phone), until=phone)["code"]
    assert world.trade("diary", code, redirect_uri=phone)


def test_a_public_application_gets_no_token_of_its_own(world):
    public = world.harbor.register("old", ["http://localhost"], public=True)
    form = {"grant_type": "client_credentials"}
    assert not world.ask_for_token("old", form | as_other(public))
    assert world.ask_for_token("diary", form | as_other(world.app))


def test_a_wrong_secret_gets_nothing(world):
    for wrong in ("", "x", world.app.client_secret[:-1], world.app.client_secret.upper()):
        assert not world.trade("diary", code_of(world, world.app), client_secret=wrong)


def test_a_state_is_good_for_one_answer(world):
    back = f"{world.diary.address}/?"
    answer = world.otter.open(f"{world.diary.address}/login", until=back)
    assert world.otter.open(back + urlencode(answer))["user"] == "Otter"
    fresh = world.magpie.open(world.link(world.app), until=back)["code"]
    again = world.otter.open(back + urlencode(answer | {"code": fresh}))
    assert "belongs to no question" in again["error"]
    assert world.user_seen_by(world.otter) == "Otter"


def test_a_consent_that_ended_opens_nothing(world):
    pair = world.trade("diary", code_of(world, world.app))
    newer = world.refresh("diary", pair["refresh_token"])
    assert world.let_in_as("diary", newer["access_token"]) == "Otter"
    assert not world.refresh("Magpie", pair["refresh_token"])  # a second time: all of it ends
    assert world.let_in_as("diary", newer["access_token"]) == ""
    assert not world.refresh("diary", newer["refresh_token"])
