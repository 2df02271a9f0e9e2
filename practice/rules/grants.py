"""The application itself comes and exchanges what it has for a token: `POST /oauth2/token`.

Four grants: a code that a browser brought, a refresh token, nothing but the application's own
secret, or a device code. docs/twitch.md 2 and 4.1; RFC 6749 4.1.3, 4.4, 6 and RFC 8628 3.4.
"""

from __future__ import annotations

from collections.abc import Mapping

from practice.basics.clock import now
from practice.basics.random_values import hash_of
from practice.rules.authorize import MISMATCH
from practice.rules.clients import PUBLIC, Refusal, identify, prove
from practice.rules.issuing import LONG_TOKEN_LIFE, Issuing
from practice.rules.openid import OPENID, OpenId
from practice.store.records import Application, Code, DeviceCode, Event, RefreshToken
from practice.store.store import Store

CODE = "authorization_code"
REFRESH = "refresh_token"
OWN = "client_credentials"
DEVICE = "urn:ietf:params:oauth:grant-type:device_code"


class Grants:
    """The token endpoint's rules, over one store."""

    def __init__(self, store: Store, issuing: Issuing, openid: OpenId) -> None:
        self._store = store
        self._issuing = issuing
        self._openid = openid

    def exchange(self, sent: Mapping[str, str], base: str) -> dict[str, object]:
        """The reply with a token. Raises Refusal, and keeps an event about it.

        `sent` is the form or the query. Ours: a JSON body is not read; Twitch documents none.
        `base` is practice's own address, such as http://localhost:8017.
        """
        try:
            return self._exchange(sent, base)
        except Refusal as refusal:
            if refusal.message != "authorization_pending":  # a device asks every few seconds
                self._store.add_event(self._refused(sent, refusal))
            raise

    def _refused(self, sent: Mapping[str, str], refusal: Refusal) -> Event:
        application = self._store.application(sent.get("client_id", ""))
        client_id = application.client_id if application else None
        # What comes after a colon was typed by somebody.
        error = f"{refusal.status} {refusal.message.partition(':')[0].rstrip('.')}"
        return Event("exchange", client_id, None, refusal.flow, "refused", error)

    def _exchange(self, sent: Mapping[str, str], base: str) -> dict[str, object]:
        application = identify(self._store, sent)
        grant_type = sent.get("grant_type", "")
        if application.client_type == PUBLIC:
            # It has no secret, so it can't prove who it is: these ways are closed to it.
            if grant_type in {CODE, OWN}:
                raise Refusal(400, "Invalid client credentials")  # ours for client_credentials
        elif grant_type != DEVICE:
            prove(application, sent)

        if grant_type == CODE:
            return self._by_code(application, sent, base)
        if grant_type == REFRESH:
            return self._by_refresh_token(application, sent)
        if grant_type == OWN:
            # Scopes are what users allow, and there is no user here.
            return self._issuing.give_access_token(application, None, life=LONG_TOKEN_LIFE)
        if grant_type == DEVICE:
            return self._by_device_code(application, sent, base)
        # Ours: the texts are not known of Twitch.
        raise Refusal(400, "unsupported grant type" if grant_type else "missing grant type")

    def _by_code(
        self, application: Application, sent: Mapping[str, str], base: str
    ) -> dict[str, object]:
        if not sent.get("code"):
            raise Refusal(400, "missing code")
        # Used up before it is judged: a thief who tries a stolen code spoils it, and of two that
        # come at the same moment only one can win.
        code = self._store.use_code(hash_of(sent["code"]), now())
        if sent.get("redirect_uri") not in application.redirect_uris:
            raise Refusal(400, MISMATCH, code.flow if code else None)
        if code is None:
            raise Refusal(400, "Invalid authorization code")
        if code.used_at is not None or code.expires_at <= now():
            raise Refusal(400, "Invalid authorization code", code.flow)
        if code.client_id != application.client_id:
            raise Refusal(400, "Invalid authorization code", code.flow)
        if code.redirect_uri != sent["redirect_uri"]:
            raise Refusal(400, MISMATCH, code.flow)
        return self._for_user(application, code.user_id, code, code.nonce, base)

    def _by_device_code(
        self, application: Application, sent: Mapping[str, str], base: str
    ) -> dict[str, object]:
        if not sent.get("device_code"):
            raise Refusal(400, "missing device_code")
        code = self._store.use_device_code(hash_of(sent["device_code"]), application.client_id)
        if code is None:
            raise Refusal(400, "invalid device code")
        if code.expires_at <= now():
            raise Refusal(400, "invalid device code", code.flow)
        if code.status == "waiting":
            raise Refusal(400, "authorization_pending")
        if code.status != "allowed" or code.user_id is None:
            # Used up. Ours: the same when the user pressed Cancel; Twitch's text is not known.
            raise Refusal(400, "invalid device code", code.flow)
        return self._for_user(application, code.user_id, code, None, base)

    def _for_user(
        self,
        application: Application,
        user_id: str,
        code: Code | DeviceCode,
        nonce: str | None,
        base: str,
    ) -> dict[str, object]:
        scopes, claims = code.scopes, code.claims if isinstance(code, Code) else ()
        with self._store.together():
            refresh_token = self._issuing.make_refresh_token(
                application, user_id, scopes, claims, code.flow
            )
            reply = self._issuing.give_access_token(
                application, user_id, scopes, claims, refresh_token, flow=code.flow
            )
        if OPENID in scopes:
            reply["id_token"] = self._openid.id_token(
                base, application, user_id, scopes, claims, nonce
            )
        return dict(sorted(reply.items()))

    def _by_refresh_token(
        self, application: Application, sent: Mapping[str, str]
    ) -> dict[str, object]:
        if not sent.get("refresh_token"):
            raise Refusal(400, "missing refresh token")
        old = self._store.refresh_token(hash_of(sent["refresh_token"]))
        if old is None or old.client_id != application.client_id:
            raise Refusal(400, "Invalid refresh token")
        if old.ended == "used":
            self._end_all(old)
        if old.ended or (old.expires_at is not None and old.expires_at <= now()):
            raise Refusal(400, "Invalid refresh token", old.flow)
        scopes = tuple(dict.fromkeys(sent.get("scope", "").split())) or old.scopes
        for scope in scopes:
            if scope not in old.scopes:
                raise Refusal(400, f"invalid scope requested: '{scope}'", old.flow)

        refresh_token = sent["refresh_token"]
        with self._store.together():
            if application.client_type == PUBLIC:
                # Nobody proved anything, so it works once, and the next one is new.
                self._store.spend_refresh_token(old)
                refresh_token = self._issuing.make_refresh_token(
                    application, old.user_id, old.scopes, old.claims, old.flow
                )
            # Ours: no id_token here; whether Twitch sends one is not known.
            return self._issuing.give_access_token(
                application, old.user_id, scopes, old.claims, refresh_token, flow=old.flow
            )

    def _end_all(self, spent: RefreshToken) -> None:
        # Somebody has it who shouldn't: the thief, or later its owner (docs/twitch.md 4.1).
        self._store.disconnect(
            spent.client_id,
            spent.user_id,
            Event(
                "refresh_token",
                spent.client_id,
                spent.user_id,
                spent.flow,
                "refused",
                marks={"refresh_token": spent.fingerprint},
            ),
        )
