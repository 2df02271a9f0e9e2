"""The questions of notebook 11."""

from __future__ import annotations

import time

from helpers import credentials, helix, oauth
from helpers.credentials import Credentials
from helpers.sending import send
from helpers.service import Service
from lessons.practice_side import practice_learner
from lessons.questions.question import Question, Right, Wrong, answered


def call_with_a_token_that_ran_out(twitch: Service, mine: Credentials) -> str:
    """A token that lives for one second was used when the second was over."""
    credentials.need(twitch, "client_id", "client_secret")
    practice_learner.PracticeLearner(twitch).shorten_next_token(1)
    token = practice_learner.another_token(twitch)
    time.sleep(1.5)
    reply = helix.get_users(twitch, mine.client_id, token.access_token)
    assert reply.status_code == 401 and reply.json()["message"] != "OAuth token is missing"
    return answered(reply)


def call_without_a_client_id(twitch: Service, mine: Credentials) -> str:
    """The API was called with a good token, and without `Client-Id`."""
    token = practice_learner.another_token(twitch)
    reply = helix.get_users(twitch, "", token.access_token)
    assert reply.status_code == 401 and reply.json()["message"] != "OAuth token is missing"
    return answered(reply)


def _three_logins(twitch: Service, mine: Credentials) -> tuple[list[str], dict[str, object]]:
    headers = helix.headers(mine.client_id, practice_learner.another_token(twitch).access_token)
    names = ("night_owl", "new_sparrow", "nobody_has_this_name_0")
    address = f"{twitch.api_url}/helix/users?{'&'.join(f'login={one}' for one in names)}"
    body = send("GET", address, headers=headers).json()
    return [user["login"] for user in body["data"]], body


def look_up_two_strangers(twitch: Service, mine: Credentials) -> str:
    """Three users were looked up with a token for chat alone, and one of the three is made up."""
    found, _ = _three_logins(twitch, mine)
    assert sorted(found) == ["new_sparrow", "night_owl"]
    return "The other two came, whose data needs no scope either."


def look_for_another_page(twitch: Service, mine: Credentials) -> str:
    """Three users were looked up, and the answer was searched for a cursor."""
    found, body = _three_logins(twitch, mine)
    assert len(found) == 2 and not body.get("pagination")
    return "There is none, so this was the whole answer."


def write_as_somebody_else(twitch: Service, mine: Credentials) -> str:
    """A program with one viewer's token wrote a message in the name of another."""
    spare = practice_learner.spare_tokens(twitch, "user:write:chat")
    keys = (spare["client_id"], spare["access_token"])
    other = helix.get_users(twitch, *keys, login=practice_learner.ACCOUNT).json()["data"][0]
    reply = helix.send_chat_message(twitch, *keys, other["id"], other["id"], message="It is me")
    assert reply.status_code == 401
    return answered(reply)


def ask_who_the_application_is(twitch: Service, mine: Credentials) -> str:
    """Twitch was asked which user an application is."""
    credentials.need(twitch, "client_id", "client_secret")
    reply = oauth.app_token(twitch, mine.client_id, mine.client_secret)
    reply = helix.get_users(twitch, mine.client_id, oauth.read_token(reply).access_token)
    assert not reply.ok
    return answered(reply)


def send_both_headers_with_an_ended_token(twitch: Service, mine: Credentials) -> str:
    """A fresh token was revoked, and sent with both headers as they should be."""
    token = practice_learner.another_token(twitch).access_token
    oauth.revoke(twitch, mine.client_id, token)
    reply = helix.get_users(twitch, mine.client_id, token)
    assert reply.status_code == 401
    return answered(reply)


def send_both_headers_without_the_scope(twitch: Service, mine: Credentials) -> str:
    """A message was sent with both headers right, and a token that lacks the scope."""
    spare = practice_learner.spare_tokens(twitch, "chat:read")
    keys = (spare["client_id"], spare["access_token"])
    me = helix.get_users(twitch, *keys).json()["data"][0]["id"]
    reply = helix.send_chat_message(twitch, *keys, me, me, message="Good evening")
    assert reply.status_code == 401
    return answered(reply)


QUESTIONS = {
    "token_is_missing": Question(
        "Helix answers `401 OAuth token is missing`. But your request had an `Authorization` "
        "header. What is wrong?",
        {
            "word": Right(
                "The word in front of it isn't `Bearer`",
                "Helix looks for `Bearer` (RFC 6750, section 2.1). After another word, such as "
                "`OAuth`, it doesn't see the token.",
            ),
            "expired": Wrong(
                "The token in the header has expired",
                "Then the message is `Invalid OAuth token`.",
                call_with_a_token_that_ran_out,
            ),
            "client_id": Wrong(
                "The header `Client-Id` is not there",
                "Then the message is `Client ID is missing`.",
                call_without_a_client_id,
            ),
        },
    ),
    "a_missing_user": Question(
        "You ask `/helix/users` for three logins. The answer is 200, with two users. What about "
        "the third?",
        {
            "scope": Wrong(
                "Your token lacks the scope to see it",
                "These data are public. A scope that is missing is a 401, and not a gap.",
                look_up_two_strangers,
            ),
            "nobody": Right(
                "Twitch knows nobody with that login",
                "Twitch leaves out users it cannot find. So compare what came with what you asked "
                "for.",
            ),
            "page": Wrong(
                "The next page of the answer holds it",
                "Then there would be a cursor in `pagination`.",
                look_for_another_page,
            ),
        },
        transfer=True,
    ),
    "what_scope_allows": Question(
        "Your token has `user:write:chat`, from a viewer. Whose name may your program write in?",
        {
            "sender": Wrong(
                "The one that `sender_id` gives",
                "A scope never lets a program do more than this viewer may do. Another "
                "`sender_id` is refused.",
                write_as_somebody_else,
            ),
            "application": Wrong(
                "The name of your application",
                "This token is the viewer's, and an application is no Twitch user.",
                ask_who_the_application_is,
            ),
            "viewer": Right(
                "The name of the viewer who agreed",
                "The scope says what the viewer lets the program do. What the viewer may do stays "
                "as it was.",
            ),
        },
    ),
    "fixed_by_a_header": Question(
        "Four requests get a 401. Which two need another header, and the same token?",
        {
            "invalid": Wrong(
                "`Invalid OAuth token`",
                "This token has ended or never existed, so no header helps. Refresh it.",
                send_both_headers_with_an_ended_token,
            ),
            "missing": Right(
                "`OAuth token is missing`",
                "The header `Authorization` is missing, or has another word than `Bearer`.",
            ),
            "scope": Wrong(
                "`Missing scope: bits:read`",
                "The viewer never agreed to this. Ask again, with that scope.",
                send_both_headers_without_the_scope,
            ),
            "client_id": Right(
                "`Client ID is missing`",
                "The header `Client-Id` is missing.",
            ),
        },
    ),
}
