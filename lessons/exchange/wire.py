"""Show one HTTP exchange as it went over the wire, with every secret masked."""

from __future__ import annotations

import base64
import html
import json
import re
import shlex
from typing import Any
from urllib.parse import parse_qsl, quote, unquote_plus, urlsplit

import requests

from helpers import sending, service
from helpers.plain_errors import PlainError
from helpers.private_folder import mask, mask_tokens
from helpers.service import Service
from lessons.exchange import behind_the_curtain, mistakes, sent
from lessons.exchange.hidden import SECRET_NAMES as SECRET_NAMES
from lessons.exchange.hidden import Hiding, is_secret
from look.prose import with_code

WORTH_SHOWING = ("Authorization", "Client-Id", "Content-Type")
SCHEMES = ("basic", "bearer", "oauth")  # the words that stand before a credential

Pairs = list[tuple[str, str]]


class Exchange:
    """One request and its response, ready to be shown in a notebook or printed."""

    def __init__(self, reply: requests.Response) -> None:
        self._reply = reply
        hiding = _hiding(reply)
        # An answer may echo what was sent: in an address to go to, or on a proxy's page.
        self.request = hiding.known("\n".join(_request_lines(reply.request, hiding)))
        self.response = hiding.known("\n".join(_response_lines(reply, hiding)))
        self.curl = shlex.join(map(hiding.known, _curl_words(reply.request, hiding)))
        self.explanation = hiding.known(_explanation(reply))

    def __repr__(self) -> str:
        parts = ["You sent:", self.request, "", "Twitch answered:", self.response]
        return "\n".join(parts + (["", self.explanation] if self.explanation else []))

    def _repr_html_(self) -> str:
        explanation = f"<p>{with_code(self.explanation)}</p>" if self.explanation else ""
        return (
            f"<p><b>You sent</b></p>{_pre(self.request)}"
            f"<p><b>Twitch answered</b></p>{_pre(self.response)}{explanation}"
            f"<details><summary>The same as a curl command</summary>{_pre(self.curl)}</details>"
        )


def show(reply: requests.Response) -> Exchange:
    """The exchange that ended in this response: request, response, and the same as a curl line.

    A refusal is followed by what it means and how to fix it.
    """
    return Exchange(reply)


def masked(values: dict[str, Any]) -> dict[str, Any]:
    """A copy with a mask for every secret, at any depth: by its name, as kept, or by its shape."""
    hidden: dict[str, Any] = Hiding().json(values)
    return hidden


def _hiding(reply: requests.Response) -> Hiding:
    """What is hidden of this exchange. A client ID that practice knows has a token's shape."""
    secrets = _secrets_sent(reply.request)
    hiding = Hiding(secrets)
    address = urlsplit(reply.request.url or "")
    everything = f"{reply.request.url} {_body(reply.request)} {reply.request.headers} {reply.text}"
    if address.hostname not in sent.LOOPBACK or not hiding.unknown_in(everything):
        return hiding
    origin = f"{address.scheme}://{address.netloc.rpartition('@')[2]}"
    try:
        return Hiding(secrets, _client_ids_at(service.practice(origin)))
    except (PlainError, LookupError, TypeError, AttributeError):
        return hiding  # no practice answers there


def _client_ids_at(practice: Service) -> set[str]:
    """The client IDs that practice knows: in its books, and of its ready-made application."""
    applications = behind_the_curtain.books(practice)["applications"]
    ready_made = sending.json_body(sending.send("GET", f"{practice.id_url}/units/clients"))["data"]
    return {one["client_id"] for one in applications} | {one["ID"] for one in ready_made}


def _pre(text: str) -> str:
    style = "font-family:monospace;white-space:pre-wrap;word-break:normal;overflow-wrap:anywhere"
    return f'<pre style="{style}">{html.escape(text, quote=False)}</pre>'


def _request_lines(request: requests.PreparedRequest, hiding: Hiding) -> list[str]:
    lines = [f"{request.method} {_masked_url(request.url or '', hiding)}"]
    lines += [f"{name}: {value}" for name, value in _masked_headers(request, hiding).items()]
    if sent_json := _json_text(_body(request), hiding):
        lines += ["", sent_json]
    elif form := _form(request):
        lines += ["", *(f"{name}={value}" for name, value in _masked_pairs(form, hiding))]
    return lines


def _response_lines(reply: requests.Response, hiding: Hiding) -> list[str]:
    lines = [f"HTTP {reply.status_code} {hiding.text(str(reply.reason))}"]
    if "Content-Type" in reply.headers:
        lines.append(f"Content-Type: {hiding.text(reply.headers['Content-Type'])}")
    if "Location" in reply.headers:
        lines.append(f"Location: {_masked_url(reply.headers['Location'], hiding)}")
    shown = _json_text(reply.content, hiding) or hiding.text(mask_tokens(reply.text))[:500]
    if shown:
        lines += ["", shown]
    return lines


def _explanation(reply: requests.Response) -> str:
    if error := sent.parameters(reply.headers.get("Location", "")).get("error"):
        known = mistakes.meaning("redirect", 0, error)
        return str(known) if known else ""
    if reply.ok:
        return ""
    path = urlsplit(reply.request.url or "").path
    known = mistakes.meaning(path, reply.status_code, sending.message(reply))
    known = known or mistakes.meaning(path, reply.status_code, reply.text)
    return str(known) if known else ""


def _curl_words(request: requests.PreparedRequest, hiding: Hiding) -> list[str]:
    words = ["curl", "-X", request.method or "GET", _masked_url(request.url or "", hiding)]
    for name, value in _masked_headers(request, hiding).items():
        if not value.startswith(sent.MULTIPART):  # curl makes a boundary of its own
            words += ["-H", f"{name}: {value}"]
    if sent_json := _json_text(_body(request), hiding):
        return [*words, "--data", sent_json]
    option = "--form-string" if sent.parts(request) else "--data-urlencode"
    for name, value in _masked_pairs(_form(request), hiding):
        words += [option, f"{name}={value}"]
    return words


def _masked_headers(request: requests.PreparedRequest, hiding: Hiding) -> dict[str, str]:
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


def _masked_url(url: str, hiding: Hiding) -> str:
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


def _body(request: requests.PreparedRequest) -> str:
    body = request.body or b""
    return body.decode("utf-8", "replace") if isinstance(body, bytes) else str(body)


def _form(request: requests.PreparedRequest) -> Pairs:
    return sent.parts(request) or parse_qsl(_body(request), keep_blank_values=True)


def _masked_pairs(pairs: Pairs, hiding: Hiding) -> Pairs:
    # What was sent may be no form at all; then all of it stands where the name should.
    return [(mask_tokens(name), hiding.value(name, value)) for name, value in pairs]


def _json_text(text: str | bytes, hiding: Hiding) -> str:
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
    pairs = parse_qsl(urlsplit(request.url or "").query) + _form(request)
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
