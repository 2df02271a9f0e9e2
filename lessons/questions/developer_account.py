"""The questions of notebook 01-03."""

from __future__ import annotations

from helpers.credentials import Credentials
from helpers.plain_errors import PlainError
from helpers.sending import send
from helpers.service import Service
from lessons.practice_side import practice_learner
from lessons.practice_side.practice_learner import PracticeLearner
from lessons.questions.question import Question, Right, Wrong
from lessons.questions.start_here import ask_for_a_token_with_a_password


def open_the_console_beside_a_login(twitch: Service, mine: Credentials) -> str:
    """night_owl logged in on this computer, and then a program opened the console."""
    PracticeLearner(twitch, "night_owl").become_developer()
    reply = send("GET", twitch.apps_url)
    assert "/login" in reply.headers.get("Location", "")
    return f"The program was sent on to the login page, with status {reply.status_code}."


def look_where_a_program_is_sent(twitch: Service, mine: Credentials) -> str:
    """A program opened the console, and didn't follow where it was sent."""
    reply = send("GET", twitch.apps_url)
    where = reply.headers.get("Location", "")
    assert "/login" in where and "/authorize" not in where
    return "The address in Location is that of the login page, and asks for no consent."


def open_the_page_of_somebody_else(twitch: Service, mine: Credentials) -> str:
    """night_owl and new_sparrow opened the same page, of an application of night_owl's."""
    client_id, _ = practice_learner.another_application(twitch)
    path = f"/console/apps/{client_id}"
    owner = PracticeLearner(twitch, "night_owl").read_heading(path)
    other = PracticeLearner(twitch, "new_sparrow").read_heading(path)
    assert owner != other
    return f"night_owl reads “{owner}”, and new_sparrow “{other}”."


def open_the_page_while_its_owner_is_in(twitch: Service, mine: Credentials) -> str:
    """night_owl logged in and opened the page; then it was opened without a cookie."""
    client_id, _ = practice_learner.another_application(twitch)
    PracticeLearner(twitch, "night_owl").read_heading(f"/console/apps/{client_id}")
    reply = send("GET", f"{twitch.apps_url}/{client_id}")
    assert "/login" in reply.headers.get("Location", "")
    return f"The second visitor was sent to the login page, with status {reply.status_code}."


def ask_the_api_with_a_cookie(twitch: Service, mine: Credentials) -> str:
    """night_owl's browser, which is logged in, opened an address of the API."""
    browser, said = PracticeLearner(twitch, "night_owl"), ""
    browser.become_developer()
    try:
        browser.read_heading("/helix/users")
    except PlainError as refusal:
        said = str(refusal)
    assert "Unauthorized" in said
    return "The API answered 401 Unauthorized, since it reads tokens and no cookies."


QUESTIONS = {
    "who_is_logged_in": Question(
        "Your browser is logged in to the console. A script on the same computer opens the "
        "console's address. What does it get?",
        {
            "list": Wrong(
                "The page with your applications",
                "The login is a cookie in your browser, and the script has none. (A malicious "
                "program could steal it from the browser's files; none gets it by itself.)",
                open_the_console_beside_a_login,
            ),
            "login": Right(
                "A redirect to the login page",
                "Without the cookie, Twitch doesn't know who is asking. An application needs "
                "something of its own to show: a token.",
            ),
            "consent": Wrong(
                "A page that asks for consent",
                "Consent is asked for by an application, with a link of its own. The console asks "
                "who you are.",
                look_where_a_program_is_sent,
            ),
        },
    ),
    "console_address": Question(
        "You are logged in, and a friend sends you the address of their application in the "
        "console. What do you see there?",
        {
            "address": Wrong(
                "Their page, as the address names it",
                "An address says which page is wanted. The cookie says who wants it.",
                open_the_page_of_somebody_else,
            ),
            "login": Wrong(
                "Their page, while they are logged in",
                "Their login is in their browser, and does nothing for your request.",
                open_the_page_while_its_owner_is_in,
            ),
            "cookie": Right(
                "A refusal, as my cookie isn't theirs",
                "An address of the console opens nothing by itself, so it is no secret.",
            ),
        },
        transfer=True,
    ),
    "while_you_sleep": Question(
        "Your program should read your chat at night, with your browser closed. What does it need?",
        {
            "token": Right(
                "A token for which you agreed before",
                "You agree once, in the browser. The token is the program's own way in from then "
                "on, for reading chat alone.",
            ),
            "cookie": Wrong(
                "A copied cookie of your login",
                "The API takes no cookies. And a copied login would let the program do everything "
                "that you can do.",
                ask_the_api_with_a_cookie,
            ),
            "password": Wrong(
                "A login by itself, with your password",
                "Twitch offers no way to do that, and two-factor authentication would stop it.",
                ask_for_a_token_with_a_password,
            ),
        },
        transfer=True,
    ),
}
