"""What ends by itself, and when."""

from __future__ import annotations

from faults.fault import Fault

FAULTS = [
    Fault(
        "outliving: an expired code counts as waiting",
        "practice/web/curtain.py",
        'return "waiting" if code.expires_at > now else "expired"',
        'return "waiting"',
        ("tests/practice/web",),
    ),
    Fault(
        "outliving: an id_token lives ten days",
        "practice/rules/openid.py",
        "ID_TOKEN_LIFE = 900  # seconds",
        "ID_TOKEN_LIFE = 900_000",
        ("tests/practice/rules",),
    ),
    Fault(
        "outliving: dead tokens are thrown away after 30 hours",
        "practice/store/store.py",
        "DEAD_TOKENS_STAY = 30 * DAY",
        "DEAD_TOKENS_STAY = 30 * 3600",
        ("tests/practice/store",),
    ),
    Fault(
        "outliving: a device code lives sixty times as long as was said",
        "practice/rules/device.py",
        "expires_at=issued_at + DEVICE_CODE_LIFE,",
        "expires_at=issued_at + DEVICE_CODE_LIFE * 60,",
        ("tests/practice/rules",),
    ),
    Fault(
        "outliving: a Public application's refresh token lives half a day",
        "practice/rules/issuing.py",
        "PUBLIC_REFRESH_LIFE = 30 * 24 * 3600",
        "PUBLIC_REFRESH_LIFE = 30 * 24 * 60",
        ("tests/practice/rules",),
    ),
    Fault(
        "outliving: an id_token of the future is believed",
        "helpers/id_token.py",
        'options={"require": ["aud", "exp", "iat", "iss", "sub"]},',
        'options={"require": ["aud", "exp", "iat", "iss", "sub"], "verify_iat": False},',
        ("tests/helpers",),
    ),
    Fault(
        "outliving: an old code that is pasted again is told as good",
        "lessons/panels/authorize.py",
        "            if mine.code_age < LIKELY_DEAD:\n",
        "            if mine.code:\n",
        ("tests/lessons/panels",),
    ),
    Fault(
        "outliving: the careful guard takes a device's code of any age",
        "lessons/lab/guards.py",
        """    if age > CODES_OF_DEVICES_LIVE:
        return "refuse"
""",
        "",
        ("tests/lessons/lab",),
    ),
    Fault(
        "outliving: the bot waits for ever at a dead connection",
        "program/bot.py",
        """                if time.monotonic() - heard_at > SILENT:
                    return
""",
        "",
        ("tests/program",),
    ),
    Fault(
        "outliving: a reader may poll on after the device code has died",
        "lessons/checks/poll_check.py",
        "if self.now > self.expires_in + self.wanted:",
        "if self.now > 100 * self.expires_in:",
        ("tests/lessons/checks",),
    ),
    Fault(
        "outliving: a token of seconds dies a thousand times too late in its panel",
        "lessons/panels/life.py",
        "self._dies_at = time.monotonic() + token.expires_in",
        "self._dies_at = time.monotonic() + 1000 * token.expires_in",
        ("tests/lessons/panels",),
    ),
]
