"""A folder whose path was typed or pasted."""

from __future__ import annotations

import os
from pathlib import Path

from helpers.plain_errors import PlainError
from lessons.exchange import pasted


def read(text: str) -> Path:
    """The folder whose whole path was typed, or pasted with quotes around it."""
    try:
        folder = Path(text.strip()).expanduser()
        if not folder.is_absolute():
            folder = Path(pasted.clean(text)).expanduser()
        os.fsencode(folder)
    except (UnicodeError, RuntimeError):  # half a character; ~somebody, who is not known here
        folder = Path()
    if not folder.is_absolute() or "\0" in text:
        raise PlainError("Give the whole path of the folder, from the root of the disk.")
    return folder
