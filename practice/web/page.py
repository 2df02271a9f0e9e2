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
from markupsafe import Markup, escape
from tornado.web import HTTPError

from look import prose
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
LEARNER = "practice-learner"  # its User-Agent
PREFIX = re.compile(r"(/[\w\-.~%]+)+", re.ASCII)  # of a proxy, such as /user/otter/proxy/8017
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
TEMPLATES.filters["chips"] = lambda text: Markup(prose.chips(str(escape(text))))  # noqa: S704


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

    for_programs = False

    def initialize(self, parts: Parts) -> None:
        self.parts = parts
        self.session = ""
        self.account: Account | None = None

    @property
    def by_learner(self) -> bool:
        """Whether the practice learner of the lessons is here, in the place of a person."""
        return self.request.headers.get("User-Agent") == LEARNER

    @property
    def root(self) -> str:
        """The way from this page up to `/`, as in `../../`."""
        return "../" * (self.request.path.count("/") - 1) or "./"

    def prepare(self) -> None:
        super().prepare()
        if self._leads_to_localhost():
            return
        self.session = self.get_cookie(self._cookie) or ""
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

    def _leads_to_localhost(self) -> bool:
        """Send a browser from 127.0.0.1 or [::1] to the same page at localhost.

        JupyterLab opens at 127.0.0.1, and a browser sends a host's cookies to all of its ports: at
        localhost, pages get none of Lab's. Programs may use any of the names.
        """
        asked = self.request.host.lower()
        named = asked.startswith("localhost") or self._is_behind_a_proxy
        if named or self.for_programs or self.request.method not in ("GET", "HEAD"):
            return False
        port = f":{self._port}" if self._port else ""
        self.redirect(f"{self.request.protocol}://localhost{port}{self.request.uri}")
        return True

    @property
    def _is_behind_a_proxy(self) -> bool:
        return any(name.lower().startswith("x-forwarded-") for name in self.request.headers)

    @property
    def _cookie(self) -> str:
        """The session cookie's name: two practices at one host don't share it.

        It is made from the books, not from the port: where the usual port is taken, each kernel's
        practice has a port of its own, and a login must be good at all of them.
        """
        books = hmac.new(self.parts.form_key, b"the name of the cookie", "sha256").hexdigest()
        return f"{COOKIE}_{books[:8]}"

    @property
    def _port(self) -> str:
        """The port in the Host header; empty where it names none."""
        named = re.search(r":(\d{1,5})$", self.request.host)
        return named[1] if named else ""

    def _set_session(self, session: str) -> None:
        """Keep the session in a cookie for our pages only: behind a proxy, for its prefix."""
        self.session = session
        headers = self.request.headers
        prefix = headers.get("X-Forwarded-Prefix") or headers.get("X-Forwarded-Context") or ""
        path = prefix.rstrip("/")
        self.set_cookie(
            self._cookie,
            session,
            httponly=True,
            samesite="Lax",
            path=path if PREFIX.fullmatch(path) and ".." not in path else "/",
            secure=headers.get("X-Forwarded-Proto", self.request.protocol) == "https",
        )

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
