"""What a hostile server, or a proxy in between, may send in place of an answer."""

from __future__ import annotations

import gzip
import itertools
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

Pieces = Callable[[bytes], Iterable[bytes]]
OK = b"HTTP/1.1 200 OK\r\n"
JSON = b"Content-Type: application/json\r\n"
CHUNKED = OK + b"Transfer-Encoding: chunked\r\n\r\n"
FULL = b"a" * 65536
CONTINUE = b"HTTP/1.1 100 Continue\r\n\r\n"


@dataclass(frozen=True)
class Answer:
    """`status` is what the caller gets to see; None where no answer can be made of it."""

    kind: str
    name: str
    pieces: Pieces
    status: int | None = None
    pause: float = 0  # seconds, after each piece
    resets: bool = False


def _whole(status: int, body: bytes, head: bytes = b"") -> Pieces:
    first = b"HTTP/1.1 %d Some Reason\r\n" % status + head
    answer = first + b"Content-Length: %d\r\nConnection: close\r\n\r\n" % len(body) + body
    return lambda asked: [answer]


def _letters(data: bytes) -> Iterator[bytes]:
    return (data[place : place + 1] for place in range(len(data)))


def _then(first: bytes, again: bytes) -> Pieces:
    return lambda asked: itertools.chain([first], itertools.repeat(again))


BODY = b'{"access_token":"aaaa","expires_in":14000}'
SLOW: dict[str, Pieces] = {
    "nothing": lambda asked: itertools.repeat(b""),
    "a byte of the head a second": lambda asked: _letters(OK + JSON + b"\r\n" + BODY),
    "a byte of the body a second": lambda asked: [
        OK + b"Content-Length: %d\r\n\r\n" % len(BODY),
        *_letters(BODY),
    ],
    "a chunk of a byte a second": _then(CHUNKED, b"1\r\na\r\n"),
    "100 Continue every second": lambda asked: itertools.repeat(CONTINUE),
}
CUT: dict[str, Pieces] = {
    "at once": lambda asked: [],
    "in the status line": lambda asked: [b"HTTP/1.1 20"],
    "in the body": lambda asked: [OK + JSON + b"Content-Length: 42\r\n\r\n" + BODY[:20]],
    "in a chunk": lambda asked: [CHUNKED + b"2a\r\n" + BODY[:20]],
    "before the last chunk": lambda asked: [CHUNKED + b"2a\r\n" + BODY + b"\r\n"],
    "in what is packed": lambda asked: [
        OK + b"Content-Encoding: gzip\r\nContent-Length: 40\r\n\r\n" + gzip.compress(BODY)[:30]
    ],
}
BOMB = gzip.compress(b"\0" * 50_000_000, 9)
TWICE = gzip.compress(BOMB, 9)
HUGE: dict[str, Pieces] = {
    "300 MB": lambda asked: [OK + b"Content-Length: 300000000\r\n\r\n", *[FULL] * 4578],
    "chunks without end": _then(CHUNKED, b"10000\r\n" + FULL + b"\r\n"),
    "headers without end": _then(OK, b"X: " + FULL[:60_000] + b"\r\n"),
    "100 Continue without end": lambda asked: itertools.repeat(CONTINUE * 2000),
    "a gzip bomb": _whole(200, BOMB, b"Content-Encoding: gzip\r\n"),
    "a gzip bomb in another": _whole(200, TWICE, b"Content-Encoding: gzip, gzip\r\n"),
    "a refusal of 300 MB": lambda asked: [
        b"HTTP/1.1 400 Bad Request\r\nContent-Length: 300000000\r\n\r\n",
        *[FULL] * 4578,
    ],
}
HTML = b"<!doctype html><title>Hotel</title><h1>Accept our terms</h1>"
HTML_KIND = b"Content-Type: text/html\r\n"


def _refusals() -> Iterator[Answer]:
    for status in (429, 500, 503):
        said = json.dumps({"status": status, "error": "Some Reason", "message": "not now"})
        bodies = {
            "JSON": (JSON, said.encode()),
            "HTML": (HTML_KIND, HTML),
            "empty": (b"Retry-After: soon\r\nRatelimit-Reset: x\r\n", b""),
        }
        for name, (head, body) in bodies.items():
            yield Answer("429, 500, 503", f"{status} {name}", _whole(status, body, head), status)


def _echo(asked: bytes) -> Iterable[bytes]:
    body = b"<h1>Bad gateway</h1><pre>" + asked + b"</pre>"
    return _whole(502, body, HTML_KIND)(asked)


PROXY: dict[str, tuple[int, Pieces]] = {
    "200": (200, _whole(200, HTML, HTML_KIND)),
    "200 that says JSON": (200, _whole(200, HTML, JSON)),
    "502 that repeats the request": (502, _echo),
    "302 to elsewhere": (302, _whole(302, HTML, b"Location: /login\r\n")),
    "307 to elsewhere": (307, _whole(307, b"", b"Location: /login\r\n")),
    "511": (511, _whole(511, HTML, HTML_KIND)),
}
WRONG_JSON: dict[str, bytes] = {
    "a list": b"[1,2]",
    "a string": b'"token"',
    "a number": b"5",
    "null": b"null",
    "an empty object": b"{}",
    "a token that is a number": b'{"access_token":5,"device_code":5,"id_token":5,"keys":5}',
    "a token that is a list": b'{"access_token":["a"],"device_code":["a"],"keys":[["a"]]}',
    "an empty token": b'{"access_token":"","device_code":""}',
    "a token of two lines": b'{"access_token":"a\\nb","device_code":"a\\nb"}',
    "a life in words": b'{"access_token":"a","expires_in":"soon","scope":[]}',
    "a life without end": b'{"access_token":"a","expires_in":1e999}',
    "a life that is no number": b'{"access_token":"a","expires_in":NaN}',
    "a scope that is a number": b'{"access_token":"a","expires_in":1,"scope":5}',
    "deep": b"[" * 100_000,
    "half of it": BODY[:-5],
    "not UTF-8": b'{"access_token":"\xff\xfe"}',
}


def answers() -> Iterator[Answer]:
    """All of them but those that need no server."""
    yield from (Answer("slow answers", name, pieces, pause=1) for name, pieces in SLOW.items())
    yield from (Answer("cut answers", name, pieces) for name, pieces in CUT.items())
    for name in ("at once", "in the body"):
        yield Answer("cut answers", f"{name}, by a reset", CUT[name], resets=True)
    yield from (Answer("huge answers", name, pieces) for name, pieces in HUGE.items())
    yield from _refusals()
    for name, (status, pieces) in PROXY.items():
        yield Answer("a proxy's answers", name, pieces, status)
    for name, body in WRONG_JSON.items():
        yield Answer("wrong JSON", name, _whole(200, body, JSON), 200)
