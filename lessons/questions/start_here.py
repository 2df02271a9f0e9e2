"""The questions of notebook 00."""

from __future__ import annotations

from helpers import oauth
from helpers.credentials import Credentials
from helpers.private_folder import mask
from helpers.sending import message, send
from helpers.service import Service
from lessons.exchange import wire
from lessons.practice_side import practice_learner
from lessons.questions.question import Question, Right, Wrong


def ask_for_a_token_with_a_password(twitch: Service, mine: Credentials) -> object:
    """Let a program of night_owl's send a name and a password, and ask for a token."""
    client_id, client_secret = practice_learner.another_application(twitch)
    program = {"client_id": client_id, "client_secret": client_secret}
    viewer = {"grant_type": "password", "username": "night_owl", "password": "any-password"}
    reply = send("POST", f"{twitch.id_url}/oauth2/token", data=program | viewer)
    assert message(reply) == "unsupported grant type"
    return wire.show(reply)


def use_a_token_that_a_stranger_found(twitch: Service, mine: Credentials) -> object:
    """Get a token for a program of night_owl's, then show it to Twitch and nothing else."""
    client_id, client_secret = practice_learner.another_application(twitch)
    token = oauth.read_token(oauth.app_token(twitch, client_id, client_secret))
    stranger = oauth.validate(twitch, token.access_token)
    assert stranger.status_code == 200
    return wire.show(stranger)


def mask_values_that_begin_alike(twitch: Service, mine: Credentials) -> object:
    """Mask three values with the same beginning."""
    masks = [mask(f"the-same-beginning-{end}") for end in ("one", "two", "three")]
    assert len(set(masks)) > 1
    return f"Three values that begin alike are shown as {', '.join(masks)}."


def mask_one_value_twice(twitch: Service, mine: Credentials) -> object:
    """Mask the same value two times."""
    first, second = mask("not-a-real-token"), mask("not-a-real-token")
    assert first == second
    return f"The first time it is shown as {first}, the second time as {second}."


def read_the_answer(twitch: Service, mine: Credentials) -> object:
    """Send nonsense in place of a token, and read what Twitch says to it."""
    reply = oauth.validate(twitch, "not-a-real-token")
    assert reply.status_code == 401
    assert message(reply) == "invalid access token"
    return wire.show(reply)


def get_a_401_in_two_ways(twitch: Service, mine: Credentials) -> object:
    """Ask once with a bad token, and once with none."""
    bad = oauth.validate(twitch, "not-a-real-token")
    none = send("GET", f"{twitch.id_url}/oauth2/validate")
    assert bad.status_code == none.status_code == 401
    assert message(bad) != message(none)
    return f"401 {message(bad)}\n401 {message(none)}"


QUESTIONS = {
    "what_to_give": Question(
        "A friend's program wants to read your chat. What do you give it, with OAuth?",
        {
            "My password, but only once": Wrong(
                "No. Avoiding that is what OAuth was made for (RFC 6749, section 1): a "
                "password opens everything, and you can't take it back.",
                ask_for_a_token_with_a_password,
            ),
            "My consent, on one of Twitch's pages": Right(
                "Yes. You say yes to a list of scopes, and the program gets a token for "
                "those and for nothing else."
            ),
            "My access token, by e-mail": Wrong(
                "No. A token works for anyone who holds it (RFC 6750, section 1.2), so it "
                "never travels by e-mail.",
                use_a_token_that_a_stranger_found,
            ),
        },
    ),
    "what_a_mask_says": Question(
        "In place of a secret you see [hidden ….]. What are the four characters there?",
        {
            "The beginning of the secret": Wrong(
                "No. They are computed from the whole of it. Even a few characters of a "
                "secret would help somebody who wants to guess it.",
                mask_values_that_begin_alike,
            ),
            "A random number, which says nothing": Wrong(
                "No. The same value always gets the same four characters, so you can "
                "recognise it in the next notebook.",
                mask_one_value_twice,
            ),
            "A fingerprint, the same each time for the same secret": Right(
                "Yes. You can compare two secrets by it, and nobody can get a secret back from it."
            ),
        },
    ),
    "what_a_401_says": Question(
        "Your request comes back with 401. What do you know?",
        {
            "That it never reached Twitch": Wrong(
                "No. A status is a part of an answer, so somebody read your request and "
                "answered it. A request that is lost has no status at all.",
                read_the_answer,
            ),
            "Exactly what was wrong: 401 has one meaning": Wrong(
                "No. The number is the family. You saw two different cases of it in this notebook.",
                get_a_401_in_two_ways,
            ),
            "That Twitch refused it, and that the message says why": Right(
                "Yes. Read both, the number and the message, before you change anything."
            ),
        },
    ),
}
