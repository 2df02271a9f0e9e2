"""Whose account is it? Somebody else's server vouches for Otter's e-mail address."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

from lessons.lab import variants
from lessons.lab.authorization_server import AuthorizationServer
from lessons.lab.experiment import Experiment, Happened, Try, refused
from lessons.lab.record import Record
from lessons.lab.world import World

ADDRESS = "otter@mail.lab"
HARBOR, STORM = "http://harbor.lab", "http://storm.lab"
Change = Callable[[str], str]


def or_the_same_address(claims: dict[str, Any], account: dict[str, Any]) -> bool:
    """Who comes with the same address may come by any server."""
    same = claims["iss"] == account["iss"] and claims["sub"] == account["sub"]
    return bool(same or claims.get("email") == account["email"])


def _storm_vouches_for_otters_address(world: World) -> Happened:
    return _magpie_comes(world, "Storm says that Otter's e-mail address is Magpie's.")


def _storm_gives_otters_id(world: World) -> Happened:
    told = "Storm gave Magpie the ID (`sub`) that Otter has at Harbor."
    return _magpie_comes(world, told, sub=str, email="magpie@mail.lab")


def _storm_says_all_that_harbor_says(world: World) -> Happened:
    told = "Storm says of Magpie all that Harbor says of Otter."
    return _magpie_comes(world, told, sub=str)


def _magpie_took_an_old_address(world: World) -> Happened:
    told = "Otter's provider gave Otter's old e-mail address to Magpie, who is at Harbor, too."
    return _magpie_comes(world, told, issuer=str)


def _magpie_is_at_harbor(world: World) -> Happened:
    told = "Magpie has an account at Harbor, too."
    return _magpie_comes(world, told, issuer=str, email="magpie@mail.lab")


def _magpie_comes(
    world: World,
    told: str,
    issuer: Change | None = None,
    sub: Change | None = None,
    email: str = ADDRESS,
) -> Happened:
    """Otter has an account, and then Magpie logs in by a server that says this of Magpie.

    `issuer` and `sub` make the server's name and Magpie's ID from those of Harbor and Otter.
    """
    world.otter.open(f"{world.diary.address}/login")
    server, otters = world.harbor, world.harbor.profile("Otter")
    if issuer is not str:
        server = world.add(AuthorizationServer("storm", world.record, world.guards))
        server.called = issuer(world.harbor.issuer) if issuer else ""
        world.diary.use(server, server.register("diary-at-storm", world.app.redirect_uris))
        world.magpie.open(f"{server.address}/login?user=Magpie")
    magpies = server.profile("Magpie")
    magpies["email"] = email
    if sub:
        magpies["sub"] = sub(otters["sub"])
    world.magpie.open(f"{world.diary.address}/login?with={server.name}")
    return Happened(
        world.user_seen_by(world.magpie) == "Otter",
        f"{told} Magpie logged in, and Diary opened Otter's account.",
    )


def _only_a_number(world: World, sub: Change, told: str) -> Happened:
    """Otter's ID at Harbor is all digits, as at Twitch."""
    otters = world.harbor.profile("Otter")
    otters["sub"] = otters["sub"].removeprefix("Id")
    return _magpie_comes(world, told, issuer=str, sub=sub)


def _storms_name_goes_on(world: World) -> Happened:
    otters = world.harbor.profile("Otter")["sub"]
    told = "Storm's name goes on as Otter's ID begins, and Magpie's ID is the rest."
    return _magpie_comes(
        world, told, issuer=lambda name: name + otters[:2], sub=lambda _: otters[2:]
    )


def _otter_changes_the_address(world: World) -> Happened:
    return _otter_comes_again(world, email="new@mail.lab")


def _harbor_is_not_sure_of_the_address(world: World) -> Happened:
    return _otter_comes_again(world, email_verified=False)


def _otter_comes_again(world: World, **changes: Any) -> Happened:
    world.otter.open(f"{world.diary.address}/login")
    world.harbor.profile("Otter").update(changes)
    world.otter.open(f"{world.diary.address}/login")
    what = " and ".join(changes).replace("_", " ")
    return Happened(
        len(world.diary.accounts) == 1 and world.user_seen_by(world.otter) == "Otter",
        f"Harbor says something else of Otter's {what} now, and Diary opened a new, empty account.",
    )


def _alike(record: Record, _: Path) -> Iterator[Try]:
    # So long that each change of it is another ID: each run has as many tries.
    sub = f"Id{10**21 + secrets.randbelow(9 * 10**21)}"
    account = {"iss": HARBOR, "sub": sub, "email": ADDRESS, "email_verified": True}
    for changes in (
        {},
        {"email": "new@mail.lab"},
        {"email": ADDRESS.upper()},
        {"email": "new@mail.lab", "email_verified": False},
        {"email_verified": False},
        {"name": "Otter the Second"},
        {"aud": ["diary"], "azp": "diary"},
    ):
        what = (
            "Otter came back to a new, empty account, since the address or the like was different."
        )
        yield Try(what, ((_claims(account, **changes), dict(account)),), all)
        unsure = account | {"email_verified": False, "email": "old@mail.lab"}
        yield Try(what, ((_claims(account, **changes), unsure),), all)
    without = {name: value for name, value in _claims(account).items() if "email" not in name}
    yield Try("An id_token without an address was refused.", ((without, dict(account)),), all)
    for claims, scene in (
        ({"iss": STORM, "sub": "7"}, _storm_vouches_for_otters_address),
        ({"iss": STORM, "email": "magpie@mail.lab"}, _storm_gives_otters_id),
        ({"iss": STORM}, _storm_says_all_that_harbor_says),
        ({"sub": "7"}, _magpie_took_an_old_address),
        ({"sub": "7", "email": "magpie@mail.lab"}, _magpie_is_at_harbor),
        ({"iss": STORM, "sub": "7", "email_verified": False}, _storm_vouches_for_otters_address),
    ):
        yield Try(scene.__name__[1:], ((_claims(account, **claims), account),), refused, scene)
    for what, change in variants.texts(len(sub), ascii_only=True):
        told = f"Magpie's ID at Harbor was Otter's {what}."
        if (other := change(sub)) and other != sub:
            replay = partial(_magpie_comes, told=told, issuer=str, sub=change)
            yield Try(told, ((_claims(account, sub=other), account),), refused, replay)
    number = sub.removeprefix("Id")
    digits = account | {"sub": number}
    for what, change in variants.numbers():
        told = f"Magpie's ID at Harbor was Otter's {what}."
        calls = ((_claims(digits, sub=change(number)), digits),)
        yield Try(told, calls, refused, partial(_only_a_number, told=told, sub=change))
    for what, change in variants.addresses(len(HARBOR)):
        told = f"Storm calls itself like Harbor {what}."
        if (other := change(HARBOR)) and other != HARBOR:
            replay = partial(_magpie_comes, told=told, issuer=change, sub=str)
            yield Try(told, ((_claims(account, iss=other), account),), refused, replay)
    shifted = _claims(account, iss=HARBOR + sub[:2], sub=sub[2:])
    yield Try("one name as a whole", ((shifted, account),), refused, _storms_name_goes_on)


def _claims(account: dict[str, Any], **changes: Any) -> dict[str, Any]:
    """What a verified id_token says of who has this account, but for these changes."""
    times = {"iat": 1_800_000_000, "exp": 1_800_000_300}
    return {**account, "aud": "diary", "nonce": "n", **times, **changes}


LOGIN_BY_EMAIL = Experiment(
    title="Login by e-mail address",
    source="OpenID Connect Core, section 5.7",
    guard="login_by_email",
    careless=or_the_same_address,
    attacks=(
        _storm_vouches_for_otters_address,
        _storm_gives_otters_id,
        _storm_says_all_that_harbor_says,
        _magpie_took_an_old_address,
        _magpie_is_at_harbor,
    ),
    honest=(_otter_changes_the_address, _harbor_is_not_sure_of_the_address),
    tries=_alike,
    leaves=(
        "anyone who takes over Otter's account at Harbor has Diary, too. And to log in by another "
        "server as well, a user has to connect it while logged in."
    ),
    make=partial(World, openid=True),
)
