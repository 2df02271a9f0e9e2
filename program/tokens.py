"""The tokens in .env, requests to Twitch, and an `auth` that renews a dead token."""

from pathlib import Path

import dotenv
import requests
from requests.auth import AuthBase

PRIVATE_FILE = Path(__file__).with_name(".env")
NEEDED = ("CLIENT_ID", "CLIENT_SECRET", "ID_URL", "API_URL", "CHAT_URL")
TIMEOUT = 10  # seconds, for each wait for something to arrive
LARGEST = 1_000_000  # bytes of an answer


class Problem(Exception):
    """What went wrong, as a sentence."""


class ConsentNeeded(Problem):
    """No token can be had without the viewer. Run get_token.py."""


class PassingTrouble(Problem):
    """It may pass by itself: no network, or a Twitch that is out of order."""


def send(method: str, address: str, **parts) -> requests.Response:
    """Send one request, and return Twitch's answer or its refusal.

    Raises PassingTrouble when Twitch doesn't answer, and for 429 and 5xx.
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
        read(reply).json()  # a hotel's login page is no JSON
    except requests.RequestException:
        raise PassingTrouble(
            "Twitch can't be reached, or is out of order. Are you online? "
            "Practice needs an open notebook."
        ) from None
    if reply.status_code == 429 or reply.status_code >= 500:
        raise PassingTrouble(f"Twitch refused: {reply.status_code} {message(reply)}.")
    return reply


def read(reply: requests.Response) -> requests.Response:
    """Read the rest of an answer, and return it. Raises PassingTrouble for more than 1 MB."""
    body = b""
    for piece in reply.iter_content(16_384):
        body += piece
        if len(body) > LARGEST:
            reply.close()
            raise PassingTrouble("What came is too large to be an answer of Twitch.")
    reply._content = body  # where requests itself keeps it
    return reply


def load() -> dict[str, str]:
    """Everything in .env. Raises ConsentNeeded when there is no token yet."""
    mine = {name: value or "" for name, value in dotenv.dotenv_values(PRIVATE_FILE).items()}
    missing = [f"TWITCH_{name}" for name in NEEDED if not mine.get(f"TWITCH_{name}")]
    if missing:
        raise Problem(f"Missing in .env: {', '.join(missing)}. See .env.example.")
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
        """Renew a dead token and send the request once more. Other refusals are passed on."""
        if reply.status_code != 401 or message(read(reply)) != "Invalid OAuth token":
            return reply
        self.renew()
        reply.close()
        request = reply.request.copy()
        self._add_headers(request)
        return reply.connection.send(request, **options)

    def renew(self) -> None:
        """Trade the refresh token for new ones and keep them. Raises ConsentNeeded."""
        form = {
            "client_id": self.mine["TWITCH_CLIENT_ID"],
            "client_secret": self.mine["TWITCH_CLIENT_SECRET"],
            "grant_type": "refresh_token",
            "refresh_token": self.mine.get("TWITCH_REFRESH_TOKEN", ""),
        }
        reply = send("POST", f"{self.mine['TWITCH_ID_URL']}/oauth2/token", data=form)
        if not reply.ok:
            raise ConsentNeeded(
                f"Twitch gave no new token: {message(reply)}. Look at .env, then run get_token.py."
            )
        token = reply.json()
        self.keep("TWITCH_ACCESS_TOKEN", token["access_token"])
        self.keep("TWITCH_REFRESH_TOKEN", token.get("refresh_token", form["refresh_token"]))

    def is_alive(self) -> bool:
        """Ask Twitch. Who keeps a viewer logged in must do so at the start and every hour."""
        headers = {"Authorization": f"OAuth {self.mine['TWITCH_ACCESS_TOKEN']}"}
        return send("GET", f"{self.mine['TWITCH_ID_URL']}/oauth2/validate", headers=headers).ok

    def keep(self, name: str, value: str) -> None:
        """Keep a value, in .env and here. It is never printed."""
        self.mine[name] = value
        dotenv.set_key(PRIVATE_FILE, name, value)

    def _add_headers(self, request: requests.PreparedRequest) -> None:
        request.headers["Authorization"] = f"Bearer {self.mine['TWITCH_ACCESS_TOKEN']}"
        request.headers["Client-Id"] = self.mine["TWITCH_CLIENT_ID"]


def message(reply: requests.Response) -> str:
    """Twitch's words in a refusal, or what came in their place."""
    try:
        return str(reply.json()["message"])
    except (ValueError, KeyError, TypeError):
        return f"status {reply.status_code}, and no message from Twitch"
