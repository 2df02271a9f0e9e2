"""Tries out the reader's function of notebook 01-03: is this really a page of Twitch?"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from lessons.checks.trying import Case, Wrong, call, fresh, judge, shown, word
from look.verdict import Verdict


def try_out(is_twitch: Callable[[str], Any]) -> Verdict:
    """Ask the reader's function about addresses, as an address bar shows them.

    True is wanted where the scheme is https, and the host is `twitch.tv` or ends in `.twitch.tv`.
    Which part of an address is the host: RFC 3986, 3.2.
    """
    chance, cases = fresh(), []

    def add(kind: str, wanted: bool, address: str) -> None:
        def run() -> None:
            given = call(is_twitch, address)
            if bool(given) is not wanted:
                raise Wrong(f"For `{address}` it returned {shown(given)}. Wanted: {shown(wanted)}.")

        cases.append(Case(kind, run))

    for _ in range(3):
        evil, page, name = f"{word(chance, 6)}.example", word(chance, 5), word(chance, 5)
        for host in ("id.twitch.tv", "www.twitch.tv", "twitch.tv", f"a.{name}.twitch.tv"):
            for rest in ("", "/", f"/login?from={page}", f"?from={page}", f"#{page}"):
                add("Twitch's own pages", True, f"https://{host}{rest}")
            for port in (443, 80, chance.randrange(1024, 65536)):
                add("A port after the host", True, f"https://{host}:{port}/{page}")
            add("A port after the host", True, f"https://{host}:{chance.randrange(1024, 65536)}")
            add("A host in capitals", True, f"https://{host.upper()}/{page}")
            add("Another address in its query", True, f"https://{host}/?to=https://{evil}/")
            add("Another address in its query", True, f"https://{host}/{page}?to=me@{evil}")
            add("http instead of https", False, f"http://{host}/{page}")
            add("http instead of https", False, f"http://{host}/?to=https://{host}/")
            add("Twitch's name before another host", False, f"https://{host}.{evil}/login")
            add("Twitch's name before another host", False, f"https://{host}-{evil}/login")
            add("Twitch's name before an @", False, f"https://{host}@{evil}/login")
            add("Twitch's name before an @", False, f"https://{host}:443@{evil}/")
            add("Twitch's name after the host", False, f"https://{evil}/{host}")
            add("Twitch's name after the host", False, f"https://{evil}/https://{host}/login")
            add("Twitch's name after the host", False, f"https://{evil}/@{host}")
            add("Twitch's name after the host", False, f"https://{evil}?.{host}")
            add("Twitch's name after the host", False, f"https://{evil}/?to=https://{host}")
            add("Twitch's name after the host", False, f"https://{evil}#.{host}")
            add("Another scheme", False, f"ftp://{host}/{page}")
        for host in (f"{name}twitch.tv", "id-twitch.tv", "twitch.tv.com", "id.twitchtv.com"):
            add("A name like Twitch's", False, f"https://{host}/{page}")
        for host in ("twitch.com", "id.twitch.tvs", "id.twitchxtv", "id.tw\u0456tch.tv"):
            add("A name like Twitch's", False, f"https://{host}/login")
        add("Another site", False, f"https://{evil}/")
        for text in ("about:blank", "", "https:", "https://", f"https:///{page}"):
            add("Not a web page", False, text)
        add("Not a web page", False, f"mailto:{name}@id.twitch.tv")
    return judge("Your check of an address", "is_twitch", cases)
