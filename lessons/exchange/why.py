"""Why each part of a request or of an answer is there, in a few words beside it."""

from __future__ import annotations

# docs/twitch.md 2; the names mean the same in every flow.
ASKED = {
    "client_id": "which application asks",
    "client_secret": "the proof that it is this application",
    "code": "the viewer's consent",
    "grant_type": "what is exchanged for a token",
    "redirect_uri": "the same in the link and at the exchange; it is compared",
    "refresh_token": "gets a new access token, without the viewer",
    "device_code": "what the device keeps to itself",
    "token": "what is to be revoked",
    "Authorization": "the token, in place of a password",
    "Client-Id": "which application asks",
}
ANSWERED = {
    "access_token": "opens the API",
    "refresh_token": "gets the next access token",
    "expires_in": "seconds until it expires",
    "scope": "what the viewer allowed",
    "scopes": "what the token allows",
    "token_type": "anyone who holds it may use it",
    "user_code": "what the viewer compares or types",
    "device_code": "what the device keeps to itself",
    "verification_uri": "the page that the viewer opens",
    "interval": "seconds to wait between two questions",
}
