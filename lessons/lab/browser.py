"""Somebody's browser: it keeps cookies, follows redirects, and remembers where it has been."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import parse_qsl, urljoin, urlsplit

from helpers.plain_errors import PlainError
from lessons.lab.record import Record

REDIRECTS_AT_MOST = 10


def fields(address: str) -> dict[str, str]:
    """What an address carries in its query and in its fragment."""
    parts = urlsplit(address)
    return dict(parse_qsl(parts.query) + parse_qsl(parts.fragment))


class Browser:
    """A browser without a screen."""

    def __init__(self, whose: str, record: Record, hosts: dict[str, str]) -> None:
        """`hosts` is its name service: some names stand for one of the laboratory's sites."""
        self.history: list[str] = []
        self._whose = whose
        self._record = record
        self._cookies: dict[str, str] = {}  # for each site, its one cookie
        self._hosts = hosts

    def open(
        self, address: str, form: dict[str, str] | None = None, until: str = "nowhere"
    ) -> dict[str, Any]:
        """Go to this address, and on to wherever it is sent. Returns the last page's content.

        With `until` it stops before an address that begins so, and returns that address's fields.
        """
        for _ in range(REDIRECTS_AT_MOST):
            if not urlsplit(address).path:  # browsers write the one slash that is always there
                address = urlsplit(address)._replace(path="/").geturl()
            self.history.append(address)
            if address.startswith(until):
                self._record.stop(f"{self._whose}'s browser", address)
                return dict(fields(address))
            site = urlsplit(address).netloc.rpartition("@")[2]
            cookie = {"Cookie": self._cookies[site]} if site in self._cookies else {}
            method = "POST" if form else "GET"
            who = f"{self._whose}'s browser"
            at = address.replace(f"//{site}", f"//{self._hosts.get(site, site)}", 1)
            reply = self._record.send(who, method, at, data=form, headers=cookie)
            if "Set-Cookie" in reply.headers:
                self._cookies[site] = reply.headers["Set-Cookie"].split(";")[0]
            if "Location" not in reply.headers:
                return reply.json()
            # Browsers read a backslash as a slash, and leave tabs and line breaks out
            # (url.spec.whatwg.org).
            location = re.sub(r"[\t\r\n]", "", reply.headers["Location"].replace("\\", "/"))
            address = urljoin(address, location)
            form = None
        raise PlainError("A browser of the laboratory's was sent round in circles.")
