"""The questions of notebook 08."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

from helpers import credentials, oauth
from helpers.credentials import Credentials
from helpers.sending import message, send
from helpers.service import Service
from lessons.exchange import wire
from lessons.practice_side import practice_learner
from lessons.practice_side.practice_learner import PracticeLearner
from lessons.questions.question import Question, Right, Wrong


def call_the_api_with_a_code(twitch: Service, mine: Credentials) -> object:
    """Put a fresh code where the API wants a token."""
    code = practice_learner.another_code(twitch)
    reply = oauth.validate(twitch, code)
    assert reply.status_code == 401
    return wire.show(reply)


def trade_a_code_twice(twitch: Service, mine: Credentials) -> object:
    """Trade a fresh code, then trade it again."""
    mine = credentials.need(twitch, "client_id", "client_secret", "redirect_uri")
    proof = (twitch, mine.client_id, mine.client_secret)
    code = practice_learner.another_code(twitch)
    first = oauth.exchange(*proof, code, mine.redirect_uri)
    again = oauth.exchange(*proof, code, mine.redirect_uri)
    assert first.status_code == 200 and again.status_code == 400
    return wire.show(again)


def read_the_address_of_the_answer(twitch: Service, mine: Credentials) -> object:
    """Open a link with a state in it, press Authorize, and read what comes back."""
    mine = credentials.need(twitch, "client_id", "redirect_uri")
    scopes, state = mine.scopes or ["chat:read"], "a-state-for-this-link"
    link = oauth.authorize_url(twitch, mine.client_id, mine.redirect_uri, scopes, state)
    back = PracticeLearner(twitch).authorize(link)
    answer = parse_qs(urlsplit(back).query)
    assert "code" in answer and answer["state"] == [state]
    return f"Everybody can read {', '.join(answer)} in it. The state is {answer['state'][0]}."


def leave_the_state_out(twitch: Service, mine: Credentials) -> object:
    """Open a link without any state, and press Authorize."""
    mine = credentials.need(twitch, "client_id", "redirect_uri")
    scopes = mine.scopes or ["chat:read"]
    link = oauth.authorize_url(twitch, mine.client_id, mine.redirect_uri, scopes, "")
    back = PracticeLearner(twitch).authorize(link.removesuffix("&state="))
    answer = parse_qs(urlsplit(back).query)
    assert "code" in answer and "state" not in answer
    return f"Without any state, Twitch still knew you: {' and '.join(answer)} came back."


def trade_what_came_to_nobody(twitch: Service, mine: Credentials) -> object:
    """Get a code at an address where nothing listens, and trade it."""
    mine = credentials.need(twitch, "client_id", "client_secret", "redirect_uri")
    code = practice_learner.another_code(twitch)
    reply = oauth.exchange(twitch, mine.client_id, mine.client_secret, code, mine.redirect_uri)
    assert reply.status_code == 200
    return wire.show(reply)


def ask_twitch_something(twitch: Service, mine: Credentials) -> object:
    """Ask Twitch anything at all, to see whether it can be reached."""
    reply = oauth.validate(twitch, "not-a-real-token")
    assert message(reply) == "invalid access token"
    return wire.show(reply)


def put_a_comma_between(twitch: Service, mine: Credentials) -> object:
    """Ask for two scopes with a comma between them."""
    mine = credentials.need(twitch, "client_id", "redirect_uri")
    scopes = ["chat:read,chat:edit"]
    link = oauth.authorize_url(twitch, mine.client_id, mine.redirect_uri, scopes, "any-state")
    reply = send("GET", link)
    assert reply.status_code == 400
    return wire.show(reply)


def encode_the_plus(twitch: Service, mine: Credentials) -> object:
    """Ask for two scopes, with the plus between them written as %2B."""
    mine = credentials.need(twitch, "client_id", "redirect_uri")
    scopes = ["chat:read", "chat:edit"]
    link = oauth.authorize_url(twitch, mine.client_id, mine.redirect_uri, scopes, "any-state")
    reply = send("GET", link.replace("+", "%2B"))
    assert reply.status_code == 400
    return wire.show(reply)


QUESTIONS = {
    "what_a_code_is_for": Question(
        "You hold a code now. What can you do with it?",
        {
            "Call the API: the code is the token": Wrong(
                "No. The code is only a voucher. It went through the address bar, where "
                "others may have seen it, so alone it is not enough.",
                call_the_api_with_a_code,
            ),
            "Trade it once for a token, together with the client secret": Right(
                "Yes. The code shows the viewer's consent, the secret shows that it is your "
                "application."
            ),
            "Trade it now, and again next week": Wrong(
                "No. It lives for minutes and works once (RFC 6749, section 4.1.2).",
                trade_a_code_twice,
            ),
        },
    ),
    "what_state_does": Question(
        "What does state do?",
        {
            "It encrypts the answer": Wrong(
                "No. It is a plain random value, and everybody who sees the address can read it.",
                read_the_address_of_the_answer,
            ),
            "It tells Twitch who you are": Wrong(
                "No. Twitch doesn't look at it. It is sent back unchanged, that is all.",
                leave_the_state_out,
            ),
            "It shows that the answer belongs to your question": Right(
                "Yes. Only your program knows which value it sent, so only your program can "
                "compare."
            ),
        },
    ),
    "site_not_reached": Question(
        "After Authorize the browser says that the site can't be reached. What happened?",
        {
            "It failed: something must listen at http://localhost": Wrong(
                "No. Twitch never calls that address. It only sends your browser there, and "
                "the code stands in the address bar whether somebody listens or not.",
                trade_what_came_to_nobody,
            ),
            "It worked, and the answer stands in the address bar": Right(
                "Yes. A website would listen at that address and read the answer by itself. "
                "Here you do it."
            ),
            "Twitch is down": Wrong(
                "No. The site that can't be reached is your own computer: read the name in "
                "the address bar.",
                ask_twitch_something,
            ),
        },
    ),
    "between_two_scopes": Question(
        "You ask for chat:read and chat:edit. What stands between them in the link?",
        {
            "A comma": Wrong(
                "No. Twitch then reads one scope with a comma in its name, which doesn't "
                "exist (RFC 6749, section 3.3 wants a space).",
                put_a_comma_between,
            ),
            "A space, which is written + or %20 there": Right(
                "Yes. urlencode does it for you, so give it the scopes with a space."
            ),
            "A plus sign, which is written %2B there": Wrong(
                "No. In an address + already stands for a space. Encoded once more it is a "
                "plus sign in a name.",
                encode_the_plus,
            ),
        },
    ),
}
