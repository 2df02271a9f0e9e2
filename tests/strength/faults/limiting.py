"""Faults in how much and how often: points, messages, bytes, seconds."""

from __future__ import annotations

from faults.fault import Fault

FAULTS = [
    Fault(
        "limiting: all users of an application share one bucket",
        "practice/web/helix_endpoints.py",
        "self.buckets.take((token.client_id, token.user_id))",
        "self.buckets.take(token.client_id)",
        ("tests/practice/web", "tests/practice/rules"),
    ),
    Fault(
        "limiting: the chat lets one more through than its limits say",
        "practice/chat/chat.py",
        "if sum(name == who for _, name in self._past) >= most:",
        "if sum(name == who for _, name in self._past) > most:",
        ("tests/practice/chat",),
    ),
    Fault(
        "limiting: an application can't have the tenth address",
        "practice/rules/console.py",
        "if len(form.redirect_uris) > MOST_REDIRECT_URIS:",
        "if len(form.redirect_uris) >= MOST_REDIRECT_URIS:",
        ("tests/practice/rules/test_console_limits.py", "tests/practice/rules"),
    ),
    Fault(
        "limiting: the head of an answer may be endless",
        "helpers/sending.py",
        "        self._limits.count(size or 0)\n",
        "",
        ("tests/helpers/test_limits.py", "tests/helpers/test_sending.py"),
    ),
    Fault(
        "limiting: each line of chat starts the time anew",
        "helpers/chat.py",
        "            self._below.limits = Limits(self._host, left)\n",
        "            self._below.limits = Limits(self._host, seconds)\n",
        ("tests/helpers/test_chat.py", "tests/helpers/test_limits.py"),
    ),
    Fault(
        "limiting: the bot waits half a minute after its last word, not its twentieth",
        "program/bot.py",
        "now - spoken_at[0] < WITHIN",
        "now - spoken_at[-1] < WITHIN",
        ("tests/program", "tests/lessons/take_away/test_take_away.py"),
    ),
    Fault(
        "limiting: the newest of too many access tokens dies",
        "practice/store/store.py",
        " AND expires_at > ? ORDER BY number DESC LIMIT -1 OFFSET ?)",
        " AND expires_at > ? ORDER BY number LIMIT -1 OFFSET ?)",
        ("tests/practice/rules/test_practice_life.py", "tests/practice/rules"),
    ),
    Fault(
        "limiting: a hundred IDs and a hundred logins are asked for at once",
        "practice/rules/helix.py",
        "_not_too_many(len(ids) + len(logins), ",
        "_not_too_many(max(len(ids), len(logins)), ",
        ("tests/practice/rules/test_practice_helix.py",),
    ),
    Fault(
        "limiting: of too many steps the newest is forgotten",
        "lessons/progress.py",
        'del progress["steps"][:-MOST_STEPS]',
        'del progress["steps"][MOST_STEPS:]',
        ("tests/lessons/test_progress.py",),
    ),
    Fault(
        "limiting: all accounts together have a hundred applications",
        "practice/rules/console.py",
        "if len(self._store.applications(owner.user_id)) >= MOST_APPLICATIONS:",
        "if len(self._store.applications()) >= MOST_APPLICATIONS:",
        ("tests/practice/rules",),
    ),
    Fault(
        "limiting: a body may be as large as it likes",
        "practice/web/server.py",
        "        max_body_size=LARGEST_BODY,\n",
        "",
        ("tests/practice/web",),
    ),
]
