"""Faults in practice's chat: who may come, speak and hear, and how much."""

from __future__ import annotations

from faults.fault import Fault

CHAT, SESSION = "practice/chat/chat.py", "practice/chat/chat_session.py"
OF_CHAT = ("tests/practice/chat",)

FAULTS = [
    Fault(
        "chat: a limit counts for all together",
        CHAT,
        "sum(name == who for _, name in self._past)",
        "len(self._past)",
        OF_CHAT,
    ),
    Fault(
        "chat: 500 characters are too many",
        CHAT,
        "len(text) > LONGEST",
        "len(text) >= LONGEST",
        OF_CHAT,
    ),
    Fault(
        "chat: at home one may say no more than elsewhere",
        CHAT,
        "MOST_MESSAGES_AT_HOME if sender == channel else MOST_MESSAGES",
        "MOST_MESSAGES",
        OF_CHAT,
    ),
    Fault(
        "chat: a revoked token may say one more thing",
        SESSION,
        "        self._look_at_token()\n        for line",
        "        for line",
        OF_CHAT,
    ),
    Fault(
        "chat: a token without a scope for chat logs in",
        SESSION,
        ' or not {"chat:read", "chat:edit"} & set(token.scopes):',
        ":",
        OF_CHAT,
    ),
    Fault(
        "chat: who never logs in stays",
        SESSION,
        "if not self.nick and now - self._since >= LOGIN_WITHIN:",
        "if False:",
        OF_CHAT,
    ),
    Fault(
        "chat: one hears without chat:read",
        SESSION,
        'if message.command == "PRIVMSG" and not self._may("chat:read"):',
        "if False:",
        OF_CHAT,
    ),
    Fault(
        "chat: a guest speaks",
        SESSION,
        'self._scopes = ("chat:read",)',
        'self._scopes, self._person = ("chat:read", "chat:edit"), next(iter(BY_ID.values()))',
        OF_CHAT,
    ),
    Fault(
        "chat: a page of a host that begins with localhost connects",
        "practice/web/chat_endpoint.py",
        "ON_THIS_COMPUTER.fullmatch(origin)",
        "ON_THIS_COMPUTER.match(origin)",
        OF_CHAT,
    ),
]
