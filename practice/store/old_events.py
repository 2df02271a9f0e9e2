"""Events as versions 1 and 2 of the practice file kept them, as sentences, read as records."""

from __future__ import annotations

import re
from collections.abc import Mapping

from practice.store.records import Event

# What happened, and the sentence as it was: USER, APPLICATION, ERROR, NUMBER and <name of a mark>
# stand for what varied in it.
SENTENCES = """
sign_in done: USER signed in.
sign_out done: USER signed out.
agreement done: USER accepted the developer agreement.
two_factor done: USER turned on two-factor authentication.
secret done: APPLICATION got a new client secret <client_secret>; the old one <old_secret> \
stopped working. Only its hash is kept.
secret done: APPLICATION got a new client secret <client_secret>. Only its hash is kept.
authorize done: An authorization code <code> was issued to APPLICATION for USER.
authorize cancelled: USER pressed Cancel: APPLICATION got nothing.
code done: The code <code> was used; it can't be used again.
token done: An access token <access_token> was made for APPLICATION; only its hash is stored.
exchange refused: An exchange was refused: ERROR.
refresh_token done: The refresh token <refresh_token> was used; it worked this once.
refresh_token refused: A refresh token of APPLICATION came a second time: everything between it \
and USER was ended.
revocation done: APPLICATION revoked the access token <access_token>.
disconnection done: USER disconnected APPLICATION: all its tokens for this user are useless now.
device_code done: A device code <device_code> was issued to APPLICATION; it waits for a user.
device_consent done: USER allowed the device code <device_code> of APPLICATION.
device_consent cancelled: USER pressed Cancel: the device code <device_code> of APPLICATION is \
useless.
device_code_use done: The device code <device_code> was used.
short_life done: The next access token will live NUMBER seconds.
registration done: USER registered APPLICATION.
change done: APPLICATION was changed and saved.
"""
VARIED = {"USER": r"(?P<user>\w+)", "APPLICATION": "(?P<application>.+)", "ERROR": "(?P<error>.+)"}
VARIED |= {"NUMBER": r"\d+"}
MARK = re.compile(r"<(\w+)>")
# It held a scope that was typed.
TYPED = re.compile(r"(invalid scope requested): .*")


def read(sentence: str, applications: Mapping[str, str], users: Mapping[str, str]) -> Event | None:
    """The record for a sentence; None for one that no version wrote.

    `applications` has client IDs by name, `users` user IDs by login.
    """
    for line in SENTENCES.strip().splitlines():
        what, _, said_then = line.partition(": ")
        if found := re.fullmatch(_pattern(said_then), sentence):
            kind, outcome = what.split()
            said = found.groupdict()
            error = said.pop("error", None)
            return Event(
                kind,
                client_id=applications.get(said.pop("application", "")),
                user_id=users.get(said.pop("user", "")),
                outcome=outcome,
                error=error and TYPED.sub(r"\1", error),
                marks=said,
            )
    return None


def _pattern(sentence: str) -> str:
    pattern = MARK.sub(r"\[hidden (?P<\1>[0-9a-f]{4})\]", re.escape(sentence))
    for word, varied in VARIED.items():
        pattern = pattern.replace(word, varied)
    return pattern
