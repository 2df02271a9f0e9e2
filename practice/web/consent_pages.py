"""The pages where a user decides what an application may do (docs/twitch.md 1 and 4.1)."""

from __future__ import annotations

from urllib.parse import urlsplit

from tornado.web import HTTPError

from practice.rules.authorize import AuthorizeRequest, SentBack
from practice.rules.clients import Refusal
from practice.rules.openid import CLAIMS
from practice.rules.scopes import SCOPES
from practice.store.records import Account, Application, DeviceCode
from practice.web.page import ALSO_APPLICATIONS, Page

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
            raise HTTPError(403, log_message="Nobody is logged in. Open the authorize link again.")
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
        # The browser shows these as they are, without a page around them (docs/twitch.md 1.5).
        self.reply({"status": status, "message": message}, status)

    def show_error(self, status: int, sentence: str) -> None:
        if status == 405:
            self.not_found()
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
    """Where a user types a device's code, and allows the device (docs/twitch.md 4.1)."""

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
            if not decide(found[0], account):
                return self.show("activate.html", 400, user_code=user_code, unknown=True)
            self.show("activated.html", allowed=decision == "authorize", application=found[1])
