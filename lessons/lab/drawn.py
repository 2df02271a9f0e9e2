"""An attack as a journey: who sent what to whom, and which stolen value Magpie held."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from lessons.lab.record import Move
from look.journey import BACK, FRONT, WIDTH, Arrow
from look.prose import MASK

ATTACKER = "Magpie"
PEOPLE = ("Otter", ATTACKER)  # the others are sites
ORDER = ("Otter", "Diary", "Harbor", "Storm", "Printer", ATTACKER)
DIRECT = ("/token", "/api", "/device_authorization")  # no browser goes there
BROUGHT = ("code", "access_token", "refresh_token", "id_token")
OF_DIARY = ("client_secret",)
TELLING = ("redirect_uri", "response_type", "scope", "next", "do")  # no secrets, but the point


def arrows(moves: Iterable[Move]) -> list[Arrow]:
    """An arrow for each request, and one for each answer that brought a code or a token."""
    drawn: list[Arrow] = []
    others: set[str] = set()  # marks of what is not Magpie's own
    user_codes: dict[str, str] = {}  # of each device code, what a person brings for it
    for move in moves:
        channel = FRONT if move.source in PEOPLE and move.path not in DIRECT else BACK
        stolen = _stolen(move, others)
        refused = move.status >= 400
        drawn.append(Arrow(move.source, move.target, _says(move), channel, refused, stolen=stolen))
        if move.source != ATTACKER:
            others |= _marks(move.carried)
        if brought := _named({name: move.gave.get(name, "") for name in BROUGHT}):
            user_code = user_codes.get(move.carried.get("device_code", ""), "")
            # Whoever brings the code of Magpie's device lets Magpie have what is not Magpie's.
            lured = move.source == ATTACKER and bool(_marks({"": user_code}) & others)
            got = tuple(MASK.findall(brought)) if stolen or lured else ()
            drawn.append(Arrow(move.target, move.source, brought, channel, stolen=got))
            if move.source != ATTACKER or got:
                others |= set(MASK.findall(brought))
        if "device_code" in move.gave:
            user_codes[move.gave["device_code"]] = move.gave["user_code"]
    return drawn


def _stolen(move: Move, others: set[str]) -> tuple[str, ...]:
    """The marks of what Magpie holds here without being meant to."""
    if move.source == ATTACKER:
        held = {name: value for name, value in move.carried.items() if _marks({"": value}) & others}
        held |= {name: move.carried[name] for name in OF_DIARY if name in move.carried}
    elif move.target == ATTACKER:
        held = {name: value for name, value in move.carried.items() if name in BROUGHT}
    else:
        return ()
    return tuple(MASK.findall(" ".join(held.values())))


def _marks(values: Mapping[str, str]) -> set[str]:
    return set(MASK.findall(" ".join(values.values())))


def places(drawn: Iterable[Arrow]) -> dict[str, int]:
    """Where each one's line is, from left to right."""
    there = {name for arrow in drawn for name in (arrow.source, arrow.target)}
    known = [name for name in ORDER if name in there]
    names = known[:1] + sorted(there - set(ORDER)) + known[1:]
    step = (WIDTH - 200) // max(1, len(names) - 1)
    return {name: 80 + step * number for number, name in enumerate(names)}


def _says(move: Move) -> str:
    telling = [
        f"{name.replace('_', ' ')} {value}"
        for name, value in move.carried.items()
        if name in TELLING and (name, value) != ("response_type", "code")
    ]
    carried = ", ".join(filter(None, [_named(move.carried), *telling]))
    refused = f" → {move.status}" if move.status >= 400 else ""
    path = "" if move.path == "/" and carried else move.path
    return f"{path}{': ' if path and carried else ''}{carried}{refused}"


def _named(values: Mapping[str, str]) -> str:
    """The secrets among these, each with its name in words."""
    secrets = {name: value for name, value in values.items() if MASK.fullmatch(value)}
    return ", ".join(f"{name.replace('_', ' ')} {value}" for name, value in secrets.items())
