"""Values as people get them wrong: cut short, wrapped, never filled in."""

from __future__ import annotations

import random
from collections.abc import Callable
from urllib.parse import quote

from helpers.credentials import Credentials

RETIRED_SCOPES = ["chat_login", "user_read", "channel_editor", "channel_read"]
KNOWN_SCOPES = ["chat:read", "chat:edit", "user:read:email", "channel:read:polls"]

# A redirect address of the kind that people register, and one way to get each part wrong.
REDIRECT_URI = "http://localhost:3000/callback"
CHANGES: dict[str, Callable[[random.Random], str]] = {
    "slash": lambda chance: f"{REDIRECT_URI}/",
    "port": lambda chance: REDIRECT_URI.replace(":3000", chance.choice(["", ":8080", ":80"])),
    "scheme": lambda chance: REDIRECT_URI.replace("http:", "https:"),
    "host": lambda chance: REDIRECT_URI.replace(
        "localhost", chance.choice(["127.0.0.1", "www.localhost", "[::1]"])
    ),
    "path": lambda chance: REDIRECT_URI.replace(
        "/callback", chance.choice(["/calback", "/callbacks", "", "/auth/callback"])
    ),
    "case": lambda chance: REDIRECT_URI.replace(*chance.choice([("c", "C"), ("loc", "Loc")])),
    "query": lambda chance: f"{REDIRECT_URI}?{chance.choice(['from=twitch', 'x=1', 'code'])}",
    "spaces": lambda chance: chance.choice([f" {REDIRECT_URI}", f"{REDIRECT_URI}\n"]),
    "encoded": lambda chance: quote(REDIRECT_URI, safe=""),
}


def random_text(chance: random.Random, length: int = 30) -> str:
    return "".join(chance.choices("abcdefghijklmnopqrstuvwxyz0123456789", k=length))


def one_character_off(value: str, chance: random.Random) -> str:
    place = chance.randrange(len(value))
    other = chance.choice([one for one in "abcdefghij0123456789" if one != value[place]])
    return value[:place] + other + value[place + 1 :]


def damaged(value: str, chance: random.Random) -> str:
    """A value as a hasty person copies it: cut short, or with one character wrong."""
    cut = chance.randint(1, 8)
    return chance.choice([value[:-cut], value[cut:], one_character_off(value, chance)])


def wrapped(value: str, chance: random.Random) -> str:
    """A value with what came along when it was copied."""
    left, right = chance.choice([(" ", ""), ("", "\n"), ('"', '"'), ("<", ">"), (" ", " ")])
    return f"{left}{value}{right}"


def placeholder(chance: random.Random) -> str:
    return chance.choice(["None", "null", "undefined", "<your value here>", "YOUR_VALUE"])


def bearer(mine: Credentials, token: str | None = None) -> dict[str, str]:
    token = mine.access_token if token is None else token
    return {"Authorization": f"Bearer {token}", "Client-Id": mine.client_id}
