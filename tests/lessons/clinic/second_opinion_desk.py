"""The desk of somebody in the middle of the tutorial: what is kept, and requests by hand."""

from __future__ import annotations

import random
import sqlite3
import string
from dataclasses import dataclass
from urllib.parse import parse_qs, urlencode, urlsplit

import requests

from helpers import credentials
from helpers.private_folder import fingerprint
from helpers.service import Service
from lessons.practice_side.practice_learner import PracticeLearner

LETTERS = string.ascii_lowercase + string.digits
DEVICE = "urn:ietf:params:oauth:grant-type:device_code"
SCOPES = "chat:read chat:edit"


@dataclass
class Failed:
    """What the learner has in hand after the failure: a response, or the browser's address."""

    what: requests.Response | str
    link: str = ""  # the authorize link, when the learner pastes that too
    clock: float = 0  # seconds by which the learner's clock is ahead


class Desk:
    """A learner in the middle of the tutorial: an application, and what is kept of it.

    `applications` are those that faults registered before: theirs by what they are, so that each
    fault needn't register them again.
    """

    def __init__(
        self,
        twitch: Service,
        books: sqlite3.Connection,
        chance: random.Random,
        applications: dict[tuple[str, ...], str],
        owner: str = "me",
    ) -> None:
        self.twitch, self.books, self.chance = twitch, books, chance
        self.applications, self.owner = applications, owner
        self.learner = PracticeLearner(twitch)
        self.id = twitch.id_url
        self.redirect_uri = "http://localhost"
        self.access_token = self.refresh_token = self.code = ""
        self.client_id = self.client_secret = ""

    # What goes right, on the way to the fault.

    def application(self, client_type: str = "confidential") -> str:
        what = (self.owner, self.redirect_uri, client_type)
        if what not in self.applications:
            name = f"Second Opinion {self.random_text(8)}"
            made = self.learner.application(name, self.redirect_uri, client_type)
            self.applications[what] = made
        return self.applications[what]

    def registered(self, redirect_uri: str = "http://localhost", public: bool = False) -> Desk:
        self.redirect_uri = redirect_uri
        self.client_id = self.application("public" if public else "confidential")
        self.client_secret = "" if public else self.learner.new_secret(self.client_id)
        self.keep(client_id=self.client_id, redirect_uri=redirect_uri, scope=SCOPES)
        self.keep(client_secret=self.client_secret)
        return self

    def keep(self, **values: str) -> None:
        credentials.keep(self.twitch, **values)

    def link(self, **changed: str | None) -> str:
        state = self.random_text(24)
        self.keep(state=state)
        fields = {
            "response_type": "code",
            "client_id": self.client_id,
            "redirect_uri": self.redirect_uri,
            "scope": SCOPES,
            "state": state,
            **changed,
        }
        sent = {name: value for name, value in fields.items() if value is not None}
        return f"{self.id}/oauth2/authorize?{urlencode(sent)}"

    def consented(self, **changed: str | None) -> Desk:
        """The browser came back with a code, and notebook 08 kept it."""
        self.address = self.learner.authorize(self.link(**changed))
        self.code = parse_qs(urlsplit(self.address).query)["code"][0]
        credentials.keep_code(self.twitch, self.code)
        return self

    def with_token(self, scope: str = SCOPES) -> Desk:
        self.consented(scope=scope)
        body = self.exchange().json()
        self.access_token, self.refresh_token = body["access_token"], body["refresh_token"]
        self.keep(access_token=self.access_token, refresh_token=self.refresh_token, code="")
        self.keep(used_code=fingerprint(self.code), scope=scope)
        return self

    def public_token(self) -> Desk:
        """A Public application's token, by the device flow."""
        began = self.post("/oauth2/device", client_id=self.client_id, scopes=SCOPES).json()
        self.learner.activate(began["verification_uri"])
        body = self.poll(began["device_code"]).json()
        self.access_token, self.refresh_token = body["access_token"], body["refresh_token"]
        self.keep(access_token=self.access_token, refresh_token=self.refresh_token)
        return self

    def other(self) -> Desk:
        """Another application of the same person's, of which nothing is kept here."""
        other = Desk(self.twitch, self.books, self.chance, self.applications, "another")
        other.keep = lambda **values: None  # type: ignore[method-assign]
        return other.registered()

    def random_text(self, length: int = 30) -> str:
        return "".join(self.chance.choices(LETTERS, k=length))

    def user_id(self) -> str:
        return self.helix("users").json()["data"][0]["id"]

    # The requests, as a learner would type them.

    def post(self, path: str, **form: str | None) -> requests.Response:
        sent = {name: value for name, value in form.items() if value is not None}
        return requests.post(f"{self.id}{path}", data=sent, timeout=10)

    def form(self, **changed: str | None) -> dict[str, str | None]:
        return {
            "client_id": self.client_id,
            "client_secret": self.client_secret,
            "code": self.code,
            "grant_type": "authorization_code",
            "redirect_uri": self.redirect_uri,
            **changed,
        }

    def exchange(self, **changed: str | None) -> requests.Response:
        return self.post("/oauth2/token", **self.form(**changed))

    def refresh(self, **changed: str | None) -> requests.Response:
        form = {
            "client_id": self.client_id,
            "client_secret": self.client_secret or None,
            "grant_type": "refresh_token",
            "refresh_token": self.refresh_token,
        }
        return self.post("/oauth2/token", **{**form, **changed})

    def poll(self, device_code: str | None, **changed: str | None) -> requests.Response:
        form = {"client_id": self.client_id, "scopes": SCOPES, "device_code": device_code}
        return self.post("/oauth2/token", **{**form, "grant_type": DEVICE, **changed})

    def app_token(self) -> str:
        form = {"client_id": self.client_id, "client_secret": self.client_secret}
        reply = self.post("/oauth2/token", grant_type="client_credentials", **form)
        return reply.json()["access_token"]

    def helix(self, path: str, **headers: str | None) -> requests.Response:
        usual = {"Authorization": f"Bearer {self.access_token}", "Client-Id": self.client_id}
        sent = {**usual, **{name.replace("_", "-"): value for name, value in headers.items()}}
        sent = {name: value for name, value in sent.items() if value is not None}
        return requests.get(f"{self.twitch.api_url}/helix/{path}", headers=sent, timeout=10)

    def chat(self, **message: str | None) -> requests.Response:
        headers = {"Authorization": f"Bearer {self.access_token}", "Client-Id": self.client_id}
        body = {name: value for name, value in message.items() if value is not None}
        address = f"{self.twitch.api_url}/helix/chat/messages"
        return requests.post(address, headers=headers, json=body, timeout=10)

    def validate(self, authorization: str | None) -> requests.Response:
        headers = {"Authorization": authorization} if authorization else {}
        return requests.get(f"{self.id}/oauth2/validate", headers=headers, timeout=10)

    def opened(self, **changed: str | None) -> Failed:
        """The link was opened: the browser shows an error itself, or is sent back with one."""
        link = self.link(**changed)
        reply = requests.get(link, allow_redirects=False, timeout=10)
        if reply.is_redirect:
            return Failed(reply.headers["Location"], link)
        return Failed(reply)

    def mistyped(self, text: str) -> str:
        """One letter in it is another."""
        at = self.chance.randrange(len(text))
        new = self.chance.choice([one for one in LETTERS if one != text[at]])
        return text[:at] + new + text[at + 1 :]
