"""Tries out the reader's bot of notebook 13: gives it lines, and looks at what it would say."""

from __future__ import annotations

from collections.abc import Callable

from helpers.chat import Line, parse
from lessons.checks.trying import Case, Wrong, call, fresh, judge, shown, word
from look.verdict import Verdict


def try_out(answer: Callable[[Line], str | None], name: str) -> Verdict:
    """Lines, and what a bot that is called `name` should say to each. Nothing is sent."""
    chance, cases = fresh(), []

    def add(kind: str, line: str, wanted: str, *right: str, names: str = "") -> None:
        """`right` are the right answers; with `names`, how one begins, and whom it names."""

        def run() -> None:
            given = call(answer, parse(line), about=f"For `{line}`") or ""
            if isinstance(given, str) and given.splitlines() not in ([], [given]):
                raise Wrong(
                    f"For `{line}` it said {shown(given)}, with a line break. Leave it out: "
                    "`connection.send` adds it, and refuses another."
                )
            good = given in right
            if names and isinstance(given, str):
                good = given.startswith(right) and names in given.lower()
            if not good:
                said = shown(given) if given else "nothing"
                raise Wrong(f"For `{line}` it said {said}. {wanted}")

        cases.append(Case(kind, run))

    for _ in range(3):
        who, room, other = word(chance, 6), word(chance, 7), word(chance, 5)
        start = f":{who}!{who}@{who}.tmi.twitch.tv"
        for text in (f"Is {name} a bot?", name, f"hi @{name.upper()}!", f"a : {name} :)"):
            wanted = f"Wanted: a PRIVMSG to #{room} that names {who}."
            line = f"{start} PRIVMSG #{room} :{text}"
            add("Somebody names it", line, wanted, f"PRIVMSG #{room} :", names=who)
        nothing = "Wanted: nothing."
        for text in ("Nobody is meant.", f"{other}?"):
            add("A message without its name", f"{start} PRIVMSG #{room} :{text}", nothing, "")
        for text in ("PING means ping.", f"PING :{other}", "PING"):
            add("A message about PING", f"{start} PRIVMSG #{room} :{text}", nothing, "")
        for line in (
            f":tmi.twitch.tv 001 {name} :Welcome, {name}!",
            f":tmi.twitch.tv NOTICE #{room} :{name} is in slow mode",
            f":{name}!{name}@{name}.tmi.twitch.tv JOIN #{room}",
        ):
            add("A line that is no message, but holds its name", line, nothing, "")
        for server in ("tmi.twitch.tv", f"{other}.example"):
            # In IRC the colon may be left out before a text without a space.
            pongs = f"PONG :{server}", f"PONG {server}"
            add("PING", f"PING :{server}", "Wanted: PONG with the same text.", *pongs)
    return judge("Your bot", "answer", cases)
