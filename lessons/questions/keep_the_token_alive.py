"""The questions of notebook 12."""

from __future__ import annotations

from helpers import credentials, helix, oauth
from helpers.credentials import Credentials
from helpers.service import Service
from lessons.practice_side import practice_learner
from lessons.questions.question import Question, Right, Wrong, answered


def call_the_api_with_a_refresh_token(twitch: Service, mine: Credentials) -> str:
    """The API was called with a refresh token in place of an access token."""
    credentials.need(twitch, "client_id", "refresh_token")
    reply = helix.get_users(twitch, mine.client_id, mine.refresh_token)
    assert reply.status_code == 401
    return answered(reply)


def refresh_when_the_access_token_has_ended(twitch: Service, mine: Credentials) -> str:
    """A fresh access token was ended, and its refresh token was sent to `/oauth2/token`."""
    token = practice_learner.another_token(twitch)
    oauth.revoke(twitch, mine.client_id, token.access_token)
    reply = oauth.refresh(twitch, mine.client_id, mine.client_secret, token.refresh_token)
    assert reply.status_code == 200
    return "Twitch answered 200 with a new access token, and no page was opened."


def refresh_before_fifty_requests(twitch: Service, mine: Credentials) -> str:
    """One refresh token was used fifty times, and then its first access token was validated."""
    token = practice_learner.another_token(twitch)
    for _ in range(50):
        oauth.refresh(twitch, mine.client_id, mine.client_secret, token.refresh_token)
    reply = oauth.validate(twitch, token.access_token)
    assert reply.status_code == 401
    return answered(reply)


def refresh_when_the_client_id_is_missing(twitch: Service, mine: Credentials) -> str:
    """A request without `Client-Id` got a 401, and was repeated with a refreshed token."""
    token = practice_learner.another_token(twitch)
    assert helix.get_users(twitch, "", token.access_token).status_code == 401
    reply = oauth.refresh(twitch, mine.client_id, mine.client_secret, token.refresh_token)
    again = helix.get_users(twitch, "", oauth.read_token(reply).access_token)
    assert reply.ok and again.status_code == 401
    return answered(again)


def call_without_a_session(twitch: Service, mine: Credentials) -> str:
    """The API was called, and the request was searched for the cookie of a login."""
    token = practice_learner.another_token(twitch)
    reply = helix.get_users(twitch, mine.client_id, token.access_token)
    assert reply.ok and "Cookie" not in reply.request.headers
    return "There is none, so a logout has nothing to take away."


def refresh_after_revoking(twitch: Service, mine: Credentials) -> str:
    """A fresh access token was revoked, and its refresh token was used."""
    token = practice_learner.another_token(twitch)
    oauth.revoke(twitch, mine.client_id, token.access_token)
    reply = oauth.refresh(twitch, mine.client_id, mine.client_secret, token.refresh_token)
    reply = oauth.validate(twitch, oauth.read_token(reply).access_token)
    assert reply.status_code == 200
    return "It brought another access token, which works."


def refresh_as_a_thief(twitch: Service, mine: Credentials) -> str:
    """A refresh token was used by somebody who doesn't have the client secret."""
    token = practice_learner.another_token(twitch)
    reply = oauth.refresh(twitch, mine.client_id, "", token.refresh_token)
    assert reply.status_code == 400
    return answered(reply)


def look_after_the_thief(twitch: Service, mine: Credentials) -> str:
    """A thief without the secret tried to refresh, and then the owner's token was validated."""
    token = practice_learner.another_token(twitch)
    assert not oauth.refresh(twitch, mine.client_id, "", token.refresh_token).ok
    reply = oauth.validate(twitch, token.access_token)
    assert reply.status_code == 200
    return "Twitch answered 200, so the owner noticed nothing."


QUESTIONS = {
    "after_a_long_sleep": Question(
        "Your bot's laptop slept for a night, and the access token expired. What brings the bot "
        "back?",
        {
            "api": Wrong(
                "A call with the refresh token",
                "The API knows access tokens alone. A refresh token goes to `/oauth2/token` "
                "(RFC 6749, section 1.5).",
                call_the_api_with_a_refresh_token,
            ),
            "refresh": Right(
                "A refresh, with the client secret",
                "It needs no browser. (A clock such as `time.monotonic()` may have slept, too, so "
                "the 401 is the surer sign.)",
            ),
            "consent": Wrong(
                "A new consent, by the viewer",
                "A refresh token spares the viewer that, as long as they don't disconnect.",
                refresh_when_the_access_token_has_ended,
            ),
        },
        transfer=True,
    ),
    "when_to_refresh": Question(
        "When does your program refresh?",
        {
            "before": Wrong(
                "Before each request that it sends",
                "The token that you have is good for hours. One of Twitch's older pages lets 50 "
                "access tokens of one refresh token live; on Practice Twitch the oldest ends.",
                refresh_before_fifty_requests,
            ),
            "each": Wrong(
                "At a 401, whatever the message says",
                "Without `Client-Id` the answer is a 401, too, and a new token doesn't help.",
                refresh_when_the_client_id_is_missing,
            ),
            "invalid": Right(
                "At a 401 with `Invalid OAuth token`",
                "Whatever ended the token, this says so. If the refresh is refused, too, the "
                "viewer has to agree again.",
            ),
        },
    ),
    "revoked_or_disconnected": Question(
        "A viewer wants your program out at once. What is enough?",
        {
            "disconnect": Right(
                "They press Disconnect on Twitch",
                "It ends all tokens between the two of you, the refresh token included, and needs "
                "nothing from you.",
            ),
            "logout": Wrong(
                "They log out of Twitch everywhere",
                "That ends their browser's session, which your program never used.",
                call_without_a_session,
            ),
            "revoke": Wrong(
                "You revoke the access token",
                "The refresh token brings the next one. On Practice Twitch it can't be revoked; "
                "elsewhere a clean end revokes it as well (RFC 7009, section 2.1).",
                refresh_after_revoking,
            ),
        },
    ),
    "a_stolen_refresh_token": Question(
        "Your application is Confidential. A thief has one of its refresh tokens, and tries to "
        "refresh. What happens?",
        {
            "token": Wrong(
                "They get an access token, as you would",
                "A Confidential application proves itself at each refresh. Where there is no "
                "secret, a stolen refresh token is enough.",
                refresh_as_a_thief,
            ),
            "refused": Right(
                "Twitch refuses, as the secret is missing",
                "Twitch wants both. That is why a stolen `.env`, which holds both, is worse.",
            ),
            "ends": Wrong(
                "Twitch refuses, and ends your token, too",
                "A refusal changes nothing. (With Public applications, a second use does end "
                "everything.)",
                look_after_the_thief,
            ),
        },
        returns="who_needs_the_secret",
    ),
}
