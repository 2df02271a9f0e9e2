"""A text that somebody copied: a browser's page, an error's last line, curl's output, a traceback.

Most of them don't say which address answered. Then the words are looked up for each.
"""

from __future__ import annotations

import ast
import json
import re
from dataclasses import dataclass, field, replace
from http import HTTPStatus
from typing import Any

from helpers import sending
from helpers.private_folder import mask_tokens
from lessons.clinic import other_texts, scopes, words
from lessons.clinic.case import Case
from lessons.clinic.chat import REFUSALS
from lessons.clinic.diagnosis import UNKNOWN, Diagnosis
from lessons.clinic.statuses import by_status
from lessons.clinic.what_failed import where
from lessons.exchange import mistakes, sent
from lessons.exchange.mistakes import (
    AUTHORIZE,
    DEVICE,
    HELIX,
    MISTAKES,
    REVOKE,
    TOKEN,
    VALIDATE,
    Mistake,
)

PHRASES = {one.phrase for one in HTTPStatus if one >= 400}  # such as Bad Request
ERROR = re.compile(r"(?:https?://[^\s\"'<>]*[?&#]|(?<![\w.])[?&#]?)error=[a-z_]+[^\s\"'<>]*")
STATUS = re.compile(
    r"(?:Response \[|HTTP/[\d.]+ |HTTP |status(?:[ _]code)?(?:\"|')?[ :=]+|^\W*|\("
    r"|<(?:title|h1)>\s*|response code:? |response\.\.\. |indicate success: )"
    r"([45]\d\d|[23]0\d)\b(?![.\d])"
    rf"|\b([45]\d\d),? \(?(?:(?:Client|Server) Error|message=|{'|'.join(map(re.escape, PHRASES))})",
    re.MULTILINE,
)
NAMED = re.compile(
    r"(?:for url|url=URL)\W*https?://[^\s/]+(/(?:oauth2|helix)/[\w./-]*\w)"
    r"|for url: *\S*?(/(?:oauth2|helix)/[\w./-]*\w)|with url: *(/(?:oauth2|helix)/[\w./-]*\w)"
    r"|(?:GET|POST|PUT|PATCH|DELETE) +\S*?(/(?:oauth2|helix)/[\w./-]*\w)"
)
MENTIONED = re.compile(r"(?<![?=&\w])(?:https?://[\w.:-]+)?(/(?:oauth2|helix)/[\w./-]*\w)")
# A field of the request as JSON writes it. (A refusal has no such field.)
IN_JSON = re.compile(r"\\?[\"']client_id\\?[\"']\s*:")
CUT_OFF = re.compile(r"message\\?[\"']?\s*[:=]\s*\\?[\"'](\w[^\"'{}]{5,})$")
AUTHORIZATION = re.compile(r"^[>\s]*authorization: *(\w+) ", re.IGNORECASE | re.MULTILINE)
# The headers that say how long to wait, as far as a text shows them.
UNTIL = re.compile(r"^\W*(ratelimit-reset|retry-after)\W+(\d+)", re.IGNORECASE | re.MULTILINE)
PAIR = re.compile(r"[\"']?message[\"']?\s*[:=]\s*([\"'])(.*?)\1(?=\s*[,}\n]|\s*$)", re.DOTALL)
REDIRECT = "redirect"
# What Twitch writes behind error_description= when it sends the browser back (docs/twitch.md 1.5).
SENT_BACK = {
    "the user denied you access": "access_denied",
    "parameter redirect_uri does not match registered uri": "redirect_mismatch",
    "response type is not supported": "unsupported_response_type",
}
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
# Where no answer came: words of requests' own errors, and of the sentences that stand for them.
WITHOUT_ANSWER = [
    (
        rf"doesn't speak https|(?i:{sending.NO_TLS})",
        "no_https_there",
        "What listens at this port doesn't speak https, so nothing was sent.",
        "Practice Twitch's addresses begin with http://. For Twitch's own, look at the port.",
    ),
    (
        r"CERTIFICATE_VERIFY_FAILED|SSLError|is not trusted|UNABLE_TO_VERIFY|PKIX path building"
        r"|remote certificate is invalid|x509: certificate|SSL certificate problem|NET::ERR_CERT"
        r"|self[- ]signed certificate|unable to get local issuer",
        "connection_not_trusted",
        "The connection is not trusted, so nothing was sent. A proxy or a virus scanner may be in "
        "between, this Python may lack certificates, or this computer's clock may be wrong.",
        "Compare the clock, and try another network. A Python from python.org for macOS has no "
        "certificates until Install Certificates.command, in its folder, was run.",
    ),
    (
        r"ProxyError|Tunnel connection failed",
        "proxy_failed",
        "The proxy that is set on this computer could not be used.",
        "Look at HTTP_PROXY and HTTPS_PROXY; restart the kernel after a change.",
    ),
    (
        r"NameResolutionError|getaddrinfo|Failed to resolve|Name or service not known|ENOTFOUND"
        r"|(?i:no such host)|Could not resolve host|UnknownHostException",
        "host_not_found",
        "The host's name could not be looked up: it is misspelled, or this computer is offline.",
        "Compare the host with id.twitch.tv and api.twitch.tv.",
    ),
    (
        r"Timeout\b|[Tt]imed out|did not answer within|ETIMEDOUT|timeout of \d+ ?ms exceeded",
        "no_answer_in_time",
        "No answer came in time.",
        "Wait a minute, try again.",
    ),
    (
        r"(?i:connection refused)|ConnectionRefused|ECONNREFUSED|NewConnectionError"
        r"|can't be reached|actively refused|Failed to connect to",
        "nothing_answers_there",
        "Nothing answers at this address, or what answers there is not Twitch.",
        "Is this computer online? If Practice Twitch was meant, restart the kernel and run the "
        "cells from the top.",
    ),
    (
        r"MissingSchema|InvalidSchema|InvalidURL|No scheme supplied|No connection adapters",
        "address_not_usable",
        "The request was not sent: its address is no address with https:// and a host.",
        "Write the whole address, such as https://id.twitch.tv/oauth2/token.",
    ),
    (
        r"InvalidHeader|header value|line break or the … of a mask|can't use a value in it"
        r"|UnicodeEncodeError|codec can't encode|ByteString",
        "header_not_usable",
        "The request was not sent: a header has a value that can't be sent, such as one with a "
        "line break, a space in front, or the … of a value that was shortened.",
        "Copy the value once more, without what stands around it.",
    ),
    (
        r"JSONDecodeError|Expecting value: line 1|[Uu]nexpected end of JSON",
        "answer_is_no_json",
        "The answer is no JSON. It may be empty, as a revoke's is; or something in between "
        "answered, since Twitch's answers are JSON.",
        "Print the answer's status and text before it is read as JSON.",
    ),
    (
        r"ChunkedEncodingError|ConnectionReset|RemoteDisconnected|ConnectionError|broke off"
        r"|ECONNRESET|socket hang up|Empty reply from server",
        "connection_lost",
        "The connection was lost before all of the answer was there.",
        "Try again.",
    ),
]


@dataclass(frozen=True)
class Copied:
    """What a text says of one failure. Its repr shows nothing of the text."""

    message: str | None = field(repr=False)  # None when there are no words of Twitch's in it
    status: int | None
    path: str  # the address that the text says was called; "" when it says none
    surely: bool  # whether the text says so itself, or only mentions one address
    in_json: bool  # whether it shows a field of the request as JSON has it
    scheme: str = ""  # the word before what is in a header Authorization that it shows
    sent_back: str = ""  # the error with which the browser was sent back, by its name


def error_in(text: str) -> str:
    """The part of a text that is an answer in the address bar; "" when there is none."""
    found = ERROR.search(text)
    return found[0].rstrip(".,;)") if found and _body(text) is None else ""


def read(text: str) -> Copied:
    """What the text says: the words, the status, the address that was called."""
    text = re.sub(r"\n[>\s]*(?=>)>[ \t]*", "\n", text)  # as mails quote
    body = _body(text) or {}
    found = STATUS.search(text)
    told = body.get("status")
    status = told if isinstance(told, int) else int(found[1] or found[2]) if found else None
    named = [next(filter(None, one)) for one in NAMED.findall(text)]
    paths = named or list(dict.fromkeys(MENTIONED.findall(text)))
    path = paths[-1] if len(set(paths)) == 1 else ""
    message = " ".join(body["message"].split()) if body else _known_words(text)
    if message in PHRASES:  # aiohttp's, for example: only the status, in words
        message = None
    sent_back = next((one for one in SENT_BACK.values() if re.search(rf"\b{one}\b", text)), "")
    schemes = AUTHORIZATION.findall(text)
    scheme = schemes[-1].lower() if len(schemes) == 1 else ""
    in_json = bool(IN_JSON.search(text))
    return Copied(message, status, path, bool(named), in_json, scheme, sent_back)


def diagnose_copied(text: str) -> Diagnosis:
    """Name the cause from a text alone: what was sent, and how, can't be seen in it."""
    copied = read(text)
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
    if copied.message is None and not copied.status:
        for pattern, cause, happened, fix in WITHOUT_ANSWER:
            if re.search(pattern, text):
                failed = "a request that got no usable answer"
                return Diagnosis(cause, happened, fix=fix, failed=failed)
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
    elif copied.status and (found := by_status(copied.status, _until(text), page=False)):
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


def _until(text: str) -> dict[str, str]:
    return {name.title(): value for name, value in UNTIL.findall(text)}


def _body(text: str) -> dict[str, Any] | None:
    """The last JSON object or Python dict in a text that holds a message; None when none does."""
    for written in (text, text.replace("\\\\", "\\"), text.replace('\\"', '"')):
        for piece in reversed(re.findall(r"\{[^{}]*\}", written)):
            body = _parsed(piece)
            if isinstance(body, dict) and isinstance(body.get("message"), str):
                return body
    found = PAIR.findall(text)
    return {"message": found[-1][1]} if found else None


def _parsed(piece: str) -> Any:
    try:
        return json.loads(piece, strict=False)
    except (ValueError, RecursionError):
        pass
    try:
        return ast.literal_eval(piece)
    except (ValueError, SyntaxError, RecursionError, MemoryError, TypeError):
        return None


def _known_words(text: str) -> str | None:
    """The longest of Twitch's messages that is in this text as it is; None when there is none.

    A text may have been cut off in the middle of one: then it is the only one that begins so.
    """
    low = text.lower()
    messages = {one.message for one in MISTAKES if one.endpoint != REDIRECT and one.message}
    messages |= set(SENT_BACK)
    found = [one for one in messages if re.search(rf"(?<!\w){re.escape(one.lower())}(?!\w)", low)]
    if not found and (cut := CUT_OFF.search(low.rstrip())):
        begun = {one.lower(): one for one in messages if one.lower().startswith(cut[1])}
        found = list(begun.values()) if len(begun) == 1 else []
    return max(found, key=len, default=None)
