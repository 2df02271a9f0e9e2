"""The questions of notebook 17."""

from __future__ import annotations

from helpers import credentials, oauth
from helpers.credentials import Credentials
from helpers.sending import send
from helpers.service import Service
from lessons.exchange import pasted, wire
from lessons.practice_side import practice_learner
from lessons.practice_side.practice_learner import PracticeLearner
from lessons.questions.question import Question, Right, Wrong


def trade_with_a_verifier_and_no_secret(twitch: Service, mine: Credentials) -> object:
    """Trade a code with PKCE's verifier in the place of the client secret."""
    mine = credentials.need(twitch, "client_id", "redirect_uri")
    form = oauth.token_form(mine.client_id, "", "any-code", mine.redirect_uri)
    form["code_verifier"] = "v" * 43
    del form["client_secret"]
    reply = send("POST", f"{twitch.id_url}/oauth2/token", data=form)
    assert reply.json()["message"] == "missing client secret"
    return wire.show(reply)


def trade_as_a_public_application(twitch: Service, mine: Credentials) -> object:
    """Get a real code for a Public application, and try to trade it."""
    learner, back = PracticeLearner(twitch, "night_owl"), "http://localhost"
    public = learner.application("Book Reader", back, "public")
    link = oauth.authorize_url(twitch, public, back, ["chat:read"], "any-state")
    code = pasted.read_answer(learner.authorize(link), "any-state").code
    reply = oauth.exchange(twitch, public, "", code, back)
    assert reply.json()["message"] == "Invalid client credentials"
    return wire.show(reply)


def look_for_error(twitch: Service, mine: Credentials) -> object:
    """Send a code that was never issued, and look for `error` in the answer."""
    mine = credentials.need(twitch, "client_id", "client_secret", "redirect_uri")
    reply = oauth.exchange(
        twitch, mine.client_id, mine.client_secret, "not-a-code", mine.redirect_uri
    )
    assert "error" not in reply.json()
    return wire.show(reply)


def send_a_wrong_secret(twitch: Service, mine: Credentials) -> object:
    """Send a wrong secret, and look at the status."""
    mine = credentials.need(twitch, "client_id")
    reply = oauth.app_token(twitch, mine.client_id, "not-the-secret")
    assert reply.status_code != 401
    return wire.show(reply)


def compare_with_what_was_asked(twitch: Service, mine: Credentials) -> object:
    """Get a token, and compare its scopes with those that the link asked for."""
    asked = set(mine.asked_scope.split())
    token = practice_learner.another_token(twitch)
    assert set(token.scopes) == asked
    return f"Asked for {sorted(asked)}, and got {sorted(token.scopes)}: the same."


def ask_in_twitchs_order(twitch: Service, mine: Credentials) -> object:
    """Ask for scopes in the order in which Twitch has them, and look at what comes back."""
    mine = credentials.need(twitch, "client_id", "client_secret", "redirect_uri")
    learner, scopes = PracticeLearner(twitch), ["chat:edit", "chat:read"]
    link = oauth.authorize_url(twitch, mine.client_id, mine.redirect_uri, scopes, "any-state")
    code = pasted.read_answer(learner.authorize(link), "any-state").code
    reply = oauth.exchange(twitch, mine.client_id, mine.client_secret, code, mine.redirect_uri)
    assert reply.json()["scope"] == scopes
    return wire.show(reply)


def revoke_three_times(twitch: Service, mine: Credentials) -> object:
    """Revoke one token three times, and look at the last answer."""
    token = practice_learner.another_token(twitch).access_token
    replies = [oauth.revoke(twitch, mine.client_id, token) for _ in range(3)]
    assert [reply.status_code for reply in replies] == [200, 400, 400]
    return wire.show(replies[-1])


def validate_after_two_revocations(twitch: Service, mine: Credentials) -> object:
    """Revoke one token twice, and ask whether it lives."""
    token = practice_learner.another_token(twitch).access_token
    oauth.revoke(twitch, mine.client_id, token)
    assert oauth.revoke(twitch, mine.client_id, token).status_code == 400
    reply = oauth.validate(twitch, token)
    assert reply.status_code == 401
    return wire.show(reply)


QUESTIONS = {
    "a_desktop_program": Question(
        "You give a desktop program to other people. Its library does PKCE. Which flow can it "
        "use with Twitch, without handing out a secret?",
        {
            "The authorization code flow: PKCE stands in for the secret": Wrong(
                "No. Twitch ignores PKCE and asks for the secret as before. You saw it in "
                "“1 · PKCE is ignored”.",
                trade_with_a_verifier_and_no_secret,
            ),
            "The authorization code flow, registered as Public": Wrong(
                "No. The viewer is asked, and a code comes back, but the trade is refused: see "
                "“2 · A Public application can't trade a code”.",
                trade_as_a_public_application,
            ),
            "The device code flow, registered as Public": Right(
                "Yes. It asks for no secret, and its refresh tokens are good for one use each. "
                "Notebook 15 walks through it."
            ),
        },
    ),
    "where_the_reason_stands": Question(
        "A request to /oauth2/token is refused. Where does your program read why?",
        {
            "In error, as RFC 6749 says": Wrong(
                "No. There is no such field in Twitch's answer: see “20 · The reason has another "
                "name”.",
                look_for_error,
            ),
            "In the status: 401 means that the secret is wrong": Wrong(
                "No. The status for a wrong secret is 403 (“21 · A wrong secret is 403”), and 400 "
                "stands for nearly everything else.",
                send_a_wrong_secret,
            ),
            "In message, beside status": Right(
                "Yes. That text is all that tells one refusal from another, so a program has to "
                "compare it."
            ),
        },
    ),
    "a_library_stops_at_scope": Question(
        "A library stops after the trade: the scope is not a string. What is wrong?",
        {
            "The viewer allowed other scopes than I asked for": Wrong(
                "No. They are the same ones, in another kind of value: see “19 · scope is a list”.",
                compare_with_what_was_asked,
            ),
            "I asked for the scopes in another order than Twitch has them": Wrong(
                "No. Their order counts for nothing (RFC 6749, section 3.3). Whatever you ask "
                "for, scope comes back as a list: see “19 · scope is a list”.",
                ask_in_twitchs_order,
            ),
            "Twitch sends a list where the library wants the book's string": Right(
                "Yes. Fix the answer before the library reads it, with a function such as yours."
            ),
        },
    ),
    "revoked_twice": Question(
        "Your program revokes a token. The network fails before the answer comes, so it tries "
        "again: 400, Invalid token. What now?",
        {
            "Try again until it is 200, as RFC 7009 promises": Wrong(
                "No. Twitch answers 400 for a dead token, however often you ask: see “27 and 28 · "
                "A dead token can't be revoked”.",
                revoke_three_times,
            ),
            "Report that the token still lives": Wrong(
                "No. It is dead: the first request arrived, only its answer was lost.",
                validate_after_two_revocations,
            ),
            "Nothing: the token is dead, and that was the aim": Right(
                "Yes. RFC 7009, section 2.2 says 200 here for this very reason: the purpose is "
                "already achieved."
            ),
        },
    ),
}
