"""The reader's own way through OAuth, drawn from what really happened."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from helpers.plain_errors import PlainError
from helpers.service import Service
from lessons import progress
from lessons.exchange import behind_the_curtain
from look import journey, moves
from look.journey import Arrow

LATEST = 30  # steps of a whole way


class Journey:
    """A drawing and, where none can be shown, the same in words."""

    def __init__(self, title: str, arrows: Sequence[Arrow]) -> None:
        self.title = title
        self.arrows = list(arrows)

    def __repr__(self) -> str:
        return "\n".join([f"{self.title}:", journey.tell(self.arrows)])

    def _repr_mimebundle_(self, **_: Any) -> dict[str, str]:
        drawn = journey.draw(self.arrows, self.title)
        return {"text/plain": repr(self), "image/svg+xml": drawn}


def so_far(twitch: Service) -> Journey:
    """The way to the token that the reader holds, as far as it goes, and what comes next."""
    steps = progress.steps(twitch)
    return Journey("Your way through OAuth, so far", moves.so_far(steps, _events(twitch)))


def whole(twitch: Service) -> Journey:
    """All the reader's steps since the link that led to the last token, detours included."""
    steps = moves.without_unused_links(progress.steps(twitch))
    exchanged = [number for number, step in enumerate(steps) if step["kind"] == "exchange"]
    until = exchanged[-1] if exchanged else len(steps)
    links = [number for number, step in enumerate(steps[:until]) if step["kind"] == "link"]
    own = steps[links[-1] :][:LATEST] if links else steps[-LATEST:]
    return Journey("Your own way through OAuth", moves.of_reader(own, _events(twitch)))


def _events(twitch: Service) -> list[dict[str, Any]]:
    try:
        events = behind_the_curtain.books(twitch).get("events", [])
    except PlainError:
        return []
    return [one for one in events if isinstance(one, dict) and "marks" in one]
