"""Mistakes in the exchange of a code for a token."""

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
from lessons.clinic.faults.values import (
    CHANGES,
    REDIRECT_URI,
    damaged,
    placeholder,
    random_text,
    wrapped,
)

FAULTS: list[Fault] = []
fault = added_to(FAULTS)


def _wrong_address_at_the_exchange(kind: str) -> Callable[[Bench, random.Random], Committed]:
    def commit(bench: Bench, chance: random.Random) -> Committed:
        mine = replace(bench.mine, code=bench.code())
        return bench.exchange(mine, redirect_uri=CHANGES[kind](chance))

    return commit


for _kind in CHANGES:
    fault(f"The exchange: another redirect address ({_kind})", f"redirect_uri_{_kind}")(
        _wrong_address_at_the_exchange(_kind)
    )


@fault("The exchange: no redirect address", "redirect_uri_missing")
def _(bench: Bench, chance: random.Random) -> Committed:
    return bench.exchange(replace(bench.mine, code=bench.code()), redirect_uri=None)


@fault("The exchange: a code that was used before", "code_used")
def _(bench: Bench, chance: random.Random) -> Committed:
    code = bench.code()
    bench.exchange(replace(bench.mine, code=code))
    return bench.exchange(replace(bench.mine, used_code=fingerprint(code)), code=code)


@fault("The exchange: with another application's client ID", "client_id_of_another_application")
def _(bench: Bench, chance: random.Random) -> Committed:
    mine = replace(bench.mine, code=bench.code())
    theirs = bench.other.client_secret if chance.random() < 0.5 else mine.client_secret
    return bench.exchange(mine, client_id=bench.other.client_id, client_secret=theirs)


@fault("The exchange: an access token in place of the code", "access_token_in_place_of_code")
def _(bench: Bench, chance: random.Random) -> Committed:
    mine = bench.with_token()
    return bench.exchange(mine, code=mine.access_token)


@fault("The exchange: the state in place of the code", "state_in_place_of_code")
def _(bench: Bench, chance: random.Random) -> Committed:
    mine = replace(bench.mine, state=oauth.new_state())
    return bench.exchange(mine, code=mine.state)


@fault("The exchange: the whole address in place of the code", "address_in_place_of_code")
def _(bench: Bench, chance: random.Random) -> Committed:
    mine = replace(bench.mine, code=bench.code())
    return bench.exchange(mine, code=f"{REDIRECT_URI}?code={mine.code}&scope=chat%3Aread")


@fault("The exchange: more than the code", "code_with_more_around")
def _(bench: Bench, chance: random.Random) -> Committed:
    mine = replace(bench.mine, code=bench.code())
    more = chance.choice([f"{mine.code}&scope=chat%3Aread", wrapped(mine.code, chance)])
    return bench.exchange(mine, code=more)


@fault("The exchange: a code that was copied wrongly", "code_copied_wrongly")
def _(bench: Bench, chance: random.Random) -> Committed:
    mine = replace(bench.mine, code=bench.code())
    return bench.exchange(mine, code=damaged(mine.code, chance))


@fault("The exchange: no code", "code_missing")
def _(bench: Bench, chance: random.Random) -> Committed:
    mine = replace(bench.mine, code=bench.code())
    return bench.exchange(mine, code=chance.choice([None, ""]))


@fault("The exchange: the old secret, after New Secret", "client_secret_not_the_kept_one")
def _(bench: Bench, chance: random.Random) -> Committed:
    old, _new = bench.new_secret()
    return bench.exchange(replace(bench.mine, code=bench.code()), client_secret=old)


@fault("The exchange: the kept secret is the old one", "kept_client_secret_is_not_current")
def _(bench: Bench, chance: random.Random) -> Committed:
    old, _new = bench.new_secret()
    return bench.exchange(replace(bench.mine, client_secret=old, code=bench.code()))


@fault("The exchange: client ID and secret swapped", "client_secret_in_place_of_client_id")
def _(bench: Bench, chance: random.Random) -> Committed:
    mine = replace(bench.mine, code=bench.code())
    return bench.exchange(mine, client_id=mine.client_secret, client_secret=mine.client_id)


@fault("The exchange: the client ID in place of the secret", "client_id_in_place_of_client_secret")
def _(bench: Bench, chance: random.Random) -> Committed:
    mine = replace(bench.mine, code=bench.code())
    return bench.exchange(mine, client_secret=mine.client_id)


@fault("The exchange: spaces or quotes around the secret", "client_secret_with_more_around")
def _(bench: Bench, chance: random.Random) -> Committed:
    mine = replace(bench.mine, code=bench.code())
    return bench.exchange(mine, client_secret=wrapped(mine.client_secret, chance))


@fault("The exchange: a secret that was copied wrongly", "client_secret_copied_wrongly")
def _(bench: Bench, chance: random.Random) -> Committed:
    mine = replace(bench.mine, code=bench.code())
    return bench.exchange(mine, client_secret=damaged(mine.client_secret, chance))


@fault("The exchange: a secret that was never filled in", "client_secret_not_filled_in")
def _(bench: Bench, chance: random.Random) -> Committed:
    mine = replace(bench.mine, code=bench.code())
    return bench.exchange(mine, client_secret=placeholder(chance))


@fault("The exchange: no secret", "client_secret_missing")
def _(bench: Bench, chance: random.Random) -> Committed:
    mine = replace(bench.mine, code=bench.code())
    return bench.exchange(mine, client_secret=chance.choice([None, ""]))


@fault("The exchange: the secret under another name", "client_secret_misspelt")
def _(bench: Bench, chance: random.Random) -> Committed:
    mine = replace(bench.mine, code=bench.code())
    written = chance.choice(["clientSecret", "client-secret", "client_secert", "Client_Secret"])
    return bench.exchange(mine, client_secret=None, **{written: mine.client_secret})


@fault("The exchange: an application of the type Public", "public_application")
def _(bench: Bench, chance: random.Random) -> Committed:
    mine = Credentials(bench.public_id, "", REDIRECT_URI, code=random_text(chance))
    return bench.exchange(mine, client_secret=chance.choice([None, random_text(chance)]))


@fault("The exchange: spaces or quotes around the client ID", "client_id_with_more_around")
def _(bench: Bench, chance: random.Random) -> Committed:
    mine = replace(bench.mine, code=bench.code())
    return bench.exchange(mine, client_id=wrapped(mine.client_id, chance))


@fault("The exchange: a client ID that was copied wrongly", "client_id_copied_wrongly")
def _(bench: Bench, chance: random.Random) -> Committed:
    mine = replace(bench.mine, code=bench.code())
    return bench.exchange(mine, client_id=damaged(mine.client_id, chance))


@fault("The exchange: the kept client ID is nobody's", "kept_client_id_unknown")
def _(bench: Bench, chance: random.Random) -> Committed:
    return bench.exchange(
        replace(bench.mine, client_id=random_text(chance), code=random_text(chance))
    )


@fault("The exchange: no client ID", "client_id_missing")
def _(bench: Bench, chance: random.Random) -> Committed:
    mine = replace(bench.mine, code=bench.code())
    return bench.exchange(mine, client_id=chance.choice([None, ""]))


@fault("The exchange: the client ID under another name", "client_id_misspelt")
def _(bench: Bench, chance: random.Random) -> Committed:
    mine = replace(bench.mine, code=bench.code())
    written = chance.choice(["clientId", "client-id", "Client-Id", "cleint_id"])
    return bench.exchange(mine, client_id=None, **{written: mine.client_id})


@fault("The exchange: HTTP Basic in place of form fields", "http_basic")
def _(bench: Bench, chance: random.Random) -> Committed:
    mine = replace(bench.mine, code=bench.code())
    pair = base64.b64encode(f"{mine.client_id}:{mine.client_secret}".encode()).decode()
    form = {"grant_type": "authorization_code", "code": mine.code, "redirect_uri": REDIRECT_URI}
    address = f"{bench.twitch.id_url}/oauth2/token"
    headers = {"Authorization": f"Basic {pair}"}
    return Committed(send("POST", address, data=form, headers=headers), mine)


@fault("The exchange: JSON in place of a form", "json_body")
def _(bench: Bench, chance: random.Random) -> Committed:
    mine = replace(bench.mine, code=bench.code())
    form = oauth.token_form(mine.client_id, mine.client_secret, mine.code, REDIRECT_URI)
    return Committed(send("POST", f"{bench.twitch.id_url}/oauth2/token", json=form), mine)


@fault("The exchange: GET in place of POST", "not_a_post")
def _(bench: Bench, chance: random.Random) -> Committed:
    mine = replace(bench.mine, code=bench.code())
    form = oauth.token_form(mine.client_id, mine.client_secret, mine.code, REDIRECT_URI)
    return Committed(send("GET", f"{bench.twitch.id_url}/oauth2/token", params=form), mine)


@fault("The exchange: a grant_type that doesn't exist", "grant_type_unknown")
def _(bench: Bench, chance: random.Random) -> Committed:
    mine = replace(bench.mine, code=bench.code())
    wrong = ["authorisation_code", "authorization-code", "code", "Authorization_Code"]
    return bench.exchange(mine, grant_type=chance.choice(wrong))


@fault("The exchange: no grant_type", "grant_type_missing")
def _(bench: Bench, chance: random.Random) -> Committed:
    return bench.exchange(replace(bench.mine, code=bench.code()), grant_type=None)
