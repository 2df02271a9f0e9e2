"""What the endpoints for programs have in common, and those of id.twitch.tv: `/oauth2/...`."""

from __future__ import annotations

import json

from tornado.web import HTTPError

from practice.clients import Refusal
from practice.fingerprint import Fingerprints
from practice.handling import Handler
from practice.rules import Rules
from practice.siblings import proof


def body_of(reply: dict[str, object]) -> str:
    """Compact JSON and a newline, as on the wire (contract 2.1)."""
    return json.dumps(reply, separators=(",", ":"), ensure_ascii=False) + "\n"


class Endpoint(Handler):
    """A handler that speaks JSON. Twitch sends no charset with it (contract 2.1)."""

    def initialize(self, rules: Rules) -> None:
        self.rules = rules

    def reply(self, reply: dict[str, object], status: int = 200) -> None:
        """Answer with this JSON."""
        self.set_status(status)
        self.set_header("Content-Type", "application/json")
        self.finish(body_of(reply))


class IdEndpoint(Endpoint):
    """An endpoint of id.twitch.tv. A method or path it doesn't know is not found there."""

    def set_default_headers(self) -> None:
        super().set_default_headers()
        self.set_header("Access-Control-Allow-Origin", "*")

    def show_error(self, status: int, sentence: str) -> None:
        if status in (404, 405):
            self.set_status(404)
            self.set_header("Content-Type", "text/plain")
            self.finish("404 page not found\n")
        else:
            self.reply({"status": status, "message": sentence}, status)

    def refuse(self, refusal: Refusal) -> None:
        self.reply({"status": refusal.status, "message": refusal.message}, refusal.status)


class DeviceHandler(IdEndpoint):
    """`POST /oauth2/device` (contract 4.1)."""

    def post(self) -> None:
        self.reply(self.rules.device.begin(self.sent(), self.base))


class TokenHandler(IdEndpoint):
    """`POST /oauth2/token` (contract 2)."""

    def post(self) -> None:
        self.reply(self.rules.grants.exchange(self.sent(), self.base))


class ValidateHandler(IdEndpoint):
    """`GET /oauth2/validate` (contract 3.1)."""

    def get(self) -> None:
        self.reply(self.rules.life.validate(self.request.headers.get("Authorization")))


class RevokeHandler(IdEndpoint):
    """`POST /oauth2/revoke` (contract 3.2). Its success has an empty body."""

    def post(self) -> None:
        self.rules.life.revoke(self.sent())
        self.set_header("Content-Type", "application/json")


class DiscoveryHandler(IdEndpoint):
    """`GET /oauth2/.well-known/openid-configuration` (contract 4.3)."""

    def get(self) -> None:
        self.reply(self.rules.openid.discovery(self.base))


class KeysHandler(IdEndpoint):
    """`GET /oauth2/keys` (contract 4.3)."""

    def get(self) -> None:
        self.reply(self.rules.openid.keys())


class UserinfoHandler(IdEndpoint):
    """`GET /oauth2/userinfo` (contract 4.3)."""

    def get(self) -> None:
        token = self.rules.life.named_in(self.request.headers.get("Authorization"))
        self.reply(self.rules.openid.userinfo(self.base, token))


class IdNotFound(IdEndpoint):
    """Any other path of id.twitch.tv."""

    def prepare(self) -> None:
        super().prepare()
        raise HTTPError(404)


class SameBooksHandler(Handler):
    """Ours: shows a process beside us that we serve the same folder as it does."""

    def initialize(self, fingerprints: Fingerprints) -> None:
        self.fingerprints = fingerprints

    def get(self) -> None:
        self.set_header("Content-Type", "text/plain")
        self.finish(proof(self.fingerprints, self.sent_once("question")))
