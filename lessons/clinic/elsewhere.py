"""A request to another Twitch than the chosen one: what is kept is not kept for that one."""

from __future__ import annotations

from urllib.parse import urlsplit

from helpers.credentials import Credentials
from helpers.service import LOOPBACK, Service
from lessons.clinic.comparing import WORDS
from lessons.clinic.diagnosis import Diagnosis
from lessons.exchange.mistakes import AUTHORIZE
from lessons.exchange.sent import Sent

# What Twitch says of a value that it doesn't know.
REFUSED_VALUES = {
    "invalid client",
    "client does not exist",
    "invalid client secret",
    "invalid authorization code",
    "invalid refresh token",
    "invalid access token",
    "invalid oauth token",
    "invalid token",
}
OF_ONE_TWITCH = ("client_id", "client_secret", "code", "access_token", "refresh_token")


def went_elsewhere(address: str, twitch: Service) -> bool:
    """Whether this address is on none of the chosen Twitch's hosts."""
    return _place(address) not in (_place(twitch.id_url), _place(twitch.api_url))


def without_proxy(link: str, twitch: Service) -> str:
    """The link with practice's own address: on a hub, a browser opens it behind the hub's."""
    before, path, query = link.partition(AUTHORIZE)
    if not twitch.is_practice or not path or before.endswith(".twitch.tv"):
        return link
    return f"{twitch.id_url}{path}{query}"


def sent_to_another(
    message: str, request: Sent, mine: Credentials, twitch: Service
) -> Diagnosis | None:
    """The diagnosis when another Twitch refused a value that is kept for the chosen one."""
    host = "localhost" if request.to_this_computer else request.host
    right = _place(twitch.id_url)[0]
    sent = {*request.fields.values(), request.credential, request.headers.get("client-id")}
    names = [name for name in OF_ONE_TWITCH if getattr(mine, name) and getattr(mine, name) in sent]
    # Another port of the same host may be the same Practice Twitch, started again.
    if host == right or not names or message.lower() not in REFUSED_VALUES:
        return None
    right_addresses = " or ".join(dict.fromkeys((twitch.id_url, twitch.api_url)))
    return Diagnosis(
        "sent_to_another_twitch",
        f"This went to {host}, and the {WORDS[names[0]]} in it is kept for {twitch.title}. "
        "The real Twitch and practice know nothing of each other.",
        (f"sent to:  {host}\nkept for: {right}",),
        f"Send it to {right_addresses}. Or choose the other Twitch in notebook 00.",
        sure=True,
    )


def _place(address: str) -> tuple[str, int]:
    """The host and the port of an address. All names of this computer are one host."""
    try:
        parts = urlsplit(address)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return "", 0
    usual = 443 if parts.scheme == "https" else 80
    return "localhost" if host in LOOPBACK else host, port or usual
