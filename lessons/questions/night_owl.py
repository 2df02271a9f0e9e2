"""What proofs do as another account with its own application: the reader's are left alone."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

from helpers import oauth
from helpers.oauth import Token
from helpers.service import Service
from lessons.practice_side import practice_learner
from lessons.practice_side.practice_learner import PracticeLearner

REDIRECT_URI = practice_learner.REDIRECT_URI
STATE = "a-state-of-night-owl"


def keys(twitch: Service) -> tuple[str, str]:
    """The client ID and a fresh client secret of night_owl's application."""
    return practice_learner.another_application(twitch)


def sent_back(
    twitch: Service,
    client_id: str,
    *scopes: str,
    redirect_uri: str = REDIRECT_URI,
    **more: str,
) -> str:
    """Where the browser is sent when night_owl presses Authorize. `more` goes into the link."""
    link = oauth.authorize_url(twitch, client_id, redirect_uri, scopes, STATE, **more)
    return PracticeLearner(twitch, practice_learner.OTHER_ACCOUNT).authorize(link)


def code(twitch: Service, client_id: str, *scopes: str, **more: str) -> str:
    """A fresh code for night_owl's application."""
    return parse_qs(urlsplit(sent_back(twitch, client_id, *scopes, **more)).query)["code"][0]


def token(twitch: Service, client_id: str, client_secret: str, *scopes: str) -> Token:
    """A fresh token for night_owl's application, by the authorization code flow."""
    one = code(twitch, client_id, *scopes)
    return oauth.read_token(oauth.exchange(twitch, client_id, client_secret, one, REDIRECT_URI))
