"""The laboratory of notebook 14: attacks that succeed until the one missing check is written.

Practice Twitch has no careless side: a server whose guards come out on request is one that
somebody forgets to close. The laboratory brings small sites of its own instead, made afresh for
each try inside this kernel, on loopback, and gone when it ends. All that goes between them is
HTTP. No other notebook's practice, and no real Twitch, can be reached from here.

Read `authorization_server.py` and `application.py` for the two ends; `guards.py` has the
solutions.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

# Each is loaded when it is first asked for.
FILES = {
    "AuthorizationServer": "authorization_server",
    "attack": "harness",
    "git": "running_git",
    "run": "harness",
    "s256": "guards",
}
__all__ = sorted(FILES)


def __getattr__(name: str) -> Any:
    if name not in FILES:
        raise AttributeError(f"The laboratory has no {name}.")
    return getattr(import_module(f"lessons.lab.{FILES[name]}"), name)
