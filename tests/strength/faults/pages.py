"""Faults at practice's door and on its pages: who is asked, from where, with which cookie."""

from __future__ import annotations

from faults.fault import Fault

HANDLING, PAGE = "practice/web/handling.py", "practice/web/page.py"
OF_PAGES = (
    "tests/practice/web/test_practice_pages.py",
    "tests/practice/web/test_practice_bad_input.py",
)
OF_CONSOLE = ("tests/practice/web/test_practice_console.py",)

FAULTS = [
    Fault(
        "handling: a host that begins with localhost is ours",
        HANDLING,
        "OUR_HOSTS.fullmatch(self.request.host)",
        "OUR_HOSTS.match(self.request.host)",
        OF_PAGES,
    ),
    Fault("handling: a browser keeps what it saw", HANDLING, '"no-store"', '"private"', OF_PAGES),
    Fault(
        "handling: another site frames the pages",
        HANDLING,
        "frame-ancestors 'none'; base-uri",
        "base-uri",
        OF_PAGES,
    ),
    Fault(
        "handling: another site is told where one came from",
        HANDLING,
        '"no-referrer"',
        '"unsafe-url"',
        OF_PAGES,
    ),
    Fault(
        "handling: a parameter may come twice",
        HANDLING,
        "if len(values) > 1:",
        "if len(values) > 2:",
        OF_PAGES,
    ),
    Fault("page: a script reads the cookie", PAGE, "httponly=True", "httponly=False", OF_PAGES),
    Fault(
        "page: other sites' forms bring the cookie",
        PAGE,
        'samesite="Lax"',
        'samesite="None"',
        OF_PAGES,
    ),
    Fault(
        "page: one form token is good for all sessions",
        PAGE,
        "self.session.encode()",
        'b"session"',
        OF_PAGES,
    ),
    Fault(
        "page: a session of any form is taken",
        PAGE,
        "if not SESSION.fullmatch(self.session):",
        "if not self.session:",
        OF_PAGES,
    ),
    Fault("page: what was typed is HTML", PAGE, "autoescape=True", "autoescape=False", OF_PAGES),
    Fault(
        "page: a cookie for a folder above",
        PAGE,
        'if PREFIX.fullmatch(path) and ".." not in path else',
        "if PREFIX.fullmatch(path) else",
        OF_PAGES,
    ),
    Fault(
        "page: behind HTTPS the cookie goes over HTTP",
        PAGE,
        'secure=headers.get("X-Forwarded-Proto", self.request.protocol) == "https"',
        'secure=self.request.protocol == "https"',
        OF_PAGES,
    ),
    Fault(
        "page: one may be led to another site after a log-in",
        PAGE,
        "self.go(wanted[1:] if LOCAL_PATH.fullmatch(wanted) else default)",
        "self.redirect(wanted or self.root + default)",
        OF_PAGES,
    ),
    Fault(
        "account: a log-out leaves the cookie",
        "practice/web/account_pages.py",
        "        self._set_session(random_text(40))\n        self.go(",
        "        self.go(",
        (*OF_PAGES, "tests/practice/rules/test_what_stays_and_what_ends.py"),
    ),
    Fault(
        "consent: the page loses the nonce",
        "practice/web/consent_pages.py",
        '    "nonce",\n',
        "",
        (*OF_PAGES, "tests/practice/rules/test_practice_openid.py"),
    ),
    Fault(
        "console: nobody must accept the agreement",
        "practice/web/console_pages.py",
        "if account and account.agreed_at is None:",
        "if False:",
        OF_CONSOLE,
    ),
    Fault(
        "console: a form registers without two-factor",
        "practice/web/console_pages.py",
        "            return\n        if not account.two_factor:",
        "            return\n        if False:",
        OF_CONSOLE,
    ),
    Fault(
        "console: New Secret asks nothing",
        "practice/web/console_pages.py",
        'if self.sent_once("decision") != "confirm":',
        "if False:",
        OF_CONSOLE,
    ),
    Fault(
        "server: a body of any size is taken",
        "practice/web/server.py",
        "max_body_size=LARGEST_BODY",
        "max_body_size=100 * LARGEST_BODY",
        OF_PAGES,
    ),
]
