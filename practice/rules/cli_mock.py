"""What the Twitch CLI's mock has and Twitch has not: a ready-made application, tokens for asking.

Programs that are tested with `twitch mock-api` find their application and their users at `/units`,
and get a user's token without asking the user (docs/twitch.md 9.1). Here all is practice's own.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from practice.basics.clock import now
from practice.basics.fingerprint import Fingerprints
from practice.basics.random_values import hash_of, random_text, same
from practice.rules.clients import Refusal
from practice.rules.issuing import Issuing
from practice.rules.scopes import SCOPES
from practice.store.records import Application
from practice.store.store import NameTaken, Store

NAME = "Mock API Client"
OWNER = "nobody"
# Ours: the CLI's mock sends nobody anywhere, so it has no redirect address.
REDIRECT_URIS = ("http://localhost:3000", "http://localhost")
USER_TOKEN = "user_token"


class CliMock:
    """The ready-made application, over one store."""

    def __init__(self, store: Store, fingerprints: Fingerprints, issuing: Issuing) -> None:
        self._store = store
        self._issuing = issuing
        self._client_id = store.setting("mock client ID", lambda: random_text(30))
        # Kept as it is, since `/units/clients` tells it to everybody on this computer.
        self._secret = store.setting("mock client secret", lambda: random_text(30))
        with store.together():
            if store.application(self._client_id) is None:
                self._register(store)
                store.set_secret(
                    self._client_id, hash_of(self._secret), fingerprints.of(self._secret)
                )

    def _register(self, store: Store) -> None:
        application = Application(
            client_id=self._client_id,
            owner_id=OWNER,
            name=NAME,
            category="Other",
            client_type="confidential",
            secret_hash=None,
            secret_fingerprint=None,
            created_at=now(),
            redirect_uris=REDIRECT_URIS,
        )
        try:
            store.save_application(application)
        except NameTaken:  # somebody was faster, in a file of an older version
            store.save_application(replace(application, name=f"{NAME} {self._client_id}"))

    def clients(self) -> dict[str, object]:
        """The application with its secret, as `GET /units/clients` tells it."""
        client = {
            "ID": self._client_id,
            "Secret": self._secret,
            "Name": NAME,
            "IsExtension": False,
        }
        return _listed([client])

    def users(self) -> dict[str, object]:
        """The accounts, as `GET /units/users` tells them."""
        return _listed(
            [
                {
                    "id": account.user_id,
                    "login": account.login,
                    "display_name": account.display_name,
                    "email": account.email,
                    "type": "",
                    "broadcaster_type": account.broadcaster_type,
                    "description": account.description,
                    "created_at": account.created_at,
                }
                for account in self._store.accounts()
            ]
        )

    def user_token(self, sent: Mapping[str, str]) -> dict[str, object]:
        """A user's token at once, without a page: `POST /auth/authorize`. Raises Refusal.

        Any application may, with its secret. Ours: the status of the refusals, and that the
        token can be refreshed; the CLI's mock sends an empty refresh_token.
        """
        wanted = ("client_id", "client_secret", "grant_type", "user_id")
        if not all(sent.get(name) for name in wanted) or sent["grant_type"] != USER_TOKEN:
            raise Refusal(400, "missing required parameter")
        scopes = tuple(dict.fromkeys(sent.get("scope", "").split()))
        if not SCOPES.keys() >= set(scopes):
            raise Refusal(400, "Invalid scopes requested")
        application = self._store.application(sent["client_id"])
        if application is None or not same(
            hash_of(sent["client_secret"]), application.secret_hash or ""
        ):
            raise Refusal(400, "Client ID/Secret invalid")
        user_id = sent["user_id"]
        if user_id not in {account.user_id for account in self._store.accounts()}:
            raise Refusal(400, "User ID invalid")
        with self._store.together():
            self._store.remember_consent(application.client_id, user_id, scopes)
            refresh_token = self._issuing.make_refresh_token(application, user_id, scopes, (), None)
            reply = self._issuing.give_access_token(application, user_id, scopes, (), refresh_token)
        return {"scope": [], **reply}


def _listed(data: list[dict[str, object]]) -> dict[str, object]:
    return {"cursor": "", "total": len(data), "data": data}
