"""Practice without a server: its file and its rules, opened for one step or one look."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from practice.basics.fingerprint import Fingerprints
from practice.rules.clients import Refusal
from practice.rules.console import ApplicationForm, Console
from practice.rules.rules import Rules
from practice.store.records import Application
from practice.store.store import Store

BASE = "http://localhost:8017"
HERE = "http://localhost"
DEVICE = "urn:ietf:params:oauth:grant-type:device_code"


class World:
    """One of practice's accounts, and what it and its applications can ask for."""

    def __init__(self, folder: Path) -> None:
        self.store, fingerprints = Store(folder), Fingerprints(folder)
        self.rules = Rules(self.store, fingerprints)
        self.console = Console(self.store, fingerprints)
        self.account = self.store.accounts()[0]

    def __enter__(self) -> World:
        return self

    def __exit__(self, *error: object) -> None:
        self.store.close()

    def register(self, name: str, client_type: str) -> Application:
        form = ApplicationForm(
            name=name,
            redirect_uris=(HERE,),
            category="Other",
            client_type=client_type,
            not_a_robot=True,
        )
        return self.console.register(self.account, form)

    def code(self, client_id: str, scope: str = "chat:read") -> str:
        link = {"response_type": "code", "client_id": client_id, "scope": scope}
        request = self.rules.authorize.read_request({**link, "redirect_uri": HERE})
        address = self.rules.authorize.allow(request, self.account, BASE)
        return address.split("code=")[1].split("&")[0]

    def allowed_device(self, client_id: str) -> str:
        begun = self.rules.device.begin({"client_id": client_id}, BASE)
        waiting = self.rules.device.waiting(str(begun["user_code"]))
        assert waiting and self.rules.device.allow(waiting[0], self.account)
        return str(begun["device_code"])

    def exchange(self, grant_type: str, **sent: str) -> dict[str, Any]:
        form = {"grant_type": grant_type, "redirect_uri": HERE, **sent}
        return self.rules.grants.exchange(form, BASE)

    def refusal(self, grant_type: str, **sent: str) -> str:
        """What is said to this; empty when it brings a token."""
        try:
            self.exchange(grant_type, **sent)
        except Refusal as refusal:
            return refusal.message
        return ""

    def knows(self, access_token: str) -> bool:
        try:
            self.rules.life.validate(f"OAuth {access_token}")
        except Refusal:
            return False
        return True
