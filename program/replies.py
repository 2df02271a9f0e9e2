"""What came in answer to a request: Twitch's words, or a sentence about what it is instead."""

import json
import re
from urllib.parse import urlsplit

from sentences import NO_REPLY, NOT_TWITCHS, REFUSED, PassingTrouble, Problem, first

LARGEST = 1_000_000  # bytes of an answer


def refused(message: object, error: str = "") -> str:
    """Twitch's words, without anything in them that might be a value, and the way out."""
    words = re.sub("[A-Za-z0-9]{20,}", "[hidden]", re.sub("[^ -~]", "?", str(message or error)))
    return f"Twitch says: {words[:200].rstrip('.')}. {first(REFUSED, f'{error} {message}')}"


def told(reply) -> dict:
    """Twitch's JSON in an answer. Raises Problem for what isn't Twitch's or has over 1 MB."""
    body = b""
    for piece in reply.iter_content(16_384):
        body += piece
        if len(body) > LARGEST:
            reply.close()
            raise PassingTrouble("What came is too large to be an answer of Twitch's.")
    reply._content = body  # where requests itself keeps it
    text, status = body.decode(errors="replace"), reply.status_code
    try:
        said = json.loads(text)
    except (ValueError, RecursionError):
        said = None
    names = set(said) if isinstance(said, dict) and status // 100 in (2, 4) else set()
    is_yes = reply.ok and names & {"access_token", "data", "client_id"}
    is_yes = is_yes and isinstance(said.get("access_token", ""), str)
    if is_yes or ({"status", "message"} <= names and status != 429):
        return said
    place = re.match(r"(https?://[\w.:-]+)?", reply.headers.get("Location", ""))[0]
    kind, sentence = first(NOT_TWITCHS, f"{status} {text[:2000]}")
    host = urlsplit(reply.url).netloc
    raise kind(sentence.format(host=host, status=status, place=place or "another address"))


def why(problem: Exception, address: str) -> Problem:
    """Why no answer came from this address. Raises the problem itself where it is a file's."""
    if getattr(problem, "filename", None):  # .env, when a fresh token could not be kept
        raise problem
    kind, sentence = first(NO_REPLY, f"{type(problem).__name__} {problem}")
    return kind(sentence.format(host=urlsplit(address).netloc))
