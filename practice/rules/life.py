"""The life of a token after it was issued: it is looked at, and it is ended.

It also ends by itself when its time is over, and with the connection between the user and the
application. docs/twitch.md 3; RFC 7009. Ours: a new client secret leaves tokens alone.
"""

from __future__ import annotations

from collections.abc import Mapping

from practice.basics.clock import now
from practice.basics.random_values import hash_of
from practice.rules.clients import Refusal
from practice.store.records import Account, Application, Connection, Event, Token
from practice.store.store import Store


class Life:
    """What living tokens stand for, and how they end, over one store."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def token(self, access_token: str) -> Token | None:
        """What is known of this access token, if it lives."""
        token = self._store.token(hash_of(access_token))
        return token if token and token.expires_at > now() else None

    def named_in(self, authorization: str | None) -> Token:
        """The token in an Authorization header of id.twitch.tv: `OAuth x` or `Bearer x`.

        Raises Refusal (docs/twitch.md 3.1).
        """
        if not authorization:
            raise Refusal(401, "missing authorization token")
        word, _, value = authorization.partition(" ")
        token = self.token(value)
        if word.lower() not in {"oauth", "bearer"} or token is None:
            raise Refusal(401, "invalid access token")
        return token

    def validate(self, authorization: str | None) -> dict[str, object]:
        """What a living access token stands for (docs/twitch.md 3.1). Raises Refusal."""
        token = self.named_in(authorization)
        expires_in = token.expires_at - now()
        if token.user_id is None:
            return {"client_id": token.client_id, "scopes": [], "expires_in": expires_in}
        return {
            "client_id": token.client_id,
            "login": self._store.account(token.user_id).login,
            "scopes": list(token.scopes) or None,
            "user_id": token.user_id,
            "expires_in": expires_in,
        }

    def revoke(self, sent: Mapping[str, str]) -> None:
        """End an access token: anyone who holds it may (docs/twitch.md 3.2). Raises Refusal.

        Ours: its refresh token lives on, and a refresh token can't be revoked. RFC 7009 2.1
        allows both; what Twitch does is not known.
        """
        client_id = sent.get("client_id", "")
        if not client_id:
            raise Refusal(400, "missing client id")  # ours: known for /oauth2/token
        application = self._store.application(client_id)
        if application is None:
            raise Refusal(404, "client does not exist")
        if not sent.get("token"):
            raise Refusal(400, "missing oauth token")
        token = self.token(sent["token"])
        if token is None or token.client_id != client_id:
            raise Refusal(400, "Invalid token")
        self._store.end_token(
            token.access_hash,
            Event(
                "revocation",
                client_id,
                token.user_id,
                token.flow,
                marks={"access_token": token.access_fingerprint},
            ),
        )

    def connections(self, account: Account) -> list[Connection]:
        """The applications that this user has allowed something."""
        return self._store.connections(account.user_id)

    def disconnect(self, application: Application, account: Account) -> None:
        """End all tokens of these two, and forget the consent (docs/twitch.md 3.3)."""
        self._store.disconnect(
            application.client_id,
            account.user_id,
            Event("disconnection", application.client_id, account.user_id),
        )
