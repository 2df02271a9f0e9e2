"""What the endpoints for programs have in common, and those of id.twitch.tv: `/oauth2/...`."""

from __future__ import annotations

from tornado.web import HTTPError

from practice.basics.fingerprint import Fingerprints
from practice.rules.clients import Refusal
from practice.rules.rules import Rules
from practice.web.handling import Handler
from practice.web.siblings import proof


class Endpoint(Handler):
    """An address for programs, those in a browser among them (docs/twitch.md 2.1 and 9.1)."""

    def initialize(self, rules: Rules) -> None:
        self.rules = rules

    def set_default_headers(self) -> None:
        super().set_default_headers()
        # Any page may read the answers: no cookie counts here, only what the program itself knows.
        self.set_header("Access-Control-Allow-Origin", "*")

    def options(self) -> None:
        """Let a browser send the headers that it asks about first. Ours."""
        self.set_status(204)
        self.set_header("Access-Control-Allow-Headers", "Authorization, Client-Id, Content-Type")
        self.set_header("Access-Control-Allow-Methods", "GET, POST")


class IdEndpoint(Endpoint):
    """An endpoint of id.twitch.tv. A method or path it doesn't know is not found there."""

    def show_error(self, status: int, sentence: str) -> None:
        if status in (404, 405):
            self.not_found()
        else:
            self.reply({"status": status, "message": sentence}, status)

    def refuse(self, refusal: Refusal) -> None:
        self.reply({"status": refusal.status, "message": refusal.message}, refusal.status)


class DeviceHandler(IdEndpoint):
    """`POST /oauth2/device` (docs/twitch.md 4.1)."""

    def post(self) -> None:
        self.reply(self.rules.device.begin(self.sent(), self.base))


class TokenHandler(IdEndpoint):
    """`POST /oauth2/token` (docs/twitch.md 2)."""

    def post(self) -> None:
        self.reply(self.rules.grants.exchange(self.sent(), self.base))


class ValidateHandler(IdEndpoint):
    """`GET /oauth2/validate` (docs/twitch.md 3.1)."""

    def get(self) -> None:
        self.reply(self.rules.life.validate(self.request.headers.get("Authorization")))


class RevokeHandler(IdEndpoint):
    """`POST /oauth2/revoke` (docs/twitch.md 3.2). Its success has an empty body."""

    def post(self) -> None:
        self.rules.life.revoke(self.sent())
        self.set_header("Content-Type", "application/json")


class DiscoveryHandler(IdEndpoint):
    """`GET /oauth2/.well-known/openid-configuration` (docs/twitch.md 4.3)."""

    def get(self) -> None:
        self.reply(self.rules.openid.discovery(self.base))


class KeysHandler(IdEndpoint):
    """`GET /oauth2/keys` (docs/twitch.md 4.3)."""

    def get(self) -> None:
        self.reply(self.rules.openid.keys())


class UserinfoHandler(IdEndpoint):
    """`GET /oauth2/userinfo` (docs/twitch.md 4.3); POST too (ours, from OpenID Connect 5.3.1)."""

    def get(self) -> None:
        token = self.rules.life.named_in(self.request.headers.get("Authorization"))
        self.reply(self.rules.openid.userinfo(self.base, token))

    post = get


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
        assert self.request.connection
        # Where we really listen, and not what anybody says: else a proof could be passed on.
        port = self.request.connection.stream.socket.getsockname()[1]  # type: ignore[attr-defined]
        self.finish(proof(self.fingerprints, port, self.sent_once("question")))
