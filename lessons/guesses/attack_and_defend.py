"""The guesses of notebook 14."""

from __future__ import annotations

from lessons.guesses.guess import Guess, Option

GUESSES = {
    "an_address_with_an_at": Guess(
        "The browser is sent to `http://diary.lab@magpie.lab/`. Whose site gets the code?",
        came="magpie",
        options={
            "magpie": Option(
                "Magpie's: it comes last.",
                "Right. What is before the `@` is a user name; the host is what comes after it.",
            ),
            "diary": Option(
                "Diary's: it comes first.",
                "It looks so, and Harbor fell for it as well. What is before the `@` is a user "
                "name; the host is what comes after it.",
            ),
            "nobody": Option(
                "Nobody's: it has an @ in it.",
                "An `@` is allowed there: a user name may come before the host. The browser passes "
                "over it and goes to the host.",
            ),
        },
    ),
    "otters_code_in_magpies_login": Guess(
        "Magpie's browser brings Otter's code. As whom will Diary log this browser in?",
        came="Otter",
        options={
            "Magpie": Option(
                "As Magpie: the state is Magpie's.",
                "The state shows that the answer came to the browser that asked. It doesn't show "
                "whose code is in it, and Diary goes by the token that this code brings.",
            ),
            "neither": Option(
                "As nobody: PKCE was used.",
                "PKCE was sent, but not compared. Two values that nobody compares protect nobody.",
            ),
            "Otter": Option(
                "As Otter: the code is Otter's.",
                "Right. Diary goes by the token, and the token is Otter's.",
            ),
        },
    ),
    "two_servers_one_address": Guess(
        "Diary asked Storm, and Harbor's answer comes. Where will Diary bring the code?",
        came="storm",
        options={
            "harbor": Option(
                "To Harbor, which made it.",
                "Diary can't tell by looking at a code who made it. It remembers whom it asked, "
                "and both servers answer at the same address.",
            ),
            "storm": Option(
                "To Storm, which was asked.",
                "Right. Both answer at the same address, and Diary remembers whom it asked.",
            ),
            "neither": Option(
                "Nowhere: it notices the mistake.",
                "To notice it, Diary would have to compare who was asked with who answered. That "
                "is the check that is missing.",
            ),
        },
    ),
    "a_secret_taken_out_again": Guess(
        "Magpie has a copy of the repository. Can Magpie get a token as Diary?",
        came="yes",
        options={
            "no": Option(
                "No: app.py is clean by now.",
                "The newest one is. The one before is in the repository as well, and a copy has "
                "them all.",
            ),
            "yes": Option(
                "Yes: it was committed once.",
                "Right. A copy of a repository has all its versions, and the secret still works.",
            ),
        },
    ),
}
