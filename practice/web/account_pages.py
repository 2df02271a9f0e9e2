"""The pages about an account: the start, signing in, security, and what it is connected with."""

from __future__ import annotations

from pathlib import Path

from tornado.web import HTTPError

import look
from practice.basics.random_values import random_text
from practice.rules.scopes import SCOPES
from practice.web.handling import Handler
from practice.web.page import ALSO_APPLICATIONS, FOLDER, Page

CHIPS = Path(look.__file__).parent  # a secret looks the same here as in the notebooks
FILES = {"style.css": "text/css", "chip.css": "text/css", "lantern.svg": "image/svg+xml"}


class HomePage(Page):
    def get(self) -> None:
        self.show("home.html")


class NoPage(Page):
    """Whatever is not there."""

    def prepare(self) -> None:
        super().prepare()
        if not self._finished:
            raise HTTPError(404)


class FilePage(Handler):
    """The style sheets and the picture."""

    def get(self, name: str) -> None:
        self.set_header("Content-Type", FILES[name])
        folder = CHIPS if name == "chip.css" else FOLDER
        self.finish((folder / name).read_bytes())


class LoginPage(Page):
    form_targets = ALSO_APPLICATIONS

    def get(self) -> None:
        self.show("login.html", accounts=self.parts.console.accounts(), next=self.sent_once("next"))

    def post(self) -> None:
        login, learner = self.sent_once("login"), self.by_learner
        session = self.parts.console.sign_in(self.session, login, learner=learner)
        if session is None:
            raise HTTPError(400, log_message="There is no such account. Choose one from the list.")
        self._set_session(session)
        self.go_next("")


class LogoutPage(Page):
    def get(self) -> None:
        self.show("logout.html")

    def post(self) -> None:
        if self.account:
            self.parts.console.sign_out(self.session, self.account)
        self._set_session(random_text(40))
        self.go("")


class SecurityPage(Page):
    def get(self) -> None:
        if self.must_sign_in():
            self.show("security.html", next=self.sent_once("next"))

    def post(self) -> None:
        if account := self.must_sign_in():
            if self.sent_once("two_factor") != "on":
                raise HTTPError(400, log_message="Two-factor authentication can be turned on only.")
            self.parts.console.turn_on_two_factor(account)
            self.go_next("settings/security")


class AgreementPage(Page):
    def get(self) -> None:
        if self.must_sign_in():
            self.show("agreement.html", next=self.sent_once("next"))

    def post(self) -> None:
        if account := self.must_sign_in():
            if self.sent_once("decision") != "accept":
                raise HTTPError(400, log_message="The agreement can be accepted, or left.")
            self.parts.console.accept_agreement(account, learner=self.by_learner)
            self.go_next("console")


class ConnectionsPage(Page):
    """The applications that a user has allowed something, and Disconnect (docs/twitch.md 3.3)."""

    def get(self) -> None:
        if account := self.must_sign_in():
            self.show(
                "connections.html",
                connections=self.parts.rules.life.connections(account),
                scopes=SCOPES,
            )

    def post(self) -> None:
        if account := self.must_sign_in():
            wanted = self.sent_once("disconnect")
            for connection in self.parts.rules.life.connections(account):
                if connection.application.client_id == wanted:
                    self.parts.rules.life.disconnect(connection.application, account)
                    return self.go("settings/connections")
            raise HTTPError(400, log_message="You are not connected with this application.")
