"""The guesses of notebook 00."""

from __future__ import annotations

from lessons.guesses.guess import Guess, Option

GUESSES = {
    "a_made_up_token": Guess(
        "What will Twitch answer to a made-up token?",
        came="401",
        options={
            "200": Option(
                "200, with the word “invalid”.",
                "A 200 would mean that the request succeeded. Here the status says no.",
            ),
            "401": Option(
                "401, with a reason in words.",
                "Right. The status says that you were refused, the message says why.",
            ),
            "404": Option(
                "404: no such token.",
                "404 is about the address, and this address exists. A token that isn't accepted "
                "gets 401.",
            ),
        },
    ),
    "two_fingerprints": Guess(
        "Two secrets differ in one letter. How will their fingerprints differ?",
        came="altogether",
        options={
            "altogether": Option(
                "Altogether, as if the secrets were unrelated.",
                "Right. Different fingerprints mean different values, and say nothing more.",
            ),
            "one place": Option(
                "In one character, as the secrets do.",
                "Then a secret could be found letter by letter. A fingerprint comes from "
                "a hash, in which one letter changes everything.",
            ),
            "not at all": Option(
                "Not at all: four characters are too few.",
                "Two values can share a fingerprint: among 100 values, the chance is about 7 %. It "
                "has nothing to do with how alike they are.",
            ),
        },
    ),
    "no_header": Guess(
        "Without the header, what changes in the answer?",
        came="message",
        options={
            "nothing": Option(
                "Nothing: no token is as bad as a wrong one.",
                "The status is the same. The message is different, and it tells you what to fix.",
            ),
            "status": Option(
                "The status: an incomplete request is a 400.",
                "Twitch answers both with 401. Only the message tells them apart.",
            ),
            "message": Option(
                "The message; the status stays.",
                "Right. The status gives the category, the message gives the cause.",
            ),
        },
    ),
}
