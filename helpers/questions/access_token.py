"""The questions of notebook 10."""

from __future__ import annotations

from helpers.questions.question import Question, Right, Wrong

QUESTIONS = {
    "why_trade": Question(
        "Why is a code traded for a token? Twitch could put the token into the address at once.",
        {
            "Because a token is too long for an address": Wrong(
                "No. A token has about as many letters as a code."
            ),
            "Because the address bar can be seen, and the trade needs the secret": Right(
                "Yes. What went through the browser is worthless without the secret, which "
                "never went there."
            ),
            "Because the viewer must agree twice": Wrong(
                "No. The viewer agreed once. The trade happens without them."
            ),
        },
    ),
    "token_died": Question(
        "Your token works today. Tomorrow the API says 401, Invalid OAuth token. What happened?",
        {
            "The client secret was wrong": Wrong(
                "No. A secret is needed to get a token, not to use it."
            ),
            "It expired: it lives about four hours": Right(
                "Yes. The refresh token is there for this moment. How to use it is what "
                "comes after the ten steps."
            ),
            "The code was used up": Wrong(
                "No. That was so from the first minute, and the token worked."
            ),
        },
    ),
}
