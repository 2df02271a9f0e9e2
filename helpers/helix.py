"""Every request to api.twitch.tv. Twitch calls this API Helix."""

from __future__ import annotations

import requests

from helpers.sending import send
from helpers.service import Service


def get_users(
    twitch: Service, client_id: str, access_token: str, login: str | None = None
) -> requests.Response:
    """Look up one user by login, or the token's own user when no login is given (contract 6.4).

    Both headers are needed on every call (contract 6.1).
    """
    headers = {"Authorization": f"Bearer {access_token}", "Client-Id": client_id}
    params = {"login": login} if login else None
    return send("GET", f"{twitch.api_url}/helix/users", headers=headers, params=params)
