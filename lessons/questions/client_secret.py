"""The questions of notebook 07."""

from __future__ import annotations

import tempfile
from pathlib import Path

from helpers import credentials, helix, oauth
from helpers.credentials import Credentials
from helpers.private_folder import mask
from helpers.sending import send
from helpers.service import Service
from lessons.exchange import wire
from lessons.lab.running_git import git
from lessons.practice_side import practice_learner
from lessons.practice_side.practice_learner import PracticeLearner
from lessons.questions.question import Question, Right, Wrong


def delete_and_commit_again(twitch: Service, mine: Credentials) -> object:
    """Commit a file with a made-up secret, delete the secret, commit again, and look back."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as place:
        git(Path(place), "init", "--quiet")
        for text in ("SECRET = 'made-up-secret'", "SECRET = ''"):
            Path(place, "app.py").write_text(text)
            git(Path(place), "add", "app.py")
            git(Path(place), "commit", "--quiet", "--message", "A change")
        assert "made-up-secret" in git(Path(place), "log", "--patch")
    return "git log --patch still shows SECRET = 'made-up-secret', in the older commit."


def use_a_secret_that_was_found(twitch: Service, mine: Credentials) -> object:
    """Get a token with nothing but the ID and the secret of an application of night_owl's."""
    client_id, found = practice_learner.another_application(twitch)
    reply = oauth.app_token(twitch, client_id, found)
    assert reply.status_code == 200
    return wire.show(reply)


def use_the_old_secret(twitch: Service, mine: Credentials) -> object:
    """Make two secrets for an application of night_owl's, and use the older one."""
    client_id, old = practice_learner.another_application(twitch)
    PracticeLearner(twitch, "night_owl").new_secret(client_id)
    reply = oauth.app_token(twitch, client_id, old)
    assert reply.status_code == 403
    return wire.show(reply)


def press_new_secret_twice(twitch: Service, mine: Credentials) -> object:
    """Press New Secret twice for an application of night_owl's, and compare."""
    client_id, first = practice_learner.another_application(twitch)
    second = PracticeLearner(twitch, "night_owl").new_secret(client_id)
    assert first != second
    return f"The first is {mask(first)}, the second {mask(second)}."


def send_a_link_without_it(twitch: Service, mine: Credentials) -> object:
    """Open your authorize link, with no secret in it, and see whether Twitch misses one."""
    mine = credentials.need(twitch, "client_id", "redirect_uri")
    scopes = ["chat:read"]
    link = oauth.authorize_url(twitch, mine.client_id, mine.redirect_uri, scopes, "any-state")
    reply = send("GET", link)
    assert reply.status_code < 400 and "error" not in reply.headers.get("Location", "")
    return wire.show(reply)


def call_the_api_with_the_secret(twitch: Service, mine: Credentials) -> object:
    """Show the client secret to the API, where a token belongs."""
    mine = credentials.need(twitch, "client_id", "client_secret")
    reply = helix.get_users(twitch, mine.client_id, mine.client_secret)
    assert reply.status_code == 401
    return wire.show(reply)


QUESTIONS = {
    "published_secret": Question(
        "You find your client secret in a commit that you pushed yesterday. What now?",
        {
            "Delete it from the file and commit again": Wrong(
                "No. The old commit still holds it, and so does every copy that was made of it.",
                delete_and_commit_again,
            ),
            "Make a new secret, then clean up": Right(
                "Yes. The old one dies at once: nobody gets a new token with it. (Whether tokens "
                "that somebody got before die as well is not documented.) Then clean up."
            ),
            "Nothing: the client ID is what matters": Wrong(
                "No. It is the other way round. The ID is public, and the secret is the "
                "proof. Anyone who has both can act as your application.",
                use_a_secret_that_was_found,
            ),
        },
    ),
    "old_secret": Question(
        "You press New Secret. What becomes of the old one?",
        {
            "It still works for a while": Wrong(
                "No. It is dead from that moment, and a program that still uses it gets 403. "
                "So have the new one ready to be put into its place.",
                use_the_old_secret,
            ),
            "It is shown once more: there is only one": Wrong(
                "No. A secret is shown once. Each press makes another one, and the last counts.",
                press_new_secret_twice,
            ),
            "It is dead at once": Right(
                "Yes. That is why a new secret helps when the old one has been read by others."
            ),
        },
    ),
    "where_the_secret_goes": Question(
        "Where does your application put its secret?",
        {
            "Into the authorize link, beside the client ID": Wrong(
                "No. The viewer's browser would keep it in its history. Nobody asks for it "
                "there either: Twitch wants the viewer to log in, and no secret.",
                send_a_link_without_it,
            ),
            "Into the body of the request that asks for a token": Right(
                "Yes. That request goes straight from your application to Twitch, past the browser."
            ),
            "Into each call of the API": Wrong(
                "No. The API asks for an access token. A secret in its place is an unknown token.",
                call_the_api_with_the_secret,
            ),
        },
    ),
}
