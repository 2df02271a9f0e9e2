"""Who may do what, in chat and by scopes."""

from __future__ import annotations

from faults.fault import Fault

FAULTS = [
    Fault(
        "permitting: a bot may speak in a channel whose broadcaster never let bots in",
        "practice/chat/chat_messages.py",
        "home = self._store.granted_scopes(client_id, broadcaster_id)",
        "home = self._store.granted_scopes(client_id, sender_id)",
        (
            "tests/practice/chat",
            "tests/practice/rules",
        ),
    ),
    Fault(
        "permitting: scopes with an encoded plus between them are accepted",
        "practice/rules/authorize.py",
        "scopes = tuple(dict.fromkeys(text.split()))",
        'scopes = tuple(dict.fromkeys(text.replace("+", " ").split()))',
        (
            "tests/practice/rules",
            "tests/practice/web",
        ),
    ),
    Fault(
        "permitting: who consented without scopes has not consented",
        "practice/rules/helix.py",
        '"has_authorized": granted is not None',
        '"has_authorized": bool(granted)',
        ("tests/practice/rules",),
    ),
    Fault(
        "permitting: the device address knows no scope in the singular",
        "practice/rules/device.py",
        'sent.get("scopes") or sent.get("scope", "")',
        'sent.get("scopes", "")',
        ("tests/practice/rules",),
    ),
    Fault(
        "permitting: /me is refused as a command",
        "practice/chat/chat_session.py",
        'if command and command[0] != "/me":',
        "if command:",
        ("tests/practice/chat",),
    ),
    Fault(
        "permitting: a line break in a message from the API is sent on",
        "practice/chat/chat.py",
        "        text = _one_line(text)\n",
        "",
        ("tests/practice/chat",),
    ),
]
