"""Where a secret, or its like, would show."""

from __future__ import annotations

from faults.fault import Fault

FAULTS = [
    Fault(
        "masking: a device code's beginning is shown in its repr",
        "helpers/oauth.py",
        "device_code={mask(self.device_code)}",
        "device_code={self.device_code[:6]}...",
        ("tests/helpers",),
    ),
    Fault(
        "masking: a text that may hold a token keeps one with capitals",
        "helpers/private_folder.py",
        "[A-Za-z0-9_-]{25,}",
        "[a-z0-9]{25,}",
        (
            "tests/helpers",
            "tests/lessons/clinic",
            "tests/lessons/exchange",
        ),
    ),
    Fault(
        "masking: a kernel's reply to a failed cell holds a kept secret",
        "helpers/plain_errors.py",
        "(in_words(error) or hide(str(error)))",
        "(in_words(error) or str(error))",
        (
            "tests/helpers",
            "tests/lessons/exchange",
            "tests/leaks",
        ),
    ),
    Fault(
        "masking: the repr of a line of chat shows the password in it",
        "practice/chat/irc.py",
        "parameters: tuple[str, ...] = field(default=(), repr=False)",
        "parameters: tuple[str, ...] = field(default=())",
        ("tests/practice/chat",),
    ),
    Fault(
        "masking: the repr of an authorize request shows its state",
        "practice/rules/authorize.py",
        "state: str | None = field(repr=False)",
        "state: str | None",
        ("tests/practice/rules",),
    ),
]
