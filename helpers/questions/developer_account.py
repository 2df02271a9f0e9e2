"""The questions of notebook 01-03."""

from __future__ import annotations

from helpers.questions.question import Question, Right, Wrong

QUESTIONS = {
    "who_is_logged_in": Question(
        "You are logged in to the console. Who can now call Twitch in your name?",
        {
            "Every program on this computer": Wrong(
                "No. A log-in lives in a cookie, and the cookie lives in your browser. You "
                "saw that this notebook was sent to the log-in page."
            ),
            "Your browser, and nothing else": Right(
                "Yes. A program needs your consent and a token of its own. Getting both is "
                "what the next notebooks do."
            ),
            "This notebook, because you opened the links from it": Wrong(
                "No. A link only carries an address. The notebook was sent to the log-in "
                "page when it tried."
            ),
        },
    ),
}
