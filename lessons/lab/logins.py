"""Attacks on a login with OpenID Connect: an id_token of another login."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from lessons.lab import variants
from lessons.lab.browser import fields
from lessons.lab.experiment import Experiment, Happened, Try, lets_all_through, refused
from lessons.lab.record import Record
from lessons.lab.world import World

NOT_IN = "Otter could not log in to Diary."

# Nonce: without PKCE, Diary exchanges a stolen code for Magpie, and an id_token comes with it.


def _stolen_code(world: World) -> Happened:
    stolen = world.otter.open(f"{world.diary.address}/login", until=_back(world))
    return _magpie_ends_a_login_with(world, stolen["code"], _begun(world.magpie, world), "")


def _stolen_code_of_a_link_without_a_nonce(world: World) -> Happened:
    return _otters_link_has(world, "no nonce", lambda nonce: None)


def _otters_link_has(
    world: World, what: str, change: Callable[[str], str | None], before: int = 0
) -> Happened:
    """Magpie gives Otter a link with a nonce that is made from Magpie's own.

    After some logins of Magpie's, it is made from that of the first.
    """
    earlier = [_begun(world.magpie, world) for _ in range(before + 1)]
    nonces = [fields(address).get("nonce", "") for address in world.magpie.history]
    nonce = change(next(filter(None, nonces)))
    asks = {"scope": "openid"} if nonce is None else {"scope": "openid", "nonce": nonce}
    if nonce and len(nonce) > 8:
        world.record.hide(nonce)
    stolen = world.otter.open(world.link(world.app, **asks), until=_back(world))
    how = f"Otter had followed a link of Magpie's with {what}. "
    return _magpie_ends_a_login_with(world, stolen["code"], earlier[-1], how)


def _the_nonce_in_another_claim(world: World) -> Happened:
    """As with a server that lets people choose a name for themselves."""
    begun = _begun(world.magpie, world)
    nonce = next(filter(None, (fields(page).get("nonce") for page in world.magpie.history)))
    world.harbor.profile("Otter")["name"] = nonce
    stolen = world.otter.open(world.link(world.app, scope="openid"), until=_back(world))
    how = "Otter's id_token had no nonce, but a name that was the nonce of Magpie's session. "
    return _magpie_ends_a_login_with(world, stolen["code"], begun, how)


def _begun(browser: Any, world: World) -> dict[str, str]:
    """The answer to a login that this browser began and doesn't end."""
    return dict(browser.open(f"{world.diary.address}/login", until=_back(world)))


def _magpie_ends_a_login_with(
    world: World, code: str, answer: dict[str, str], how: str
) -> Happened:
    world.magpie.open(_back(world) + urlencode(answer | {"code": code}))
    return Happened(
        world.user_seen_by(world.magpie) == "Otter",
        f"{how}Magpie put Otter's stolen code into the answer to Magpie's own login. The id_token "
        "that came for it was made for another login, and Diary takes Magpie for Otter.",
    )


def _back(world: World) -> str:
    return f"{world.diary.address}/?"


def _almost_the_nonce(record: Record, _: Path) -> Iterator[Try]:
    sent, earlier = record.new_secret(), record.new_secret()
    more_claims: tuple[dict[str, Any], ...] = (
        {},
        {"email": "otter@mail.lab"},
        {"aud": ["diary"], "azp": "diary"},
    )
    for more in more_claims * 3:
        nonce = record.new_secret()  # each is good once, in any order
        yield Try(NOT_IN, ((nonce, _claims(nonce=nonce) | more),), all)
    for what, change in variants.texts(len(sent)):
        which = f"the nonce of Magpie's session {what}"
        replay = partial(_otters_link_has, what=which, change=change)
        yield Try(which, ((sent, _claims(nonce=change(sent))),), refused, replay)
    without = partial(_otters_link_has, what="no nonce", change=lambda nonce: None)
    for claims in (_claims(), _claims() | {"email": "otter@mail.lab"}):
        yield Try("an id_token without a nonce", ((sent, claims),), refused, without)
    for claims in (_claims(name=sent), _claims(name=sent, nonce=earlier), _claims(Nonce=sent)):
        elsewhere = "the nonce of Magpie's session in another claim"
        yield Try(elsewhere, ((sent, claims),), refused, _the_nonce_in_another_claim)
    used = "the nonce of an earlier login of Magpie's"
    replay = partial(_otters_link_has, what=used, change=str, before=1)
    calls = ((earlier, _claims(nonce=earlier)), (sent, _claims(nonce=earlier)))
    yield Try(used, calls, lambda came: not came[1], replay)


def _claims(**more: str) -> dict[str, Any]:
    """What a verified id_token of Harbor's says."""
    times = {"iat": 1_800_000_000, "exp": 1_800_000_300}
    return {"iss": "http://harbor.lab", "sub": "Otter", "aud": "diary", **times, **more}


def _log_in(world: World) -> Happened:
    page = world.otter.open(f"{world.diary.address}/login")
    return Happened(page.get("user") == "Otter", NOT_IN)


def _log_in_again_and_others_too(world: World) -> Happened:
    for browser, name in ((world.otter, "Otter"), (world.magpie, "Magpie"), (world.otter, "Otter")):
        page = browser.open(f"{world.diary.address}/login")
        if page.get("user") != name:
            return Happened(False, f"{name} could not log in to Diary.")
    return Happened(True, "")


NONCE = Experiment(
    title="A stolen code, without PKCE",
    source="RFC 9700, sections 2.1.1 and 4.5.3.2",
    guard="nonce",
    careless=lets_all_through,
    attacks=(_stolen_code, _stolen_code_of_a_link_without_a_nonce),
    honest=(_log_in, _log_in_again_and_others_too),
    tries=_almost_the_nonce,
    leaves=(
        "anyone who writes Otter's link also writes the nonce in it, and can take Magpie's "
        "(4.5.4). And an application without a secret needs PKCE: there the thief exchanges the "
        "code directly."
    ),
    make=partial(World, pkce=False, openid=True),
)
