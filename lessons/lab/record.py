"""What happened in one world: on the wire, and in the books of its sites.

Every site listens on 127.0.0.1 with a port of its own. Everybody in a world knows it by a name,
such as http://diary.lab, and the record is the name service. What is shown has masks in place of
secrets.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl, unquote_plus, urlsplit

from helpers import sending
from helpers.private_folder import mask


@dataclass
class Move:
    """One request: from whom, to which site, what it carried, and what came back."""

    source: str
    target: str
    path: str
    carried: dict[str, str]
    status: int = 0
    gave: dict[str, str] = field(default_factory=dict)


NOBODYS = "http://magpie.lab"  # any name or port that is nobody's is Magpie's: anyone can take it


class Record:
    """The one list of a world that knows all of its names and all of its secrets."""

    def __init__(self) -> None:
        self.sites: dict[str, str] = {}  # for each address such as http://diary.lab, the real host
        self._names: dict[str, str] = {}
        self._secrets: set[str] = set()
        self._wire: list[str] = []
        self._moves: list[Move] = []
        self._books: list[str] = []
        self.broken: Exception | None = None  # what stopped a site, if anything did

    def name(self, value: str, name: str) -> str:
        """From now on show this name in place of the value; returns the value."""
        self._names[value] = name
        return value

    def new_id(self) -> str:
        """A fresh value that is not secret, such as a client ID."""
        return secrets.token_hex(15)

    def new_secret(self, length: int = 32) -> str:
        """A fresh random value that is never shown."""
        value = secrets.token_hex(length // 2)
        self._secrets.add(value)
        return value

    def hide(self, value: str) -> str:
        """Never show this value; returns it."""
        self._secrets.add(value)
        return value

    def send(self, who: str, method: str, url: str, **parts: Any) -> Any:
        """Send one request in somebody's name, write it down, and return the response."""
        line = f"{who}: {method} {_written_out(url)}"
        if "Authorization" in parts.get("headers", {}):
            line += f"\n    Authorization: {parts['headers']['Authorization']}"
        if form := parts.get("data"):
            line += f"\n    {_fields({name: value for name, value in form.items() if value})}"
        place = len(self._wire)  # what the site itself sends meanwhile comes below
        self._wire.append(line)
        site = self._site(url)
        move = _move(who, url, urlsplit(site).netloc, parts)
        self._moves.append(move)
        at = urlsplit(url)._replace(scheme="http", netloc=self.sites[site]).geturl()
        reply = sending.send(method, at, **parts)
        move.status, move.gave = reply.status_code, _gave(reply)
        sent_on = ", and sent on" if "Location" in reply.headers else ""
        self._wire[place] += f"\n    → {reply.status_code}{sent_on}"
        return reply

    def _site(self, url: str) -> str:
        """The address of the site that answers there."""
        parts = urlsplit(url)
        host = parts.netloc.rpartition("@")[2].lower()
        site = f"{parts.scheme}://{host.removesuffix(':').removesuffix(':80')}"
        return site if site in self.sites else NOBODYS

    def did(self, who: str, what: str) -> None:
        """Write down something that somebody did without HTTP."""
        self._wire.append(f"{who} {what}")

    def begin(self) -> None:
        """Forget what was written down so far: the preparations."""
        self._wire.clear()
        self._moves.clear()
        self._books.clear()

    def stop(self, who: str, address: str) -> None:
        """Write down that somebody's browser goes no further than this."""
        self.did(who, f"stops before GET {_written_out(address)}")

    def note(self, site: str, sentence: str) -> None:
        """Write a sentence into the books of a site."""
        self._books.append(f"{site}: {unquote_plus(sentence)}")

    def moves(self) -> list[Move]:
        """The requests in their order, readable: names of people and sites, masks of secrets."""
        return [
            Move(
                _short(move.source),
                _short(self.readable(move.target)),
                move.path,
                {name: self.readable(value) for name, value in move.carried.items()},
                move.status,
                {name: self.readable(value) for name, value in move.gave.items()},
            )
            for move in self._moves
        ]

    @property
    def wire(self) -> str:
        return self.readable("\n".join(self._wire))

    @property
    def books(self) -> str:
        return self.readable("\n".join(self._books))

    def readable(self, text: str) -> str:
        """The text with names for IDs, and masks for secrets."""
        for secret in self._secrets:
            if secret in text:
                text = text.replace(secret, mask(secret))
        for value, name in self._names.items():
            text = text.replace(value, name)
        return text


def _move(who: str, url: str, site: str, parts: dict[str, Any]) -> Move:
    address = urlsplit(url)
    carried = dict(parse_qsl(address.query))
    carried |= {name: value for name, value in (parts.get("data") or {}).items() if value}
    if bearer := parts.get("headers", {}).get("Authorization", ""):
        carried["access_token"] = bearer.partition(" ")[2]
    return Move(who, site, address.path or "/", carried)


def _gave(reply: Any) -> dict[str, str]:
    """What an answer brought: in its JSON, or in the address that a browser is sent on to."""
    if location := reply.headers.get("Location"):
        try:
            address = urlsplit(location)
        except ValueError:
            return {}
        return dict(parse_qsl(address.query) + parse_qsl(address.fragment))
    body = sending.json_body(reply)
    return {k: v for k, v in body.items() if isinstance(v, str)} if isinstance(body, dict) else {}


def _short(name: str) -> str:
    """Otter's browser is Otter, and harbor.lab is Harbor."""
    return name.removesuffix("'s browser").removesuffix(".lab").capitalize()


def _written_out(address: str) -> str:
    """An address to be read by people: decoded, and its query on a line of its own."""
    before, mark, query = address.partition("?")
    return before + (f"\n    ?{_fields(dict(parse_qsl(query, True)))}" if mark else "")


def _fields(values: dict[str, str]) -> str:
    return " & ".join(f"{name}={value}" for name, value in values.items())
