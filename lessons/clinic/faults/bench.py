"""Where mistakes are made: throw-away applications, and the requests of a careless hand."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from urllib.parse import parse_qs, urlencode, urlsplit

import requests

from helpers import credentials, oauth
from helpers.credentials import Credentials
from helpers.oauth import Token
from helpers.private_folder import mask
from helpers.sending import send
from helpers.service import Service
from lessons.clinic.faults.values import KNOWN_SCOPES, REDIRECT_URI
from lessons.exchange import last_failure
from lessons.practice_side.practice_learner import PracticeLearner

ACCOUNT = "night_owl"  # not the one that works for the reader


@dataclass(frozen=True)
class Committed:
    """A mistake that was made: the answer, and what its application had kept."""

    reply: requests.Response = field(repr=False)
    mine: Credentials = field(repr=False)

    @property
    def kept(self) -> tuple[tuple[str, str], ...]:
        """What its application had kept, as rows of a table; of secrets, the fingerprints."""
        names = ("client_id", "redirect_uri", *sorted(credentials.SECRETS))
        values = [(name, getattr(self.mine, name)) for name in names]
        return tuple(
            (f"{name}={mask(value) if name in credentials.SECRETS else value}", "")
            for name, value in values
            if value
        )


@dataclass(frozen=True)
class Fault:
    """One mistake to make. `commit` makes it; `cause` is what the clinic should find."""

    title: str
    cause: str
    commit: Callable[[Bench, random.Random], Committed]
    symptom: str = ""  # what the reader notices; several faults share it


class Bench:
    """Three throw-away applications at Practice Twitch, and what is kept for the first."""

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
        """Press New Secret: the old secret, which no longer works, and the new one."""
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
        """Exchange a code, with some fields other than they should be; None leaves one out."""
        form = oauth.token_form(mine.client_id, mine.client_secret, mine.code, REDIRECT_URI)
        return self.post(mine, form, changes)

    def refresh(self, mine: Credentials, **changes: str | None) -> Committed:
        """Refresh a token, with some fields other than they should be."""
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


Commit = Callable[[Bench, random.Random], Committed]


def added_to(faults: list[Fault], usual: str) -> Callable[..., Callable[[Commit], None]]:
    """A decorator that puts the function below into this list: its title, cause and symptom."""

    def fault(title: str, cause: str, symptom: str = usual) -> Callable[[Commit], None]:
        return lambda commit: faults.append(Fault(title, cause, commit, symptom))

    return fault
