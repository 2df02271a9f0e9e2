"""What every page for people has in common.

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
from urllib.parse import urlencode

import jinja2
from tornado.web import HTTPError

from practice.basics.fingerprint import mask
from practice.basics.random_values import random_text
from practice.chat.chat import Chat
from practice.rules.console import Console
from practice.rules.rules import Rules
from practice.store.records import Account
from practice.store.store import Store
from practice.web.handling import Handler

FOLDER = Path(__file__).parent / "pages"
COOKIE = "practice_session"
SESSION = re.compile(r"[a-z0-9]{40}")
LOCAL_PATH = re.compile(r"/(?!/)[\w\-./~]*(\?[!-~]*)?", re.ASCII)

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
    chat: Chat


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
