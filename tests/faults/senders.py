"""Every function of helpers that sends a request to Twitch over HTTP, ready to be called."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Any

from helpers import credentials, helix, oauth
from helpers.service import Service
from helpers.token_auth import TokenAuth

CLIENT_ID = "hof5gwx0su6owfnys0yan9c87zr6t0"
CLIENT_SECRET = "secret0secret0secret0secret0se"
CODE = "code00code00code00code00code00"
ACCESS_TOKEN = "access0access0access0access0ac"
REFRESH_TOKEN = "refresh0refresh0refresh0refresh"
DEVICE_CODE = "device0device0device0device0device0devic"
SECRETS = (CLIENT_SECRET, CODE, ACCESS_TOKEN, REFRESH_TOKEN, DEVICE_CODE)
KEPT = {
    "client_id": CLIENT_ID,
    "client_secret": CLIENT_SECRET,
    "redirect_uri": "http://localhost",
    "code": CODE,
    "access_token": ACCESS_TOKEN,
    "refresh_token": REFRESH_TOKEN,
}

Sender = Callable[[Service], Any]


def exchange_and_keep(twitch: Service) -> None:
    """As a notebook does it."""
    mine = credentials.need(twitch, "client_id", "client_secret", "code")
    credentials.before_spending(twitch)
    reply = oauth.exchange(twitch, mine.client_id, mine.client_secret, mine.code, mine.redirect_uri)
    credentials.keep_token(twitch, mine.code, oauth.read_token(reply))


def refresh_and_keep(twitch: Service) -> bool:
    """As a program does it when a call was refused."""
    return TokenAuth(twitch, credentials.kept(twitch)).refresh()


ONE_REQUEST: dict[str, Sender] = {
    "exchange": lambda t: oauth.exchange(t, CLIENT_ID, CLIENT_SECRET, CODE, "http://localhost"),
    "refresh": lambda t: oauth.refresh(t, CLIENT_ID, CLIENT_SECRET, REFRESH_TOKEN),
    "validate": lambda t: oauth.validate(t, ACCESS_TOKEN),
    "revoke": lambda t: oauth.revoke(t, CLIENT_ID, ACCESS_TOKEN),
    "app_token": lambda t: oauth.app_token(t, CLIENT_ID, CLIENT_SECRET),
    "device_codes": lambda t: oauth.device_codes(t, CLIENT_ID, ["chat:read"]),
    "poll_device": lambda t: oauth.poll_device(t, CLIENT_ID, ["chat:read"], DEVICE_CODE),
    "openid_configuration": oauth.openid_configuration,
    "openid_keys": oauth.openid_keys,
    "userinfo": lambda t: oauth.userinfo(t, ACCESS_TOKEN),
    "get_users": lambda t: helix.get_users(t, CLIENT_ID, ACCESS_TOKEN),
    "get_streams": lambda t: helix.get_streams(t, CLIENT_ID, ACCESS_TOKEN),
    "get_channels": lambda t: helix.get_channels(t, CLIENT_ID, ACCESS_TOKEN, "1"),
    "send_chat_message": lambda t: helix.send_chat_message(
        t, CLIENT_ID, ACCESS_TOKEN, "1", "2", "hello"
    ),
}
AND_KEEP: dict[str, Sender] = {
    "exchange and keep": exchange_and_keep,
    "refresh and keep": refresh_and_keep,
}


def names_in_helpers() -> set[str]:
    """The public functions of helpers/oauth.py and helpers/helix.py that return an answer."""
    return {
        name
        for module in (oauth, helix)
        for name, function in inspect.getmembers(module, inspect.isfunction)
        if not name.startswith("_")
        and function.__module__ == module.__name__
        and inspect.signature(function).return_annotation == "requests.Response"
    }
