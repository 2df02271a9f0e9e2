"""The guesses of notebook 16."""

from __future__ import annotations

from lessons.guesses.guess import Guess, Option

GUESSES = {
    "read_without_a_key": Guess(
        "Without any key, what of the id_token can you read?",
        came="header and claims",
        options={
            "neither": Option(
                "Neither of them: it is encrypted.",
                "It looks like it. But base64url is a way of writing, which anyone can undo, and "
                "an id_token is signed, not encrypted.",
            ),
            "header": Option(
                "The header, which names the key.",
                "The claims are written in the same way as the header. An id_token is signed, not "
                "encrypted.",
            ),
            "header and claims": Option(
                "The header and the claims.",
                "Right. An id_token is signed, not encrypted: anyone who has it can read it.",
            ),
        },
    ),
    "another_user_in_the_claims": Guess(
        "Which check will notice the other user?",
        came="signature",
        options={
            "nonce": Option(
                "The check of the nonce.",
                "The nonce was kept as it was, so it fits. What was changed is a claim, and the "
                "signature is over all claims.",
            ),
            "signature": Option(
                "The check of the signature.",
                "Right. It is over the header and all claims, so a change of one makes it wrong.",
            ),
            "audience": Option(
                "The check of the audience.",
                "The audience is the application, and that wasn't changed. The signature protects "
                "`sub`.",
            ),
            "Hello": Option(
                "None: sub isn't checked.",
                "No check looks at `sub` itself, since anybody may log in. But the signature is "
                "over it, too.",
            ),
        },
    ),
    "an_id_token_for_the_api": Guess(
        "An id_token where an access token belongs. Which status will the API send?",
        came="401",
        options={
            "200": Option(
                "200: it shows who you are.",
                "It shows that to your application, its audience. To the API it is a string that "
                "is no access token.",
            ),
            "403": Option(
                "403: a scope is missing.",
                "For that the API would have to take it for a token and look at its scopes. It "
                "doesn't know it at all.",
            ),
            "401": Option(
                "401: it is no such token.",
                "Right. The id_token is for your application; the API knows access tokens.",
            ),
        },
    ),
}
