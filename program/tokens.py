"""The tokens in .env, requests to Twitch, and an `auth` that refreshes an expired token."""

from pathlib import Path

import reading
import dotenv
import requests
from replies import refused, told, why
from sentences import Problem
from requests.auth import AuthBase

PRIVATE_FILE = Path(__file__).with_name(".env")
NEEDED = ("CLIENT_ID", "CLIENT_SECRET", "ID_URL", "API_URL", "CHAT_URL")
TIMEOUT = 10  # seconds, for each wait for something to arrive


class ConsentNeeded(Problem):
    """No token can be had without the viewer. Run get_token.py."""


def send(method: str, address: str, **parts) -> requests.Response:
    """Send one request, and return Twitch's answer or its refusal.

    Raises PassingTrouble when Twitch doesn't answer, and for 429 and 5xx; Problem for an answer
    that isn't Twitch's.
    """
    proxies = {"http": ""}  # plain http is practice, on this computer: no proxy leads there
    try:
        reply = requests.request(
            method,
            address,
            timeout=TIMEOUT,
            allow_redirects=False,
            proxies=proxies,
            stream=True,
            **parts,
        )
        told(reply)
    except (OSError, ValueError) as problem:  # those of requests are among them
        raise why(problem, address) from None
    return reply


def load() -> dict[str, str]:
    """What is in .env. Raises Problem for what can't be used, ConsentNeeded without a token."""
    mine = reading.private_values(PRIVATE_FILE, *NEEDED)
    if not mine.get("TWITCH_ACCESS_TOKEN"):
        raise ConsentNeeded("There is no token yet. Run get_token.py.")
    return mine


class TwitchAuth(AuthBase):
    """Use it as `send("GET", address, auth=TwitchAuth())`."""

    def __init__(self) -> None:
        self.mine = load()

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        self._add_headers(request)
        request.register_hook("response", self.answered)
        return request

    def answered(self, reply: requests.Response, **options) -> requests.Response:
        """Refresh an expired token and send the request once more. Other refusals are passed on."""
        if reply.status_code != 401 or told(reply)["message"] != "Invalid OAuth token":
            return reply
        self.refresh()
        reply.close()
        request = reply.request.copy()
        self._add_headers(request)
        return reply.connection.send(request, **options)

    def refresh(self) -> None:
        """Exchange the refresh token for new tokens, and keep them. Raises ConsentNeeded."""
        form = {
            "client_id": self.mine["TWITCH_CLIENT_ID"],
            "client_secret": self.mine["TWITCH_CLIENT_SECRET"],
            "grant_type": "refresh_token",
            "refresh_token": self.mine.get("TWITCH_REFRESH_TOKEN", ""),
        }
        reply = send("POST", f"{self.mine['TWITCH_ID_URL']}/oauth2/token", data=form)
        token = told(reply)
        if "access_token" not in token:
            raise ConsentNeeded(f"{refused(token.get('message', 'no token'))} Run get_token.py.")
        self.keep("TWITCH_ACCESS_TOKEN", token["access_token"])
        self.keep("TWITCH_REFRESH_TOKEN", token.get("refresh_token", form["refresh_token"]))

    def validate(self) -> dict:
        """What Twitch says of the token: its login, scopes and more; {} when it is no longer good.

        An application that keeps a viewer logged in must ask this at the start and every hour.
        """
        headers = {"Authorization": f"OAuth {self.mine['TWITCH_ACCESS_TOKEN']}"}
        reply = send("GET", f"{self.mine['TWITCH_ID_URL']}/oauth2/validate", headers=headers)
        return told(reply) if reply.ok else {}

    def keep(self, name: str, value: str) -> None:
        """Keep a value, in .env and here. It is never printed."""
        self.mine[name] = value
        dotenv.set_key(PRIVATE_FILE, name, value)

    def _add_headers(self, request: requests.PreparedRequest) -> None:
        request.headers["Authorization"] = f"Bearer {self.mine['TWITCH_ACCESS_TOKEN']}"
        request.headers["Client-Id"] = self.mine["TWITCH_CLIENT_ID"]
