"""The questions of notebook 04-06."""

from __future__ import annotations

from helpers import credentials, oauth
from helpers.credentials import Credentials
from helpers.sending import message, send
from helpers.service import Service
from lessons.exchange import wire
from lessons.practice_side.practice_learner import PracticeLearner
from lessons.questions.question import Question, Right, Wrong


def get_a_token_with_the_id_alone(twitch: Service, mine: Credentials) -> object:
    """Ask for a token with the client ID, and leave the secret empty."""
    mine = credentials.need(twitch, "client_id")
    reply = oauth.app_token(twitch, mine.client_id, "")
    assert reply.status_code == 400
    return wire.show(reply)


def call_the_api_with_the_id_alone(twitch: Service, mine: Credentials) -> object:
    """Ask the API about yourself, with the client ID and nothing else."""
    mine = credentials.need(twitch, "client_id")
    address = f"{twitch.api_url}/helix/users"
    reply = send("GET", address, headers={"Client-Id": mine.client_id})
    assert reply.status_code == 401
    return wire.show(reply)


def add_a_slash(twitch: Service, mine: Credentials) -> object:
    """Let night_owl open a link whose redirect address ends with one slash more."""
    mine = credentials.need(twitch, "client_id", "redirect_uri")
    other = mine.redirect_uri + "/"
    link = oauth.authorize_url(twitch, mine.client_id, other, ["chat:read"], "any-state")
    back = PracticeLearner(twitch, "night_owl").authorize(link)
    assert "error=redirect_mismatch" in back
    return f"The browser is sent to\n{back}"


def name_another_page(twitch: Service, mine: Credentials) -> object:
    """Let night_owl open a link that wants the answer on another page of the same site."""
    mine = credentials.need(twitch, "client_id", "redirect_uri")
    other = mine.redirect_uri.rstrip("/") + "/another/page"
    link = oauth.authorize_url(twitch, mine.client_id, other, ["chat:read"], "any-state")
    back = PracticeLearner(twitch, "night_owl").authorize(link)
    assert "error=redirect_mismatch" in back
    return f"The browser is sent to\n{back}"


def trade_a_code_of_a_public_one(twitch: Service, mine: Credentials) -> object:
    """Register a Public application for night_owl, and let it try to trade a code."""
    owl, back = PracticeLearner(twitch, "night_owl"), "http://localhost"
    client_id = owl.application("Owl Pages", back, "public")
    reply = oauth.exchange(twitch, client_id, "no-secret", "any-code", back)
    assert message(reply) == "Invalid client credentials"
    return wire.show(reply)


def open_the_page_of_a_public_one(twitch: Service, mine: Credentials) -> object:
    """Register a Public application for night_owl, and let new_sparrow open its page."""
    owl = PracticeLearner(twitch, "night_owl")
    client_id = owl.application("Owl Pages", "http://localhost", "public")
    path = f"/console/apps/{client_id}"
    heading = PracticeLearner(twitch, "new_sparrow").read_heading(path)
    assert heading != owl.read_heading(path)
    return f"The page of night_owl's Public application says to new_sparrow: {heading}"


QUESTIONS = {
    "public_client_id": Question(
        "Somebody reads your client ID in a link. What can they do with it?",
        {
            "Get tokens with it": Wrong(
                "No. For that they would need your client secret, too. The ID is only a name.",
                get_a_token_with_the_id_alone,
            ),
            "Call the API in your application's name": Wrong(
                "No. The API wants to see an access token, and the ID isn't one.",
                call_the_api_with_the_id_alone,
            ),
            "Build a link that asks in your application's name": Right(
                "Yes. But the answer to it goes to your registered redirect address, not to "
                "theirs. That is why it must match."
            ),
        },
    ),
    "registered_address": Question(
        "One redirect address is registered. Which address may stand in your link?",
        {
            "The same with a slash at its end: that makes no difference": Wrong(
                "No. To a browser it hardly makes one. Twitch compares character by "
                "character, and a slash is a character.",
                add_a_slash,
            ),
            "Any page of the same site": Wrong(
                "No. If any page would do, a careless page of your site could hand the answer "
                "on to somebody else (RFC 9700, section 4.1).",
                name_another_page,
            ),
            "The registered one, character by character": Right(
                "Yes. Copy it from one place to the other, and the most frequent mistake of "
                "all can't happen to you."
            ),
        },
    ),
    "client_type": Question(
        "The form asks for the Client Type. What if you choose Public?",
        {
            "Nothing is different: it is only a label": Wrong(
                "No. A Public application has no secret and can't prove who it is. So the "
                "trade of notebook 10 is closed to it.",
                trade_a_code_of_a_public_one,
            ),
            "Everybody can see the application in the console": Wrong(
                "No. The word is about the secret: a Public application can't keep one "
                "(RFC 6749, section 2.1).",
                open_the_page_of_a_public_one,
            ),
            "It gets no client secret, and can't trade a code": Right(
                "Yes. That type is for programs that can't keep a secret, such as one on other "
                "people's telephones."
            ),
        },
    ),
}
