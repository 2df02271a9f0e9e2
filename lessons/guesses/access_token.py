"""The guesses of notebook 10."""

from __future__ import annotations

from lessons.guesses.guess import Guess, Option

GUESSES = {
    "what_a_token_tells": Guess(
        "You send the token alone. What can Twitch tell you about it?",
        came="all",
        options={
            "alive": Option(
                "Whether it still works.",
                "It tells more: Twitch wrote down whose consent and which application it made "
                "this token for.",
            ),
            "application": Option(
                "Which application got it.",
                "It also tells the viewer and the scopes: a token is one viewer's consent to one "
                "application.",
            ),
            "all": Option(
                "Application, viewer and scopes.",
                "Right. A token is one viewer's consent to one application, for these scopes.",
            ),
        },
    ),
    "the_same_code_again": Guess(
        "The form of your exchange is sent again. What will Twitch say?",
        came="invalid",
        options={
            "invalid": Option(
                "That the code is invalid.",
                "Right. A used code and one that never existed get the same message.",
            ),
            "another": Option(
                "Nothing: it sends another token.",
                "Then anyone who copied the form could go on making tokens. A code works once "
                "(RFC 6749, section 4.1.2).",
            ),
            "used": Option(
                "That the code was used before.",
                "That is the cause, but Twitch doesn't name it. A used code and one that never "
                "existed get the same message.",
            ),
        },
    ),
    "half_the_headers": Guess(
        "The token is good, and `Client-Id` is left out. Which status?",
        came="401",
        options={
            "200": Option(
                "200: the token names its application.",
                "It does, and the API wants to hear it from you all the same.",
            ),
            "400": Option(
                "400: a header is missing.",
                "Twitch counts the client ID as part of the proof: without it, 401.",
            ),
            "401": Option(
                "401, as for a bad token.",
                "Right. The message tells the two apart.",
            ),
        },
    ),
}
