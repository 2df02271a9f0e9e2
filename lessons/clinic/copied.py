"""A text that somebody copied: a browser's page, an error's last line, curl's output, a traceback.

Most of them don't say which address answered. Then the words are looked up for each.
"""

from __future__ import annotations

from dataclasses import replace

from helpers.private_folder import mask_tokens
from lessons.clinic import in_text, other_texts, scopes, unanswered, words
from lessons.clinic.case import Case
from lessons.clinic.chat import REFUSALS
from lessons.clinic.diagnosis import UNKNOWN, Diagnosis
from lessons.clinic.in_text import REDIRECT, SENT_BACK, Copied
from lessons.clinic.statuses import by_status
from lessons.clinic.what_failed import where
from lessons.exchange import mistakes, sent
from lessons.exchange.mistakes import AUTHORIZE, DEVICE, HELIX, REVOKE, TOKEN, VALIDATE, Mistake

TABLES = {AUTHORIZE, TOKEN, VALIDATE, REVOKE, DEVICE, HELIX}
CALLED = {
    AUTHORIZE: "the link (`/oauth2/authorize`)",
    TOKEN: "an exchange or a refresh (`/oauth2/token`, and `/oauth2/device`)",
    VALIDATE: "`/oauth2/validate` or `/oauth2/userinfo`",
    REVOKE: "`/oauth2/revoke`",
    DEVICE: "`/oauth2/device`",
    HELIX: "the API (`/helix/…`)",
    REDIRECT: "the link, and the browser came back with an error",
}
NOTEBOOK = {HELIX: "11", AUTHORIZE: "08", REDIRECT: "08"}
ASK = (
    "Which of them was called? Give the clinic the response itself, `ClinicPanel(reply)`, or a "
    "text that names the address; for a link, paste the link as well."
)
AS_JSON = "Twitch found no client_id, and this text shows one as JSON has it. It documents a form."
AS_BASIC = (
    "An HTTP Basic header was sent. Twitch reads the client ID and the secret from the form only, "
    "although RFC 6749 section 2.3.1 offers the header."
)
AS_A_FORM = (
    "Send the fields as a form: with requests, write data=… in place of json=…; elsewhere, with "
    "Content-Type: application/x-www-form-urlencoded."
)
# The word before what was sent in the header, as far as a text shows it.
BY_SCHEME = {
    (HELIX, "OAuth token is missing", "oauth"): (
        "oauth_in_place_of_bearer",
        "The word before the token is OAuth. Twitch's API wants Bearer; OAuth is for "
        "/oauth2/validate.",
    ),
    (TOKEN, "missing client id", "basic"): ("http_basic", AS_BASIC),
    (TOKEN, "missing client secret", "basic"): ("http_basic", AS_BASIC),
}
METHOD = "`/oauth2/token`, `/oauth2/device` and `/oauth2/revoke` answer to POST only."
NO_SUCH_PATH = "The API has no such address: its 404 with an empty message says so."
COMPARE_PATH = "Compare the path with Twitch's API reference, letter by letter."
ITS_WORDS = "Twitch's own words are in the body of the answer: look at `reply.text`."


def diagnose_copied(text: str) -> Diagnosis:
    """Name the cause from a text alone: what was sent, and how, can't be seen in it."""
    copied = in_text.read(text)
    readings = [_read_at(known, copied) for known in _fitting(copied)]
    if not readings:
        return _without_table(text, copied)
    failed = f"{f'`{copied.path}`, ' if copied.path else ''}refused{_with(copied)}"
    if len(readings) == 1:
        known, found = readings[0]
        sure = found.sure and (copied.surely or not copied.path)
        return _finished(found, known, failed, sure)
    causes = {found.cause for _, found in readings}
    lines = [
        f"If it was {CALLED.get(known.endpoint, known.endpoint)}: {found.happened} {found.fix}"
        for known, found in readings
    ]
    return Diagnosis(
        causes.pop() if len(causes) == 1 else UNKNOWN,
        "Several addresses answer with these words, and the text doesn't say which was called.",
        fix=ASK,
        look_at=tuple(lines),
        failed=f"a request, {failed}",
    )


def _finished(found: Diagnosis, known: Mistake, failed: str, sure: bool) -> Diagnosis:
    look_at = found.look_at if found.known else (found.fix, ASK_FOR_MORE)
    return Diagnosis(
        found.cause,
        found.happened,
        found.evidence,
        found.fix if found.known else "",
        sure,
        look_at,
        failed
        if failed.startswith("`")
        else f"{CALLED.get(known.endpoint, 'a request')}, {failed}",
        where(NOTEBOOK.get(known.endpoint, "10"), known),
    )


ASK_FOR_MORE = (
    "A text doesn't hold what was sent. From a browser, paste the authorize link with it. For a "
    "request of your own, give the clinic the response itself, `ClinicPanel(reply)`: then it "
    "compares that with what is kept."
)


def _with(copied: Copied) -> str:
    status = f" with {copied.status}" if copied.status else ""
    return f"{status}: “{mask_tokens(copied.message or '')[:200].rstrip('.')}”"


def _fitting(copied: Copied) -> list[Mistake]:
    """The entries of the table for these words: one for each address that says them."""
    if copied.message in (None, words.NOT_FOUND):
        return []
    error = copied.sent_back or SENT_BACK.get(copied.message.lower().rstrip("."), "")
    came_back = mistakes.meaning(REDIRECT, 0, error) if error else None
    if came_back and copied.sent_back:
        return [came_back]
    if copied.path:
        known = words.meaning_at(copied.path, copied.status, copied.message)
        return [known] if known else []
    found = (words.meaning_at(one, copied.status, copied.message) for one in sorted(TABLES))
    fitting = {known.endpoint: known for known in (*found, came_back) if known and known.message}
    return list(fitting.values())


def _read_at(known: Mistake, copied: Copied) -> tuple[Mistake, Diagnosis]:
    """What Twitch's own words settle at one address. What was sent isn't seen."""
    case = Case(_only(copied.path), words.NOTHING_KEPT, copied.message or "", known, None, False)
    if copied.in_json and (known.endpoint, known.message) == (TOKEN, "missing client id"):
        return known, Diagnosis("json_body", AS_JSON, fix=AS_A_FORM)
    if shown := BY_SCHEME.get((known.endpoint, known.message, copied.scheme)):
        return known, Diagnosis(*shown, fix=known.fix, sure=True)
    rule = scopes.BY_WORDS.get((known.endpoint, known.message))
    if rule and (found := rule(case)):
        return known, found
    cause = words.SAID_BY_TWITCH.get((known.endpoint, known.message))
    return known, Diagnosis(cause or UNKNOWN, known.means, fix=known.fix, sure=bool(cause))


def _only(path: str) -> sent.Sent:
    """A request of which only the path is known."""
    return sent.Sent("", "", path, {}, {}, {}, {}, {})


def _without_table(text: str, copied: Copied) -> Diagnosis:
    for notice, meaning in REFUSALS.items():
        if notice in text.lower():
            return Diagnosis(
                "chat_refused",
                f"The chat refused the login: {notice!r}.",
                fix=meaning,
                failed="the chat's login",
            )
    if copied.message == words.NOT_FOUND:
        happened = "There is no such address on this host, or it wants another method."
        return Diagnosis(UNKNOWN, happened, look_at=(METHOD, ASK_FOR_MORE))
    if copied.message is None and not copied.status and (found := unanswered.recognized(text)):
        return found
    told = copied.message is not None and "is_sent" not in text
    refused = told or bool(copied.status and copied.status >= 400)
    if found := other_texts.recognized(copied.message or "" if told else text, refused):
        return found
    at = f"`{copied.path}`" if copied.path else "a request"
    how = f", refused{_with(copied)}" if copied.message else f", status {copied.status}"
    failed = f"{at}{how}" if copied.status or copied.message else ""
    if copied.message == "" and copied.status == 404:
        look_at = (COMPARE_PATH, ASK_FOR_MORE)
        return Diagnosis(UNKNOWN, NO_SUCH_PATH, look_at=look_at, failed=failed)
    if copied.message:
        happened = f"The clinic doesn't know these words: {mask_tokens(copied.message)[:200]!r}."
    elif copied.status and (found := by_status(copied.status, in_text.until(text), page=False)):
        return replace(found, failed=failed)
    elif copied.status:
        happened = f"The text has the status {copied.status}, and no words of Twitch's."
        return Diagnosis(UNKNOWN, happened, look_at=(ITS_WORDS, ASK_FOR_MORE), failed=failed)
    else:
        happened = (
            "The clinic finds none of Twitch's words in this text: no error= of an address, no "
            "message. They are in the body of the answer."
        )
    return Diagnosis(UNKNOWN, happened, look_at=(ASK_FOR_MORE,), failed=failed)
