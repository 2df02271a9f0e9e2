"""The guesses of notebook 18."""

from __future__ import annotations

from lessons.guesses.guess import Guess, Option

GUESSES = {
    "a_program_of_its_own": Guess(
        "The program runs for the first time. What will it do?",
        came="list",
        options={
            "consent": Option(
                "Ask for consent: it is a new program.",
                "To Twitch there are no programs, only applications and their tokens. Consent was "
                "given to the application, and the program has its token.",
            ),
            "list": Option(
                "Show who is live: it has a token.",
                "Right. Consent was given to the application, and its token works for anyone.",
            ),
        },
    ),
    "a_spoiled_access_token": Guess(
        "The access token is nonsense. What will the program do?",
        came="list",
        options={
            "error": Option(
                "Stop: Twitch answers with 401.",
                "Twitch does answer so. But the program takes that answer as a reason to refresh, "
                "and asks once more.",
            ),
            "consent": Option(
                "Send you to the consent page.",
                "For that it would need you. It has a refresh token, which brings a new access "
                "token without the viewer.",
            ),
            "list": Option(
                "Show the list, as before.",
                "Right. It had a 401, refreshed, and asked once more; you never saw it happen.",
            ),
        },
    ),
    "two_spoiled_tokens": Guess(
        "Both tokens are nonsense, the client secret is good. What will the program do?",
        came="consent",
        options={
            "list": Option(
                "Show the list: the secret is enough.",
                "The secret shows which application is asking. A viewer's token needs the viewer's "
                "consent, and that is gone with the refresh token.",
            ),
            "consent": Option(
                "Say that consent is needed again.",
                "Right. Without a refresh token there is nothing left that holds the viewer's "
                "consent.",
            ),
            "error": Option(
                "Refresh again and again, in a circle.",
                "A careless program would. This one refreshes once, and a refused refresh ends in "
                "a sentence that says what to do.",
            ),
        },
    ),
}
