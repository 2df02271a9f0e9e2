"""The questions of notebook 16."""

from __future__ import annotations

import base64
import json

from helpers import helix, oauth
from helpers.credentials import Credentials
from helpers.service import Service
from lessons.exchange import wire
from lessons.practice_side import practice_learner
from lessons.questions.question import Question, Right, Wrong


def call_the_api_with_an_id_token(twitch: Service, mine: Credentials) -> object:
    """Get an id_token for another application, and show it to the API."""
    spare = practice_learner.spare_tokens(twitch, "openid")
    reply = helix.get_users(twitch, spare["client_id"], spare["id_token"])
    assert reply.status_code == 401
    return wire.show(reply)


def read_an_id_token_without_a_key(twitch: Service, mine: Credentials) -> object:
    """Read what stands in the middle of an id_token, with no key at all."""
    spare = practice_learner.spare_tokens(twitch, "openid")
    middle = spare["id_token"].split(".")[1]
    claims = json.loads(base64.urlsafe_b64decode(middle + "=" * (-len(middle) % 4)))
    assert claims["sub"] == oauth.validate(twitch, spare["access_token"]).json()["user_id"]
    return f"Read without a key: the user {claims['sub']}, for {claims['iss']}."


QUESTIONS = {
    "what_an_id_token_is_for": Question(
        "Your website got an id_token and an access token. What is the id_token for?",
        {
            "For calling the API, because it says who I am": Wrong(
                "No. The API refused it with 401 in “Break it again: show the note to the "
                "API”. The API takes the access token.",
                call_the_api_with_an_id_token,
            ),
            "For my website, which checks it and then knows who came in": Right(
                "Yes. It is addressed to your application (aud), and only a note that "
                "passed every check may log somebody in."
            ),
            "For hiding the user's name on its way": Wrong(
                "No. You read it without any key in “Take it apart”. A signature shows who "
                "wrote a note; it doesn't hide what stands in it.",
                read_an_id_token_without_a_key,
            ),
        },
    ),
}
