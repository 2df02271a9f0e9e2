"""The questions of notebook 17."""

from __future__ import annotations

from helpers import oauth
from helpers.credentials import Credentials
from helpers.sending import message, send
from helpers.service import Service
from lessons.practice_side import practice_learner
from lessons.practice_side.practice_learner import PracticeLearner
from lessons.questions import night_owl
from lessons.questions.question import Question, Right, Wrong, answered


def exchange_with_a_verifier_and_no_secret(twitch: Service, mine: Credentials) -> str:
    """A code was exchanged with PKCE's verifier in the place of the client secret."""
    client_id, _ = night_owl.keys(twitch)
    code = night_owl.code(twitch, client_id, "chat:read", code_challenge="v" * 43)
    form = oauth.token_form(client_id, "", code, night_owl.REDIRECT_URI)
    form["code_verifier"] = form.pop("client_secret") or "v" * 43
    reply = send("POST", f"{twitch.id_url}/oauth2/token", data=form)
    assert message(reply) == "missing client secret"
    return answered(reply)


def exchange_as_a_public_application(twitch: Service, mine: Credentials) -> str:
    """A Public application got a code, and exchanged it."""
    owl, back = PracticeLearner(twitch, "night_owl"), night_owl.REDIRECT_URI
    public = owl.application("Book Reader", back, "public")
    reply = oauth.exchange(twitch, public, "", night_owl.code(twitch, public, "chat:read"), back)
    assert message(reply) == "Invalid client credentials"
    return answered(reply)


def write_oauth_before_the_token(twitch: Service, mine: Credentials) -> str:
    """The API was called with the word `OAuth` before a good token."""
    spare = practice_learner.spare_tokens(twitch, "chat:read")
    headers = {"Authorization": f"OAuth {spare['access_token']}", "Client-Id": spare["client_id"]}
    reply = send("GET", f"{twitch.api_url}/helix/users", headers=headers)
    assert reply.status_code == 401
    return answered(reply)


def leave_pkce_on(twitch: Service, mine: Credentials) -> str:
    """A code was exchanged with the secret, and PKCE was left on."""
    client_id, secret = night_owl.keys(twitch)
    pkce = {"code_challenge": "v" * 43, "code_challenge_method": "plain"}
    code = night_owl.code(twitch, client_id, "chat:read", **pkce)
    form = oauth.token_form(client_id, secret, code, night_owl.REDIRECT_URI)
    form["code_verifier"] = "v" * 43
    reply = send("POST", f"{twitch.id_url}/oauth2/token", data=form)
    assert reply.status_code == 200
    return "Twitch answered 200, as without it."


def ask_for_one_scope(twitch: Service, mine: Credentials) -> str:
    """A link asked for a single scope, and its code was exchanged."""
    client_id, secret = night_owl.keys(twitch)
    code = night_owl.code(twitch, client_id, "chat:read")
    reply = oauth.exchange(twitch, client_id, secret, code, night_owl.REDIRECT_URI)
    assert reply.json()["scope"] == ["chat:read"]
    return f"In the answer, `scope` is {reply.json()['scope']}."


def ask_with_a_comma(twitch: Service, mine: Credentials) -> str:
    """A link with a comma between two scopes was opened."""
    client_id, _ = night_owl.keys(twitch)
    scopes = ["chat:read,chat:edit"]
    link = oauth.authorize_url(twitch, client_id, night_owl.REDIRECT_URI, scopes, "any-state")
    reply = send("GET", link)
    assert reply.status_code == 400
    return answered(reply)


def revoke_again_with_the_secret(twitch: Service, mine: Credentials) -> str:
    """A token was revoked, and then revoked again with the client secret beside it."""
    client_id, secret = night_owl.keys(twitch)
    token = night_owl.token(twitch, client_id, secret, "chat:read").access_token
    oauth.revoke(twitch, client_id, token)
    form = {"client_id": client_id, "client_secret": secret, "token": token}
    reply = send("POST", f"{twitch.id_url}/oauth2/revoke", data=form)
    assert reply.status_code == 400
    return f"The second time, {answered(reply)}"


def revoke_again_after_a_refresh(twitch: Service, mine: Credentials) -> str:
    """A token was revoked, its refresh token was used, and the first one was revoked again."""
    client_id, secret = night_owl.keys(twitch)
    token = night_owl.token(twitch, client_id, secret, "chat:read")
    oauth.revoke(twitch, client_id, token.access_token)
    assert oauth.refresh(twitch, client_id, secret, token.refresh_token).ok
    reply = oauth.revoke(twitch, client_id, token.access_token)
    assert reply.status_code == 400
    return f"The last answer was 400 `{message(reply)}`, and now there is one more token."


QUESTIONS = {
    "a_desktop_program": Question(
        "You give a desktop program to other people, so it can't keep a secret. Which flow gets it "
        "a token from Twitch?",
        {
            "pkce": Wrong(
                "The code flow, with PKCE for a secret",
                "Twitch ignores PKCE, and asks for the secret as before (row 1).",
                exchange_with_a_verifier_and_no_secret,
            ),
            "device": Right(
                "The device flow, for a Public application",
                "It asks for no secret. It was made for two devices: on one, it is a compromise "
                "that Twitch leaves you (RFC 10027, section 5; RFC 8628, section 5.4).",
            ),
            "public": Wrong(
                "The code flow, for a Public application",
                "The viewer is asked, and a code comes, but its exchange is refused (row 2).",
                exchange_as_a_public_application,
            ),
        },
        returns="a_museum_screen",
    ),
    "settings_of_a_library": Question(
        "A library for OAuth is to work with Twitch. Which two does it have to be told?",
        {
            "basic": Right(
                "The secret belongs in the form",
                "Twitch doesn't read HTTP Basic, which many libraries send (row 14).",
            ),
            "word": Wrong(
                "The API wants the word `OAuth`",
                "`OAuth` is the word of `/oauth2/validate`. The API wants `Bearer` (row 22).",
                write_oauth_before_the_token,
            ),
            "client_id": Right(
                "The API also wants `Client-Id`",
                "The standards have no such header (row 23).",
            ),
            "pkce": Wrong(
                "The PKCE part must be left out",
                "Twitch ignores it, so it does no harm (row 1).",
                leave_pkce_on,
            ),
        },
        transfer=True,
    ),
    "a_library_stops_at_scope": Question(
        "After a good exchange, a strict library stops: `scope` is no string. What helps?",
        {
            "one": Wrong(
                "A link that asks for one scope",
                "One scope comes back as a list, too, with one value in it (row 19).",
                ask_for_one_scope,
            ),
            "comma": Wrong(
                "A link with commas in `scope`",
                "Twitch takes a comma as a part of a name, and refuses the link.",
                ask_with_a_comma,
            ),
            "join": Right(
                "A fix that joins the list first",
                "Twitch sends a list where RFC 6749, section 5.1 has one string. Libraries have a "
                "place for such fixes.",
            ),
        },
    ),
    "revoked_twice": Question(
        "Your program revokes a token, and the network fails. It tries again, and gets `400 "
        "Invalid token`. What now?",
        {
            "done": Right(
                "Count it as done, as it ended",
                "The first request arrived, and its answer was lost. RFC 7009, section 2.2 answers "
                "200 here for that reason.",
            ),
            "secret": Wrong(
                "Send it again, with the secret",
                "RFC 7009 asks for it; Twitch doesn't, and the answer stays the same (row 28).",
                revoke_again_with_the_secret,
            ),
            "refresh": Wrong(
                "Refresh it, then revoke again",
                "That makes a new token, and the old one stays ended.",
                revoke_again_after_a_refresh,
            ),
        },
        transfer=True,
    ),
}
