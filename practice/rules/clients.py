"""Which application is asking, and can it prove that? Every other rule begins with this.

A refusal is one exception for all of them: an HTTP status, and the message in Twitch's own words.
The order of the guards is that of docs/twitch.md 2.7.
"""

from __future__ import annotations

from collections.abc import Mapping

from practice.basics.random_values import hash_of, same
from practice.store.records import Application
from practice.store.store import Store

# No secret, so no way to prove anything.
PUBLIC = "public"


class Refusal(Exception):
    """A request is refused: an HTTP status, and the message in Twitch's own words.

    `flow` is that of what was brought, where it is known (see Event).
    """

    def __init__(self, status: int, message: str, flow: str | None = None) -> None:
        super().__init__(message)
        self.status = status
        self.message = message
        self.flow = flow


def identify(store: Store, sent: Mapping[str, str]) -> Application:
    """The application whose `client_id` was sent. Anybody may send it. Raises Refusal."""
    client_id = sent.get("client_id", "")
    if not client_id:
        raise Refusal(400, "missing client id")
    application = store.application(client_id)
    if application is None:
        raise Refusal(400, "invalid client")
    return application


def prove(application: Application, sent: Mapping[str, str]) -> None:
    """Make sure that it is really this application: only it knows the secret. Raises Refusal."""
    secret = sent.get("client_secret", "")
    if not secret:
        raise Refusal(400, "missing client secret")
    if not same(hash_of(secret), application.secret_hash or ""):
        raise Refusal(403, "invalid client secret")
