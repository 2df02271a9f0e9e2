"""The questions of notebook 11."""

from __future__ import annotations

from helpers.questions.question import Question, Right, Wrong

QUESTIONS = {
    "token_is_missing": Question(
        "Helix answers 401, OAuth token is missing. But your request had an Authorization "
        "header. What is wrong?",
        {
            "The token has expired": Wrong(
                "No. Then it says Invalid OAuth token: you saw that with a token that never lived."
            ),
            "The word before the token isn't Bearer": Right(
                "Yes. Helix reads nothing but Bearer. With OAuth before it the token is not "
                "even seen."
            ),
            "The Client-Id header is missing": Wrong(
                "No. Then it says so: Client ID is missing. The messages are worth reading."
            ),
        },
    ),
    "empty_list": Question(
        "You ask /helix/streams about a channel and get 200 with an empty list. What now?",
        {
            "Ask again: something went wrong": Wrong(
                "No. 200 means that all went well. Your own channel gave the same answer, "
                "and it exists."
            ),
            "Get a new token: this one may not see it": Wrong(
                "No. A token that is not enough gives 401 and a message. Who is live is public."
            ),
            "Tell the user that the channel is not live": Right(
                "Yes. Offline is not an error. If you must know whether the channel exists, "
                "ask /helix/users."
            ),
        },
    ),
    "what_scope_allows": Question(
        "Your token has the scope channel:manage:polls, from a viewer. On whose channels "
        "may your program make polls?",
        {
            "On every channel, since the scope says so": Wrong(
                "No. A scope never gives the program more than the viewer may do (RFC 6749, "
                "section 1.4: access the owner authorized)."
            ),
            "On those where this viewer may do it": Right(
                "Yes. The scope says what the viewer lets the program do. What the viewer "
                "may do stays as it was."
            ),
            "On every channel of my application": Wrong(
                "No. An application has no channels. The token stands for the viewer, as "
                "you saw: no name was sent, and theirs came back."
            ),
        },
    ),
}
