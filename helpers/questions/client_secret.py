"""The questions of notebook 07."""

from __future__ import annotations

from helpers.questions.question import Question, Right, Wrong

QUESTIONS = {
    "published_secret": Question(
        "You find your client secret in a commit that you pushed yesterday. What now?",
        {
            "Delete the file and commit again": Wrong(
                "No. The old commit still holds it, and so does every copy that was made of it."
            ),
            "Make a new secret, then clean up": Right(
                "Yes. The old one dies at once, so it no longer matters who has read it. "
                "Everything else can follow in peace."
            ),
            "Nothing: the client ID is what matters": Wrong(
                "No. It is the other way round. The ID is public, and the secret is the proof."
            ),
        },
    ),
}
