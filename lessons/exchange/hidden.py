"""What is hidden of anything that is shown: by its name, because it is kept, or by its shape."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Iterable
from typing import Any
from urllib.parse import quote, unquote, unquote_plus

from helpers import private_folder
from helpers.plain_errors import PlainError
from helpers.private_folder import mask
from lessons.exchange.written import places

# Words that make a name a secret's, alone or with others: access_token, clientSecret, tokens ...
SECRET_WORDS = {"token", "secret", "password", "passwd", "passphrase", "nonce", "authorization"}
SECRET_WORDS |= {"assertion", "credential", "verifier", "cookie", "jwt", "otp", "bearer"}
# ... unless it only tells about one: token_type, token_endpoint, secret_expires_at.
TELLING = {"type", "endpoint", "supported", "expire", "at", "in", "count", "length", "status"}
TELLING |= {"url", "uri", "method", "limit", "name", "id", "required", "created"}
# Other names, written without what separates their words. A user_code is there to be read out.
SECRET_NAMES = {"code", "state", "auth", "sid", "sessionid", "session", "pin", "pass", "sig"}
SECRET_NAMES |= {f"{kind}key" for kind in ("api", "stream", "private", "access", "secret", "auth")}
SECRET_NAMES |= {f"{kind}code" for kind in ("authorization", "auth", "device", "access", "oauth")}
SECRET_NAMES |= SECRET_WORDS | {"access_token", "refresh_token", "id_token", "client_secret"}
SECRET_NAMES |= {"device_code"}

SHORTEST = 8  # characters; a shorter value also stands in ordinary words
# docs/twitch.md 5.1: tokens, codes and secrets have 30 characters or 50. So has a client ID.
TOKEN = r"(?<![A-Za-z0-9])(?=[a-z]*[0-9])(?=[0-9]*[a-z])[a-z0-9]{28,}(?![A-Za-z0-9])"  # noqa: S105
JWT = r"\beyJ[\w-]+\.[\w-]+\.[\w-]*"
LIKE_A_TOKEN = re.compile(f"{TOKEN}|{JWT}")
# What may be one elsewhere: long, with a letter and a digit, and no UUID.
UUID = r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}(?![\w-])"
LONG = re.compile(
    rf"(?<![\w-])(?!{UUID})(?=[\w-]*[0-9])(?=[\w-]*[A-Za-z])[A-Za-z0-9_-]{{25,}}|{JWT}"
)

NAME = r"[A-Za-z][\w.-]*"
IN_A_TEXT = [  # a name and its value, or a word that announces a credential
    re.compile(rf"(?<=[?&#])(?P<name>{NAME})=(?P<value>[^&#\s\"'<>;,]+)"),
    re.compile(rf"(?<![\w.?&#-])(?P<name>{NAME})=(?P<value>[^&#\s\"'<>;,]{{{SHORTEST},}})"),
    re.compile(rf"[\"'](?P<name>{NAME})[\"']\s*:\s*[\"']?(?P<value>[^\"',}}\]]{{{SHORTEST},}})"),
    re.compile(rf"<(?P<name>{NAME})[^<>]*>(?P<value>[^<>]{{{SHORTEST},}})</"),
    re.compile(rf"name=[\"'](?P<name>{NAME})[\"'][^<>]*?value=[\"'](?P<value>[^\"']+)"),
    re.compile(r"\b(?P<word>bearer|basic|oauth) +(?P<value>(?=\S*[0-9A-Z=])[\w.~+/=-]{6,})", re.I),
    re.compile(r"\b(?P<word>oauth):(?P<value>(?=[\w-]*[0-9])[\w-]{6,})", re.I),
]


def is_secret(name: str) -> bool:
    """Whether a field of this name holds a secret, however the name is written."""
    if name.lower() == "device-code":  # so Twitch's address names the user code (4.1)
        return False
    words = [word.lower() for word in re.findall(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+", name)]
    words = [word.removesuffix("s") if len(word) > 4 else word for word in words]
    together = "".join(words)
    if together in SECRET_NAMES or together.endswith(("apikey", "streamkey", "privatekey")):
        return True
    if not words or words[-1] in TELLING or "type" in words:
        return False
    return (
        bool(SECRET_WORDS & set(words))
        or together.endswith(("token", "secret", "password", "passwd"))
        or (words[-1] == "state" and words[0] in ("oauth", "csrf", "xsrf"))
    )


class Hiding:
    """Hides secrets: those that are kept, and `sent`. What has a client ID's value is shown."""

    def __init__(self, sent: Iterable[str] = (), client_ids: Iterable[str] = ()) -> None:
        kept, self._client_ids = _kept()
        self._client_ids |= set(client_ids)
        secrets = {one for one in {*kept, *sent} if len(one) >= SHORTEST}
        ways = {way: one for one in secrets for way in _written(one, self._client_ids)}
        self._secrets = {way: ways[way] for way in sorted(ways, key=len, reverse=True)}

    def known(self, text: str) -> str:
        """The text with a mask for each secret that is known or has a token's shape."""
        return LIKE_A_TOKEN.sub(self._by_shape, self._without_known(text))

    def text(self, text: str, shape: re.Pattern[str] = LONG, depth: int = 3) -> str:
        """The text with a mask for each secret, also for what a name before it gives away."""
        if depth and text.lstrip()[:1] in ("{", "["):
            try:
                body = json.loads(text)
                hidden = self.json(body, depth=depth - 1)
                return json.dumps(hidden, ensure_ascii=False) if hidden != body else text
            except (ValueError, RecursionError):
                pass
        for pattern in IN_A_TEXT:
            text = pattern.sub(self._by_name, text)
        if depth and re.search("%[0-9a-fA-F]{2}", text):
            plain = unquote(text)
            if (hidden := self.text(plain, shape, depth - 1)) != plain:
                text = quote(hidden, safe="/:?#&=+,;[] ") if plain.isascii() else hidden
        text = self._without_known(text)
        return LIKE_A_TOKEN.sub(self._by_shape, shape.sub(self._by_shape, text))

    def json(self, body: Any, name: str = "", depth: int = 3) -> Any:
        """A copy of what was JSON, with masks; `name` is the field that it stands in."""
        if name and is_secret(name) and body not in (None, "") and not isinstance(body, bool):
            items = [one if isinstance(one, str) else json.dumps(one) for one in _listed(body)]
            return [mask(item) for item in items] if isinstance(body, list) else mask(items[0])
        if isinstance(body, dict):
            return {
                self.known(str(key)): self.json(value, str(key), depth)
                for key, value in body.items()
            }
        if isinstance(body, list):
            return [self.json(item, name, depth) for item in body]
        return self.value(name, body, depth) if isinstance(body, str) else body

    def value(self, name: str, value: str, depth: int = 3) -> str:
        """A value with masks. Long ones are usual in IDs, addresses and cursors."""
        if is_secret(name):
            return mask(value) if value else value
        usual = re.search(r"(ids?|ur[li]s?|cursor|after|before)$", name, re.IGNORECASE)
        return self.text(value, LIKE_A_TOKEN if usual else LONG, depth)

    def unknown_in(self, text: str) -> bool:
        """Whether something here has a token's shape, and could be somebody's client ID."""
        found = LIKE_A_TOKEN.findall(self._without_known(text))
        return bool(set(found) - self._client_ids)

    def _without_known(self, text: str) -> str:
        found = sorted(places(text, self._secrets))
        masks = {way: mask(self._secrets[way]) for way in {way for _, way in found}}
        pieces, behind = [], 0
        for (begin, end), way in found:
            pieces += [text[behind:begin], masks[way]]
            behind = end
        return "".join([*pieces, text[behind:]])

    def _by_shape(self, found: re.Match[str]) -> str:
        return found[0] if found[0] in self._client_ids else mask(found[0])

    def _by_name(self, found: re.Match[str]) -> str:
        value = found["value"]
        given = found.groupdict()
        if "[hidden" in value or not (given.get("word") or is_secret(given["name"])):
            return found[0]
        return found[0][: found.start("value") - found.start()] + mask(unquote_plus(value))


def in_error(text: str) -> str:
    """The text of an error, without what is kept or has a token's shape. It raises nothing."""
    try:
        return Hiding().known(text)
    except PlainError:
        return text


def _listed(body: Any) -> list[Any]:
    return body if isinstance(body, list) else [body]


def _kept() -> tuple[set[str], set[str]]:
    """The secrets and the client IDs that are kept, as far as the files can be read."""
    secrets: set[str] = set()
    client_ids: set[str] = set()
    for file_name in private_folder.file_names():
        try:
            secrets |= private_folder.secrets_in(file_name)
            client_ids.add(private_folder.read(file_name).get("TWITCH_CLIENT_ID", ""))
        except PlainError:
            continue
    return secrets, client_ids - {""}


def _written(secret: str, client_ids: set[str]) -> list[str]:
    """The secret as it is, and in HTTP Basic; each may be encoded in its turn."""
    users = ["", *client_ids]
    basic = [base64.b64encode(f"{user}:{secret}".encode(errors="surrogatepass")) for user in users]
    return [secret, *(one.decode().rstrip("=") for one in basic)]
