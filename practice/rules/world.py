"""The people of Practice Twitch's world: their channels, and who is live.

All of it is made up, and the same on every computer, so that a lesson shows the same to everybody.
Nothing in it changes, with one exception: a stream starts at its time of day, every day again.
"""

from __future__ import annotations

import csv
import time
from dataclasses import dataclass
from pathlib import Path

TABLE = Path(__file__).with_name("world.csv")  # those who are live
FIRST_ID = 710000201
DAY = 24 * 3600  # seconds


@dataclass(frozen=True)
class Channel:
    """A person's channel. `viewers` is None when it is offline.

    `starts_at` is the minute of the day, in UTC, at which a live stream begins.
    """

    user_id: str
    display_name: str
    broadcaster_type: str  # "partner", "affiliate" or ""
    game: str
    title: str
    language: str
    tags: tuple[str, ...]
    viewers: int | None
    starts_at: int = 0

    @property
    def login(self) -> str:
        return self.display_name.lower()

    @property
    def description(self) -> str:
        return f"Mostly {self.game}. A person of Practice Twitch."

    @property
    def created_at(self) -> str:
        return "2023-03-14T08:00:00Z"

    def started_at(self, now: float) -> str:
        """When the stream that is live at `now` began, as Helix writes a time."""
        start = int(now) // DAY * DAY + self.starts_at * 60
        if start > now:
            start -= DAY
        return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(start))


# What is played and done, and its id. The ids are ours.
GAMES = {
    "": "",
    "Just Talking": "900001",
    "Paper Kingdoms": "900002",
    "Tidal Drift": "900003",
    "Lantern Keep": "900004",
    "Moss & Mortar": "900005",
    "Night Train": "900006",
    "Software and Soldering": "900007",
    "Music Room": "900008",
    "Sketchbook": "900009",
    "Chess Corner": "900010",
}

_OFFLINE = [
    # The accounts that one can log in with have channels as well.
    Channel("710000101", "River_Otter", "affiliate", "Tidal Drift", "By the river", "en", (), None),
    Channel("710000102", "Night_Owl", "", "Music Room", "Soundtracks after dark", "en", (), None),
    Channel("710000103", "New_Sparrow", "", "", "", "en", (), None),
    Channel(
        "710000301", "Attic_Astronomer", "partner", "Sketchbook", "Stars, tomorrow", "en", (), None
    ),
    Channel("710000302", "Papierboot", "affiliate", "Tidal Drift", "Am Samstag", "de", (), None),
]


def _read(number: int, row: dict[str, str]) -> Channel:
    hours, minutes = row["starts_at"].split(":")
    return Channel(
        user_id=str(FIRST_ID + number),
        display_name=row["name"],
        broadcaster_type=row["kind"],
        game=row["game"],
        title=row["title"],
        language=row["language"],
        tags=tuple(row["tags"].split()),
        viewers=int(row["viewers"]),
        starts_at=int(hours) * 60 + int(minutes),
    )


def _read_all() -> tuple[Channel, ...]:
    with TABLE.open(encoding="utf-8", newline="") as file:
        return tuple(_read(number, row) for number, row in enumerate(csv.DictReader(file)))


LIVE = _read_all()  # most watched first
CHANNELS = (*LIVE, *_OFFLINE)
