"""Attacks with a token: brought to another application, stolen, allowed too much."""

from __future__ import annotations

import random
import secrets
from collections.abc import Collection
from dataclasses import replace
from functools import partial

from lessons.lab.experiment import Experiment, Happened, lets_all_through
from lessons.lab.guards import NEEDS
from lessons.lab.world import World

# Access-token injection: a token made for Magpie's quiz opens Otter's diary.


def _token_of_the_quiz(world: World) -> Happened:
    return _otter_plays_the_quiz(world, "Otter")


def _token_of_one_with_an_odd_name(world: World) -> Happened:
    name = world.app.client_id  # people choose their names, and Diary's client ID is public
    world.otter.open(f"{world.harbor.address}/login?user={name}")
    happened = _otter_plays_the_quiz(world, name)
    return replace(happened, sentence=f"Otter's name is Diary's client ID. {happened.sentence}")


def _otter_plays_the_quiz(world: World, name: str) -> Happened:
    quiz = world.harbor.register("quiz", [f"{world.magpies.address}/quiz"])
    link = world.link(quiz, response_type="token")
    # A script on Magpie's page reads what stands behind the # of the address.
    token = world.otter.open(link, until=quiz.redirect_uris[0])["access_token"]
    world.magpie.open(f"{world.diary.address}/signed-in", {"access_token": token})
    return Happened(
        world.user_seen_by(world.magpie) == name,
        "Otter played Magpie's quiz. Magpie brought the quiz's token to Diary, and Diary takes "
        "Magpie for Otter.",
    )


def _token_of_the_quiz_after_a_log_in(world: World) -> Happened:
    _log_in_with_a_token(world)
    return _token_of_the_quiz(world)


def _log_in_with_a_token(world: World) -> Happened:
    link = world.link(world.app, response_type="token")
    answer = world.otter.open(link, until=f"{world.diary.address}/#")
    token = answer["access_token"]
    page = world.otter.open(f"{world.diary.address}/signed-in", {"access_token": token})
    return Happened(page.get("user") == "Otter", "Otter could not log in with Diary's own token.")


TOKEN_INJECTION = Experiment(
    title="Access-token injection",
    source="RFC 9700, section 4.6; RFC 6749, section 10.16",
    guard="token_injection",
    careless=lets_all_through,
    attacks=(
        _token_of_the_quiz,
        _token_of_the_quiz_after_a_log_in,
        _token_of_one_with_an_odd_name,
    ),
    honest=(_log_in_with_a_token,),
)

# Refresh-token theft: Magpie copied Otter's refresh token.


def always_renew(token: str, newest: str, older: Collection[str]) -> str:
    """A refresh token works for ever, and for anyone."""
    return "renew"


def _first_pair(world: World) -> dict[str, str]:
    back = f"{world.diary.address}/?"
    answer = world.otter.open(world.link(world.app), until=back)
    return world.trade("diary", answer["code"])


def _magpie_comes_first(world: World) -> Happened:
    copy = _first_pair(world)["refresh_token"]
    magpies = world.refresh("Magpie", copy)
    world.refresh("diary", copy)
    return _magpie_is_still_in(world, magpies, "Magpie used the copy before Diary did.")


def _magpie_comes_first_and_often(world: World) -> Happened:
    magpies = pair = _first_pair(world)
    for _ in range(2 + secrets.randbelow(3)):
        magpies = world.refresh("Magpie", magpies.get("refresh_token", ""))
    world.refresh("diary", pair["refresh_token"])
    how = "Magpie used the copy before Diary did, and renewed several times."
    return _magpie_is_still_in(world, magpies, how)


def _magpie_comes_second(world: World) -> Happened:
    copy = _first_pair(world)["refresh_token"]
    world.refresh("diary", copy)
    magpies = world.refresh("Magpie", copy)
    return _magpie_is_still_in(world, magpies, "Magpie used the copy after Diary did.")


def _magpie_comes_late(world: World) -> Happened:
    copy = pair = _first_pair(world)["refresh_token"]
    for _ in range(3):
        pair = world.refresh("diary", pair).get("refresh_token", "")
    magpies = world.refresh("Magpie", copy)
    return _magpie_is_still_in(world, magpies, "Magpie used the copy when it was long out of date.")


def _magpie_is_still_in(world: World, magpies: dict[str, str], how: str) -> Happened:
    name = world.let_in_as("Magpie", magpies.get("access_token", ""))
    again = world.refresh("Magpie", magpies.get("refresh_token", ""))
    return Happened(
        name == "Otter" or bool(again),
        f"{how} Then Diary renewed as well, and Magpie is still in.",
    )


def _diary_renews_five_times(world: World) -> Happened:
    pair = _first_pair(world)
    for _ in range(5):
        pair = world.refresh("diary", pair.get("refresh_token", ""))
        if not pair or world.let_in_as("diary", pair["access_token"]) != "Otter":
            return Happened(False, "Diary could not renew its own token again and again.")
    return Happened(True, "")


REFRESH_THEFT = Experiment(
    title="Refresh-token theft",
    source="RFC 9700, section 4.14",
    guard="refresh_theft",
    careless=always_renew,
    attacks=(
        _magpie_comes_first,
        _magpie_comes_first_and_often,
        _magpie_comes_second,
        _magpie_comes_late,
    ),
    honest=(_diary_renews_five_times,),
    make=partial(World, public=True, pkce=False),
    gives=str,
)

# Scope too wide: what a leaked token may do.


def every_scope(features: list[str], needs: dict[str, str]) -> list[str]:
    """Ask for everything; one day it may be useful."""
    return list(needs.values())


def _token_for(world: World, features: list[str]) -> tuple[str, set[str]]:
    """A token that Diary gets when it does these things, and the scopes it asked for."""
    scopes = world.guards.scope_too_wide(list(features), dict(NEEDS))
    link = world.link(world.app, scope=" ".join(scopes))
    answer = world.otter.open(link, until=f"{world.diary.address}/?")
    return world.trade("diary", answer["code"])["access_token"], set(scopes)


def _some_features() -> list[str]:
    return random.sample(sorted(NEEDS), random.choice([2, 3]))  # noqa: S311  no secret


def _token_of_one_who_reads(world: World) -> Happened:
    return _magpie_does_more(world, ["read chat"])


def _token_of_one_who_does_several_things(world: World) -> Happened:
    return _magpie_does_more(world, _some_features())


def _magpie_does_more(world: World, features: list[str]) -> Happened:
    token, scopes = _token_for(world, features)
    more = [thing for thing in NEEDS if thing not in features]
    done = [thing for thing in more if world.let_in_as("Magpie", token, do=thing)]
    if done:
        what = "Magpie could do what Diary itself never does."
        return Happened(True, f"Diary's token leaked, and with it {what}")
    return Happened(
        not scopes <= {NEEDS[feature] for feature in features},
        "Diary's token leaked, and it has a scope that nothing in Diary needs.",
    )


def _every_feature_works(world: World) -> Happened:
    features = _some_features()
    token, _ = _token_for(world, features)
    works = all(world.let_in_as("diary", token, do=feature) for feature in features)
    return Happened(works, "Diary's token doesn't allow everything that Diary has to do.")


SCOPE_TOO_WIDE = Experiment(
    title="Scope too wide",
    source="RFC 9700, section 2.3",
    guard="scope_too_wide",
    careless=every_scope,
    attacks=(_token_of_one_who_reads, _token_of_one_who_does_several_things),
    honest=(_every_feature_works,),
    make=partial(World, pkce=False),
    gives=list,
)
