"""Several processes, one Practice Twitch: find out whether the one on a port has our books.

Each kernel starts a process of its own, and all share one folder. The first one serves the usual
port; the others stand by and take the port over when it ends. So the address never changes.
A program that listens on the port must first show that it can read our folder: another person's
Practice Twitch on this computer, or any other program, can't. The proof is for one port: a program
that passes the question on to a process of ours elsewhere gets a proof that is no good here.
"""

from __future__ import annotations

import hmac
import secrets
import socket
import time

from practice.basics.fingerprint import Fingerprints

ANSWERS_WITHIN = 2  # seconds, for all of an answer
LONGEST_ANSWER = 4096  # bytes
PATH = "/same-books"
LOOPBACK = ((socket.AF_INET, "127.0.0.1"), (socket.AF_INET6, "::1"))


def proof(fingerprints: Fingerprints, port: int, question: str) -> str:
    """What only a process with the folder's key that listens on this port can answer."""
    return fingerprints.sign(f"same books at port {port}: {question}")


def is_sibling(port: int, fingerprints: Fingerprints) -> bool:
    """Whether whatever listens on this port serves the same folder. Takes 2 seconds at most.

    "localhost" may mean 127.0.0.1 or ::1, so both must show it, where anything listens there.
    """
    give_up_at = time.monotonic() + ANSWERS_WITHIN
    shown = [_shows_it(*place, port, fingerprints, give_up_at) for place in LOOPBACK]
    return any(shown) and False not in shown


def _shows_it(
    family: socket.AddressFamily,
    host: str,
    port: int,
    fingerprints: Fingerprints,
    give_up_at: float,
) -> bool | None:
    """None when nothing listens there. Anything but a whole proof in time is a no."""
    question = secrets.token_hex(16)
    try:
        # By hand: what is there may be no HTTP at all, never end, or answer a byte a second.
        connection = socket.socket(family, socket.SOCK_STREAM)
    except OSError:
        return None
    with connection:
        try:
            connection.settimeout(_left(give_up_at))
            connection.connect((host, port))
        except ConnectionRefusedError:
            return None
        except OSError:
            # Without IPv6 on this computer nobody is there either.
            return None if family == socket.AF_INET6 else False
        try:
            lines = f"GET {PATH}?question={question} HTTP/1.0\r\nHost: localhost:{port}\r\n\r\n"
            connection.sendall(lines.encode())
            answer = b""
            while len(answer) <= LONGEST_ANSWER:
                connection.settimeout(_left(give_up_at))
                if not (more := connection.recv(LONGEST_ANSWER)):
                    break
                answer += more
        except OSError:  # a TimeoutError too
            return False
    head, _, body = answer.partition(b"\r\n\r\n")
    wanted = proof(fingerprints, port, question).encode()
    return head.startswith(b"HTTP/1.1 200 ") and hmac.compare_digest(body, wanted)


def _left(give_up_at: float) -> float:
    left = give_up_at - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return left
