"""Whether what a person did or entered is right, as Practice Twitch's books have it."""

from __future__ import annotations

from typing import Any

from helpers import service
from helpers.credentials import Credentials
from helpers.plain_errors import NotYet, PlainError
from helpers.private_folder import mask
from helpers.service import Service
from lessons.exchange import behind_the_curtain, secret_trial
from lessons.exchange.secret_trial import NOT_KNOWN, PROBABLY_RIGHT, UNKNOWN_ID, Told

REAL = (
    "The real Twitch doesn't tell a notebook who is logged in. If the console shows its "
    "Applications tab, it worked."
)
NOBODY = (
    "Nobody who may register applications has accepted the developer agreement yet; what the "
    "practice learner did doesn't count. Do steps 1 to 3, with an account that has two-factor "
    "authentication."
)
PUBLIC = (
    "This application is Public: it has no secret, and can't exchange a code. On its Manage page "
    "choose Confidential and press Save, then press Keep again."
)


def developer(twitch: Service) -> Told:
    """Whether a person did steps 1 to 3; or the practice learner, where watching is chosen.

    Raises NotYet when nobody did.
    """
    if not twitch.is_practice:
        return REAL, "info"
    accounts = behind_the_curtain.books(twitch).get("accounts", [])
    may = [one for one in accounts if one["agreement_accepted"] and one["two_factor"]]
    for one in may:
        if one.get("person_agreed") or service.watching():
            login = one["login"]
            return f"It worked: {login} accepted the agreement and may use the console.", "good"
    for one in may:
        if one.get("person_signed_in"):
            return (
                f"It worked: you logged in as {one['login']}, which may use the console. (The "
                "practice learner had accepted the agreement there.)",
                "good",
            )
    raise NotYet(NOBODY)


def check_application(client_id: str, redirect_uri: str, twitch: Service) -> None:
    """Raise PlainError for a Public application, or an address that isn't registered for it."""
    application = _application(client_id, twitch)
    if not application:
        return
    if application["client_type"] == "public":
        raise PlainError(PUBLIC)
    if redirect_uri not in application["redirect_uris"]:
        raise PlainError(
            "This redirect address isn't registered for this application. Registered is "
            f"{' and '.join(application['redirect_uris'])}, and Twitch compares character by "
            "character. Enter that; or add yours on its Manage page, press Save there, then Keep."
        )


def check_secret(client_secret: str, mine: Credentials, twitch: Service) -> Told:
    """What is known of this secret before anybody has used it. Raises PlainError for a wrong one.

    It is compared with practice's books. Of the real Twitch nothing is known here.
    """
    if not twitch.is_practice:
        return NOT_KNOWN, "info"
    application = _application(mine.client_id, twitch)
    if application and application["client_type"] == "public":
        raise PlainError(PUBLIC)
    if application and not application["secret"]:
        raise PlainError("This application has no secret yet. Press New Secret on its Manage page.")
    if application and application["secret"] == mask(client_secret):
        return "", "good"
    # Where practice has a private folder of its own, its fingerprints differ. So it is asked.
    told, mood = secret_trial.of(client_secret, mine, twitch)
    if mood == "bad" and told != UNKNOWN_ID:
        raise PlainError(told)
    return ("", "good") if told == PROBABLY_RIGHT else (told, mood)  # practice's order is known


def _application(client_id: str, twitch: Service) -> dict[str, Any] | None:
    applications = behind_the_curtain.books(twitch).get("applications", [])
    return next((one for one in applications if one["client_id"] == client_id), None)
