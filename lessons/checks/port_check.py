"""Tries out the reader's comparison of redirect addresses as the RFCs want it, of notebook 17."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from lessons.checks.trying import Case, Wrong, call, fresh, judge, shown, word
from look.verdict import Verdict


def try_out(matches_by_the_rfc: Callable[[str, str], Any]) -> Verdict:
    """Ask the reader's function about an address that a link sends and the registered one.

    They match when they are the same, and with http and a loopback host whatever the port is
    (RFC 8252, 7.3; with `localhost`, RFC 9700, 2.1).
    """
    chance, cases = fresh(), []

    def add(kind: str, sent: str, registered: str, wanted: bool) -> None:
        def run() -> None:
            given = call(matches_by_the_rfc, sent, registered)
            if bool(given) is not wanted:
                raise Wrong(
                    f"For {shown(sent)}, with {shown(registered)} registered, it returned "
                    f"{shown(given)}. Wanted: `{wanted}`."
                )

        cases.append(Case(kind, run))

    for _ in range(3):
        page, site = word(chance, 5), f"{word(chance, 6)}.example"
        port, other = chance.randrange(1024, 10_000), chance.randrange(10_000, 65_536)
        loopback = ("127.0.0.1", "localhost", "[::1]")
        for number, host in enumerate(loopback):
            registered, rest = f"http://{host}:{port}/{page}", f"/{page}"
            add("The same address", registered, registered, True)
            add("The same address", f"http://{host}", f"http://{host}", True)
            kind = "Another port of this computer"
            add(kind, f"http://{host}:{other}{rest}", registered, True)
            add(kind, f"http://{host}{rest}", registered, True)
            add(kind, f"http://{host}:80{rest}", registered, True)
            add(kind, f"http://{host}:{other}", f"http://{host}", True)
            kind = "A difference besides the port"
            add(kind, f"http://{host}:{other}{rest}/", registered, False)
            add(kind, f"http://{host}:{other}/", f"http://{host}", False)
            add(kind, f"http://{host}:{other}{rest}?x=1", registered, False)
            add(kind, f"http://{host}:{other}", registered, False)
            for number_in in (f"{rest}:", f"{rest}?next=http://{host}:"):
                one, two = (f"http://{host}:{port}{number_in}{end}" for end in (port, other))
                add(kind, one, two, False)
            add(kind, f"https://{host}:{other}{rest}", registered, False)
            secure = registered.replace("http:", "https:")
            add(kind, f"https://{host}:{other}{rest}", secure, False)
            add(kind, f"http://{page}@{host}:{other}{rest}", registered, False)
            if host == "localhost":
                add(kind, f"http://LOCALHOST:{other}{rest}", registered, False)
            kind = "Another name of this computer"
            add(kind, f"http://{loopback[number - 1]}:{port}{rest}", registered, False)
            kind = "A host that only begins like that"
            if host != "[::1]":  # behind brackets comes a port or nothing
                add(kind, f"http://{host}.{site}:{other}{rest}", registered, False)
            add(kind, f"http://{host}:{other}@{site}{rest}", registered, False)
            add(kind, f"http://{site}:{other}{rest}", registered, False)
        add("The same address", f"https://{site}/{page}", f"https://{site}/{page}", True)
        kind = "Another port of another computer"
        add(kind, f"https://{site}:{port}/{page}", f"https://{site}/{page}", False)
        add(kind, f"http://{site}:{port}/{page}", f"http://{site}:{other}/{page}", False)
        add(kind, f"http://localhost.{site}:{port}/", f"http://localhost.{site}:{other}/", False)
        for host in ("127-0-0-1", "127.0.0.2", "127.1.1.1", "127.0.0.11", "[::2]"):
            add(kind, f"http://{host}:{port}/", f"http://{host}:{other}/", False)
    return judge("Your comparison", "matches_by_the_rfc", cases)
