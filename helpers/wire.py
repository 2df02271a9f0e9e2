"""Show one HTTP exchange as it went over the wire, with every secret masked."""

from __future__ import annotations

import html
import json
import re
import shlex
from typing import Any
from urllib.parse import parse_qsl, unquote_plus, urlsplit

import requests

from helpers import mistakes, sending
from helpers.private_folder import mask

SECRET_NAMES = {
    "access_token",
    "client_secret",
    "code",
    "device_code",
    "id_token",
    "refresh_token",
    "state",
    "token",
}
WORTH_SHOWING = ("Authorization", "Client-Id", "Content-Type")


class Exchange:
    """One request and its response, ready to be shown in a notebook or printed."""

    def __init__(self, reply: requests.Response) -> None:
        self._reply = reply
        self.request = "\n".join(_request_lines(reply.request))
        self.response = "\n".join(_response_lines(reply))
        self.curl = _curl(reply.request)
        self.explanation = _explanation(reply)

    def __repr__(self) -> str:
        parts = ["You sent:", self.request, "", "Twitch answered:", self.response]
        return "\n".join(parts + (["", self.explanation] if self.explanation else []))

    def _repr_html_(self) -> str:
        explanation = f"<p>{html.escape(self.explanation)}</p>" if self.explanation else ""
        return (
            f"<p><b>You sent</b></p>{_pre(self.request)}"
            f"<p><b>Twitch answered</b></p>{_pre(self.response)}{explanation}"
            f"<details><summary>The same as a curl command</summary>{_pre(self.curl)}</details>"
        )


def show(reply: requests.Response) -> Exchange:
    """The exchange that ended in this response: request, response, and the same as a curl line.

    A refusal is followed by what it means and how to mend it.
    """
    return Exchange(reply)


def masked(values: dict[str, Any]) -> dict[str, Any]:
    """A copy in which every value with a secret's name is a mask."""
    return {
        name: mask(value) if name in SECRET_NAMES and isinstance(value, str) else value
        for name, value in values.items()
    }


def _pre(text: str) -> str:
    return f'<pre style="white-space:pre-wrap">{html.escape(text, quote=False)}</pre>'


def _request_lines(request: requests.PreparedRequest) -> list[str]:
    address = _masked_url(request.url or "")
    lines = [f"{request.method} {address}"]
    lines += [f"{name}: {value}" for name, value in _masked_headers(request).items()]
    form = _form(request)
    if form:
        lines += ["", *(f"{name}={value}" for name, value in masked(form).items())]
    return lines


def _response_lines(reply: requests.Response) -> list[str]:
    lines = [f"HTTP {reply.status_code} {reply.reason}"]
    if "Content-Type" in reply.headers:
        lines.append(f"Content-Type: {reply.headers['Content-Type']}")
    if "Location" in reply.headers:
        lines.append(f"Location: {_masked_url(reply.headers['Location'])}")
    try:
        body = reply.json()
    except ValueError:
        return [*lines, "", _masked_text(reply.text[:500])] if reply.text else lines
    shown = masked(body) if isinstance(body, dict) else body
    return [*lines, "", json.dumps(shown, indent=2, ensure_ascii=False)]


def _explanation(reply: requests.Response) -> str:
    if reply.ok:
        return ""
    path = urlsplit(reply.request.url or "").path
    known = mistakes.meaning(path, reply.status_code, sending.message(reply))
    return str(known) if known else ""


def _curl(request: requests.PreparedRequest) -> str:
    words = ["curl", "-X", request.method or "GET", _masked_url(request.url or "")]
    for name, value in _masked_headers(request).items():
        words += ["-H", f"{name}: {value}"]
    for name, value in masked(_form(request)).items():
        words += ["--data-urlencode", f"{name}={value}"]
    return " ".join(shlex.quote(word) for word in words)


def _masked_headers(request: requests.PreparedRequest) -> dict[str, str]:
    shown = {name: str(request.headers[name]) for name in WORTH_SHOWING if name in request.headers}
    if "Authorization" in shown:
        scheme, _, credential = shown["Authorization"].partition(" ")
        shown["Authorization"] = f"{scheme} {mask(credential)}"
    return shown


def _masked_url(url: str) -> str:
    """The address as it went over the wire, but for the values with a secret's name."""
    return re.sub(r"(?<=[?&#])([^=&#]*)=([^&#]+)", _masked_pair, url)


def _masked_pair(found: re.Match[str]) -> str:
    name, value = found.groups()
    return f"{name}={mask(unquote_plus(value))}" if name in SECRET_NAMES else found[0]


def _form(request: requests.PreparedRequest) -> dict[str, str]:
    body = request.body or b""
    text = body.decode("utf-8", "replace") if isinstance(body, bytes) else str(body)
    return dict(parse_qsl(text, keep_blank_values=True))


def _masked_text(text: str) -> str:
    """Text that is not JSON, with whatever looks like a token masked."""
    return re.sub(r"[A-Za-z0-9]{25,}", lambda found: mask(found[0]), text)
