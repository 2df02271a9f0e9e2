"""The server's side of OAuth: who may get a code, a token, an answer, and why not.

This is the list of its parts. Read them in this order; half an hour is enough:

1. `clients.py`: which application is asking, and can it prove that?
2. `authorize.py`: the user's browser brings a link, and carries an answer back.
3. `device.py`: the other way to ask a user, for devices without a browser.
4. `grants.py`: the application trades what it has for a token.
5. `issuing.py`: what a token is, and how long it lives.
6. `life.py`: a token is looked at, and ended.
7. `openid.py`: OpenID Connect, which says who the user is.

Each step is a row of guards, in the order of the protocol, and each guard is one refusal that
Twitch really gives. There is no HTTP and no SQL in them. "Contract" is the project's collection
of what is known of Twitch; where it knows nothing, a comment says "ours".
"""

from __future__ import annotations

from collections.abc import Sequence

from practice.authorize import Authorize
from practice.clients import Refusal
from practice.device import Device
from practice.fingerprint import Fingerprints
from practice.grants import Grants
from practice.issuing import Issuing
from practice.life import Life
from practice.openid import OpenId
from practice.records import Account, Token
from practice.store import Store

MOST_USERS = 100


class Rules:
    """All parts of the server's side, over one store."""

    def __init__(
        self, store: Store, fingerprints: Fingerprints, token_life: int | None = None
    ) -> None:
        """`token_life` is how long all access tokens live, in seconds; None for Twitch's lives."""
        self._store = store
        self.openid = OpenId(store)
        self.issuing = Issuing(store, fingerprints, token_life)
        self.authorize = Authorize(store, fingerprints, self.issuing, self.openid)
        self.device = Device(store, fingerprints)
        self.grants = Grants(store, self.issuing, self.openid)
        self.life = Life(store)

    def users(
        self,
        authorization: str | None,
        client_id: str | None,
        ids: Sequence[str],
        logins: Sequence[str],
    ) -> dict[str, object]:
        """Answer `GET /helix/users` (contract 6.1, 6.2, 6.4). Raises Refusal.

        Without `ids` and `logins` the answer is about the token's own user. People who don't
        exist are left out.
        """
        token = self._helix_token(authorization, client_id)
        for user_id in ids:
            # The text is known for another parameter, broadcaster_id.
            if not (user_id.isascii() and user_id.isdigit()):
                raise Refusal(400, 'The parameter "id" was malformed: value must be a numeric')
        if len(ids) + len(logins) > MOST_USERS:
            # The text is known for another parameter, first.
            raise Refusal(
                400,
                f'The parameter "{"id" if ids else "login"}" was malformed: '
                f"the value must be less than or equal to {MOST_USERS}",
            )
        wanted_ids, wanted_logins = set(ids), {login.lower() for login in logins}
        if not wanted_ids and not wanted_logins:
            if token.user_id is None:
                raise Refusal(400, "Must provide an ID, Login or OAuth Token")
            wanted_ids = {token.user_id}
        return {
            "data": [
                _public_profile(account, token)
                for account in self._store.accounts()
                if account.user_id in wanted_ids or account.login in wanted_logins
            ]
        }

    def _helix_token(self, authorization: str | None, client_id: str | None) -> Token:
        word, _, value = (authorization or "").partition(" ")
        if word.lower() != "bearer" or not value:
            raise Refusal(401, "OAuth token is missing")  # also for `OAuth <token>`
        token = self.life.token(value)
        if token is None:
            raise Refusal(401, "Invalid OAuth token")
        if not client_id:
            raise Refusal(401, "Client ID is missing")
        if client_id != token.client_id:
            raise Refusal(401, "Client ID and OAuth token do not match")
        return token


def _public_profile(account: Account, token: Token) -> dict[str, object]:
    profile: dict[str, object] = {
        "id": account.user_id,
        "login": account.login,
        "display_name": account.display_name,
        "type": "",
        "broadcaster_type": account.broadcaster_type,
        "description": account.description,
        "profile_image_url": "",  # ours: nobody here has a picture
        "offline_image_url": "",
        "view_count": 0,
    }
    if account.user_id == token.user_id and "user:read:email" in token.scopes:
        profile["email"] = account.email
    profile["created_at"] = account.created_at
    return profile
