"""Short marks that tell two secret values apart without showing any part of them."""

from __future__ import annotations

import contextlib
import hmac
import os
import secrets
import tempfile
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

    def flow(self, begun_by: str) -> str:
        """The name that all events of one way to a token share: 12 characters (see Event)."""
        return self.sign(begun_by)[:12]

    def sign(self, text: str) -> str:
        """The keyed hash of `text` (HMAC-SHA256), as 64 hexadecimal characters."""
        return hmac.new(self._key, text.encode(), "sha256").hexdigest()


def mask(fingerprint: str) -> str:
    """The way a hidden value is written everywhere, such as `[hidden 7c1e]`."""
    return f"[hidden {fingerprint}]"


def _read_or_make_key(path: Path) -> bytes:
    key = _read(path)
    for _ in range(50):  # another process may make the key at the same moment
        if key:
            break
        _make_key(path)
        key = _read(path)
    if len(key) != KEY_LENGTH:
        raise OSError(f"{path} does not hold a key of {KEY_LENGTH} characters. Delete it")
    return key


def _read(path: Path) -> bytes:
    """The key in the file; empty when there is none, or a full disk left an empty file."""
    try:
        return path.read_bytes().strip()
    except FileNotFoundError:
        return b""


def _make_key(path: Path) -> None:
    """Make the key, whole or not at all, unless the other side was faster. Raises OSError."""
    handle, name = tempfile.mkstemp(prefix=".tmp_", dir=path.parent)
    new = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(secrets.token_hex(KEY_LENGTH // 2).encode())
            file.flush()
            os.fsync(file.fileno())
        if not _read(path):
            path.unlink(missing_ok=True)
        # A link is made only where nothing is: of two that come together, one wins.
        with contextlib.suppress(FileExistsError, FileNotFoundError):
            try:
                os.link(new, path)
            except (NotImplementedError, PermissionError):  # a file system without links
                new.rename(path)
    finally:
        new.unlink(missing_ok=True)
