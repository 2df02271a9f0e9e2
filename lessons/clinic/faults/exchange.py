"""Mistakes in the exchange of a code for a token: a table of what is sent in place of what."""

from __future__ import annotations

import base64
import random
from collections.abc import Callable
from dataclasses import replace

from helpers import oauth
from helpers.credentials import Credentials
from helpers.private_folder import fingerprint
from helpers.sending import send
from lessons.clinic.faults.bench import Bench, Committed, Fault, added_to
from lessons.clinic.faults.symptoms import EXCHANGE, LATER_EXCHANGE, OWN_EXCHANGE
from lessons.clinic.faults.values import (
    CHANGES,
    REDIRECT_URI,
    damaged,
    placeholder,
    random_text,
    wrapped,
)

FAULTS: list[Fault] = []
fault = added_to(FAULTS, EXCHANGE)

# What is sent otherwise than it should be: a field of the form and its value, None to leave it out.
Changed = Callable[[Bench, Credentials, random.Random], dict[str, str | None]]


def _redirect_uri(kind: str) -> Changed:
    return lambda b, mine, c: {"redirect_uri": CHANGES[kind](c)}


# The end of the title, the cause, and what is sent otherwise.
ROWS: list[tuple[str, str, Changed]] = [
    *(
        (f"another redirect address ({kind})", f"redirect_uri_{kind}", _redirect_uri(kind))
        for kind in CHANGES
    ),
    ("no redirect address", "redirect_uri_missing", lambda b, mine, c: {"redirect_uri": None}),
    (
        "with another application's client ID",
        "client_id_of_another_application",
        lambda b, mine, c: {
            "client_id": b.other.client_id,
            "client_secret": c.choice([b.other.client_secret, mine.client_secret]),
        },
    ),
    (
        "the whole address in place of the code",
        "address_in_place_of_code",
        lambda b, mine, c: {"code": f"{REDIRECT_URI}?code={mine.code}&scope=chat%3Aread"},
    ),
    (
        "more than the code",
        "code_with_more_around",
        lambda b, mine, c: {
            "code": c.choice([f"{mine.code}&scope=chat%3Aread", wrapped(mine.code, c)])
        },
    ),
    (
        "a code that was copied wrongly",
        "code_copied_wrongly",
        lambda b, mine, c: {"code": damaged(mine.code, c)},
    ),
    ("no code", "code_missing", lambda b, mine, c: {"code": c.choice([None, ""])}),
    (
        "client ID and secret swapped",
        "client_secret_in_place_of_client_id",
        lambda b, mine, c: {"client_id": mine.client_secret, "client_secret": mine.client_id},
    ),
    (
        "the client ID in place of the secret",
        "client_id_in_place_of_client_secret",
        lambda b, mine, c: {"client_secret": mine.client_id},
    ),
    (
        "spaces or quotes around the secret",
        "client_secret_with_more_around",
        lambda b, mine, c: {"client_secret": wrapped(mine.client_secret, c)},
    ),
    (
        "a secret that was copied wrongly",
        "client_secret_copied_wrongly",
        lambda b, mine, c: {"client_secret": damaged(mine.client_secret, c)},
    ),
    (
        "a secret that was never filled in",
        "client_secret_not_filled_in",
        lambda b, mine, c: {"client_secret": placeholder(c)},
    ),
    (
        "no secret",
        "client_secret_missing",
        lambda b, mine, c: {"client_secret": c.choice([None, ""])},
    ),
    (
        "spaces or quotes around the client ID",
        "client_id_with_more_around",
        lambda b, mine, c: {"client_id": wrapped(mine.client_id, c)},
    ),
    (
        "a client ID that was copied wrongly",
        "client_id_copied_wrongly",
        lambda b, mine, c: {"client_id": damaged(mine.client_id, c)},
    ),
    ("no client ID", "client_id_missing", lambda b, mine, c: {"client_id": c.choice([None, ""])}),
]

# The same for what only somebody who writes the request gets wrong.
ROWS_IN_OWN_CODE: list[tuple[str, str, Changed]] = [
    (
        "the secret under another name",
        "client_secret_misspelt",
        lambda b, mine, c: {
            "client_secret": None,
            c.choice(
                ["clientSecret", "client-secret", "client_secert", "Client_Secret"]
            ): mine.client_secret,
        },
    ),
    (
        "the client ID under another name",
        "client_id_misspelt",
        lambda b, mine, c: {
            "client_id": None,
            c.choice(["clientId", "client-id", "Client-Id", "cleint_id"]): mine.client_id,
        },
    ),
    (
        "a grant_type that doesn't exist",
        "grant_type_unknown",
        lambda b, mine, c: {
            "grant_type": c.choice(
                ["authorisation_code", "authorization-code", "code", "Authorization_Code"]
            )
        },
    ),
    ("no grant_type", "grant_type_missing", lambda b, mine, c: {"grant_type": None}),
]


def _exchange(changed: Changed) -> Callable[[Bench, random.Random], Committed]:
    def commit(bench: Bench, chance: random.Random) -> Committed:
        mine = replace(bench.mine, code=bench.code())
        return bench.exchange(mine, **changed(bench, mine, chance))

    return commit


for _title, _cause, _changed in ROWS:
    fault(f"The exchange: {_title}", _cause)(_exchange(_changed))
for _title, _cause, _changed in ROWS_IN_OWN_CODE:
    fault(f"The exchange: {_title}", _cause, OWN_EXCHANGE)(_exchange(_changed))


# Those that need more than another value in the form.


@fault("The exchange: a code that was used before", "code_used", LATER_EXCHANGE)
def _(bench: Bench, chance: random.Random) -> Committed:
    code = bench.code()
    bench.exchange(replace(bench.mine, code=code))
    return bench.exchange(replace(bench.mine, used_code=fingerprint(code)), code=code)


@fault("The exchange: an access token in place of the code", "access_token_in_place_of_code")
def _(bench: Bench, chance: random.Random) -> Committed:
    mine = bench.with_token()
    return bench.exchange(mine, code=mine.access_token)


@fault("The exchange: the state in place of the code", "state_in_place_of_code")
def _(bench: Bench, chance: random.Random) -> Committed:
    mine = replace(bench.mine, state=oauth.new_state())
    return bench.exchange(mine, code=mine.state)


@fault(
    "The exchange: the old secret, after New Secret",
    "client_secret_not_the_kept_one",
    LATER_EXCHANGE,
)
def _(bench: Bench, chance: random.Random) -> Committed:
    old, _new = bench.new_secret()
    return bench.exchange(replace(bench.mine, code=bench.code()), client_secret=old)


@fault(
    "The exchange: the kept secret is the old one",
    "kept_client_secret_is_not_current",
    LATER_EXCHANGE,
)
def _(bench: Bench, chance: random.Random) -> Committed:
    old, _new = bench.new_secret()
    return bench.exchange(replace(bench.mine, client_secret=old, code=bench.code()))


@fault("The exchange: an application of the type Public", "public_application")
def _(bench: Bench, chance: random.Random) -> Committed:
    mine = Credentials(bench.public_id, "", REDIRECT_URI, code=random_text(chance))
    return bench.exchange(mine, client_secret=chance.choice([None, random_text(chance)]))


@fault("The exchange: the kept client ID is nobody's", "kept_client_id_unknown")
def _(bench: Bench, chance: random.Random) -> Committed:
    return bench.exchange(
        replace(bench.mine, client_id=random_text(chance), code=random_text(chance))
    )


@fault("The exchange: HTTP Basic in place of form fields", "http_basic", OWN_EXCHANGE)
def _(bench: Bench, chance: random.Random) -> Committed:
    mine = replace(bench.mine, code=bench.code())
    pair = base64.b64encode(f"{mine.client_id}:{mine.client_secret}".encode()).decode()
    form = {"grant_type": "authorization_code", "code": mine.code, "redirect_uri": REDIRECT_URI}
    return _sent(bench, mine, "POST", data=form, headers={"Authorization": f"Basic {pair}"})


@fault("The exchange: JSON in place of a form", "json_body", OWN_EXCHANGE)
def _(bench: Bench, chance: random.Random) -> Committed:
    mine = replace(bench.mine, code=bench.code())
    return _sent(bench, mine, "POST", json=_form(mine))


@fault("The exchange: GET in place of POST", "not_a_post", OWN_EXCHANGE)
def _(bench: Bench, chance: random.Random) -> Committed:
    mine = replace(bench.mine, code=bench.code())
    return _sent(bench, mine, "GET", params=_form(mine))


def _form(mine: Credentials) -> dict[str, str]:
    return oauth.token_form(mine.client_id, mine.client_secret, mine.code, REDIRECT_URI)


def _sent(bench: Bench, mine: Credentials, method: str, **parts: object) -> Committed:
    return Committed(send(method, f"{bench.twitch.id_url}/oauth2/token", **parts), mine)
