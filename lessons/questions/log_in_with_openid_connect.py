"""The questions of notebook 16."""

from __future__ import annotations

import base64
import json
from typing import Any

from helpers import helix, id_token, oauth
from helpers.credentials import Credentials
from helpers.plain_errors import PlainError
from helpers.service import Service
from lessons.practice_side import practice_learner
from lessons.questions import night_owl
from lessons.questions.question import Question, Right, Wrong, answered


def claims_of(note: str) -> dict[str, Any]:
    """What an id_token says, read without a key."""
    middle = note.split(".")[1]
    claims: dict[str, Any] = json.loads(base64.urlsafe_b64decode(middle + "=" * (-len(middle) % 4)))
    return claims


def call_the_api_with_an_id_token(twitch: Service, mine: Credentials) -> str:
    """The API was called with an id_token."""
    spare = practice_learner.spare_tokens(twitch, "openid")
    reply = helix.get_users(twitch, spare["client_id"], spare["id_token"])
    assert reply.status_code == 401
    return answered(reply)


def read_an_id_token_without_a_key(twitch: Service, mine: Credentials) -> str:
    """The middle part of an id_token was decoded, without a key."""
    spare = practice_learner.spare_tokens(twitch, "openid")
    claims = claims_of(spare["id_token"])
    assert claims["sub"] == oauth.validate(twitch, spare["access_token"]).json()["user_id"]
    return f"It says that the user is {claims['sub']}, and that {claims['iss']} says so."


def verify_what_was_made_for_others(twitch: Service, mine: Credentials) -> str:
    """A site verified an id_token that Twitch had signed for another site."""
    note = practice_learner.spare_tokens(twitch, "openid")["id_token"]
    key = id_token.key_for(note, oauth.openid_keys(twitch))
    said = ""
    try:
        id_token.verify(note, key, claims_of(note)["iss"], "another-site", "")
    except PlainError as refusal:
        said = str(refusal)
    assert "another application" in said
    return f"The check said “{said.partition(':')[0]}”."


def look_for_a_name(twitch: Service, mine: Credentials) -> str:
    """night_owl logged in by a link with the scope `openid` and nothing more."""
    claims = claims_of(practice_learner.spare_tokens(twitch, "openid")["id_token"])
    assert "sub" in claims and "preferred_username" not in claims
    return "The id_token has `sub`, and no `preferred_username`."


def look_for_an_email(twitch: Service, mine: Credentials) -> str:
    """An id_token for the scope `openid` was searched for an e-mail address."""
    claims = claims_of(practice_learner.spare_tokens(twitch, "openid")["id_token"])
    assert "sub" in claims and "email" not in claims
    return f"There is none, for it holds {', '.join(sorted(claims))}."


def exchange_with_another_verifier(twitch: Service, mine: Credentials) -> str:
    """A link held PKCE's challenge, and the exchange a verifier that doesn't fit."""
    client_id, secret = night_owl.keys(twitch)
    pkce = {"code_challenge": "c" * 43, "code_challenge_method": "S256"}
    code = night_owl.code(twitch, client_id, "openid", **pkce)
    form = oauth.token_form(client_id, secret, code, night_owl.REDIRECT_URI)
    reply = oauth.send("POST", f"{twitch.id_url}/oauth2/token", data=form | {"code_verifier": "x"})
    assert reply.status_code == 200
    return "Twitch answered 200, so it compared nothing."


def exchange_in_another_login(twitch: Service, mine: Credentials) -> str:
    """A code was exchanged in a login whose state had nothing to do with it."""
    client_id, secret = night_owl.keys(twitch)
    code, state = night_owl.code(twitch, client_id, "openid"), "the-state-of-another-login"
    form = oauth.token_form(client_id, secret, code, night_owl.REDIRECT_URI)
    reply = oauth.send("POST", f"{twitch.id_url}/oauth2/token", data=form)
    assert reply.status_code == 200 and state not in reply.text + str(reply.request.body)
    return "Twitch answered 200, for an exchange has no field for a state."


QUESTIONS = {
    "what_an_id_token_is_for": Question(
        "Your website got an id_token and an access token. What is the id_token for?",
        {
            "api": Wrong(
                "For the API, which reads the user in it",
                "The API takes the access token, and refused this one with a 401.",
                call_the_api_with_an_id_token,
            ),
            "hiding": Wrong(
                "For privacy, since it hides the name",
                "You read it without a key. A signature shows who wrote it, and hides nothing.",
                read_an_id_token_without_a_key,
            ),
            "site": Right(
                "For my site, which checks who came in",
                "It is addressed to your application, and one that passed each check may log "
                "somebody in.",
            ),
        },
    ),
    "made_for_another_site": Question(
        "Your site gets an id_token. Twitch's signature fits, and `aud` names another site. What "
        "is right?",
        {
            "refuse": Right(
                "Refuse it, as it isn't for you",
                "It is the same mistake as taking a valid token of another application (OpenID "
                "Connect Core, section 3.1.3.7).",
            ),
            "signed": Wrong(
                "Accept it, as the signature holds",
                "Twitch said this to another site. Its owner could log in to yours with it.",
                verify_what_was_made_for_others,
            ),
            "known": Wrong(
                "Accept it, if the `sub` is known",
                "The user is real, but somebody else may have brought the id_token.",
                verify_what_was_made_for_others,
            ),
        },
        returns="a_valid_token_of_others",
    ),
    "known_again": Question(
        "A user of your site changes their name at Twitch. How does your site know them again?",
        {
            "name": Wrong(
                "By `preferred_username`",
                "It changed. And it comes only if the link asked for it.",
                look_for_a_name,
            ),
            "subject": Right(
                "By `iss` and `sub` together",
                "They stay the same (OpenID Connect Core, section 5.7).",
            ),
            "email": Wrong(
                "By the `email` address",
                "Addresses change, too, and one comes only with a scope and claim of its own.",
                look_for_an_email,
            ),
        },
    ),
    "a_swapped_code": Question(
        "An attacker puts a stolen code into their own login at your site, so that `state` fits. "
        "At Twitch, what can notice it?",
        {
            "verifier": Wrong(
                "PKCE's verifier, sent at the exchange",
                "Elsewhere it would. Twitch ignores it.",
                exchange_with_another_verifier,
            ),
            "state": Wrong(
                "The `state`, tied to its browser",
                "It is the attacker's browser, and their state. The code isn't tied to it.",
                exchange_in_another_login,
            ),
            "nonce": Right(
                "The `nonce`, read from the id_token",
                "The stolen code's id_token has the nonce of the login that it was made for. Use "
                "no token before the nonce fits (RFC 9700, sections 2.1.1 and 4.5.3.2).",
            ),
        },
        transfer=True,
    ),
}
