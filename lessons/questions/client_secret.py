"""The questions of notebook 07."""

from __future__ import annotations

import tempfile
from pathlib import Path

from helpers import helix, oauth
from helpers.credentials import Credentials
from helpers.service import Service
from lessons.lab.running_git import git
from lessons.practice_side.practice_learner import PracticeLearner
from lessons.questions import night_owl
from lessons.questions.question import Question, Right, Wrong, answered


def commit(folder: Path, text: str, *more: str) -> None:
    Path(folder, "app.py").write_text(text)
    git(folder, "add", "app.py")
    git(folder, "commit", "--quiet", "--message", "A change", *more)


def delete_and_commit_again(twitch: Service, mine: Credentials) -> str:
    """A made-up secret was committed, and deleted in the next commit."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as place:
        git(Path(place), "init", "--quiet")
        commit(Path(place), "SECRET = 'made-up-secret'")
        commit(Path(place), "SECRET = ''")
        assert "made-up-secret" in git(Path(place), "log", "--patch")
    return "`git log --patch` still shows it, in the older commit."


def rewrite_after_somebody_cloned(twitch: Service, mine: Credentials) -> str:
    """A made-up secret was committed and cloned by somebody, and the commit was amended."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as place:
        ours, theirs = Path(place, "ours"), Path(place, "theirs")
        ours.mkdir()
        git(ours, "init", "--quiet")
        commit(ours, "SECRET = 'made-up-secret'")
        git(Path(place), "clone", "--quiet", str(ours), str(theirs))
        commit(ours, "SECRET = ''", "--amend")
        assert "made-up-secret" in git(theirs, "log", "--patch")
    return "The clone still holds the secret."


def use_the_old_secret(twitch: Service, mine: Credentials) -> str:
    """New Secret was pressed for an application of night_owl's, and the older secret was sent."""
    client_id, old = night_owl.keys(twitch)
    PracticeLearner(twitch, "night_owl").new_secret(client_id)
    reply = oauth.app_token(twitch, client_id, old)
    assert reply.status_code == 403
    return answered(reply)


def use_both_secrets(twitch: Service, mine: Credentials) -> str:
    """Two secrets were made for an application of night_owl's, and both were sent."""
    client_id, old = night_owl.keys(twitch)
    new = PracticeLearner(twitch, "night_owl").new_secret(client_id)
    statuses = [oauth.app_token(twitch, client_id, one).status_code for one in (old, new)]
    assert statuses == [403, 200]
    return "Twitch answered 403 to the older one, and 200 to the newer."


def send_a_link_without_it(twitch: Service, mine: Credentials) -> str:
    """night_owl opened a link without a secret, and pressed Authorize."""
    client_id, _ = night_owl.keys(twitch)
    back = night_owl.sent_back(twitch, client_id, "chat:read")
    assert "code=" in back
    return "A code came back, so Twitch missed nothing in the link."


def call_the_api_with_the_secret(twitch: Service, mine: Credentials) -> str:
    """The API was called with a client secret in place of a token."""
    client_id, secret = night_owl.keys(twitch)
    reply = helix.get_users(twitch, client_id, secret)
    assert reply.status_code == 401
    return answered(reply)


def validate_a_secret(twitch: Service, mine: Credentials) -> str:
    """A client secret that is right was sent to `/oauth2/validate`."""
    client_id, secret = night_owl.keys(twitch)
    assert oauth.app_token(twitch, client_id, secret).ok
    reply = oauth.validate(twitch, secret)
    assert reply.status_code == 401
    return answered(reply)


QUESTIONS = {
    "published_secret": Question(
        "You find your client secret in a commit that you pushed yesterday. What helps?",
        {
            "delete": Wrong(
                "Deleting it, and pushing that commit",
                "The older commit still holds it, and so does each copy of the repository.",
                delete_and_commit_again,
            ),
            "new": Right(
                "Making a new secret, in the console",
                "From then on nobody gets a token with the old one. (Whether this ends tokens that "
                "somebody already has is not documented.) Clean up afterwards.",
            ),
            "rewrite": Wrong(
                "Rewriting the commit that holds it",
                "Anyone who copied the repository before has the older history.",
                rewrite_after_somebody_cloned,
            ),
        },
    ),
    "old_secret": Question(
        "Your program runs on a server. At home you press New Secret. What happens to the "
        "program's secret?",
        {
            "grace": Wrong(
                "It still works for another hour",
                "Twitch gives no such time. Have the new one ready before you press.",
                use_the_old_secret,
            ),
            "both": Wrong(
                "It works beside the new one",
                "Some services keep two secrets for a while. At Twitch, an application has one.",
                use_both_secrets,
            ),
            "refused": Right(
                "Twitch refuses it from now on",
                "The program needs the new one for its next exchange. That is also why a new "
                "secret helps when somebody has read the old one.",
            ),
        },
        transfer=True,
    ),
    "where_the_secret_goes": Question(
        "Which two are places for a client secret?",
        {
            "link": Wrong(
                "A link that viewers open",
                "Links stay in histories, logs and screenshots. Twitch asks for no secret there.",
                send_a_link_without_it,
            ),
            "file": Right(
                "A file that only you can read",
                "In a private file it is out of other people's reach.",
            ),
            "api": Wrong(
                "A header of each API request",
                "The API wants an access token; to it, the secret is an unknown token.",
                call_the_api_with_the_secret,
            ),
            "body": Right(
                "The body of a token request",
                "The body of that request goes straight from your application to Twitch.",
            ),
        },
    ),
    "a_secret_to_check": Question(
        "You pasted a new secret. How do you find out that it is right, before any viewer comes?",
        {
            "made_up": Right(
                "By exchanging a made-up code with it",
                "`Invalid authorization code` means that the secret was accepted before the code "
                "was looked at, as far as Twitch's order of checks is known.",
            ),
            "validate": Wrong(
                "By sending it to `/oauth2/validate`",
                "That address knows access tokens. To it, a good secret is an invalid token.",
                validate_a_secret,
            ),
            "api": Wrong(
                "By calling the API with it once",
                "The API never sees secrets, so it refuses a right one like a wrong one.",
                call_the_api_with_the_secret,
            ),
        },
    ),
}
