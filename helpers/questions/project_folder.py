"""The questions of notebook 09."""

from __future__ import annotations

from helpers.questions.question import Question, Right, Wrong

QUESTIONS = {
    "what_to_leave_out": Question(
        "You want to show your project to the world. What do you leave out?",
        {
            "Nothing, as long as the client ID is left out": Wrong(
                "No. The client ID is public. What must stay with you is the client secret, "
                "and the tokens."
            ),
            ".env, because it holds the secret": Right(
                "Yes. And .gitignore sees to it, so that you need not think of it each time."
            ),
            "requirements.txt, because versions change": Wrong(
                "No. Without it nobody can run your program."
            ),
        },
    ),
}
