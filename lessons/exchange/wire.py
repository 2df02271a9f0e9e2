"""Show one HTTP exchange as it went over the wire, with every secret masked."""

from __future__ import annotations

import shlex
from typing import Any
from urllib.parse import urlsplit

import requests

from helpers import sending
from helpers.private_folder import mask_tokens
from lessons.exchange import cards, mistakes, sent
from lessons.exchange import masked_parts as parts
from lessons.exchange.hidden import Hiding
from look import card


class Exchange:
    """One request and its response, ready to be shown in a notebook or printed."""

    def __init__(self, reply: requests.Response) -> None:
        hiding = parts.hiding_for(reply)
        # An answer may echo what was sent: in an address to go to, or on a proxy's page.
        self.request = hiding.known("\n".join(_request_lines(reply.request, hiding)))
        self.response = hiding.known("\n".join(_response_lines(reply, hiding)))
        self.curl = shlex.join(map(hiding.known, _curl_words(reply.request, hiding)))
        self.explanation = hiding.known(_explanation(reply))
        self.cards = cards.asked(reply.request, hiding), cards.answered(reply, hiding)

    def __repr__(self) -> str:
        parts = ["You sent:", self.request, "", "Twitch answered:", self.response]
        return "\n".join(parts + (["", self.explanation] if self.explanation else []))

    def _repr_html_(self) -> str:
        return card.framed(self.drawn())

    def drawn(self) -> str:
        """The cards, to be framed alone or beside others."""
        return "".join(
            [
                *map(card.draw, self.cards),
                card.note(self.explanation),
                card.fold("The same as raw text", f"{self.request}\n\n{self.response}"),
                card.fold("The same as a curl command", self.curl),
            ]
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


def _request_lines(request: requests.PreparedRequest, hiding: Hiding) -> list[str]:
    lines = [f"{request.method} {parts.address(request.url or '', hiding)}"]
    lines += [f"{name}: {value}" for name, value in parts.headers(request, hiding).items()]
    if sent_json := parts.json_text(parts.body(request), hiding):
        lines += ["", sent_json]
    elif form := parts.form_sent(request):
        lines += ["", *(f"{name}={value}" for name, value in parts.masked(form, hiding))]
    return lines


def _response_lines(reply: requests.Response, hiding: Hiding) -> list[str]:
    lines = [f"HTTP {reply.status_code} {hiding.text(str(reply.reason))}"]
    if "Content-Type" in reply.headers:
        lines.append(f"Content-Type: {hiding.text(reply.headers['Content-Type'])}")
    if "Location" in reply.headers:
        lines.append(f"Location: {parts.address(reply.headers['Location'], hiding)}")
    shown = parts.json_text(reply.content, hiding) or hiding.text(mask_tokens(reply.text))[:500]
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
    words = ["curl", "-X", request.method or "GET", parts.address(request.url or "", hiding)]
    for name, value in parts.headers(request, hiding).items():
        if not value.startswith(sent.MULTIPART):  # curl makes a boundary of its own
            words += ["-H", f"{name}: {value}"]
    if sent_json := parts.json_text(parts.body(request), hiding):
        return [*words, "--data", sent_json]
    option = "--form-string" if sent.parts(request) else "--data-urlencode"
    for name, value in parts.masked(parts.form_sent(request), hiding):
        words += [option, f"{name}={value}"]
    return words
