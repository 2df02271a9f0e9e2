"""The ways in which a secret may be written somewhere."""

from __future__ import annotations

import base64
import html
import json
from urllib.parse import quote, quote_plus


def ways_to_write(value: str) -> dict[str, bytes]:
    """Each way's name, and the bytes to look for. What looks the same is there once."""
    escaped = json.dumps(value)[1:-1]
    texts = {
        "plain": value,
        "percent-encoded": quote(value, safe=""),
        "percent-encoded, save for slashes": quote(value),
        "in a form": quote_plus(value),
        "in JSON": escaped,
        "in JSON, as UTF-8": json.dumps(value, ensure_ascii=False)[1:-1],
        "in JSON in JSON": json.dumps(escaped)[1:-1],
        "in HTML": html.escape(value),
    }
    ways = {name: text.encode() for name, text in texts.items()}
    ways["UTF-16"] = value.encode("utf-16-le")
    ways["UTF-16, big-endian"] = value.encode("utf-16-be")
    for before in range(3):
        core = _base64_inside(value.encode(), before)
        ways[f"base64, {before} bytes behind a boundary"] = core
        ways[f"base64url, {before} bytes behind a boundary"] = core.translate(URL_SAFE)
    seen: set[bytes] = set()
    return {name: form for name, form in ways.items() if not (form in seen or seen.add(form))}


URL_SAFE = bytes.maketrans(b"+/", b"-_")


def _base64_inside(value: bytes, before: int) -> bytes:
    """What base64 makes of a value in a longer text, such as `id:secret`, whatever is around it.

    Base64 writes three bytes as four characters. Characters that hold bits of a neighbor as well
    are left out.
    """
    whole = base64.b64encode(b"\0" * before + value).rstrip(b"=")
    first = (0, 2, 3)[before]
    last = len(whole) if (before + len(value)) % 3 == 0 else len(whole) - 1
    return whole[first:last]
