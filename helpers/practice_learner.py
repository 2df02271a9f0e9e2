"""The practice learner: does on practice's pages, over HTTP, what a person does in a browser.

It presses the same buttons of the same forms. It can't do so at the real Twitch, where only a
person may consent.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from urllib.parse import urljoin, urlsplit

import requests
from bs4 import BeautifulSoup, Tag

from helpers import credentials, oauth
from helpers.plain_errors import PlainError
from helpers.sending import TIMEOUT
from helpers.service import Service

ACCOUNT = "river_otter"  # one of practice's ready-made accounts
SCOPES = "chat:read chat:edit"  # the guide's scopes, when none have been chosen yet
REDIRECT_URI = "http://localhost"
PAGES_AT_MOST = 10


class PracticeLearner:
    """Somebody with an account at practice Twitch and a browser without a screen."""

    def __init__(self, twitch: Service) -> None:
        if not twitch.is_practice:
            raise PlainError("With the real Twitch only you can do this: it needs your consent.")
        self._home = twitch.id_url
        self._browser = requests.Session()
        self._browser.trust_env = False  # a company's proxy can't reach this computer's loopback

    def become_developer(self) -> None:
        """Log in and accept the developer agreement: steps 1 to 3."""
        self._open("/console/apps")

    def register_application(self, redirect_uri: str) -> str:
        """Register a Confidential application with this redirect address; returns its client ID."""
        page = self._open("/console/apps/create")
        name = f"River Notes {secrets.token_hex(4)}"
        page = self._press(page, "add", name=name, redirect_uri=redirect_uri)
        page = self._press(page, "create", name=name, category="Other", robot="on")
        return _value(page, "client_id")

    def new_secret(self, client_id: str) -> str:
        """Make a new client secret for this application; returns it."""
        page = self._open(f"/console/apps/{client_id}/secret")
        return _value(self._press(page, "create"), "client_secret")

    def authorize(self, link: str) -> str:
        """Open the authorize link and consent; returns the address the browser is sent to.

        Raises PlainError when the link leads to an error page instead.
        """
        address = link
        for _ in range(PAGES_AT_MOST):
            ...
        raise PlainError("x")


def catch_up(twitch: Service, needs: Iterable[str]) -> None:
    """Do every step that is missing for these values, in their order, and keep what comes of it."""
