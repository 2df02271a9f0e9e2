"""Diary, the honest application that is attacked: people log in to it and write.

It is a web site like those that you may build. Its checks come from outside, in `guards`.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from lessons.lab import id_tokens
from lessons.lab.authorization_server import Application, AuthorizationServer
from lessons.lab.guards import Guards, s256
from lessons.lab.record import Record
from lessons.lab.site import Answer, Request, Site


class Diary(Site):
    """A web application that lets people log in with one of several authorization servers."""

    def __init__(
        self, record: Record, guards: Guards, speaks_pkce: bool = True, openid: bool = False
    ) -> None:
        super().__init__("diary", record)
        self._guards = guards
        self._speaks_pkce = speaks_pkce
        self._openid = openid  # whether it asks who logged in, by an id_token
        self._servers: dict[str, tuple[AuthorizationServer, Application]] = {}
        self._sessions: dict[str, dict[str, str]] = {}
        self.routes = {
            "/login": self._login,
            "/": self._back,
            "/phone": self._back,
            "/signed-in": self._signed_in,
            "/me": self._me,
            "/go": self._go,
            "/guestbook": self._guestbook,
        }
        self.accounts: dict[str, dict[str, Any]] = {}  # of those who came with an id_token
        self._owners: dict[str, str] = {}  # for each account, the name of who came first
        self.guestbook: list[str] = []  # what everybody can read there

    def use(self, server: AuthorizationServer, application: Application) -> None:
        """Offer a login with this server, where it is registered as this application."""
        self._servers[server.name] = (server, application)

    def _login(self, request: Request) -> Answer:
        """Start a login: remember in this browser's session what was asked."""
        server, application = self._servers[request.sent.get("with", "harbor")]
        session_id, session = self._session(request)
        session |= {"server": server.name, "state": self.record.new_secret()}
        question = {
            "response_type": "code",
            "client_id": application.client_id,
            "redirect_uri": application.redirect_uris[0],
            "state": session["state"],
        }
        if self._speaks_pkce:
            session["verifier"] = self.record.new_secret(64)
            question["code_challenge"] = self.record.hide(s256(session["verifier"]))
            question["code_challenge_method"] = "S256"
        if self._openid:
            session["nonce"] = self.record.new_secret()
            question |= {"scope": "openid", "nonce": session["nonce"]}
        where = f"{server.address}/authorize?{urlencode(question)}"
        return Answer(302, location=where, cookie=f"session={session_id}")

    def _back(self, request: Request) -> Answer:
        """The redirect address: an answer arrives, and is checked before it is believed."""
        session_id, session = self._session(request)
        answer = request.sent
        # A question is answered once: what was asked is taken out of the session.
        state, verifier = session.pop("state", None), session.pop("verifier", None)
        nonce = session.pop("nonce", None)
        if not self._guards.login_csrf(state, answer.get("state")):
            return self._refuse("this answer belongs to no question of this browser's")
        server, application = self._servers[session.get("server", "harbor")]
        if not self._guards.mix_up(server.issuer, answer.get("iss")):
            return self._refuse("another server answered than was asked")
        form = {
            "grant_type": "authorization_code",
            "client_id": application.client_id,
            "client_secret": application.client_secret,
            "code": answer.get("code", ""),
            "redirect_uri": application.redirect_uris[0],
        }
        if verifier:
            form["code_verifier"] = verifier
        reply = self.record.send("diary", "POST", f"{server.address}/token", data=form)
        if not reply.ok:
            return self._refuse("the server gave no token")
        told = reply.json()
        if self._openid:
            token, secret = told.get("id_token", ""), application.client_secret
            claims = id_tokens.verified(token, secret, server.issuer, application.client_id)
            if claims is None:
                return self._refuse("no id_token of this server's came")
            if not self._guards.nonce(nonce, claims):
                return self._refuse("this id_token was made for another login")
            session["account"] = self._account(claims)
        return self._let_in(session_id, session, server, told["access_token"])

    def _account(self, claims: dict[str, Any]) -> str:
        """The account of this person: a known one, or a new one, which has no owner's name yet."""
        for number, account in self.accounts.items():
            if self._guards.login_by_email(claims, dict(account)):
                return number
        number = f"account {len(self.accounts) + 1}"
        kept = ("iss", "sub", "email", "email_verified")
        self.accounts[number] = {name: claims[name] for name in kept}
        return number

    def _signed_in(self, request: Request) -> Answer:
        """The older way in: the browser itself brings an access token (the implicit flow)."""
        session_id, session = self._session(request)
        server, application = self._servers["harbor"]
        headers = {"Authorization": f"Bearer {request.sent['access_token']}"}
        reply = self.record.send("diary", "GET", f"{server.address}/validate", headers=headers)
        if not reply.ok:
            return self._refuse("the server doesn't know this token")
        if not self._guards.token_injection(reply.json(), application.client_id):
            return self._refuse("this token was made for another application")
        return self._let_in(session_id, session, server, request.sent["access_token"])

    def _let_in(
        self, session_id: str, session: dict[str, str], server: AuthorizationServer, token: str
    ) -> Answer:
        headers = {"Authorization": f"Bearer {token}"}
        reply = self.record.send("diary", "GET", f"{server.address}/api", headers=headers)
        session["user"] = reply.json()["user"]
        if account := session.pop("account", ""):
            session["user"] = self._owners.setdefault(account, session["user"])
        self.note(f"this browser is now logged in as {session['user']}")
        return Answer(body={"user": session["user"]}, cookie=f"session={session_id}")

    def _me(self, request: Request) -> Answer:
        return Answer(body={"user": self._session(request)[1].get("user", "nobody")})

    def _go(self, request: Request) -> Answer:
        """Send the browser on, to where it wanted to go before the login."""
        target = request.sent.get("to", "/")
        if not self._guards.open_redirector(target):
            return self._refuse("not a page of this site")
        self.note(f"sent the browser on to {target}")
        return Answer(302, location=target)

    def _guestbook(self, request: Request) -> Answer:
        """A page that shows everybody the addresses with which it was opened."""
        self.guestbook.append(request.target)
        self.note(f"the guestbook now shows {request.target}")
        return Answer()

    def _session(self, request: Request) -> tuple[str, dict[str, str]]:
        session_id = request.cookies.get("session", "")
        if session_id not in self._sessions:
            session_id = self.record.new_secret()
            self._sessions[session_id] = {}
        return session_id, self._sessions[session_id]

    def _refuse(self, why: str) -> Answer:
        self.note(f"refused: {why}")
        return Answer(400, {"error": why})
