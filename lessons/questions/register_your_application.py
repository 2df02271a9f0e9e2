"""The questions of notebook 04-06."""

from __future__ import annotations

from helpers import helix, oauth
from helpers.credentials import Credentials
from helpers.service import Service
from lessons.practice_side.practice_learner import PracticeLearner
from lessons.questions import night_owl
from lessons.questions.question import Question, Right, Wrong, answered


def get_a_token_with_the_id_alone(twitch: Service, mine: Credentials) -> str:
    """A stranger who knows a client ID asked for a token, and left the secret empty."""
    client_id, _ = night_owl.keys(twitch)
    reply = oauth.app_token(twitch, client_id, "")
    assert reply.status_code == 400
    return answered(reply)


def call_the_api_with_the_id_alone(twitch: Service, mine: Credentials) -> str:
    """A stranger who knows a client ID called the API with it."""
    client_id, _ = night_owl.keys(twitch)
    reply = helix.get_users(twitch, client_id, "")
    assert reply.status_code == 401
    return answered(reply)


def registered_at_port_3000(twitch: Service) -> str:
    owl = PracticeLearner(twitch, "night_owl")
    return owl.application("Owl Lamp", "http://localhost:3000/in", "confidential")


def add_a_slash(twitch: Service, mine: Credentials) -> str:
    """night_owl opened a link with one slash more in its redirect address."""
    address = "http://localhost:3000/in/"
    back = night_owl.sent_back(twitch, registered_at_port_3000(twitch), redirect_uri=address)
    assert "error=redirect_mismatch" in back
    return "The answer was `redirect_mismatch`."


def write_the_number(twitch: Service, mine: Credentials) -> str:
    """night_owl opened a link with 127.0.0.1 in place of localhost."""
    address = "http://127.0.0.1:3000/in"
    back = night_owl.sent_back(twitch, registered_at_port_3000(twitch), redirect_uri=address)
    assert "error=redirect_mismatch" in back
    return "The answer was `redirect_mismatch`."


def exchange_under_two_names(twitch: Service, mine: Credentials) -> str:
    """Two applications with different names exchanged a code each."""
    owl, done = PracticeLearner(twitch, "night_owl"), []
    for name in ("Owl Notes", "Owl Candle"):
        client_id = owl.application(name, night_owl.REDIRECT_URI, "confidential")
        secret, code = owl.new_secret(client_id), night_owl.code(twitch, client_id, "chat:read")
        reply = oauth.exchange(twitch, client_id, secret, code, night_owl.REDIRECT_URI)
        done.append(reply.status_code)
    assert done == [200, 200]
    return "Twitch answered 200 to both."


def look_for_the_category_in_an_exchange(twitch: Service, mine: Credentials) -> str:
    """An application of the category Other exchanged a code."""
    client_id, secret = night_owl.keys(twitch)
    code = night_owl.code(twitch, client_id, "chat:read")
    reply = oauth.exchange(twitch, client_id, secret, code, night_owl.REDIRECT_URI)
    assert reply.status_code == 200 and "category" not in str(reply.request.body)
    return "Twitch answered 200, and the category was not even sent."


QUESTIONS = {
    "public_client_id": Question(
        "Somebody reads your client ID in a link. What can they do with it?",
        {
            "tokens": Wrong(
                "Get an app token for your application",
                "For that they need your client secret as well. The ID is a name and proves "
                "nothing.",
                get_a_token_with_the_id_alone,
            ),
            "api": Wrong(
                "Call the API in your application's name",
                "The API wants an access token, and the ID isn't one.",
                call_the_api_with_the_id_alone,
            ),
            "link": Right(
                "Write a link in your application's name",
                "The answer to it goes to your registered redirect address, and not to theirs. "
                "That is why addresses are compared.",
            ),
        },
    ),
    "matching_address": Question(
        "`http://localhost:3000/in` is registered. Which `redirect_uri` in a link does Twitch "
        "accept?",
        {
            "same": Right(
                "`http%3A%2F%2Flocalhost%3A3000%2Fin`",
                "Twitch decodes `%3A` and `%2F` first, and then compares character by character.",
            ),
            "slash": Wrong(
                "`http%3A%2F%2Flocalhost%3A3000%2Fin%2F`",
                "`%2F` is a slash, so this one has a slash too many at its end.",
                add_a_slash,
            ),
            "number": Wrong(
                "`http%3A%2F%2F127.0.0.1%3A3000%2Fin`",
                "Both lead to your computer, but Twitch compares characters and not where they "
                "lead.",
                write_the_number,
            ),
        },
        transfer=True,
    ),
    "what_the_exchange_needs": Question(
        "Which two lines of the form decide whether a code will come, and can be exchanged?",
        {
            "name": Wrong(
                "The Name that you typed",
                "It must be unique, and viewers read it. Nothing else depends on it.",
                exchange_under_two_names,
            ),
            "type": Right(
                "The Client Type you chose",
                "A Public application has no secret, and Twitch refuses its exchange.",
            ),
            "category": Wrong(
                "The Category you chose",
                "It must be chosen, and no request ever mentions it.",
                look_for_the_category_in_an_exchange,
            ),
            "address": Right(
                "The redirect URLs you added",
                "With another redirect address in the link, an error comes in place of a code.",
            ),
        },
    ),
}
