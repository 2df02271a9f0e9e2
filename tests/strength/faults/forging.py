"""Faults in what keeps another web site from acting here in a person's name."""

from __future__ import annotations

from faults.fault import Fault

FAULTS = [
    Fault(
        "forging: the form token is the same for every session",
        "practice/web/page.py",
        'hmac.new(self.parts.form_key, self.session.encode(), "sha256")',
        'hmac.new(self.parts.form_key, b"form", "sha256")',
        ("tests/practice/web",),
    ),
    Fault(
        "forging: a link logs somebody out",
        "practice/web/account_pages.py",
        'self.show("logout.html")',
        "self.post()",
        ("tests/practice/web",),
    ),
    Fault(
        "forging: any web site reads our pages",
        "practice/web/handling.py",
        '        self.set_header("X-Content-Type-Options", "nosniff")\n',
        '        self.set_header("X-Content-Type-Options", "nosniff")\n'
        '        self.set_header("Access-Control-Allow-Origin", "*")\n',
        ("tests/practice/web",),
    ),
    Fault(
        "forging: the session from before a login stays logged in as it was",
        "practice/store/store.py",
        '            self._db.execute("DELETE FROM sessions WHERE session_hash = ?", '
        "(old_hash,))\n",
        "",
        ("tests/practice/web",),
    ),
    Fault(
        "forging: who logs out stays logged in with the old cookie",
        "practice/store/store.py",
        '            self._db.execute("DELETE FROM sessions WHERE session_hash = ?", '
        "(session_hash,))\n",
        "            pass\n",
        ("tests/practice/web", "tests/practice/rules"),
    ),
    Fault(
        "forging: any web site reads the secret of the mock's application",
        "practice/web/cli_mock_endpoints.py",
        "        self.reply(self.mock.clients())\n",
        '        self.set_header("Access-Control-Allow-Origin", "*")\n'
        "        self.reply(self.mock.clients())\n",
        ("tests/practice/web",),
    ),
    Fault(
        "forging: a form on our pages may be sent anywhere",
        "practice/web/handling.py",
        'f"form-action {self.form_targets}; frame',
        'f"frame',
        ("tests/practice/web",),
    ),
    Fault(
        "forging: a browser keeps our pages",
        "practice/web/handling.py",
        '        self.set_header("Cache-Control", "no-store")\n',
        "",
        ("tests/practice/web",),
    ),
    Fault(
        "forging: a script in a page runs",
        "practice/web/handling.py",
        "default-src 'none'; style",
        "default-src *; style",
        ("tests/practice/web",),
    ),
]
