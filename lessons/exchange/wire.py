"""Show one HTTP exchange as it went over the wire, with every secret masked."""

from __future__ import annotations

import html
import json
import re
import shlex
from typing import Any
from urllib.parse import parse_qsl, unquote_plus, urlsplit

import requests

from helpers import sending
from helpers.private_folder import mask, mask_tokens
from lessons.exchange import mistakes, sent
from look.prose import with_code

SECRET_NAMES = {
    "access_token",
    "authorization",  # a header that got into the address
    "client_secret",
    "code",
    "device_code",
    "id_token",
    "nonce",
    "refresh_token",
    "state",
    "token",
}
WORTH_SHOWING = ("Authorization", "Client-Id", "Content-Type")
SCHEMES = ("basic", "bearer", "oauth")  # the words that stand before a credential
ECHO_LENGTH = 8  # characters; a shorter value also stands in ordinary words

Pairs = list[tuple[str, str]]


class Exchange:
    """One request and its response, ready to be shown in a notebook or printed."""

    def __init__(self, reply: requests.Response) -> None:
        self._reply = reply
        secrets = _secrets_sent(reply.request)
        self.request = _without(secrets, "\n".join(_request_lines(reply.request)))
        # An answer may echo what was sent: in an address to go to, or on a proxy's page.
        self.response = _without(secrets, "\n".join(_response_lines(reply)))
        words = [_without(secrets, word) for word in _curl_words(reply.request)]
        self.curl = shlex.join(words)
        self.explanation = _explanation(reply)

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
    """A copy in which every value with a secret's name is a mask, at any depth."""
    return {
        name: _hidden(value) if name.lower() in SECRET_NAMES else _masked_json(value)
        for name, value in values.items()
    }


def _hidden(value: Any) -> Any:
    if value is None:
        return None
    return mask(value if isinstance(value, str) else json.dumps(value))


def _masked_json(body: Any) -> Any:
    if isinstance(body, dict):
        return masked(body)
    if isinstance(body, list):
        return [_masked_json(item) for item in body]
    return body


def _pre(text: str) -> str:
    style = "font-family:monospace;white-space:pre-wrap;word-break:normal;overflow-wrap:anywhere"
    return f'<pre style="{style}">{html.escape(text, quote=False)}</pre>'


def _request_lines(request: requests.PreparedRequest) -> list[str]:
    address = _masked_url(request.url or "")
    lines = [f"{request.method} {address}"]
    lines += [f"{name}: {value}" for name, value in _masked_headers(request).items()]
    if sent_json := _json_text(_body(request)):
        lines += ["", sent_json]
    elif form := _form(request):
        lines += ["", *(f"{name}={value}" for name, value in _masked_pairs(form))]
    return lines


def _response_lines(reply: requests.Response) -> list[str]:
    lines = [f"HTTP {reply.status_code} {reply.reason}"]
    if "Content-Type" in reply.headers:
        lines.append(f"Content-Type: {reply.headers['Content-Type']}")
    if "Location" in reply.headers:
        lines.append(f"Location: {_masked_url(reply.headers['Location'])}")
    if shown := _json_text(reply.content) or mask_tokens(reply.text)[:500]:
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


def _curl_words(request: requests.PreparedRequest) -> list[str]:
    words = ["curl", "-X", request.method or "GET", _masked_url(request.url or "")]
    for name, value in _masked_headers(request).items():
        if not value.startswith(sent.MULTIPART):  # curl makes a boundary of its own
            words += ["-H", f"{name}: {value}"]
    if sent_json := _json_text(_body(request)):
        return [*words, "--data", sent_json]
    option = "--form-string" if sent.parts(request) else "--data-urlencode"
    for name, value in _masked_pairs(_form(request)):
        words += [option, f"{name}={value}"]
    return words


def _masked_headers(request: requests.PreparedRequest) -> dict[str, str]:
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


def _masked_url(url: str) -> str:
    """The address as it went over the wire, but for the values with a secret's name."""
    names = "|".join(SECRET_NAMES)
    url = re.sub(r"(?<=://)[^/?#]*(?=@)", lambda user: mask(user[0]), url)
    return re.sub(
        rf"(?<=[?&#])({names})=([^&#]+)",
        lambda pair: f"{pair[1]}={mask(unquote_plus(pair[2]))}",
        url,
        flags=re.IGNORECASE,
    )


def _body(request: requests.PreparedRequest) -> str:
    body = request.body or b""
    return body.decode("utf-8", "replace") if isinstance(body, bytes) else str(body)


def _form(request: requests.PreparedRequest) -> Pairs:
    return sent.parts(request) or parse_qsl(_body(request), keep_blank_values=True)


def _masked_pairs(pairs: Pairs) -> Pairs:
    # What was sent may be no form at all; then all of it stands where the name should.
    return [
        (mask_tokens(name), mask(value) if name.lower() in SECRET_NAMES else value)
        for name, value in pairs
    ]


def _json_text(text: str | bytes) -> str:
    """The masked JSON object or list in this text, written out; empty when it holds none."""
    try:
        body = json.loads(text)
        if isinstance(body, (dict, list)):
            return json.dumps(_masked_json(body), indent=2, ensure_ascii=False)
    except (ValueError, RecursionError):
        pass
    return ""


def _secrets_sent(request: requests.PreparedRequest) -> set[str]:
    """The secrets in a request that are long enough to be found again elsewhere."""
    pairs = parse_qsl(urlsplit(request.url or "").query) + _form(request)
    values = {value for name, value in pairs if name.lower() in SECRET_NAMES}
    return {value for value in {*values, _credential(request)[1]} if len(value) >= ECHO_LENGTH}


def _without(secrets: set[str], text: str) -> str:
    for secret in sorted(secrets, key=len, reverse=True):
        text = text.replace(secret, mask(secret))
    return text
