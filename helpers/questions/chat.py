"""The questions of notebook 13."""

from __future__ import annotations

from helpers.questions.question import Question, Right, Wrong

QUESTIONS = {
    "oauth_before_the_token": Question(
        "Where does oauth: stand before your token?",
        {
            "Everywhere: it is a part of the token": Wrong(
                "No. The API looks for the word Bearer, and a token with oauth: in it is an "
                "unknown one."
            ),
            "In the line PASS of chat, and nowhere else": Right(
                "Yes. It is chat's own custom. Left out there, you got Improperly formatted auth."
            ),
            "In the Authorization header of the API": Wrong(
                "No. In notebook 11 the word OAuth in that header was answered with OAuth "
                "token is missing."
            ),
        },
    ),
    "my_own_message": Question(
        "Your bot sends a message and hears nothing of it. Was it sent?",
        {
            "No: everybody in the room would hear it, I too": Wrong(
                "No. You said hello above, and it was not among the messages. The answer to it was."
            ),
            "Perhaps: a USERSTATE says that it was": Right(
                "Yes. Your own messages don't come back. The receipt is a USERSTATE; a "
                "NOTICE says why something was not sent."
            ),
            "Yes: a bot's messages always arrive": Wrong(
                "No. Limits, slow mode and the same text twice stop a message. You saw one "
                "dropped at the end."
            ),
        },
    ),
    "a_dropped_message": Question(
        "POST /helix/chat/messages answers 200. What do you know?",
        {
            "Everybody in the room has read the message": Wrong(
                "No. You got a 200 for a message that was dropped."
            ),
            "That the request was in order; is_sent tells the rest": Right(
                "Yes. A refused request is a 4xx. A dropped message is a 200 with is_sent "
                "false and a reason."
            ),
            "That the token has chat:edit": Wrong(
                "No. That scope is for IRC. The API wants user:write:chat, and you had to "
                "ask for it."
            ),
        },
    ),
}
