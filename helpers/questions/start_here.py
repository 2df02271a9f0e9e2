"""The questions of notebook 00."""

from __future__ import annotations

from helpers.questions.question import Question, Right, Wrong

QUESTIONS = {
    "what_to_give": Question(
        "A friend's program wants to read your chat. What do you give it, with OAuth?",
        {
            "My password, but only once": Wrong(
                "No. Avoiding that is what OAuth was made for (RFC 6749, section 1): a "
                "password opens everything, and you can't take it back."
            ),
            "My consent, on a page of Twitch's": Right(
                "Yes. You say yes to a list of scopes, and the program gets a token for "
                "those and for nothing else."
            ),
            "My access token, by e-mail": Wrong(
                "No. A token works for whoever holds it (RFC 6750, section 1.2), so it "
                "never travels by e-mail."
            ),
        },
    ),
}
