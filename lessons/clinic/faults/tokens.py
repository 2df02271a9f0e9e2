"""Mistakes with a token: asking the API, looking at it, and ending it."""

from __future__ import annotations

import random
from dataclasses import replace

from helpers import oauth
from helpers.sending import send
from lessons.clinic.faults.bench import Bench, Committed, Fault, added_to
from lessons.clinic.faults.symptoms import API, LATER_API, OWN_API, REVOKING, VALIDATING
from lessons.clinic.faults.values import (
    bearer,
    damaged,
    one_character_off,
    placeholder,
    random_text,
)

FAULTS: list[Fault] = []
fault = added_to(FAULTS, API)


@fault("The API: no Authorization header", "authorization_missing", OWN_API)
def _(bench: Bench, chance: random.Random) -> Committed:
    mine = bench.with_token()
    return bench.ask(mine, {"Client-Id": mine.client_id})


@fault("The API: OAuth in place of Bearer", "oauth_in_place_of_bearer", OWN_API)
def _(bench: Bench, chance: random.Random) -> Committed:
    mine, word = bench.with_token(), chance.choice(["OAuth", "oauth", "Oauth"])
    return bench.ask(mine, bearer(mine) | {"Authorization": f"{word} {mine.access_token}"})


@fault("The API: no Bearer before the token", "bearer_missing", OWN_API)
def _(bench: Bench, chance: random.Random) -> Committed:
    mine, word = bench.with_token(), chance.choice(["", "Bearer:", "Bearer"])
    return bench.ask(mine, bearer(mine) | {"Authorization": f"{word}{mine.access_token}"})


@fault("The API: a chat password in place of the token", "chat_password_in_place_of_token")
def _(bench: Bench, chance: random.Random) -> Committed:
    mine = bench.with_token()
    return bench.ask(mine, bearer(mine) | {"Authorization": f"oauth:{mine.access_token}"})


@fault("The API: Bearer, and no token behind it", "access_token_missing", OWN_API)
def _(bench: Bench, chance: random.Random) -> Committed:
    return bench.ask(mine := bench.with_token(), bearer(mine, ""))


@fault("The API: the headers passed as parameters", "headers_as_parameters", OWN_API)
def _(bench: Bench, chance: random.Random) -> Committed:
    mine = bench.with_token()
    return bench.ask(mine, {}, **bearer(mine))


@fault("The API: the header's name misspelt", "authorization_misspelt", OWN_API)
def _(bench: Bench, chance: random.Random) -> Committed:
    mine = bench.with_token()
    written = chance.choice(["Authorisation", "Authorizaton", "Autorization"])
    headers = {written: f"Bearer {mine.access_token}", "Client-Id": mine.client_id}
    return bench.ask(mine, headers)


@fault("The API: a refresh token in place of the token", "refresh_token_in_place_of_access_token")
def _(bench: Bench, chance: random.Random) -> Committed:
    return bench.ask(mine := bench.with_token(), bearer(mine, mine.refresh_token))


@fault("The API: a code in place of the token", "code_in_place_of_access_token")
def _(bench: Bench, chance: random.Random) -> Committed:
    mine = replace(bench.with_token(), code=bench.code())
    return bench.ask(mine, bearer(mine, mine.code))


@fault("The API: the secret in place of the token", "client_secret_in_place_of_access_token")
def _(bench: Bench, chance: random.Random) -> Committed:
    return bench.ask(mine := bench.with_token(), bearer(mine, mine.client_secret))


@fault("The API: a token that was revoked", "kept_access_token_ended", LATER_API)
def _(bench: Bench, chance: random.Random) -> Committed:
    mine = bench.with_token()
    bench.revoke(mine, mine.access_token)
    return bench.ask(mine, bearer(mine))


@fault("The API: a token, after the person disconnected", "kept_access_token_ended", LATER_API)
def _(bench: Bench, chance: random.Random) -> Committed:
    mine = bench.with_token()
    bench.disconnect()
    return bench.ask(mine, bearer(mine))


@fault("The API: a token that was copied wrongly", "access_token_copied_wrongly")
def _(bench: Bench, chance: random.Random) -> Committed:
    return bench.ask(mine := bench.with_token(), bearer(mine, damaged(mine.access_token, chance)))


@fault("The API: more than the token", "access_token_with_more_around")
def _(bench: Bench, chance: random.Random) -> Committed:
    mine = bench.with_token()
    left, right = chance.choice([('"', '"'), ("<", ">"), ("oauth:", ""), ("Bearer ", "")])
    return bench.ask(mine, bearer(mine, f"{left}{mine.access_token}{right}"))


@fault("The API: a token that was never filled in", "access_token_not_filled_in")
def _(bench: Bench, chance: random.Random) -> Committed:
    return bench.ask(mine := bench.with_token(), bearer(mine, placeholder(chance)))


@fault("The API: another token than the kept one", "access_token_not_the_kept_one")
def _(bench: Bench, chance: random.Random) -> Committed:
    return bench.ask(mine := bench.with_token(), bearer(mine, random_text(chance)))


@fault("The API: no Client-Id header", "client_id_header_missing", OWN_API)
def _(bench: Bench, chance: random.Random) -> Committed:
    mine = bench.with_token()
    return bench.ask(mine, {"Authorization": f"Bearer {mine.access_token}"})


@fault("The API: the Client-Id header misspelt", "client_id_header_misspelt", OWN_API)
def _(bench: Bench, chance: random.Random) -> Committed:
    mine, written = bench.with_token(), chance.choice(["ClientId", "Client_Id", "Cleint-Id"])
    headers = {"Authorization": f"Bearer {mine.access_token}", written: mine.client_id}
    return bench.ask(mine, headers)


@fault("The API: the Client-Id of another application", "client_id_of_another_application")
def _(bench: Bench, chance: random.Random) -> Committed:
    mine = bench.with_token()
    return bench.ask(mine, bearer(mine) | {"Client-Id": bench.other.client_id})


@fault("The API: the token of another application", "token_of_another_application")
def _(bench: Bench, chance: random.Random) -> Committed:
    return bench.ask(
        mine := bench.with_token(), bearer(mine, bench.token(bench.other).access_token)
    )


@fault("The API: an id that is no number", "parameter_malformed", OWN_API)
def _(bench: Bench, chance: random.Random) -> Committed:
    mine = bench.with_token()
    return bench.ask(mine, bearer(mine), id=chance.choice(["river_otter", "1e9", "71 00"]))


@fault("The API: an address that doesn't exist", "no_such_address", OWN_API)
def _(bench: Bench, chance: random.Random) -> Committed:
    mine, path = bench.with_token(), chance.choice(["user", "Users", "users/"])
    address = f"{bench.twitch.api_url}/helix/{path}"
    return Committed(send("GET", address, headers=bearer(mine)), mine)


@fault("Validating: no Authorization header", "authorization_missing", VALIDATING)
def _(bench: Bench, chance: random.Random) -> Committed:
    return Committed(send("GET", f"{bench.twitch.id_url}/oauth2/validate"), bench.with_token())


@fault("Validating: a refresh token", "refresh_token_in_place_of_access_token", VALIDATING)
def _(bench: Bench, chance: random.Random) -> Committed:
    mine = bench.with_token()
    return Committed(oauth.validate(bench.twitch, mine.refresh_token), mine)


@fault("Validating: a token that was revoked", "kept_access_token_ended", VALIDATING)
def _(bench: Bench, chance: random.Random) -> Committed:
    mine = bench.with_token()
    bench.revoke(mine, mine.access_token)
    return Committed(oauth.validate(bench.twitch, mine.access_token), mine)


@fault("Revoking: a token that was revoked before", "kept_access_token_ended", REVOKING)
def _(bench: Bench, chance: random.Random) -> Committed:
    mine = bench.with_token()
    bench.revoke(mine, mine.access_token)
    return bench.revoke(mine, mine.access_token)


@fault("Revoking: with a client ID that is nobody's", "client_id_copied_wrongly", REVOKING)
def _(bench: Bench, chance: random.Random) -> Committed:
    mine = bench.with_token()
    wrong = replace(mine, client_id=one_character_off(mine.client_id, chance))
    return Committed(bench.revoke(wrong, mine.access_token).reply, mine)
