"""Faults in how much and how often: points, messages, bytes, seconds."""

from __future__ import annotations

from faults.fault import Fault

FAULTS = [
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
        "limiting: the newest of too many access tokens dies",
        "practice/store/store.py",
        " AND expires_at > ? ORDER BY number DESC LIMIT -1 OFFSET ?)",
        " AND expires_at > ? ORDER BY number LIMIT -1 OFFSET ?)",
        ("tests/practice/rules/test_practice_life.py", "tests/practice/rules"),
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
    Fault(
        "limiting: the broadcaster at home has no more messages than others",
        "practice/chat/chat.py",
        "most = MOST_MESSAGES_AT_HOME if sender == channel else MOST_MESSAGES",
        "most = MOST_MESSAGES_AT_HOME if sender != channel else MOST_MESSAGES",
        ("tests/practice/chat",),
    ),
    Fault(
        "limiting: the chat lets one more login through than its limit says",
        "practice/chat/chat_session.py",
        "if not self._chat.logins.allows(nick, MOST_LOGINS):",
        "if not self._chat.logins.allows(self.nick or nick, MOST_LOGINS + 1):",
        ("tests/practice/chat",),
    ),
    Fault(
        "limiting: a head may be as large as it likes",
        "practice/web/server.py",
        "        max_header_size=LARGEST_HEAD,\n",
        "        max_header_size=100 * LARGEST_HEAD,\n",
        ("tests/practice/web",),
    ),
    Fault(
        "limiting: a frame of chat may be as large as it likes",
        "practice/web/chat_endpoint.py",
        "    max_message_size = LARGEST_FRAME\n",
        "",
        ("tests/practice/chat",),
    ),
]
