"""Values nobody can guess, and the hashes that are kept of them."""

from __future__ import annotations

import hashlib
import hmac
import secrets
import string

ALPHABET = string.ascii_lowercase + string.digits


def random_text(length: int) -> str:
    """Lower-case letters and digits, as in Twitch's own values (docs/twitch.md 5.1)."""
    # One draw for all of them: each text is as likely as any other.
    number, text = secrets.randbelow(len(ALPHABET) ** length), ""
    for _ in range(length):
        number, digit = divmod(number, len(ALPHABET))
        text += ALPHABET[digit]
    return text


def letters_and_digits(length: int) -> str:
    """Small and capital letters and digits, as in a device code (docs/twitch.md 5.1)."""
    return "".join(secrets.choice(string.ascii_letters + string.digits) for _ in range(length))


def capital_letters(length: int) -> str:
    """Capital letters, as in a user code (docs/twitch.md 5.1)."""
    return "".join(secrets.choice(string.ascii_uppercase) for _ in range(length))


def hash_of(value: str) -> str:
    """The SHA-256 of a value, in hexadecimal.

    A plain hash is enough here because the values are long and random. A password would need a
    slow, salted one.
    """
    return hashlib.sha256(value.encode()).hexdigest()


def same(one: str, other: str) -> bool:
    """Whether two hashes are equal, found out in a time that tells nothing about them."""
    return hmac.compare_digest(one, other)
