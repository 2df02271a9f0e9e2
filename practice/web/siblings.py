"""Several processes, one Practice Twitch: find out whether the one on a port has our books.

Each kernel starts a process of its own, and all share one folder. The first one serves the usual
port; the others stand by and take the port over when it ends. So the address never changes.
A program that listens on the port must first show that it can read our folder: another person's
Practice Twitch on this computer, or any other program, can't.
"""

from __future__ import annotations

import hmac
import secrets
from urllib.error import URLError
from urllib.request import ProxyHandler, build_opener

from practice.basics.fingerprint import Fingerprints

ANSWERS_WITHIN = 2  # seconds
PATH = "/same-books"


def proof(fingerprints: Fingerprints, question: str) -> str:
    """What only somebody with the folder's key can answer to this question."""
    return fingerprints.sign(f"same books: {question}")


def is_sibling(port: int, fingerprints: Fingerprints) -> bool:
    """Whether the program on this port serves the same folder. Waits 2 seconds at most."""
    question = secrets.token_hex(16)
    direct = build_opener(ProxyHandler({}))  # a proxy can't reach this computer's loopback
    try:
        address = f"http://127.0.0.1:{port}{PATH}?question={question}"
        with direct.open(address, timeout=ANSWERS_WITHIN) as reply:
            answer = reply.read(200).decode("ascii", "replace").strip()
    except (URLError, OSError, ValueError):
        return False
    return hmac.compare_digest(answer, proof(fingerprints, question))
