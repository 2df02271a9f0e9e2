"""Fixes that are right, in other words than the notebook's: each must pass."""

from __future__ import annotations

import base64
import functools
import hashlib
import hmac
import operator
import re
import secrets as random
import subprocess
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from ipaddress import ip_network
from typing import Any
from urllib.parse import quote, quote_plus, unquote, urljoin, urlsplit

from lessons import lab

lock = threading.Lock()


def same(one: str, other: str) -> bool:
    return hmac.compare_digest(one.encode(), other.encode())


def by_loop(asked: str, registered: list[str]) -> bool:
    for address in registered:
        if asked == address:
            return True
    return False


def strict_address(asked: str, registered: list[str]) -> bool:
    if not isinstance(asked, str) or any(mark in asked for mark in "@#?\\ \t\n"):
        return False
    return asked in set(registered)


def host_included(asked: str, registered: list[str]) -> bool:
    return urlsplit(asked).hostname == "diary.lab" and asked in registered


def origin_included(asked: str, registered: list[str]) -> bool:
    return asked.startswith("http://diary.lab") and asked in registered


def never_raises(asked: str, registered: list[str]) -> bool:
    try:
        return registered.index(asked) >= 0
    except ValueError:
        return False


def state_in_steps(sent: str | None, received: str | None) -> bool:
    if sent is None or received is None:
        return False
    if len(sent) != len(received):
        return False
    return same(sent, received)


def state_of_diarys_form(sent: str | None, received: str | None) -> bool:
    form = re.compile("[0-9a-f]{32}")
    return bool(sent and received and form.fullmatch(received)) and sent == received


def state_hashed(sent: str | None, received: str | None) -> bool:
    if not sent or not received:
        return False
    return hashlib.sha256(sent.encode()).digest() == hashlib.sha256(received.encode()).digest()


def state_letter_by_letter(sent: str | None, received: str | None) -> bool:
    if not sent or not received or len(sent) != len(received):
        return False
    different = 0
    for one, other in zip(sent, received, strict=True):
        different |= ord(one) ^ ord(other)
    return different == 0


def used_once(check: Callable[[str, str], bool]) -> Callable[[Any, Any], bool]:
    """A state that was good once is good no more."""
    done: set[str] = set()

    def once(sent: str | None, received: str | None) -> bool:
        if not sent or not received or sent in done or not check(sent, received):
            return False
        done.add(sent)
        return True

    return once


def used_up(sent: str | None, received: str | None, done: set[Any] = set()) -> bool:  # noqa: B006
    """A state is used up by whatever comes for it."""
    fresh = sent not in done
    done.add(sent)
    return bool(sent) and sent == received and fresh


once = used_once(str.__eq__)


def nonce_used_once(sent: str, claims: dict[str, Any]) -> bool:
    return once(sent, claims.get("nonce"))


def code_locked(code: str, used: set[str]) -> bool:
    with lock:
        if code in used:
            return False
        used.add(code)
        return True


def own_memory(kind: type) -> Callable[[str, set[str]], bool]:
    """It keeps its own set, list or dict and leaves Harbor's alone."""
    seen = kind()

    def check(code: str, used: set[str]) -> bool:
        with lock:
            if code in seen:
                return False
            if isinstance(seen, set):
                seen.add(code)
            elif isinstance(seen, dict):
                seen[code] = True
            else:
                seen.append(code)
            return True

    return check


def code_hashed(code: str, used: set[Any]) -> bool:
    value = hashlib.sha256(code.encode()).hexdigest()
    with lock:
        fresh = value not in used
        used |= {value}
    return fresh


def code_counted_locked(code: str, used: set[str], guard: Any = threading.RLock()) -> bool:  # noqa: B008
    with guard:
        before = len(used)
        used.add(code)
        return len(used) == before + 1


def code_tried(code: str, used: set[str]) -> bool:
    lock.acquire()
    try:
        fresh = code not in used
        used.add(code)
        return fresh
    finally:
        lock.release()


locks: dict[str, threading.Lock] = {}


def code_with_its_own_lock(code: str, used: set[str]) -> bool:
    with locks.setdefault(code, threading.Lock()):
        if code in used:
            return False
        used.add(code)
        return True


worker = ThreadPoolExecutor(1)


def code_by_one_worker(code: str, used: set[str]) -> bool:
    return worker.submit(lambda: code not in used and not used.add(code)).result()  # type: ignore[func-returns-value]


first: dict[str, object] = {}


def code_setdefault(code: str, used: set[str]) -> bool:
    """`setdefault` of a dictionary is one step."""
    mine = object()
    return first.setdefault(code, mine) is mine


def code_searched(code: str, used: set[str]) -> bool:
    with lock:
        if any(same(code, one) for one in used):
            return False
        used.add(code)
    return True


def device_in_steps(device: Any, phone: Any, age: float, typed: bool) -> str:
    if age > 600:
        return "refuse"
    if device is None or phone is None or device != phone:
        return "ask" if typed else "refuse"
    if typed:
        return "allow"
    return "allow"


def device_by_table(device: Any, phone: Any, age: float, typed: bool) -> str:
    near = bool(device) and device == phone
    table = {(True, True): "allow", (True, False): "ask", (False, True): "ask"}
    return table.get((near, typed), "refuse") if age <= 600 else "refuse"


def device_counted(device: Any, phone: Any, age: float, typed: bool) -> str:
    points = int(typed) + int(device is not None and device == phone)
    return ["refuse", "ask", "allow"][points] if age <= 600 else "refuse"


def device_by_address(device: Any, phone: Any, age: float, typed: bool) -> str:
    near = bool(device and phone) and ip_network(device) == ip_network(phone)
    return device_counted("x" if near else "y", "x", age, typed)


def device_matched(device: Any, phone: Any, age: float, typed: bool) -> str:
    match (age > 600, device is not None and device == phone, typed):
        case (True, _, _) | (False, False, False):
            return "refuse"
        case (False, True, True):
            return "allow"
    return "ask"


def device_near(near: Callable[[Any, Any], bool]) -> Callable[..., str]:
    def check(device: Any, phone: Any, age: float, typed: bool) -> str:
        if age > 600 or not (typed or near(device, phone)):
            return "refuse"
        return "allow" if typed and near(device, phone) else "ask"

    return check


SAME_NETWORK: list[Callable[[Any, Any], bool]] = [
    lambda device, phone: device is not None and device == phone,
    lambda device, phone: bool(device and phone and device == phone),
    lambda device, phone: isinstance(device, str) and device == phone,
    lambda device, phone: None not in (device, phone) and {device} == {phone},
    lambda device, phone: device == phone and phone is not None,
    lambda device, phone: not (device is None or phone is None or device != phone),
    lambda device, phone: bool(device) and same(str(device), str(phone)),
    lambda device, phone: bool(device and phone) and ip_network(device).overlaps(ip_network(phone)),
]

pair = operator.itemgetter("iss", "sub")


def account_in_steps(claims: dict[str, Any], account: dict[str, Any]) -> bool:
    if claims["iss"] != account["iss"]:
        return False
    return claims["sub"] == account["sub"]


def account_by_loop(claims: dict[str, Any], account: dict[str, Any]) -> bool:
    for name in ("iss", "sub"):
        if claims.get(name) != account[name]:
            return False
    return True


def account_tried(claims: dict[str, Any], account: dict[str, Any]) -> bool:
    try:
        return claims["sub"] == account["sub"] and claims["iss"] == account["iss"]
    except KeyError:
        return False


def account_hashed(claims: dict[str, Any], account: dict[str, Any]) -> bool:
    marks = [hashlib.sha256(repr(pair(one)).encode()).digest() for one in (claims, account)]
    return marks[0] == marks[1]


def taken_in_steps(store: Any, code: str) -> Any:
    owner = store.take(code)
    if owner is None:
        return None
    return owner


def taken_if_there(store: Any, code: str) -> Any:
    if store.find(code) is None:
        return None
    return store.take(code)


def found_and_removed_locked(store: Any, code: str) -> Any:
    with lock:
        owner = store.find(code)
        store.remove(code)
        return owner


def found_and_removed_locked_again(store: Any, code: str) -> Any:
    if store.find(code) is None:
        return None
    with lock:
        owner = store.find(code)
        if owner is not None:
            store.remove(code)
        return owner


def taken_and_noted(store: Any, code: str, used: set[str] = set()) -> Any:  # noqa: B006
    owner = store.take(code)
    if owner is not None:
        used.add(code)
    return owner


def taken_by_name(store: Any, code: str) -> Any:
    return getattr(store, "take")(code)  # noqa: B009


def s256(verifier: str) -> str:
    digest = hashlib.sha256(verifier.encode("utf-8")).digest()
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()


def only_ascii(challenge: str, verifier: str) -> bool:
    """RFC 7636, section 4.6 hashes the verifier's ASCII letters; another one is no verifier."""
    try:
        digest = hashlib.sha256(verifier.encode("ascii")).digest()
    except UnicodeEncodeError:
        return False
    return base64.urlsafe_b64encode(digest).decode().rstrip("=") == challenge


def cut_off(challenge: str, verifier: str) -> bool:
    digest = hashlib.sha256(bytes(verifier, "utf-8")).digest()
    return challenge == base64.urlsafe_b64encode(digest).decode("ascii")[:43]


def translated(challenge: str, verifier: str) -> bool:
    digest = hashlib.sha256(verifier.encode()).digest()
    text = base64.b64encode(digest).decode().translate({43: "-", 47: "_", 61: None})
    return same(text, challenge)


def by_the_book(challenge: str, verifier: str) -> bool:
    if not re.fullmatch(r"[A-Za-z0-9._~-]{43,128}", verifier or ""):
        return False
    if not re.fullmatch(r"[A-Za-z0-9_-]{43}", challenge or ""):
        return False
    return same(s256(verifier), challenge)


def or_neither(check: Callable[[str, str], bool]) -> Callable[[Any, Any], bool]:
    def downgrade(challenge: str | None, verifier: str | None) -> bool:
        if challenge is None and verifier is None:
            return True
        return bool(challenge) and bool(verifier) and check(challenge, verifier)

    return downgrade


def matched(challenge: str | None, verifier: str | None) -> bool:
    match (challenge, verifier):
        case (None, None):
            return True
        case (str(), str()):
            return lab.s256(verifier) == challenge
    return False


def token_checked(told: Any, mine: str) -> bool:
    if not isinstance(told, dict):
        return False
    made_for = told.get("client_id")
    return isinstance(made_for, str) and same(made_for, mine)


def token_tried(told: dict[str, Any], mine: str) -> bool:
    try:
        return told["client_id"] == mine
    except KeyError:
        return False


def token_alive(told: dict[str, Any], mine: str) -> bool:
    return told.get("expires_in", 0) > 0 and bool(told.get("login")) and token_tried(told, mine)


def nonce_in_steps(sent: str, claims: dict[str, Any]) -> bool:
    received = claims.get("nonce")
    if not sent or not received:
        return False
    return same(sent, received)


def nonce_tried(sent: str, claims: dict[str, Any]) -> bool:
    try:
        return claims["nonce"] == sent
    except KeyError:
        return False


def nonce_letter_by_letter(sent: str, claims: dict[str, Any]) -> bool:
    received = str(claims.get("nonce", ""))
    return len(sent) == len(received) and all(map(operator.eq, sent, received))


def issuer_checked(asked: str, answered: str | None) -> bool:
    if not isinstance(answered, str) or not answered:
        return False
    return same(asked, answered)


def page_by_parts(target: str) -> bool:
    parts = urlsplit(target)
    if parts.scheme or parts.netloc or "\\" in target:
        return False
    if any(ord(letter) < 33 for letter in target):
        return False
    return target.startswith("/") and not target.startswith("//")


def page_joined(target: str) -> bool:
    if "\\" in target or any(letter.isspace() or not letter.isprintable() for letter in target):
        return False
    joined = urlsplit(urljoin("http://diary.lab/go", target))
    home = (joined.scheme, joined.netloc) == ("http", "diary.lab")
    return home and target[:2] != "//" and ":" not in target


def page_letter_by_letter(target: str) -> bool:
    allowed = set("abcdefghijklmnopqrstuvwxyz0123456789/?=&")
    return target[:1] == "/" and "//" not in target and set(target) <= allowed


def page_unquoted(target: str) -> bool:
    for text in (target, unquote(target)):
        if not re.fullmatch(r"/(?![/\\])[\w/?=&.-]*", text):
            return False
    return True


def refreshed_in_steps(token: str, newest: str, older: set[str]) -> str:
    if token in older:
        return "end"
    if token == newest:
        return "renew"
    return "refuse"


def refreshed_by_digest(token: str, newest: str, older: set[str]) -> str:
    if same(token, newest):
        return "renew"
    return "end" if any(same(token, one) for one in older) else "refuse"


def refreshed_by_dict(token: str, newest: str, older: set[str]) -> str:
    return {newest: "renew", **dict.fromkeys(older, "end")}.get(token, "end")


def refreshed_by_memory(token: str, newest: str, older: set[str], seen: set[str] = set()) -> str:  # noqa: B006
    if token != newest or token in seen:
        return "end"
    seen.add(token)
    return "renew"


def wanted_scopes(features: list[str], needs: dict[str, str]) -> list[str]:
    scopes: list[str] = []
    for feature in features:
        if needs[feature] not in scopes:
            scopes.append(needs[feature])
    return scopes


def wanted_one_by_one(features: list[str], needs: dict[str, str]) -> Any:
    while features:
        yield needs[features.pop()]


WHOLE = ("log", "--all", "--reflog", "-p", "-m", "--text")


def found_by_grep(folder: Any, secret: str) -> bool:
    commits = lab.git(folder, "rev-list", "--all", "--reflog").split()
    return bool(lab.git(folder, "grep", "--fixed-strings", secret, *commits))


def found_by_pickaxe(folder: Any, secret: str) -> bool:
    return lab.git(folder, "log", "--all", "--reflog", "-m", "-S", secret, "--oneline") != ""


def found_in_objects(folder: Any, secret: str) -> bool:
    """Every object that git holds, whoever leads to it."""
    listed = lab.git(folder, "cat-file", "--batch-all-objects", "--batch-check")
    blobs = [line.split()[0] for line in listed.splitlines() if line.split()[1] == "blob"]
    held = (secret in lab.git(folder, "cat-file", "blob", blob) for blob in blobs)
    return any(held) and secret in lab.git(folder, *WHOLE)


def found_by_git_itself(folder: Any, secret: str) -> bool:
    words = ["git", "-C", str(folder), *WHOLE, "--no-color"]
    return secret.encode() in subprocess.run(words, capture_output=True, check=True).stdout


def found_line_by_line(folder: Any, secret: str) -> bool:
    printed = lab.git(folder, "log", "--reflog", "--all", "-m", "-U0", "-a", "-p", "--full-history")
    return any(secret in line for line in printed.splitlines())


def found_in_each_commit(folder: Any, secret: str) -> bool:
    commits = lab.git(folder, "log", "--all", "--reflog", "--format=%H").split()
    return secret in lab.git(folder, "show", "-m", "--text", "--format=", *commits)


def forms_of(secret: str) -> list[str]:
    return [secret, quote(secret, safe=""), quote_plus(secret)]


def without_basic(line: str, instead: str = "[hidden]") -> str:
    return re.sub(r"(Basic )[A-Za-z0-9+/=]+", rf"\g<1>{instead}", line)


def each_becomes(what: Callable[[str], str]) -> Callable[[str, list[str]], str]:
    def check(line: str, secrets: list[str]) -> str:
        line = without_basic(line)
        for secret in secrets:
            for form in forms_of(secret):
                line = line.replace(form, what(secret))
        return line

    return check


def hidden_at_once(line: str, secrets: list[str]) -> str:
    forms = {form for secret in secrets for form in forms_of(secret)}
    pattern = "|".join(re.escape(form) for form in sorted(forms, key=len, reverse=True))
    return re.sub(pattern, "***", without_basic(line, "***"))


def hidden_by_reduce(line: str, secrets: list[str]) -> str:
    forms = [form for secret in secrets for form in forms_of(secret)]
    return functools.reduce(lambda text, form: text.replace(form, "x"), forms, without_basic(line))


def hidden_by_split(line: str, secrets: list[str]) -> str:
    line = re.sub(r"(?i)(authorization: )\S+ \S+", r"\1[hidden]", line)
    for secret in secrets:
        line = "[…]".join(line.split(secret))
        line = "[…]".join(line.split(quote(secret, safe="")))
    return line


def hidden_and_decoded(line: str, secrets: list[str]) -> str:
    """It looks into what could be base64."""
    for word in re.findall(r"[A-Za-z0-9+/]{16,}={0,2}", line):
        try:
            inside = base64.b64decode(word + "=" * (-len(word) % 4)).decode(errors="ignore")
        except ValueError:
            continue
        if any(secret in inside for secret in secrets):
            line = line.replace(word, "[hidden]")
    return each_becomes(lambda secret: "[hidden]")(line, secrets)


def hidden_with_patterns(line: str, secrets: list[str]) -> str:
    line = each_becomes(lambda secret: "[hidden]")(line, secrets)
    return re.sub(r"(access_token|refresh_token)=[^&\s]+", r"\1=[hidden]", line)


def mark(length: int) -> Callable[[str], str]:
    return lambda secret: f"[{hashlib.sha256(secret.encode()).hexdigest()[:length]}]"


RIGHT: dict[str, list[Callable[..., Any]]] = {
    "redirect_match": [
        by_loop,
        strict_address,
        host_included,
        origin_included,
        never_raises,
        lambda asked, known: any(asked == one for one in known),
        lambda asked, known: any(same(asked, one) for one in known),
        lambda asked, known: known.count(asked) > 0,
        lambda asked, known: asked in frozenset(known),
        lambda asked, known: dict.fromkeys(known, True).get(asked, False),
        lambda asked, known: asked == known[0] or asked == known[1],
        lambda asked, known: bool({asked} & set(known)),
        lambda asked, known: any(map(functools.partial(operator.eq, asked), known)),
        lambda asked, known: any(re.fullmatch(re.escape(one), asked) for one in known),
        lambda asked, known: any(asked.encode() == one.encode() for one in known),
        lambda asked, known: any(asked.startswith(one) and len(asked) == len(one) for one in known),
        lambda asked, known: isinstance(asked, str) and asked != "" and asked in known,
    ],
    "login_csrf": [
        state_in_steps,
        state_of_diarys_form,
        state_hashed,
        state_letter_by_letter,
        used_once(str.__eq__),
        used_up,
        lambda sent, received: sent is not None and sent == received,
        lambda sent, received: bool(sent) and sent == received,
        lambda sent, received: bool(sent and received and same(sent, received)),
        lambda sent, received: received is not None and received == sent,
        lambda sent, received: None not in (sent, received) and sent == received,
        lambda sent, received: isinstance(sent, str) and sent == received,
        lambda sent, received: received in [sent] and sent is not None,
        lambda sent, received: sent and received and sent == received,
        lambda sent, received: all((sent, received, sent == received)),
        lambda sent, received: not (sent is None or received is None or sent != received),
        lambda sent, received: bool(sent) and {sent} == {received},
    ],
    "code_replay": [
        code_locked,
        code_hashed,
        code_searched,
        code_counted_locked,
        code_tried,
        code_with_its_own_lock,
        code_by_one_worker,
        code_setdefault,
        own_memory(set),
        own_memory(list),
        own_memory(dict),
    ],
    "device_phishing": [
        device_in_steps,
        device_by_table,
        device_counted,
        device_by_address,
        device_matched,
        *[device_near(same_network) for same_network in SAME_NETWORK],
        lambda device, phone, age, typed: (
            "refuse" if age > 600 else device_in_steps(device, phone, age, typed)
        ),
        lambda device, phone, age, typed: (
            "refuse"
            if not age <= 600
            else ["refuse", "ask", "ask", "allow"][2 * (device == phone != None) + typed]  # noqa: E711
        ),
        lambda device, phone, age, typed: (
            "allow"
            if typed and device and device == phone and age <= 600
            else "ask"
            if age <= 600 and (typed or (device and device == phone))
            else "refuse"
        ),
    ],
    "login_by_email": [
        account_in_steps,
        account_by_loop,
        account_tried,
        account_hashed,
        lambda claims, account: (claims["iss"], claims["sub"]) == (account["iss"], account["sub"]),
        lambda claims, account: claims["iss"] == account["iss"] and claims["sub"] == account["sub"],
        lambda claims, account: all(claims[n] == account[n] for n in ("iss", "sub")),
        lambda claims, account: not any(claims.get(n) != account.get(n) for n in ("iss", "sub")),
        lambda claims, account: [claims["iss"], claims["sub"]] == [account["iss"], account["sub"]],
        lambda claims, account: pair(claims) == pair(account),
        lambda claims, account: pair(claims) in {pair(account)},
        lambda claims, account: {pair(account): True}.get(pair(claims), False),
        lambda claims, account: len({pair(claims), pair(account)}) == 1,
        lambda claims, account: (
            same(claims["iss"], account["iss"]) and same(claims["sub"], account["sub"])
        ),
        lambda claims, account: (
            tuple(map(claims.get, ("iss", "sub"))) == tuple(map(account.get, ("iss", "sub")))
        ),
        lambda claims, account: {n: claims[n] for n in ("iss", "sub")}.items() <= account.items(),
        lambda claims, account: (
            account["iss"] == claims.get("iss") and account["sub"] == claims.get("sub")
        ),
        lambda claims, account: (
            not (claims["iss"] != account["iss"] or claims["sub"] != account["sub"])
        ),
    ],
    "code_race": [
        taken_in_steps,
        taken_if_there,
        found_and_removed_locked,
        found_and_removed_locked_again,
        taken_and_noted,
        taken_by_name,
        lambda store, code: store.take(code),
        lambda store, code: store.take(code) or None,
        lambda store, code: store.take(code) if code else None,
        lambda store, code: store.find(code) and store.take(code),
        lambda store, code: store.take(code) if store.find(code) else None,
        lambda store, code: None if store.find(code) is None else store.take(code),
        lambda store, code: (store.take(code), store.remove(code))[0],
        lambda store, code: next(iter([store.take(code)])),
        lambda store, code: store.take(code) or store.find(code),
        lambda store, code: (lambda owner: owner)(store.take(code)),
        lambda store, code: type(store).take(store, code),
        lambda store, code: operator.methodcaller("take", code)(store),
    ],
    "code_injection": [
        cut_off,
        translated,
        by_the_book,
        only_ascii,
        lambda challenge, verifier: lab.s256(verifier) == challenge,
        lambda challenge, verifier: same(lab.s256(verifier), challenge),
        lambda challenge, verifier: s256(verifier) == challenge,
        lambda challenge, verifier: bool(verifier) and s256(verifier) == challenge,
        or_neither(lambda challenge, verifier: lab.s256(verifier) == challenge),
        matched,
    ],
    "pkce_downgrade": [
        matched,
        or_neither(by_the_book),
        or_neither(only_ascii),
        or_neither(cut_off),
        or_neither(lambda challenge, verifier: same(lab.s256(verifier), challenge)),
        lambda challenge, verifier: challenge == (None if verifier is None else lab.s256(verifier)),
        lambda challenge, verifier: (
            verifier is None
            if challenge is None
            else lab.s256(verifier or "") == challenge and verifier is not None
        ),
        lambda challenge, verifier: (
            bool(challenge) == bool(verifier) and (not challenge or lab.s256(verifier) == challenge)
        ),
    ],
    "token_injection": [
        token_checked,
        token_tried,
        token_alive,
        lambda told, mine: told.get("client_id") == mine,
        lambda told, mine: told.get("client_id", "") == mine,
        lambda told, mine: "client_id" in told and told["client_id"] == mine,
        lambda told, mine: mine in (told.get("client_id"),),
        lambda told, mine: (
            ("client_id", mine) in [item for item in told.items() if isinstance(item[1], str)]
        ),
        lambda told, mine: same(told.get("client_id", ""), mine),
    ],
    "nonce": [
        nonce_in_steps,
        nonce_tried,
        nonce_letter_by_letter,
        nonce_used_once,
        lambda sent, claims: claims.get("nonce") == sent,
        lambda sent, claims: sent == claims.get("nonce", ""),
        lambda sent, claims: bool(sent) and claims.get("nonce") == sent,
        lambda sent, claims: "nonce" in claims and claims["nonce"] == sent,
        lambda sent, claims: same(claims.get("nonce") or "", sent),
        lambda sent, claims: same(str(claims.get("nonce")), sent),
        lambda sent, claims: lab.s256(claims.get("nonce", "")) == lab.s256(sent),
        lambda sent, claims: not (claims.get("nonce") != sent),
        lambda sent, claims: sent is not None and sent == claims.get("nonce"),
        lambda sent, claims: {sent} == {claims.get("nonce")},
        lambda sent, claims: [claims.get("nonce")].count(sent) == 1,
        lambda sent, claims: ("nonce", sent) in claims.items(),
        lambda sent, claims: dict(claims, nonce=sent) == claims,
        lambda sent, claims: re.fullmatch(re.escape(sent), claims.get("nonce") or "") is not None,
        lambda sent, claims: isinstance(claims.get("nonce"), str) and claims["nonce"] == sent,
    ],
    "mix_up": [
        issuer_checked,
        lambda asked, answered: asked == answered,
        lambda asked, answered: answered is not None and answered == asked,
        lambda asked, answered: same(asked, answered or ""),
        lambda asked, answered: bool(answered) and not asked != answered,
        lambda asked, answered: {asked} == {answered},
        lambda asked, answered: isinstance(answered, str) and answered in [asked],
    ],
    "open_redirector": [
        page_by_parts,
        page_joined,
        page_letter_by_letter,
        page_unquoted,
        lambda target: bool(re.fullmatch(r"/(?![/\\])[^\s\\]*", target)),
        lambda target: bool(re.match(r"/(\w|$)", target)),
        lambda target: target == "/" or target[:1] == "/" and target[1:2].isalnum(),
        lambda target: target == "/" or target.startswith("/page/"),
        lambda target: bool(re.fullmatch(r"/(page/\d+(\?day=\d+)?)?", target)),
        lambda target: bool(re.match(r"^/([a-z]+/\d+\?day=\d+)?\Z", target)),
    ],
    "refresh_theft": [
        refreshed_in_steps,
        refreshed_by_digest,
        refreshed_by_dict,
        refreshed_by_memory,
        lambda token, newest, older: "renew" if token == newest else "end",
        lambda token, newest, older: "renew" if token == newest and token not in older else "end",
        lambda token, newest, older: (
            "end" if token in list(older) else "renew" if token == newest else "refuse"
        ),
        lambda token, newest, older: ["end", "renew"][token == newest],
    ],
    "scope_too_wide": [
        wanted_scopes,
        wanted_one_by_one,
        lambda features, needs: [needs[feature] for feature in features],
        lambda features, needs: {needs[feature] for feature in features},
        lambda features, needs: tuple(needs[feature] for feature in features),
        lambda features, needs: (needs[feature] for feature in features),
        lambda features, needs: frozenset(map(needs.get, features)),
        lambda features, needs: map(needs.__getitem__, features),
        lambda features, needs: sorted(set(map(needs.get, features))),
        lambda features, needs: dict.fromkeys(needs[feature] for feature in features),
        lambda features, needs: {feature: needs[feature] for feature in features}.values(),
        lambda features, needs: [scope for name, scope in needs.items() if name in features],
        lambda features, needs: list(filter(None, [needs.get(name) for name in features])),
    ],
    "secret_in_git": [
        found_by_grep,
        found_by_pickaxe,
        found_in_objects,
        found_by_git_itself,
        found_line_by_line,
        found_in_each_commit,
        lambda folder, secret: secret in lab.git(folder, *WHOLE),
        lambda folder, secret: (
            secret in lab.git(folder, "log", "--all", "--reflog", "--cc", "-p", "--text")
        ),
        lambda folder, secret: lab.git(folder, *WHOLE, "--color=never").find(secret) != -1,
        lambda folder, secret: re.search(secret, lab.git(folder, *WHOLE)) is not None,
        lambda folder, secret: lab.git(folder, *WHOLE).count(secret) > 0,
    ],
    "token_in_log": [
        each_becomes(lambda secret: "[hidden]"),
        each_becomes(lambda secret: ""),
        each_becomes(lambda secret: "*" * len(secret)),
        each_becomes(lambda secret: "*" * 8),
        each_becomes(mark(4)),
        each_becomes(mark(8)),
        each_becomes(mark(64)),
        each_becomes(lambda secret: f"{secret[:4]}…"),
        each_becomes(lambda secret: f"…{secret[-4:]}"),
        each_becomes(lambda secret: f"<token of {len(secret)} characters>"),
        each_becomes(lambda secret: f"[{random.token_hex(8)}]"),
        hidden_at_once,
        hidden_by_reduce,
        hidden_by_split,
        hidden_and_decoded,
        hidden_with_patterns,
    ],
}
