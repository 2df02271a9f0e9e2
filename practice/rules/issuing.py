"""What is handed out in the end, whichever way was taken: an access token, and its like.

Anyone who holds an access token is let in. So it is random, it dies by itself, and only its hash is
kept here.
"""

from __future__ import annotations

from practice.basics.clock import now
from practice.basics.fingerprint import Fingerprints
from practice.basics.random_values import hash_of, random_text
from practice.rules.clients import PUBLIC
from practice.store.records import Application, Event, RefreshToken, Token
from practice.store.store import Store

# Seconds (docs/twitch.md 2.6).
USER_TOKEN_LIFE = 14_000  # about four hours
LONG_TOKEN_LIFE = 5_000_000  # about sixty days: an application's own, and the implicit flow's
PUBLIC_REFRESH_LIFE = 30 * 24 * 3600
LONGEST_SHORT_LIFE = 60  # seconds; ours, for lessons

NEXT_LIFE = "life of the next access token"


class Issuing:
    """Makes tokens and keeps their hashes, over one store."""

    def __init__(self, store: Store, fingerprints: Fingerprints, token_life: int | None) -> None:
        """`token_life` is how long all access tokens live, in seconds; None for Twitch's lives."""
        self._store = store
        self._fingerprints = fingerprints
        self._token_life = token_life

    def shorten_next(self, seconds: int) -> None:
        """Let the next access token, and only that one, live so long. Ours: for lessons.

        Raises ValueError for less than 1 second and for more than 60.
        """
        if not 1 <= seconds <= LONGEST_SHORT_LIFE:
            raise ValueError(seconds)
        self._store.put_setting(NEXT_LIFE, str(seconds), Event("short_life"))

    def give_access_token(
        self,
        application: Application,
        user_id: str | None,
        scopes: tuple[str, ...] = (),
        claims: tuple[str, ...] = (),
        refresh_token: str | None = None,
        *,
        life: int = USER_TOKEN_LIFE,
        flow: str | None = None,
    ) -> dict[str, object]:
        """Make an access token, and return the reply that brings it (docs/twitch.md 2.2).

        Without a `user_id` it is the application's own. `life` is in seconds. `flow` is that of
        the steps before; without one, this is the first.
        """
        access_token = random_text(30)
        marks = {"access_token": self._fingerprints.of(access_token)}
        if refresh_token:
            marks["refresh_token"] = self._fingerprints.of(refresh_token)
        flow = flow or self._fingerprints.flow(access_token)
        short = self._store.take_setting(NEXT_LIFE)
        life = int(short) if short else self._token_life or life
        issued_at = now()
        self._store.add_token(
            Token(
                access_hash=hash_of(access_token),
                access_fingerprint=marks["access_token"],
                refresh_hash=hash_of(refresh_token) if refresh_token else None,
                refresh_fingerprint=marks.get("refresh_token"),
                client_id=application.client_id,
                user_id=user_id,
                scopes=tuple(sorted(scopes)),
                claims=claims,
                issued_at=issued_at,
                expires_at=issued_at + life,
                flow=flow,
            ),
            Event("token", application.client_id, user_id, flow, marks=marks),
        )
        reply: dict[str, object] = {"access_token": access_token, "expires_in": life}
        if refresh_token:
            reply["refresh_token"] = refresh_token
        if scopes:
            reply["scope"] = sorted(scopes)  # a list: RFC 6749 5.1 has a string here
        reply["token_type"] = "bearer"
        return reply

    def make_refresh_token(
        self,
        application: Application,
        user_id: str,
        scopes: tuple[str, ...],
        claims: tuple[str, ...],
        flow: str | None,
    ) -> str:
        """Make a refresh token. A Public application's lives 30 days (docs/twitch.md 2.6, 4.4)."""
        refresh_token = random_text(50)
        issued_at = now()
        public = application.client_type == PUBLIC
        self._store.add_refresh_token(
            RefreshToken(
                refresh_hash=hash_of(refresh_token),
                fingerprint=self._fingerprints.of(refresh_token),
                client_id=application.client_id,
                user_id=user_id,
                scopes=tuple(sorted(scopes)),
                claims=claims,
                issued_at=issued_at,
                expires_at=issued_at + PUBLIC_REFRESH_LIFE if public else None,
                flow=flow,
            )
        )
        return refresh_token
