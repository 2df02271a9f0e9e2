"""The questions of notebook 00."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

from helpers import oauth
from helpers.credentials import Credentials
from helpers.private_folder import mask
from helpers.sending import message, send
from helpers.service import Service
from lessons.questions import night_owl
from lessons.questions.question import Question, Right, Wrong, answered


def ask_for_a_token_with_a_password(twitch: Service, mine: Credentials) -> str:
    """A program sent night_owl's name and password, and asked for a token."""
    client_id, client_secret = night_owl.keys(twitch)
    program = {"client_id": client_id, "client_secret": client_secret}
    viewer = {"grant_type": "password", "username": "night_owl", "password": "any-password"}
    reply = send("POST", f"{twitch.id_url}/oauth2/token", data=program | viewer)
    assert message(reply) == "unsupported grant type"
    return answered(reply)


def use_a_token_that_was_passed_on(twitch: Service, mine: Credentials) -> str:
    """A token that was made for one program was shown to Twitch by another."""
    token = night_owl.token(twitch, *night_owl.keys(twitch), "chat:read", "chat:edit")
    reply = oauth.validate(twitch, token.access_token)
    assert reply.status_code == 200 and reply.json()["scopes"] == ["chat:edit", "chat:read"]
    return "Twitch took it, and it may read and write, as it could for the first program."


def mask_one_value_twice(twitch: Service, mine: Credentials) -> str:
    """One value was masked two times."""
    first, second = mask("not-a-real-secret"), mask("not-a-real-secret")
    assert first == second
    return f"Both times it was shown as `{first}`."


def mask_values_that_begin_alike(twitch: Service, mine: Credentials) -> str:
    """Three values that begin with the same letters were masked."""
    masks = [mask(f"the-same-beginning-{end}") for end in ("one", "two", "three")]
    assert len(set(masks)) > 1
    return f"They are shown as {', '.join(f'`{one}`' for one in masks)}."


def get_a_401_without_a_token(twitch: Service, mine: Credentials) -> str:
    """A request was sent that holds no token, so none could have expired."""
    reply = send("GET", f"{twitch.id_url}/oauth2/validate")
    assert reply.status_code == 401
    return answered(reply)


def ask_at_a_wrong_address(twitch: Service, mine: Credentials) -> str:
    """A request was sent to an address that doesn't exist."""
    reply = send("GET", f"{twitch.id_url}/oauth2/no-such-page")
    assert reply.status_code == 404
    return "Twitch answered 404."


def get_a_code_without_the_secret(twitch: Service, mine: Credentials) -> str:
    """night_owl opened a link without any secret in it, and pressed Authorize."""
    client_id, client_secret = night_owl.keys(twitch)
    back = night_owl.sent_back(twitch, client_id, "chat:read")
    assert "code=" in back and client_secret not in back
    return "A code came back, so nothing was missing."


def look_for_the_token_in_the_address(twitch: Service, mine: Credentials) -> str:
    """night_owl pressed Authorize, and the address that came back was taken apart."""
    client_id, _ = night_owl.keys(twitch)
    came = list(parse_qs(urlsplit(night_owl.sent_back(twitch, client_id, "chat:read")).query))
    assert "code" in came and "access_token" not in came
    return f"It holds {', '.join(came)}, and the token comes later, straight to the application."


QUESTIONS = {
    "what_to_give": Question(
        "A friend's program wants to read your chat. With OAuth, what do you give it?",
        {
            "password": Wrong(
                "A password that it keeps encrypted",
                "A password opens everything, and a program that can use it can also read it. "
                "OAuth was made to avoid that (RFC 6749, section 1).",
                ask_for_a_token_with_a_password,
            ),
            "consent": Right(
                "My consent, on Twitch's own page",
                "You agree to a list of scopes, and Twitch gives the program a token for these.",
            ),
            "token": Wrong(
                "A token that another program has got",
                "A token works for anyone who holds it (RFC 6750, section 1.2). Twitch would take "
                "your friend's program for the other one.",
                use_a_token_that_was_passed_on,
            ),
        },
    ),
    "what_a_mask_says": Question(
        "In one output your secret is `[hidden 3fa1]`, in a later one `[hidden 9c07]`. Why?",
        {
            "random": Wrong(
                "A new mask is made for that output",
                "The same value gets the same four characters each time.",
                mask_one_value_twice,
            ),
            "beginning": Wrong(
                "The four letters it begins with differ",
                "The four characters are no part of the value: values that begin alike have "
                "unlike fingerprints.",
                mask_values_that_begin_alike,
            ),
            "other": Right(
                "The second output shows another value",
                "A fingerprint is computed from the whole value, so different ones mean different "
                "values. Perhaps you made a new secret in between.",
            ),
        },
        transfer=True,
    ),
    "what_a_401_says": Question(
        "Twitch answers 401. Where do you look first?",
        {
            "message": Right(
                "At the message, which names the cause",
                "The status gives the category. Read both before you change anything.",
            ),
            "token": Wrong(
                "At the token, as 401 means expired",
                "A 401 has several causes. You saw one for a token that never existed, and one "
                "for a missing token.",
                get_a_401_without_a_token,
            ),
            "address": Wrong(
                "At the address, as 401 means unknown",
                "An unknown address gives 404. A 401 comes from an address that exists.",
                ask_at_a_wrong_address,
            ),
        },
    ),
    "through_the_browser": Question(
        "Which two pass through the viewer's browser?",
        {
            "secret": Wrong(
                "Your client secret",
                "It goes straight from the application to Twitch, and neither the link nor the "
                "answer has a place for it.",
                get_a_code_without_the_secret,
            ),
            "code": Right(
                "The authorization code",
                "The code comes back in the address, where it can be seen.",
            ),
            "token": Wrong(
                "The new access token",
                "It comes in the answer to the exchange, which the browser never sees.",
                look_for_the_token_in_the_address,
            ),
            "scopes": Right(
                "The scopes asked for",
                "The scopes are in the link, so that the viewer can read them.",
            ),
        },
    ),
}
