"""The questions of notebook 13."""

from __future__ import annotations

from helpers import chat, credentials, helix, oauth
from helpers.credentials import Credentials
from helpers.sending import send
from helpers.service import Service
from lessons.practice_side import practice_learner
from lessons.questions import night_owl
from lessons.questions.question import Question, Right, Wrong, answered


def call_the_api_with_oauth_in_the_token(twitch: Service, mine: Credentials) -> str:
    """The API got a good token with `oauth:` stored in front of it."""
    credentials.need(twitch, "client_id", "access_token")
    reply = helix.get_users(twitch, mine.client_id, f"oauth:{mine.access_token}")
    assert reply.status_code == 401
    return answered(reply)


def call_the_api_with_oauth_for_bearer(twitch: Service, mine: Credentials) -> str:
    """The API got a good token, with `oauth:` in the place of `Bearer`."""
    credentials.need(twitch, "client_id", "access_token")
    headers = helix.headers(mine.client_id, mine.access_token)
    headers["Authorization"] = f"oauth:{mine.access_token}"
    reply = send("GET", f"{twitch.api_url}/helix/users", headers=headers)
    assert reply.status_code == 401
    return answered(reply)


def listen_for_my_own_message(twitch: Service, mine: Credentials) -> str:
    """A bot said hello in its own room, and listened for two seconds."""
    me = oauth.validate(twitch, credentials.need(twitch, "access_token").access_token).json()
    connection = chat.connect(twitch, me["login"], mine.access_token)
    for line in (f"JOIN #{me['login']}", f"PRIVMSG #{me['login']} :hello"):
        connection.send(line)
    heard = [(one.command, one.sender) for one in map(chat.parse, connection.lines(2))]
    connection.close()
    assert "USERSTATE" in dict(heard) and ("PRIVMSG", me["login"]) not in heard
    return "A `USERSTATE` came, and no `PRIVMSG` of its own."


def say_the_same_twice(twitch: Service, mine: Credentials) -> str:
    """A bot sent the same text twice, and both times the connection took it without an error."""
    me = oauth.validate(twitch, credentials.need(twitch, "access_token").access_token).json()
    connection = chat.connect(twitch, me["login"], mine.access_token)
    for line in ("JOIN #{}", "PRIVMSG #{} :once", "PRIVMSG #{} :once"):
        connection.send(line.format(me["login"]))
    notices = [one.text for one in map(chat.parse, connection.lines(2)) if one.command == "NOTICE"]
    connection.close()
    assert notices
    return f"A `NOTICE` came: “{notices[0].rstrip('.')}”."


def _post_the_same_twice(twitch: Service) -> tuple[int, dict[str, object]]:
    spare = practice_learner.spare_tokens(twitch, "user:write:chat")
    keys = (spare["client_id"], spare["access_token"])
    me = helix.get_users(twitch, *keys).json()["data"][0]["id"]
    for _ in range(2):
        reply = helix.send_chat_message(twitch, *keys, me, me, message="Good evening")
    return reply.status_code, reply.json()["data"][0]


def post_the_same_twice(twitch: Service, mine: Credentials) -> str:
    """The same text was sent twice by the API."""
    status, sent = _post_the_same_twice(twitch)
    assert status == 200 and not sent["is_sent"]
    return f"The second answer was {status}, with `is_sent` false."


def look_for_a_queue(twitch: Service, mine: Credentials) -> str:
    """The same text was sent twice by the API, and the second answer was read."""
    _, sent = _post_the_same_twice(twitch)
    assert not sent["is_sent"] and not sent["message_id"] and sent["drop_reason"]
    return "It has a `drop_reason` and no `message_id`, so the message is gone."


def post_after_a_refresh(twitch: Service, mine: Credentials) -> str:
    """A token for `chat:edit` was refreshed, and a message was sent with the new one."""
    client_id, secret = night_owl.keys(twitch)
    token = night_owl.token(twitch, client_id, secret, "chat:read", "chat:edit")
    reply = oauth.refresh(twitch, client_id, secret, token.refresh_token)
    keys = (client_id, oauth.read_token(reply).access_token)
    me = helix.get_users(twitch, *keys).json()["data"][0]["id"]
    reply = helix.send_chat_message(twitch, *keys, me, me, message="Good evening")
    assert reply.status_code == 401
    return answered(reply)


def post_with_oauth_before_the_token(twitch: Service, mine: Credentials) -> str:
    """A message was sent by the API, with `oauth:` before a token that has the scope."""
    spare = practice_learner.spare_tokens(twitch, "user:write:chat")
    me = helix.get_users(twitch, spare["client_id"], spare["access_token"]).json()["data"][0]["id"]
    keys = (spare["client_id"], f"oauth:{spare['access_token']}")
    reply = helix.send_chat_message(twitch, *keys, me, me, message="Good evening")
    assert reply.status_code == 401
    return answered(reply)


QUESTIONS = {
    "oauth_before_the_token": Question(
        "Where does `oauth:` belong, in front of your token?",
        {
            "pass": Right(
                "In `PASS`, where a bot logs in",
                "Only chat uses it. Without it you got `Improperly formatted auth`.",
            ),
            "file": Wrong(
                "In `.env`, where the token is kept",
                "It isn't part of the token. The API refuses a token with it in front.",
                call_the_api_with_oauth_in_the_token,
            ),
            "header": Wrong(
                "In `Authorization`, for the API",
                "There the word is `Bearer`.",
                call_the_api_with_oauth_for_bearer,
            ),
        },
    ),
    "my_own_message": Question(
        "Your bot sends a message over IRC. How does it know that the room got it?",
        {
            "echo": Wrong(
                "By its own `PRIVMSG`, coming back",
                "Twitch doesn't send a message back to the one who wrote it.",
                listen_for_my_own_message,
            ),
            "receipt": Right(
                "By a `USERSTATE`, as a receipt",
                "A `USERSTATE` is the receipt; a `NOTICE` says why a message was dropped.",
            ),
            "sent": Wrong(
                "By a `send` that raises no error",
                "That says that Twitch got the line. It may still drop the message, for a limit or "
                "a repetition.",
                say_the_same_twice,
            ),
        },
    ),
    "a_dropped_message": Question(
        "`POST /helix/chat/messages` answers 200. What about your message?",
        {
            "sent": Wrong(
                "It is in the room, as 200 says so",
                "You got a 200 for a message that was dropped.",
                post_the_same_twice,
            ),
            "later": Wrong(
                "It waits, until the room is ready",
                "Nothing waits. What isn't sent at once is dropped.",
                look_for_a_queue,
            ),
            "body": Right(
                "It depends on what `is_sent` says",
                "The request was in order, which is what a 200 says. A dropped message has "
                "`is_sent` false, with a reason.",
            ),
        },
    ),
    "a_bot_that_moves": Question(
        "A bot with `chat:read` and `chat:edit` works over IRC. Now it sends by the API, and gets "
        "a 401. What helps?",
        {
            "consent": Right(
                "A consent to `user:write:chat`",
                "That scope is the API's, and the viewer hasn't agreed to it yet. No header is "
                "wrong here.",
            ),
            "refresh": Wrong(
                "A refresh of the bot's token",
                "A refreshed token has the scopes of the same consent.",
                post_after_a_refresh,
            ),
            "word": Wrong(
                "The word `oauth:`, as in IRC",
                "The API takes `Bearer` and the bare token.",
                post_with_oauth_before_the_token,
            ),
        },
        returns="fixed_by_a_header",
    ),
}
