"""Compare what was sent with what is kept: two addresses, one value, a list of scopes."""

from __future__ import annotations

import re
from collections.abc import Iterable
from difflib import SequenceMatcher, get_close_matches
from urllib.parse import unquote, urlsplit

from helpers.credentials import Credentials
from helpers.private_folder import fingerprint
from lessons.scopes import SCOPES

# What a value may be taken for. (`code_kept_at` and `used_code` are nothing that is sent.)
WORDS = {
    "client_id": "client ID",
    "client_secret": "client secret",
    "redirect_uri": "redirect address",
    "state": "state",
    "code": "code",
    "access_token": "access token",
    "refresh_token": "refresh token",
}
AROUND = " \t\r\n\xa0\u200b\ufeff\"'`“”‘’«»<>{}[]()"
NOT_FILLED_IN = {"none", "null", "undefined", "nan", "...", "…", "todo", "xxx"}
PLACEHOLDER = re.compile(
    r"[<{\[]+\s*(your|my|the|client|access|refresh|code|token|secret)[^>}\]]*[>}\]]+"
    r"|(your|my)[\s_-].*",
    re.IGNORECASE,
)
ID_TOKEN = re.compile(r"eyJ[\w-]+\.[\w-]+\.[\w-]+")  # a JWT (RFC 7519)
# As the outputs show it; or stars, and what shortens a value, as pages do.
MASK = re.compile(r"\bhidden[ +]+[0-9a-f]{4}\b|[*•●]{3}|\w(?:…|\.{3})", re.IGNORECASE)
ENCODED_AT_MOST = 3  # times
SHORTEST_PART = 10  # characters; a shorter part of a value says nothing
NEARLY = 0.9  # of all characters, in the same order

# A character that people put between scopes, and what it is called.
SEPARATORS = {",": "a comma", "+": "a plus", ";": "a semicolon", "|": "a bar", "/": "a slash"}


def address_difference(sent: str, right: str) -> str:
    """In what two redirect addresses differ, character by character; "" when they don't.

    It is "missing", "spaces", "encoded", "case", "slash", "scheme", "host", "port", "path" or
    "query", and "differs" when it is several of them at once.
    """
    if sent == right:
        return ""
    if not sent:
        return "missing"
    if sent.strip(AROUND) == right:
        return "spaces"
    if unquote(sent) == right:
        return "encoded"
    if sent.casefold() == right.casefold():
        return "case"
    ours, theirs = _parts(sent), _parts(right)
    different = [name for name in ours if ours[name] != theirs[name]]
    if different == ["path"] and ours["path"].rstrip("/") == theirs["path"].rstrip("/"):
        return "slash"
    return different[0] if len(different) == 1 else "differs"


def _parts(address: str) -> dict[str, str]:
    try:
        parts = urlsplit(address)
    except ValueError:
        return dict.fromkeys(("scheme", "host", "port", "path", "query"), address)
    host, port = re.fullmatch(r"(.*?)(:\d*)?", parts.netloc, re.DOTALL).groups("")  # type: ignore[union-attr]
    query = f"{parts.query}#{parts.fragment}"
    return {
        "scheme": parts.scheme,
        "host": host,
        "port": port,
        "path": parts.path,
        "query": query,
    }


def pointed(sent: str, right: str, names: tuple[str, str]) -> str:
    """Two lines one above the other, and a third that points at the first difference."""
    width = max(map(len, names))
    same = next(
        (place for place, pair in enumerate(zip(sent, right, strict=False)) if pair[0] != pair[1]),
        min(len(sent), len(right)),
    )
    return "\n".join(
        [
            f"{names[0]:<{width}}  {sent}",
            f"{names[1]:<{width}}  {right}",
            f"{'':<{width}}  {'':<{same}}^ character {same + 1}",
        ]
    )


def value_difference(name: str, sent: str, mine: Credentials) -> str:
    """What is wrong with a value that was sent as `name`, such as "client_secret".

    It is "missing", "not_filled_in", "mask", "around" (more than the value), "copied_wrongly",
    "not_the_kept_one", "kept" when nothing is wrong, "nothing_kept" when there is nothing to
    compare with, or the name of what was sent in its place: a kept value, the code that was
    exchanged last, or an "id_token".
    """
    right, plain = getattr(mine, name), _without_what_is_around(sent)
    if not sent.strip():
        return "missing"
    if sent == right:
        return "kept"
    if plain.lower() in NOT_FILLED_IN or PLACEHOLDER.fullmatch(sent.strip()):
        return "not_filled_in"
    if has_mask(sent):
        return "mask"
    for other in WORDS:
        if other != name and plain and plain == getattr(mine, other) != right:
            return other
    if name != "code" and mine.used_code and fingerprint(plain) == mine.used_code:
        return "code"
    if ID_TOKEN.fullmatch(plain):
        return "id_token"
    if not right:
        return "nothing_kept"
    if right in sent:
        return "around"
    return "copied_wrongly" if _nearly(plain, right) else "not_the_kept_one"


def has_mask(value: str) -> bool:
    """Whether a mask is anywhere in this value, as it is or encoded for an address."""
    for _ in range(ENCODED_AT_MOST):
        value = unquote(value)
    return MASK.search(value) is not None


def _without_what_is_around(value: str) -> str:
    return re.sub(r"^(oauth:|bearer |oauth )", "", value.strip(AROUND), flags=re.I).strip(AROUND)


def _nearly(sent: str, right: str) -> bool:
    if len(sent) >= SHORTEST_PART and sent in right:
        return True
    # Two random values have few characters in common that stand in the same order.
    matcher = SequenceMatcher(None, sent.casefold(), right.casefold())
    return len(right) >= SHORTEST_PART and matcher.ratio() >= NEARLY


def scopes_difference(text: str, complaint: str) -> tuple[str, str]:
    """What is wrong with the scopes of a link, and the piece at fault; ("", "") when nothing is.

    It is "encoded_twice", "separator" or "misspelt". `text` is the parameter as Twitch reads it,
    and `complaint` is Twitch's message, which names the piece.
    """
    named = [piece for piece in text.split() if piece in complaint]
    for piece in named or text.split():
        if piece in SCOPES:
            continue
        decoded = unquote(piece)
        if decoded != piece and any(part in SCOPES for part in re.split(r"[\s+]", decoded)):
            return "encoded_twice", piece
        if _is_list_of_scopes(piece):
            return "separator", piece
        if closest_scope(piece):
            return "misspelt", piece
    return "", ""


def separator_in(piece: str) -> str:
    """What stands between the scopes, in words."""
    return next((words for mark, words in SEPARATORS.items() if mark in piece), "nothing")


def closest_scope(piece: str) -> str:
    """The scope that was probably meant; "" when none is near."""
    meant = piece.casefold().replace(".", ":").replace("-", "_")
    return _closest(meant, SCOPES)


HALF = 5  # letters of a name that stands for a longer one: secret, token


def closest_name(name: str, wanted: Iterable[str]) -> str:
    """The name among those that were sent that was probably meant to be this one; or ""."""
    plain = {re.sub(r"[^a-z]", "", one.casefold()): one for one in wanted if one != name}
    meant = re.sub(r"[^a-z]", "", name.casefold())
    halves = [one for one in plain if len(one) >= HALF and meant.endswith(one)]  # such as secret
    return plain.get(_closest(meant, plain) or next(iter(halves), ""), "")


def _closest(word: str, words: Iterable[str]) -> str:
    return next(iter(get_close_matches(word, list(words), 1, 0.8)), "")


def _is_list_of_scopes(piece: str) -> bool:
    if "://" in piece:
        return False  # an address, not a list
    marks = "".join(SEPARATORS)
    if re.search(f"[{re.escape(marks)}]", piece):
        return any(part in SCOPES for part in re.split(f"[{re.escape(marks)}]", piece))
    return any(
        piece[:place] in SCOPES and piece[place:] in SCOPES for place in range(1, len(piece))
    )
