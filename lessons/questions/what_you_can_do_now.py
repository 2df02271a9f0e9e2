"""The questions of notebook 18."""

from __future__ import annotations

import time
from urllib.parse import parse_qs, urlsplit

from helpers import credentials, helix, oauth
from helpers.credentials import Credentials
from helpers.service import Service
from lessons.practice_side import practice_learner
from lessons.questions import night_owl
from lessons.questions.question import Question, Right, Wrong


def validate_after_some_time(twitch: Service, mine: Credentials) -> str:
    """A fresh access token was validated, to see how long it will live."""
    token = practice_learner.another_token(twitch)
    seconds = oauth.validate(twitch, token.access_token).json()["expires_in"]
    assert seconds > 3600
    return f"After an hour it would still be good for {seconds - 3600} seconds."


def take_the_token_out_of_a_command(twitch: Service, mine: Credentials) -> str:
    """A request was written down with its headers, and a stranger sent what they read there."""
    token = practice_learner.another_token(twitch)
    written = dict(helix.get_users(twitch, mine.client_id, token.access_token).request.headers)
    stranger = oauth.validate(twitch, written["Authorization"].removeprefix("Bearer "))
    assert stranger.status_code == 200
    return "Twitch answered 200 to the stranger."


def be_the_friend_with_my_token(twitch: Service, mine: Credentials) -> str:
    """A friend ran the program with a copy of your token, and asked the API who they are."""
    token = practice_learner.another_token(twitch)
    [user] = helix.get_users(twitch, mine.client_id, token.access_token).json()["data"]
    assert user["login"] == practice_learner.ACCOUNT
    return f"The API answered {user['display_name']}, which is you."


def be_the_friend_with_my_secret(twitch: Service, mine: Credentials) -> str:
    """A friend asked for a token with your client ID and secret, and nobody was asked."""
    credentials.need(twitch, "client_id", "client_secret")
    reply = oauth.app_token(twitch, mine.client_id, mine.client_secret)
    assert reply.status_code == 200
    return "Twitch answered 200: to it, the friend is your application."


def wait_until_the_token_expires(twitch: Service, mine: Credentials) -> str:
    """A token ran out, within a second here, and the thief used its refresh token."""
    credentials.need(twitch, "client_id", "client_secret")
    practice_learner.PracticeLearner(twitch).shorten_next_token(1)
    token = practice_learner.another_token(twitch)
    time.sleep(1.5)
    assert oauth.validate(twitch, token.access_token).status_code == 401
    reply = oauth.refresh(twitch, mine.client_id, mine.client_secret, token.refresh_token)
    assert reply.status_code == 200
    return "Twitch gave the thief a new one."


def revoke_the_access_token(twitch: Service, mine: Credentials) -> str:
    """An access token was revoked, and the thief used its refresh token."""
    token = practice_learner.another_token(twitch)
    oauth.revoke(twitch, mine.client_id, token.access_token)
    reply = oauth.refresh(twitch, mine.client_id, mine.client_secret, token.refresh_token)
    assert reply.status_code == 200
    return "Twitch gave the thief a new one."


def log_in_with_another_applications_token(twitch: Service, mine: Credentials) -> str:
    """A site asked Twitch about an access token that was made for another application."""
    spare = practice_learner.spare_tokens(twitch, "chat:read")
    told = oauth.validate(twitch, spare["access_token"]).json()
    assert told["login"] == "night_owl" and told["client_id"] != mine.client_id
    return "Twitch named night_owl, who had never been to that site."


def look_for_a_user_beside_the_state(twitch: Service, mine: Credentials) -> str:
    """night_owl pressed Authorize, the state matched, and the rest of the answer was read."""
    client_id, _ = night_owl.keys(twitch)
    answer = parse_qs(urlsplit(night_owl.sent_back(twitch, client_id, "openid")).query)
    assert answer["state"] == [night_owl.STATE] and "night_owl" not in str(answer["code"])
    return f"It holds {', '.join(answer)}, and nobody's name."


QUESTIONS = {
    "asking_for_help": Question(
        "You ask for help in a forum. Which two may you post?",
        {
            "client_id": Right(
                "Your application's client ID",
                "The client ID is in each link that you send.",
            ),
            "token": Wrong(
                "An access token an hour old",
                "It lives for about four hours, and works for anyone who holds it.",
                validate_after_some_time,
            ),
            "curl": Wrong(
                "A curl command with its headers",
                "`Authorization` is one of them, with the token in it.",
                take_the_token_out_of_a_command,
            ),
            "message": Right(
                "Twitch's status and message",
                "A refusal names the cause, and holds none of your values.",
            ),
        },
        transfer=True,
    ),
    "a_friend_runs_it": Question(
        "A friend wants to run your bot on their own channel. What do you give them?",
        {
            "all": Wrong(
                "A folder with a copy of `.env`",
                "The tokens in it are yours: their bot would act as you.",
                be_the_friend_with_my_token,
            ),
            "code": Right(
                "The folder without your `.env`",
                "They register their own application. Consent, secret and tokens are then theirs.",
            ),
            "secret": Wrong(
                "A folder with your secret in it",
                "Anyone who has it can act as your application.",
                be_the_friend_with_my_secret,
            ),
        },
        transfer=True,
    ),
    "the_laptop_is_gone": Question(
        "Your laptop is stolen, with `.env` on it. Which two shut the thief out?",
        {
            "disconnect": Right(
                "Disconnect, on Connections",
                "Disconnect ends the tokens that they hold.",
            ),
            "wait": Wrong(
                "A wait until the token expires",
                "The access token has an end, the refresh token beside it hasn't.",
                wait_until_the_token_expires,
            ),
            "secret": Right(
                "New Secret, in the console",
                "A new secret keeps them from getting others.",
            ),
            "revoke": Wrong(
                "Revoking your access token",
                "The refresh token brings the next one.",
                revoke_the_access_token,
            ),
        },
        transfer=True,
    ),
    "a_page_for_the_bot": Question(
        "Your bot gets a web page with “Log in with Twitch”. What tells it who came in?",
        {
            "access": Wrong(
                "The access token, when it works",
                "It may have been made for another application. It says what may be done.",
                log_in_with_another_applications_token,
            ),
            "state": Wrong(
                "The `state`, when it has matched",
                "It says that the answer belongs to this browser, and not whose it is.",
                look_for_a_user_beside_the_state,
            ),
            "id_token": Right(
                "The id_token, when it is verified",
                "It is signed, addressed to your application, and names the user in `sub`.",
            ),
        },
        returns="what_an_id_token_is_for",
    ),
}
