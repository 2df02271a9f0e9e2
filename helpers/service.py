"""Which Twitch the notebooks talk to: Practice Twitch, or the real one."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from urllib.parse import urlsplit

from helpers import private_folder
from helpers.plain_errors import PlainError
from helpers.private_folder import variable

REAL_ADDRESSES = {
    "id_url": "https://id.twitch.tv",
    "api_url": "https://api.twitch.tv",
    "dev_url": "https://dev.twitch.tv",
    "www_url": "https://www.twitch.tv",
    "chat_url": "wss://irc-ws.chat.twitch.tv:443",
}
GET_SECRETS = ("id_url", "api_url", "chat_url")  # the others are pages for people
REAL_FILE = "twitch.env"
CHOICE_FILE = "choice.env"
LOOPBACK = ("localhost", "127.0.0.1", "::1")  # this computer
base = partial(re.sub, "(/(oauth2|helix|console(/apps)?))?/*$", "")  # without its pages
SHARED_HOST_SIGNS = ("BINDER_SERVICE_HOST", "JUPYTERHUB_USER")


def _nobody_starts_it() -> str:
    if address := variable("PRACTICE_URL"):
        return address.rstrip("/")
    raise PlainError(
        "Nothing starts Practice Twitch here. Start it with `python -m practice`, and set "
        "PRACTICE_URL to its address; or write `import lessons` first, as the notebooks do."
    )


# Gives Practice Twitch's address, and starts it if need be. `import lessons` puts its own here:
# this side of the wire doesn't know the other.
practice_address: Callable[[], str] = _nobody_starts_it


@dataclass(frozen=True)
class Service:
    """One Twitch: its name, and the base address of each of its hosts."""

    name: str  # "practice" or "twitch"
    id_url: str  # signs people in and makes tokens
    api_url: str  # answers questions, to those who hold a token
    dev_url: str  # the developer console
    www_url: str  # where viewers manage their account
    chat_url: str  # carries the chat, over a WebSocket
    private_file: str  # where this Twitch's credentials are kept, and no other's

    def __repr__(self) -> str:
        lines = [f"{name:<13} {value}" for name, value in vars(self).items()]
        return "\n".join(lines)

    @property
    def is_practice(self) -> bool:
        return self.name == "practice"

    @property
    def title(self) -> str:
        return "Practice Twitch" if self.is_practice else "the real Twitch"

    @property
    def console_url(self) -> str:
        return f"{self.dev_url}/console"

    @property
    def apps_url(self) -> str:
        return f"{self.dev_url}/console/apps"


def chosen() -> Service:
    """The Twitch that notebook 00 chose, Practice Twitch if it chose none.

    TUTORIAL_SERVICE, if set, overrides the choice. Practice Twitch is started when it is needed.
    Raises PlainError for an unknown name, for an address that isn't safe, for the real Twitch on a
    host that is shared with other people, and when nothing here starts Practice Twitch.
    """
    name = variable("TUTORIAL_SERVICE") or _choices().get("SERVICE", "practice")
    if name == "practice":
        return practice(practice_address())
    if name == "twitch":
        return real()
    raise PlainError(f"There is no service called {name!r}: choose practice or twitch.")


def practice(address: str) -> Service:
    """Practice Twitch at this address; it serves all hosts of Twitch from one origin."""
    _refuse_unsafe(address, "PRACTICE_URL")
    if address.startswith("https://") and urlsplit(address).hostname in LOOPBACK:
        raise PlainError(
            f"PRACTICE_URL is {address}, and Practice Twitch speaks http here, not https. Write "
            "http:// in it, and restart the kernel."
        )
    if is_twitchs(address):
        raise PlainError(
            f"{address} is Twitch itself, so practice can't be there. Fix PRACTICE_URL, or remove "
            "it: practice starts by itself."
        )
    ours = not variable("PRACTICE_URL")
    private_file = "practice.env" if ours else f"practice-at-{_file_part(address)}.env"
    return Service("practice", **all_at(address), private_file=private_file)


def all_at(address: str) -> dict[str, str]:
    """All hosts of Twitch at one address, as practice serves them."""
    chat_url = f"ws{address.removeprefix('http')}/chat"
    return dict.fromkeys(REAL_ADDRESSES, address) | {"chat_url": chat_url}


def real() -> Service:
    """The real Twitch, or what TWITCH_ID_URL, TWITCH_API_URL, … put in its place.

    With a stand-in at TWITCH_ID_URL, an address that isn't set is the stand-in's too. Credentials
    for it are kept apart from those for Twitch itself. Raises PlainError for a mixture of the two,
    on a shared host, and for an address that isn't safe.
    """
    if shared_host():
        raise PlainError(
            "This computer is shared with others (JupyterHub or Binder), so real credentials "
            "are refused here: they would lie on somebody else's disk. Choose Practice Twitch "
            "in notebook 00, or run the tutorial on your own computer."
        )
    id_url = base(variable("TWITCH_ID_URL") or REAL_ADDRESSES["id_url"])
    usual = REAL_ADDRESSES if is_twitchs(id_url) else all_at(id_url)
    addresses = {
        name: base(variable(f"TWITCH_{name.upper()}") or address) for name, address in usual.items()
    }
    for name, address in addresses.items():
        _refuse_unsafe(address, f"TWITCH_{name.upper()}")
    if len({is_twitchs(addresses[name]) for name in GET_SECRETS}) > 1:
        raise PlainError(
            "TWITCH_ID_URL, TWITCH_API_URL and TWITCH_CHAT_URL belong together. Now one of them "
            "is Twitch's own and another is not, so the secrets of one would go to the other. "
            "Set all three, TWITCH_ID_URL alone, or none."
        )
    private_file = REAL_FILE
    if not is_twitchs(addresses["id_url"]):
        private_file = f"twitch-at-{_file_part(addresses['id_url'])}.env"
    return Service("twitch", **addresses, private_file=private_file)


def is_twitchs(address: str) -> bool:
    """Whether this address is on a host of Twitch itself."""
    try:
        host = urlsplit(address).hostname or ""
    except ValueError:
        return False
    return f".{host.rstrip('.')}".endswith(".twitch.tv")


def practice_was_used() -> bool:
    """Whether there is a Practice Twitch that somebody may have worked with."""
    return bool(variable("PRACTICE_URL")) or any(private_folder.folder().glob("practice*"))


def shared_host() -> bool:
    """Whether this kernel runs on Binder or JupyterHub."""
    return any(os.environ.get(sign) for sign in SHARED_HOST_SIGNS)


def watching() -> bool:
    """Whether the practice learner does the person's part.

    TUTORIAL_MODE, if set, overrides what notebook 00 chose. With the real Twitch there is no
    watching: only a person can consent there.
    """
    mode = variable("TUTORIAL_MODE") or _choices().get("MODE", "doing")
    name = variable("TUTORIAL_SERVICE") or _choices().get("SERVICE", "practice")
    return mode == "watching" and name == "practice"


def choose(service_name: str, mode: str) -> None:
    """Keep the reader's choice: service_name "practice" or "twitch", mode "doing" or "watching"."""
    private_folder.write(CHOICE_FILE, {"SERVICE": service_name, "MODE": mode})


def _choices() -> dict[str, str]:
    return private_folder.read(CHOICE_FILE)


def _refuse_unsafe(address: str, name: str) -> None:
    """RFC 6749 section 3.2 asks for TLS; loopback is the exception, nobody listens in there."""
    try:
        scheme, host, _ = (parts := urlsplit(address)).scheme, parts.hostname, parts.port
    except ValueError:
        scheme, host = "", None
    kept_in = scheme in ("http", "ws") and host in LOOPBACK
    if not host or parts.query or not (scheme in ("https", "wss") or kept_in):
        raise PlainError(
            f"{address} is not a safe address for secrets: it begins with https:// (wss:// for the "
            f"chat); on localhost, with http://; a port is a number, and no ? follows. Fix {name}."
        )


def _file_part(address: str) -> str:
    """A part of a file name that two addresses don't share."""
    return re.sub(r"[^a-z0-9.]+", "-", address.lower().partition("://")[2])
