"""One world of the laboratory's: fresh sites, fresh people, fresh secrets; gone afterwards."""

from __future__ import annotations

from urllib.parse import urlencode

from lessons.lab.application import Diary
from lessons.lab.authorization_server import Application, AuthorizationServer
from lessons.lab.browser import Browser
from lessons.lab.guards import Guards
from lessons.lab.record import Record
from lessons.lab.site import Answer, Request, Site


class World:
    """Harbor, the honest server; Diary, the honest application; Otter, who uses them; and Magpie.

    Magpie is the attacker, with a browser, a web site, and an account at Harbor too.
    """

    def __init__(
        self,
        guards: Guards,
        public: bool = False,
        pkce: bool = True,
        openid: bool = False,
        harbor: type[AuthorizationServer] = AuthorizationServer,
    ) -> None:
        """`public` says that Diary has no secret, `pkce` that it speaks PKCE (RFC 7636).

        `openid` says that it asks for an id_token, and knows people by it.
        """
        self.guards = guards
        self.record = Record()
        self.harbor = harbor("harbor", self.record, guards)
        self.diary = Diary(self.record, guards, pkce, openid)
        self.magpies = Site("magpie", self.record)
        self.magpies.routes["*"] = self._trap
        self.caught: list[Request] = []  # everything that reached Magpie's site
        redirect_uris = [self.diary.address, f"{self.diary.address}/phone"]
        self.app = self.harbor.register("diary", redirect_uris, public)
        self.diary.use(self.harbor, self.app)
        self._sites: list[Site] = [self.harbor, self.diary, self.magpies]
        self.otter = self.person("Otter")
        self.magpie = self.person("Magpie")
        self.record.begin()

    def add(self, server: AuthorizationServer) -> AuthorizationServer:
        """A further server, which ends with this world."""
        self._sites.append(server)
        return server

    def person(self, name: str) -> Browser:
        """The browser of somebody who is logged in at Harbor."""
        browser = Browser(name, self.record)
        browser.open(f"{self.harbor.address}/login?user={name}")
        return browser

    def link(self, app: Application, **changes: str) -> str:
        """An authorize link for an application at Harbor, as anybody can make one."""
        question = {
            "response_type": "code",
            "client_id": app.client_id,
            "redirect_uri": app.redirect_uris[0],
        }
        return f"{self.harbor.address}/authorize?{urlencode(question | changes)}"

    def exchange(self, who: str, code: str, **changes: str) -> dict[str, str]:
        """Somebody exchanges a code at Harbor in Diary's name, with its secret if it has one.

        Empty when Harbor refuses.
        """
        form = {
            "grant_type": "authorization_code",
            "client_id": self.app.client_id,
            "client_secret": self.app.client_secret,
            "code": code,
            "redirect_uri": self.app.redirect_uris[0],
        }
        return self.ask_for_token(who, form | changes)

    def refresh(self, who: str, refresh_token: str) -> dict[str, str]:
        """Somebody brings a refresh token to Harbor; empty when Harbor refuses."""
        form = {
            "grant_type": "refresh_token",
            "client_id": self.app.client_id,
            "client_secret": self.app.client_secret,
            "refresh_token": refresh_token,
        }
        return self.ask_for_token(who, form)

    def ask_for_token(self, who: str, form: dict[str, str]) -> dict[str, str]:
        reply = self.record.send(who, "POST", f"{self.harbor.address}/token", data=form)
        return reply.json() if reply.ok else {}

    def let_in_as(self, who: str, access_token: str, do: str = "") -> str:
        """The name under which Harbor's API lets this token in; empty when it doesn't."""
        address = f"{self.harbor.address}/api" + (f"?{urlencode({'do': do})}" if do else "")
        headers = {"Authorization": f"Bearer {access_token}"}
        reply = self.record.send(who, "GET", address, headers=headers)
        return reply.json()["user"] if reply.ok else ""

    def user_seen_by(self, browser: Browser) -> str:
        """The name under which Diary knows this browser."""
        return str(browser.open(f"{self.diary.address}/me")["user"])

    def close(self) -> None:
        for site in self._sites:
            site.close()

    def _trap(self, request: Request) -> Answer:
        self.caught.append(request)
        self.magpies.note(f"a visitor came to {request.target}")
        return Answer()
