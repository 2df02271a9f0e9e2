"""The pages that people see in their browser.

Every form carries `form_token`, without which a POST is refused: another web site can make a
browser send a form here, but can't read the token (RFC 9700 4.7 calls for the same at clients).
Links among the pages are relative, so that they work behind a proxy that adds a prefix.
"""

from __future__ import annotations

import hmac
import re
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

import jinja2
from tornado.web import HTTPError

from practice import console
from practice.authorize import AuthorizeRequest, SentBack
from practice.clients import Refusal
from practice.console import ApplicationForm, Console, FormRefused
from practice.endpoints import body_of
from practice.fingerprint import mask
from practice.handling import Handler
from practice.openid import CLAIMS
from practice.random_values import random_text
from practice.records import Account, Application, Code, DeviceCode
from practice.rules import Rules
from practice.scopes import SCOPES
from practice.store import Store

FOLDER = Path(__file__).parent / "pages"
COOKIE = "practice_session"
SESSION = re.compile(r"[a-z0-9]{40}")
LOCAL_PATH = re.compile(r"/(?!/)[\w\-./~]*(\?[!-~]*)?", re.ASCII)
FILES = {"style.css": "text/css", "lantern.svg": "image/svg+xml"}
LATEST = 200

# What an authorize link is made of: the consent page's form sends it again.
REQUEST = {
    "client_id",
    "redirect_uri",
    "response_type",
    "scope",
    "state",
    "nonce",
    "claims",
}

# After a form, the browser may be sent on to the application's address. Chromium holds a form's
# redirects to form-action as well.
ALSO_APPLICATIONS = "'self' https: http://localhost:*"

TEMPLATES = jinja2.Environment(
    loader=jinja2.FileSystemLoader(FOLDER),
    autoescape=True,
    undefined=jinja2.StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
TEMPLATES.filters["clock"] = lambda at: time.strftime("%H:%M:%S", time.localtime(at))
TEMPLATES.filters["mask"] = lambda fingerprint: mask(fingerprint) if fingerprint else None


@dataclass(frozen=True)
class Parts:
    """What the pages are made over."""

    store: Store
    rules: Rules
    console: Console
    form_key: bytes


class Page(Handler):
    """A page: a session cookie, the anti-forgery token, a template."""

    def initialize(self, parts: Parts) -> None:
        self.parts = parts
        self.session = ""
        self.account: Account | None = None

    @property
    def root(self) -> str:
        """The way from this page up to `/`, as in `../../`."""
        return "../" * (self.request.path.count("/") - 1) or "./"

    def prepare(self) -> None:
        super().prepare()
        self.session = self.get_cookie(COOKIE) or ""
        if not SESSION.fullmatch(self.session):
            self._set_session(random_text(40))
        self.account = self.parts.console.signed_in(self.session)
        if self.request.method == "POST" and not hmac.compare_digest(
            self.sent_once("form_token").encode(), self.form_token.encode()
        ):
            raise HTTPError(
                403,
                log_message="This form is not from your present session. Go back, reload the "
                "page, and send the form again.",
            )

    def _set_session(self, session: str) -> None:
        self.session = session
        self.set_cookie(COOKIE, session, httponly=True, samesite="Lax", path="/")

    @property
    def form_token(self) -> str:
        """Proves that a form was made for this session by this server."""
        return hmac.new(self.parts.form_key, self.session.encode(), "sha256").hexdigest()

    def show(self, template: str, status: int = 200, **values: Any) -> None:
        """Answer with this page."""
        self.set_status(status)
        self.set_header("Content-Type", "text/html; charset=utf-8")
        self.finish(
            TEMPLATES.get_template(template).render(
                root=self.root,
                account=self.account,
                form_token=self.form_token,
                **values,
            )
        )

    def show_error(self, status: int, sentence: str) -> None:
        if status == 404:
            sentence = "There is no such page here. Go back to the start page."
        self.show("error.html", status, sentence=sentence)

    def go(self, path: str) -> None:
        """Send the browser on to one of our own pages; `path` has no leading slash."""
        self.redirect(self.root + path, status=303 if self.request.method == "POST" else 302)

    def go_next(self, default: str) -> None:
        """Send the browser on to the local page that `next` names, never to another site."""
        wanted = self.sent_once("next")
        self.go(wanted[1:] if LOCAL_PATH.fullmatch(wanted) else default)

    def must_sign_in(self) -> Account | None:
        """Who is signed in. If nobody is, the browser is sent to do it, and None returned."""
        if self.account is None:
            here = self.request.path
            if self.request.method == "GET" and self.request.query:
                here += f"?{self.request.query}"
            self.go("login?" + urlencode({"next": here}))
        return self.account


class HomePage(Page):
    def get(self) -> None:
        self.show("home.html")


class NoPage(Page):
    """Whatever is not there."""

    def prepare(self) -> None:
        super().prepare()
        raise HTTPError(404)


class FilePage(Handler):
    """The style sheet and the picture."""

    def get(self, name: str) -> None:
        self.set_header("Content-Type", FILES[name])
        self.finish((FOLDER / name).read_bytes())


class LoginPage(Page):
    form_targets = ALSO_APPLICATIONS

    def get(self) -> None:
        self.show("login.html", accounts=self.parts.console.accounts(), next=self.sent_once("next"))

    def post(self) -> None:
        session = self.parts.console.sign_in(self.session, self.sent_once("login"))
        if session is None:
            raise HTTPError(400, log_message="There is no such account. Choose one of the list.")
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
            self.parts.console.accept_agreement(account)
            self.go_next("console")


class ConsolePage(Page):
    """A page of the developer console: for those who accepted the agreement."""

    def must_be_developer(self) -> Account | None:
        """Who is signed in as a developer. If nobody is, the browser is sent to become one."""
        account = self.must_sign_in()
        if account and account.agreed_at is None:
            self.go("agreement?" + urlencode({"next": self.request.path}))
            return None
        return account

    def own_application(self, owner: Account, client_id: str) -> Application:
        """The application that the address names. Raises HTTPError 404 if it isn't theirs."""
        application = self.parts.console.application(owner, client_id)
        if application is None:
            raise HTTPError(404)
        return application

    def typed(self) -> ApplicationForm:
        """What the person typed into the form about an application."""
        return ApplicationForm(
            name=" ".join(self.sent_once("name").split(" ")).strip(),
            redirect_uris=tuple(self.sent_values("redirect_uris")),
            redirect_uri=self.sent_once("redirect_uri").strip(),
            category=self.sent_once("category"),
            client_type=self.sent_once("client_type"),
            not_a_robot=self.sent_once("not_a_robot") == "yes",
        )

    def after_list_button(self, form: ApplicationForm) -> ApplicationForm | None:
        """The form after a click on Add or Remove; None if the click was on neither.

        Raises FormRefused when the address can't be added.
        """
        if self.sent_once("action") == "add":
            return self.parts.console.add_redirect_uri(form)
        if remove := self.sent_once("remove"):
            kept = tuple(uri for uri in form.redirect_uris if uri != remove)
            return ApplicationForm(**{**vars(form), "redirect_uris": kept})
        return None

    def show_form(self, template: str, status: int, form: ApplicationForm, **values: Any) -> None:
        """Answer with a page that holds the form about an application."""
        self.show(
            template,
            status,
            form=form,
            categories=console.CATEGORIES,
            client_types=console.CLIENT_TYPES,
            **values,
        )


class ConsoleHome(ConsolePage):
    def get(self) -> None:
        if account := self.must_be_developer():
            self.show("console.html", applications=self.parts.console.applications(account))


class ApplicationList(ConsolePage):
    def get(self) -> None:
        if account := self.must_be_developer():
            self.show(
                "applications.html",
                applications=self.parts.console.applications(account),
                created=self.sent_once("created"),
            )


class CreatePage(ConsolePage):
    def get(self) -> None:
        if account := self.must_be_developer():
            if not account.two_factor:
                return self.show("two_factor_needed.html", 403)
            self.show_form("create.html", 200, ApplicationForm(), problems={})

    def post(self) -> None:
        account = self.must_be_developer()
        if not account:
            return
        if not account.two_factor:
            return self.show("two_factor_needed.html", 403)
        form = self.typed()
        try:
            changed = self.after_list_button(form)
            if changed:
                return self.show_form("create.html", 200, changed, problems={})
            application = self.parts.console.register(account, form)
        except FormRefused as refused:
            return self.show_form("create.html", 400, form, problems=refused.problems)
        self.go("console/apps?" + urlencode({"created": application.client_id}))


class ManagePage(ConsolePage):
    def get(self, client_id: str) -> None:
        if account := self.must_be_developer():
            application = self.own_application(account, client_id)
            form = ApplicationForm(
                name=application.name,
                redirect_uris=application.redirect_uris,
                category=application.category,
                client_type=application.client_type,
            )
            self._show(200, form, application, saved=self.sent_once("saved") == "yes")

    def post(self, client_id: str) -> None:
        account = self.must_be_developer()
        if not account:
            return
        application = self.own_application(account, client_id)
        form = self.typed()
        try:
            changed = self.after_list_button(form)
            if changed:
                return self._show(200, changed, application)
            self.parts.console.change(application, form)
        except FormRefused as refused:
            return self._show(400, form, application, problems=refused.problems)
        self.go(f"console/apps/{client_id}?saved=yes")

    def _show(
        self,
        status: int,
        form: ApplicationForm,
        application: Application,
        problems: Any = None,
        saved: bool = False,
    ) -> None:
        self.show_form(
            "manage.html",
            status,
            form,
            application=application,
            problems=problems or {},
            saved=saved,
            unsaved=form.redirect_uris != application.redirect_uris,
        )


class SecretPage(ConsolePage):
    """New Secret: first the question, then the secret, this once."""

    def get(self, client_id: str) -> None:
        if account := self.must_be_developer():
            self.show("new_secret.html", application=self._confidential(account, client_id))

    def post(self, client_id: str) -> None:
        if account := self.must_be_developer():
            application = self._confidential(account, client_id)
            if self.sent_once("decision") != "confirm":
                raise HTTPError(400, log_message="Nothing was changed. Go back and try again.")
            secret = self.parts.console.new_secret(application)
            self.show("secret.html", application=application, secret=secret)

    def _confidential(self, account: Account, client_id: str) -> Application:
        application = self.own_application(account, client_id)
        if application.client_type == "public":
            raise HTTPError(
                400,
                log_message="A Public application has no secret. Choose Confidential on its "
                "Manage page first, and click Save.",
            )
        return application


class AuthorizePage(Page):
    """`GET /oauth2/authorize`: the consent page, and the way back to the application."""

    form_targets = ALSO_APPLICATIONS

    def get(self) -> None:
        request = self._request()
        if request and (account := self.must_sign_in()):
            rules = self.parts.rules.authorize
            if rules.must_ask(request, account):
                self.show(
                    "consent.html",
                    request=request,
                    sent={name: self.sent_once(name) for name in REQUEST & {*self.sent()}},
                    scopes=SCOPES,
                    claims=CLAIMS,
                    carried=_carried(request),
                    here=self.request.uri,
                )
            else:
                self.redirect(rules.allow(request, account, self.base))

    def post(self) -> None:
        request = self._request()
        if request is None:
            return
        if self.account is None:
            raise HTTPError(403, log_message="Nobody is signed in. Open the authorize link again.")
        decision = self.sent_once("decision")
        if decision == "authorize":
            address = self.parts.rules.authorize.allow(request, self.account, self.base)
        elif decision == "cancel":
            address = self.parts.rules.authorize.deny(request, self.account)
        else:
            raise HTTPError(400, log_message="Press Authorize or Cancel.")
        if address.startswith("https://"):
            return self.redirect(address)
        self.show(
            "leaving.html",
            address=address,
            site=urlsplit(request.redirect_uri).netloc,
            allowed=decision == "authorize",
            carried=_carried(request),
        )

    def _request(self) -> AuthorizeRequest | None:
        try:
            return self.parts.rules.authorize.read_request(self.sent())
        except Refusal as refusal:
            self._show_json(refusal.status, refusal.message)
        except SentBack as back:
            self.redirect(back.address)
        return None

    def _show_json(self, status: int, message: str) -> None:
        # The browser shows these as they are, without a page around them (contract 1.5).
        self.set_status(status)
        self.set_header("Content-Type", "application/json")
        self.finish(body_of({"status": status, "message": message}))

    def show_error(self, status: int, sentence: str) -> None:
        if status == 405:
            self.set_status(404)
            self.set_header("Content-Type", "text/plain")
            self.finish("404 page not found\n")
        elif self.request.method == "GET":
            self._show_json(status, sentence)
        else:
            super().show_error(status, sentence)


def _carried(request: AuthorizeRequest) -> str:
    """What the browser carries to the application, by its name in the address."""
    if request.wants == {"code"}:
        return "code"
    return "access_token" if "token" in request.wants else "id_token"


class ActivatePage(Page):
    """Where a user types the code that a device shows, and allows the device (contract 4.1)."""

    def get(self) -> None:
        if account := self.must_sign_in():
            user_code = self.sent_once("device-code")
            if not user_code:
                self.show("activate.html", 200, user_code="", unknown=False)
            elif found := self.parts.rules.device.waiting(user_code):
                self._ask(account, user_code, *found)
            else:
                self.show("activate.html", 400, user_code=user_code, unknown=True)

    def _ask(
        self, account: Account, user_code: str, code: DeviceCode, application: Application
    ) -> None:
        self.show(
            "device_consent.html",
            user_code=user_code,
            code=code,
            application=application,
            scopes=SCOPES,
            claims=CLAIMS,
            here=self.request.uri,
        )

    def post(self) -> None:
        if account := self.must_sign_in():
            rules, decision = self.parts.rules.device, self.sent_once("decision")
            user_code = self.sent_once("device-code")
            found = rules.waiting(user_code)
            if found is None:
                return self.show("activate.html", 400, user_code=user_code, unknown=True)
            if decision not in {"authorize", "cancel"}:
                raise HTTPError(400, log_message="Press Authorize or Cancel.")
            decide = rules.allow if decision == "authorize" else rules.deny
            if not decide(*found, account):
                return self.show("activate.html", 400, user_code=user_code, unknown=True)
            self.show("activated.html", allowed=decision == "authorize", application=found[1])


class ConnectionsPage(Page):
    """The applications that a user has allowed something, and Disconnect (contract 3.3)."""

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


class CurtainPage(Page):
    """What the server holds, with every secret value masked."""

    def get(self) -> None:
        self.show("curtain.html", **behind_the_curtain(self.parts.store))


class CurtainJson(Page):
    def get(self) -> None:
        self.set_header("Content-Type", "application/json")
        self.finish(body_of(behind_the_curtain(self.parts.store)))


def behind_the_curtain(store: Store) -> dict[str, Any]:
    """The server's books as plain values: applications, codes, tokens, the latest events."""
    now = int(time.time())
    logins = {account.user_id: account.login for account in store.accounts()}
    return {
        "accounts": [
            {
                "login": account.login,
                "two_factor": account.two_factor,
                "agreement_accepted": account.agreed_at is not None,
            }
            for account in store.accounts()
        ],
        "applications": [
            {
                "name": application.name,
                "client_id": application.client_id,
                "client_type": application.client_type,
                "redirect_uris": list(application.redirect_uris),
                "owner": logins[application.owner_id],
                "secret": mask(application.secret_fingerprint)
                if application.secret_fingerprint
                else None,
            }
            for application in store.applications()
        ],
        "codes": [
            {
                "code": mask(code.fingerprint),
                "client_id": code.client_id,
                "user": logins[code.user_id],
                "scopes": list(code.scopes),
                "redirect_uri": code.redirect_uri,
                "status": _code_status(code, now),
                "issued_at": code.issued_at,
                "expires_at": code.expires_at,
            }
            for code in store.codes(LATEST)
        ],
        "device_codes": [
            {
                "device_code": mask(code.fingerprint),
                "client_id": code.client_id,
                "user": logins[code.user_id] if code.user_id else None,
                "scopes": list(code.scopes),
                "status": "expired"
                if code.status in {"waiting", "allowed"} and code.expires_at <= now
                else code.status,
                "issued_at": code.issued_at,
                "expires_at": code.expires_at,
            }
            for code in store.device_codes(LATEST)
        ],
        "tokens": [
            {
                "access_token": mask(token.access_fingerprint),
                "refresh_token": mask(token.refresh_fingerprint)
                if token.refresh_fingerprint
                else None,
                "client_id": token.client_id,
                "user": logins[token.user_id] if token.user_id else None,
                "scopes": list(token.scopes),
                "status": token.ended or ("alive" if token.expires_at > now else "expired"),
                "issued_at": token.issued_at,
                "expires_at": token.expires_at,
            }
            for token in store.tokens(LATEST)
        ],
        "events": [
            {"id": event.id, "at": event.at, "what": event.what} for event in store.events(LATEST)
        ],
    }


def _code_status(code: Code, now: int) -> str:
    if code.used_at is not None:
        return "used"
    return "waiting" if code.expires_at > now else "expired"
