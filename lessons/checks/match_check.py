"""Tries out the reader's comparison of redirect addresses, of notebook 04-06."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from lessons.checks.trying import Case, Wrong, call, fresh, judge, shown, word
from look.verdict import Verdict


def try_out(would_match: Callable[[str, list[str]], Any]) -> Verdict:
    """Ask the reader's function about addresses that a link may send.

    It gets the address in the link and the list of those that are registered, and returns whether
    Twitch takes it: character for character (docs/twitch.md 1.1, 7.2; RFC 9700, 2.1).
    """
    chance, cases = fresh(), []

    def add(kind: str, sent: str, registered: list[str], wanted: bool) -> None:
        def run() -> None:
            given = call(would_match, sent, list(registered))
            if bool(given) is not wanted:
                raise Wrong(
                    f"For {shown(sent)}, with {shown(registered)} registered, it returned "
                    f"{shown(given)}. Wanted: {shown(wanted)}."
                )

        cases.append(Case(kind, run))

    def add_twice(address: str, registered: list[str]) -> None:
        def run() -> None:
            same = list(registered)
            for which in ("first", "second"):
                given = call(would_match, address, same)
                if bool(given) is not True:
                    raise Wrong(
                        f"For {shown(address)}, with {shown(registered)} registered, it returned "
                        f"{shown(given)} the {which} time. Wanted: `True` both times, with the "
                        "same list. Does your function change it?"
                    )

        cases.append(Case("Asked twice, with the same list", run))

    for _ in range(3):
        site, page, port = word(chance, 6), word(chance, 4), chance.randrange(3000, 9000)
        host = f"{site}.example"
        one = f"https://{host}/{page}?from=twitch"
        registered = ["http://localhost", f"http://localhost:{port}/{page}", one]
        for address in registered:
            add("One that is registered", address, registered, True)
            add("The only one that is registered", address, [address], True)
            add_twice(address, registered)
            add("One among others that are registered", address, registered[::-1], True)
            add("One slash too many", f"{address}/", registered, False)
            add("Capitals", address.upper(), [address], False)
            add("A space before or after it", f" {address}", registered, False)
            add("A space before or after it", f"{address} ", registered, False)
            add("A line break after it", f"{address}\n", registered, False)
            add("A part of a registered one", address[:-1], registered, False)
            add("Something added at the end", f"{address}#top", registered, False)
            add("Something added at the end", f"{address}{page}", registered, False)
            add("Nothing registered", address, [], False)
        slash = f"http://localhost:{port}/"
        add("One slash too few", slash[:-1], [slash], False)
        add("One slash too few", "http://localhost", ["http://localhost/"], False)
        add(
            "Another host in capitals",
            f"https://{host.upper()}/{page}",
            [f"https://{host}/{page}"],
            False,
        )
        add("http and https", f"http://{host}", [f"https://{host}"], False)
        add("http and https", "https://localhost", registered, False)
        add("Another port", f"http://localhost:{port + 1}/{page}", registered, False)
        add("Another port", f"http://localhost:{port}", registered, False)
        add("Another port", "http://localhost:80", registered, False)
        add("Another port", one.replace(host, f"{host}:443"), registered, False)
        add("Another name of this computer", "http://127.0.0.1", registered, False)
        add("Another query", f"https://{host}/{page}?from=youtube", registered, False)
        add("Another query", f"https://{host}/{page}", registered, False)
        add("Another query", "http://localhost?", registered, False)
        add("Another page", f"http://localhost:{port}/{page}/../{page}", registered, False)
        add(
            "Another page",
            f"http://localhost:{port}/%{ord(page[0]):x}{page[1:]}",
            registered,
            False,
        )
        for trap in (
            f"http://localhost.{host}",
            f"http://localhost@{host}",
            f"{host}/{registered[0]}",
        ):
            add("An address that only looks like it", trap, registered, False)
        add("An address that only looks like it", one.replace(".example", "-example"), [one], False)
        add("All of them in one text", " ".join(registered), registered, False)
        add("Nothing sent", "", registered, False)
    return judge("Your comparison", "would_match", cases)
