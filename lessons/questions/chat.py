"""The questions of notebook 13."""

from __future__ import annotations

from helpers import chat, credentials, helix, oauth
from helpers.credentials import Credentials
from helpers.sending import send
from helpers.service import Service
from lessons.exchange import wire
from lessons.practice_side import practice_learner
from lessons.questions.question import Question, Right, Wrong


def call_the_api_with_oauth_in_the_token(twitch: Service, mine: Credentials) -> object:
    """Give the API the token as the line PASS has it."""
    credentials.need(twitch, "client_id", "access_token")
    reply = helix.get_users(twitch, mine.client_id, f"oauth:{mine.access_token}")
    assert reply.status_code == 401
    return wire.show(reply)


def call_the_api_with_oauth_for_bearer(twitch: Service, mine: Credentials) -> object:
    """Write oauth: into the Authorization header, where the API looks for Bearer."""
    credentials.need(twitch, "client_id", "access_token")
    headers = helix.headers(mine.client_id, mine.access_token)
    headers["Authorization"] = f"oauth:{mine.access_token}"
    reply = send("GET", f"{twitch.api_url}/helix/users", headers=headers)
    assert reply.status_code == 401
    return wire.show(reply)


def listen_for_my_own_message(twitch: Service, mine: Credentials) -> object:
    """Say hello in your own room, and listen for two seconds."""
    me = oauth.validate(twitch, credentials.need(twitch, "access_token").access_token).json()
    connection = chat.connect(twitch, me["login"], mine.access_token)
    for line in (f"JOIN #{me['login']}", f"PRIVMSG #{me['login']} :hello"):
        connection.send(line)
    heard = [(one.command, one.sender) for one in map(chat.parse, connection.lines(2))]
    connection.close()
    assert "USERSTATE" in dict(heard) and ("PRIVMSG", me["login"]) not in heard
    return "Heard: " + ", ".join(f"{command} from {sender}" for command, sender in heard)


def say_the_same_twice(twitch: Service, mine: Credentials) -> object:
    """Say the same text twice in your own room, and listen for what Twitch says."""
    me = oauth.validate(twitch, credentials.need(twitch, "access_token").access_token).json()
    connection = chat.connect(twitch, me["login"], mine.access_token)
    for line in ("JOIN #{}", "PRIVMSG #{} :once", "PRIVMSG #{} :once"):
        connection.send(line.format(me["login"]))
    notices = [one.text for one in map(chat.parse, connection.lines(2)) if one.command == "NOTICE"]
    connection.close()
    assert notices
    return notices[0]


def post_the_same_twice(twitch: Service, mine: Credentials) -> object:
    """Write the same text twice by the API, and look at the second answer."""
    spare = practice_learner.spare_tokens(twitch, "user:write:chat")
    keys = (spare["client_id"], spare["access_token"])
    me = helix.get_users(twitch, *keys).json()["data"][0]["id"]
    for _ in range(2):
        reply = helix.send_chat_message(twitch, *keys, me, me, message="Good evening")
    assert reply.status_code == 200 and not reply.json()["data"][0]["is_sent"]
    return wire.show(reply)


def post_without_chat_edit(twitch: Service, mine: Credentials) -> object:
    """Write by the API with a token that has user:write:chat, and no other scope."""
    spare = practice_learner.spare_tokens(twitch, "user:write:chat")
    keys = (spare["client_id"], spare["access_token"])
    assert oauth.validate(twitch, spare["access_token"]).json()["scopes"] == ["user:write:chat"]
    me = helix.get_users(twitch, *keys).json()["data"][0]["id"]
    reply = helix.send_chat_message(twitch, *keys, me, me, message="Hello")
    assert reply.status_code == 200
    return wire.show(reply)


QUESTIONS = {
    "oauth_before_the_token": Question(
        "Where does oauth: stand before your token?",
        {
            "Everywhere: it is a part of the token": Wrong(
                "No. The API looks for the word Bearer, and a token with oauth: in it is an "
                "unknown one.",
                call_the_api_with_oauth_in_the_token,
            ),
            "In the line PASS of chat, and nowhere else": Right(
                "Yes. It is chat's own custom. Left out there, you got Improperly formatted auth."
            ),
            "In the Authorization header of the API": Wrong(
                "No. In notebook 11 the word OAuth in that header was answered with OAuth "
                "token is missing.",
                call_the_api_with_oauth_for_bearer,
            ),
        },
    ),
    "my_own_message": Question(
        "Your bot sends a message and hears nothing of it. Was it sent?",
        {
            "No: everybody in the room would hear it, I too": Wrong(
                "No. You said hello above, and it was not among the messages. The answer to it "
                "was.",
                listen_for_my_own_message,
            ),
            "Perhaps: a USERSTATE says that it was": Right(
                "Yes. Your own messages don't come back. The receipt is a USERSTATE; a "
                "NOTICE says why something was not sent."
            ),
            "Yes: a bot's messages always arrive": Wrong(
                "No. Limits, slow mode and the same text twice stop a message. You saw one "
                "dropped at the end.",
                say_the_same_twice,
            ),
        },
    ),
    "a_dropped_message": Question(
        "POST /helix/chat/messages answers 200. What do you know?",
        {
            "Everybody in the room has read the message": Wrong(
                "No. You got a 200 for a message that was dropped.",
                post_the_same_twice,
            ),
            "That the request was in order; is_sent tells the rest": Right(
                "Yes. A refused request is a 4xx. A dropped message is a 200 with is_sent "
                "false and a reason."
            ),
            "That the token has chat:edit": Wrong(
                "No. That scope is for IRC. The API wants user:write:chat, and you had to "
                "ask for it.",
                post_without_chat_edit,
            ),
        },
    ),
}
