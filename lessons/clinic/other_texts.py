"""Texts without Twitch's words whose cause is known all the same, and answers that are fine."""

from __future__ import annotations

import re

from lessons.clinic.diagnosis import UNKNOWN, Diagnosis

# A pattern, a cause, what happened, and how to fix it. The first that fits counts.
CAUSES = [
    (
        r"ERR_CONNECTION_REFUSED|localhost refused to connect|ERR_UNSAFE_PORT"
        r"|(?s:(?:Safari|Firefox)\b.{0,120}\blocalhost)",
        "nothing_listens_at_the_redirect_address",
        "Nothing answers at the address that the browser asked for. If that is your redirect "
        "address, it is fine: Twitch's answer is in the address bar all the same.",
        "After Authorize, copy the whole address from the address bar into notebook 08. If it was "
        "a page of Practice Twitch, run the notebook's first cell again, then open the page again.",
    ),
    (
        r"blocked by CORS policy|Cross-Origin Request Blocked",
        "asked_by_a_script",
        "A script of a web page asked, and the browser keeps the answer from it.",
        "The authorize link is opened in the browser, as a page: a script can't fetch it. What "
        "has the client secret in it never goes into a page.",
    ),
    (
        r"Unexpected token '?<|invalid character '<' looking for",
        "answer_is_no_json",
        "A web page came where the program expected JSON: another address was asked, or something "
        "in between answered.",
        "Print the status and the first line of the answer before it is read as JSON.",
    ),
    (
        r"KeyError: ['\"]access_token|\(missing_token\)"
        r"|[Uu]ndefined (?:array key|index):? \W?access_token",
        "answer_has_no_token",
        "What the program read has no access_token. Mostly it is a refusal, and the program didn't "
        "look at its status.",
        "Print the answer's status and body first, and give the clinic that.",
    ),
    (
        r"mismatching_state|State not equal in request and response",
        "state_differs",
        "The state that came back is not the one that the library kept, so it threw the answer "
        "away. Twitch was not asked.",
        "Open a new link and answer that one. If it comes again: the library keeps the state in a "
        "cookie, so begin and end at the same host (localhost and 127.0.0.1 are two).",
    ),
    (
        r"insecure_transport|OAuth 2 MUST utilize https",
        "library_wants_https",
        "The library oauthlib stopped by itself, since an address begins with http://. Twitch was "
        "not asked.",
        "For practice, and for a redirect address on localhost, set OAUTHLIB_INSECURE_TRANSPORT=1 "
        "while you try it out on your own computer; elsewhere, use https://.",
    ),
    (
        r"Scope has changed from",
        "scopes_of_the_answer_differ",
        "The library oauthlib compares the scopes that were asked for with those in the answer. "
        "They are not the same to it. Twitch has answered; its scope is a list, in its own order.",
        "Look at scope in the answer. If all are there, set OAUTHLIB_RELAX_TOKEN_SCOPE=1; if one "
        "is missing, ask the viewer for it again.",
    ),
    (
        r"MissingScopeException",
        "scope_not_granted",
        "The call needs a scope that this token, or the list that the library was given with it, "
        "doesn't have.",
        "Add the scope to the authorize link and to that list, and ask the viewer again.",
    ),
    (
        r"InvalidRefreshTokenException|Invalid or unauthorized Access Token passed",
        "token_refused",
        "Twitch refused the token: it is wrong, has expired, or was revoked. A library may say no "
        "more of it.",
        "Look at what was kept, and whether it is this application's; then ask the viewer again.",
    ),
    (
        r"invalid transport and auth combination",
        "app_token_for_a_websocket",
        "EventSub over a WebSocket needs a viewer's token, and this is an application's own "
        "(docs/twitch.md 6.11).",
        "Subscribe with a viewer's token.",
    ),
    (
        r"number of websocket transports limit exceeded",
        "too_many_websockets",
        "This application has three WebSockets for EventSub open for this viewer, and no more are "
        "allowed (docs/twitch.md 6.11).",
        "Close those of earlier runs, and keep one open for all subscriptions.",
    ),
    (
        r"subscription missing proper authorization",
        "scope_not_granted",
        "The viewer did not grant the scope that this subscription needs (docs/twitch.md 6.11).",
        "Add it to the authorize link and ask the viewer again.",
    ),
]
FINE = [
    (
        r"[\"']access_token[\"']\s*:",
        "Nothing failed here: this is an answer with a token. Show it to nobody.",
    ),
    (
        r"[\"']is_sent[\"']\s*:\s*[Ff]alse",
        "The request was fine, and the message was dropped: drop_reason in it says why.",
    ),
    (
        r"[\"']data[\"']\s*:\s*\[\s*\]",
        "Nothing failed here: the list is empty, because nothing fits the question. Of users: "
        "nobody has this name. Of streams: nobody is live.",
    ),
    (
        r"[\"']data[\"']\s*:\s*\[\s*\{",
        "Nothing failed here: this is an answer of the API, with what was asked for in data.",
    ),
]


def recognized(text: str, refused: bool) -> Diagnosis | None:
    """What this text shows; None when nothing is known of it. `refused`: it has such a status."""
    for pattern, cause, happened, fix in CAUSES:
        if re.search(pattern, text):
            return Diagnosis(cause, happened, fix=fix, failed="what this text tells of")
    for pattern, happened in FINE:
        if not refused and re.search(pattern, text):
            return Diagnosis(UNKNOWN, happened)
    return None
