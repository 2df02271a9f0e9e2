"""The guesses of notebook 08."""

from __future__ import annotations

from lessons.guesses.guess import Guess, Option

GUESSES = {
    "the_state_afterwards": Guess(
        "The answer has come, and its `state` matched. What happens to the `state` you kept?",
        came="used up",
        options={
            "kept": Option(
                "It stays, for the next answer.",
                "Then an answer that somebody copied would pass a second time. A `state` is good "
                "for one answer.",
            ),
            "used up": Option(
                "It is used up.",
                "Right. One link, one `state`, one answer.",
            ),
        },
    ),
    "a_plus_in_the_answer": Guess(
        "The answer has `scope=chat%3Aedit+chat%3Aread`. What does Python read?",
        came="a space",
        options={
            "a plus": Option(
                "One text with a plus in it.",
                "In a query, `+` means a space. Your link was written the same way.",
            ),
            "a list": Option(
                "A list with two scopes.",
                "The query knows no lists. It holds one text, and the space in it "
                "separates the scopes (RFC 6749, section 3.3).",
            ),
            "a space": Option(
                "One text with a space in it.",
                "Right. `+` is how a query writes a space, and `%3A` is a colon.",
            ),
        },
    ),
    "a_scope_that_does_not_exist": Guess(
        "The link asks for `chat:red`, which is no scope. What will Twitch do?",
        came="refused",
        options={
            "page": Option(
                "Show the page, and leave the wrong scope out.",
                "The viewer would allow less than was asked for, and nobody would notice. Twitch "
                "refuses the link instead, and names the scope.",
            ),
            "refused": Option(
                "Refuse the link without asking the viewer.",
                "Right. One wrong scope spoils the link, before anybody is asked.",
            ),
            "sent back": Option(
                "Send an error to the redirect address.",
                "RFC 6749, section 4.1.2.1 has `invalid_scope` for this. Twitch shows its message "
                "to the viewer, and your application hears nothing.",
            ),
        },
    ),
}
