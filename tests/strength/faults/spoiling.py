"""What works once, and is spoilt by that."""

from __future__ import annotations

from faults.fault import Fault

FAULTS = [
    Fault(
        "spoiling: a refresh token that was spent is only a dead one when it comes again",
        "practice/store/store.py",
        "\"UPDATE refresh_tokens SET ended = 'used', ended_at",
        "\"UPDATE refresh_tokens SET ended = 'spent', ended_at",
        (
            "tests/practice/rules",
            "tests/practice/store",
        ),
    ),
    Fault(
        "spoiling: who decides second about a device is told that it was done",
        "practice/web/consent_pages.py",
        """            if not decide(found[0], account):
                return self.show("activate.html", 400, user_code=user_code, unknown=True)
""",
        "            decide(found[0], account)\n",
        ("tests/practice/web",),
    ),
    Fault(
        "spoiling: the books say nothing of a device code's use",
        "practice/store/store.py",
        '                self._tell(_used("device_code_use", code))\n',
        "",
        (
            "tests/practice/store",
            "tests/practice/rules",
        ),
    ),
    Fault(
        "spoiling: a used code counts as waiting in the books",
        "practice/web/curtain.py",
        """    if code.used_at is not None:
        return "used"
""",
        "",
        ("tests/practice/web",),
    ),
    Fault(
        "spoiling: a refreshed token is used and not kept",
        "helpers/token_auth.py",
        "        credentials.keep_refreshed(self._twitch, token)\n",
        "",
        ("tests/helpers",),
    ),
    Fault(
        "spoiling: a refresh without a new refresh token forgets the one that is kept",
        "helpers/credentials.py",
        'new = {"refresh_token": token.refresh_token} if token.refresh_token else {}',
        'new = {"refresh_token": token.refresh_token}',
        ("tests/helpers",),
    ),
    Fault(
        "spoiling: the links of other flows all have one state",
        "lessons/panels/other_links.py",
        "self._state = oauth.new_state()",
        "self._state = self._state or oauth.new_state()",
        ("tests/lessons/panels",),
    ),
    Fault(
        "spoiling: the careful guard uses no code up",
        "lessons/lab/guards.py",
        "        used.add(code)\n",
        "",
        ("tests/lessons/lab",),
    ),
    Fault(
        "spoiling: Harbor throws away what the guard notes of used codes",
        "lessons/lab/authorization_server.py",
        'if not self._guards.code_replay(sent["code"], self._used_codes):',
        'if not self._guards.code_replay(sent["code"], set(self._used_codes)):',
        ("tests/lessons/lab",),
    ),
    Fault(
        "spoiling: an answer that is pasted again is refused, though its code is kept",
        "lessons/panels/authorize.py",
        "        if mine.code and mine.code in text:\n",
        "        if mine.code and mine.code == text:\n",
        ("tests/lessons/panels",),
    ),
]
