"""Draw `journey.svg`, the README's picture: a made-up reader's way to a token.

python pictures/draw_journey.py
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

sys.path.append(str(Path(__file__).resolve().parents[1]))

from look import journey, moves

FILE = Path(__file__).with_name("journey.svg")
CODE, STATE, SECRET, ACCESS, REFRESH = "8f3f", "51c2", "6748", "db39", "fc0f"
TITLE = "A reader's own way through OAuth, as the notebooks draw it"


def step(kind: str, what: str = "", **marks: str) -> dict[str, Any]:
    return {"kind": kind, "outcome": "done", "error": "", "what": what, "marks": marks}


def event(kind: str, **marks: str) -> dict[str, Any]:
    return {"kind": kind, "outcome": "done", "user": "river_otter", "marks": marks}


def drawing() -> str:
    """The picture."""
    tokens = {"new_access_token": ACCESS, "new_refresh_token": REFRESH}
    steps = [
        step("link", state=STATE),
        step("answer", code=CODE, state=STATE),
        step("exchange", code=CODE, client_secret=SECRET, **tokens),
        step("call", "GET /helix/users", access_token=ACCESS),
    ]
    events = [event("authorize", code=CODE), event("code", code=CODE)]
    events.append(event("token", access_token=ACCESS, refresh_token=REFRESH))
    return journey.draw(moves.so_far(steps, events), TITLE) + "\n"


if __name__ == "__main__":
    FILE.write_text(drawing(), encoding="utf-8")
