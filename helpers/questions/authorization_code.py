"""The questions of notebook 08."""

from __future__ import annotations

from helpers import oauth, practice_learner, wire
from helpers.credentials import Credentials
from helpers.questions.question import Question, Right, Wrong
from helpers.service import Service


def call_the_api_with_a_code(twitch: Service, mine: Credentials) -> object:
    """Put a fresh code where the API wants a token."""
    code = practice_learner.another_code(twitch)
    reply = oauth.validate(twitch, code)
    assert reply.status_code == 401
    return wire.show(reply)


QUESTIONS = {
    "what_a_code_is_for": Question(
        "You hold a code now. What can you do with it?",
        {
            "Call the API: the code is the token": Wrong(
                "No. The code is only a voucher. It went through the address bar, where "
                "others may have seen it, so alone it is worth nothing.",
                call_the_api_with_a_code,
            ),
            "Trade it once for a token, together with the client secret": Right(
                "Yes. The code shows the viewer's consent, the secret shows that it is your "
                "application."
            ),
            "Keep it and use it again next week": Wrong(
                "No. It lives for minutes and works once (RFC 6749, section 4.1.2)."
            ),
        },
    ),
    "what_state_does": Question(
        "What does state do?",
        {
            "It encrypts the answer": Wrong(
                "No. It is a plain random value, and everybody who sees the address can read it."
            ),
            "It tells Twitch who you are": Wrong(
                "No. Twitch doesn't look at it. It is sent back unchanged, that is all."
            ),
            "It shows that the answer belongs to your question": Right(
                "Yes. Only your program knows which value it sent, so only your program can "
                "compare."
            ),
        },
    ),
}
