"""Somebody's browser: it keeps cookies, follows redirects, and remembers where it has been."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import parse_qsl, urljoin, urlsplit

from helpers.plain_errors import PlainError
from lessons.lab.record import Record

REDIRECTS_AT_MOST = 10
WITH_A_HOST = ("http", "https", "ftp", "ws", "wss")
LEFT_OUT_AT_THE_ENDS = "".join(map(chr, range(33)))  # control characters and the space


def fields(address: str) -> dict[str, str]:
    """What an address carries in its query and in its fragment."""
    parts = urlsplit(address)
    return dict(parse_qsl(parts.query) + parse_qsl(parts.fragment))


def where_to(address: str, location: str) -> str:
    """Where a browser at this address is led by a Location header (url.spec.whatwg.org).

    It leaves out tabs and line breaks, reads a backslash as a slash, and needs no slashes between
    a scheme and a host.
    """
    location = re.sub(r"[\t\r\n]", "", location.strip(LEFT_OUT_AT_THE_ENDS))
    own = urlsplit(address).scheme
    scheme, rest = own, location
    if found := re.match(r"([A-Za-z][A-Za-z0-9+.-]*):", location):
        scheme, rest = found[1].lower(), location[found.end() :]
        if scheme not in WITH_A_HOST:
            return f"{scheme}:{rest}"
    path, mark, query = re.fullmatch(r"([^?#]*)([?#]?)(.*)", rest).groups()  # type: ignore[union-attr]
    rest = path.replace("\\", "/") + mark + query
    if rest.startswith("//") or scheme != own:
        return f"{scheme}://{rest.lstrip('/')}"
    return urljoin(address, rest)


class Browser:
    """A browser without a screen."""

    def __init__(self, whose: str, record: Record) -> None:
        self.history: list[str] = []
        self._whose = whose
        self._record = record
        self._cookies: dict[str, str] = {}  # for each site, its one cookie

    def open(
        self, address: str, form: dict[str, str] | None = None, until: str = "nowhere"
    ) -> dict[str, Any]:
        """Go to this address, and on to wherever it is sent. Returns the last page's content.

        With `until` it stops before an address that begins so, and returns that address's fields.
        It also stops where there is no page, as at mailto:.
        """
        for _ in range(REDIRECTS_AT_MOST):
            if not urlsplit(address).path:  # browsers write the one slash that is always there
                address = urlsplit(address)._replace(path="/").geturl()
            self.history.append(address)
            if address.startswith(until) or urlsplit(address).scheme not in WITH_A_HOST:
                self._record.stop(f"{self._whose}'s browser", address)
                return dict(fields(address))
            site = urlsplit(address).netloc.rpartition("@")[2]
            cookie = {"Cookie": self._cookies[site]} if site in self._cookies else {}
            method = "POST" if form else "GET"
            who = f"{self._whose}'s browser"
            reply = self._record.send(who, method, address, data=form, headers=cookie)
            if "Set-Cookie" in reply.headers:
                self._cookies[site] = reply.headers["Set-Cookie"].split(";")[0]
            if "Location" not in reply.headers:
                return reply.json()
            address = where_to(address, reply.headers["Location"])
            form = None
        raise PlainError("A browser of the laboratory's was sent round in circles.")
