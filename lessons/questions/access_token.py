"""The questions of notebook 10."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

from helpers import credentials, helix, oauth
from helpers.credentials import Credentials
from helpers.service import Service
from lessons.practice_side import practice_learner
from lessons.questions import night_owl
from lessons.questions.authorization_code import call_the_api_with_a_code
from lessons.questions.question import Question, Right, Wrong, answered


def exchange_what_stood_in_the_address(twitch: Service, mine: Credentials) -> str:
    """A code was read in the address bar by eye, and exchanged as it was."""
    client_id, secret = night_owl.keys(twitch)
    back = night_owl.sent_back(twitch, client_id, "chat:read")
    code = back.partition("code=")[2].partition("&")[0]
    reply = oauth.exchange(twitch, client_id, secret, code, night_owl.REDIRECT_URI)
    assert reply.status_code == 200
    return "Twitch answered 200, so nothing had to be decrypted."


def compare_the_scopes(twitch: Service, mine: Credentials) -> str:
    """The scopes in an address were compared with those of its token."""
    client_id, secret = night_owl.keys(twitch)
    back = parse_qs(
        urlsplit(night_owl.sent_back(twitch, client_id, "chat:edit", "chat:read")).query
    )
    reply = oauth.exchange(twitch, client_id, secret, back["code"][0], night_owl.REDIRECT_URI)
    assert sorted(reply.json()["scope"]) == sorted(back["scope"][0].split())
    return "They are the same, and the exchange has no field for scopes."


def call_the_api_without_the_secret(twitch: Service, mine: Credentials) -> str:
    """The API was called with a fresh token, and without any secret."""
    token = practice_learner.another_token(twitch)
    reply = helix.get_users(twitch, mine.client_id, token.access_token)
    assert reply.status_code == 200 and mine.client_secret not in str(reply.request.headers)
    return "Twitch answered 200, so the secret plays no part there."


def use_the_token_of_a_used_code(twitch: Service, mine: Credentials) -> str:
    """A code was used up for a token, and the API was called with the token."""
    token = practice_learner.another_token(twitch)
    reply = helix.get_users(twitch, mine.client_id, token.access_token)
    assert reply.status_code == 200
    return "Twitch answered 200, although the code could not be used any more."


def validate_without_the_secret(twitch: Service, mine: Credentials) -> str:
    """A fresh token was validated, and nothing else was sent."""
    token = practice_learner.another_token(twitch)
    reply = oauth.validate(twitch, token.access_token)
    assert reply.status_code == 200 and not reply.request.body
    return f"Twitch answered 200, and named {', '.join(reply.json())}."


def exchange_without_the_secret(twitch: Service, mine: Credentials) -> str:
    """A fresh code was exchanged by somebody who doesn't have the client secret."""
    mine = credentials.need(twitch, "client_id", "redirect_uri")
    code = practice_learner.another_code(twitch)
    reply = oauth.exchange(twitch, mine.client_id, "", code, mine.redirect_uri)
    assert reply.status_code == 400
    return answered(reply)


QUESTIONS = {
    "why_exchange": Question(
        "The browser could carry the token itself. Why does it carry a code?",
        {
            "secret": Right(
                "Using a code also needs the secret",
                "The address can be seen by others. A token in it would work for them at once, a "
                "code can't be exchanged without the secret.",
            ),
            "encrypted": Wrong(
                "A code is encrypted, unlike a token",
                "Both are random text. A code is exchanged just as it is in the address.",
                exchange_what_stood_in_the_address,
            ),
            "scopes": Wrong(
                "A code can still be given scopes",
                "The scopes are fixed when the viewer presses Authorize.",
                compare_the_scopes,
            ),
        },
    ),
    "token_died": Question(
        "Your token works today. Tomorrow the API says `401 Invalid OAuth token`. What happened?",
        {
            "secret": Wrong(
                "Its client secret was replaced",
                "A secret is needed to get a token, and not to use it.",
                call_the_api_without_the_secret,
            ),
            "ended": Right(
                "It expired or it was revoked",
                "It lives for about four hours, and the viewer can end it earlier. The refresh "
                "token, or the viewer's consent, brings the next one.",
            ),
            "code": Wrong(
                "Its code has been used up since",
                "The code was used up from the first moment, and the token worked.",
                use_the_token_of_a_used_code,
            ),
        },
        transfer=True,
    ),
    "who_needs_the_secret": Question(
        "You hold a token. For which two does your program need the client secret again?",
        {
            "api": Wrong(
                "To call the API once",
                "The API wants the token and the client ID.",
                call_the_api_without_the_secret,
            ),
            "exchange": Right(
                "To exchange a code",
                "The next exchange has the same five fields.",
            ),
            "validate": Wrong(
                "To validate a token",
                "The token is all that is sent.",
                validate_without_the_secret,
            ),
            "refresh": Right(
                "To refresh the token",
                "A refresh brings a new token, so the application proves itself there, too.",
            ),
        },
        transfer=True,
    ),
    "a_photographed_code": Question(
        "Somebody photographs the code in your address bar, before you exchange it. What can they "
        "do with it?",
        {
            "api": Wrong(
                "Call the API with it for some minutes",
                "The API takes tokens. To it, a code is an invalid one.",
                call_the_api_with_a_code,
            ),
            "exchange": Wrong(
                "Exchange it for a token of their own",
                "For that they need your client secret.",
                exchange_without_the_secret,
            ),
            "inject": Right(
                "Slip it into a login that they begin",
                "Your application then exchanges it for them, with its own secret (RFC 9700, "
                "section 4.5). Notebook 14 shows this as attack 5.",
            ),
        },
        returns="what_a_code_is_for",
    ),
}
