"""The checks of the laboratory's own sites that no experiment takes out: they always stand."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlencode

import pytest

from lessons.lab import authorization_server
from lessons.lab.guards import CAREFUL, s256
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
    assert not world.exchange("quiz", code, **as_other(other))
    assert world.exchange("diary", code)


def test_a_refresh_token_is_for_the_application_that_got_it(world, other):
    token = world.exchange("diary", code_of(world, world.app))["refresh_token"]
    form = {"grant_type": "refresh_token", "refresh_token": token}
    assert not world.ask_for_token("quiz", form | as_other(other))
    assert world.refresh("diary", token)


def test_the_exchange_names_the_redirect_address_of_the_link(world):
    phone = world.app.redirect_uris[1]
    assert not world.exchange("diary", code_of(world, world.app), redirect_uri=phone)
    assert not world.exchange("diary", code_of(world, world.app), redirect_uri="")
    code = world.otter.open(world.link(world.app, redirect_uri=phone), until=phone)["code"]
    assert world.exchange("diary", code, redirect_uri=phone)


def test_a_code_that_came_with_another_address_is_used_up(world):
    code = code_of(world, world.app)
    assert not world.exchange("diary", code, redirect_uri=world.app.redirect_uris[1])
    assert not world.exchange("diary", code)


def test_a_public_application_gets_no_token_of_its_own(world):
    public = world.harbor.register("old", ["http://localhost"], public=True)
    form = {"grant_type": "client_credentials"}
    assert not world.ask_for_token("old", form | as_other(public))
    assert world.ask_for_token("diary", form | as_other(world.app))


def test_a_wrong_secret_gets_nothing(world):
    for wrong in ("", "x", world.app.client_secret[:-1], world.app.client_secret.upper()):
        assert not world.exchange("diary", code_of(world, world.app), client_secret=wrong)


def test_a_state_is_good_for_one_answer(world):
    back = f"{world.diary.address}/?"
    answer = world.otter.open(f"{world.diary.address}/login", until=back)
    assert world.otter.open(back + urlencode(answer))["user"] == "Otter"
    fresh = world.magpie.open(world.link(world.app), until=back)["code"]
    again = world.otter.open(back + urlencode(answer | {"code": fresh}))
    assert "belongs to no question" in again["error"]
    assert world.user_seen_by(world.otter) == "Otter"


def test_a_consent_that_ended_opens_nothing(world):
    pair = world.exchange("diary", code_of(world, world.app))
    newer = world.refresh("diary", pair["refresh_token"])
    assert world.let_in_as("diary", newer["access_token"]) == "Otter"
    assert not world.refresh("Magpie", pair["refresh_token"])  # a second time: all of it ends
    assert world.let_in_as("diary", newer["access_token"]) == ""
    assert not world.refresh("diary", newer["refresh_token"])


# What Harbor does as its RFCs say


def asked_with(world: World, **changes: str) -> dict[str, str]:
    link = world.link(world.app, **changes)
    return dict(world.otter.open(link, until=world.app.redirect_uris[0]))


def test_a_challenge_that_is_not_s256_is_refused_and_plain_is_what_no_method_means(world):
    verifier = world.record.new_secret(64)
    for method in ({}, {"code_challenge_method": "plain"}, {"code_challenge_method": "s256"}):
        answer = asked_with(world, code_challenge=verifier, state="mine", **method)
        assert answer == {"error": "invalid_request", "state": "mine"}
    answer = asked_with(world, code_challenge=s256(verifier), code_challenge_method="S256")
    assert not world.exchange("diary", answer["code"])
    answer = asked_with(world, code_challenge=s256(verifier), code_challenge_method="S256")
    assert world.exchange("diary", answer["code"], code_verifier=verifier)


def test_a_code_expires(world, monkeypatch):
    monkeypatch.setattr(authorization_server, "CODES_LIVE", -1)
    assert not world.exchange("diary", code_of(world, world.app))
    assert "refused: invalid_grant: the code has expired" in world.record.books


def test_an_answer_with_a_token_says_its_type_and_its_time_and_is_not_kept(world):
    code, app = code_of(world, world.app), world.app
    form = {"grant_type": "authorization_code", "code": code, "redirect_uri": app.redirect_uris[0]}
    reply = world.record.send(
        "diary", "POST", f"{world.harbor.address}/token", data=form | as_other(app)
    )
    told = reply.json()
    assert (told["token_type"], told["expires_in"]) == ("Bearer", 14_000)
    assert reply.headers["Cache-Control"] == "no-store"
    again = {"grant_type": "refresh_token", "refresh_token": told["refresh_token"]}
    for more in (again, {"grant_type": "client_credentials"}):
        told = world.ask_for_token("diary", more | as_other(app))
        assert (told["token_type"], told["expires_in"]) == ("Bearer", 14_000)
    page = world.magpies.address
    quiz = world.harbor.register("quiz", [page])
    told = world.otter.open(world.link(quiz, response_type="token"), until=page)
    assert (told["token_type"], told["expires_in"]) == ("Bearer", "14000")


def test_a_refusal_has_an_error_of_the_rfc_and_what_it_is_about(world):
    form = {"grant_type": "authorization_code", "code": "x"}
    address = f"{world.harbor.address}/token"
    reply = world.record.send("diary", "POST", address, data=form | as_other(world.app))
    assert reply.json()["error"] == "invalid_grant"
    assert reply.json()["error_description"] == "the code is not this application's"
