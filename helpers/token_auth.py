"""An `auth` for requests that puts Twitch's two headers on each call. Notebook 12 completes it."""

from __future__ import annotations

from typing import Any

import requests
from requests.auth import AuthBase

from helpers import credentials, helix, oauth
from helpers.credentials import Credentials
from helpers.plain_errors import PlainError
from helpers.service import Service


class TokenAuth(AuthBase):
    """Use it as `requests.get(address, auth=TokenAuth(twitch, mine), timeout=10)`.

    What to do when Twitch refuses is left to `answered`, which here does nothing.
    """

    def __init__(self, twitch: Service, mine: Credentials) -> None:
        self._twitch = twitch
        self._mine = mine
        self.access_token = mine.access_token
        self.refresh_token = mine.refresh_token

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        request.headers.update(helix.headers(self._mine.client_id, self.access_token))
        request.register_hook("response", self.answered)
        return request

    def answered(self, reply: requests.Response, **options: Any) -> requests.Response:
        """Called with each answer. What it returns is what your program gets."""
        return reply

    def refresh(self) -> bool:
        """Get a new access token and keep it. False when Twitch refuses.

        Then the viewer must consent again (docs/twitch.md 2.3). Raises PlainError when it can't be
        kept: before the refresh token is sent, if that can be known.
        """
        credentials.before_spending(self._twitch)
        reply = oauth.refresh(
            self._twitch, self._mine.client_id, self._mine.client_secret, self.refresh_token
        )
        if not reply.ok:
            return False
        try:
            token = oauth.read_token(reply)
        except PlainError:  # a hotel's login page is a 200 too
            return False
        self.access_token = token.access_token
        self.refresh_token = token.refresh_token or self.refresh_token
        credentials.keep_refreshed(self._twitch, token)
        return True

    def again(self, reply: requests.Response, **options: Any) -> requests.Response:
        """Send the request of this answer once more, with the token of now."""
        reply.close()
        request = reply.request.copy()
        request.headers.update(helix.headers(self._mine.client_id, self.access_token))
        answer: requests.Response = reply.connection.send(request, **options)
        return answer
