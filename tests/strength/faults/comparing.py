"""What is compared with what: addresses, states, forms, and the names of hosts."""

from __future__ import annotations

from faults.fault import Fault

FAULTS = [
    Fault(
        "comparing: a slash at the end of a redirect address makes no difference",
        "practice/rules/authorize.py",
        "if redirect_uri not in application.redirect_uris:",
        'if redirect_uri.rstrip("/") not in [u.rstrip("/") for u in application.redirect_uris]:',
        (
            "tests/practice/rules",
            "tests/practice/web",
        ),
    ),
    Fault(
        "comparing: a form of another site can log a person in",
        "practice/web/page.py",
        'if self.request.method == "POST" and not hmac.compare_digest(',
        'if self.account and self.request.method == "POST" and not hmac.compare_digest(',
        ("tests/practice/web",),
    ),
    Fault(
        "comparing: any web page may read the secret at /units/clients",
        "practice/web/cli_mock_endpoints.py",
        "from practice.web.handling import Handler",
        "from practice.web.endpoints import Endpoint as Handler",
        ("tests/practice/web",),
    ),
    Fault(
        "comparing: the chat answers to any name in the Host header",
        "practice/web/chat_endpoint.py",
        """        super().prepare()
        if not _wants_websocket(""",
        "        if not _wants_websocket(",
        (
            "tests/practice/chat",
            "tests/practice/web",
        ),
    ),
    Fault(
        "comparing: behind a proxy the browser is sent to localhost",
        "practice/web/page.py",
        'asked.startswith("localhost") or self._is_behind_a_proxy',
        'asked.startswith("localhost")',
        ("tests/practice/web",),
    ),
    Fault(
        "comparing: http is safe enough for a host whose name begins with 127",
        "helpers/service.py",
        'scheme in ("http", "ws") and host in LOOPBACK',
        'scheme in ("http", "ws") and (host in LOOPBACK or (host or "").startswith("127."))',
        ("tests/helpers",),
    ),
    Fault(
        "comparing: http is accepted for a name that ends in localhost",
        "practice/rules/console.py",
        'host != "localhost"',
        'not host.endswith("localhost")',
        ("tests/practice/web", "tests/practice/rules"),
    ),
    Fault(
        "comparing: a redirect address loses the query that it has",
        "practice/rules/authorize.py",
        'query="&".join(filter(None, (address.query, encoded)))',
        "query=encoded",
        ("tests/practice/rules",),
    ),
    Fault(
        "comparing: an unknown response_type is told to the first registered address",
        "practice/rules/authorize.py",
        """                _with_error(
                    redirect_uri,
""",
        """                _with_error(
                    application.redirect_uris[0],
""",
        ("tests/practice/rules",),
    ),
    Fault(
        "comparing: no slash comes before the answer to a bare host",
        "practice/rules/authorize.py",
        '    address = address._replace(path=address.path or "/")\n',
        "",
        ("tests/practice/rules",),
    ),
    Fault(
        "comparing: practice does not answer to its name in capitals",
        "practice/web/handling.py",
        '(:\\d{1,5})?", re.IGNORECASE)',
        '(:\\d{1,5})?")',
        ("tests/practice/web",),
    ),
    Fault(
        "comparing: a program in a browser may not send Client-Id",
        "practice/web/endpoints.py",
        '"Authorization, Client-Id, Content-Type"',
        '"Authorization, Content-Type"',
        ("tests/practice/rules",),
    ),
    Fault(
        "comparing: after the login page the browser may not go on to an application",
        "practice/web/account_pages.py",
        """class LoginPage(Page):
    form_targets = ALSO_APPLICATIONS
""",
        "class LoginPage(Page):\n",
        ("tests/practice/web",),
    ),
]
