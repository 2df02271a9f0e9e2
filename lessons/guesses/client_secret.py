"""The guesses of notebook 07."""

from __future__ import annotations

from lessons.guesses.guess import Guess, Option

GUESSES = {
    "what_the_server_keeps": Guess(
        "Practice Twitch's books list your application. What do they hold of its secret?",
        came="a fingerprint",
        options={
            "the secret": Option(
                "The secret itself.",
                "A server that keeps secrets loses them all at once when it is broken into. It "
                "keeps a hash, and the fingerprint that it computed when the secret was made.",
            ),
            "nothing": Option(
                "Nothing at all.",
                "Then it couldn't check yours. It keeps a hash, and the fingerprint that it "
                "computed when the secret was made.",
            ),
            "a fingerprint": Option(
                "A fingerprint.",
                "Right. Beside it the server keeps a hash of the secret, to check yours with.",
            ),
        },
    ),
    "two_things_wrong": Guess(
        "Secret and code are both wrong. Which one will Twitch complain about?",
        came="the secret",
        options={
            "the code": Option(
                "The code.",
                "Twitch checks who is asking before it looks at anything else.",
            ),
            "the secret": Option(
                "The secret.",
                "Right. Twitch checks who is asking before it looks at anything else.",
            ),
            "both": Option(
                "Both of them.",
                "The first check that fails ends it: who is asking.",
            ),
        },
    ),
    "the_right_secret": Guess(
        "Your own secret, and a code that doesn't exist: which status?",
        came="400",
        options={
            "403": Option(
                "403 again.",
                "403 was about who is asking, and that is settled now. The code is the next check.",
            ),
            "200": Option(
                "200: the secret was right.",
                "The secret shows who asks. It doesn't replace a viewer's consent.",
            ),
            "400": Option(
                "400.",
                "Right. Twitch knows who is asking, and refuses the code.",
            ),
        },
    ),
}
