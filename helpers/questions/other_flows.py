"""The questions of notebook 15."""

from __future__ import annotations

from helpers.questions.question import Question, Right, Wrong

QUESTIONS = {
    "what_an_id_token_is_for": Question(
        "Your website got an id_token and an access token. What is the id_token for?",
        {
            "For calling the API, because it says who I am": Wrong(
                "No. The API refused it with 401 in “Break it again: show the note to the "
                "API”. The API takes the access token."
            ),
            "For my website, which checks it and then knows who came in": Right(
                "Yes. It is addressed to your application (aud), and only a note that "
                "passed every check may log somebody in."
            ),
            "For hiding the user's name on its way": Wrong(
                "No. You read it without any key in “Take it apart”. A signature shows who "
                "wrote a note; it doesn't hide what stands in it."
            ),
        },
    ),
    "whose_app_token": Question(
        "Your program got a token by client credentials. For whom does it act?",
        {
            "For me, because I registered the application": Wrong(
                "No. In “Break it: ask an app token who you are” Twitch found no user in "
                "it, not even you."
            ),
            "For every viewer who ever consented": Wrong(
                "No. A consent lives in the token that came of it. Validating this one "
                "showed neither a login nor scopes."
            ),
            "For the application itself, and for no user": Right(
                "Yes. That is enough for what is public, and for nothing that a viewer "
                "would have to allow."
            ),
        },
    ),
    "which_code_is_typed": Question(
        "In the device code flow, which code does the viewer type?",
        {
            "The device code": Wrong(
                "No. It never leaves the device: in “See it: what the television asked for” "
                "it was masked, because whoever holds it gets the token."
            ),
            "The user code": Right(
                "Yes. It is short and made to be shown. The device polls with the other "
                "one, which nobody sees."
            ),
            "Either, they are the same": Wrong(
                "No. In “Break it: poll with the code that was typed” Twitch refused the "
                "user code in the place of the device code."
            ),
        },
    ),
    "why_not_implicit": Question(
        "A page uses the implicit flow and compares the state. Is that good enough?",
        {
            "Yes, the state protects the token": Wrong(
                "No. The state matched, and the token stood in the address bar all the "
                "same. It ties an answer to a question and hides nothing (“No secret: the "
                "implicit flow, and why not”)."
            ),
            "Yes, what stands behind # is encrypted": Wrong(
                "No. You read it in the address bar and in the panel's table. It is only "
                "not sent on to a web server."
            ),
            "No, the token itself went through the address": Right(
                "Yes. It stays in the history, and whoever reads it there can use it. A "
                "code in the same place is worthless without the secret (RFC 9700, section "
                "2.1.2)."
            ),
        },
    ),
}
