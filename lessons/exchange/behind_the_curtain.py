"""The server's view of the flow. Practice Twitch shows it; the real one doesn't."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from helpers import private_folder, service
from helpers.plain_errors import PlainError
from helpers.sending import json_body, send
from helpers.service import Service
from look import card

TITLE, NOTHING, NOT_VISIBLE = "Twitch's side", "(nothing changed)", "not visible to you."


@dataclass(frozen=True)
class ServerSide:
    """What the server wrote into its books, as sentences."""

    sentences: list[str] = field(default_factory=list)
    visible: bool = True

    def __repr__(self) -> str:
        if not self.visible:
            return f"{TITLE}: {NOT_VISIBLE}"
        return "\n".join([f"{TITLE}:", *(f"- {line}" for line in self.sentences or [NOTHING])])

    def _repr_html_(self) -> str:
        return card.framed(self.drawn())

    def drawn(self) -> str:
        """The events, to be framed alone or beside the exchange that caused them."""
        if self.visible and self.sentences:
            return card.events(TITLE, self.sentences)
        return card.label(TITLE) + card.note(NOTHING if self.visible else NOT_VISIBLE)


def books(twitch: Service) -> dict[str, Any]:
    """What Practice Twitch holds, masked: applications, codes, tokens, events.

    Empty for the real Twitch, which shows nobody its books, and for a server without any.
    """
    if not twitch.is_practice:
        return {}
    body = json_body(send("GET", f"{twitch.id_url}/behind-the-curtain.json"))
    return body if isinstance(body, dict) else {}


def practice_made(secret: str, twitch: Service) -> bool:
    """Whether Practice Twitch on this computer made this client secret, be it kept or not.

    It is asked, and started if it was used before, for itself and for Twitch's own addresses: what
    stands in for Twitch may well be practice. One that can't be asked made none.
    """
    asked = twitch.is_practice or service.is_twitchs(twitch.id_url)
    if not asked or not service.practice_was_used():
        return False
    try:
        applications = books(service.practice(service.practice_address())).get("applications", [])
    except PlainError:
        return False
    return private_folder.mask(secret) in [one["secret"] for one in applications]


def last_event(twitch: Service) -> int:
    """The number of the latest event, to ask later what came after it."""
    events = books(twitch).get("events", [])
    return events[-1]["id"] if events else 0


def since(twitch: Service, event: int) -> ServerSide:
    """What happened on the server's side after this event."""
    if not twitch.is_practice:
        return ServerSide(visible=False)
    events = books(twitch).get("events", [])
    return ServerSide([entry["what"] for entry in events if entry["id"] > event])
