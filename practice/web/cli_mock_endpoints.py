"""The endpoints of the Twitch CLI's mock that Twitch has not (docs/twitch.md 9.1).

`/auth/...` and `/mock/...` are otherwise the same handlers as `/oauth2/...` and `/helix/...`.
Ours: no CORS header here, so that no web site in a browser reads the secret of `/units/clients`.
"""

from __future__ import annotations

from http import HTTPStatus

from practice.rules.cli_mock import CliMock
from practice.web.handling import Handler


class MockEndpoint(Handler):
    """An endpoint whose errors have the shape of the mock's (docs/twitch.md 0)."""

    def initialize(self, mock: CliMock) -> None:
        self.mock = mock

    def show_error(self, status: int, sentence: str) -> None:
        reason = HTTPStatus(status).phrase
        self.reply({"status": status, "error": reason, "message": sentence}, status)


class MockAuthorize(MockEndpoint):
    """`/auth/authorize`: the mock's POST, and for a browser the page that the mock lacks."""

    def get(self) -> None:
        self.redirect(f"../oauth2/authorize?{self.request.query}")

    def post(self) -> None:
        self.reply(self.mock.user_token(self.sent()))


class UnitsClients(MockEndpoint):
    """`GET /units/clients`."""

    def get(self) -> None:
        self.reply(self.mock.clients())


class UnitsUsers(MockEndpoint):
    """`GET /units/users`."""

    def get(self) -> None:
        self.reply(self.mock.users())
