"""Faults in the pages and endpoints: what a browser, a form or a neighbour gets by with."""

from __future__ import annotations

from faults.fault import Fault

PAGE, HANDLING = "practice/web/page.py", "practice/web/handling.py"
CONSENT, CURTAIN = "practice/web/consent_pages.py", "practice/web/curtain.py"
SERVER, SIBLINGS = "practice/web/server.py", "practice/web/siblings.py"
OF_PAGES = ("tests/practice/web",)

FAULTS = [
    Fault(
        "visiting: a form without a token is good",
        PAGE,
        'self.sent_once("form_token").encode(), self',
        '(self.sent_once("form_token") or self.form_token).encode(), self',
        OF_PAGES,
    ),
    Fault(
        "visiting: a sentence on the curtain is HTML",
        PAGE,
        "prose.chips(str(escape(text)))",
        "prose.chips(str(text))",
        OF_PAGES,
    ),
    Fault(
        "visiting: a login loses where one wanted to go",
        PAGE,
        '                here += f"?{self.request.query}"',
        '                here += "?"',
        OF_PAGES,
    ),
    Fault(
        "visiting: any web site reads the pages",
        HANDLING,
        'self.set_header("Referrer-Policy", "no-referrer")',
        'self.set_header("Access-Control-Allow-Origin", "*")',
        OF_PAGES,
    ),
    Fault(
        "visiting: what somebody sent is printed",
        HANDLING,
        'print(f"practice: {typ.__name__} in',
        'print(f"practice: {typ.__name__} {value} in',
        OF_PAGES,
    ),
    Fault(
        "visiting: an unknown decision is a yes",
        CONSENT,
        '        if decision == "authorize":\n            address',
        '        if decision != "cancel":\n            address',
        OF_PAGES,
    ),
    Fault(
        "visiting: an unknown decision about a device is a no",
        CONSENT,
        'if decision not in {"authorize", "cancel"}:',
        "if not decision:",
        OF_PAGES,
    ),
    Fault(
        "visiting: the consent page loses the claims",
        CONSENT,
        '    "nonce",\n    "claims",\n',
        '    "nonce",\n',
        OF_PAGES,
    ),
    Fault(
        "visiting: one sees everybody's first",
        CURTAIN,
        'self.sent_once("whose") != "all"',
        'self.sent_once("whose") == "mine"',
        OF_PAGES,
    ),
    Fault(
        "visiting: an owner sees nothing of other users",
        CURTAIN,
        'return one.get("user") == login or one.get("client_id") in owned',
        'return one.get("user") == login',
        OF_PAGES,
    ),
    Fault(
        "visiting: a Public application gets a secret",
        "practice/web/console_pages.py",
        'if application.client_type == "public":',
        'if application.client_type == "public" and application.secret_hash:',
        OF_PAGES,
    ),
    Fault(
        "visiting: another account's application can be managed",
        "practice/web/console_pages.py",
        "application = self.parts.console.application(owner, client_id)",
        "application = self.parts.store.application(client_id)",
        OF_PAGES,
    ),
    Fault(
        "visiting: a proof is for the port that somebody names",
        "practice/web/endpoints.py",
        "self.request.connection.stream.socket.getsockname()[1]",
        'int(self.request.host.rpartition(":")[2])',
        OF_PAGES,
    ),
    Fault(
        "visiting: a neighbour on 127.0.0.1 vouches for ::1",
        SIBLINGS,
        "return any(shown) and False not in shown",
        "return any(shown)",
        OF_PAGES,
    ),
    Fault(
        "visiting: who speaks TLS waits",
        "practice/web/plain_http.py",
        'if seen in (b"", HANDSHAKE):',
        'if seen == b"":',
        OF_PAGES,
    ),
    Fault(
        "visiting: what is taken on ::1 is somebody else's",
        SERVER,
        "if problem.errno == errno.EADDRINUSE:",
        "if problem.errno == errno.EACCES:",
        OF_PAGES,
    ),
    Fault(
        "visiting: a log-out leaves the session",
        "practice/web/account_pages.py",
        "            self.parts.console.sign_out(self.session, self.account)\n",
        "            pass\n",
        OF_PAGES,
    ),
]
