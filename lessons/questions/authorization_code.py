"""The questions of notebook 08."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

from helpers import credentials, oauth
from helpers.credentials import Credentials
from helpers.sending import send
from helpers.service import Service
from lessons.exchange import behind_the_curtain
from lessons.practice_side import practice_learner
from lessons.practice_side.practice_learner import PracticeLearner
from lessons.questions import night_owl
from lessons.questions.question import Question, Right, Wrong, answered


def call_the_api_with_a_code(twitch: Service, mine: Credentials) -> str:
    """A fresh code was sent in place of a token."""
    code = practice_learner.another_code(twitch)
    reply = oauth.validate(twitch, code)
    assert reply.status_code == 401
    return answered(reply)


def exchange_a_code_twice(twitch: Service, mine: Credentials) -> str:
    """A fresh code was exchanged, and then exchanged again."""
    mine = credentials.need(twitch, "client_id", "client_secret", "redirect_uri")
    proof = (twitch, mine.client_id, mine.client_secret)
    code = practice_learner.another_code(twitch)
    first = oauth.exchange(*proof, code, mine.redirect_uri)
    again = oauth.exchange(*proof, code, mine.redirect_uri)
    assert first.status_code == 200 and again.status_code == 400
    return f"The second time, {answered(again)}"


def leave_the_state_out(twitch: Service, mine: Credentials) -> str:
    """A link without any state was opened, and Authorize was pressed."""
    mine = credentials.need(twitch, "client_id", "redirect_uri")
    scopes = mine.scopes or ["chat:read"]
    link = oauth.authorize_url(twitch, mine.client_id, mine.redirect_uri, scopes, "")
    back = PracticeLearner(twitch).authorize(link.removesuffix("&state="))
    answer = parse_qs(urlsplit(back).query)
    assert "code" in answer and "state" not in answer
    return "Twitch sent a code all the same, so it checks no state."


def look_for_the_state_in_the_books(twitch: Service, mine: Credentials) -> str:
    """A link with a state was opened, and practice's books were searched for it."""
    client_id, _ = night_owl.keys(twitch)
    assert night_owl.STATE in night_owl.sent_back(twitch, client_id, "chat:read")
    kept = behind_the_curtain.books(twitch)["codes"][-1]
    assert "user" in kept and "state" not in kept and night_owl.STATE not in str(kept)
    return f"Of the code they keep {', '.join(kept)}, so nobody could be asked for the state."


def put_a_comma_between(twitch: Service, mine: Credentials) -> str:
    """A link with a comma between two scopes was opened."""
    mine = credentials.need(twitch, "client_id", "redirect_uri")
    scopes = ["chat:read,chat:edit"]
    link = oauth.authorize_url(twitch, mine.client_id, mine.redirect_uri, scopes, "any-state")
    reply = send("GET", link)
    assert reply.status_code == 400
    return answered(reply)


def encode_the_plus(twitch: Service, mine: Credentials) -> str:
    """A link with %2B between two scopes was opened."""
    mine = credentials.need(twitch, "client_id", "redirect_uri")
    scopes = ["chat:read+chat:edit"]
    link = oauth.authorize_url(twitch, mine.client_id, mine.redirect_uri, scopes, "any-state")
    reply = send("GET", link)
    assert "%2B" in link and reply.status_code == 400
    return answered(reply)


def name_port_8080(twitch: Service, mine: Credentials) -> str:
    """night_owl opened a link to port 8080 of an application registered at port 3000."""
    owl = PracticeLearner(twitch, "night_owl")
    client_id = owl.application("Owl Ports", "http://localhost:3000", "confidential")
    back = night_owl.sent_back(twitch, client_id, redirect_uri="http://localhost:8080")
    assert back.startswith("http://localhost:3000") and "error=redirect_mismatch" in back
    return "The browser was sent to port 3000, with `error=redirect_mismatch`."


QUESTIONS = {
    "what_a_code_is_for": Question(
        "You hold a code now. What is it good for?",
        {
            "once": Right(
                "One exchange, with the client secret",
                "The code shows the viewer's consent, the secret shows which application asks. "
                "Without the secret others can't exchange it, though it is dangerous in their "
                "hands all the same (RFC 9700, section 4.5).",
            ),
            "api": Wrong(
                "Calling the API, in place of a token",
                "A code is a proof of consent, and only the token address takes it.",
                call_the_api_with_a_code,
            ),
            "again": Wrong(
                "Getting tokens, as often as you like",
                "It works once, and lives for minutes (RFC 6749, section 4.1.2).",
                exchange_a_code_twice,
            ),
        },
    ),
    "an_unknown_state": Question(
        "Your application gets a good code with a `state` that it never sent. What is right?",
        {
            "twitch": Wrong(
                "Exchange it: Twitch checked the state",
                "Twitch sends back what the link held, and compares it with nothing.",
                leave_the_state_out,
            ),
            "drop": Right(
                "Drop it: it belongs to another link",
                "Somebody else may have obtained this code, and want you to act in their account. "
                "Your application alone can notice.",
            ),
            "ask": Wrong(
                "Hold it: ask Twitch about the state",
                "Twitch has no address for that question, and need not remember the state.",
                look_for_the_state_in_the_books,
            ),
        },
        transfer=True,
    ),
    "between_two_scopes": Question(
        "Which two ask for `chat:read` and `chat:edit`?",
        {
            "comma": Wrong(
                "`scope=chat%3Aread,chat%3Aedit`",
                "Scopes have a space between them (RFC 6749, section 3.3). With a comma, Twitch "
                "reads one scope with a strange name.",
                put_a_comma_between,
            ),
            "plus": Right(
                "`scope=chat%3Aread+chat%3Aedit`",
                "In an address, `+` means a space; `urlencode` writes it like this.",
            ),
            "encoded": Wrong(
                "`scope=chat:read%2Bchat:edit`",
                "`%2B` is a plus sign itself, and becomes a part of the name.",
                encode_the_plus,
            ),
            "percent": Right(
                "`scope=chat:read%20chat:edit`",
                "`%20` is a space, too, and a colon may be written as it is.",
            ),
        },
        transfer=True,
    ),
    "another_port": Question(
        "`http://localhost:3000` is registered, and your program listens at port 8080, as its "
        "link says. Where does the viewer's browser go?",
        {
            "listening": Wrong(
                "To port 8080, with an error in it",
                "Twitch sends answers to registered addresses, errors included. So your program "
                "hears nothing.",
                name_port_8080,
            ),
            "code": Wrong(
                "To port 8080, with a code for you",
                "RFC 8252, section 7.3 lets the port of 127.0.0.1 differ. Twitch compares all of "
                "the address.",
                name_port_8080,
            ),
            "registered": Right(
                "To port 3000, with an error in it",
                "The port is a part of the address, so this is a mismatch, and Twitch takes the "
                "first registered address for the error.",
            ),
        },
        returns="matching_address",
    ),
}
