"""The user's browser brings a link that an application made, and carries an answer back.

The answer is a code, or, in the implicit flow, at once a token. docs/twitch.md 1 and 4.2; RFC 6749
4.1 and 4.2. There is no secret in any of this: whatever a browser carries, others may see.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from urllib.parse import urlencode, urlsplit

from practice.basics.clock import now
from practice.basics.fingerprint import Fingerprints
from practice.basics.random_values import hash_of, random_text
from practice.rules.clients import Refusal, identify
from practice.rules.issuing import LONG_TOKEN_LIFE, Issuing
from practice.rules.openid import OPENID, OpenId, read_claims
from practice.rules.scopes import RETIRED, SCOPES
from practice.store.records import Account, Application, Code, Event
from practice.store.store import Store

CODE_LIFE = 600  # seconds; ours: Twitch publishes none, RFC 6749 4.1.2 advises 10 minutes at most

# In any order. Ours: with `code id_token`, which only Twitch's discovery file names, the answer is
# in the fragment (OpenID Connect Core 3.3.2.5).
RESPONSE_TYPES = [{"code"}, {"token"}, {"id_token"}, {"token", "id_token"}, {"code", "id_token"}]

MISMATCH = "Parameter redirect_uri does not match registered URI"
RETIRED_SCOPE = (
    "Sorry, the scope you are requesting is currently unavailable. Please request new scopes "
    "documented at https://dev.twitch.tv/docs/authentication/#chat-and-pubsub."
)


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
    response_type: str
    scopes: tuple[str, ...]
    claims: tuple[str, ...]
    state: str | None = field(repr=False)
    nonce: str | None = field(repr=False)
    force_verify: bool

    @property
    def wants(self) -> set[str]:
        """Of "code", "token" and "id_token", what the answer shall hold."""
        return set(self.response_type.split())


def read_scopes(text: str) -> tuple[str, ...]:
    """The scopes in a text, with spaces between them. Raises Refusal (docs/twitch.md 1.5)."""
    scopes = tuple(dict.fromkeys(text.split()))
    for scope in scopes:
        if scope in RETIRED:
            raise Refusal(400, RETIRED_SCOPE)
        if scope not in SCOPES:
            raise Refusal(400, f"invalid scope requested: '{scope}'")
    return scopes


class Authorize:
    """Judges links and gives answers, over one store."""

    def __init__(
        self, store: Store, fingerprints: Fingerprints, issuing: Issuing, openid: OpenId
    ) -> None:
        self._store = store
        self._fingerprints = fingerprints
        self._issuing = issuing
        self._openid = openid

    def read_request(self, sent: Mapping[str, str]) -> AuthorizeRequest:
        """Judge an authorize link (docs/twitch.md 1.1, 1.5).

        Raises Refusal when the browser should show the error itself, and SentBack when it
        should carry the error to the application.
        """
        # Until the client and its address are known to belong together, the browser must not be
        # sent anywhere that the link names: it would be an open redirector (RFC 9700 4.11).
        application = identify(self._store, sent)
        state = sent.get("state")
        redirect_uri = sent.get("redirect_uri", "")
        if not redirect_uri:
            raise Refusal(400, "missing redirect uri")  # ours: not known of Twitch
        if redirect_uri not in application.redirect_uris:
            # Not to the address that was sent: to the first one that was registered.
            first = application.redirect_uris[0]
            raise SentBack(_with_error(first, "redirect_mismatch", MISMATCH, state))

        # PKCE's parameters are ignored, as Twitch does.
        scopes = read_scopes(sent.get("scope", ""))
        response_type = sent.get("response_type", "")
        wants = set(response_type.split())
        if wants not in RESPONSE_TYPES or ("id_token" in wants and OPENID not in scopes):
            raise SentBack(
                _with_error(
                    redirect_uri,
                    "unsupported_response_type",
                    "Response type is not supported",
                    state,
                )
            )
        return AuthorizeRequest(
            application=application,
            redirect_uri=redirect_uri,
            response_type=response_type,
            scopes=scopes,
            claims=read_claims(sent.get("claims", "")) if OPENID in scopes else (),
            state=state,
            nonce=sent.get("nonce"),
            force_verify=sent.get("force_verify") == "true",
        )

    def must_ask(self, request: AuthorizeRequest, account: Account) -> bool:
        """Whether the user sees the consent page, or has allowed all of this before."""
        granted = self._store.granted_scopes(request.application.client_id, account.user_id)
        return request.force_verify or granted is None or not granted.issuperset(request.scopes)

    def allow(self, request: AuthorizeRequest, account: Account, base: str) -> str:
        """The address that carries the answer back (docs/twitch.md 1.3, 1.6, 4.2, 4.3).

        A code is for this application, this user and this address, for 600 seconds. `base` is
        practice's own address, such as http://localhost:8017.
        """
        # Ours: the scopes in the order of the link. In what is known of Twitch they are sorted.
        answer = {"scope": " ".join(request.scopes)}
        with self._store.together():
            if "code" in request.wants:
                answer["code"] = self._make_code(request, account)
            if "token" in request.wants:
                answer["access_token"] = self._make_token(request, account)
                answer["token_type"] = "bearer"
            if "id_token" in request.wants:
                self._remember(request, account)
                answer["id_token"] = self._openid.id_token(
                    base,
                    request.application,
                    account.user_id,
                    request.scopes,
                    request.claims,
                    request.nonce,
                    answer,
                )
        # A browser doesn't send a fragment to servers: only a script on the page can read it.
        in_fragment = request.wants != {"code"}
        return _with_answer(request.redirect_uri, answer, request.state, in_fragment)

    def deny(self, request: AuthorizeRequest, account: Account) -> str:
        """The address that tells the application about a Cancel: always in the query (1.4)."""
        self._store.add_event(self._event(request, account, "cancelled"))
        return _with_error(
            request.redirect_uri, "access_denied", "The user denied you access", request.state
        )

    def _make_code(self, request: AuthorizeRequest, account: Account) -> str:
        code = random_text(30)
        fingerprint = self._fingerprints.of(code)
        issued_at = now()
        self._store.add_code(
            Code(
                code_hash=hash_of(code),
                fingerprint=fingerprint,
                client_id=request.application.client_id,
                user_id=account.user_id,
                scopes=request.scopes,
                claims=request.claims,
                nonce=request.nonce,
                redirect_uri=request.redirect_uri,
                issued_at=issued_at,
                expires_at=issued_at + CODE_LIFE,
                flow=self._flow(request, account),
            ),
            self._event(request, account, "done", {"code": fingerprint}),
        )
        return code

    def _make_token(self, request: AuthorizeRequest, account: Account) -> str:
        self._remember(request, account)
        reply = self._issuing.give_access_token(
            request.application,
            account.user_id,
            request.scopes,
            request.claims,
            life=LONG_TOKEN_LIFE,
            flow=self._flow(request, account),
        )
        return str(reply["access_token"])

    def _event(
        self,
        request: AuthorizeRequest,
        account: Account,
        outcome: str,
        marks: Mapping[str, str] = MappingProxyType({}),
    ) -> Event:
        client_id, flow = request.application.client_id, self._flow(request, account)
        return Event("authorize", client_id, account.user_id, flow, outcome, marks=marks)

    def _flow(self, request: AuthorizeRequest, account: Account) -> str:
        """The same for all that comes of one link and one user."""
        link = [request.application.client_id, account.user_id, request.redirect_uri]
        link += [request.response_type, *request.scopes, request.state or "", request.nonce or ""]
        return self._fingerprints.flow("\n".join(link))

    def _remember(self, request: AuthorizeRequest, account: Account) -> None:
        self._store.remember_consent(request.application.client_id, account.user_id, request.scopes)


def _with_error(redirect_uri: str, error: str, description: str, state: str | None) -> str:
    return _with_answer(redirect_uri, {"error": error, "error_description": description}, state)


def _with_answer(
    redirect_uri: str, answer: dict[str, str], state: str | None, in_fragment: bool = False
) -> str:
    if state is not None:
        answer = {**answer, "state": state}
    encoded = urlencode(sorted(answer.items()))
    address = urlsplit(redirect_uri)
    address = address._replace(path=address.path or "/")
    if in_fragment:
        return address._replace(fragment=encoded).geturl()
    # Ours: what Twitch does with an address that has a query already is not known.
    return address._replace(query="&".join(filter(None, (address.query, encoded)))).geturl()
