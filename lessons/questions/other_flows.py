"""The questions of notebook 15."""

from __future__ import annotations

from helpers import helix, oauth
from helpers.credentials import Credentials
from helpers.sending import message, send
from helpers.service import Service
from lessons.practice_side import practice_learner
from lessons.practice_side.practice_learner import PracticeLearner
from lessons.questions import night_owl
from lessons.questions.question import Question, Right, Wrong, answered


def look_for_an_email_address(twitch: Service, mine: Credentials) -> str:
    """night_owl was looked up with an app token."""
    client_id, secret = night_owl.keys(twitch)
    token = oauth.read_token(oauth.app_token(twitch, client_id, secret)).access_token
    [user] = helix.get_users(twitch, client_id, token, login="night_owl").json()["data"]
    assert not user.get("email")
    return f"The answer has {len(user)} fields, and no e-mail address is in them."


def write_with_an_app_token(twitch: Service, mine: Credentials) -> str:
    """A message was sent in night_owl's name, with an app token."""
    client_id, secret = night_owl.keys(twitch)
    token = oauth.read_token(oauth.app_token(twitch, client_id, secret)).access_token
    [user] = helix.get_users(twitch, client_id, token, login="night_owl").json()["data"]
    reply = helix.send_chat_message(twitch, client_id, token, user["id"], user["id"], message="Hi")
    assert not reply.ok
    return answered(reply)


def _allowed_by_somebody_else(twitch: Service) -> dict[str, str]:
    """What Twitch tells of the token of a device whose code new_sparrow typed and allowed."""
    client_id, _ = night_owl.keys(twitch)
    codes = oauth.read_device_codes(oauth.device_codes(twitch, client_id, ["chat:read"]))
    PracticeLearner(twitch, "new_sparrow").activate(codes.verification_uri)
    reply = oauth.poll_device(twitch, client_id, ["chat:read"], codes.device_code)
    told: dict[str, str] = oauth.validate(twitch, oauth.read_token(reply).access_token).json()
    return told


def look_whose_device_has_the_token(twitch: Service, mine: Credentials) -> str:
    """new_sparrow typed and allowed a code that a stranger's device had shown."""
    told = _allowed_by_somebody_else(twitch)
    assert told["login"] == "new_sparrow"
    return "The stranger's device got a token of new_sparrow's."


def look_what_the_token_may_do(twitch: Service, mine: Credentials) -> str:
    """new_sparrow allowed a stranger's device, and the token of the device was validated."""
    told = _allowed_by_somebody_else(twitch)
    assert told["scopes"] == ["chat:read"]
    return f"It acts for {told['login']}, with the scope `chat:read`."


def revoke_it(twitch: Service, mine: Credentials) -> str:
    """A token was got by the implicit flow, and revoked."""
    spare = practice_learner.spare_tokens(twitch, "chat:read")
    reply = oauth.revoke(twitch, spare["client_id"], spare["access_token"])
    assert reply.status_code == 200
    return "Twitch answered 200, as for other tokens."


def look_at_its_scopes(twitch: Service, mine: Credentials) -> str:
    """A token was got by the implicit flow, for one scope, and validated."""
    spare = practice_learner.spare_tokens(twitch, "chat:read")
    scopes = oauth.validate(twitch, spare["access_token"]).json()["scopes"]
    assert scopes == ["chat:read"]
    return f"Its scopes are {scopes}."


def show_a_code_to_nobody(twitch: Service, mine: Credentials) -> str:
    """A screen began the device code flow, and nobody came to allow it."""
    client_id, _ = night_owl.keys(twitch)
    codes = oauth.read_device_codes(oauth.device_codes(twitch, client_id, ["chat:read"]))
    reply = oauth.poll_device(twitch, client_id, ["chat:read"], codes.device_code)
    assert message(reply) == "authorization_pending"
    return answered(reply)


def open_an_implicit_link_alone(twitch: Service, mine: Credentials) -> str:
    """A screen opened the link of the implicit flow, and nobody logged in."""
    client_id, _ = night_owl.keys(twitch)
    more = {"response_type": "token"}
    back = night_owl.REDIRECT_URI
    link = oauth.authorize_url(twitch, client_id, back, ["chat:read"], "any-state", **more)
    reply = send("GET", link)
    assert "access_token" not in reply.headers.get("Location", "")
    return f"Twitch answered {reply.status_code}, with no token, and waits for a viewer."


QUESTIONS = {
    "what_an_app_token_can": Question(
        "A nightly program has an app token. Which two can it do?",
        {
            "email": Wrong(
                "Read a user's e-mail address",
                "That takes a viewer's token with `user:read:email`.",
                look_for_an_email_address,
            ),
            "live": Right(
                "List the channels now live",
                "Who is live is public.",
            ),
            "write": Wrong(
                "Write to chat for a viewer",
                "To write for somebody takes their consent, also where an app token may be used.",
                write_with_an_app_token,
            ),
            "login": Right(
                "Look up a user by a login",
                "A profile is public, and this call names the user.",
            ),
        },
        transfer=True,
    ),
    "a_strangers_code": Question(
        "A stranger in chat asks you to type a code at `twitch.tv/activate`, for a prize. You do, "
        "and press Authorize. What have they got?",
        {
            "token": Right(
                "A token that lets them act as you",
                "Their device asked for the code. Type only codes that you asked for yourself "
                "(RFC 8628, section 5.4).",
            ),
            "nothing": Wrong(
                "A login that waits on your device",
                "The device that began gets the token, wherever the code was typed.",
                look_whose_device_has_the_token,
            ),
            "name": Wrong(
                "A name with no right to act",
                "The token has the scopes that their device asked for.",
                look_what_the_token_may_do,
            ),
        },
    ),
    "why_not_implicit": Question(
        "A page uses the implicit flow, and its `state` matches. What is still wrong with it?",
        {
            "revoke": Wrong(
                "The token can't be revoked early",
                "It can, like others. What can't be undone is that it was seen.",
                revoke_it,
            ),
            "address": Right(
                "The token was in the address bar",
                "Anyone who reads it there can use it (RFC 9700, section 4.3.2). `state` ties an "
                "answer to a question, and hides nothing.",
            ),
            "scopes": Wrong(
                "The token isn't limited by scopes",
                "It is: the viewer agreed to a list, as always.",
                look_at_its_scopes,
            ),
        },
    ),
    "a_museum_screen": Question(
        "A screen in a museum shows which channels are live. A computer there can keep a secret. "
        "Which flow suits?",
        {
            "device": Wrong(
                "Device code: there is no keyboard",
                "That flow needs a viewer with a phone, and nobody here acts for a viewer.",
                show_a_code_to_nobody,
            ),
            "implicit": Wrong(
                "Implicit: all that it shows is public",
                "It needs a viewer, too. And it should not be used (RFC 9700, section 2.1.2).",
                open_an_implicit_link_alone,
            ),
            "client": Right(
                "Client credentials: it asks for itself",
                "Nobody's consent is needed for what is public, and the secret is safe there.",
            ),
        },
        transfer=True,
    ),
}
