"""The questions of notebook 11."""

from __future__ import annotations

import time

from helpers import credentials, helix, oauth
from helpers.credentials import Credentials
from helpers.service import Service
from lessons.exchange import wire
from lessons.practice_side import practice_learner
from lessons.questions.question import Question, Right, Wrong


def call_with_a_token_that_ran_out(twitch: Service, mine: Credentials) -> object:
    """Get a token that lives for one second, and call with it when the second is over."""
    credentials.need(twitch, "client_id", "client_secret")
    practice_learner.PracticeLearner(twitch).shorten_next_token(1)
    token = practice_learner.another_token(twitch)
    time.sleep(1.5)
    reply = helix.get_users(twitch, mine.client_id, token.access_token)
    assert reply.status_code == 401 and reply.json()["message"] != "OAuth token is missing"
    return wire.show(reply)


def call_without_a_client_id(twitch: Service, mine: Credentials) -> object:
    """Leave the Client-Id out, and read the message."""
    credentials.need(twitch, "access_token")
    reply = helix.get_users(twitch, "", mine.access_token)
    assert reply.status_code == 401 and reply.json()["message"] != "OAuth token is missing"
    return wire.show(reply)


def ask_three_times(twitch: Service, mine: Credentials) -> object:
    """Ask three times whether your own channel is live, and once whether it exists."""
    credentials.need(twitch, "client_id", "access_token")
    me = helix.get_users(twitch, mine.client_id, mine.access_token).json()["data"][0]
    keys = (mine.client_id, mine.access_token)
    replies = [helix.get_streams(twitch, *keys, user_login=me["login"]) for _ in range(3)]
    assert all(reply.ok and reply.json()["data"] == [] for reply in replies)
    return f"Three times 200 and an empty list. And {me['login']} exists: /helix/users found it."


def ask_with_a_new_token(twitch: Service, mine: Credentials) -> object:
    """Ask with a new token whether the practice learner is live."""
    token = practice_learner.another_token(twitch)
    me = helix.get_users(twitch, mine.client_id, token.access_token).json()["data"][0]
    reply = helix.get_streams(twitch, mine.client_id, token.access_token, user_login=me["login"])
    assert reply.ok and reply.json()["data"] == []
    return wire.show(reply)


def write_as_somebody_else(twitch: Service, mine: Credentials) -> object:
    """With a viewer's token for user:write:chat, write in the name of another viewer."""
    spare = practice_learner.spare_tokens(twitch, "user:write:chat")
    keys = (spare["client_id"], spare["access_token"])
    other = helix.get_users(twitch, *keys, login=practice_learner.ACCOUNT).json()["data"][0]
    reply = helix.send_chat_message(twitch, *keys, other["id"], other["id"], message="It is me")
    assert reply.status_code == 401
    return wire.show(reply)


def ask_who_the_application_is(twitch: Service, mine: Credentials) -> object:
    """Get a token of the application's own, and ask Twitch which user it stands for."""
    credentials.need(twitch, "client_id", "client_secret")
    reply = oauth.app_token(twitch, mine.client_id, mine.client_secret)
    reply = helix.get_users(twitch, mine.client_id, oauth.read_token(reply).access_token)
    assert not reply.ok
    return wire.show(reply)


QUESTIONS = {
    "token_is_missing": Question(
        "Helix answers 401, OAuth token is missing. But your request had an Authorization "
        "header. What is wrong?",
        {
            "The token has expired": Wrong(
                "No. Then it says Invalid OAuth token: you saw that with a token that never lived.",
                call_with_a_token_that_ran_out,
            ),
            "The word before the token isn't Bearer": Right(
                "Yes. Helix reads nothing but Bearer. With OAuth before it the token is not "
                "even seen."
            ),
            "The Client-Id header is missing": Wrong(
                "No. Then it says so: Client ID is missing. The messages are worth reading.",
                call_without_a_client_id,
            ),
        },
    ),
    "empty_list": Question(
        "You ask /helix/streams about a channel and get 200 with an empty list. What now?",
        {
            "Ask again: something went wrong": Wrong(
                "No. 200 means that all went well. Your own channel gave the same answer, "
                "and it exists.",
                ask_three_times,
            ),
            "Get a new token: this one may not see it": Wrong(
                "No. A token that is not enough gives 401 and a message. Who is live is public.",
                ask_with_a_new_token,
            ),
            "Tell the user that the channel is not live": Right(
                "Yes. Offline is not an error. If you must know whether the channel exists, "
                "ask /helix/users."
            ),
        },
    ),
    "what_scope_allows": Question(
        "Your token has the scope user:write:chat, from a viewer. In whose name may your "
        "program write into a chat?",
        {
            "In anybody's, since the scope says so": Wrong(
                "No. A scope never gives the program more than the viewer may do (RFC 6749, "
                "section 1.4: the resource owner grants it).",
                write_as_somebody_else,
            ),
            "In this viewer's, where they may write themselves": Right(
                "Yes. The scope says what the viewer lets the program do. What the viewer "
                "may do stays as it was."
            ),
            "In my application's": Wrong(
                "No. This token stands for the viewer, as you saw under “See it”: no name was "
                "sent, and theirs came back. An application isn't a Twitch user.",
                ask_who_the_application_is,
            ),
        },
    ),
}
