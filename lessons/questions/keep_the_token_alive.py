"""The questions of notebook 12."""

from __future__ import annotations

from helpers import credentials, helix, oauth
from helpers.credentials import Credentials
from helpers.service import Service
from lessons.exchange import wire
from lessons.practice_side import practice_learner
from lessons.questions.question import Question, Right, Wrong


def call_the_api_with_a_refresh_token(twitch: Service, mine: Credentials) -> object:
    """Put the refresh token where the API wants an access token."""
    credentials.need(twitch, "client_id", "refresh_token")
    reply = helix.get_users(twitch, mine.client_id, mine.refresh_token)
    assert reply.status_code == 401
    return wire.show(reply)


def refresh_when_the_access_token_is_dead(twitch: Service, mine: Credentials) -> object:
    """End a fresh access token, and refresh: no page is opened."""
    token = practice_learner.another_token(twitch)
    oauth.revoke(twitch, mine.client_id, token.access_token)
    reply = oauth.refresh(twitch, mine.client_id, mine.client_secret, token.refresh_token)
    assert reply.status_code == 200
    return wire.show(reply)


def refresh_before_fifty_requests(twitch: Service, mine: Credentials) -> object:
    """Refresh fifty times: does the first access token live? (That it is the oldest who dies is
    practice's own choice.)
    """
    token = practice_learner.another_token(twitch)
    for _ in range(50):
        oauth.refresh(twitch, mine.client_id, mine.client_secret, token.refresh_token)
    reply = oauth.validate(twitch, token.access_token)
    assert reply.status_code == 401
    return wire.show(reply)


def refresh_when_the_client_id_is_missing(twitch: Service, mine: Credentials) -> object:
    """Get a 401 for a missing Client-Id, refresh, and ask in the same way again."""
    token = practice_learner.another_token(twitch)
    assert helix.get_users(twitch, "", token.access_token).status_code == 401
    reply = oauth.refresh(twitch, mine.client_id, mine.client_secret, token.refresh_token)
    again = helix.get_users(twitch, "", oauth.read_token(reply).access_token)
    assert reply.ok and again.status_code == 401
    return wire.show(again)


def call_without_a_session(twitch: Service, mine: Credentials) -> object:
    """Call the API, and look for a cookie in the request: a browser's session lives in one."""
    credentials.need(twitch, "client_id", "access_token")
    reply = helix.get_users(twitch, mine.client_id, mine.access_token)
    assert reply.ok and "Cookie" not in reply.request.headers
    return wire.show(reply)


def refresh_after_revoking(twitch: Service, mine: Credentials) -> object:
    """Revoke a fresh access token, then get the next one and use it."""
    token = practice_learner.another_token(twitch)
    oauth.revoke(twitch, mine.client_id, token.access_token)
    reply = oauth.refresh(twitch, mine.client_id, mine.client_secret, token.refresh_token)
    reply = oauth.validate(twitch, oauth.read_token(reply).access_token)
    assert reply.status_code == 200
    return wire.show(reply)


QUESTIONS = {
    "what_a_refresh_token_opens": Question(
        "Your access token is dead, and your refresh token is fine. What can you do with it?",
        {
            "Call the API with it, as it lives longer": Wrong(
                "No. The API knows access tokens only. A refresh token goes to "
                "/oauth2/token and nowhere else (RFC 6749, section 1.5).",
                call_the_api_with_a_refresh_token,
            ),
            "Get a new access token, with the client secret": Right(
                "Yes. That is the one thing it is good for, and the secret must come along."
            ),
            "Nothing: the viewer must press Authorize again": Wrong(
                "No. Sparing the viewer that is what it is for. You got a new token above "
                "without any page.",
                refresh_when_the_access_token_is_dead,
            ),
        },
    ),
    "when_to_refresh": Question(
        "When does your program refresh?",
        {
            "Before every request, to be safe": Wrong(
                "No. The token you have is good for hours. And one of Twitch's older pages lets "
                "only 50 access tokens of one refresh token live at the same time.",
                refresh_before_fifty_requests,
            ),
            "When Twitch answers 401, Invalid OAuth token": Right(
                "Yes. The 401 comes whatever ended the token. If it was only time, the refresh "
                "fixes it. After a new password or a Disconnect the refresh is refused, too, and "
                "you ask for consent."
            ),
            "At every 401": Wrong(
                "No. Without a Client-Id the answer is a 401 too, and a new token doesn't "
                "help. The try-out above catches this one.",
                refresh_when_the_client_id_is_missing,
            ),
        },
    ),
    "revoked_or_disconnected": Question(
        "A viewer writes: your program must have no access any more, at once. What is enough?",
        {
            "They log out of Twitch": Wrong(
                "No. That ends their browser's session. Your program never used it: its "
                "tokens go on.",
                call_without_a_session,
            ),
            "You revoke the access token": Wrong(
                "No. It is a start, but anyone who holds the refresh token gets the next one. "
                "You revoked one above, and got others.",
                refresh_after_revoking,
            ),
            "They press Disconnect": Right(
                "Yes. It ends every token between the two of you, the refresh token "
                "included, and needs nothing from you."
            ),
        },
    ),
}
