"""Attacks with a token: brought to another application, stolen, allowed too much."""

from __future__ import annotations

import random
import secrets
from collections.abc import Callable, Collection, Iterator
from dataclasses import replace
from functools import partial
from itertools import combinations, product
from pathlib import Path
from typing import Any

from lessons.lab import variants
from lessons.lab.experiment import Experiment, Happened, Try, lets_all_through, refused
from lessons.lab.guards import NEEDS
from lessons.lab.record import Record
from lessons.lab.world import World

Needs = dict[str, str]
TOO_FEW = "Diary's token doesn't allow everything that Diary has to do."

# Access-token injection: a token made for Magpie's quiz opens Otter's diary.


def _token_of_the_quiz(world: World) -> Happened:
    return _otter_plays_the_quiz(world, "Otter")


def _token_of_one_with_an_odd_name(world: World) -> Happened:
    name = world.app.client_id  # people choose their names, and Diary's client ID is public
    world.otter.open(f"{world.harbor.address}/login?user={name}")
    happened = _otter_plays_the_quiz(world, name)
    return replace(happened, sentence=f"Otter's name is Diary's client ID. {happened.sentence}")


def _otter_plays_the_quiz(world: World, name: str, client_id: str | None = None) -> Happened:
    page = f"{world.magpies.address}/quiz"
    quiz = world.harbor.register("quiz", [page], client_id=client_id)
    link = world.link(quiz, response_type="token")
    # A script on Magpie's page reads what is behind the # of the address.
    token = world.otter.open(link, until=quiz.redirect_uris[0])["access_token"]
    world.magpie.open(f"{world.diary.address}/signed-in", {"access_token": token})
    return Happened(
        world.user_seen_by(world.magpie) == name,
        "Otter played Magpie's quiz. Magpie brought the quiz's token to Diary, and Diary takes "
        "Magpie for Otter.",
    )


def _quiz_is_called_almost_like_diary(
    world: World, change: Callable[[str], str], what: str
) -> Happened:
    happened = _otter_plays_the_quiz(world, "Otter", client_id=change(world.app.client_id))
    called = f"The quiz's client ID is Diary's {what}. "
    return replace(happened, sentence=called + happened.sentence)


def _harbor_names_no_application(world: World) -> Happened:
    world.harbor.leaves_out = "client_id"
    happened = _otter_plays_the_quiz(world, "Otter")
    return replace(happened, sentence=f"Harbor named no client ID. {happened.sentence}")


def _made_for_others(record: Record, _: Path) -> Iterator[Try]:
    mine = record.new_id()
    for login in ("Otter", "Heron", mine):
        told = _told(mine, login)
        yield Try("Otter could not log in with Diary's own token.", ((told, mine),), all)
    for what, change in variants.texts(len(mine), ascii_only=True):
        replay = partial(_quiz_is_called_almost_like_diary, change=change, what=what)
        yield Try(what, ((_told(change(mine)), mine),), refused, replay)
    other = record.new_id()
    for told in (_told(other, mine), _told(other) | {"scopes": [mine]}):
        named = "Diary's client ID in another field"
        yield Try(named, ((told, mine),), refused, _token_of_one_with_an_odd_name)
    for missing in ("login", "scopes", "expires_in"):
        told = {name: value for name, value in _told(mine).items() if name != missing}
        yield Try(f"an answer without `{missing}`", ((told, mine),), lambda came: True)
    nothing = {name: value for name, value in _told(mine).items() if name != "client_id"}
    for told in (nothing, nothing | {"login": mine}, {}):
        named = "an answer without a client ID"
        yield Try(named, ((told, mine),), refused, _harbor_names_no_application)


def _told(client_id: str, login: str = "Otter") -> dict[str, Any]:
    """What Harbor says of a token that was made for this application."""
    return {"client_id": client_id, "login": login, "scopes": [], "expires_in": 14_000}


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
    tries=_made_for_others,
    leaves=(
        "a token of Diary's own, stolen from somebody else, passes it: that can't be seen in "
        "OAuth alone (4.6.1). Codes don't lie about in browsers as tokens do."
    ),
)

# Refresh-token theft: Magpie copied Otter's refresh token.


def always_refresh(token: str, newest: str, older: Collection[str]) -> str:
    """A refresh token works forever, and for anyone."""
    return "renew"


def _first_pair(world: World) -> dict[str, str]:
    back = f"{world.diary.address}/?"
    answer = world.otter.open(world.link(world.app), until=back)
    return world.exchange("diary", answer["code"])


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
    how = "Magpie used the copy before Diary did, and refreshed several times."
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


def _an_answer_is_lost(world: World) -> Happened:
    """Harbor's answer to Diary got lost on the way, and it is Magpie who found it."""
    copy = _first_pair(world)["refresh_token"]
    magpies = world.refresh("diary", copy)
    world.refresh("diary", copy)
    how = "Diary refreshed, but the answer went to Magpie. Diary tried again with the same token."
    return _magpie_is_still_in(world, magpies, how)


def _magpie_is_far_ahead(world: World, before: int, since: int) -> Happened:
    pair = _first_pair(world)
    for _ in range(before):
        pair = world.refresh("diary", pair.get("refresh_token", ""))
    magpies = pair
    for _ in range(since):
        magpies = world.refresh("Magpie", magpies.get("refresh_token", ""))
    world.refresh("diary", pair.get("refresh_token", ""))
    how = f"Magpie copied the token after {before} refreshes, and refreshed {since} times."
    return _magpie_is_still_in(world, magpies, how)


def _almost_the_newest(world: World, change: Callable[[str], str], what: str) -> Happened:
    world.harbor.leaves_all_to_the_guard = True
    magpies = world.refresh("Magpie", change(_first_pair(world)["refresh_token"]))
    return Happened(
        bool(magpies),
        f"Magpie brought Otter's newest refresh token {what}. Harbor never gave out that one, and "
        "refreshed it.",
    )


def _many_refreshes(record: Record, _: Path) -> Iterator[Try]:
    for refreshes in (*range(1, 13), 20, 40, 60):
        own = "Diary could not refresh its own token again and again."
        yield Try(own, _life(record, refreshes), lambda came: set(came) == {"renew"})
        for at in {0, refreshes // 2, refreshes - 1}:
            life = _life(record, refreshes)
            again = (life[at][0], life[-1][0], {token for token, *_ in life[:-1]})
            replay = partial(_magpie_is_far_ahead, before=at, since=refreshes - at)
            what = f"token {at + 1} of {refreshes + 1}"
            yield Try(what, (*life, again), lambda came: came[-1] == "end", replay)
    for older, (what, change) in product((set(), {record.new_secret(40)}), variants.texts(40)):
        newest = record.new_secret(40)
        replay = partial(_almost_the_newest, change=change, what=what)
        calls = ((change(newest), newest, older),)
        yield Try(f"the newest token {what}", calls, lambda came: came[0] != "renew", replay)


def _life(record: Record, refreshes: int) -> tuple[tuple[str, str, set[str]], ...]:
    """The calls for one consent, at each of which its newest token comes."""
    tokens = [record.new_secret(40) for _ in range(refreshes + 1)]
    return tuple((token, token, set(tokens[:at])) for at, token in enumerate(tokens))


def _magpie_is_still_in(world: World, magpies: dict[str, str], how: str) -> Happened:
    name = world.let_in_as("Magpie", magpies.get("access_token", ""))
    again = world.refresh("Magpie", magpies.get("refresh_token", ""))
    return Happened(
        name == "Otter" or bool(again),
        f"{how} Then Diary refreshed as well, and Magpie is still in.",
    )


def _otter_agrees_again_after_a_lost_answer(world: World) -> Happened:
    copy = _first_pair(world)["refresh_token"]
    world.refresh("diary", copy)
    world.refresh("diary", copy)
    return _diary_refreshes_five_times(world)


def _diary_refreshes_five_times(world: World) -> Happened:
    pair = _first_pair(world)
    for _ in range(5):
        pair = world.refresh("diary", pair.get("refresh_token", ""))
        if not pair or world.let_in_as("diary", pair["access_token"]) != "Otter":
            return Happened(False, "Diary could not refresh its own token again and again.")
    return Happened(True, "")


REFRESH_THEFT = Experiment(
    title="Refresh-token theft",
    source="RFC 9700, section 4.14",
    guard="refresh_theft",
    careless=always_refresh,
    attacks=(
        _magpie_comes_first,
        _magpie_comes_first_and_often,
        _magpie_comes_second,
        _magpie_comes_late,
        _an_answer_is_lost,
    ),
    honest=(_diary_refreshes_five_times, _otter_agrees_again_after_a_lost_answer),
    tries=_many_refreshes,
    leaves=(
        "a theft shows only when both sides refresh. If Diary never comes back, Magpie stays in; "
        "tokens that are tied to their owner's key are the other half (4.14.2). And an answer "
        "that gets lost looks like a theft: Otter has to log in again."
    ),
    make=partial(World, public=True, pkce=False),
    gives=("renew", "refuse", "end"),
)

# Scope too wide: what a leaked token may do.


def every_scope(features: list[str], needs: dict[str, str]) -> list[str]:
    """Ask for everything; one day it may be useful."""
    return list(needs.values())


def _token_for(world: World, features: list[str], needs: Needs) -> tuple[str, set[str]]:
    """A token that Diary gets when it does these things, and the scopes it asked for."""
    scopes = world.guards.scope_too_wide(list(features), dict(needs))
    link = world.link(world.app, scope=" ".join(scopes))
    answer = world.otter.open(link, until=f"{world.diary.address}/?")
    return world.exchange("diary", answer["code"])["access_token"], set(scopes)


def _some_features() -> list[str]:
    return random.sample(sorted(NEEDS), random.choice([2, 3]))  # noqa: S311  no secret


def _token_of_one_who_reads(world: World) -> Happened:
    return _magpie_does_more(world, ["read chat"])


def _token_of_one_who_does_several_things(world: World) -> Happened:
    return _magpie_does_more(world, _some_features())


def _magpie_does_more(world: World, features: list[str], needs: Needs = NEEDS) -> Happened:
    token, scopes = _token_for(world, features, needs)
    more = [thing for thing in NEEDS if thing not in features]
    done = [thing for thing in more if world.let_in_as("Magpie", token, do=thing)]
    if done:
        what = "Magpie could do what Diary itself never does."
        return Happened(True, f"Diary's token leaked, and with it {what}")
    return Happened(
        not scopes <= {needs[feature] for feature in features},
        "Diary's token leaked, and it has a scope that nothing in Diary needs.",
    )


def _every_feature_works(world: World) -> Happened:
    features = _some_features()
    token, _ = _token_for(world, features, NEEDS)
    works = all(world.let_in_as("diary", token, do=feature) for feature in features)
    return Happened(works, TOO_FEW)


def _many_lists(record: Record, _: Path) -> Iterator[Try]:
    """Each choice of features, in some order, some of them twice, at two applications."""
    others = {f"do {record.new_id()[:6]}": f"x:{record.new_id()[:6]}" for _ in range(4)}
    shared = {"read both": "chat:read", "read both again": "chat:read"}
    alike = {"chat": "chat:a", "chat often": "chat:b", "Chat": "chat:ab", "often": "chat"}
    for needs in (NEEDS, NEEDS | others, others | shared, alike):
        known = sorted(needs)[:6]
        choices = [list(c) for size in range(len(known) + 1) for c in combinations(known, size)]
        for features in (*choices, ["read chat", "read chat"] if needs is NEEDS else known * 2):
            random.shuffle(features)
            wanted = {needs[feature] for feature in features}
            what = f"the features {features}"
            replay = partial(_magpie_does_more, features=features, needs=needs)
            calls = ((list(features), dict(needs)),)
            yield Try(what, calls, partial(_no_more, wanted), replay)
            calls = ((list(features), dict(needs)),)
            yield Try(f"{TOO_FEW} It does {features}.", calls, partial(_no_less, wanted))


def _no_more(wanted: set[str], answers: list[list[str]]) -> bool:
    return set(answers[0]) <= wanted


def _no_less(wanted: set[str], answers: list[list[str]]) -> bool:
    return set(answers[0]) >= wanted


SCOPE_TOO_WIDE = Experiment(
    title="Scope too wide",
    source="RFC 9700, section 2.3",
    guard="scope_too_wide",
    careless=every_scope,
    attacks=(_token_of_one_who_reads, _token_of_one_who_does_several_things),
    honest=(_every_feature_works,),
    tries=_many_lists,
    leaves=(
        "a leaked token still does all that Diary does itself, until it expires or is revoked."
    ),
    make=partial(World, pkce=False),
    gives=list,
)
