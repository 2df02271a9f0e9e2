"""The server's side of OAuth: who may get a code, a token, an answer, and why not.

This is the list of its parts. Read them in this order; half an hour is enough:

1. `clients.py`: which application is asking, and can it prove that?
2. `authorize.py`: the user's browser brings a link, and carries an answer back.
3. `device.py`: the other way to ask a user, for devices without a browser.
4. `grants.py`: the application exchanges what it has for a token.
5. `issuing.py`: what a token is, and how long it lives.
6. `life.py`: a token is looked at, and ended.
7. `openid.py`: OpenID Connect, which says who the user is.
8. `helix.py`: what all of this is for. A token opens the API.
9. `telling.py`: what is kept of all that, in sentences.

Each step is a row of guards, in the order of the protocol, and each guard is one refusal that
Twitch really gives. There is no HTTP and no SQL in them. What Twitch does is in docs/twitch.md;
where that isn't known, a comment says "ours".
"""

from __future__ import annotations

from practice.basics.fingerprint import Fingerprints
from practice.rules.authorize import Authorize
from practice.rules.device import Device
from practice.rules.grants import Grants
from practice.rules.helix import Helix
from practice.rules.issuing import Issuing
from practice.rules.life import Life
from practice.rules.openid import OpenId
from practice.store.store import Store


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
        self.helix = Helix(store, self.life)
