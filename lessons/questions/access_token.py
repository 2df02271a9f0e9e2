"""The questions of notebook 10."""

from __future__ import annotations

from helpers import credentials, helix, oauth
from helpers.credentials import Credentials
from helpers.sending import message, send
from helpers.service import Service
from lessons.exchange import wire
from lessons.practice_side import practice_learner
from lessons.questions.question import Question, Right, Wrong


def compare_the_lengths(twitch: Service, mine: Credentials) -> object:
    """Compare your token with a link that went through the address bar."""
    mine = credentials.need(twitch, "access_token")
    state = oauth.new_state()
    link = oauth.authorize_url(twitch, mine.client_id, mine.redirect_uri, mine.scopes, state)
    assert len(mine.access_token) < len(link)
    return f"Characters of the token: {len(mine.access_token)}. Of the link: {len(link)}."


def trade_while_nobody_looks(twitch: Service, mine: Credentials) -> object:
    """Trade a fresh code, with no browser and no page in between."""
    mine = credentials.need(twitch, "client_id", "client_secret")
    code = practice_learner.another_code(twitch)
    reply = oauth.exchange(twitch, mine.client_id, mine.client_secret, code, mine.redirect_uri)
    assert reply.status_code == 200
    return wire.show(reply)


def send_a_wrong_secret(twitch: Service, mine: Credentials) -> object:
    """Ask for a token with a wrong secret, and read how Twitch says it."""
    mine = credentials.need(twitch, "client_id", "redirect_uri")
    reply = oauth.exchange(twitch, mine.client_id, "wrong" * 6, "any-code", mine.redirect_uri)
    assert message(reply) != "Invalid OAuth token" and reply.status_code != 401
    return wire.show(reply)


def use_the_token_of_a_used_code(twitch: Service, mine: Credentials) -> object:
    """Use up a fresh code for a token, then call the API with the token."""
    token = practice_learner.another_token(twitch)
    reply = helix.get_users(twitch, mine.client_id, token.access_token)
    assert reply.status_code == 200
    return wire.show(reply)


def call_the_api_without_the_secret(twitch: Service, mine: Credentials) -> object:
    """Call the API with a fresh token and the client ID. The secret stays at home."""
    token = practice_learner.another_token(twitch)
    headers = {"Authorization": f"Bearer {token.access_token}", "Client-Id": mine.client_id}
    reply = send("GET", f"{twitch.api_url}/helix/users", headers=headers)
    assert reply.status_code == 200
    return wire.show(reply)


def trade_without_the_secret(twitch: Service, mine: Credentials) -> object:
    """Trade a fresh code, and leave the secret empty."""
    mine = credentials.need(twitch, "client_id", "redirect_uri")
    code = practice_learner.another_code(twitch)
    reply = oauth.exchange(twitch, mine.client_id, "", code, mine.redirect_uri)
    assert reply.status_code == 400
    return wire.show(reply)


def open_the_console_with_a_token(twitch: Service, mine: Credentials) -> object:
    """Show a fresh token of yours to the developer console."""
    token = practice_learner.another_token(twitch)
    headers = {"Authorization": f"Bearer {token.access_token}"}
    reply = send("GET", twitch.apps_url, headers=headers)
    assert "/login" in reply.headers.get("Location", "")
    return wire.show(reply)


def ask_the_api_who_it_sees(twitch: Service, mine: Credentials) -> object:
    """Call the API with a fresh token, and read whose name comes back."""
    token = practice_learner.another_token(twitch)
    reply = helix.get_users(twitch, mine.client_id, token.access_token)
    [user] = reply.json()["data"]
    assert user["login"] == practice_learner.ACCOUNT
    return f"The API sees the viewer {user['display_name']}, and no name of your application's."


QUESTIONS = {
    "why_trade": Question(
        "Why is a code traded for a token? Twitch could put the token into the address at once.",
        {
            "Because a token is too long for an address": Wrong(
                "No. A token has about as many letters as a code.", compare_the_lengths
            ),
            "Because the address bar can be seen, and the trade needs the secret": Right(
                "Yes. What went through the browser is worthless without the secret, which "
                "never went there."
            ),
            "Because the viewer must agree twice": Wrong(
                "No. The viewer agreed once. The trade happens without them.",
                trade_while_nobody_looks,
            ),
        },
    ),
    "token_died": Question(
        "Your token works today. Tomorrow the API says 401, Invalid OAuth token. What happened?",
        {
            "The client secret was wrong": Wrong(
                "No. A secret is needed to get a token, not to use it. A wrong one is refused "
                "elsewhere, and in other words.",
                send_a_wrong_secret,
            ),
            "It expired: it lives about four hours": Right(
                "Yes. The refresh token is there for this moment. How to use it is what "
                "comes after the ten steps."
            ),
            "The code was used up": Wrong(
                "No. That was so from the first minute, and the token worked.",
                use_the_token_of_a_used_code,
            ),
        },
    ),
    "who_needs_the_secret": Question(
        "You hold a token. For what does your program still need the client secret?",
        {
            "For each call of the API: it goes along with the token": Wrong(
                "No. The API wants the token and the client ID. The secret goes to one "
                "address only, and each journey less is a risk less.",
                call_the_api_without_the_secret,
            ),
            "For nothing: it was needed to register": Wrong(
                "No. The next token has to be fetched as this one was. A code alone is not enough.",
                trade_without_the_secret,
            ),
            "For getting the next token": Right(
                "Yes. So the secret stays where tokens are fetched, and a token goes where the "
                "work is done."
            ),
        },
    ),
    "who_the_program_is": Question(
        "Your program holds a token that you consented to. Who is it now, for Twitch?",
        {
            "Me, logged in: all that I may do, it may do": Wrong(
                "No. OAuth is no login. A token opens the API, as far as its scopes go. Pages "
                "that ask you to log in don't know it.",
                open_the_console_with_a_token,
            ),
            "A user of its own, with my application's name": Wrong(
                "No. There is a viewer in the token, and it is you. The application is only "
                "the one that carries it.",
                ask_the_api_who_it_sees,
            ),
            "My application, which may act for me as far as the scopes go": Right(
                "Yes. Twitch knows both by the token: validating it showed you client_id, login "
                "and scopes."
            ),
        },
    ),
}
