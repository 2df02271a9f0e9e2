"""The guesses of notebook 01-03."""

from __future__ import annotations

from lessons.guesses.guess import Guess, Option

GUESSES = {
    "the_console_without_a_browser": Guess(
        "You are logged in. What does this notebook get from the console's address?",
        came="302",
        options={
            "200": Option(
                "The page with your applications.",
                "Your browser is logged in, not your computer. The notebook is sent to the login "
                "page.",
            ),
            "302": Option(
                "A redirect to the login page.",
                "Right. The login belongs to your browser, and the notebook isn't your browser.",
            ),
            "403": Option(
                "A 403: programs may not come in.",
                "The server doesn't know that a program asks. It sees a request without a login, "
                "and sends it to the login page.",
            ),
        },
    ),
    "a_made_up_cookie": Guess(
        "The notebook sends a cookie with an invented value. What now?",
        came="302",
        options={
            "200": Option(
                "The console opens: a cookie is there.",
                "The server knows the values that it gave out. One that it doesn't know opens "
                "nothing.",
            ),
            "400": Option(
                "A 400: the cookie's value is malformed.",
                "It is only a value that the server doesn't know, which is as good as no cookie.",
            ),
            "302": Option(
                "The login page again.",
                "Right. The server looks the value up and finds nobody.",
            ),
        },
    ),
    "without_two_factor": Guess(
        "`new_sparrow` has no two-factor authentication. Where is it stopped?",
        came="the form",
        options={
            "the login": Option(
                "At the login.",
                "Viewers may log in without it. It is needed to register applications.",
            ),
            "the console": Option(
                "At the console's first page.",
                "The console opens. Two-factor authentication is needed one step later.",
            ),
            "the form": Option(
                "At the form for a new application.",
                "Right. You may look around, but not register.",
            ),
        },
    ),
}
