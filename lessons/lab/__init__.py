"""The laboratory of notebook 14: attacks that succeed until the one missing check is written.

Practice Twitch has no careless side: a server whose guards come out on request is one that
somebody forgets to close. The laboratory brings small sites of its own instead, made afresh for
each try inside this kernel, on loopback, and gone when it ends. All that goes between them is
HTTP. No other notebook's practice, and no real Twitch, can be reached from here.

Read `authorization_server.py` and `application.py` for the two ends; `guards.py` has the
solutions.
"""

from lessons.lab.authorization_server import AuthorizationServer
from lessons.lab.git import git
from lessons.lab.guards import s256
from lessons.lab.harness import attack, run

__all__ = ["AuthorizationServer", "attack", "git", "run", "s256"]
