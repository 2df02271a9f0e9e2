"""What an event says to a person: a sentence made from its record."""

from __future__ import annotations

from collections.abc import Mapping

from practice.basics.fingerprint import mask
from practice.store.records import Event

# By what happened and how it ended.
SENTENCES = {
    ("sign_in", "done"): "{user} logged in.",
    ("learners_sign_in", "done"): "The practice learner logged in as {user}.",
    ("sign_out", "done"): "{user} logged out.",
    ("agreement", "done"): "{user} accepted the developer agreement.",
    ("learners_agreement", "done"): (
        "The practice learner accepted the developer agreement as {user}."
    ),
    ("two_factor", "done"): "{user} turned on two-factor authentication.",
    ("registration", "done"): "{user} registered {application}.",
    ("change", "done"): "{application} was changed and saved.",
    ("secret", "done"): (
        "{application} got a new client secret {client_secret}{old}. Only its hash is kept."
    ),
    ("authorize", "done"): "An authorization code {code} was issued to {application} for {user}.",
    ("authorize", "cancelled"): "{user} pressed Cancel: {application} got nothing.",
    ("code", "done"): "The code {code} was used; it can't be used again.",
    ("token", "done"): (
        "An access token {access_token} was made for {application}; only its hash is stored."
    ),
    ("short_life", "done"): "The next access token will live for a short time only.",
    ("exchange", "refused"): "An exchange was refused: {error}.",
    ("refresh_token", "done"): "The refresh token {refresh_token} was used; it worked this once.",
    ("refresh_token", "refused"): (
        "A refresh token of {application} came a second time: everything between it and {user} "
        "was ended."
    ),
    ("revocation", "done"): "{application} revoked the access token {access_token}.",
    ("disconnection", "done"): (
        "{user} disconnected {application}: all its tokens for this user are useless now."
    ),
    ("device_code", "done"): (
        "A device code {device_code} was issued to {application}; it waits for a user."
    ),
    ("device_consent", "done"): "{user} allowed the device code {device_code} of {application}.",
    ("device_consent", "cancelled"): (
        "{user} pressed Cancel: the device code {device_code} of {application} is useless."
    ),
    ("device_code_use", "done"): "The device code {device_code} was used.",
}


def sentence(event: Event, applications: Mapping[str, str], users: Mapping[str, str]) -> str:
    """The sentence for a record. `applications` has names by client ID, `users` logins by ID."""
    marks = {name: mask(fingerprint) for name, fingerprint in event.marks.items()}
    old = f"; the old one {marks['old_secret']} stopped working" if "old_secret" in marks else ""
    return SENTENCES[event.kind, event.outcome].format(
        **marks,
        old=old,
        error=event.error,
        application=applications.get(event.client_id or "", "An application"),
        user=users.get(event.user_id or "", "Somebody"),
    )
