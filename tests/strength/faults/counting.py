"""How much, how often, how long."""

from __future__ import annotations

from faults.fault import Fault

FAULTS = [
    Fault(
        "counting: a web page's refusals push out the learner's own events",
        "practice/store/store.py",
        "MOST_UNPROVEN = 20\n",
        "MOST_UNPROVEN = 2000\n",
        ("tests/practice/store",),
    ),
    Fault(
        "counting: the books are hardly ever tidied",
        "practice/store/store.py",
        "if (number or 0) % 100 == 0:",
        "if (number or 0) % 100_000 == 0:",
        ("tests/practice/store",),
    ),
    Fault(
        "counting: points come back in half a minute",
        "practice/rules/rate_limit.py",
        "PER_SECOND = LIMIT / 60",
        "PER_SECOND = LIMIT / 30",
        ("tests/practice/rules",),
    ),
    Fault(
        "counting: logins to chat are counted for a second",
        "practice/chat/chat.py",
        "self.logins = Limit(10, clock)",
        "self.logins = Limit(1, clock)",
        ("tests/practice/chat",),
    ),
    Fault(
        "counting: any number of logins may be asked for at once",
        "practice/rules/helix.py",
        'for name in ("user_id", "game_id", "user_login", "language"):',
        'for name in ("user_id", "game_id", "language"):',
        ("tests/practice/rules",),
    ),
    Fault(
        "counting: a page of nothing is a page",
        "practice/rules/helix.py",
        "    if first < 1:  # ours: the text\n",
        "    if first < 0:  # ours: the text\n",
        ("tests/practice/rules",),
    ),
    Fault(
        "counting: a body that never comes is waited for without end",
        "practice/web/server.py",
        "        body_timeout=30,\n",
        "",
        ("tests/practice/web",),
    ),
    Fault(
        "counting: who says nothing on the usual port holds up the start for half a minute",
        "practice/web/siblings.py",
        "ANSWERS_WITHIN = 2  #",
        "ANSWERS_WITHIN = 30  #",
        ("tests/practice/web/test_practice_siblings.py",),
    ),
    Fault(
        "counting: a name of two letters is registered",
        "practice/rules/console.py",
        "if not 3 <= len(name) <= 100:",
        "if not 2 <= len(name) <= 100:",
        (
            "tests/practice/rules",
            "tests/practice/web/test_practice_console.py",
        ),
    ),
    Fault(
        "counting: a byte now and then keeps an exchange alive",
        "helpers/sending.py",
        """        self._sock.settimeout(self._limits.left())
        try:
            size: int | None""",
        """        try:
            size: int | None""",
        ("tests/helpers",),
    ),
    Fault(
        "counting: a notebook waits for minutes for another's lock",
        "helpers/private_file.py",
        "LOCKED_AT_MOST = 5  # seconds",
        "LOCKED_AT_MOST = 500  # seconds",
        ("tests/helpers",),
    ),
    Fault(
        "counting: the bot never gives up",
        "program/bot.py",
        "            tries += 1\n",
        "",
        ("tests/program",),
    ),
]
