"""What a request really held when it went over the wire, part by part."""

from __future__ import annotations

import email
import json
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, urlsplit

import requests

from helpers.service import LOOPBACK

FORM = "application/x-www-form-urlencoded"
MULTIPART = "multipart/form-data"


@dataclass(frozen=True)
class Sent:
    """The parts of one request. Only its method and path are in its repr."""

    method: str
    host: str = field(repr=False)
    path: str
    query: dict[str, str] = field(repr=False)
    form: dict[str, str] = field(repr=False)
    json: dict[str, str] = field(repr=False)  # what a JSON body has at its top
    text: dict[str, str] = field(repr=False)  # what would be a form, but isn't called one
    headers: dict[str, str] = field(repr=False)  # their names in small letters

    @property
    def fields(self) -> dict[str, str]:
        """What Twitch reads as parameters: the query and the form (docs/twitch.md 2.1)."""
        return {**self.query, **self.form}

    @property
    def authorization(self) -> str:
        """The Authorization header, without the spaces around it: they don't count in HTTP."""
        return self.headers.get("authorization", "").strip()

    @property
    def scheme(self) -> str:
        """The word before the credential in the Authorization header, in small letters."""
        word, space, _ = self.authorization.partition(" ")
        return word.lower() if space else ""

    @property
    def credential(self) -> str:
        """What comes behind that word; all of the header when there is no word."""
        word, space, rest = self.authorization.partition(" ")
        return rest if space else word

    @property
    def kind_of_body(self) -> str:
        """The Content-Type of the request, without its parameters."""
        return self.headers.get("content-type", "").split(";")[0].strip().lower()

    @property
    def to_this_computer(self) -> bool:
        """Whether it went to this computer itself, where only practice answers."""
        return self.host in LOOPBACK


def read(request: requests.PreparedRequest) -> Sent:
    """Take a request apart. What can't be read as a form or as JSON is left out."""
    address = urlsplit(request.url or "")
    body = _text(request.body)
    headers = {name.lower(): _text(value) for name, value in request.headers.items()}
    kind = headers.get("content-type", "").lower()
    is_form = kind.startswith((FORM, MULTIPART))
    return Sent(
        method=request.method or "",
        host=address.hostname or "",
        path=address.path,
        query=_pairs(address.query),
        form=dict(parts(request))
        if kind.startswith(MULTIPART)
        else _pairs(body)
        if is_form
        else {},
        json=_json(body),
        text={} if is_form else _pairs(body),
        headers=headers,
    )


def parts(request: requests.PreparedRequest) -> list[tuple[str, str]]:
    """The fields of a multipart body, without the files in it; none when the body is another."""
    kind, body = _text(request.headers.get("Content-Type")), request.body or b""
    if not kind.lower().startswith(MULTIPART) or not isinstance(body, (bytes, str)):
        return []
    body = body.encode() if isinstance(body, str) else body
    message = email.message_from_bytes(f"Content-Type: {kind}\r\n\r\n".encode() + body)
    found = []
    for part in message.walk():
        name = part.get_param("name", header="content-disposition")
        if isinstance(name, str) and part.get_filename() is None:
            found.append((name, _text(part.get_payload(decode=True))))
    return found


def parameters(address: str) -> dict[str, str]:
    """The parameters in an address; none when it can't be read."""
    try:
        return _pairs(urlsplit(address).query)
    except ValueError:
        return {}


def _text(value: object) -> str:
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    return "" if value is None else str(value)


def _pairs(text: str) -> dict[str, str]:
    return dict(parse_qsl(text, keep_blank_values=True))


def _json(body: str) -> dict[str, str]:
    try:
        values = json.loads(body)
    except (ValueError, RecursionError):
        return {}
    if not isinstance(values, dict):
        return {}
    return {name: value for name, value in values.items() if isinstance(value, str)}
