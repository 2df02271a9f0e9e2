"""What another web site makes a browser do."""

from __future__ import annotations

from faults.fault import Fault

FAULTS = [
    Fault(
        "tricking: any form accepts the developer agreement",
        "practice/web/account_pages.py",
        """            if self.sent_once("decision") != "accept":
                raise HTTPError(400, log_message="The agreement can be accepted, or left.")
""",
        "",
        ("tests/practice/web",),
    ),
    Fault(
        "tricking: any form turns two-factor authentication on",
        "practice/web/account_pages.py",
        """            if self.sent_once("two_factor") != "on":
                raise HTTPError(400, log_message="Two-factor authentication can be turned on only.")
""",
        "",
        ("tests/practice/web",),
    ),
    Fault(
        "tricking: a page may say that its links begin elsewhere",
        "practice/web/handling.py",
        "frame-ancestors 'none'; base-uri 'none'\",",
        "frame-ancestors 'none'\",",
        ("tests/practice/web",),
    ),
    Fault(
        "tricking: a browser guesses what an answer is",
        "practice/web/handling.py",
        '        self.set_header("X-Content-Type-Options", "nosniff")\n',
        "",
        ("tests/practice/web",),
    ),
    Fault(
        "tricking: a form may be sent on to any host without TLS",
        "practice/web/page.py",
        "\"'self' https: http://localhost:*\"",
        "\"'self' https: http:\"",
        ("tests/practice/web",),
    ),
    Fault(
        "tricking: any web page reads practice's books",
        "practice/web/curtain.py",
        """    for_programs = True

    def get(self) -> None:
""",
        """    for_programs = True

    def get(self) -> None:
        self.set_header("Access-Control-Allow-Origin", "*")
""",
        ("tests/practice/web",),
    ),
    Fault(
        "tricking: the chat asks an old header where a page is from",
        "practice/web/chat_endpoint.py",
        'origin = self.request.headers.get("Origin")',
        'origin = self.request.headers.get("Sec-WebSocket-Origin")',
        ("tests/practice/chat",),
    ),
    Fault(
        "tricking: a state can be guessed",
        "helpers/oauth.py",
        "return secrets.token_urlsafe(24)",
        "return secrets.token_urlsafe(3)",
        ("tests/helpers",),
    ),
    Fault(
        "tricking: the script's state can be guessed",
        "program/get_token.py",
        "state = secrets.token_urlsafe(24)",
        "state = secrets.token_urlsafe(3)",
        ("tests/program",),
    ),
    Fault(
        "tricking: the careful guard takes an answer to no question at all",
        "lessons/lab/guards.py",
        """    if not sent or not received:
        return False
    return hmac""",
        """    if not sent or not received:
        return not sent
    return hmac""",
        ("tests/lessons/lab",),
    ),
    Fault(
        "tricking: a consent of nobody is the first account's",
        "practice/web/consent_pages.py",
        """        if self.account is None:
            raise HTTPError(403, log_message="Nobody is logged in. Open the authorize link again.")
""",
        """        if self.account is None:
            self.account = self.parts.console.accounts()[0]
""",
        ("tests/practice/web",),
    ),
]
