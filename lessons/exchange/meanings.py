"""What each part of a request means, beside how it is sent; secrets are masked."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlencode

from helpers import credentials, oauth
from helpers.private_folder import mask
from helpers.service import Service
from lessons.exchange import wire

Rows = tuple[tuple[str, str], ...]

ADDRESS_MEANING = "Twitch's page that asks the viewer. What follows is your question."
IN_THE_LINK = {
    "response_type": "You want a code, to be exchanged for a token afterwards.",
    "client_id": "Which application asks. It is public.",
    "redirect_uri": "Where the answer is sent. It must be registered, character for character.",
    "scope": "What you ask to be allowed to do. The viewer sees this list in words.",
    "state": "A random value of your own. The answer must bring it back unchanged.",
}
IN_THE_FORM = {
    "client_id": "which application asks",
    "client_secret": "the proof that it is this application",
    "code": "the viewer's consent, fresh from the address bar",
    "grant_type": "what is exchanged: an authorization code",
    "redirect_uri": "the same as in the link; it is compared once more",
}


def link_parts(twitch: Service, scopes: Iterable[str]) -> Rows:
    """The authorize link of what is kept, part by part."""
    mine = credentials.need(twitch, "client_id", "redirect_uri")
    parameters = oauth.authorize_parameters(mine.client_id, mine.redirect_uri, scopes, mine.state)
    parts = [(f"{twitch.id_url}/oauth2/authorize", ADDRESS_MEANING)]
    for (name, value), mark in zip(parameters.items(), "?&&&&", strict=True):
        shown = urlencode({name: value}).split("=")[1]
        if name == "state":
            shown = mask(value) if value else "…"  # not made yet, or used up
        parts.append((f"{mark}{name}={shown}", IN_THE_LINK[name]))
    return tuple(parts)


def form_parts(twitch: Service) -> Rows:
    """The form that exchanges the kept code for a token; what is missing is left out."""
    mine = credentials.kept(twitch)
    form = oauth.token_form(mine.client_id, mine.client_secret, mine.code, mine.redirect_uri)
    shown = wire.masked({name: value for name, value in form.items() if value})
    return tuple((f"{name}={value}", IN_THE_FORM[name]) for name, value in shown.items())
