"""Recognise what is odd in .env, and in what was pasted."""

import io
import os
import re
import sys
from pathlib import Path
from urllib.parse import parse_qs, unquote

from replies import refused
from sentences import CUT, IN_A_VALUE, MISSING, NO_ANSWER, NOBODY_TYPES, Problem, first
from dotenv.parser import parse_stream

INVISIBLE = "[\u200b-\u200f\u202a-\u202e\u2060\ufeff]|\x1b\\[20[01]~"


def private_values(path: Path, *needed: str) -> dict[str, str]:
    """The names and values in .env. Raises Problem, without any value, for what can't be right."""
    try:
        if path.exists() and not path.is_file():
            raise Problem(f"{path} is a folder, or no file at all. Move it away, then start again.")
        text = path.read_bytes().decode("utf-8-sig", "replace") if path.exists() else ""
    except OSError as problem:
        raise Problem(f"{path} can't be read: {problem.strerror}.") from None
    if "\0" in text or "\ufffd" in text:
        raise Problem(f"{path} is not text in UTF-8: older, or perhaps UTF-16. Save it as UTF-8.")
    mine = {}
    for line in parse_stream(io.StringIO(text)):
        if line.error or (line.key and line.value is None):
            at = f"Line {line.original.line} of .env"
            raise Problem(f"{at} is not NAME=value. Was a value broken in two? Put it on one line.")
        if line.key and line.key.startswith("TWITCH_"):
            slash = "/" if line.key.endswith("_URL") else ""
            mine[line.key] = line.value.strip().rstrip(slash)
            if odd(line.key, mine[line.key]):
                raise Problem(f"{line.key} in .env {odd(line.key, mine[line.key])}. Fix it there.")
    missing = [f"TWITCH_{name}" for name in needed if not mine.get(f"TWITCH_{name}")]
    if missing:
        raise Problem(MISSING[path.exists()].format(", ".join(missing)))
    return mine


def odd(name: str, value: str) -> str:
    """What can't be right about a value, such as "is only a mask"; "" when nothing is."""
    if name.endswith(("_URL", "_URI")) and value:
        plain, safe = ("ws://", "wss://") if name == "TWITCH_CHAT_URL" else ("http://", "https://")
        if not re.fullmatch(rf"({plain}|{safe})[\w.-]+(:\d{{1,5}})?([/?].*)?", value, re.A):
            return f"is no whole address: it begins with {safe} (practice: {plain}), then a host"
        if re.match(rf"{plain}[\w.-]*twitch\.tv\b", value):
            return f"must begin with {safe}: without the s, all could be read on the way"
    return first(IN_A_VALUE, value.replace(" ", "") if name == "TWITCH_SCOPE" else value)


def ask(state: str, redirect_uri: str) -> str:
    """What is pasted. An address that was broken into lines is asked for to its end."""
    text = ""
    try:
        if "JPY_PARENT_PID" in os.environ and sys.stdin.isatty():
            raise EOFError  # a cell with !: nobody can type there
        text = more = input("Paste the address that you arrive at: ").strip()
        while more and ends_early("".join(text.split()), state, redirect_uri):
            more = input("It seems to go on. Paste the rest, or press Enter: ").strip()
            text = f"{text} {more}"
    except (EOFError, OSError, RuntimeError, UnicodeError, AttributeError):
        if not text:
            raise Problem(NOBODY_TYPES) from None
    return text


def ends_early(text: str, state: str, redirect_uri: str) -> bool:
    """Whether this is the beginning of an answer."""
    begins = any(f"{redirect_uri}{slash}?code=".startswith(text) for slash in ("", "/"))
    last = text.rpartition("state=")[2] if "state=" in text else ""
    return begins or ("code=" in text and last != state and state.startswith(last))


def answer_in(text: str, state: str, mine: dict[str, str]) -> dict[str, str]:
    """Code and state in what was pasted; a bare code has no state. Raises Problem: what it is."""
    text = re.sub("&(amp;|#38;|#x26;)+", "&", re.sub(INVISIBLE, "", text))
    for _ in range(3):  # perhaps it was encoded as a whole
        if not re.search("(^|[?&#])(code|error|response_type|access_token)=", text):
            text = unquote(text)
    split = re.split(r"[\s<>()\[\]\"'`“”„«»]+", text)[:40]
    pieces = [one.strip(".,;:!*") for one in split if one.strip(".,;:!*")]
    spans = ["".join(pieces[a:b]) for a in range(len(pieces)) for b in range(a, len(pieces) + 1)]
    answers = [found for found in map(parameters, spans) if "code" in found or "error" in found]
    fullest = max(answers, key=len, default={})
    found = next((answer for answer in answers if answer.get("state") == state), fullest)
    whole = next((piece for piece in pieces if "://" in piece), "".join(pieces))
    known = {**mine, "the state of the link": state}
    refusal = re.search(r"[\"']message[\"']:\s*[\"'](.+?)[\"']\s*[,}]", text)
    if "error" in found and found.get("state", state) == state:
        what = refused(found.get("error_description", ""), found["error"])
    elif "error" in found:
        what = "This address brings an error, but its state is not ours: it answers another link."
    elif refusal:
        what = refused(refusal[1])
    elif whole in known.values() and "://" not in whole:
        what = f"This is {next(name for name in known if known[name] == whole)}, and no answer."
    elif "code" in found and "[hidden" not in text:
        near = found.get("state") != state and found.get("state", "")[:8] == state[:8]
        if "state" in found and not near and not odd("", found["code"]):
            return found
        what = f"The code in this address {odd('', found['code']) or CUT[near]}."
    elif pieces == [whole] and re.fullmatch(r"[\w-]{20,45}", whole, re.A):
        return {"code": whole}
    else:
        own = re.escape(mine["TWITCH_ID_URL"].partition("://")[2])
        own = own.replace(r"127\.0\.0\.1", r"(127\.0\.0\.1|localhost)")
        host = rf"^(view-source:)?(https?://)?({own}|[\w.-]*twitch\.tv(:\d+)?)(?=[/?#]|$)"
        what = first(NO_ANSWER, text if "[hidden" in text else re.sub(host, "@twitch", whole))
    raise Problem(f"{what} Start again, and paste the whole address that the new link leads to.")


def parameters(piece: str) -> dict[str, str]:
    """The parameters of an address, or of what follows its question mark."""
    query = piece.rpartition("?")[2].partition("#")[0]
    return {name: values[0] for name, values in parse_qs(query).items()}
