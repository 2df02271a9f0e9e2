"""A small authorization server with an API, written to be read. It speaks PKCE.

It is not Twitch and doesn't imitate it: names and texts are those of the RFCs, so that each
attack is as its RFC tells it. Everybody has agreed to everything beforehand, so no page comes
in between. Its checks come from outside, in `guards`. It knows one method of PKCE, S256, and leaves
the length of a verifier to the client (RFC 7636, sections 4.1 and 4.2).
"""

from __future__ import annotations

import secrets
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from lessons.lab import id_tokens
from lessons.lab.guards import NEEDS, Guards
from lessons.lab.record import Record
from lessons.lab.site import Answer, Request, Site

CODES_LIVE = 60  # seconds; RFC 6749, section 4.1.2 allows ten minutes at most
NOTHING: Mapping[str, str] = {}
TOKENS_LIVE = 14_000  # seconds, as its answers say; a world of the laboratory ends long before


@dataclass(frozen=True)
class Application:
    name: str
    client_id: str
    client_secret: str  # "" for a public application, which has none
    redirect_uris: list[str]


@dataclass(frozen=True)
class Code:
    client_id: str
    redirect_uri: str
    challenge: str | None
    consent: Consent
    nonce: str | None  # OpenID Connect Core, section 3.1.2.1
    expires: float  # by time.monotonic


@dataclass
class Consent:
    """One user's yes to one application, and the refresh tokens that came of it."""

    client_id: str
    user: str
    scopes: list[str]
    newest: str = ""
    older: set[str] = field(default_factory=set)
    alive: bool = True


class AuthorizationServer(Site):
    """Makes codes and tokens, and answers those who show a token."""

    def __init__(self, name: str, record: Record, guards: Guards) -> None:
        super().__init__(name, record)
        self._guards = guards
        self.sends_issuer = True  # RFC 9207; older servers don't
        self.called = ""  # how it names itself, where that is not its address
        self.leaves_out = ""  # a field that its answers about tokens lack
        self.codes_begin = ""  # at some servers all codes begin alike
        self.leaves_all_to_the_guard = False  # also refresh tokens that it never made
        self._applications: dict[str, Application] = {}
        self._codes: dict[str, Code] = {}
        self._used_codes: set[str] = set()
        self._consents: list[Consent] = []
        self._tokens: dict[str, Consent] = {}
        self._profiles: dict[str, dict[str, Any]] = {}
        self.routes = {
            "/login": self._login,
            "/authorize": self._authorize,
            "/token": self._token,
            "/validate": self._validate,
            "/api": self._api,
        }

    @property
    def issuer(self) -> str:
        """The name by which it signs its answers (RFC 9207)."""
        return self.called or self.address

    def register(
        self,
        name: str,
        redirect_uris: list[str],
        public: bool = False,
        client_id: str | None = None,
    ) -> Application:
        """Register an application; a public one gets no secret."""
        if client_id is None:
            client_id = self.record.name(self.record.new_id(), f"{name.upper()}-ID")
        secret = "" if public else self.record.new_secret()
        application = Application(name, client_id, secret, redirect_uris)
        self._applications[client_id] = application
        return application

    def profile(self, user: str) -> dict[str, Any]:
        """What an id_token says of a user (OpenID Connect Core, section 5.1); it may be changed."""
        made = {
            "sub": f"Id{1_000_000_000 + secrets.randbelow(9_000_000_000)}",
            "email": f"{user.lower()}@mail.lab",
            "email_verified": True,
        }
        return self._profiles.setdefault(user, made)

    def new_secret(self, client_id: str) -> str:
        """Make a new client secret; the old one no longer works."""
        old = self._applications[client_id]
        secret = self.record.new_secret()
        self._applications[client_id] = Application(old.name, client_id, secret, old.redirect_uris)
        self.note(f"{old.name} got a new secret; the old one no longer works")
        return secret

    # What a browser opens

    def _login(self, request: Request) -> Answer:
        return Answer(cookie=f"user={request.sent['user']}")

    def _authorize(self, request: Request) -> Answer:
        """RFC 6749, sections 4.1.1 and 4.1.2 (code) and 4.2.1 and 4.2.2 (token)."""
        asked = request.sent
        application = self._applications.get(asked.get("client_id", ""))
        user = request.cookies.get("user")
        if application is None or user is None:
            return self._refuse("invalid_request")
        redirect_uri = asked.get("redirect_uri", "")
        if not self._guards.redirect_match(redirect_uri, application.redirect_uris):
            return self._refuse("invalid_request: redirect_uri is not registered")
        answer = {"state": asked["state"]} if "state" in asked else {}
        challenge = asked.get("code_challenge")
        if challenge is not None and asked.get("code_challenge_method", "plain") != "S256":
            self.note("refused: invalid_request: transform algorithm not supported")
            answer = {"error": "invalid_request", **answer}  # RFC 7636, sections 4.3 and 4.4.1
            return Answer(302, location=_with(redirect_uri, answer))
        consent = Consent(application.client_id, user, asked.get("scope", "").split())
        self._consents.append(consent)
        if asked.get("response_type") == "token":
            answer = {**self._access(consent), **answer}
            return Answer(302, location=f"{redirect_uri}#{urlencode(answer)}")
        code = self.codes_begin + self.record.new_secret()
        self._codes[code] = Code(
            application.client_id,
            redirect_uri,
            challenge,
            consent,
            asked.get("nonce"),
            time.monotonic() + CODES_LIVE,
        )
        self.put(code, user)
        self.note(f"a code {code} for {user}, asked for by {application.name}")
        answer = {"code": code, **answer}
        if self.sends_issuer:
            answer["iss"] = self.issuer
        return Answer(302, location=_with(redirect_uri, answer))

    def put(self, code: str, user: str) -> None:
        """For a server that keeps its fresh codes elsewhere as well."""

    # What a program calls

    def _token(self, request: Request) -> Answer:
        """RFC 6749, sections 4.1.3 (code), 6 (refresh) and 4.4 (the application's own token)."""
        application = self._applications.get(request.sent.get("client_id", ""))
        if application is None:
            return self._refuse("invalid_client")
        if application.client_secret != request.sent.get("client_secret", ""):
            return self._refuse("invalid_client")
        kind = request.sent.get("grant_type")
        if kind == "authorization_code":
            return self.exchange_code(application, request.sent)
        if kind == "refresh_token":
            return self._refresh(application, request.sent.get("refresh_token", ""))
        if kind == "client_credentials" and application.client_secret:
            consent = Consent(application.client_id, application.name, [])
            return Answer(body=self._access(consent))
        return self._refuse("unsupported_grant_type")

    def exchange_code(self, application: Application, sent: dict[str, str]) -> Answer:
        """Give tokens for a code (RFC 6749, section 4.1.3); each guard is one refusal."""
        code = self._codes.get(sent.get("code", ""))
        if code is None or code.client_id != application.client_id:
            return self._refuse("invalid_grant: the code is not this application's")
        if time.monotonic() > code.expires:
            return self._refuse("invalid_grant: the code has expired")
        if not self._guards.code_replay(sent["code"], self._used_codes):
            return self._refuse("invalid_grant: the code was used before")
        if code.redirect_uri != sent.get("redirect_uri"):
            return self._refuse("invalid_grant: another redirect_uri")
        if not self._guards.pkce(code.challenge, sent.get("code_verifier")):
            return self._refuse("invalid_grant: the verifier and the challenge don't fit")
        return self._new_pair(code.consent, self._id_token(application, code))

    def _id_token(self, application: Application, code: Code) -> dict[str, str]:
        """Who logged in, signed; nothing when nobody asked (OpenID Connect Core, section 2)."""
        user = code.consent.user
        if "openid" not in code.consent.scopes:
            return {}
        claims = {"iss": self.issuer, "aud": application.client_id, **self.profile(user)}
        if code.nonce is not None:
            claims["nonce"] = code.nonce
        nonce = claims.get("nonce", "(none)")
        self.note(f"an id_token for {user}, {claims['email']}, with the nonce {nonce}")
        return {"id_token": self.record.hide(id_tokens.made(claims, application.client_secret))}

    def _refresh(self, application: Application, token: str) -> Answer:
        for consent in self._consents:
            known = token in (consent.newest, *consent.older) or self.leaves_all_to_the_guard
            if known and consent.client_id == application.client_id and consent.alive:
                what = self._guards.refresh_theft(token, consent.newest, consent.older)
                if what == "renew":
                    return self._new_pair(consent)
                if what == "end":
                    consent.alive = False
                    self.note(f"{token} came a second time: all tokens of this consent ended")
                return self._refuse("invalid_grant: the refresh token was used before")
        return self._refuse("invalid_grant: the refresh token is not valid")

    def _new_pair(self, consent: Consent, more: Mapping[str, str] = NOTHING) -> Answer:
        answer, refresh_token = self._access(consent), self.record.new_secret(40)
        if consent.newest:
            consent.older.add(consent.newest)
        consent.newest = refresh_token
        return Answer(body={**answer, "refresh_token": refresh_token, **more})

    def _access(self, consent: Consent) -> dict[str, Any]:
        """A new access token as an answer tells of it (RFC 6749, section 5.1)."""
        token = self._new_token(consent)
        return {"access_token": token, "token_type": "Bearer", "expires_in": TOKENS_LIVE}

    def _new_token(self, consent: Consent) -> str:
        token = self.record.new_secret()
        self._tokens[token] = consent
        name = self._applications[consent.client_id].name
        self.note(f"an access token {token} of {consent.user}, given to {name}")
        return token

    def _holder(self, token: str) -> Consent | None:
        consent = self._tokens.get(token)
        return consent if consent and consent.alive else None

    def _validate(self, request: Request) -> Answer:
        """Whose token this is, and for which application, like Twitch's own /oauth2/validate."""
        consent = self._holder(request.bearer)
        if consent is None:
            return self._refuse("invalid_token", 401)
        told = {
            "client_id": consent.client_id,
            "login": consent.user,
            "scopes": consent.scopes,
            "expires_in": TOKENS_LIVE,
        }
        told.pop(self.leaves_out, None)
        return Answer(body=told)

    def _api(self, request: Request) -> Answer:
        """Do one of the things in NEEDS, or only say who it is."""
        consent = self._holder(request.bearer)
        if consent is None:
            return self._refuse("invalid_token", 401)
        wanted = request.sent.get("do")
        if wanted and NEEDS[wanted] not in consent.scopes:
            return self._refuse("insufficient_scope", 403)
        self.note(f"{request.bearer} was let in as {consent.user}")
        return Answer(body={"user": consent.user})

    def _refuse(self, why: str, status: int = 400) -> Answer:
        """Refuse for this reason: an error of RFC 6749, section 5.2, and what it is about."""
        self.note(f"refused: {why}")
        error, _, description = why.partition(": ")
        about = {"error_description": description} if description else {}
        return Answer(status, {"error": error, **about})


def _with(address: str, fields: dict[str, str]) -> str:
    """The address with these fields behind it."""
    return f"{address}{'&' if '?' in address else '?'}{urlencode(fields)}"
