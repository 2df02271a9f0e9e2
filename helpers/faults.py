"""Mistakes to make on purpose, each a real request to practice Twitch that is refused.

They are made with throw-away applications of the practice learner's, and never with what the
reader keeps: no code is burnt, no token ended, no secret replaced.
"""

from __future__ import annotations

import base64
import random
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from urllib.parse import parse_qs, quote, urlencode, urlsplit

import requests

from helpers import last_failure, oauth
from helpers.credentials import Credentials
from helpers.oauth import Token
from helpers.plain_errors import PlainError
from helpers.practice_learner import PracticeLearner
from helpers.private_folder import fingerprint
from helpers.scopes import SCOPES
from helpers.sending import send
from helpers.service import Service

ACCOUNT = "night_owl"  # not the one that works for the reader
RETIRED_SCOPES = ["chat_login", "user_read", "channel_editor", "channel_read"]
KNOWN_SCOPES = ["chat:read", "chat:edit", "user:read:email", "channel:read:polls"]

# A redirect address of the kind that people register, and one way to get each part wrong.
REDIRECT_URI = "http://localhost:3000/callback"
CHANGES: dict[str, Callable[[random.Random], str]] = {
    "slash": lambda chance: f"{REDIRECT_URI}/",
    "port": lambda chance: REDIRECT_URI.replace(":3000", chance.choice(["", ":8080", ":80"])),
    "scheme": lambda chance: REDIRECT_URI.replace("http:", "https:"),
    "host": lambda chance: REDIRECT_URI.replace(
        "localhost", chance.choice(["127.0.0.1", "www.localhost", "[::1]"])
    ),
    "path": lambda chance: REDIRECT_URI.replace(
        "/callback", chance.choice(["/calback", "/callbacks", "", "/auth/callback"])
    ),
    "case": lambda chance: REDIRECT_URI.replace(*chance.choice([("c", "C"), ("loc", "Loc")])),
    "query": lambda chance: f"{REDIRECT_URI}?{chance.choice(['from=twitch', 'x=1', 'code'])}",
    "spaces": lambda chance: chance.choice([f" {REDIRECT_URI}", f"{REDIRECT_URI}\n"]),
    "encoded": lambda chance: quote(REDIRECT_URI, safe=""),
}


@dataclass(frozen=True)
class Committed:
    """A mistake that was made: the answer, and what its application had kept."""

    reply: requests.Response = field(repr=False)
    mine: Credentials = field(repr=False)


@dataclass(frozen=True)
class Fault:
    """One mistake to make. `commit` makes it; `cause` is what the clinic should find."""

    title: str
    cause: str
    commit: Callable[[Bench, random.Random], Committed]


class Bench:
    """Three throw-away applications at practice Twitch, and what is kept for the first."""

    def __init__(self, twitch: Service) -> None:
        """Register them where they don't exist yet. Raises PlainError for the real Twitch."""
        self.twitch = twitch
        self._learner = PracticeLearner(twitch, ACCOUNT)
        first, other, public = (
            self._learner.application(f"Clinic {name}", REDIRECT_URI, kind)
            for name, kind in [
                ("patient", "confidential"),
                ("visitor", "confidential"),
                ("public", "public"),
            ]
        )
        self.public_id = public
        self.other = Credentials(other, self._learner.new_secret(other), REDIRECT_URI)
        self.mine = Credentials(first, self._learner.new_secret(first), REDIRECT_URI)

    def commit(self, fault: Fault, chance: random.Random) -> Committed:
        """Make this mistake. It doesn't become the last failed exchange."""
        with last_failure.left_alone():
            return fault.commit(self, chance)

    def new_secret(self) -> tuple[str, str]:
        """Press New Secret: the old secret, which is dead now, and the new one."""
        old, new = self.mine.client_secret, self._learner.new_secret(self.mine.client_id)
        self.mine = replace(self.mine, client_secret=new)
        return old, new

    def disconnect(self) -> None:
        """Press Disconnect beside the first application."""
        self._learner.disconnect(self.mine.client_id)

    def code(self, whose: Credentials | None = None) -> str:
        """A fresh code for the first application, or for another."""
        client_id = (whose or self.mine).client_id
        link = oauth.authorize_url(
            self.twitch, client_id, REDIRECT_URI, KNOWN_SCOPES[:2], oauth.new_state()
        )
        return parse_qs(urlsplit(self._learner.authorize(link)).query)["code"][0]

    def token(self, whose: Credentials | None = None) -> Token:
        """A living token of the first application, or of another."""
        whose = whose or self.mine
        code = self.code(whose)
        return oauth.read_token(
            oauth.exchange(self.twitch, whose.client_id, whose.client_secret, code, REDIRECT_URI)
        )

    def with_token(self) -> Credentials:
        """What is kept after an exchange: a living token."""
        token = self.token()
        return replace(
            self.mine, access_token=token.access_token, refresh_token=token.refresh_token
        )

    def exchange(self, mine: Credentials, **changes: str | None) -> Committed:
        """Trade a code, with some fields other than they should be; None leaves one out."""
        form = oauth.token_form(mine.client_id, mine.client_secret, mine.code, REDIRECT_URI)
        return self.post(mine, form, changes)

    def refresh(self, mine: Credentials, **changes: str | None) -> Committed:
        """Renew a token, with some fields other than they should be."""
        form = {
            "client_id": mine.client_id,
            "client_secret": mine.client_secret,
            "grant_type": "refresh_token",
            "refresh_token": mine.refresh_token,
        }
        return self.post(mine, form, changes)

    def post(
        self, mine: Credentials, form: dict[str, str], changes: dict[str, str | None]
    ) -> Committed:
        sent = {name: value for name, value in (form | changes).items() if value is not None}
        return Committed(send("POST", f"{self.twitch.id_url}/oauth2/token", data=sent), mine)

    def link(self, mine: Credentials, **changes: str | None) -> Committed:
        """Open an authorize link, with some parameters other than they should be."""
        parts = oauth.authorize_parameters(
            mine.client_id, mine.redirect_uri, KNOWN_SCOPES[:2], oauth.new_state()
        )
        sent = {name: value for name, value in (parts | changes).items() if value is not None}
        address = f"{self.twitch.id_url}/oauth2/authorize?{urlencode(sent)}"
        return Committed(send("GET", address), replace(mine, state=sent["state"]))

    def ask(self, mine: Credentials, headers: dict[str, str], **params: str) -> Committed:
        """Ask the API, with these headers."""
        address = f"{self.twitch.api_url}/helix/users"
        return Committed(send("GET", address, headers=headers, params=params), mine)

    def revoke(self, mine: Credentials, token: str) -> Committed:
        """Take a token back."""
        form = {"client_id": mine.client_id, "token": token}
        return Committed(send("POST", f"{self.twitch.id_url}/oauth2/revoke", data=form), mine)


FAULTS: list[Fault] = []


def fault(title: str, cause: str) -> Callable[[Callable[[Bench, random.Random], Committed]], None]:
    """Put the function below into the list, under this title."""

    def add(commit: Callable[[Bench, random.Random], Committed]) -> None:
        FAULTS.append(Fault(title, cause, commit))

    return add


def _random_text(chance: random.Random, length: int = 30) -> str:
    return "".join(chance.choices("abcdefghijklmnopqrstuvwxyz0123456789", k=length))


def _one_character_off(value: str, chance: random.Random) -> str:
    place = chance.randrange(len(value))
    other = chance.choice([one for one in "abcdefghij0123456789" if one != value[place]])
    return value[:place] + other + value[place + 1 :]


def _damaged(value: str, chance: random.Random) -> str:
    """A value as a hasty person copies it: cut short, or with one character wrong."""
    cut = chance.randint(1, 8)
    return chance.choice([value[:-cut], value[cut:], _one_character_off(value, chance)])


def _wrapped(value: str, chance: random.Random) -> str:
    """A value with what came along when it was copied."""
    left, right = chance.choice([(" ", ""), ("", "\n"), ('"', '"'), ("<", ">"), (" ", " ")])
    return f"{left}{value}{right}"


def _placeholder(chance: random.Random) -> str:
    return chance.choice(["None", "null", "undefined", "<your value here>", "YOUR_VALUE"])


def _bearer(mine: Credentials, token: str | None = None) -> dict[str, str]:
    token = mine.access_token if token is None else token
    return {"Authorization": f"Bearer {token}", "Client-Id": mine.client_id}


# The exchange


def _wrong_address_at_the_exchange(kind: str) -> Callable[[Bench, random.Random], Committed]:
    def commit(bench: Bench, chance: random.Random) -> Committed:
        mine = replace(bench.mine, code=bench.code())
        return bench.exchange(mine, redirect_uri=CHANGES[kind](chance))

    return commit


def _wrong_address_in_the_link(kind: str) -> Callable[[Bench, random.Random], Committed]:
    def commit(bench: Bench, chance: random.Random) -> Committed:
        wrong = CHANGES[kind](chance)
        kept = chance.choice([REDIRECT_URI, wrong])  # a wrong one may be kept as well
        return bench.link(replace(bench.mine, redirect_uri=kept), redirect_uri=wrong)

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
    more = chance.choice([f"{mine.code}&scope=chat%3Aread", _wrapped(mine.code, chance)])
    return bench.exchange(mine, code=more)


@fault("The exchange: a code that was copied wrongly", "code_copied_wrongly")
def _(bench: Bench, chance: random.Random) -> Committed:
    mine = replace(bench.mine, code=bench.code())
    return bench.exchange(mine, code=_damaged(mine.code, chance))


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
    return bench.exchange(mine, client_secret=_wrapped(mine.client_secret, chance))


@fault("The exchange: a secret that was copied wrongly", "client_secret_copied_wrongly")
def _(bench: Bench, chance: random.Random) -> Committed:
    mine = replace(bench.mine, code=bench.code())
    return bench.exchange(mine, client_secret=_damaged(mine.client_secret, chance))


@fault("The exchange: a secret that was never filled in", "client_secret_not_filled_in")
def _(bench: Bench, chance: random.Random) -> Committed:
    mine = replace(bench.mine, code=bench.code())
    return bench.exchange(mine, client_secret=_placeholder(chance))


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
    mine = Credentials(bench.public_id, "", REDIRECT_URI, code=_random_text(chance))
    return bench.exchange(mine, client_secret=chance.choice([None, _random_text(chance)]))


@fault("The exchange: spaces or quotes around the client ID", "client_id_with_more_around")
def _(bench: Bench, chance: random.Random) -> Committed:
    mine = replace(bench.mine, code=bench.code())
    return bench.exchange(mine, client_id=_wrapped(mine.client_id, chance))


@fault("The exchange: a client ID that was copied wrongly", "client_id_copied_wrongly")
def _(bench: Bench, chance: random.Random) -> Committed:
    mine = replace(bench.mine, code=bench.code())
    return bench.exchange(mine, client_id=_damaged(mine.client_id, chance))


@fault("The exchange: the kept client ID is nobody's", "kept_client_id_unknown")
def _(bench: Bench, chance: random.Random) -> Committed:
    return bench.exchange(
        replace(bench.mine, client_id=_random_text(chance), code=_random_text(chance))
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


# Renewing


@fault("Renewing: no refresh token", "refresh_token_missing")
def _(bench: Bench, chance: random.Random) -> Committed:
    return bench.refresh(bench.with_token(), refresh_token=chance.choice([None, ""]))


@fault("Renewing: an access token in place of it", "access_token_in_place_of_refresh_token")
def _(bench: Bench, chance: random.Random) -> Committed:
    mine = bench.with_token()
    return bench.refresh(mine, refresh_token=mine.access_token)


@fault("Renewing: a refresh token that was copied wrongly", "refresh_token_copied_wrongly")
def _(bench: Bench, chance: random.Random) -> Committed:
    mine = bench.with_token()
    return bench.refresh(mine, refresh_token=_damaged(mine.refresh_token, chance))


@fault("Renewing: another refresh token than the kept one", "refresh_token_not_the_kept_one")
def _(bench: Bench, chance: random.Random) -> Committed:
    return bench.refresh(bench.with_token(), refresh_token=_random_text(chance, 50))


@fault("Renewing: more scopes than were granted", "scope_beyond_consent")
def _(bench: Bench, chance: random.Random) -> Committed:
    more = chance.choice(sorted(set(SCOPES) - set(KNOWN_SCOPES[:2])))
    return bench.refresh(bench.with_token(), scope=f"chat:read {more}")


# The link


for _kind in CHANGES:
    fault(f"The link: another redirect address ({_kind})", f"redirect_uri_{_kind}")(
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
    return bench.link(bench.mine, client_id=_placeholder(chance))


@fault("The link: a response_type that doesn't exist", "response_type_unknown")
def _(bench: Bench, chance: random.Random) -> Committed:
    return bench.link(bench.mine, response_type=chance.choice([None, "", "Code", "codes"]))


@fault("The link: an id_token without the scope openid", "openid_scope_missing")
def _(bench: Bench, chance: random.Random) -> Committed:
    return bench.link(bench.mine, response_type=chance.choice(["id_token", "token id_token"]))


# Asking the API


@fault("The API: no Authorization header", "authorization_missing")
def _(bench: Bench, chance: random.Random) -> Committed:
    mine = bench.with_token()
    return bench.ask(mine, {"Client-Id": mine.client_id})


@fault("The API: OAuth in place of Bearer", "oauth_in_place_of_bearer")
def _(bench: Bench, chance: random.Random) -> Committed:
    mine, word = bench.with_token(), chance.choice(["OAuth", "oauth", "Oauth"])
    return bench.ask(mine, _bearer(mine) | {"Authorization": f"{word} {mine.access_token}"})


@fault("The API: no Bearer before the token", "bearer_missing")
def _(bench: Bench, chance: random.Random) -> Committed:
    mine, word = bench.with_token(), chance.choice(["", "Bearer:", "Bearer"])
    return bench.ask(mine, _bearer(mine) | {"Authorization": f"{word}{mine.access_token}"})


@fault("The API: a chat password in place of the token", "chat_password_in_place_of_token")
def _(bench: Bench, chance: random.Random) -> Committed:
    mine = bench.with_token()
    return bench.ask(mine, _bearer(mine) | {"Authorization": f"oauth:{mine.access_token}"})


@fault("The API: Bearer, and no token behind it", "access_token_missing")
def _(bench: Bench, chance: random.Random) -> Committed:
    return bench.ask(mine := bench.with_token(), _bearer(mine, ""))


@fault("The API: the headers passed as parameters", "headers_as_parameters")
def _(bench: Bench, chance: random.Random) -> Committed:
    mine = bench.with_token()
    return bench.ask(mine, {}, **_bearer(mine))


@fault("The API: the header's name misspelt", "authorization_misspelt")
def _(bench: Bench, chance: random.Random) -> Committed:
    mine = bench.with_token()
    written = chance.choice(["Authorisation", "Authorizaton", "Autorization"])
    headers = {written: f"Bearer {mine.access_token}", "Client-Id": mine.client_id}
    return bench.ask(mine, headers)


@fault("The API: a refresh token in place of the token", "refresh_token_in_place_of_access_token")
def _(bench: Bench, chance: random.Random) -> Committed:
    return bench.ask(mine := bench.with_token(), _bearer(mine, mine.refresh_token))


@fault("The API: a code in place of the token", "code_in_place_of_access_token")
def _(bench: Bench, chance: random.Random) -> Committed:
    mine = replace(bench.with_token(), code=bench.code())
    return bench.ask(mine, _bearer(mine, mine.code))


@fault("The API: the secret in place of the token", "client_secret_in_place_of_access_token")
def _(bench: Bench, chance: random.Random) -> Committed:
    return bench.ask(mine := bench.with_token(), _bearer(mine, mine.client_secret))


@fault("The API: a token that was revoked", "kept_access_token_ended")
def _(bench: Bench, chance: random.Random) -> Committed:
    mine = bench.with_token()
    bench.revoke(mine, mine.access_token)
    return bench.ask(mine, _bearer(mine))


@fault("The API: a token, after the person disconnected", "kept_access_token_ended")
def _(bench: Bench, chance: random.Random) -> Committed:
    mine = bench.with_token()
    bench.disconnect()
    return bench.ask(mine, _bearer(mine))


@fault("The API: a token that was copied wrongly", "access_token_copied_wrongly")
def _(bench: Bench, chance: random.Random) -> Committed:
    return bench.ask(mine := bench.with_token(), _bearer(mine, _damaged(mine.access_token, chance)))


@fault("The API: more than the token", "access_token_with_more_around")
def _(bench: Bench, chance: random.Random) -> Committed:
    mine = bench.with_token()
    left, right = chance.choice([('"', '"'), ("<", ">"), ("oauth:", ""), ("Bearer ", "")])
    return bench.ask(mine, _bearer(mine, f"{left}{mine.access_token}{right}"))


@fault("The API: a token that was never filled in", "access_token_not_filled_in")
def _(bench: Bench, chance: random.Random) -> Committed:
    return bench.ask(mine := bench.with_token(), _bearer(mine, _placeholder(chance)))


@fault("The API: another token than the kept one", "access_token_not_the_kept_one")
def _(bench: Bench, chance: random.Random) -> Committed:
    return bench.ask(mine := bench.with_token(), _bearer(mine, _random_text(chance)))


@fault("The API: no Client-Id header", "client_id_header_missing")
def _(bench: Bench, chance: random.Random) -> Committed:
    mine = bench.with_token()
    return bench.ask(mine, {"Authorization": f"Bearer {mine.access_token}"})


@fault("The API: the Client-Id header misspelt", "client_id_header_misspelt")
def _(bench: Bench, chance: random.Random) -> Committed:
    mine, written = bench.with_token(), chance.choice(["ClientId", "Client_Id", "Cleint-Id"])
    headers = {"Authorization": f"Bearer {mine.access_token}", written: mine.client_id}
    return bench.ask(mine, headers)


@fault("The API: the Client-Id of another application", "client_id_of_another_application")
def _(bench: Bench, chance: random.Random) -> Committed:
    mine = bench.with_token()
    return bench.ask(mine, _bearer(mine) | {"Client-Id": bench.other.client_id})


@fault("The API: the token of another application", "token_of_another_application")
def _(bench: Bench, chance: random.Random) -> Committed:
    return bench.ask(
        mine := bench.with_token(), _bearer(mine, bench.token(bench.other).access_token)
    )


@fault("The API: an id that is no number", "parameter_malformed")
def _(bench: Bench, chance: random.Random) -> Committed:
    mine = bench.with_token()
    return bench.ask(mine, _bearer(mine), id=chance.choice(["river_otter", "1e9", "71 00"]))


@fault("The API: an address that doesn't exist", "no_such_address")
def _(bench: Bench, chance: random.Random) -> Committed:
    mine, path = bench.with_token(), chance.choice(["user", "Users", "users/"])
    address = f"{bench.twitch.api_url}/helix/{path}"
    return Committed(send("GET", address, headers=_bearer(mine)), mine)


# Looking at a token, and ending it


@fault("Validating: no Authorization header", "authorization_missing")
def _(bench: Bench, chance: random.Random) -> Committed:
    return Committed(send("GET", f"{bench.twitch.id_url}/oauth2/validate"), bench.with_token())


@fault("Validating: a refresh token", "refresh_token_in_place_of_access_token")
def _(bench: Bench, chance: random.Random) -> Committed:
    mine = bench.with_token()
    return Committed(oauth.validate(bench.twitch, mine.refresh_token), mine)


@fault("Validating: a token that was revoked", "kept_access_token_ended")
def _(bench: Bench, chance: random.Random) -> Committed:
    mine = bench.with_token()
    bench.revoke(mine, mine.access_token)
    return Committed(oauth.validate(bench.twitch, mine.access_token), mine)


@fault("Revoking: a token that was revoked before", "kept_access_token_ended")
def _(bench: Bench, chance: random.Random) -> Committed:
    mine = bench.with_token()
    bench.revoke(mine, mine.access_token)
    return bench.revoke(mine, mine.access_token)


@fault("Revoking: with a client ID that is nobody's", "client_id_copied_wrongly")
def _(bench: Bench, chance: random.Random) -> Committed:
    mine = bench.with_token()
    wrong = replace(mine, client_id=_one_character_off(mine.client_id, chance))
    return Committed(bench.revoke(wrong, mine.access_token).reply, mine)


def any_chance() -> random.Random:
    """Chance that is not the same twice, for the button."""
    return random.Random(secrets.randbits(64))  # noqa: S311  (it chooses a mistake, no secret)


def named(title: str) -> Fault:
    """The fault with this title. Raises PlainError when there is none."""
    for one in FAULTS:
        if one.title == title:
            return one
    raise PlainError("Choose one of the mistakes in the list.")
