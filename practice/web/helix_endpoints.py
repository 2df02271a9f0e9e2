"""The endpoints of api.twitch.tv, `/helix`, with errors in their own shape (docs/twitch.md 0)."""

from __future__ import annotations

from http import HTTPStatus

from tornado.web import HTTPError

from practice.chat.chat_messages import CannotReply, ChatMessages
from practice.rules.clients import Refusal
from practice.rules.rate_limit import LIMIT, Buckets
from practice.rules.rules import Rules
from practice.store.records import Token
from practice.web.endpoints import Endpoint


class HelixEndpoint(Endpoint):
    """An endpoint of api.twitch.tv, and the answer for those that aren't there."""

    def initialize(  # type: ignore[override]
        self, rules: Rules, buckets: Buckets, messages: ChatMessages
    ) -> None:
        super().initialize(rules)
        self.messages = messages
        self.buckets = buckets
        self.budget = buckets.untouched()

    def caller(self) -> Token:
        """Whose token came with the request; it takes a point (docs/twitch.md 6.1 to 6.3).

        Raises Refusal 401 and 429.
        """
        token = self.rules.helix.caller(
            self.request.headers.get("Authorization"), self.request.headers.get("Client-Id")
        )
        # An application's own bucket, or one for each of its users.
        self.budget = self.buckets.take((token.client_id, token.user_id))
        if not self.budget.allowed:
            raise Refusal(429, "Request limit exceeded")
        return token

    def all_sent(self) -> dict[str, list[str]]:
        """All values of each parameter. Raises HTTPError 400 for what is not UTF-8."""
        return {name: self.sent_values(name) for name in self.request.arguments}

    def show_error(self, status: int, sentence: str) -> None:
        if status in (404, 405):
            status, sentence = 404, ""
        reason = HTTPStatus(status).phrase
        self.reply({"error": reason, "status": status, "message": sentence}, status)

    def reply(self, reply: dict[str, object], status: int = 200) -> None:
        self.set_header("Ratelimit-Limit", str(LIMIT))
        self.set_header("Ratelimit-Remaining", str(self.budget.remaining))
        self.set_header("Ratelimit-Reset", str(self.budget.reset))
        super().reply(reply, status)


class UsersHandler(HelixEndpoint):
    """`GET /helix/users` (docs/twitch.md 6.4)."""

    def get(self) -> None:
        self.reply(self.rules.helix.users(self.caller(), self.all_sent()))


class StreamsHandler(HelixEndpoint):
    """`GET /helix/streams` (docs/twitch.md 6.5)."""

    def get(self) -> None:
        self.reply(self.rules.helix.streams(self.caller(), self.all_sent()))


class ChannelsHandler(HelixEndpoint):
    """`GET /helix/channels` (docs/twitch.md 6.6)."""

    def get(self) -> None:
        self.reply(self.rules.helix.channels(self.caller(), self.all_sent()))


class GamesHandler(HelixEndpoint):
    """`GET /helix/games` (docs/twitch.md 6.9)."""

    def get(self) -> None:
        self.reply(self.rules.helix.games(self.caller(), self.all_sent()))


class TopGamesHandler(HelixEndpoint):
    """`GET /helix/games/top` (docs/twitch.md 6.9)."""

    def get(self) -> None:
        self.reply(self.rules.helix.top_games(self.caller(), self.all_sent()))


class AuthorizationsHandler(HelixEndpoint):
    """`GET /helix/authorization/users` (docs/twitch.md 6.10)."""

    def get(self) -> None:
        self.reply(self.rules.helix.authorizations(self.caller(), self.all_sent()))


class ChatMessagesHandler(HelixEndpoint):
    """`POST /helix/chat/messages` (docs/twitch.md 6.7)."""

    def post(self) -> None:
        kind = self.request.headers.get("Content-Type", "")
        token, query = self.caller(), self.all_sent()
        self.reply(self.messages.send(token, kind, self.request.body, query))

    def refuse(self, refusal: Refusal) -> None:
        if isinstance(refusal, CannotReply):
            error = {"data": [], "error": "Bad Request", "message": refusal.message}
            return self.reply({**error, "status": refusal.status}, refusal.status)
        super().refuse(refusal)


class HelixNotFound(HelixEndpoint):
    """Any other path of api.twitch.tv (docs/twitch.md 6.2)."""

    def prepare(self) -> None:
        super().prepare()
        raise HTTPError(404)
