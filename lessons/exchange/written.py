"""Where a text holds a value, however the value is written there."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from urllib.parse import unquote

MOST_LAYERS = 8  # what was encoded more often than this, nobody sent

HEX = "[0-9a-fA-F]"
# One letter each: in an address (UTF-8, of one byte to four), in HTML, in JSON.
ENCODED = re.compile(
    rf"%[0-7]{HEX}|%[cCdD]{HEX}%{HEX}{{2}}|%[eE]{HEX}(?:%{HEX}{{2}}){{2}}"
    rf"|%[fF]{HEX}(?:%{HEX}{{2}}){{3}}|&(?:#\d{{1,7}}|#[xX]{HEX}{{1,6}}|[a-zA-Z]\w{{1,30}});"
    rf"|\\u[dD][89abAB]{HEX}{{2}}\\u{HEX}{{4}}|\\u{HEX}{{4}}|\\[\"\\/bfnrt]"
)

Place = tuple[int, int]  # where it begins, and where what follows begins


def places(text: str, values: Iterable[str]) -> Iterator[tuple[Place, str]]:
    """Where the text holds each of these values, as it is or encoded; no two places overlap.

    Of two that overlap, the one that comes first in `values` is found.
    """
    taken = bytearray(len(text))
    readings = list(_readings(text))
    for value in values:
        for plain, starts in readings:
            for begin in _found(plain, value):
                first, end = starts[begin], starts[begin + len(value)]
                if not any(taken[first:end]):
                    taken[first:end] = b"\1" * (end - first)
                    yield (first, end), value


def _found(plain: str, value: str) -> Iterator[int]:
    if " " in value:  # which a form writes as a plus
        plain, value = plain.replace("+", " "), value.replace("+", " ")
    begin = plain.find(value)
    while begin >= 0:
        yield begin
        begin = plain.find(value, begin + len(value))


def _readings(text: str) -> Iterator[tuple[str, Sequence[int]]]:
    """The text, and what it is when read once, twice ...; and where each letter of it begins."""
    starts: Sequence[int] = range(len(text) + 1)
    for _ in range(MOST_LAYERS):
        yield text, starts
        letters: list[str] = []
        begins: list[int] = []
        end = 0
        for found in ENCODED.finditer(text):
            if len(letter := _read(found[0])) != 1:
                continue
            letters += [*text[end : found.start()], letter]
            begins += starts[end : found.start() + 1]
            end = found.end()
        if not letters:
            return
        text, starts = "".join(letters) + text[end:], [*begins, *starts[end:]]


def _read(encoded: str) -> str:
    if encoded[0] == "%":
        return unquote(encoded)
    return html.unescape(encoded) if encoded[0] == "&" else str(json.loads(f'"{encoded}"'))
