"""The questions of notebook 12."""

from __future__ import annotations

from helpers.questions.question import Question, Right, Wrong

QUESTIONS = {
    "what_a_refresh_token_opens": Question(
        "Your access token is dead, and your refresh token is fine. What can you do with it?",
        {
            "Call the API with it, as it lives longer": Wrong(
                "No. The API knows access tokens only. A refresh token goes to "
                "/oauth2/token and nowhere else."
            ),
            "Get a new access token, with the client secret": Right(
                "Yes. That is the one thing it is good for, and the secret must come along."
            ),
            "Nothing: the viewer must press Authorize again": Wrong(
                "No. Sparing the viewer that is what it is for. You got a new token above "
                "without any page."
            ),
        },
    ),
    "when_to_refresh": Question(
        "When does your program refresh?",
        {
            "Before every request, to be safe": Wrong(
                "No. The token you have is good for hours. And only 50 access tokens of one "
                "refresh token live at the same time."
            ),
            "When Twitch answers 401, Invalid OAuth token": Right(
                "Yes. It works whatever ended the token: time, a new password, or the viewer."
            ),
            "At every 401": Wrong(
                "No. Without a Client-Id the answer is a 401 too, and a new token doesn't "
                "help. The try-out above catches this one."
            ),
        },
    ),
    "revoked_or_disconnected": Question(
        "A viewer writes: your program must have no access any more, at once. What is enough?",
        {
            "They log out of Twitch": Wrong(
                "No. That ends their browser's session. Your program never used it: its "
                "tokens go on."
            ),
            "You revoke the access token": Wrong(
                "No. It is a start, but whoever holds the refresh token gets the next one. "
                "You revoked one above, and got others."
            ),
            "They press Disconnect": Right(
                "Yes. It ends every token between the two of you, the refresh token "
                "included, and needs nothing from you."
            ),
        },
    ),
}
