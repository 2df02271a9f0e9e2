"""Why the chat complains: what was sent is compared with what is kept, then Twitch is asked.

The chat has one sentence for every token that it refuses (docs/twitch.md 8.3), and ends the
connection. So nothing is said of an expired token before /oauth2/validate has refused it.
"""

from __future__ import annotations

import re
from typing import Any

from helpers import credentials, oauth, sending
from helpers.chat import Line
from helpers.plain_errors import PlainError
from helpers.private_folder import mask_tokens
from helpers.service import Service
from lessons.clinic import comparing
from lessons.clinic.comparing import WORDS
from lessons.exchange import behind_the_curtain, last_failure, own_steps

SCOPES = ("chat:read", "chat:edit")
WHERE = (
    "In notebook 08, add {} in the panel “Step 8: build the authorize link” and open the link; "
    "exchange the new code in the panel of notebook 10. Then connect again with the new token."
)
RIGHT_ONE = 'The right one is credentials.need(twitch, "access_token").access_token.'
EMPTY = f"The token is empty: a variable may have had nothing in it. {RIGHT_ONE}"
IN_FRONT = {
    "oauth:": "oauth: stands before the token twice. chat.connect writes it, so give the token "
    "alone; by hand, write PASS oauth: and the token.",
    "bearer": "Bearer is the word of the API's Authorization header. In chat only oauth: comes "
    "before the token, and chat.connect writes that: give the token alone.",
    "oauth": "OAuth and a space belong into the Authorization header of /oauth2/validate. In chat "
    "only oauth: comes before the token, and chat.connect writes that: give the token alone.",
}
IN_WRONG_ORDER = "improperly formatted auth"
AT_LOGIN = ("login authentication failed", "improperly formatted auth", "login unsuccessful")
# What may be wrong, as far as the words alone tell.
REFUSALS = {
    "login authentication failed": "The token has expired or was revoked, lacks the scopes for "
    "chat, or is another value, such as a client secret. Connect with chat.connect: it compares, "
    "and asks Twitch.",
    "improperly formatted auth": "The line PASS must come before NICK, and its value must begin "
    "with oauth: and go on with the token.",
    "login unsuccessful": "Too many logins within ten seconds, or a name that can't be. Wait a "
    "little and try again.",
    "invalid nick": "The name in NICK is none that Twitch has: it is your login, in small letters.",
}
OF_OTHERS = (
    "Twitch doesn't take it as an access token either: it has expired or was revoked, or it never "
    "was one of this Twitch (a client secret, for example)."
)


def explain(twitch: Service, password: str, nick: str, line: Line | None) -> str:
    """What a NOTICE means, and what to do; None is for a silence. Empty when that isn't known.

    `password` and `nick` are the values of PASS and NICK as they were sent.
    """
    text = line.text.lower().rstrip(".") if line else ""
    if text == "invalid nick":
        return REFUSALS[text]
    if text in AT_LOGIN:
        late = REFUSALS[text] if text == IN_WRONG_ORDER else ""  # nothing is wrong with the value
        return _of_password(twitch, password) or late or _asked(twitch, password, nick)
    named = [scope for scope in SCOPES if scope in text]
    refused = line is not None and line.tags.get("msg-id") == "no_permission"
    if not named and (refused or line is None):
        named = _missing(twitch, password)
    return _lacks(named) if named else ""


def _of_password(twitch: Service, password: str) -> str:
    """What the value of PASS shows by itself, or beside what is kept."""
    word, token = password[:6], password[6:]
    if not password:
        return "PASS must be sent before NICK, with oauth: and the token."
    if comparing.has_mask(password):  # before what else is wrong: without that, it is no token yet
        return f"This is only the mask that outputs show in place of a token. {RIGHT_ONE}"
    if word.lower() != "oauth:":
        return _in_front(password) or "The value of PASS must begin with oauth:, then the token."
    if not token.strip():
        return EMPTY
    if in_front := _in_front(token):
        return in_front
    mine = credentials.kept(twitch)
    kind = comparing.value_difference("access_token", token, mine)
    if kind == "around" or token.split() != [token]:
        return (
            "There is more than the token: a space, a quote, or what stood beside it. Give the "
            "token alone."
        )
    if kind == "not_filled_in":
        return f"A placeholder was sent, and no token. {RIGHT_ONE}"
    if kind in WORDS or kind == "id_token":
        return f"This is the {WORDS.get(kind, kind)}, and chat wants the access token. {RIGHT_ONE}"
    if kind == "copied_wrongly":
        return f"It is nearly the kept access token: characters are missing, or others. {RIGHT_ONE}"
    if credentials.belongs_to_other(twitch, token):
        return f"This is kept for another Twitch, and {twitch.title} doesn't know it. {RIGHT_ONE}"
    if kind != "kept" and behind_the_curtain.practice_made(token, twitch):
        return f"This is a client secret, and chat wants an access token. {RIGHT_ONE}"
    if word != "oauth:":
        return "Write oauth: in small letters."
    return ""


def _in_front(value: str) -> str:
    found = re.match(r"[\s\"']*(oauth:|bearer\b|oauth\b)", value, re.IGNORECASE)
    return IN_FRONT[found[1].lower()] if found else ""


def _asked(twitch: Service, password: str, nick: str) -> str:
    """What Twitch tells about a token in which nothing else was wrong."""
    token = password[6:]
    told = _validated(twitch, token)
    if isinstance(told, str):
        return told
    missing = [scope for scope in SCOPES if scope not in (told.get("scopes") or [])]
    login = str(told.get("login") or "")
    if not login:
        return (
            "The token is the application's own, without a viewer, and nobody can log in to chat "
            "with it. Use a viewer's token, from notebook 10."
        )
    if missing:
        return _lacks(missing)
    if login.lower() != nick.strip().lower():
        return f"The token is {login}'s, and NICK says {nick}. Send the name that the token is for."
    return (
        f"Twitch says that the token is good, for {login} and with both scopes, so it isn't the "
        "cause. At most 20 logins within 10 seconds are allowed: wait a little and try again."
    )


def _validated(twitch: Service, token: str) -> dict[str, Any] | str:
    """What /oauth2/validate tells about a token; or a sentence, when it tells nothing."""
    try:
        with last_failure.left_alone(), own_steps.left_out():
            reply = oauth.validate(twitch, token)
    except PlainError as problem:
        return f"Twitch couldn't be asked whether the token is good. {problem}"
    body = sending.json_body(reply)
    if reply.ok and isinstance(body, dict) and "scopes" in body:
        return body
    said = mask_tokens(sending.message(reply))[:200]
    if reply.status_code != 401:
        return f"Asked about the token, Twitch answered {reply.status_code}: “{said}”. Try again."
    if token == credentials.kept(twitch).access_token:
        return (
            f"The kept token has expired or was revoked: Twitch says “{said}”. Refresh it in "
            "notebook 12, or get another in notebook 10."
        )
    return f"{OF_OTHERS} {RIGHT_ONE}"


def _missing(twitch: Service, password: str) -> list[str]:
    told = _validated(twitch, password[6:])
    if isinstance(told, str):
        return []
    return [scope for scope in SCOPES if scope not in (told.get("scopes") or [])]


def _lacks(scopes: list[str]) -> str:
    both = " and ".join(scopes)
    return f"The token lacks {both}. {WHERE.format(both)}"
