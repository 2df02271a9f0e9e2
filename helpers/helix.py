"""Every request to api.twitch.tv. Twitch calls this API Helix."""

from __future__ import annotations

import requests

from helpers.sending import send
from helpers.service import Service


def headers(client_id: str, access_token: str) -> dict[str, str]:
    """The two headers that every call needs (docs/twitch.md 6.1). The ID is the token's own."""
    return {"Authorization": f"Bearer {access_token}", "Client-Id": client_id}


def get_users(
    twitch: Service, client_id: str, access_token: str, login: str | None = None
) -> requests.Response:
    """Look up one user by login, or the token's own user (docs/twitch.md 6.4).

    A user who doesn't exist is left out of `data`.
    """
    params = {"login": login} if login else {}
    return _get(twitch, "users", client_id, access_token, params)


def get_streams(
    twitch: Service,
    client_id: str,
    access_token: str,
    *,
    first: int = 20,
    after: str = "",
    user_login: str = "",
) -> requests.Response:
    """Who is live, most watched first (docs/twitch.md 6.5). A channel that is offline is left out.

    `first` is the length of a page, 100 at most; `after` the cursor of the page before
    (docs/twitch.md 6.8).
    """
    params = {"first": str(first), "after": after, "user_login": user_login}
    return _get(twitch, "streams", client_id, access_token, params)


def get_channels(
    twitch: Service, client_id: str, access_token: str, broadcaster_id: str
) -> requests.Response:
    """What is set for one channel, live or not (docs/twitch.md 6.6)."""
    return _get(twitch, "channels", client_id, access_token, {"broadcaster_id": broadcaster_id})


def send_chat_message(
    twitch: Service,
    client_id: str,
    access_token: str,
    broadcaster_id: str,
    sender_id: str,
    message: str,
) -> requests.Response:
    """Write into a channel's chat (docs/twitch.md 6.7). Needs the scope user:write:chat.

    A message that was dropped is a 200 too: see `is_sent` and `drop_reason`.
    """
    body = {"broadcaster_id": broadcaster_id, "sender_id": sender_id, "message": message}
    address = f"{twitch.api_url}/helix/chat/messages"
    return send("POST", address, headers=headers(client_id, access_token), json=body)


def _get(
    twitch: Service, path: str, client_id: str, access_token: str, params: dict[str, str]
) -> requests.Response:
    return send(
        "GET",
        f"{twitch.api_url}/helix/{path}",
        headers=headers(client_id, access_token),
        params={name: value for name, value in params.items() if value},
    )
