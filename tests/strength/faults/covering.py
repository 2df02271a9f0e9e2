"""What stands where a secret was, and what is said of one elsewhere."""

from __future__ import annotations

from faults.fault import Fault

FAULTS = [
    Fault(
        "covering: the repr of a token shows how its access token begins",
        "helpers/oauth.py",
        'f"Token(access_token={mask(self.access_token)}, "',
        'f"Token(access_token={self.access_token[:8]} {mask(self.access_token)}, "',
        ("tests/helpers",),
    ),
    Fault(
        "covering: the stack trace of a reader's own mistake shows what is kept",
        "helpers/plain_errors.py",
        'hide("".join(traceback.format_exception(kind, error, error.__traceback__)))',
        '"".join(traceback.format_exception(kind, error, error.__traceback__))',
        ("tests/helpers",),
    ),
    Fault(
        "covering: %xmode Verbose shows the values of variables",
        "helpers/plain_errors.py",
        "        shell.InteractiveTB.include_vars = False  # %xmode Verbose sets it\n",
        "",
        ("tests/helpers",),
    ),
    Fault(
        "covering: an error in a log says what it holds",
        "helpers/plain_errors.py",
        "record.msg, record.args = as_text(record.exc_info[1]), ()",
        "record.msg, record.args = str(record.exc_info[1]), ()",
        ("tests/helpers",),
    ),
    Fault(
        "covering: the books show the hash of a client secret",
        "practice/web/curtain.py",
        """                "secret": mask(application.secret_fingerprint)
                if application.secret_fingerprint
                else None,
""",
        '                "secret": application.secret_hash,\n',
        ("tests/practice/web",),
    ),
    Fault(
        "covering: a fingerprint on practice's pages is made with a key that everybody has",
        "practice/basics/fingerprint.py",
        "return self.sign(value)[:4]",
        'return hmac.new(b"practice", value.encode(), "sha256").hexdigest()[:4]',
        (
            "tests/practice/basics",
            "tests/practice/web",
        ),
    ),
    Fault(
        "covering: the repr of an authorize request shows its nonce",
        "practice/rules/authorize.py",
        "    nonce: str | None = field(repr=False)\n",
        "    nonce: str | None\n",
        (
            "tests/practice/rules",
            "tests/practice/web/test_every_secret_is_hidden.py",
        ),
    ),
    Fault(
        "covering: an oauth_state and a csrf_state are shown",
        "lessons/exchange/hidden.py",
        '\n        or (words[-1] == "state" and words[0] in ("oauth", "csrf", "xsrf"))\n',
        "\n",
        ("tests/lessons/exchange",),
    ),
    Fault(
        "covering: what follows the word Bearer in a text is shown",
        "lessons/exchange/hidden.py",
        'not (given.get("word") or is_secret(given["name"]))',
        'not is_secret(given.get("name") or "")',
        ("tests/lessons/exchange",),
    ),
    Fault(
        "covering: the repr of an answer shows its code",
        "lessons/exchange/pasted.py",
        'return f"Answer(code={mask(self.code)}, ',
        'return f"Answer(code={self.code}, ',
        ("tests/lessons/exchange",),
    ),
    Fault(
        "covering: a credential of one's own header is shown where the answer repeats it",
        "lessons/exchange/masked_parts.py",
        "values = {value for name, value in pairs if is_secret(name)} | {credential}",
        "values = {value for name, value in pairs if is_secret(name)}",
        ("tests/lessons/exchange",),
    ),
    Fault(
        "covering: the steps of a reader are kept with their secrets",
        "lessons/progress.py",
        "marks = {name: fingerprint(value) for name, value in values.items() if value}",
        "marks = {name: value for name, value in values.items() if value}",
        (
            "tests/lessons/test_progress.py",
            "tests/lessons/exchange",
        ),
    ),
]
