"""Texts without Twitch's words whose cause is known all the same, and answers that are fine."""

from __future__ import annotations

import re

from lessons.clinic.diagnosis import UNKNOWN, Diagnosis

# A pattern, a cause, what happened, and how to fix it. The first that fits counts.
CAUSES = [
    (
        r"ERR_CONNECTION_REFUSED|localhost refused to connect|ERR_UNSAFE_PORT"
        r"|can[’']t establish a connection to the server at localhost",
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
        r"KeyError: ['\"]access_token|[Uu]ndefined (?:array key|index):? \W?access_token",
        "answer_has_no_token",
        "What the program read has no access_token. Mostly it is a refusal, and the program didn't "
        "look at its status.",
        "Print the answer's status and body first, and give the clinic that.",
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
