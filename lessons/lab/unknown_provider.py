"""A provider that the reader has never seen: Harbor with a discovery document.

Its addresses are its own each time, so nobody can guess them. The document is that of RFC 8414.
"""

from __future__ import annotations

import secrets

from lessons.lab.authorization_server import AuthorizationServer
from lessons.lab.guards import CAREFUL
from lessons.lab.record import Record
from lessons.lab.site import Answer, Request

WELL_KNOWN = "/.well-known/oauth-authorization-server"


class Provider(AuthorizationServer):
    """Harbor with a discovery document; it keeps every request, and its addresses are its own."""

    def __init__(self) -> None:
        super().__init__("harbor", Record(), CAREFUL)
        self.address = f"http://{self.record.sites[self.address]}"
        self.seen: list[Request] = []
        self.says_it_is = self.issuer  # in its document
        self.refuses = ""  # token or user: the address that refuses all
        pages = {name: f"/{secrets.token_hex(4)}" for name in ("authorize", "token", "user")}
        self.at = {name: self.address + page for name, page in pages.items()}
        self.routes = {
            WELL_KNOWN: self._document,
            pages["authorize"]: self._authorize,
            pages["token"]: self._token,
            pages["user"]: self._user,
        }

    def answer(self, request: Request) -> Answer:
        self.seen.append(request)
        return super().answer(request)

    def requests_at(self, name: str) -> list[Request]:
        """Those to one of its addresses: authorize, token or user."""
        return [each for each in self.seen if self.address + each.path == self.at[name]]

    def codes(self) -> set[str]:
        """Those that it gave."""
        return set(self._codes)

    def token(self) -> str:
        """The newest access token that it gave; empty for none."""
        return next(reversed(self._tokens), "")

    def _document(self, _: Request) -> Answer:
        document = {
            "issuer": self.says_it_is,
            "authorization_endpoint": self.at["authorize"],
            "token_endpoint": self.at["token"],
            "userinfo_endpoint": self.at["user"],
            "response_types_supported": ["code"],
            "grant_types_supported": ["authorization_code"],
            "code_challenge_methods_supported": ["S256"],
            "token_endpoint_auth_methods_supported": ["none"],
            "authorization_response_iss_parameter_supported": True,
        }
        return Answer(body=document)

    def _token(self, request: Request) -> Answer:
        return self._refuse("invalid_grant") if self.refuses == "token" else super()._token(request)

    def _user(self, request: Request) -> Answer:
        """Whose token this is."""
        if self.refuses == "user":
            return self._refuse("invalid_token", 401)
        answer = self._api(request)
        return Answer(body={"sub": answer.body["user"]}) if answer.status == 200 else answer
