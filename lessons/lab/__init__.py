"""The laboratory of notebook 14: attacks that succeed until the one missing check is written.

Practice Twitch has no careless side: a server with switchable checks will one day run with
them off. The laboratory brings small sites of its own instead: made new for each try inside this
kernel, on loopback, and gone when it ends. All that goes between them is
HTTP. No other notebook's practice, and no real Twitch, can be reached from here.

Read `authorization_server.py` and `application.py` for the two ends; `guards.py` has the
solutions.
"""

from __future__ import annotations

from typing import Any

__all__ = ["AuthorizationServer", "attack", "git", "run", "s256"]


def __getattr__(name: str) -> Any:
    """Each is loaded when it is first asked for."""
    if name not in __all__:
        raise AttributeError(f"The laboratory has no {name}.")
    from lessons.lab import authorization_server, guards, harness, running_git

    files = (authorization_server, guards, harness, running_git)
    return next(getattr(file, name) for file in files if hasattr(file, name))
