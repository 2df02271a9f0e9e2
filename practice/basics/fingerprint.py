"""Short marks that tell two secret values apart without showing any part of them."""

from __future__ import annotations

import hmac
import os
import secrets
import time
from pathlib import Path

KEY_LENGTH = 64


class Fingerprints:
    """Makes the masks that stand for secrets on pages, in events and in every `repr`."""

    def __init__(self, folder: Path) -> None:
        """Use the key kept in `folder`, making one when there is none.

        Raises OSError when the key can't be read or written.
        """
        self._key = _read_or_make_key(folder / "fingerprint.key")

    def of(self, value: str) -> str:
        """Four hexadecimal characters: the start of a keyed hash of `value`."""
        return self.sign(value)[:4]

    def sign(self, text: str) -> str:
        """The keyed hash of `text` (HMAC-SHA256), as 64 hexadecimal characters."""
        return hmac.new(self._key, text.encode(), "sha256").hexdigest()


def mask(fingerprint: str) -> str:
    """The way a hidden value is written everywhere, such as `[hidden 7c1e]`."""
    return f"[hidden {fingerprint}]"


def _read_or_make_key(path: Path) -> bytes:
    try:
        handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    except FileExistsError:
        return _read_key(path)
    with os.fdopen(handle, "w", encoding="ascii") as file:
        key = secrets.token_hex(KEY_LENGTH // 2)
        file.write(key)
    return key.encode()


def _read_key(path: Path) -> bytes:
    # Another process may have made the file a moment ago and not filled it yet.
    for _ in range(50):
        key = path.read_text(encoding="ascii").strip()
        if len(key) == KEY_LENGTH:
            return key.encode()
        time.sleep(0.02)
    raise OSError(f"{path} does not hold a key of {KEY_LENGTH} characters. Delete it.")
