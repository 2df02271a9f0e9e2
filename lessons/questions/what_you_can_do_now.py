"""The questions of notebook 18."""

from __future__ import annotations

import time

from helpers import credentials, helix, oauth
from helpers.credentials import Credentials
from helpers.service import Service
from lessons.exchange import wire
from lessons.practice_side import practice_learner
from lessons.questions.question import Question, Right, Wrong
from lessons.take_away import project_folder


def renew_a_dead_token(twitch: Service, mine: Credentials) -> object:
    """End a fresh access token, and get the next one with its refresh token and the secret."""
    token = practice_learner.another_token(twitch)
    oauth.revoke(twitch, mine.client_id, token.access_token)
    reply = oauth.refresh(twitch, mine.client_id, mine.client_secret, token.refresh_token)
    assert reply.status_code == 200
    return wire.show(reply)


def ask_for_a_token_with_the_client_id_alone(twitch: Service, mine: Credentials) -> object:
    """Be a stranger who knows your client ID and nothing else, and ask for a token."""
    credentials.need(twitch, "client_id")
    reply = oauth.app_token(twitch, mine.client_id, "not-the-real-secret")
    assert not reply.ok
    return wire.show(reply)


def be_the_friend_with_my_token(twitch: Service, mine: Credentials) -> object:
    """Ask who a copy of your .env is: it has your client ID and your token."""
    credentials.need(twitch, "client_id", "access_token")
    owner = oauth.validate(twitch, mine.access_token).json()["user_id"]
    reply = helix.get_users(twitch, mine.client_id, mine.access_token)
    assert [user["id"] for user in reply.json()["data"]] == [owner]
    return wire.show(reply)


def be_the_friend_with_my_secret(twitch: Service, mine: Credentials) -> object:
    """Take the client ID and the secret, and be your application: nobody is asked."""
    credentials.need(twitch, "client_id", "client_secret")
    reply = oauth.app_token(twitch, mine.client_id, mine.client_secret)
    assert reply.status_code == 200
    return wire.show(reply)


def wait_until_the_token_is_dead(twitch: Service, mine: Credentials) -> object:
    """Let a token run out, within a second here; then be the thief, who has its refresh token."""
    credentials.need(twitch, "client_id", "client_secret")
    practice_learner.PracticeLearner(twitch).shorten_next_token(1)
    token = practice_learner.another_token(twitch)
    time.sleep(1.5)
    assert oauth.validate(twitch, token.access_token).status_code == 401
    reply = oauth.refresh(twitch, mine.client_id, mine.client_secret, token.refresh_token)
    assert reply.status_code == 200
    return wire.show(reply)


def look_for_secrets_in_the_program(twitch: Service, mine: Credentials) -> object:
    """Look for your secret and tokens in every file that a repository of the program holds."""
    credentials.need(twitch, "client_secret", "access_token", "refresh_token")
    secrets = (mine.client_secret, mine.access_token, mine.refresh_token)
    files = [path for path in project_folder.PROGRAM.iterdir() if path.is_file()]
    texts = [path.read_text(encoding="utf-8") for path in files]
    assert files and not [text for text in texts for secret in secrets if secret in text]
    return f"{len(files)} files, and none of them holds a secret. Deleting them takes nothing away."


QUESTIONS = {
    "what_may_be_public": Question(
        "You put your program where everybody can read it. What stays at home?",
        {
            "Nothing: a token dies within hours": Wrong(
                "No. The refresh token doesn't, and the secret even less. You saw a dead "
                "token renewed by what is in .env.",
                renew_a_dead_token,
            ),
            "The client ID": Wrong(
                "No. It is no secret (RFC 6749, section 2.2): it stands in every authorize link "
                "that you make.",
                ask_for_a_token_with_the_client_id_alone,
            ),
            ".env, and nothing else": Right(
                "Yes. Everything secret is in that one file, and .gitignore keeps it out. "
                "The rest may be read by anybody."
            ),
        },
    ),
    "a_friend_runs_it": Question(
        "A friend wants to run your bot on their own channel. What do you give them?",
        {
            "The folder with my .env": Wrong(
                "No. The tokens in it are yours: their copy would act as you, on your channel.",
                be_the_friend_with_my_token,
            ),
            "The folder without .env; they register their own application": Right(
                "Yes. Then the consent, the secret and the tokens are theirs."
            ),
            "My client secret, and they make their own tokens": Wrong(
                "No. Anyone who has the secret can act as your application towards every "
                "viewer who ever trusted it.",
                be_the_friend_with_my_secret,
            ),
        },
    ),
    "the_laptop_is_gone": Question(
        "Your laptop is stolen, with the program on it. What helps at once?",
        {
            "Wait: in four hours the token is dead": Wrong(
                "No. The access token is. The refresh token has no such end, and the secret "
                "that goes with it lies beside it.",
                wait_until_the_token_is_dead,
            ),
            "A new secret, and Disconnect on the page of connections": Right(
                "Yes. The first makes the stolen secret worthless, the second the stolen tokens."
            ),
            "Deleting the repository": Wrong(
                "No. Nothing secret was in it. It was in .env, on the laptop.",
                look_for_secrets_in_the_program,
            ),
        },
    ),
}
