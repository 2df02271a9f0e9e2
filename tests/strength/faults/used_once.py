"""Faults in what is good once: codes, device codes, refresh tokens, states, a press."""

from __future__ import annotations

from faults.fault import Fault

FAULTS = [
    Fault(
        "used once: a spent refresh token of a Public application ends nothing",
        "practice/rules/grants.py",
        'if old.ended == "used":',
        'if old.ended == "spent":',
        ("tests/practice/rules",),
    ),
    Fault(
        "used once: a short life is good for all tokens from then on",
        "practice/store/store.py",
        "            if row:\n"
        '                self._db.execute("DELETE FROM settings WHERE name = ?", (name,))\n',
        "",
        ("tests/practice/rules",),
    ),
    Fault(
        "used once: a refresh goes on with the token that it used up",
        "helpers/token_auth.py",
        "self.refresh_token = token.refresh_token or self.refresh_token",
        "self.refresh_token = self.refresh_token or token.refresh_token",
        ("tests/helpers/test_token_auth.py",),
    ),
    Fault(
        "used once: a used code is compared, and only its fingerprint is kept",
        "lessons/exchange/pasted.py",
        "if used_code and fingerprint(code) == used_code:",
        "if used_code and code == used_code:",
        ("tests/lessons/exchange/test_pasted.py",),
    ),
    Fault(
        "used once: the program keeps the refresh token that it used up",
        "program/tokens.py",
        'token.get("refresh_token", form["refresh_token"])',
        'form["refresh_token"]',
        ("tests/program/test_tokens.py",),
    ),
    Fault(
        "used once: a double click presses twice",
        "lessons/panels/panel.py",
        "                self._turn += 1\n",
        "",
        ("tests/lessons/panels/test_messages.py",),
    ),
    Fault(
        "used once: a code that was exchanged stays kept",
        "helpers/credentials.py",
        '        code="",\n',
        "",
        ("tests/helpers/test_credentials.py", "tests/lessons/panels/test_exchange.py"),
    ),
    Fault(
        "used once: Harbor forgets which refresh tokens it has given",
        "lessons/lab/authorization_server.py",
        "            consent.older.add(consent.newest)\n",
        "            consent.older = {consent.newest}\n",
        ("tests/lessons/lab/test_lab.py", "tests/lessons/lab/test_harness.py"),
    ),
    Fault(
        "used once: Harbor does not use up a code that came with another address",
        "lessons/lab/authorization_server.py",
        '        if not self._guards.code_replay(sent["code"], self._used_codes):\n'
        '            return self._refuse("invalid_grant: the code was used before")\n'
        '        if code.redirect_uri != sent.get("redirect_uri"):\n'
        '            return self._refuse("invalid_grant: another redirect_uri")\n',
        '        if code.redirect_uri != sent.get("redirect_uri"):\n'
        '            return self._refuse("invalid_grant: another redirect_uri")\n'
        '        if not self._guards.code_replay(sent["code"], self._used_codes):\n'
        '            return self._refuse("invalid_grant: the code was used before")\n',
        ("tests/lessons/lab/test_world_checks.py",),
    ),
    Fault(
        "used once: to end everything ends what was agreed to anew",
        "practice/rules/grants.py",
        'if old.ended == "used":',
        "if old.ended:",
        ("tests/practice/rules",),
    ),
    Fault(
        "used once: the books say nothing of a code that was used",
        "practice/store/store.py",
        '                self._tell(_used("code", code))\n',
        "",
        ("tests/practice/rules", "tests/practice/store"),
    ),
]
