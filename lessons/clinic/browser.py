"""An error that the browser itself shows: the JSON that a link led to (docs/twitch.md 1.5)."""

from __future__ import annotations

import io
import json

import requests

from helpers.service import Service
from lessons.exchange.mistakes import AUTHORIZE


def shown(text: str, link: str, twitch: Service) -> requests.Response | None:
    """The response that a browser shows as this text; None when it isn't Twitch's.

    `link` is what was opened, where that is known.
    """
    try:
        body = json.loads(text)
    except (ValueError, RecursionError):
        return None
    if not isinstance(body, dict) or not isinstance(body.get("message"), str):
        return None
    reply = requests.Response()
    reply.status_code = body["status"] if isinstance(body.get("status"), int) else 400
    reply.headers["Content-Type"] = "application/json"
    reply.raw = io.BytesIO(text.encode(errors="replace"))
    try:
        reply.request = requests.Request("GET", link).prepare()
    except requests.RequestException:  # no link, or a damaged one
        reply.request = requests.Request("GET", f"{twitch.id_url}{AUTHORIZE}").prepare()
    return reply
