"""The questions of notebook 01-03."""

from __future__ import annotations

from helpers.credentials import Credentials
from helpers.sending import send
from helpers.service import Service
from lessons.exchange import wire
from lessons.practice_side import practice_learner
from lessons.practice_side.practice_learner import PracticeLearner
from lessons.questions.question import Question, Right, Wrong


def open_the_console_from_another_program(twitch: Service, mine: Credentials) -> object:
    """Let night_owl log in on this computer, then open the console from here."""
    PracticeLearner(twitch, "night_owl").become_developer()
    reply = send("GET", twitch.apps_url)
    assert "/login" in reply.headers.get("Location", "")
    return wire.show(reply)


def ask_who_you_are(twitch: Service, mine: Credentials) -> object:
    """Let this notebook ask the API who you are."""
    reply = send("GET", f"{twitch.api_url}/helix/users")
    assert reply.status_code == 401
    return wire.show(reply)


def open_the_page_of_somebody_else(twitch: Service, mine: Credentials) -> object:
    """Let new_sparrow open the page of an application of night_owl's."""
    client_id, _ = practice_learner.another_application(twitch)
    path = f"/console/apps/{client_id}"
    owner = PracticeLearner(twitch, "night_owl").read_heading(path)
    other = PracticeLearner(twitch, "new_sparrow").read_heading(path)
    assert owner != other
    return f"At the same address, night_owl reads “{owner}”, and new_sparrow “{other}”."


def open_the_page_while_its_owner_is_in(twitch: Service, mine: Credentials) -> object:
    """Let night_owl log in and open a page of their own; then open it from here."""
    client_id, _ = practice_learner.another_application(twitch)
    reply = send("GET", f"{twitch.apps_url}/{client_id}")
    assert "/login" in reply.headers.get("Location", "")
    return wire.show(reply)


def enter_the_console_without_it(twitch: Service, mine: Credentials) -> object:
    """Let new_sparrow log in and open the list of applications."""
    heading = PracticeLearner(twitch, "new_sparrow").read_heading("/console/apps")
    assert heading == "Developer applications"
    return f"new_sparrow is in, and reads: {heading}"


def register_without_it(twitch: Service, mine: Credentials) -> object:
    """Let two accounts open the form for a new application; new_sparrow is the one without."""
    form = "/console/apps/create"
    owl = PracticeLearner(twitch, "night_owl").read_heading(form)
    sparrow = PracticeLearner(twitch, "new_sparrow").read_heading(form)
    assert owl != sparrow
    return f"night_owl reads “{owl}”, and new_sparrow “{sparrow}”."


QUESTIONS = {
    "who_is_logged_in": Question(
        "You are logged in to the console. Who can now call Twitch in your name?",
        {
            "Every program on this computer": Wrong(
                "No. A login lives in a cookie, and the cookie lives in your browser. You "
                "saw that this notebook was sent to the login page.",
                open_the_console_from_another_program,
            ),
            "Your browser, and nothing else": Right(
                "Yes. A program needs your consent and a token of its own. Getting both is "
                "what the next notebooks do."
            ),
            "This notebook, because you opened the links from it": Wrong(
                "No. A link only carries an address. Twitch knows nothing of the page on "
                "which you found it.",
                ask_who_you_are,
            ),
        },
    ),
    "console_address": Question(
        "A friend sends you the address of a page of theirs in the console. What do you see there?",
        {
            "Their application: the address leads to it": Wrong(
                "No. An address says which page is wanted. Who is asking stands in the cookie, "
                "and yours is not theirs.",
                open_the_page_of_somebody_else,
            ),
            "Their application, as long as they are logged in": Wrong(
                "No. Their login is in their browser. It does nothing for a request of yours.",
                open_the_page_while_its_owner_is_in,
            ),
            "A login page, and after it only what is mine": Right(
                "Yes. So an address of the console is no secret. It opens nothing by itself."
            ),
        },
    ),
    "two_factor": Question(
        "An account has no two-factor authentication. What is closed to it?",
        {
            "The whole console": Wrong(
                "No. new_sparrow logged in and looked around. Only the form was shut.",
                enter_the_console_without_it,
            ),
            "Registering an application": Right(
                "Yes. Twitch wants it on before you press Register. From then on you can ask "
                "other people for their consent."
            ),
            "Nothing: it is only advised": Wrong(
                "No. The form for a new application stays shut until it is on.",
                register_without_it,
            ),
        },
    ),
}
