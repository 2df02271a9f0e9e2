"""The guesses of notebook 08."""

from __future__ import annotations

from lessons.guesses.guess import Guess, Option

GUESSES = {
    "a_scope_that_does_not_exist": Guess(
        "The link asks for `chat:red`, which is no scope. What will Twitch do?",
        came="refused",
        options={
            "page": Option(
                "Show the page, and leave the wrong scope out.",
                "The viewer would then allow less than the application asked for, without anybody "
                "noticing. Twitch refuses the whole link instead, and names the scope.",
            ),
            "refused": Option(
                "Refuse the link without asking the viewer.",
                "Right. One wrong scope spoils the whole link, before anybody is asked.",
            ),
            "sent back": Option(
                "Send an `error` to the redirect address.",
                "RFC 6749, section 4.1.2.1 has an error for this, `invalid_scope`. Twitch answers "
                "with a status and a message of its own, and sends nothing to the application.",
            ),
        },
    ),
}
