"""Try a client secret: an exchange with a made-up code, whose refusal tells what is wrong."""

from __future__ import annotations

from helpers import oauth, sending
from helpers.credentials import Credentials
from helpers.private_folder import mask_tokens
from helpers.service import Service
from lessons.exchange import last_failure, own_steps
from look.parts import Mood

Told = tuple[str, Mood]

MADE_UP = "made-up-and-never-issued"  # in the place of a code
NOT_KNOWN = "Nobody has tried it yet."
BEFORE_IT = (
    "To try it, this sends Twitch an exchange: your client ID, this secret, and a made-up code. "
    "Twitch refuses, and its words tell whether the secret is right."
)
WRONG = (
    "Twitch says `invalid client secret`: this is not the current secret of the kept client ID. "
    "Copy it once more; if it can't be seen any more, press New Secret and paste the new one."
)
UNKNOWN_ID = (
    "Twitch knows no application with the kept client ID, so the secret can't be tried. Enter the "
    "client ID again in notebook 04-06."
)
PROBABLY_RIGHT = (
    "The secret is probably right: Twitch refused only the made-up code. In which order it checks "
    "isn't documented, so the exchange in notebook 10 has the last word."
)
# By status and message (docs/twitch.md 2.7).
ANSWERS: dict[tuple[int, str], Told] = {
    (403, "invalid client secret"): (WRONG, "bad"),
    (400, "invalid client"): (UNKNOWN_ID, "bad"),
    (400, "invalid client credentials"): (
        "Twitch says `Invalid client credentials`, as it does to a Public application, which can't "
        "exchange a code. Look at its type on the Manage page; a Confidential one is needed.",
        "bad",
    ),
    (400, "invalid authorization code"): (PROBABLY_RIGHT, "info"),
}


def of(client_secret: str, mine: Credentials, twitch: Service) -> Told:
    """What Twitch says to this secret, with the kept client ID. Nothing of it becomes a step.

    Raises PlainError when no answer comes.
    """
    with last_failure.left_alone(), own_steps.left_out():
        reply = oauth.exchange(twitch, mine.client_id, client_secret, MADE_UP, mine.redirect_uri)
    said = sending.message(reply)
    known = ANSWERS.get((reply.status_code, said.rstrip(".").lower()))
    return known or (
        f"Twitch answered {reply.status_code}: “{mask_tokens(said)[:200].rstrip('.')}”. That says "
        "nothing about the secret. Try it again later, or go on to notebook 10.",
        "info",
    )
