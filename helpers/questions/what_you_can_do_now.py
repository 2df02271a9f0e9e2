"""The questions of notebook 17."""

from __future__ import annotations

from helpers.questions.question import Question, Right, Wrong

QUESTIONS = {
    "what_may_be_public": Question(
        "You put your program where everybody can read it. What stays at home?",
        {
            "Nothing: a token dies within hours": Wrong(
                "No. The refresh token doesn't, and the secret even less. You saw a dead "
                "token renewed by what is in .env."
            ),
            "The client ID": Wrong(
                "No. It is public: it stands in every authorize link that you make."
            ),
            ".env, and nothing else": Right(
                "Yes. Everything secret is in that one file, and .gitignore keeps it out. "
                "The rest may be read by anybody."
            ),
        },
    ),
    "a_friend_runs_it": Question(
        "A friend wants to run your bot on their own channel. What do you give them?",
        {
            "The folder with my .env": Wrong(
                "No. The tokens in it are yours: their copy would act as you, on your channel."
            ),
            "The folder without .env; they register their own application": Right(
                "Yes. Then the consent, the secret and the tokens are theirs."
            ),
            "My client secret, and they make their own tokens": Wrong(
                "No. Whoever has the secret can act as your application towards every "
                "viewer who ever trusted it."
            ),
        },
    ),
    "the_laptop_is_gone": Question(
        "Your laptop is stolen, with the program on it. What helps at once?",
        {
            "Wait: in four hours the token is dead": Wrong(
                "No. The access token is. The refresh token has no such end, and the secret "
                "that goes with it lies beside it."
            ),
            "A new secret, and Disconnect on the page of connections": Right(
                "Yes. The first makes the stolen secret worthless, the second the stolen tokens."
            ),
            "Deleting the repository": Wrong(
                "No. Nothing secret was in it. It was in .env, on the laptop."
            ),
        },
    ),
}
