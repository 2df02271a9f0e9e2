"""What a kernel does with its private file, killed at each line of helpers. A process of its own.

Prints `step TAB line TAB problem` for each.
"""

from __future__ import annotations

import functools
import os
import stat
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

for place in (Path(__file__).resolve().parents[2], Path(__file__).parent):
    sys.path.insert(0, str(place))

from killing import Say, Step, at_each_line  # noqa: E402
from practice_process import running  # noqa: E402
from senders import exchange_and_keep, refresh_and_keep  # noqa: E402

from helpers import credentials, oauth, private_folder  # noqa: E402
from helpers.oauth import Token  # noqa: E402
from helpers.service import Service  # noqa: E402
from lessons.practice_side import practice_learner  # noqa: E402
from lessons.practice_side.practice_learner import PracticeLearner  # noqa: E402

KEEPING = ("/helpers/credentials.py", "/helpers/private_file.py")
SENDING = ("/helpers/credentials.py", "/helpers/oauth.py", "/helpers/token_auth.py")
PUBLIC_SCOPES = ["chat:read"]

Prepare = Callable[[Service], Step]


@functools.cache
def learner(twitch: Service) -> PracticeLearner:
    """One person who stays logged in: to log in takes longer than all the rest."""
    return PracticeLearner(twitch)


def fresh_code(twitch: Service) -> str:
    mine = credentials.kept(twitch)
    link = oauth.authorize_url(twitch, mine.client_id, mine.redirect_uri, PUBLIC_SCOPES, "state")
    return dict(parse_qsl(urlsplit(learner(twitch).authorize(link)).query))["code"]


@functools.cache
def two_tokens(twitch: Service) -> tuple[Token, Token]:
    return practice_learner.another_token(twitch), practice_learner.another_token(twitch)


def other_token(twitch: Service) -> Token:
    """One that is not in the file."""
    kept = credentials.kept(twitch).refresh_token
    return next(token for token in two_tokens(twitch) if token.refresh_token != kept)


def keeping(twitch: Service) -> Step:
    token = other_token(twitch)

    def step(say: Say) -> None:
        credentials.keep_token(twitch, "code", token)
        say(token.access_token)

    return step


def keeping_refreshed(twitch: Service) -> Step:
    token = other_token(twitch)

    def step(say: Say) -> None:
        credentials.keep_refreshed(twitch, token)
        say(token.access_token)

    return step


def exchanging(twitch: Service) -> Step:
    credentials.keep_code(twitch, fresh_code(twitch))

    def step(say: Say) -> None:
        exchange_and_keep(twitch)
        say(credentials.kept(twitch).access_token)

    return step


def refreshing(twitch: Service) -> Step:
    # Not always the same: of one refresh token 50 access tokens live.
    credentials.keep_refreshed(twitch, other_token(twitch))

    def step(say: Say) -> None:
        assert refresh_and_keep(twitch)
        say(credentials.kept(twitch).access_token)

    return step


def device(twitch: Service) -> Step:
    mine = credentials.kept(twitch)
    codes = oauth.read_device_codes(oauth.device_codes(twitch, mine.client_id, PUBLIC_SCOPES))
    learner(twitch).activate(codes.verification_uri)

    def step(say: Say) -> None:
        credentials.before_spending(twitch)
        token = oauth.read_token(
            oauth.poll_device(twitch, mine.client_id, PUBLIC_SCOPES, codes.device_code)
        )
        credentials.keep_token(twitch, "", token)
        say(token.access_token)

    return step


STEPS: dict[str, tuple[Prepare, tuple[str, ...]]] = {
    "keeping": (keeping, KEEPING),
    "keeping what a refresh brought": (keeping_refreshed, KEEPING),
    "exchange": (exchanging, SENDING),
    "refresh": (refreshing, SENDING),
    "device": (device, SENDING),
}


def problem_after(twitch: Service, before: credentials.Credentials, confirmed: str) -> str:
    """What was lost, if anything was."""
    folder = private_folder.folder()
    modes = {stat.S_IMODE(one.stat().st_mode) for one in folder.iterdir()}
    if modes - {0o600}:
        return "a file is open to others"
    mine = credentials.kept(twitch)  # a sentence of its own when the file is damaged
    if confirmed and mine.access_token != confirmed:
        return "a token that was said to be kept is not in the file"
    old = (before.access_token, before.refresh_token)
    if mine.access_token == old[0] and mine.refresh_token != old[1]:
        return "half of what belongs together is in the file"
    if (mine.client_id, mine.client_secret) != (before.client_id, before.client_secret):
        return "what was kept before is lost"
    if oauth.validate(twitch, mine.access_token).status_code != 200:
        return "practice doesn't know the token in the file"
    credentials.before_spending(twitch)  # the lock went with its holder
    if list(folder.glob(".tmp_*")):
        return "a temporary file outlived the next write"
    return ""


def killed(name: str, twitch: Service) -> Iterator[str]:
    step, places = STEPS[name]
    for number, run in enumerate(at_each_line(places), 1):
        do = step(twitch)
        before = credentials.kept(twitch)
        try:
            problem = problem_after(twitch, before, run(lambda do=do: do))
        except Exception as error:
            problem = f"{type(error).__name__}: {error}"
        yield f"{name}\t{number}\t{problem}"


def main() -> None:
    home = Path(os.environ["TUTORIAL_HOME"])
    books = home.with_name("practice")
    with running(books) as (_, twitch):
        practice_learner.catch_up(twitch, ["access_token"])
        for name in STEPS:
            for line in killed(name, twitch):
                print(line, flush=True)


if __name__ == "__main__":
    main()
