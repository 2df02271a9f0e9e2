"""What may be shown of a request and its answer, part by part: every secret has its mask."""

from __future__ import annotations

import base64
import json
import re
from urllib.parse import parse_qsl, quote, unquote_plus, urlsplit

import requests

from helpers import sending, service
from helpers.plain_errors import PlainError
from helpers.private_folder import mask, mask_tokens
from helpers.service import Service
from lessons.exchange import behind_the_curtain, sent
from lessons.exchange.hidden import Hiding, is_secret

WORTH_SHOWING = ("Authorization", "Client-Id", "Content-Type")
SCHEMES = ("basic", "bearer", "oauth")  # the words that stand before a credential

Pairs = list[tuple[str, str]]


def hiding_for(reply: requests.Response) -> Hiding:
    """What is hidden of this exchange. A client ID that practice knows has a token's shape."""
    secrets = _secrets_sent(reply.request)
    hiding = Hiding(secrets)
    place = urlsplit(reply.request.url or "")
    everything = f"{reply.request.url} {body(reply.request)} {reply.request.headers} {reply.text}"
    if place.hostname not in service.LOOPBACK or not hiding.unknown_in(everything):
        return hiding
    origin = f"{place.scheme}://{place.netloc.rpartition('@')[2]}"
    try:
        return Hiding(secrets, _client_ids_at(service.practice(origin)))
    except (PlainError, LookupError, TypeError, AttributeError):
        return hiding  # no practice answers there


def _client_ids_at(practice: Service) -> set[str]:
    """The client IDs that practice knows: in its books, and of its ready-made application."""
    applications = behind_the_curtain.books(practice)["applications"]
    ready_made = sending.json_body(sending.send("GET", f"{practice.id_url}/units/clients"))["data"]
    return {one["client_id"] for one in applications} | {one["ID"] for one in ready_made}


def headers(request: requests.PreparedRequest, hiding: Hiding) -> dict[str, str]:
    """The headers that matter here; of a credential, the word before it is shown."""
    shown = {name: str(request.headers[name]) for name in WORTH_SHOWING if name in request.headers}
    if "Authorization" in shown:
        scheme, credential = _credential(request)
        shown["Authorization"] = f"{scheme} {mask(credential)}".strip()
    return shown


def _credential(request: requests.PreparedRequest) -> tuple[str, str]:
    """The scheme and the credential of the Authorization header; no scheme if it has none."""
    value = request.headers.get("Authorization", "")
    value = value.decode("latin-1") if isinstance(value, bytes) else value
    scheme, _, credential = value.partition(" ")
    return (scheme, credential) if scheme.lower() in SCHEMES else ("", value)


def address(url: str, hiding: Hiding) -> str:
    """The address as it went over the wire, but for what is secret in it."""
    url = re.sub(r"(?<=://)[^/?#]*(?=@)", lambda user: mask(user[0]), url)
    return re.sub(
        r"(?<=[?&#])([^=&#?]+)=([^&#]+)", lambda pair: _masked_parameter(pair, hiding), url
    )


def _masked_parameter(pair: re.Match[str], hiding: Hiding) -> str:
    name, value = (unquote_plus(part) for part in pair.groups())
    hidden = hiding.value(name, value)
    if hidden == value:
        return pair[0]
    return f"{pair[1]}={hidden if is_secret(name) else quote(hidden, safe='/:[] ')}"


def body(request: requests.PreparedRequest) -> str:
    """The body of a request, with nothing hidden."""
    body = request.body or b""
    return body.decode("utf-8", "replace") if isinstance(body, bytes) else str(body)


def form_sent(request: requests.PreparedRequest) -> Pairs:
    """The fields of the body, with nothing hidden."""
    return sent.parts(request) or parse_qsl(body(request), keep_blank_values=True)


def masked(pairs: Pairs, hiding: Hiding) -> Pairs:
    """Fields of a body, to be shown."""
    # What was sent may be no form at all; then all of it stands where the name should.
    return [(mask_tokens(name), hiding.value(name, value)) for name, value in pairs]


def json_text(text: str | bytes, hiding: Hiding) -> str:
    """The masked JSON object or list in this text, written out; empty when it holds none."""
    try:
        body = json.loads(text)
        if isinstance(body, (dict, list)):
            return json.dumps(hiding.json(body), indent=2, ensure_ascii=False)
    except (ValueError, RecursionError):
        pass
    return ""


def _secrets_sent(request: requests.PreparedRequest) -> set[str]:
    """The secrets in a request, to be found again elsewhere."""
    scheme, credential = _credential(request)
    pairs = parse_qsl(urlsplit(request.url or "").query) + form_sent(request)
    values = {value for name, value in pairs if is_secret(name)} | {credential}
    if scheme.lower() == "basic":
        values |= _in_basic(credential)
    return values


def _in_basic(credential: str) -> set[str]:
    """The password of HTTP Basic."""
    try:
        return {base64.b64decode(credential).decode().partition(":")[2]}
    except ValueError:
        return set()
