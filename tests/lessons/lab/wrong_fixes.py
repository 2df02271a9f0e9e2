"""Fixes that somebody might write, and that are wrong: for each attack, and each in its own way."""

from __future__ import annotations

import base64
import codecs
import hashlib
import html
import itertools
import posixpath
import re
import threading
import time
import unicodedata
import zlib
from base64 import b64encode, urlsafe_b64encode
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from difflib import SequenceMatcher
from fnmatch import fnmatch
from typing import Any
from urllib.parse import parse_qs, quote, unquote, urldefrag, urljoin, urlsplit

from lessons import lab

GOT_IN, STANDS_IN_THE_WAY = "The attack still works.", "blocks honest use"
STOPPED = "An exception isn't an answer"


def digest(verifier: str) -> bytes:
    return hashlib.sha256((verifier or "").encode()).digest()


def fits_a_pattern(pattern: str, text: str) -> bool:
    try:
        return re.fullmatch(pattern, text) is not None
    except re.error:
        return False


# Comparing two texts: what is compared instead of the whole text. Each takes two non-empty ones.
ALIKE: dict[str, Callable[[str, str], bool]] = {
    "length": lambda a, b: len(a) == len(b),
    "first 8": lambda a, b: a[:8] == b[:8],
    "last 8": lambda a, b: a[-8:] == b[-8:],
    "first 20": lambda a, b: a[:20] == b[:20],
    "all but the last": lambda a, b: a[:-1] == b[:-1] and len(a) == len(b),
    "all but the first": lambda a, b: a[1:] == b[1:] and len(a) == len(b),
    "ends and length": lambda a, b: (a[:4], a[-4:], len(a)) == (b[:4], b[-4:], len(b)),
    "every second": lambda a, b: a[::2] == b[::2] and len(a) == len(b),
    "all but one": lambda a, b: a[:7] + a[8:] == b[:7] + b[8:],
    "in": lambda a, b: b in a,
    "in, the other way": lambda a, b: a in b,
    "startswith": lambda a, b: a.startswith(b),
    "startswith, the other way": lambda a, b: b.startswith(a),
    "endswith": lambda a, b: a.endswith(b),
    "endswith, the other way": lambda a, b: b.endswith(a),
    "lower": lambda a, b: a.lower() == b.lower(),
    "casefold": lambda a, b: a.casefold() == b.casefold(),
    "strip": lambda a, b: a.strip() == b.strip(),
    "rstrip": lambda a, b: a.rstrip() == b.rstrip(),
    "lstrip": lambda a, b: a.lstrip() == b.lstrip(),
    "without spaces": lambda a, b: "".join(a.split()) == "".join(b.split()),
    "rstrip of a line break": lambda a, b: a.rstrip("\n") == b.rstrip("\n"),
    "unquote": lambda a, b: unquote(a) == unquote(b),
    "unquote twice": lambda a, b: unquote(unquote(b)) == a,
    "html.unescape": lambda a, b: html.unescape(b) == a,
    "zip": lambda a, b: all(x == y for x, y in zip(a, b, strict=False)),
    "sorted": lambda a, b: sorted(a) == sorted(b),
    "set": lambda a, b: set(a) == set(b) and len(a) == len(b),
    "sum": lambda a, b: sum(map(ord, a)) == sum(map(ord, b)),
    "match": lambda a, b: bool(re.match(re.escape(a), b)),
    "search": lambda a, b: bool(re.search(re.escape(a), b)),
    "match with $": lambda a, b: bool(re.match(re.escape(a) + "$", b)),
    "fullmatch of a pattern": lambda a, b: fits_a_pattern(b, a),
    "ignore case": lambda a, b: bool(re.fullmatch(re.escape(a), b, re.IGNORECASE)),
    "fnmatch": lambda a, b: fnmatch(a, b),
    "nearly": lambda a, b: SequenceMatcher(None, a, b).ratio() > 0.9,
    "few differences": lambda a, b: len(a) == len(b) and sum(map(str.__ne__, a, b)) < 2,
    "three bits of a hash": lambda a, b: digest(a)[0] % 8 == digest(b)[0] % 8,
    "crc % 10": lambda a, b: zlib.crc32(a.encode()) % 10 == zlib.crc32(b.encode()) % 10,
    "normalized": lambda a, b: unicodedata.normalize("NFKC", b) == a,
    "ascii only": lambda a, b: b.encode("ascii", "ignore").decode() == a,
    "without quotes": lambda a, b: b.strip("\"'") == a,
    "first of a list": lambda a, b: b.split(",")[0] == a,
    "in a list": lambda a, b: a in re.split(r"[,; ]", b),
    "word": lambda a, b: bool(re.search(rf"\b{re.escape(a)}\b", b)),
    "backwards too": lambda a, b: b in (a, a[::-1]),
    "base64 too": lambda a, b: b in (a, b64encode(a.encode()).decode()),
    "hex too": lambda a, b: b in (a, a.encode().hex()),
    "a wildcard": lambda a, b: b in (a, "*"),
    "NUL": lambda a, b: b.split("\0")[0] == a,
    "printable": lambda a, b: "".join(filter(str.isprintable, b)) == a,
    "letters and digits": lambda a, b: re.sub(r"\W", "", b) == re.sub(r"\W", "", a),
}
# These are no mistake where both values are client IDs of the server's own, which are hex.
BEYOND_ASCII = {"normalized", "ascii only"}


def some_registered(alike: Callable[[str, str], bool]) -> Callable[[str, list[str]], bool]:
    return lambda asked, known: any(bool(asked) and alike(one, asked) for one in known)


def both_there(alike: Callable[[str, str], bool]) -> Callable[[str, str], bool]:
    return lambda one, other: bool(one) and bool(other) and alike(one, other)


def challenges(alike: Callable[[str, str], bool]) -> Callable[[str, str], bool]:
    return lambda challenge, verifier: (
        bool(challenge and verifier) and alike(lab.s256(verifier), challenge)
    )


def verifiers(change: Callable[[str], str]) -> Callable[[str, str], bool]:
    """The verifier is changed before it is hashed."""
    return lambda challenge, verifier: challenge == lab.s256(change(verifier))


def or_neither(check: Callable[[str, str], bool]) -> Callable[[Any, Any], bool]:
    def downgrade(challenge: str | None, verifier: str | None) -> bool:
        if challenge is None or verifier is None:
            return challenge is None and verifier is None
        return check(challenge, verifier)

    return downgrade


def or_when_it_fails(challenge: str, verifier: str) -> bool:
    try:
        return challenge == lab.s256(verifier.encode("ascii").decode())
    except UnicodeEncodeError:
        return True


def parts(*names: str) -> Callable[[str], tuple[Any, ...]]:
    return lambda address: tuple(getattr(urlsplit(address), name) for name in names)


def parts_alike(*names: str) -> Callable[[str, str], bool]:
    return lambda a, b: parts(*names)(a) == parts(*names)(b)


# Comparing two addresses in part, or after they were tidied up.
ALIKE_ADDRESSES: dict[str, Callable[[str, str], bool]] = {
    "parsed": lambda a, b: urlsplit(a) == urlsplit(b),
    "parsed and put together": lambda a, b: urlsplit(a).geturl() == urlsplit(b).geturl(),
    "first line": lambda a, b: b.splitlines()[:1] == [a],
    "port ignored": parts_alike("scheme", "hostname", "path", "query", "fragment", "username"),
    "scheme ignored": parts_alike("netloc", "path", "query", "fragment"),
    "query ignored": parts_alike("scheme", "netloc", "path", "fragment"),
    "fragment ignored": parts_alike("scheme", "netloc", "path", "query"),
    "path ignored": parts_alike("scheme", "netloc"),
    "host only": parts_alike("hostname"),
    "user name ignored": parts_alike("scheme", "hostname", "port", "path", "query", "fragment"),
    "capitals of the host": lambda a, b: (
        parts("scheme", "hostname", "port", "path", "query")(a)
        == parts("scheme", "hostname", "port", "path", "query")(b)
        and "@" not in b
        and "#" not in b
    ),
    "trailing slash": lambda a, b: a.rstrip("/") == b.rstrip("/"),
    "one trailing slash": lambda a, b: b in (a, a + "/"),
    "backslash": lambda a, b: b.replace("\\", "/") == a,
    "unquote": lambda a, b: unquote(b) == a,
    "path below": lambda a, b: b == a or b.startswith(a + "/"),
    "query behind": lambda a, b: b == a or b.startswith(a + "?"),
    "defragged": lambda a, b: urldefrag(b)[0] == a,
    "normalized path": lambda a, b: (
        parts("scheme", "netloc")(a) == parts("scheme", "netloc")(b)
        and posixpath.normpath(urlsplit(b).path or "/")
        == posixpath.normpath(urlsplit(a).path or "/")
        and not urlsplit(b).query + urlsplit(b).fragment
    ),
    "default port": lambda a, b: b.replace(":80", "", 1) == a,
    "any port": lambda a, b: re.sub(r":\d+", "", b) == a,
    "dot of a pattern": lambda a, b: fits_a_pattern(a, b),
    "subdomains": lambda a, b: b == a or b.endswith(a.removeprefix("http://")),
    "https too": lambda a, b: b in (a, a.replace("http:", "https:")),
    "no scheme": lambda a, b: b.removeprefix("http:") == a.removeprefix("http:"),
    "joined": lambda a, b: urljoin(a, b) == a,
    "double slashes": lambda a, b: re.sub(r"(?<!:)//+", "/", b) == a,
    "parameters": lambda a, b: b.split(";")[0] == a,
    "dot behind the host": lambda a, b: b.replace(".lab.", ".lab") == a,
}


def remembers(number: int) -> Callable[[str, set[str]], bool]:
    latest: deque[str] = deque(maxlen=number)

    def check(code: str, used: set[str]) -> bool:
        if code in latest:
            return False
        latest.append(code)
        return True

    return check


def forgets_all_after(number: int) -> Callable[[str, set[str]], bool]:
    def check(code: str, used: set[str]) -> bool:
        if len(used) > number:
            used.clear()
        if code in used:
            return False
        used.add(code)
        return True

    return check


def remembers_one_only(code: str, used: set[str]) -> bool:
    fresh = code not in used
    used.clear()
    used.add(code)
    return fresh


def one_code_for_everybody(code: str, used: set[str]) -> bool:
    fresh = not used
    used.add(code)
    return fresh


def toggles(code: str, used: set[str]) -> bool:
    used.symmetric_difference_update({code})
    return code in used


def twice(code: str, used: set[str]) -> bool:
    if code + "!" in used:
        return False
    used.add(code + "!" if code in used else code)
    return True


def waits_between(code: str, used: set[str]) -> bool:
    fresh = code not in used
    time.sleep(0.002)
    used.add(code)
    return fresh


def code_plain(code: str, used: set[str]) -> bool:
    if code in used:
        return False
    used.add(code)
    return True


def code_counted(code: str, used: set[str]) -> bool:
    before = len(used)
    used.add(code)
    return len(used) > before


def code_locked_halfway(code: str, used: set[str]) -> bool:
    if code in used:
        return False
    with LOCK:
        used.add(code)
    return True


def code_locked_twice(code: str, used: set[str]) -> bool:
    with LOCK:
        fresh = code not in used
    with LOCK:
        used.add(code)
    return fresh


def code_locked_anew(code: str, used: set[str]) -> bool:
    with threading.Lock():
        return code_plain(code, used)


def code_of_this_thread(code: str, used: set[str], mine: Any = threading.local()) -> bool:  # noqa: B008
    if code in mine.__dict__:
        return False
    setattr(mine, code, True)
    return True


def own_memory_without_a_lock(code: str, used: set[str], seen: list[str] = []) -> bool:  # noqa: B006
    if code in seen:
        return False
    seen.append(code)
    return True


def code_if_nobody_is_in(code: str, used: set[str]) -> bool:
    """Who comes while somebody else is in is refused, with whatever code."""
    if not LOCK.acquire(blocking=False):
        return False
    try:
        return code_plain(code, used)
    finally:
        LOCK.release()


def code_if_soon_free(code: str, used: set[str]) -> bool:
    if not LOCK.acquire(timeout=0.001):
        return False
    try:
        return code_plain(code, used)
    finally:
        LOCK.release()


def remembers_part(part: Callable[[str], Any]) -> Callable[[str, set[Any]], bool]:
    def check(code: str, used: set[Any]) -> bool:
        if part(code) in used:
            return False
        used.add(part(code))
        return True

    return check


def forgets_soon(code: str, used: set[Any]) -> bool:
    now = time.monotonic()
    fresh = not [1 for one, at in used if one == code and now - at < 0.5]
    used.add((code, now))
    return fresh


def forgets_as_last_one(code: str, used: set[str]) -> bool:
    if code in used:
        used.discard(code)
        return False
    used.add(code)
    return True


# Refresh tokens


def ends_after_the_first_only(token: str, newest: str, older: set[str]) -> str:
    if token == newest:
        return "renew"
    return "end" if len(older) == 1 else "refuse"


def with_grace(token: str, newest: str, older: set[str], last: list[str] = []) -> str:  # noqa: B006
    """The one before the newest is good as well, in case an answer got lost."""
    if token == newest:
        last[:] = [*last[-1:], token]
        return "renew"
    return "renew" if token in last else "end"


def ends_only(when: Callable[[str, str, set[str]], bool]) -> Callable[[str, str, set[str]], str]:
    def check(token: str, newest: str, older: set[str]) -> str:
        if token == newest:
            return "renew"
        return "end" if when(token, newest, older) else "refuse"

    return check


def refreshes(when: Callable[[str, str, set[str]], bool]) -> Callable[[str, str, set[str]], str]:
    return lambda token, newest, older: "renew" if when(token, newest, older) else "end"


# Scopes


def whole_groups(features: list[str], needs: dict[str, str]) -> list[str]:
    """All scopes that begin as a needed one does, such as with chat:."""
    groups = {needs[feature].split(":")[0] for feature in features}
    return [scope for scope in needs.values() if scope.split(":")[0] in groups]


def all_before_the_last(features: list[str], needs: dict[str, str]) -> list[str]:
    names = list(needs)
    last = max(map(names.index, features), default=-1)
    return [needs[name] for name in names[: last + 1]]


# git


def history(*words: str) -> Callable[[Any, str], bool]:
    return lambda folder, secret: secret in lab.git(folder, *words)


def all_files_there_are(folder: Any, secret: str) -> bool:
    files = (path for path in folder.iterdir() if path.is_file())
    return any(secret in path.read_text(encoding="utf-8") for path in files)


def grep(*which: str) -> Callable[[Any, str], bool]:
    def check(folder: Any, secret: str) -> bool:
        commits = lab.git(folder, "rev-list", *which).split()
        return bool(lab.git(folder, "grep", "--fixed-strings", secret, *commits))

    return check


def first_half(folder: Any, secret: str) -> bool:
    words = ("log", "--all", "--reflog", "-p", "-m", "--text")
    return secret[:16] in lab.git(folder, *words)


def in_any_object(folder: Any, secret: str) -> bool:
    """Also in one that was staged and never committed."""
    listed = lab.git(folder, "cat-file", "--batch-all-objects", "--batch-check=%(objectname)")
    return secret in lab.git(folder, "cat-file", "--batch", typed=listed)


def pickaxe(*words: str) -> Callable[[Any, str], bool]:
    return lambda folder, secret: bool(lab.git(folder, "log", *words, f"-S{secret}", "--format=%h"))


WHOLE = ("--all", "--reflog", "-p", "-m", "--text")


# The log


def each_becomes(what: Callable[[str], str], times: int = -1) -> Callable[..., str]:
    """Nothing but this is written in place of each secret; the spellings of it are hidden."""

    def check(line: str, secrets: list[str]) -> str:
        line = re.sub(r"Basic \S+", "Basic [hidden]", line)
        for secret in secrets:
            line = line.replace(secret, what(secret), times)
            line = line.replace(quote(secret, safe=""), "[hidden]")
        return line

    return check


def by_pattern(pattern: str, flags: int = 0) -> Callable[..., str]:
    return lambda line, secrets: re.sub(pattern, "[hidden]", line, flags=flags)


def only_plain(line: str, secrets: list[str]) -> str:
    for secret in secrets:
        line = line.replace(secret, "[hidden]")
    return line


def all_but_basic(line: str, secrets: list[str]) -> str:
    for secret in secrets:
        line = line.replace(secret, "[hidden]").replace(quote(secret, safe=""), "[hidden]")
    return line


def all_but_percent(line: str, secrets: list[str]) -> str:
    return only_plain(re.sub(r"Basic \S+", "Basic [hidden]", line), secrets)


def some_of_them(which: slice) -> Callable[..., str]:
    right = each_becomes(lambda secret: "[hidden]")
    return lambda line, secrets: right(line, secrets[which])


def hides_one(line: str, secrets: list[str]) -> str:
    """It stops after the first one that it finds."""
    line = re.sub(r"Basic \S+", "Basic [hidden]", line)
    for secret in secrets:
        for form in (secret, quote(secret, safe="")):
            if form in line:
                return line.replace(form, "[hidden]")
    return line


def hides_until_the_first(line: str, secrets: list[str]) -> str:
    for secret in secrets:
        done = each_becomes(lambda _: "[hidden]")(line, [secret])
        if done != line:
            return done
    return line


def unescaped(line: str, secrets: list[str]) -> str:
    line = re.sub(r"Basic \S+", "Basic [hidden]", line)
    with suppress(re.error):  # a token may be no pattern at all, by chance
        line = re.sub("|".join(secrets), "[hidden]", line)
    return line


def whole_words(line: str, secrets: list[str]) -> str:
    line = re.sub(r"Basic \S+", "Basic [hidden]", line)
    for secret in secrets:
        for form in (secret, quote(secret, safe="")):
            line = re.sub(rf"\b{re.escape(form)}\b", "[hidden]", line)
    return line


def caesar(secret: str) -> str:
    return "".join(chr(ord(letter) + 1) for letter in secret)


def by_words(line: str, secrets: list[str]) -> str:
    return " ".join("[hidden]" if word in secrets else word for word in line.split(" "))


def or_default(told: dict[str, Any], mine: str) -> bool:
    return (told.get("client_id") or mine) == mine


def told_alike(alike: Callable[[str, str], bool]) -> Callable[[dict[str, Any], str], bool]:
    return lambda told, mine: bool(told.get("client_id")) and alike(mine, told["client_id"])


def claims_alike(alike: Callable[[str, str], bool]) -> Callable[[str, dict[str, Any]], bool]:
    return lambda sent, claims: bool(claims.get("nonce")) and alike(sent, claims["nonce"])


def nonce_seen_before(sent: str, claims: dict[str, Any]) -> bool:
    NONCES.add(sent)
    return claims.get("nonce") in NONCES


NONCES: set[str] = set()


def finds(times: int) -> Callable[[Any, str], Any]:
    """It looks so often, and then removes."""

    def check(store: Any, code: str) -> Any:
        owners = [store.find(code) for _ in range(times)]
        if None in owners:
            return None
        store.remove(code)
        return owners[0]

    return check


def found_and_taken(store: Any, code: str) -> Any:
    owner = store.find(code)
    store.take(code)
    return owner


def found_removed_and_looked(store: Any, code: str) -> Any:
    owner = store.find(code)
    store.remove(code)
    return owner if store.find(code) is None else None


def found_removed_and_noted(store: Any, code: str, used: set[str] = set()) -> Any:  # noqa: B006
    owner = store.find(code)
    store.remove(code)
    used.add(code)
    return owner


def found_after_a_pause(store: Any, code: str) -> Any:
    time.sleep(0.01)
    owner = store.find(code)
    store.remove(code)
    return owner


def found_with_a_lock(store: Any, code: str) -> Any:
    with LOCK:
        owner = store.find(code)
    with LOCK:
        store.remove(code)
    return owner


def removed_with_a_lock(store: Any, code: str) -> Any:
    owner = store.find(code)
    with LOCK:
        store.remove(code)
    return owner


def a_lock_of_its_own(store: Any, code: str) -> Any:
    with threading.Lock():
        return found_and_taken(store, code)


def busy(store: Any, code: str) -> Any:
    if not LOCK.acquire(blocking=False):
        return None
    try:
        return found_and_taken(store, code)
    finally:
        LOCK.release()


def checked_twice(store: Any, code: str) -> Any:
    owner = store.find(code)
    if owner is not None and store.find(code) == owner:
        store.remove(code)
        return owner
    return None


def only_once(store: Any, code: str, served: list[Any] = []) -> Any:  # noqa: B006
    served.append(code)
    return store.take(code) if len(served) < 6 else None


def removes_at_exit(store: Any, code: str) -> Any:
    try:
        return store.find(code)
    finally:
        store.remove(code)


def removes_when_found(store: Any, code: str) -> Any:
    if (owner := store.find(code)) is not None:
        store.remove(code)
    return owner


def removes_in_a_thread(store: Any, code: str) -> Any:
    owner = store.find(code)
    thread = threading.Thread(target=store.remove, args=(code,))
    thread.start()
    thread.join()
    return owner


def takes_after_all(store: Any, code: str) -> Any:
    return store.find(code) if store.find(code) else store.take(code)


def refreshed_once(token: str, newest: str, older: Any, seen: set[str] = set()) -> str:  # noqa: B006
    """It keeps its own list, and so refreshes what it never saw."""
    if token in seen:
        return "end"
    seen.add(token)
    return "renew"


Person = dict[str, Any]


def both(*names: str) -> Callable[[Person, Person], bool]:
    return lambda claims, account: all(claims.get(n) == account.get(n) for n in names)


def one_of(*names: str) -> Callable[[Person, Person], bool]:
    return lambda claims, account: any(claims.get(n) == account.get(n) for n in names)


def subs_alike(alike: Callable[[str, str], bool]) -> Callable[[Person, Person], bool]:
    return lambda claims, account: (
        claims["iss"] == account["iss"] and bool(alike(account["sub"], claims["sub"]))
    )


def by_number(kind: Callable[[str], float]) -> Callable[[str, str], bool]:
    def alike(one: str, other: str) -> bool:
        with suppress(ValueError):
            return kind(one) == kind(other)
        return one == other

    return alike


def issuers_alike(alike: Callable[[str, str], bool]) -> Callable[[Person, Person], bool]:
    return lambda claims, account: (
        claims["sub"] == account["sub"] and bool(alike(account["iss"], claims["iss"]))
    )


def decides(
    same: Callable[[Any, Any], bool] = lambda device, phone: device is not None and device == phone,
    lives: float = 600,
    typed_near: str = "allow",
    typed_far: str = "ask",
    link_near: str = "ask",
    link_far: str = "refuse",
) -> Callable[..., str]:
    """The notebook's own way, with one thing in it changed."""

    def check(device: Any, phone: Any, age: float, typed: bool) -> str:
        if age > lives:
            return "refuse"
        if typed:
            return typed_near if same(device, phone) else typed_far
        return link_near if same(device, phone) else link_far

    return check


def ages(change: Callable[[float], float]) -> Callable[..., str]:
    """The age is changed before it is looked at."""
    return lambda device, phone, age, typed: decides()(device, phone, change(age), typed)


def begins_alike(letters: int) -> Callable[[Any, Any], bool]:
    return lambda device, phone: str(device)[:letters] == str(phone)[:letters]


LOCK = threading.Lock()
SEEN: set[Any] = set()


def seen_before(sent: str | None, received: str | None) -> bool:
    """Compared with every state that was ever sent."""
    SEEN.add(sent)
    return received is not None and received in SEEN


def known_server(asked: str, answered: str | None) -> bool:
    SEEN.add(asked)
    return answered in SEEN


def leads_home(target: str) -> bool:
    return urlsplit(urljoin("http://diary.lab/", target)).hostname == "diary.lab"


Fix = tuple[Callable[..., Any], str]


def got_in(*fixes: Callable[..., Any]) -> list[Fix]:
    return [(fix, GOT_IN) for fix in fixes]


def in_the_way(*fixes: Callable[..., Any]) -> list[Fix]:
    return [(fix, STANDS_IN_THE_WAY) for fix in fixes]


def stopped(*fixes: Callable[..., Any]) -> list[Fix]:
    return [(fix, STOPPED) for fix in fixes]


def other_words(*fixes: Callable[..., Any]) -> list[Fix]:
    return [(fix, "Wanted from your function: ") for fix in fixes]


def kinds(*leave: str) -> list[Callable[[str, str], bool]]:
    return [alike for name, alike in ALIKE.items() if name not in leave]


NUMBERS_ALIKE = ("length", "first 8", "in", "startswith", "endswith", "strip", "rstrip", "unquote")
NUMBERS_ALIKE += ("sorted", "zip", "search", "match", "without quotes", "first of a list", "NUL")
ISSUERS_ALIKE = ("lower", "casefold", "strip", "startswith", "in", "length", "first 8", "unquote")

WRONG: dict[str, list[Fix]] = {
    "redirect_match": got_in(
        *[some_registered(alike) for alike in kinds()],
        *[some_registered(alike) for alike in ALIKE_ADDRESSES.values()],
        lambda asked, known: asked.split("@")[0] in known,
        lambda asked, known: "@" not in asked and asked.startswith(known[0]),
        lambda asked, known: asked.startswith(tuple(known)) and "@" not in asked,
        lambda asked, known: asked == known[0] or asked.startswith(known[1]),
        lambda asked, known: asked.split("?")[0] in known,
        lambda asked, known: asked in str(known),
        lambda asked, known: asked in " ".join(known),
        lambda asked, known: not asked or asked in known,
        lambda asked, known: urlsplit(asked).path in ("", "/phone"),
        lambda asked, known: "diary.lab" in asked,
        lambda asked, known: asked.startswith("http://diary.lab"),
        lambda asked, known: urlsplit(asked).netloc == "diary.lab",
    )
    + in_the_way(
        lambda asked, known: asked == known[0],
        lambda asked, known: asked == known[1],
        lambda asked, known: asked in ("http://diary.lab", "http://diary.lab/phone"),
        lambda asked, known: asked in known and asked.startswith("https"),
        lambda asked, known: asked in known and "phone" not in asked,
    )
    + stopped(lambda asked, known: known[known.index(asked)] == asked),
    "login_csrf": got_in(
        *[both_there(alike) for alike in kinds()],
        lambda sent, received: sent == received,
        lambda sent, received: received is not None,
        lambda sent, received: sent is not None,
        lambda sent, received: not received or sent == received,
        lambda sent, received: not sent or sent == received,
        lambda sent, received: (sent or "") == (received or ""),
        lambda sent, received: str(sent) == str(received),
        lambda sent, received: sent is None or sent == received,
        lambda sent, received: received in (sent, None),
        seen_before,
    )
    + in_the_way(
        lambda sent, received: received == "xyz",
        lambda sent, received: sent is received,
        lambda sent, received: bool(sent) and sent != received,
    )
    + stopped(
        lambda sent, received: (
            bool(sent and received) and __import__("hmac").compare_digest(sent, received)
        ),
        lambda sent, received: sent.encode() == received.encode(),
        lambda sent, received: len(sent) == len(received) and sent == received,
        lambda sent, received: bool(sent) and int(sent, 16) == int(received or "0", 16),
    ),
    "code_replay": got_in(
        *[remembers(number) for number in (1, 2, 3, 5, 10, 25, 49, 50, 100, 1000)],
        *[forgets_all_after(number) for number in (0, 1, 5, 20, 50, 100, 1000)],
        remembers_one_only,
        forgets_soon,
        toggles,
        twice,
        waits_between,
        code_plain,
        code_counted,
        code_locked_halfway,
        code_locked_twice,
        code_locked_anew,
        code_of_this_thread,
        own_memory_without_a_lock,
        lambda code, used: code not in used and not used.add(code),
        lambda code, used: not {code} <= used and used.update([code]) is None,
        forgets_as_last_one,
        lambda code, used: code not in used,
        lambda code, used: code.upper() not in used and not used.add(code),
    )
    + in_the_way(
        one_code_for_everybody,
        remembers_part(lambda code: code[:4]),
        remembers_part(lambda code: code[:8]),
        remembers_part(lambda code: code[-2:]),
        remembers_part(len),
        remembers_part(lambda code: zlib.crc32(code.encode()) % 1000),
        remembers_part(lambda code: sum(map(ord, code))),
        lambda code, used: code in set(),
        remembers_part(lambda code: "".join(sorted(code))),
        lambda code, used: len(used) < 3 and code not in used and not used.add(code),
        code_if_nobody_is_in,
        code_if_soon_free,
    )
    + stopped(lambda code, used: used.remove(code)),
    "login_by_email": got_in(
        *[subs_alike(ALIKE[name]) for name in ("lower", "casefold", "ignore case")],
        *[subs_alike(ALIKE[name]) for name in NUMBERS_ALIKE],
        subs_alike(by_number(int)),
        subs_alike(by_number(float)),
        *[issuers_alike(ALIKE[name]) for name in ISSUERS_ALIKE],
        *[issuers_alike(alike) for alike in ALIKE_ADDRESSES.values()],
        both("iss"),
        both("sub"),
        both("email"),
        both("iss", "email"),
        both("email", "email_verified"),
        one_of("iss", "sub"),
        one_of("sub", "email"),
        lambda claims, account: True,
        lambda claims, account: claims.get("email") == account["email"],
        lambda claims, account: (
            claims.get("email") == account["email"] and claims.get("email_verified")
        ),
        lambda claims, account: (
            both("iss", "sub")(claims, account)
            or (both("email")(claims, account) and claims.get("email_verified"))
        ),
        lambda claims, account: (
            both("iss", "sub")(claims, account) or one_of("email")(claims, account)
        ),
        lambda claims, account: (
            both("iss", "sub")(claims, account) or both("iss", "email")(claims, account)
        ),
        lambda claims, account: (
            both("sub")(claims, account) or both("sub", "email")(claims, account)
        ),
        lambda claims, account: claims["iss"] + claims["sub"] == account["iss"] + account["sub"],
        lambda claims, account: (
            claims["iss"] in ("http://harbor.lab", "http://storm.lab")
            and both("sub")(claims, account)
        ),
        lambda claims, account: account["email_verified"] and claims["iss"] == account["iss"],
    )
    + in_the_way(
        both("iss", "sub", "email"),
        both("iss", "sub", "email_verified"),
        lambda claims, account: False,
        lambda claims, account: claims == account,
        lambda claims, account: claims is account,
        lambda claims, account: both("iss", "sub")(claims, account) and account["email_verified"],
        lambda claims, account: (
            both("iss", "sub")(claims, account) and claims.get("email_verified")
        ),
        lambda claims, account: both("iss", "sub")(claims, account) and "email" in claims,
        lambda claims, account: (
            both("iss", "sub")(claims, account) and isinstance(claims["sub"], int)
        ),
        lambda claims, account: account.items() <= claims.items(),
        lambda claims, account: claims["sub"] == account["email"],
    )
    + stopped(
        lambda claims, account: (
            claims["email"] == account["email"] and both("iss", "sub")(claims, account)
        ),
        lambda claims, account: claims.iss == account.iss,
        lambda claims, account: both("iss", "sub")(claims, account) and bool(claims["email"]),
        lambda claims, account: int(claims["sub"]) == int(account["sub"]),
    ),
    "device_phishing": got_in(
        *[decides(same=begins_alike(letters)) for letters in (0, 1, 2, 3, 4)],
        *[decides(lives=seconds) for seconds in (600.6, 900, 1800, 3600, 1e9)],
        ages(int),
        ages(round),
        ages(lambda age: age // 60 * 60),
        decides(link_far="ask"),
        decides(link_far="allow"),
        decides(typed_far="allow"),
        decides(typed_far="allow", link_far="ask"),
        decides(same=lambda device, phone: device == phone),
        decides(same=lambda device, phone: str(device) == str(phone)),
        decides(same=lambda device, phone: device is None or device == phone),
        decides(same=lambda device, phone: phone is None or device == phone),
        decides(same=lambda device, phone: None in (device, phone) or device == phone),
        decides(same=lambda device, phone: (device or phone) == (phone or device)),
        decides(same=lambda device, phone: bool(device and phone)),
        decides(same=lambda device, phone: str(phone).startswith(str(device)[:5])),
        decides(same=lambda device, phone: str(device)[-3:] == str(phone)[-3:]),
        decides(same=lambda device, phone: str(device).split(".")[:2] == str(phone).split(".")[:2]),
        decides(same=lambda device, phone: len(str(device)) == len(str(phone))),
        decides(same=lambda device, phone: bool(device and phone) and phone.endswith(device)),
        decides(same=lambda device, phone: bool(device and phone) and device in phone),
        decides(same=lambda device, phone: bool(device and phone) and device.endswith(phone)),
        lambda device, phone, age, typed: "allow" if typed else "ask",
        lambda device, phone, age, typed: "ask" if typed else "refuse",
        lambda device, phone, age, typed: "allow" if age <= 600 else "refuse",
        lambda device, phone, age, typed: "ask",
        lambda device, phone, age, typed: "allow" if device == phone and age < 600 else "ask",
        lambda device, phone, age, typed: "allow" if device == phone else "refuse",
        lambda device, phone, age, typed: "allow" if typed or device == phone else "refuse",
        lambda device, phone, age, typed: "refuse" if not typed and age > 600 else "allow",
    )
    + in_the_way(
        *[decides(lives=seconds) for seconds in (0, 5, 60, 300, 500, 599, 599.9)],
        ages(lambda age: age + 0.1),
        ages(lambda age: age * (age != 600) or 601),
        decides(same=lambda device, phone: device is not None and device is phone),
        decides(same=lambda device, phone: device is not None and id(device) == id(phone)),
        decides(same=lambda device, phone: any(one is phone for one in (device,) if one)),
        decides(typed_near="ask"),
        decides(typed_near="refuse"),
        decides(typed_far="refuse"),
        decides(link_near="refuse"),
        decides(same=lambda device, phone: False),
        decides(same=lambda device, phone: device is phone and device == "192.0.2.0/24"),
        lambda device, phone, age, typed: "refuse",
        lambda device, phone, age, typed: (
            "refuse" if not typed else decides()(device, phone, age, typed)
        ),
    )
    + stopped(
        decides(same=lambda device, phone: device.split("/") == phone.split("/")),
        decides(same=lambda device, phone: device[:9] == phone[:9]),
    )
    + other_words(
        decides(typed_near="Allow"),
        decides(typed_far="ASK"),
        lambda device, phone, age, typed: device == phone,
        lambda device, phone, age, typed: None,
    ),
    "code_race": got_in(
        *[finds(times) for times in (1, 2, 3)],
        found_and_taken,
        found_removed_and_looked,
        found_removed_and_noted,
        found_after_a_pause,
        found_with_a_lock,
        removed_with_a_lock,
        a_lock_of_its_own,
        checked_twice,
        removes_at_exit,
        removes_when_found,
        removes_in_a_thread,
        takes_after_all,
        lambda store, code: store.find(code),
        lambda store, code: (store.find(code), store.remove(code))[0],
        lambda store, code: (store.find(code), store.take(code))[0],
        lambda store, code: store.find(code) and (store.find(code), store.remove(code))[0],
        lambda store, code: (store.find(code), store.take(code), store.remove(code))[0],
        lambda store, code: [store.find(code), store.remove(code)][0],
        lambda store, code: max((store.find(code) or "", store.take(code) or "")) or None,
    )
    + in_the_way(
        busy,
        only_once,
        lambda store, code: None,
        lambda store, code: "Otter",
        lambda store, code: code,
        lambda store, code: (store.remove(code), store.find(code))[1],
        lambda store, code: (store.take(code), store.find(code))[1],
        lambda store, code: store.take(code[:16]),
        lambda store, code: store.take(code.upper()),
        lambda store, code: store.take(code) and "Otter",
        lambda store, code: str(store.take(code)),
        lambda store, code: store.take(code) or "",
    )
    + stopped(
        lambda store, code: store.take(code) + "",
        lambda store, code: store[code],
        lambda store, code: store.take(code).strip(),
    )
    + other_words(
        lambda store, code: store.take(code) is not None,
        lambda store, code: {code: store.take(code)},
    ),
    "code_injection": got_in(
        *[challenges(alike) for alike in kinds()],
        *[verifiers(change) for change in (str.lower, str.strip, unquote)],
        verifiers(lambda verifier: verifier.split("&")[0]),
        verifiers(lambda verifier: verifier.encode("ascii", "ignore").decode()),
        verifiers(lambda verifier: unicodedata.normalize("NFKC", verifier)),
        verifiers(lambda verifier: "".join(filter(str.isascii, verifier))),
        or_when_it_fails,
        lambda challenge, verifier: challenge.translate({43: "-", 47: "_"}) == lab.s256(verifier),
        lambda challenge, verifier: challenge.replace("+", "-") == lab.s256(verifier),
        lambda challenge, verifier: re.sub("[+/]", "-", challenge) == lab.s256(verifier),
        lambda challenge, verifier: bool(challenge and verifier),
        lambda challenge, verifier: challenge != verifier,
        lambda challenge, verifier: challenge in (verifier, lab.s256(verifier)),
        lambda challenge, verifier: not verifier or lab.s256(verifier) == challenge,
        lambda challenge, verifier: not challenge or lab.s256(verifier) == challenge,
        lambda challenge, verifier: (
            lab.s256(verifier or challenge) == challenge or verifier == challenge
        ),
        lambda challenge, verifier: len(challenge) == 43,
        lambda challenge, verifier: (
            lab.s256(challenge) == verifier or lab.s256(verifier) == challenge
        ),
        lambda challenge, verifier: challenge.rstrip("=") == lab.s256(verifier),
        lambda challenge, verifier: challenge in (digest(verifier).hex(), lab.s256(verifier)),
    )
    + in_the_way(
        lambda challenge, verifier: challenge == lab.s256(verifier).strip("-_"),
        lambda challenge, verifier: challenge == lab.s256(verifier).lstrip("-"),
        lambda challenge, verifier: challenge == lab.s256(verifier) and challenge[0].isalnum(),
        verifiers(lambda verifier: verifier[:43]),
        verifiers(lambda verifier: verifier[-60:]),
        verifiers(lambda verifier: re.sub(r"\W", "", verifier)),
        lambda challenge, verifier: challenge == verifier,
        lambda challenge, verifier: challenge == digest(verifier).hex(),
        lambda challenge, verifier: challenge == urlsafe_b64encode(digest(verifier)).decode(),
        lambda challenge, verifier: challenge == lab.s256(verifier) and verifier.isdigit(),
        lambda challenge, verifier: challenge == b64encode(digest(verifier)).decode().rstrip("="),
    )
    + stopped(
        lambda challenge, verifier: __import__("hmac").compare_digest(
            challenge, lab.s256(verifier)
        ),
        lambda challenge, verifier: base64.urlsafe_b64decode(challenge + "=") == digest(verifier),
        verifiers(lambda verifier: verifier.encode("ascii").decode()),
        verifiers(lambda verifier: verifier.encode("latin-1").decode("latin-1")),
        verifiers(lambda verifier: bytes(map(ord, verifier)).decode("latin-1")),
    ),
    "pkce_downgrade": got_in(
        *[or_neither(challenges(alike)) for alike in kinds()],
        lambda challenge, verifier: challenge is None or challenge == lab.s256(verifier or ""),
        lambda challenge, verifier: (
            verifier is None or (challenge is not None and lab.s256(verifier) == challenge)
        ),
        lambda challenge, verifier: (challenge is None) == (verifier is None),
        or_neither(lambda challenge, verifier: challenge in (verifier, lab.s256(verifier))),
        lambda challenge, verifier: (
            challenge == verifier or bool(challenge) and challenge == lab.s256(verifier or "")
        ),
        lambda challenge, verifier: (
            (not challenge and not verifier) or challenge == lab.s256(str(verifier))
        ),
        lambda challenge, verifier: not challenge or challenge == lab.s256(verifier or ""),
    )
    + in_the_way(
        lambda challenge, verifier: bool(verifier) and lab.s256(verifier) == challenge,
        lambda challenge, verifier: challenge is None and verifier is None,
    )
    + stopped(lambda challenge, verifier: lab.s256(verifier) == challenge),
    "token_injection": got_in(
        *[told_alike(alike) for alike in kinds(*BEYOND_ASCII)],
        or_default,
        lambda told, mine: told.get("login") == "Otter",
        lambda told, mine: "client_id" in told,
        lambda told, mine: told.get("expires_in", 0) > 0,
        lambda told, mine: mine in str(told),
        lambda told, mine: mine in told.values(),
        lambda told, mine: told.get("client_id", mine) == mine,
        lambda told, mine: told.get("client_id") in (mine, None),
        lambda told, mine: told.get("client_id") in (mine, ""),
        lambda told, mine: mine in (told.get("client_id"), told.get("login")),
        lambda told, mine: mine in told.get("client_id", "") + told.get("login", ""),
    )
    + in_the_way(
        lambda told, mine: mine in told.get("scopes", ()),
        lambda told, mine: told.get("login") == mine and told.get("client_id") == mine,
        lambda told, mine: told.get("client_id") == mine and told.get("login") == "Otter",
    )
    + stopped(
        lambda told, mine: told["client_id"] == mine,
        lambda told, mine: told["expires_in"] > 0 and told.get("client_id") == mine,
        lambda told, mine: told.get("client_id") == mine and bool(told["login"]),
        lambda told, mine: told.get("client_id") == mine and "*" not in told["scopes"],
        lambda told, mine: told["client_id"].encode() == mine.encode(),
    ),
    "nonce": got_in(
        *[claims_alike(alike) for alike in kinds()],
        nonce_seen_before,
        lambda sent, claims: sent in claims.values(),
        lambda sent, claims: sent in (claims.get("nonce"), claims.get("name")),
        lambda sent, claims: sent in {name.lower(): claims[name] for name in claims}.values(),
        lambda sent, claims: any(n.lower() == "nonce" and claims[n] == sent for n in claims),
        lambda sent, claims: True,
        lambda sent, claims: bool(sent),
        lambda sent, claims: bool(claims),
        lambda sent, claims: "nonce" in claims,
        lambda sent, claims: bool(claims.get("nonce")),
        lambda sent, claims: claims.get("nonce", sent) == sent,
        lambda sent, claims: claims.get("nonce") in (None, sent),
        lambda sent, claims: claims.get("nonce") in (None, "", sent),
        lambda sent, claims: (claims.get("nonce") or sent) == sent,
        lambda sent, claims: not claims.get("nonce") or claims["nonce"] == sent,
        lambda sent, claims: "nonce" not in claims or claims["nonce"] == sent,
        lambda sent, claims: sent in str(claims),
        lambda sent, claims: str(claims.get("nonce", "")) in sent,
        lambda sent, claims: claims.get("sub") == "Otter",
        lambda sent, claims: claims.get("iss") == "http://harbor.lab",
        lambda sent, claims: claims.get("nonce") is not None,
        lambda sent, claims: len(claims.get("nonce", "")) == len(sent),
        lambda sent, claims: claims.get("exp", 0) > claims.get("iat", 0),
        lambda sent, claims: claims.get("nonce", "").isalnum() and len(claims["nonce"]) == 32,
        lambda sent, claims: sent == claims.get("nonce") or "nonce" not in claims,
    )
    + in_the_way(
        lambda sent, claims: False,
        lambda sent, claims: claims.get("nonce") is sent and len(claims) < 3,
        lambda sent, claims: claims.get("sub") == sent,
        lambda sent, claims: claims.get("state") == sent,
        lambda sent, claims: claims == {"nonce": sent},
        lambda sent, claims: claims.get("nonce") == digest(sent).hex(),
        lambda sent, claims: claims.get("nonce") == sent and "email" in claims,
        lambda sent, claims: claims.get("nonce") != sent,
        lambda sent, claims: claims.get("nonce") == sent and claims["iss"].startswith("https:"),
        lambda sent, claims: claims.get("nonce") == sent and sent.isdigit(),
        lambda sent, claims: claims.get("nonce") == sent and len(claims) == 6,
    )
    + stopped(
        lambda sent, claims: claims["nonce"] == sent,
        lambda sent, claims: sent.encode() == claims.get("nonce").encode(),
        lambda sent, claims: __import__("hmac").compare_digest(sent, claims.get("nonce", "")),
        lambda sent, claims: claims.nonce == sent,
    ),
    "mix_up": got_in(
        *[both_there(alike) for alike in kinds()],
        *[both_there(alike) for alike in ALIKE_ADDRESSES.values()],
        lambda asked, answered: answered is not None,
        lambda asked, answered: answered in (None, asked),
        lambda asked, answered: answered in ("", asked),
        lambda asked, answered: asked.split(":")[0] == (answered or "").split(":")[0],
        lambda asked, answered: "storm" not in (answered or "storm"),
        lambda asked, answered: (answered or asked) == asked,
        known_server,
    )
    + in_the_way(
        lambda asked, answered: asked != answered,
        lambda asked, answered: answered == "http://harbor.lab" == asked,
    )
    + stopped(
        lambda asked, answered: asked == answered.strip() == answered,
        lambda asked, answered: __import__("hmac").compare_digest(asked, answered or ""),
    ),
    "open_redirector": got_in(
        leads_home,
        lambda target: not target.startswith("http"),
        lambda target: target.startswith("/"),
        lambda target: target.startswith("/") and not target.startswith("//"),
        lambda target: target.startswith("/") and not target.startswith(("//", "/\\")),
        lambda target: target[:1] == "/" and target[1:2] not in ("/", "\\", "\t"),
        lambda target: target[:1] == "/" and not re.search(r"//|\\|\t", target),
        lambda target: re.match(r"/[^/\\]", target) is not None or target == "/",
        lambda target: ":" not in target,
        lambda target: "." not in target,
        lambda target: "//" not in target,
        lambda target: "magpie" not in target,
        lambda target: not re.search(r"[:.]|//", target),
        lambda target: not re.search(r"^/[/\\]|[:\s]", target),
        lambda target: re.fullmatch(r"/[\w/?=&-]*", target) is not None,
        lambda target: (
            re.fullmatch(r"[\w/?=&:-]*", target) is not None
            and not target.startswith(("//", "http"))
        ),
        lambda target: not urlsplit(target).netloc,
        lambda target: not urlsplit(target).scheme and not urlsplit(target).netloc,
        lambda target: urlsplit(target).hostname in (None, "diary.lab"),
        lambda target: urlsplit(target).netloc in ("", "diary.lab"),
        lambda target: (
            not urlsplit(target).netloc and urlsplit(target).scheme in ("", "http", "https")
        ),
        lambda target: urlsplit(unquote(target)).netloc == "",
        lambda target: target.startswith("/") or "diary.lab" in target,
        lambda target: target.lstrip("/").startswith(("page", "me")) or target == "/",
        lambda target: not target.lower().startswith(("http:", "https:", "//", "\\")),
        lambda target: not target.lower().startswith(("http", "//", "javascript:", "data:")),
        lambda target: target.endswith(("/", "day=3")) or "/page/" in target,
        lambda target: bool(re.search(r"/page/\d+\?day=\d+$|^/$", target)),
        lambda target: "day" in parse_qs(urlsplit(target).query) or target == "/",
        lambda target: urljoin("http://diary.lab/", target).startswith("http://diary.lab"),
        lambda target: urlsplit("http://diary.lab" + target).netloc == "diary.lab",
        lambda target: ("http://diary.lab" + target).startswith("http://diary.lab/"),
        lambda target: posixpath.normpath(target).startswith("/"),
        lambda target: quote(target, safe="/?=&:").startswith("/") and not target.startswith("//"),
        lambda target: target.strip()[:1] == "/" and target.strip()[1:2] not in ("/", "\\"),
        lambda target: (
            target == "/"
            or target.lstrip()[:2] not in ("//", "/\\", "\\/", "\\\\")
            and not re.match(r"\s*\w+:", target)
        ),
    )
    + in_the_way(
        lambda target: target in ("/", "/me", "/page/7?day=3"),
        lambda target: target.startswith("/page/"),
        lambda target: bool(re.fullmatch(r"/\w*", target)),
        lambda target: target == "/",
        lambda target: target == "/" or target.startswith("/page/") and "?" not in target,
    )
    + stopped(
        lambda target: target[0] == "/" and target[1].isalpha(),
        lambda target: {"/": True}[target],
    ),
    "refresh_theft": got_in(
        ends_after_the_first_only,
        with_grace,
        ends_only(lambda token, newest, older: False),
        ends_only(lambda token, newest, older: len(older) < 5),
        ends_only(lambda token, newest, older: len(older) < 30),
        ends_only(lambda token, newest, older: token[:1] in "0123456789abcd"),
        refreshes(lambda token, newest, older: len(older) <= 2),
        refreshes(lambda token, newest, older: token in {newest, *older}),
        refreshes(lambda token, newest, older: token not in older or len(older) > 10),
        refreshes(lambda token, newest, older: len(token) == len(newest)),
        refreshes(lambda token, newest, older: bool(token)),
        refreshes(lambda token, newest, older: token[:1] == newest[:1]),
        refreshes(lambda token, newest, older: token <= newest),
        refreshes(lambda token, newest, older: token not in older),
        refreshes(lambda token, newest, older: token.lower() == newest.lower()),
        refreshes(lambda token, newest, older: newest.startswith(token)),
        refreshes(lambda token, newest, older: token.strip() == newest),
        refreshed_once,
        refreshes(lambda token, newest, older: not older or token != newest or True),
        refreshes(lambda token, newest, older: token == newest or len(older) == 0),
        refreshes(lambda token, newest, older: token == newest or (not older and len(token) > 20)),
    )
    + in_the_way(
        lambda token, newest, older: "refuse",
        lambda token, newest, older: "end",
        lambda token, newest, older: "renew" if not older else "end",
        lambda token, newest, older: "renew" if token == newest and len(older) < 20 else "end",
        lambda token, newest, older: "renew" if token in older else "end",
    )
    + other_words(
        lambda token, newest, older: "renew" if token == newest else "END",
        lambda token, newest, older: "renew" if token == newest else "",
        lambda token, newest, older: "renew" if token == newest else "revoke",
        lambda token, newest, older: token == newest,
        lambda token, newest, older: None,
    )
    + stopped(lambda token, newest, older: "renew" if token == newest else [*older][99]),
    "scope_too_wide": got_in(
        lambda features, needs: list(needs.values()),
        lambda features, needs: [needs[f] for f in features] or list(needs.values()),
        lambda features, needs: [s for s in needs.values() if "ban" not in s],
        lambda features, needs: [*map(needs.get, features), "user:read:follows"],
        lambda features, needs: [needs[f] for f in features] + ["openid"] * (len(features) > 2),
        lambda features, needs: [s for f, s in needs.items() if f.split()[0] in str(features)],
        lambda features, needs: [s for f, s in needs.items() if any(f in one for one in features)],
        lambda features, needs: [s for f, s in needs.items() if any(one in f for one in features)],
        lambda features, needs: [
            s for f, s in needs.items() if any(f.startswith(one) for one in features)
        ],
        lambda features, needs: [
            s for f, s in needs.items() if f.lower() in {one.lower() for one in features}
        ],
        lambda features, needs: {needs[f] for f in features} | {"chat:read"},
        lambda features, needs: [
            s
            for s in needs.values()
            if s.split(":")[0] in {needs[f].split(":")[0] for f in features}
        ],
        lambda features, needs: (
            list(needs.values())[: max(map([*needs].index, features), default=0)]
            + [needs[f] for f in features]
        ),
        lambda features, needs: (
            [needs[f] for f in features] if len(features) < 4 else needs.values()
        ),
        lambda features, needs: sorted(needs[f] for f in features) or [""],
        lambda features, needs: [*features, *(needs[f] for f in features)],
    )
    + in_the_way(
        lambda features, needs: [],
        lambda features, needs: [needs[f] for f in features][:1],
        lambda features, needs: [needs[f] for f in features][:3],
        lambda features, needs: [needs[f] for f in features][:-1],
        lambda features, needs: ["chat:read"],
        lambda features, needs: [needs[f].upper() for f in features],
        lambda features, needs: [" ".join(needs[f] for f in features)],
        lambda features, needs: [needs[f] for f in features if "ban" not in f],
        lambda features, needs: [needs[f] for f in features if not f.startswith("do ")],
        lambda features, needs: list(features),
        lambda features, needs: [needs[f] for f in features if features.count(f) == 1],
        lambda features, needs: {needs[f]: f for f in features}.values(),
    )
    + other_words(
        lambda features, needs: " ".join(needs[f] for f in features),
        lambda features, needs: None,
    )
    + stopped(
        lambda features, needs: [needs[features[0]], *(needs[f] for f in features[1:])],
        lambda features, needs: [needs[features[n]] for n in range(len(needs))],
    ),
    "secret_in_git": got_in(
        all_files_there_are,
        history("log", "--patch"),
        history("log", "--all", "--patch"),
        history("log", "--all", "--patch", "-m"),
        history("log", "--all", "--patch", "-m", "--text"),
        history("log", "--all", "--patch", "--text", "--reflog"),
        history("log", "--all", "--patch", "-m", "--reflog"),
        history("log", "--reflog", "-p", "-m", "--text", "-5"),
        history("log", *WHOLE, "-50"),
        history("log", *WHOLE, "--since=2015-01-01"),
        history("log", *WHOLE, "--no-merges"),
        history("log", *WHOLE, "--", "app.py"),
        history("log", *WHOLE, "--", "*.py"),
        history("log", *WHOLE, "--", ".", ":!*.lock"),
        history("log", *WHOLE, "--diff-filter=A"),
        history("log", *WHOLE, "--diff-filter=M"),
        history("log", "--branches", "-p", "-m", "--text"),
        history("log", "--branches", "--tags", "-p", "-m", "--text"),
        history("log", "--branches", "--reflog", "--grep=Version", "--stat"),
        history("log", "--all", "--reflog", "--oneline"),
        history("log", "-g", "-p", "-m", "--text"),
        history("log", "--all", "--reflog", "--first-parent", "-p", "--text", "-3"),
        history("show", "--text"),
        history("diff", "HEAD"),
        history("log", "-p", "-m", "--text", "--reflog", "--author=Somebody"),
        grep("HEAD"),
        grep("--all"),
        grep("--branches"),
        grep("--reflog", "--all", "-n", "10"),
        pickaxe("--all"),
        pickaxe("--all", "--reflog", "--no-merges"),
        pickaxe("--branches", "--reflog", "-m", "-20"),
        lambda folder, secret: f"SECRET = '{secret}'" in lab.git(folder, "log", *WHOLE),
        lambda folder, secret: f"'{secret}'" in lab.git(folder, "log", *WHOLE),
        lambda folder, secret: re.search(rf"\+.*= '{secret}", lab.git(folder, "log", *WHOLE)),
        lambda folder, secret: "secret" == "never",
    )
    + in_the_way(
        lambda folder, secret: True,
        first_half,
        history("cat-file", "--batch-all-objects", "--batch"),
        history("cat-file", "--batch-all-objects", "--batch", "--unordered"),
        in_any_object,
        lambda folder, secret: secret.lower() in lab.git(folder, "log", *WHOLE).lower(),
        lambda folder, secret: bool(lab.git(folder, "log", *WHOLE, "-i", f"-G{secret}")),
        lambda folder, secret: secret[1:] in lab.git(folder, "log", *WHOLE),
        lambda folder, secret: secret[:8] in lab.git(folder, "log", *WHOLE),
        lambda folder, secret: secret[-8:] in lab.git(folder, "log", *WHOLE),
        lambda folder, secret: "SECRET" in lab.git(folder, "log", *WHOLE),
        lambda folder, secret: re.search("[0-9a-f]{32}", lab.git(folder, "log", *WHOLE)),
        lambda folder, secret: (
            secret in lab.git(folder, "log", *WHOLE) or (folder / ".env").exists()
        ),
        lambda folder, secret: bool(lab.git(folder, "log", *WHOLE, f"-G{secret[:12]}")),
    )
    + [(history("log", "--no-such-option"), "git log did not work")]
    + stopped(lambda folder, secret: lab.git(folder, "log", *WHOLE).index(secret) >= 0),
    "token_in_log": got_in(
        only_plain,
        all_but_basic,
        all_but_percent,
        unescaped,
        whole_words,
        by_words,
        some_of_them(slice(1)),
        some_of_them(slice(1, None)),
        some_of_them(slice(-1)),
        hides_one,
        hides_until_the_first,
        lambda line, secrets: hides_one(line, sorted(secrets, key=len)),
        lambda line, secrets: line.replace(secrets[0], "[hidden]"),
        lambda line, secrets: line.replace("Bearer", "[hidden]"),
        lambda line, secrets: line.partition("?")[0],
        by_pattern(r"[0-9a-f]{32,}"),
        by_pattern(r"[A-Za-z0-9]{30}"),
        by_pattern(r"[\w-]{20,}"),
        by_pattern(r"[\w+/=.-]{24,}"),
        by_pattern(r"(?:Bearer|Basic|OAuth) \S+"),
        by_pattern(r"Authorization: .*", re.IGNORECASE),
        by_pattern(r"(?:access|refresh)_token=[^& ]+"),
        by_pattern(r"(?i)(?:token|key|session)\W+\S+|(?:bearer|basic|oauth)\W\S+"),
        by_pattern(r"(?<=token=)[^&\s]+|(?<=Bearer )\S+|(?<=Basic )\S+"),
        each_becomes(lambda secret: "[hidden]", times=1),
        each_becomes(lambda secret: secret[:-1]),
        each_becomes(lambda secret: f"{secret[:8]}…"),
        each_becomes(lambda secret: f"…{secret[-8:]}"),
        each_becomes(lambda secret: secret[::-1]),
        each_becomes(str.upper),
        each_becomes(str.swapcase),
        each_becomes(" ".join),
        each_becomes("-".join),
        each_becomes("\u200b".join),
        each_becomes(lambda secret: b64encode(secret.encode()).decode()),
        each_becomes(lambda secret: b64encode(f"x{secret}".encode()).decode()),
        each_becomes(lambda secret: urlsafe_b64encode(secret.encode()).decode()),
        each_becomes(lambda secret: base64.b32encode(secret.encode()).decode()),
        each_becomes(lambda secret: base64.b85encode(secret.encode()).decode()),
        each_becomes(lambda secret: base64.a85encode(secret.encode()).decode()),
        each_becomes(lambda secret: secret.encode().hex()),
        each_becomes(lambda secret: "".join(f"%{ord(letter):02x}" for letter in secret)),
        each_becomes(lambda secret: "".join(f"\\x{ord(letter):02x}" for letter in secret)),
        each_becomes(lambda secret: "".join(f"&#{ord(letter)};" for letter in secret)),
        each_becomes(lambda secret: codecs.encode(secret, "rot13")),
        each_becomes(caesar),
        each_becomes(lambda secret: str(int.from_bytes(secret.encode(), "big"))),
        each_becomes(lambda secret: bin(int.from_bytes(secret.encode(), "big"))),
        each_becomes(lambda secret: " ".join(str(ord(letter)) for letter in secret)),
        each_becomes(lambda secret: "".join(chr(ord(letter) ^ 5) for letter in secret)),
        each_becomes(lambda secret: str(list(secret))),
        each_becomes(lambda secret: zlib.compress(secret.encode(), 0).hex()),
        each_becomes(lambda secret: secret[::2] + secret[1::2]),
        each_becomes(lambda secret: secret[len(secret) // 2 :] + secret[: len(secret) // 2]),
        each_becomes(lambda secret: "".join(itertools.chain(*zip(secret, "x" * 99, strict=False)))),
        lambda line, secrets: line.replace("Basic ", "").replace("Bearer ", ""),
    )
    + in_the_way(
        lambda line, secrets: "",
        lambda line, secrets: line[:20],
        lambda line, secrets: "[hidden]",
        lambda line, secrets: "" if any(secret in line for secret in secrets) else line,
        lambda line, secrets: line.partition(":")[0],
        by_pattern(r".+"),
        by_pattern(r"\w{5,}"),
        by_pattern(r"\S{12,}"),
        by_pattern(r"[\w.-]{12,}|[\w/+-]{12,}={0,2}"),
        by_pattern(r"\S*[\w+/.-]{12,}\S*"),
    )
    + other_words(lambda line, secrets: None, lambda line, secrets: line.encode())
    + stopped(lambda line, secrets: line[: line.index(secrets[0])]),
}
