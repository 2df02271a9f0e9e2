"""Faults in the program to take away."""

from __future__ import annotations

from faults.fault import Fault

FAULTS = [
    Fault(
        "carrying: an error with another link's state is told as the viewer's refusal",
        "program/reading.py",
        'if "error" in found and found.get("state", state) == state:',
        'if "error" in found and found["error"]:',
        ("tests/program/test_reading.py",),
    ),
    Fault(
        "carrying: the real Twitch's address with http:// and a path isn't refused",
        "program/reading.py",
        'twitch\\.tv\\b", value)',
        'twitch\\.tv$", value)',
        ("tests/program/test_reading.py",),
    ),
    Fault(
        "carrying: the redirect address in .env loses the slash at its end",
        "program/reading.py",
        'slash = "/" if line.key.endswith("_URL") else ""',
        'slash = "/" if line.key.endswith(("_URL", "_URI")) else ""',
        ("tests/program/test_reading.py",),
    ),
    Fault(
        "carrying: a $ in a value of .env is taken for a variable",
        "program/reading.py",
        "mine[line.key] = line.value.strip().rstrip(slash)",
        "mine[line.key] = os.path.expandvars(line.value.strip()).rstrip(slash)",
        ("tests/program/test_reading.py",),
    ),
    Fault(
        "carrying: a bot that spoke twenty times falls silent while it speaks",
        "program/bot.py",
        "now - spoken_at[0] < WITHIN",
        "now - spoken_at[-1] < WITHIN",
        ("program/test_program.py",),
    ),
    Fault(
        "carrying: a connection to the chat that held for ten minutes doesn't count as good",
        "program/bot.py",
        "if time.time() - began > LONG_ENOUGH:",
        "if time.time() - began > VALIDATE_EVERY:",
        ("program/test_program.py",),
    ),
    Fault(
        "carrying: too many requests are told as a refusal",
        "program/replies.py",
        " and status != 429):",
        "):",
        ("tests/program/test_replies.py",),
    ),
    Fault(
        "carrying: streams that nobody watches can't be drawn",
        "program/live.py",
        "default=1) or 1",
        "default=1)",
        ("program/test_program.py",),
    ),
]
