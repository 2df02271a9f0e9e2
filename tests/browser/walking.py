"""A person at work in a JupyterLab and a browser of their own; afterwards leaks are looked for."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from browsing import open_profile
from cookies import cookies_sent_to
from jupyter import running_lab
from leak_search import watching_processes
from leaks_of_a_walk import look_everywhere
from playwright.sync_api import BrowserContext
from watched_person import WatchedPerson
from witness import listening

Who = TypeVar("Who", bound=WatchedPerson)

# Lab's buttons fade in and out: many frames to draw, and nothing that a walk looks at.
KEEP_STILL = """
document.addEventListener("DOMContentLoaded", () => {
    const style = document.createElement("style");
    style.textContent =
        "*, *::before, *::after { transition: none !important; animation: none !important }";
    document.head.append(style);
});
"""


@contextmanager
def person_at_work(
    who: type[Who], chromium: str, home: Path, service: str, answers: bool, **variables: str
) -> Iterator[Who]:
    """Begin in an empty home. After the block nothing may have leaked."""
    with listening() as witness, watching_processes() as processes:
        with (
            running_lab(home, **variables) as address,
            open_profile(chromium, home / "browser") as context,
        ):
            witness.install(home / "ipython" / "profile_default")
            context.set_default_timeout(60_000)  # a busy machine is no failure
            page = context.new_page()
            page.add_init_script(KEEP_STILL)
            person = who(witness, page, address, service, answers)
            yield person
            person.finish()
    assert who.meets <= witness.kinds, "not all of it was heard"
    look_everywhere(home, witness, processes)


def assert_logins_stay_apart(context: BrowserContext) -> None:
    """Lab's login reaches no other program on this computer, and practice's doesn't reach Lab."""
    practices = cookies_sent_to("localhost", context)
    assert practices and all(name.startswith("practice_session") for name in practices), practices
    labs = cookies_sent_to("127.0.0.1", context)
    assert {"_xsrf"} < labs and any(name.startswith("username-") for name in labs), labs
    assert not any(name.startswith("practice") for name in labs), labs
