"""Recognise what was pasted: clean it, or say in a sentence what it is instead."""

from __future__ import annotations

import json
import quopri
import re
import unicodedata
from dataclasses import dataclass
from os.path import commonprefix
from urllib.parse import SplitResult, parse_qs, unquote, unquote_plus, urlsplit

from helpers.plain_errors import PlainError
from helpers.private_folder import fingerprint, mask, mask_tokens
from lessons.exchange import mistakes

QUOTES = "\"'`“”„‘’‚«»‹›<>"
SPACES = " \t\r\n\xa0"
AROUND_AN_ADDRESS = f".,;:!?*{QUOTES}"
ITS_OWN_LINK = (
    "This is the authorize link itself: the question, not the answer. Open it in a "
    "browser, press Authorize, then copy the address that the browser shows after that."
)
MASK = r"\[hidden\b|[*•●]{3}|…|\.{3}"  # what outputs and pages show in place of a secret
MOST_PIECES = 30  # of an address that was broken into lines
# A line break with what mail programs, terminals and editors put around it.
FOLD = r"(?:\\|[\"'`]|<br ?/?>)?[ \t]*(?:[\r\n\x85\u2028]+|<br ?/?>)(?:[ \t]*[>|#*:\"'`]+)*[ \t]*"
NEARLY = 8  # characters in which a damaged state begins as the one that was sent
ID_LENGTH = 30  # docs/twitch.md 5.1; treated as a hint, since Twitch calls these opaque


@dataclass(frozen=True)
class Answer:
    """What came back from the authorize page."""

    code: str
    state_matched: bool  # False when only the code was pasted, so there was no state to compare

    def __repr__(self) -> str:
        return f"Answer(code={mask(self.code)}, state_matched={self.state_matched})"


@dataclass(frozen=True)
class FragmentAnswer:
    """What came back in the implicit flow: the token itself, in the address."""

    access_token: str
    scope: str
    token_type: str
    state: str  # it was compared

    def __repr__(self) -> str:
        return f"FragmentAnswer(access_token={mask(self.access_token)}, scope={self.scope})"


def clean(text: str) -> str:
    """The text without the spaces, quotes and invisible characters that come along when copying."""
    seen = "".join(letter for letter in text if unicodedata.category(letter) != "Cf")
    return seen.strip(QUOTES + SPACES)


def as_typed(text: str) -> str:
    """A cleaned text in which each `&` that a page wrote as `&amp;` is itself again."""
    return re.sub("&(amp;)+", "&", clean(text))


def read_client_id(text: str) -> str:
    """The client ID in this text. Raises PlainError that says what the text is instead."""
    return _read_identifier(text, "client ID", "Client ID")


def read_client_secret(text: str, client_id: str = "") -> str:
    """The client secret in this text. Raises PlainError that says what the text is instead."""
    secret = _read_identifier(text, "client secret", "New Secret")
    if secret == client_id:
        raise PlainError(
            "That is the client ID, which everybody may know. The secret is the other value: "
            "the one that appears once, after New Secret."
        )
    return secret


def length_hint(value: str) -> str:
    """A sentence when a value is not as long as Twitch's are, else nothing."""
    if len(value) == ID_LENGTH:
        return ""
    return (
        f"It has {len(value)} characters, and Twitch's have {ID_LENGTH}. "
        "If a later step refuses it, copy it once more, with the Copy button or a double click."
    )


def read_redirect_uri(text: str) -> str:
    """The redirect address in this text, exactly as typed but for spaces and quotes.

    Raises PlainError for what Twitch would not register (docs/twitch.md 7.2).
    """
    address = clean(text)
    _refuse_mask(address)
    parts = _split(address)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise PlainError(
            "A redirect address begins with http:// or https://, such as http://localhost."
        )
    if parts.scheme == "http" and parts.hostname in ("127.0.0.1", "::1"):
        raise PlainError(
            "Whether Twitch takes http:// with a number in place of localhost is disputed; "
            "practice doesn't. Register http://localhost, which both take, and enter that."
        )
    if parts.scheme == "http" and parts.hostname != "localhost":
        raise PlainError(
            "Twitch takes http:// for localhost only. Use http://localhost, or an https:// address."
        )
    if not _is_visible_ascii(address):
        raise PlainError(
            "There is a space, or a letter that addresses don't have, inside this one. "
            "Copy it again from OAuth Redirect URLs."
        )
    try:
        parts.port  # noqa: B018  (reading it is what finds a bad one)
    except ValueError:
        raise PlainError(
            "The port of this address, after the last colon, must be a number up to 65535."
        ) from None
    if "@" in parts.netloc or "#" in address:
        raise PlainError(
            "A redirect address has no user name before an @, and no part after #. Leave that out."
        )
    return address


def read_answer(text: str, expected_state: str, used_code: str = "") -> Answer:
    """The authorization code in what came back from the authorize page.

    Takes the whole address, whatever is around it, its query only, or the bare code. The pieces
    of an address that was broken into lines are joined when the state fits then.
    `expected_state` is the state that was sent; `used_code` is the fingerprint of the last code
    exchanged.
    Raises PlainError that says what the text is instead, or why the answer can't be used.
    """
    answer = _answer_in(text, expected_state, "code=", "error=")
    query = _query_of(answer)
    code = _bare_code(answer) if query is None else _code_from_query(query, answer, expected_state)
    # Before the state is compared: a used code's state is gone.
    if used_code and fingerprint(code) == used_code:
        raise PlainError(
            "This code was already exchanged for a token, and a code works once. "
            "Open the authorize link again for a fresh one."
        )
    if query is not None:
        _compare_state(query.get("state", ""), expected_state)
    return Answer(code, state_matched=query is not None)


def read_fragment(text: str, expected_state: str) -> FragmentAnswer:
    """The access token in an answer of the implicit flow (docs/twitch.md 4.2; RFC 6749, 4.2.2).

    Takes the whole address, or what comes after its #. A refusal is in the query, after ?.
    Raises PlainError that says what the text is instead, or why the answer can't be used.
    """
    answer = _answer_in(text, expected_state, "access_token=", "code=", "error=")
    address, hash_sign, fragment = answer.partition("#")
    query = _parameters(_split(address).query)
    if "response_type" in query or "/oauth2/authorize" in address:
        raise PlainError(ITS_OWN_LINK)
    _refuse_error(query, expected_state)
    if "code" in query:
        raise PlainError(
            "This address carries a code after the ?, so it answers a link with "
            "response_type=code. Open the link above: its answer comes after a #."
        )
    told = _parameters(fragment if hash_sign else address.lstrip("&/"))
    if not told.get("access_token"):
        raise PlainError(
            "There is no #access_token= in this. After you press Authorize, the address bar "
            "begins with your redirect address and goes on with #access_token=. Copy all of it."
            f"{_sent_on(answer) if '://' in answer else ''}"
        )
    _compare_state(told.get("state", ""), expected_state)
    _refuse_mask(told["access_token"])
    if not _is_visible_ascii(told["access_token"]):
        raise PlainError(
            "The token in this address is damaged: it holds a character that no token has. "
            "Copy the whole address once more."
        )
    return FragmentAnswer(
        told["access_token"], told.get("scope", ""), told.get("token_type", ""), told["state"]
    )


def _answer_in(text: str, expected_state: str, *marks: str) -> str:
    """The answer in a text, without what came along when it was copied or sent.

    That is what has one of these marks: the pieces that bring the expected state, or else any
    state, or else the first. Raises PlainError for nothing at all, and for an error that Twitch
    shows as bare JSON.
    """
    answer = as_typed(text)
    if not answer:
        raise PlainError("Nothing is pasted yet. Copy the whole address from the address bar.")
    if "[hidden" in answer:
        _refuse_mask(answer)
    unfolded = re.sub(FOLD, "\n", answer)
    marked = []
    for written in (
        unfolded,
        answer,
        quopri.decodestring(answer.encode(errors="replace")).decode("latin-1"),
    ):
        marked += [one for one in _pieces(written) if any(mark in one for mark in marks)]
        for piece in marked:
            state = re.search(r"[?&#]state=([^&#]+)", piece)
            if state and unquote_plus(state[1]) == expected_state:
                return piece
    if marked:
        return next((piece for piece in marked if re.search("state=[^&#]", piece)), marked[0])
    _refuse_json(answer)
    return answer


def _pieces(text: str) -> list[str]:
    """The words of a text, then neighbours joined: the fewest of them first, and latest."""
    words = re.split(r"[\s\[\]()<>]+|(?=https?://)", text)
    begins = next((at for at, word in enumerate(words) if re.search("http|//|[?=#]", word)), 0)
    near = words[begins : begins + MOST_PIECES]
    numbers = range(len(near))
    joined = ["".join(near[a : b + 1]) for a in reversed(numbers) for b in numbers if a < b]
    return [_address(piece) for piece in words + joined]


def _address(piece: str) -> str:
    """A piece of a text without what is around it; decoded when it was encoded as a whole."""
    piece = piece.strip(AROUND_AN_ADDRESS)
    # Firefox's page of errors, and search engines, carry it as a parameter of their own.
    encoded = re.match(r"(?:.*[?&](?:u|q|query|p|text)=)?(https?%3A[^&]*)", piece, re.IGNORECASE)
    if encoded:
        return unquote(encoded[1])
    return re.sub(r"^https?://[^?#]*[?&](?:q|query|p|text)=(?=[^&]*\?code=)", "", piece)


def _refuse_mask(text: str, what: str = "value") -> None:
    if re.search(MASK, text):
        raise PlainError(
            "There is a mask in this, such as [hidden 7c1e] in place of a secret, or the … of "
            f"something shortened. Nothing can be done with it. Copy the {what} itself, from where "
            "Twitch shows it."
        )


def _refuse_json(text: str) -> None:
    """Say what Twitch's JSON means, as a browser shows it (docs/twitch.md 1.5)."""
    found = re.search(r"\{.*\}", text, re.DOTALL)
    try:
        body = json.loads(found[0]) if found else None
    except (ValueError, RecursionError):
        return
    if isinstance(body, dict) and isinstance(message := body.get("message"), str):
        known = mistakes.meaning("/oauth2/authorize", 400, message)
        raise PlainError(
            str(known)
            if known
            else f"Twitch shows an error in place of its page: {mask_tokens(message)[:200]!r}. "
            "Open the authorize link again; if it comes back, compare the link with notebook 08."
        )


def _query_of(answer: str) -> dict[str, str] | None:
    """The parameters of a pasted address or query; None for text that is neither."""
    address, _, fragment = answer.partition("#")
    if "access_token=" in fragment:
        raise PlainError(
            "This address carries an access token after the #. It comes from another flow "
            "(implicit), or from another link. Open the authorize link of this notebook."
        )
    parts = _split(address)
    if parts.scheme in ("http", "https"):
        return _parameters(parts.query)
    if "=" in address:
        # A browser may hide http://, so a host may stand before the question mark.
        return _parameters(address.partition("?")[2] or address.lstrip("&/"))
    return None


def _code_from_query(query: dict[str, str], answer: str, expected_state: str) -> str:
    if "response_type" in query or "/oauth2/authorize" in answer:
        raise PlainError(ITS_OWN_LINK)
    if "access_token" in query:
        raise PlainError(
            "This holds an access token, not a code. A code comes back when the link says "
            "response_type=code: open the authorize link of this notebook."
        )
    _refuse_error(query, expected_state)
    if not query.get("code"):
        raise PlainError(
            "There is no code= in this. After you press Authorize, the address bar begins with "
            f"your redirect address and goes on with ?code=. Copy all of it.{_sent_on(answer)}"
        )
    _refuse_mask(query["code"])
    if not _is_visible_ascii(query["code"]):
        raise PlainError(
            "The code in this address is damaged: it holds a character that no code has. "
            "Copy the whole address once more."
        )
    return query["code"]


def _sent_on(address: str) -> str:
    """A sentence more for an address that no answer of Twitch's has."""
    if not re.match("https?://", address, re.IGNORECASE):
        address = f"http://{'localhost' if address.startswith('/') else ''}{address}"
    parts = _split(address)
    host, names = parts.hostname or "", set(_parameters(parts.query))
    more = parts.path.strip("/") + parts.fragment
    if not host or f".{host}".endswith(".twitch.tv") or (names & {"state", "scope"} and not more):
        return ""
    what = " If the address bar shows no more than that, a program on this computer has answered"
    if more or names:
        what = (
            " If the browser came here by itself after that, something else answers at your "
            "redirect address and sent it on, without the code"
        )
    other = "http://localhost:4321" if ":3000" in parts.netloc else "http://localhost:3000"
    return (
        f"{what}. Then register another redirect address, such as {other}, in the console, and "
        "enter it in notebook 04-06, too."
    )


def _compare_state(state: str, expected_state: str) -> None:
    if not state:
        raise PlainError(
            "This answer has no state, although the link sent one. It may have been cut short, "
            "or it answers another link. Copy the whole address; if that is the whole address, "
            "open the link again."
        )
    if not expected_state:
        raise PlainError(
            "No link is waiting for an answer: each link's state is good for one answer. Run the "
            "cell with the link again, open the new link, and paste what comes back."
        )
    _refuse_damaged(state, expected_state)
    if state != expected_state:
        raise PlainError(
            "The state in this answer is not the one your link sent, so it answers another "
            "question: an older link, another tab, or a trick. Don't use it. "
            "Open the link above again and paste what comes back."
        )


def _refuse_damaged(state: str, expected_state: str) -> None:
    """Say so when a state is ours, damaged on the way. (Two random ones don't begin alike.)"""
    alike = len(commonprefix([state, expected_state]))
    if state != expected_state and alike >= NEARLY:
        raise PlainError(
            "The state in this answer begins as the one your link sent, and doesn't end so: the "
            "address was cut short, or something got into it. Copy the whole address once more."
        )


def _refuse_error(query: dict[str, str], expected_state: str) -> None:
    """Say what an error in the address means, if it answers the question that was asked."""
    if not (error := query.get("error")):
        return
    _refuse_damaged(query.get("state", ""), expected_state)
    if expected_state and query.get("state", expected_state) != expected_state:
        raise PlainError(
            "This address brings an error, but it doesn't answer your question: its state is not "
            "the one your link sent. Open the link above again, and paste what comes back."
        )
    raise PlainError(_meaning(error, query.get("error_description", "")))


def _meaning(error: str, description: str) -> str:
    known = mistakes.meaning("redirect", 0, error)
    if known:
        return str(known)
    # Not in the table, so it may be anything, even a token that got into the address.
    error, description = mask_tokens(error)[:80], mask_tokens(description)[:200]
    return (
        f"Twitch sent an error in place of a code: {error!r} ({description!r}). "
        "Open the authorize link again; if it comes back, compare the link with notebook 08."
    )


def _bare_code(answer: str) -> str:
    if answer.lower().startswith("oauth:"):
        raise PlainError(
            "Text that begins with oauth: is a chat password, which is an access token. "
            "Wanted is the code from the address bar."
        )
    if len(answer) == 50 and re.fullmatch(r"[a-z0-9]+", answer):
        raise PlainError(
            "This is as long as a refresh token (50 characters). A code has 30, and comes "
            "after code= in the address bar."
        )
    if not re.fullmatch(r"[A-Za-z0-9_-]{10,100}", answer):
        is_address = re.fullmatch(r"(localhost|[\w-]+(\.[\w-]+)+)?(:\d+)?(/\S*)?", answer)
        sent_on = _sent_on(answer) if is_address else ""
        raise PlainError(
            "This is neither an address nor a code. Copy the whole address from the address "
            f"bar: it begins with your redirect address and holds ?code=.{sent_on}"
        )
    return answer


def _read_identifier(text: str, what: str, label: str) -> str:
    value = clean(text)
    if not value:
        raise PlainError(f"Nothing is typed yet. Paste the {what} here.")
    _refuse_mask(value, what)
    if "://" in value or re.match(r"www\.|\S+/", value):
        raise PlainError(
            f"This is an address, not a {what}. The {what} is the string of letters and digits "
            f"at “{label}” on the application's page."
        )
    if re.search(r"\s", value):
        raise PlainError(
            f"There is a space or a line break inside: the {what} is broken in two, or something "
            f"else came along. Copy only the string at “{label}”, in one piece."
        )
    if not re.fullmatch(r"[a-z0-9]+", value):
        raise PlainError(
            f"A {what} is made of small letters and digits only, and this holds something else. "
            f"Copy it again from “{label}” rather than typing it."
        )
    if len(value) < 10 or len(value) > 100:
        raise PlainError(
            f"This has {len(value)} characters; a {what} has {ID_LENGTH}. "
            f"Copy the whole string at “{label}”, and nothing else."
        )
    return value


def _is_visible_ascii(text: str) -> bool:
    return re.fullmatch(r"[!-~]+", text) is not None


def _parameters(query: str) -> dict[str, str]:
    try:
        return {name: values[0] for name, values in parse_qs(query, max_num_fields=50).items()}
    except ValueError:
        raise PlainError("There is far too much in this. Copy the address once more.") from None


def _split(text: str) -> SplitResult:
    try:
        return urlsplit(text)
    except ValueError:
        raise PlainError(
            "This looks like an address, but it is damaged. Copy it once more."
        ) from None
