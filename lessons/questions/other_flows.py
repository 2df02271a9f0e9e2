"""The questions of notebook 15."""

from __future__ import annotations

from helpers import credentials, helix, oauth
from helpers.credentials import Credentials
from helpers.service import Service
from lessons.exchange import wire
from lessons.practice_side import practice_learner
from lessons.questions.question import Question, Right, Wrong


def ask_an_app_token_who_i_am(twitch: Service, mine: Credentials) -> object:
    """Get an app token, and ask the API who its user is."""
    credentials.need(twitch, "client_id", "client_secret")
    reply = oauth.app_token(twitch, mine.client_id, mine.client_secret)
    reply = helix.get_users(twitch, mine.client_id, oauth.read_token(reply).access_token)
    assert reply.status_code == 400
    return wire.show(reply)


def look_for_viewers_in_an_app_token(twitch: Service, mine: Credentials) -> object:
    """Get an app token, and look for a user or a scope in it."""
    credentials.need(twitch, "client_id", "client_secret")
    reply = oauth.app_token(twitch, mine.client_id, mine.client_secret)
    reply = oauth.validate(twitch, oauth.read_token(reply).access_token)
    body = reply.json()
    assert reply.ok and not body.get("user_id") and not body.get("scopes")
    return wire.show(reply)


def look_for_the_device_code_in_the_address(twitch: Service, mine: Credentials) -> object:
    """Ask for two codes, and look which of them is in the address that the viewer opens."""
    mine = credentials.need(twitch, "client_id")
    reply = oauth.device_codes(twitch, mine.client_id, ["chat:read"])
    codes = oauth.read_device_codes(reply)
    assert codes.user_code in codes.verification_uri
    assert codes.device_code not in codes.verification_uri
    return wire.show(reply)


def poll_with_the_user_code(twitch: Service, mine: Credentials) -> object:
    """Poll with the code that was typed, in the place of the device code."""
    mine = credentials.need(twitch, "client_id")
    codes = oauth.read_device_codes(oauth.device_codes(twitch, mine.client_id, ["chat:read"]))
    reply = oauth.poll_device(twitch, mine.client_id, ["chat:read"], codes.user_code)
    assert reply.status_code == 400 and reply.json()["message"] != "authorization_pending"
    return wire.show(reply)


def use_a_token_from_the_address(twitch: Service, mine: Credentials) -> object:
    """Take a token out of an address whose state matched, and use it as any reader of it could."""
    spare = practice_learner.spare_tokens(twitch, "chat:read")  # it compares the state
    reply = helix.get_users(twitch, spare["client_id"], spare["access_token"])
    assert reply.status_code == 200
    return wire.show(reply)


def read_what_stands_behind_the_hash(twitch: Service, mine: Credentials) -> object:
    """Read what stands behind # in an address, and ask Twitch whether that is the token itself."""
    behind = practice_learner.spare_tokens(twitch, "chat:read")
    reply = oauth.validate(twitch, behind["access_token"])
    assert reply.status_code == 200
    return wire.show(reply)


QUESTIONS = {
    "whose_app_token": Question(
        "Your program got a token by client credentials. For whom does it act?",
        {
            "For me, because I registered the application": Wrong(
                "No. In “Break it: ask an app token who you are” Twitch found no user in "
                "it, not even you.",
                ask_an_app_token_who_i_am,
            ),
            "For every viewer who ever consented": Wrong(
                "No. A consent lives in the token that came of it. Validating this one "
                "showed neither a login nor scopes.",
                look_for_viewers_in_an_app_token,
            ),
            "For the application itself, and for no user": Right(
                "Yes. That is enough for what is public, and for nothing that a viewer "
                "would have to allow."
            ),
        },
    ),
    "which_code_is_typed": Question(
        "In the device code flow, which code does the viewer type?",
        {
            "The device code": Wrong(
                "No. It never leaves the device: in “See it: what the television asked for” "
                "it was masked, because anyone who holds it gets the token.",
                look_for_the_device_code_in_the_address,
            ),
            "The user code": Right(
                "Yes. It is short and made to be shown. The device polls with the other "
                "one, which nobody sees."
            ),
            "Either, they are the same": Wrong(
                "No. In “Break it: poll with the code that was typed” Twitch refused the "
                "user code in the place of the device code.",
                poll_with_the_user_code,
            ),
        },
    ),
    "why_not_implicit": Question(
        "A page uses the implicit flow and compares the state. Is that good enough?",
        {
            "Yes, the state protects the token": Wrong(
                "No. The state matched, and the token stood in the address bar all the "
                "same. It ties an answer to a question and hides nothing (“No secret: the "
                "implicit flow, and why not”).",
                use_a_token_from_the_address,
            ),
            "Yes, what stands behind # is encrypted": Wrong(
                "No. You read it in the address bar and in the panel's table. It is only "
                "not sent on to a web server.",
                read_what_stands_behind_the_hash,
            ),
            "No, the token itself went through the address": Right(
                "Yes. It stays in the history, and anyone who reads it there can use it (RFC 9700, "
                "section 4.3.2). A code in the same place works once, and only for the "
                "application that has the secret."
            ),
        },
    ),
}
