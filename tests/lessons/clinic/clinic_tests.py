"""What the tests of clinic tests share."""

from __future__ import annotations

from urllib.parse import quote

import requests

from helpers import oauth
from helpers.credentials import Credentials

API = "https://api.twitch.tv/helix/users"
TOKEN = "https://id.twitch.tv/oauth2/token"
MINE = Credentials(
    client_id="hof5gwx0su6owfnys0nyan9c87zr6t",
    client_secret="41vpdji4e9gif29md0ouet6fktd2xy",
    redirect_uri="http://localhost:3000",
    state="c3ab8aa609ea11e793ae92361f002671",
    code="gulfwdmys5lsm6qyz4xiz9q32l10ab",
    access_token="rfx2uswqe8l4g1mkagrvg5tv0ks3xy",
    refresh_token="5b93chm6hdve3mycz05zfzatkfdenfspp1h1ar2xxdalen01xy",
)
FORM = oauth.token_form(MINE.client_id, MINE.client_secret, MINE.code, MINE.redirect_uri)
BEARER = {"Authorization": f"Bearer {MINE.access_token}", "Client-Id": MINE.client_id}


def refusal(make_reply, message: str, status: int = 400, **sent) -> requests.Response:
    return make_reply({"status": status, "message": message}, status, **sent)


def refused_code(make_reply, mine: Credentials, url: str = TOKEN, **changes) -> requests.Response:
    form = oauth.token_form(mine.client_id, mine.client_secret, mine.code, mine.redirect_uri)
    return refusal(make_reply, "Invalid authorization code", url=url, data=form | changes)


ERROR = "error=redirect_mismatch&error_description=Parameter+redirect_uri+does+not+match"


def link(redirect_uri: str) -> str:
    return f"https://id.twitch.tv/oauth2/authorize?redirect_uri={quote(redirect_uri)}&state=s"
