"""A token in a log: Diary writes down what it does, and Magpie reads it."""

from __future__ import annotations

import base64
import io
import logging
import os.path
import re
import secrets
from collections.abc import Callable, Iterator
from functools import partial
from itertools import permutations
from pathlib import Path
from urllib.parse import quote

from lessons.lab.authorization_server import Application
from lessons.lab.experiment import Experiment, Happened, Try
from lessons.lab.record import Record
from lessons.lab.world import World

RUN = 6  # so many characters in a row of a token are a leak
SPELLED = 10  # what is written instead of a token may be this long, if it is like the token


def line_as_it_is(line: str, secrets: list[str]) -> str:
    """Write everything down."""
    return line


class _Clean(logging.Filter):
    """Sends each line through the guard before it is written."""

    def __init__(self, world: World, hidden: list[str]) -> None:
        super().__init__()
        self._world, self._hidden = world, hidden

    def filter(self, record: logging.LogRecord) -> bool:
        line = self._world.guards.token_in_log(record.getMessage(), list(self._hidden))
        record.msg, record.args = line, None
        return True


def _log_of(world: World, tokens: list[str], lines: list[str]) -> str:
    """What is in Diary's log after it has logged these lines."""
    written = io.StringIO()
    log = logging.Logger("diary")
    handler = logging.StreamHandler(written)
    handler.addFilter(_Clean(world, tokens))
    log.addHandler(handler)
    for line in lines:
        log.info(line)
    for line in written.getvalue().splitlines():
        world.record.note("diary's log", line)
    return written.getvalue()


def _tokens(world: World) -> list[str]:
    """What Diary holds: an access token and a refresh token of Harbor's, one of another server's.

    The other server's is no hex number.
    """
    back = f"{world.diary.address}/?"
    answer = world.otter.open(world.link(world.app), until=back)
    pair = world.exchange("diary", answer["code"])
    other = world.record.hide(secrets.token_urlsafe(32))
    return [pair["access_token"], pair["refresh_token"], other]


def _in_a_header(world: World) -> Happened:
    return _magpie_reads(world, "GET /api Authorization: Bearer {} 200", "It was in a header.")


def _in_two_addresses(world: World) -> Happened:
    line = "GET /api?access_token={} 302 /api?access_token={}&do=nothing"
    return _magpie_reads(world, line, "It was in one line twice, in two addresses.")


def _in_an_answer(world: World) -> Happened:
    line = 'POST /token 200 {{"refresh_token": "{}"}}'
    return _magpie_reads(world, line, "It was the refresh token, in an answer.", which=1)


def _two_in_an_answer(world: World) -> Happened:
    tokens = _tokens(world)
    answer = {"access_token": tokens[0], "refresh_token": tokens[1]}
    log = _log_of(world, tokens, [f"POST /token 200 {answer}"])
    found = _leak(log, tokens[0]) or _leak(log, tokens[1])
    return Happened(bool(found), f"Magpie read {found} in Diary's log, in an answer with two.")


def _from_another_server(world: World) -> Happened:
    where = "It came from another server, and is no hex number."
    return _magpie_reads(world, "GET /other Authorization: Bearer {} 200", where, which=2)


def _in_http_basic(world: World) -> Happened:
    """The secret of a part of Diary that has one; only it sends HTTP Basic."""
    app = world.harbor.register("diary-server", ["http://diary.lab/server"])
    line = f"POST /token Authorization: Basic {_basic(app.client_id, app.client_secret)} 200"
    log = _log_of(world, [*_tokens(world), app.client_secret], ["Otter logged in", line])
    found = _leak(log, app.client_secret)
    if found and _magpie_is_diary(world, app, log):
        found = "Diary's client ID and its whole secret"
    how = "It was HTTP Basic, which is only base64 of `id:secret`."
    return Happened(bool(found), f"Magpie read {found} in Diary's log. {how}")


def _magpie_is_diary(world: World, app: Application, log: str) -> bool:
    for word in re.findall(r"[A-Za-z0-9+/=]{40,}", log):
        _, _, secret = base64.b64decode(word + "==").decode(errors="replace").partition(":")
        form = {
            "grant_type": "client_credentials",
            "client_id": app.client_id,
            "client_secret": secret,
        }
        if secret == app.client_secret and world.ask_for_token("Magpie", form):
            return True
    return False


def _basic(client_id: str, secret: str) -> str:
    return base64.b64encode(f"{client_id}:{secret}".encode()).decode()


def _magpie_reads(
    world: World,
    shape: str,
    where: str,
    which: int = 0,
    spell: Callable[[str], str] = str,
    another: Callable[[], str] | None = None,
) -> Happened:
    """Magpie reads a line of this shape with one of Diary's tokens, or with a new one."""
    tokens = _tokens(world)
    if another:
        tokens[which] = world.record.hide(another())
    token = tokens[which]
    log = _log_of(world, tokens, ["Otter logged in", _line(shape, spell(token))])
    words = re.findall(r"[0-9a-f]{32,}", log)
    if any(world.let_in_as("Magpie", word) or world.refresh("Magpie", word) for word in words):
        works = "It works for Magpie, too."
        return Happened(True, f"Magpie read a token in Diary's log. {where} {works}")
    found = next(filter(None, (_leak(log, token, shape) for token in tokens)), "")
    rule = "A log must give away no part of a token."
    once = shape.count("{}") == 1
    if (
        not found
        and once
        and _spelled(*_four_logs(world.guards.token_in_log, shape, token, tokens))
    ):
        found = "a token in another spelling"
        rule = "With another token it was almost the same line, so it can be read back."
    return Happened(bool(found), f"Magpie read {found} in Diary's log. {where} {rule}")


def _line(shape: str, written: str) -> str:
    return shape.format(*[written] * 3)


def _leak(log: str, token: str, shape: str = "") -> str:
    """What the log says of this token; nothing when no six characters in a row of it are there.

    What is between the characters doesn't count, nor do capitals: they hide nothing. What the
    line's own words, its shape, have in common with a token by chance doesn't count either.
    """
    if token in log:
        return "a whole token"
    if quote(token, safe="") in log:
        return "a whole token, percent-encoded,"
    for words in sorted(_line(shape, "§").split("§"), key=len, reverse=True):
        log = log.replace(words, "\0") if words.strip() else log
    written = "/".join(map(_bare, log.split("\0")))
    for how, forms in _spellings(token.encode()).items():
        for bare in map(_bare, forms):
            if any(bare[at : at + RUN] in written for at in range(len(bare) - RUN + 1)):
                return f"{RUN} characters or more of a token{how}"
    return ""


def _spellings(token: bytes) -> dict[str, list[str]]:
    """In base64 and base32 it also counts what comes before: three bytes, or five, make a group."""
    base64s = [base64.b64encode(bytes(skip) + token).decode()[skip * 2 : -4] for skip in range(3)]
    base32s = [base64.b32encode(bytes(skip) + token).decode()[skip * 2 : -8] for skip in range(5)]
    return {
        "": [token.decode()],
        ", written backwards,": [token.decode()[::-1]],
        ", in base64,": base64s,
        ", in base32,": base32s,
        ", in hexadecimal,": [token.hex()],
    }


def _bare(text: str) -> str:
    """Only the letters and digits, in small letters."""
    return re.sub(r"[\W_]", "", text).lower()


def _four_logs(check: Callable[..., str], shape: str, token: str, tokens: list[str]) -> list[str]:
    return [check(*values) for values in _with_four(shape, token, tokens)]


def _with_four(shape: str, token: str, tokens: list[str]) -> list[tuple[str, list[str]]]:
    """A line with this token, with an unlike one, and with two that differ in one character.

    That one is in the first half, then in the second: as a number, all behind it changes.
    """
    far = "".join(chr(ord(letter) ^ 1) if letter.isalnum() else letter for letter in token)
    near = [_with_another(token, len(token) * part // 4) for part in (1, 3)]
    four = []
    for each in (token, far, *near):
        others = [each if one == token else one for one in tokens]
        four.append((_line(shape, each), others))
    return four


def _with_another(token: str, place: int) -> str:
    return token[:place] + ("x" if token[place] != "x" else "y") + token[place + 1 :]


def _spelled(line: str, far: str, *near: str) -> bool:
    """Whether what is written instead of a token is the token in some other spelling.

    Then it is long, and changes only in part when one character of the token does. A hash changes
    altogether.
    """
    altogether = _different(line, far)
    return altogether > SPELLED and min(_different(line, one) for one in near) < altogether / 2


def _different(one: str, other: str) -> int:
    """How long the part is in which two lines differ."""
    ends = len(os.path.commonprefix([one[::-1], other[::-1]]))
    return len(one) - len(os.path.commonprefix([one, other])) - ends


def _log_is_still_useful(world: World) -> Happened:
    tokens = _tokens(world)
    number = secrets.token_hex(3)
    line = f"request {number}: GET /api Authorization: Bearer {tokens[0]} 200"
    log = _log_of(world, tokens, [f"Otter opened page {number}", line])
    useful = [f"Otter opened page {number}", f"request {number}: GET /api", "200"]
    return Happened(all(words in log for words in useful), USELESS)


USELESS = "The log no longer says what happened: who did what, and which status came back."

KINDS: dict[str, Callable[[], str]] = {
    "a hex number": lambda: secrets.token_hex(16),
    "a longer hex number": lambda: secrets.token_hex(20),
    "base64url": lambda: secrets.token_urlsafe(32),
    "base64": lambda: f"{secrets.token_hex(5)}+{secrets.token_hex(5)}/{secrets.token_hex(4)}==",
    "three parts with dots": lambda: ".".join(secrets.token_hex(8) for _ in range(3)),
    "only twelve characters": lambda: secrets.token_hex(6),
    "letters only": lambda: "".join(secrets.choice("ghijklmnopqrstuvwxyz") for _ in range(16)),
}
SHAPES = (
    "GET /api Authorization: Bearer {} 200",
    "GET /api authorization: bearer {} 200",
    "GET /api Authorization: OAuth {} 200",
    "GET /api?access_token={} 302 /api?access_token={}&do=nothing",
    "GET /back#access_token={}&state=x 200",
    "GET /files/{}/photo.png 200",
    'POST /token 200 {{"refresh_token": "{}"}}',
    "POST /token grant_type=refresh_token&refresh_token={}&client_id=x 200",
    "GET /api X-Api-Key: {} 200",
    "GET / Cookie: session={}; theme=dark 200",
    "PASS oauth:{}",
    "{}",
    "{} was used by Otter",
    "Otter got {}",
    "Otter got {}, {} and {}.",
    "ValueError: '{}' is no token",
    "Traceback (most recent call last):\n  File \"app.py\"\nKeyError: '{}'",
    "<token>{}</token>",
    "tokens: [{!r}, ({!r}, {!r})]",
    "old{}new",
)
ENCODED = ("GET /api?access_token={} 200", "POST /token refresh_token={}&x=y 200", "at {}")


def _keeps(useful: tuple[str, ...]) -> Callable[[list[str]], bool]:
    return lambda came: all(word in came[0] for word in useful)


def _hides(token: str, shape: str) -> Callable[[list[str]], bool]:
    return lambda came: not _leak(came[0], token, shape)


def _hides_both(one: str, other: str, shape: str, came: list[str]) -> bool:
    return not _leak(came[0], one, shape) and not _leak(came[0], other, shape)


def _many_lines(record: Record, _: Path) -> Iterator[Try]:
    held = {kind: record.hide(make()) for kind, make in KINDS.items()}
    secret = record.new_secret()
    tokens = [*held.values(), secret]
    for kind, token in held.items():
        again = partial(_magpie_reads, another=KINDS[kind])
        for shape in SHAPES:
            where = f"It was {kind}, in the line “{_line(shape, '…')}”."
            replay = partial(again, shape=shape, where=where)
            yield Try(where, ((_line(shape, token), list(tokens)),), _hides(token, shape), replay)
        for shape in SHAPES[:3]:
            where = f"It was {kind}."
            replay = partial(again, shape=shape, where=where)
            four = tuple(_with_four(shape, token, tokens))
            yield Try(where, four, lambda came: not _spelled(*came), replay)
        for shape in ENCODED:
            where = f"It was {kind}, percent-encoded, in the line “{_line(shape, '…')}”."
            encode = partial(quote, safe="")
            replay = partial(again, shape=shape, where=where, spell=encode)
            yield Try(
                where, ((_line(shape, encode(token)), list(tokens)),), _hides(token, shape), replay
            )
        number = secrets.token_hex(3)
        for line, useful in (
            (f"Otter opened page {number}", (f"Otter opened page {number}",)),
            (f"request {number}: GET /api Authorization: Bearer {token} 200", (number, "GET /api")),
            (f"Otter asked: GET /api?access_token={token} 200", ("Otter asked: GET", "200")),
            (
                f"Otter.of.the.long.river asked: GET /api/page-{number}/comments?x={token} 200",
                ("Otter.of.the.long.river", f"/api/page-{number}/comments", "200"),
            ),
        ):
            calls = ((line, list(tokens)),)
            yield Try(USELESS, calls, _keeps(useful))
    for one, other in permutations(held.values(), 2):
        shape = "Otter changed {} for {}: 200"
        line = shape.format(one, other)
        hides = partial(_hides_both, one, other, shape)
        yield Try("two tokens in a line", ((line, list(tokens)),), hides, _two_in_an_answer)
    for length in range(28, 33):
        shape = "request 7: POST /token Authorization: Basic {} 200"
        line = shape.format(_basic(record.new_secret(40)[:length], secret))
        calls = ((line, list(tokens)),)
        yield Try("HTTP Basic", calls, _hides(secret, shape), _in_http_basic)
        useful = ("request 7: POST /token", "200")
        yield Try(USELESS, calls, _keeps(useful))


TOKEN_IN_LOG = Experiment(
    title="A token in a log",
    source="RFC 6819, section 4.6.7",
    guard="token_in_log",
    careless=line_as_it_is,
    attacks=(
        _in_a_header,
        _in_two_addresses,
        _in_an_answer,
        _two_in_an_answer,
        _from_another_server,
        _in_http_basic,
    ),
    honest=(_log_is_still_useful,),
    tries=_many_lines,
    leaves=(
        "it knows the tokens that it is told of and the spellings that it looks for. What "
        "others write down stays as it is: a proxy, a browser's history, yesterday's log."
    ),
    make=partial(World, public=True, pkce=False),
    gives=str,
)
