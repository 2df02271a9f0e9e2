"""Mistakes in refreshing a token."""

from __future__ import annotations

import random

from lessons.clinic.faults.bench import Bench, Committed, Fault, added_to
from lessons.clinic.faults.symptoms import REFRESHING
from lessons.clinic.faults.values import KNOWN_SCOPES, damaged, random_text
from lessons.scopes import SCOPES

FAULTS: list[Fault] = []
fault = added_to(FAULTS, REFRESHING)


@fault("Refreshing: no refresh token", "refresh_token_missing")
def _(bench: Bench, chance: random.Random) -> Committed:
    return bench.refresh(bench.with_token(), refresh_token=chance.choice([None, ""]))


@fault("Refreshing: an access token in place of it", "access_token_in_place_of_refresh_token")
def _(bench: Bench, chance: random.Random) -> Committed:
    mine = bench.with_token()
    return bench.refresh(mine, refresh_token=mine.access_token)


@fault("Refreshing: a refresh token that was copied wrongly", "refresh_token_copied_wrongly")
def _(bench: Bench, chance: random.Random) -> Committed:
    mine = bench.with_token()
    return bench.refresh(mine, refresh_token=damaged(mine.refresh_token, chance))


@fault("Refreshing: another refresh token than the kept one", "refresh_token_not_the_kept_one")
def _(bench: Bench, chance: random.Random) -> Committed:
    return bench.refresh(bench.with_token(), refresh_token=random_text(chance, 50))


@fault("Refreshing: more scopes than were granted", "scope_beyond_consent")
def _(bench: Bench, chance: random.Random) -> Committed:
    more = chance.choice(sorted(set(SCOPES) - set(KNOWN_SCOPES[:2])))
    return bench.refresh(bench.with_token(), scope=f"chat:read {more}")
