"""What a copied text says of one failure: Twitch's words, the status, the address."""

from __future__ import annotations

import ast
import json
import re
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

from lessons.exchange.mistakes import MISTAKES

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


def until(text: str) -> dict[str, str]:
    """The headers in this text that say how long to wait, by their names."""
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
