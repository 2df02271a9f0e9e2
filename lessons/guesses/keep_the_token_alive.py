"""The guesses of notebook 12."""

from __future__ import annotations

from lessons.guesses.guess import Guess, Option

GUESSES = {
    "what_a_refresh_brings": Guess(
        "A refresh brings a new access token. Which refresh token will come with it?",
        came="same",
        options={
            "new": Option(
                "A new one, and the old one is used up.",
                "That is so for a Public application. Yours is Confidential: its secret "
                "protects the refresh token, which may be used many times.",
            ),
            "none": Option(
                "None, since you hold one already.",
                "RFC 6749, section 6 would allow that. Twitch sends one along each time, and a "
                "program keeps what comes, since it may be another.",
            ),
            "same": Option(
                "The same one that you have sent.",
                "Right, for a Confidential application. Twitch doesn't promise it, so a program "
                "keeps what comes.",
            ),
        },
    ),
    "refresh_without_the_secret": Guess(
        "A good refresh token, but no client secret. What will Twitch do?",
        came="refused",
        options={
            "a token": Option(
                "Send a new token: this one is good.",
                "For a Public application that is so. A Confidential one has to show its secret "
                "at each refresh, so that a stolen refresh token isn't enough.",
            ),
            "refused": Option(
                "Refuse it: the secret is missing.",
                "Right. A refresh token belongs to one application, which shows with its secret "
                "that it is asking.",
            ),
        },
    ),
    "the_other_access_token": Guess(
        "One access token is revoked. Will the one that you keep still work?",
        came="yes",
        options={
            "no": Option(
                "No: one consent, one end.",
                "A Disconnect ends the consent. Revoking ends a token: on Practice Twitch the one "
                "that you named.",
            ),
            "yes": Option(
                "Yes: it is another token.",
                "Right, on Practice Twitch. RFC 7009, section 2.1 lets a server end more.",
            ),
        },
    ),
    "revoked_a_second_time": Guess(
        "The same token is revoked a second time. What will Twitch answer?",
        came="400",
        options={
            "404": Option(
                "404: there is no such token.",
                "A `404` from here is about an unknown application. About the token Twitch's page "
                "has 400.",
            ),
            "200": Option(
                "200: it has ended, as wanted.",
                "So says RFC 7009, section 2.2: the token has ended either way. Twitch's page has "
                "400, and a program counts that as done.",
            ),
            "400": Option(
                "400: the token is not valid.",
                "Right. RFC 7009, section 2.2 has 200, since the token has ended either way. Count "
                "Twitch's 400 as done.",
            ),
        },
    ),
}
