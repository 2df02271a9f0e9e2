"""What happened in one world: on the wire, and in the books of its sites.

Every site listens on 127.0.0.1 with a port of its own. To be readable, what is shown has names
in place of these addresses, such as http://diary.lab, and masks in place of secrets.
"""

from __future__ import annotations

import secrets
from typing import Any
from urllib.parse import parse_qsl, unquote_plus

from helpers import sending
from helpers.private_folder import mask


class Record:
    """The one list of a world that knows all of its names and all of its secrets."""

    def __init__(self) -> None:
        self._names: dict[str, str] = {}
        self._secrets: set[str] = set()
        self._wire: list[str] = []
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
        reply = sending.send(method, url, **parts)
        sent_on = ", and sent on" if "Location" in reply.headers else ""
        self._wire[place] += f"\n    → {reply.status_code}{sent_on}"
        return reply

    def did(self, who: str, what: str) -> None:
        """Write down something that somebody did without HTTP."""
        self._wire.append(f"{who} {what}")

    def begin(self) -> None:
        """Forget what was written down so far: the preparations."""
        self._wire.clear()
        self._books.clear()

    def stop(self, who: str, address: str) -> None:
        """Write down that somebody's browser goes no further than this."""
        self.did(who, f"stops before GET {_written_out(address)}")

    def note(self, site: str, sentence: str) -> None:
        """Write a sentence into the books of a site."""
        self._books.append(f"{site}: {unquote_plus(sentence)}")

    @property
    def wire(self) -> str:
        return self.readable("\n".join(self._wire))

    @property
    def books(self) -> str:
        return self.readable("\n".join(self._books))

    def readable(self, text: str) -> str:
        """The text with names for addresses and IDs, and masks for secrets."""
        for secret in self._secrets:
            text = text.replace(secret, mask(secret))
        for value, name in self._names.items():
            text = text.replace(value, name)
        return text


def _written_out(address: str) -> str:
    """An address to be read by people: decoded, and its query on a line of its own."""
    before, mark, query = address.partition("?")
    return before + (f"\n    ?{_fields(dict(parse_qsl(query, True)))}" if mark else "")


def _fields(values: dict[str, str]) -> str:
    return " & ".join(f"{name}={value}" for name, value in values.items())
