"""The questions of notebook 04-06."""

from __future__ import annotations

from helpers.questions.question import Question, Right, Wrong

QUESTIONS = {
    "public_client_id": Question(
        "Somebody reads your client ID in a link. What can they do with it?",
        {
            "Get tokens for your viewers' accounts": Wrong(
                "No. For that they would need a code made for a viewer, and your client "
                "secret. The ID is only a name."
            ),
            "Log in to the developer console as you": Wrong(
                "No. The console looks at your own log-in, not at the client ID."
            ),
            "Build a link that asks in your application's name": Right(
                "Yes. But the answer to it goes to your registered redirect address, not to "
                "theirs. That is why it must match."
            ),
        },
    ),
}
