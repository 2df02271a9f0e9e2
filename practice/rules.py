"""The server's side of OAuth: who may get a code, a token, an answer, and why not.

Read it from top to bottom: authorize, then exchange, then use. Each step is a row of guards, in
the order of the protocol, and each guard is one refusal that Twitch really gives. There is no
HTTP and no SQL here. "Contract" is the project's collection of what is known of Twitch; where
it knows nothing, a comment says "ours".
"""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import urlencode, urlsplit

from practice.fingerprint import Fingerprints, mask
from practice.random_values import hash_of, random_text, same
from practice.scopes import RETIRED, SCOPES
from practice.store import Account, Application, Code, Store, Token

CODE_LIFE = 600  # seconds; ours: Twitch publishes none, RFC 6749 4.1.2 advises 10 minutes at most
TOKEN_LIFE = 14_000  # seconds (contract 2.6: about four hours)
MOST_USERS = 100

MISMATCH = "Parameter redirect_uri does not match registered URI"
RETIRED_SCOPE = (
    "Sorry, the scope you are requesting is currently unavailable. Please request new scopes "
    "documented at https://dev.twitch.tv/docs/authentication/#chat-and-pubsub."
)


class Refusal(Exception):
    """A request is refused: an HTTP status, and the message in Twitch's own words."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status
        self.message = message


class SentBack(Exception):
    """An authorize request is refused by sending the browser to a registered address."""

    def __init__(self, address: str) -> None:
        super().__init__("the browser is sent back with an error")
        self.address = address


@dataclass(frozen=True)
class AuthorizeRequest:
    """An authorize link that passed every guard. `state` is None when none was sent."""

    application: Application
    redirect_uri: str
    scopes: tuple[str, ...]
    state: str | None = field(repr=False)
    force_verify: bool


class Rules:
    """The guards and what follows them, over one store."""

    def __init__(self, store: Store, fingerprints: Fingerprints, token_life: int) -> None:
        """`token_life` is how long access tokens live, in seconds."""
        self._store = store
        self._fingerprints = fingerprints
        self._token_life = token_life

    # 1. Authorize: the user's browser brings a link that the application made.

    def read_authorize_request(self, sent: Mapping[str, str]) -> AuthorizeRequest:
        """Judge an authorize link (contract 1.1, 1.5).

        Raises Refusal when the browser should show the error itself, and SentBack when it
        should carry the error to the application.
        """
        # Until the client and its address are known to belong together, the browser must not be
        # sent anywhere that the link names: it would be an open redirector (RFC 9700 4.11).
        client_id = sent.get("client_id", "")
        if not client_id:
            raise Refusal(400, "missing client id")
        application = self._store.application(client_id)
        if application is None:
            raise Refusal(400, "invalid client")
        state = sent.get("state")
        redirect_uri = sent.get("redirect_uri", "")
        if not redirect_uri:
            raise Refusal(400, "missing redirect uri")  # ours: not known of Twitch
        if redirect_uri not in application.redirect_uris:
            # Not to the address that was sent: to the first one that was registered.
            first = application.redirect_uris[0]
            raise SentBack(_with_error(first, "redirect_mismatch", MISMATCH, state))

        if sent.get("response_type") != "code":
            raise SentBack(
                _with_error(
                    redirect_uri,
                    "unsupported_response_type",
                    "Response type is not supported",
                    state,
                )
            )
        # Spaces stand between scopes. PKCE's parameters are ignored, as Twitch does.
        scopes = tuple(dict.fromkeys(sent.get("scope", "").split()))
        for scope in scopes:
            if scope in RETIRED:
                raise Refusal(400, RETIRED_SCOPE)
            if scope not in SCOPES:
                raise Refusal(400, f"invalid scope requested: '{scope}'")
        return AuthorizeRequest(
            application, redirect_uri, scopes, state, sent.get("force_verify") == "true"
        )

    def must_ask(self, request: AuthorizeRequest, account: Account) -> bool:
        """Whether the user sees the consent page, or has allowed all of this before."""
        granted = self._store.granted_scopes(request.application.client_id, account.user_id)
        return request.force_verify or granted is None or not granted.issuperset(request.scopes)

    def allow(self, request: AuthorizeRequest, account: Account) -> str:
        """Issue a code, and return the address that carries it back (contract 1.3, 1.6).

        The code is for this application, this user and this address, for 600 seconds.
        """
        code = random_text(30)
        now = _now()
        fingerprint = self._fingerprints.of(code)
        self._store.add_code(
            Code(
                code_hash=hash_of(code),
                fingerprint=fingerprint,
                client_id=request.application.client_id,
                user_id=account.user_id,
                scopes=request.scopes,
                redirect_uri=request.redirect_uri,
                issued_at=now,
                expires_at=now + CODE_LIFE,
            ),
            f"An authorization code {mask(fingerprint)} was issued to "
            f"{request.application.name} for {account.login}.",
        )
        # Ours: the scopes in the order of the link. In what is known of Twitch they are sorted.
        answer = {"code": code, "scope": " ".join(request.scopes)}
        return _with_query(request.redirect_uri, answer, request.state)

    def deny(self, request: AuthorizeRequest, account: Account) -> str:
        """The address that tells the application about a Cancel (contract 1.4)."""
        self._store.add_event(
            f"{account.login} pressed Cancel: {request.application.name} got no code."
        )
        return _with_error(
            request.redirect_uri, "access_denied", "The user denied you access", request.state
        )

    # 2. Exchange: the application itself brings the code, and proves who it is.

    def exchange(self, sent: Mapping[str, str]) -> dict[str, object]:
        """Trade an authorization code for tokens (contract 2.2, 2.7; RFC 6749 4.1.3).

        `sent` is the form or the query. Ours: a JSON body is not read; Twitch documents none.
        Returns the reply, whose access token lives `token_life` seconds. Raises Refusal.
        """
        try:
            application = self._authenticate(sent)
            code = self._redeem(sent, application)
        except Refusal as refusal:
            self._store.add_event(
                f"An exchange was refused: {refusal.status} {refusal.message.rstrip('.')}."
            )
            raise
        return self._issue_tokens(code, application)

    def _authenticate(self, sent: Mapping[str, str]) -> Application:
        client_id = sent.get("client_id", "")
        if not client_id:
            raise Refusal(400, "missing client id")
        application = self._store.application(client_id)
        if application is None:
            raise Refusal(400, "invalid client")
        if application.client_type == "public":
            # It has no secret, so it can't prove who it is: this way is closed to it.
            raise Refusal(400, "Invalid client credentials")
        secret = sent.get("client_secret", "")
        if not secret:
            raise Refusal(400, "missing client secret")
        if not same(hash_of(secret), application.secret_hash or ""):
            raise Refusal(403, "invalid client secret")
        return application

    def _redeem(self, sent: Mapping[str, str], application: Application) -> Code:
        if not sent.get("grant_type"):
            raise Refusal(400, "missing grant type")  # ours: not known of Twitch
        if sent["grant_type"] != "authorization_code":
            raise Refusal(400, "unsupported grant type")  # ours: not known of Twitch
        if not sent.get("code"):
            raise Refusal(400, "missing code")  # ours: not known of Twitch

        # Burnt before it is judged: whoever tries a stolen code spoils it, and of two who come
        # at the same moment only one can win.
        code = self._store.use_code(hash_of(sent["code"]), _now())
        if sent.get("redirect_uri") not in application.redirect_uris:
            raise Refusal(400, MISMATCH)
        if code is None or code.used_at is not None or code.expires_at <= _now():
            raise Refusal(400, "Invalid authorization code")
        if code.client_id != application.client_id:
            raise Refusal(400, "Invalid authorization code")
        if code.redirect_uri != sent["redirect_uri"]:
            raise Refusal(400, MISMATCH)
        return code

    def _issue_tokens(self, code: Code, application: Application) -> dict[str, object]:
        access_token, refresh_token = random_text(30), random_text(50)
        now = _now()
        fingerprint = self._fingerprints.of(access_token)
        scopes = tuple(sorted(code.scopes))
        self._store.add_token(
            Token(
                access_hash=hash_of(access_token),
                access_fingerprint=fingerprint,
                refresh_hash=hash_of(refresh_token),
                refresh_fingerprint=self._fingerprints.of(refresh_token),
                client_id=application.client_id,
                user_id=code.user_id,
                scopes=scopes,
                issued_at=now,
                expires_at=now + self._token_life,
            ),
            f"An access token {mask(fingerprint)} was made for {application.name}; "
            "only its hash is stored.",
        )
        reply: dict[str, object] = {
            "access_token": access_token,
            "expires_in": self._token_life,
            "refresh_token": refresh_token,
        }
        if scopes:
            reply["scope"] = list(scopes)  # a list: RFC 6749 5.1 has a string here
        reply["token_type"] = "bearer"
        return reply

    # 3. Use: whoever holds the token is let in.

    def validate(self, authorization: str | None) -> dict[str, object]:
        """What a living access token stands for (contract 3.1). Raises Refusal.

        `authorization` is the header of that name: `OAuth <token>` or `Bearer <token>`.
        """
        if not authorization:
            raise Refusal(401, "missing authorization token")
        word, _, value = authorization.partition(" ")
        token = self._living_token(value)
        if word.lower() not in {"oauth", "bearer"} or token is None:
            raise Refusal(401, "invalid access token")
        return {
            "client_id": token.client_id,
            "login": self._store.account(token.user_id).login,
            "scopes": list(token.scopes) or None,
            "user_id": token.user_id,
            "expires_in": token.expires_at - _now(),
        }

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
        token = self._living_token(value)
        if token is None:
            raise Refusal(401, "Invalid OAuth token")
        if not client_id:
            raise Refusal(401, "Client ID is missing")
        if client_id != token.client_id:
            raise Refusal(401, "Client ID and OAuth token do not match")
        return token

    def _living_token(self, value: str) -> Token | None:
        token = self._store.token(hash_of(value))
        return token if token and token.expires_at > _now() else None


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


def _with_error(redirect_uri: str, error: str, description: str, state: str | None) -> str:
    return _with_query(redirect_uri, {"error": error, "error_description": description}, state)


def _with_query(redirect_uri: str, answer: dict[str, str], state: str | None) -> str:
    if state is not None:
        answer = {**answer, "state": state}
    address = urlsplit(redirect_uri)
    # Ours: what Twitch does with an address that has a query already is not known.
    query = "&".join(part for part in (address.query, urlencode(answer)) if part)
    return address._replace(path=address.path or "/", query=query).geturl()


def _now() -> int:
    return int(time.time())
