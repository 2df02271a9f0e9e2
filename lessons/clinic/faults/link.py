"""Mistakes in the authorize link."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from urllib.parse import quote

from lessons.clinic.faults.bench import Bench, Committed, Fault, added_to
from lessons.clinic.faults.symptoms import COMES_BACK, NO_PAGE
from lessons.clinic.faults.values import (
    CHANGES,
    KNOWN_SCOPES,
    REDIRECT_URI,
    RETIRED_SCOPES,
    placeholder,
)

FAULTS: list[Fault] = []
fault = added_to(FAULTS, NO_PAGE)


def _wrong_address_in_the_link(kind: str) -> Callable[[Bench, random.Random], Committed]:
    def commit(bench: Bench, chance: random.Random) -> Committed:
        wrong = CHANGES[kind](chance)
        kept = chance.choice([REDIRECT_URI, wrong])  # a wrong one may be kept as well
        return bench.link(replace(bench.mine, redirect_uri=kept), redirect_uri=wrong)

    return commit


for _kind in CHANGES:
    fault(f"The link: another redirect address ({_kind})", f"redirect_uri_{_kind}", COMES_BACK)(
        _wrong_address_in_the_link(_kind)
    )


@fault("The link: scopes with a comma or the like between them", "scope_separator")
def _(bench: Bench, chance: random.Random) -> Committed:
    between = chance.choice([",", ", ", "+", ";", "|", ""])
    return bench.link(bench.mine, scope=between.join(chance.sample(KNOWN_SCOPES, 2)))


@fault("The link: scopes written for an address twice", "scope_encoded_twice")
def _(bench: Bench, chance: random.Random) -> Committed:
    return bench.link(bench.mine, scope=quote(" ".join(chance.sample(KNOWN_SCOPES, 2))))


@fault("The link: a misspelt scope", "scope_misspelt")
def _(bench: Bench, chance: random.Random) -> Committed:
    right = chance.choice(KNOWN_SCOPES)
    wrong = [right.upper(), right.replace(":", "."), right.replace("read", "raed") + "s"]
    return bench.link(bench.mine, scope=f"chat:read {chance.choice(wrong)}")


@fault("The link: a scope that was retired years ago", "scope_retired")
def _(bench: Bench, chance: random.Random) -> Committed:
    return bench.link(bench.mine, scope=chance.choice(RETIRED_SCOPES))


@fault("The link: no client ID", "client_id_missing")
def _(bench: Bench, chance: random.Random) -> Committed:
    return bench.link(bench.mine, client_id=chance.choice([None, ""]))


@fault("The link: a client ID that was never filled in", "client_id_not_filled_in")
def _(bench: Bench, chance: random.Random) -> Committed:
    return bench.link(bench.mine, client_id=placeholder(chance))


@fault("The link: a response_type that doesn't exist", "response_type_unknown", COMES_BACK)
def _(bench: Bench, chance: random.Random) -> Committed:
    return bench.link(bench.mine, response_type=chance.choice([None, "", "Code", "codes"]))


@fault("The link: an id_token without the scope openid", "openid_scope_missing", COMES_BACK)
def _(bench: Bench, chance: random.Random) -> Committed:
    return bench.link(bench.mine, response_type=chance.choice(["id_token", "token id_token"]))
