"""A request and its answer as two cards, made from parts in which every secret has its mask."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import unquote_plus

import requests

from helpers.private_folder import mask_tokens
from lessons.exchange import masked_parts as parts
from lessons.exchange import why
from lessons.exchange.hidden import Hiding
from look.card import Card, Group

IN_ONE_LINE = 50  # characters of JSON
MOST = 500  # characters of an answer that is no JSON
EMPTY = "(empty)"  # shown as the value of a name that went without one


def asked(request: requests.PreparedRequest, hiding: Hiding) -> Card:
    """The request: its parameters, headers and fields, each on a line of its own."""
    address, parameters = _taken_apart(parts.address(request.url or "", hiding), hiding, why.ASKED)
    headers = _rows(parts.headers(request, hiding).items(), hiding, ": ")
    groups = [*parameters, Group("headers", headers, why=why.ASKED)]
    if text := parts.json_text(parts.body(request), hiding):
        groups.append(_json("body, as JSON", text, hiding, why.ASKED))
    else:
        form = parts.masked(parts.form_sent(request), hiding)
        empty = _empty_in(parts.body(request))
        groups.append(Group("body, as a form", _rows(form, hiding, empty=empty), why=why.ASKED))
    return Card(
        "You sent", method=request.method or "", address=address, groups=tuple(_filled(groups))
    )


def answered(reply: requests.Response, hiding: Hiding) -> Card:
    """The answer: its status, where it sends the browser, what it holds."""
    location = parts.address(reply.headers.get("Location", ""), hiding)
    address, groups = _taken_apart(location, hiding, why.ANSWERED)
    kind = [("Content-Type", hiding.text(reply.headers.get("Content-Type", "")))]
    groups.append(Group("headers", _rows(kind if kind[0][1] else [], hiding, ": ")))
    if text := parts.json_text(reply.content, hiding):
        groups.append(_json("body, as JSON", text, hiding, why.ANSWERED))
    else:
        page = hiding.text(mask_tokens(reply.text))[:MOST]
        groups.append(Group("body, as text", text=hiding.known(page)))
    return Card(
        "Twitch answered",
        status=reply.status_code,
        address=address,
        groups=tuple(_filled(groups)),
    )


def _taken_apart(
    address: str, hiding: Hiding, meanings: Mapping[str, str]
) -> tuple[str, list[Group]]:
    """A masked address without its parameters, and the parameters, decoded."""
    before, _, fragment = hiding.known(address).partition("#")
    before, _, query = before.partition("?")
    groups = []
    for title, text in (("address, after ?", query), ("address, after #", fragment)):
        pairs = [one.partition("=")[::2] for one in text.split("&") if one]
        decoded = [(unquote_plus(name), unquote_plus(value)) for name, value in pairs]
        groups.append(Group(title, _rows(decoded, hiding, empty=_empty_in(text)), why=meanings))
    return before, groups


def _rows(
    pairs: Iterable[tuple[str, str]], hiding: Hiding, between: str = "=", empty: str = EMPTY
) -> tuple[tuple[str, str], ...]:
    """Names and values, masked once more: decoded or joined, they may be what is kept."""
    rows = []
    for name, value in pairs:
        apart = hiding.known(name), hiding.known(value)
        together = hiding.known(f"{name}{between}{value}")
        shown = apart[0], apart[1] or empty
        rows.append(shown if between.join(apart) == together else (together, ""))
    return tuple(rows)


def _empty_in(text: str) -> str:
    """What stands for a missing value of this text: nothing if it holds no values at all."""
    return EMPTY if "=" in text else ""


def _json(title: str, text: str, hiding: Hiding, meanings: Mapping[str, str]) -> Group:
    """JSON: a row for each name of an object; else the text as it is."""
    text = hiding.known(text)
    try:
        body: Any = json.loads(text)
    except (ValueError, RecursionError):  # a mask may have taken more than a value
        body = None
    if not isinstance(body, dict) or not body:
        return Group(title, text=text)
    rows = _rows([(name, _written(value)) for name, value in body.items()], hiding)
    return Group(title, rows, why=meanings)


def _written(value: Any) -> str:
    if isinstance(value, str):
        return value
    line = json.dumps(value, ensure_ascii=False)
    return line if len(line) <= IN_ONE_LINE else json.dumps(value, indent=2, ensure_ascii=False)


def _filled(groups: Iterable[Group]) -> Iterable[Group]:
    return (group for group in groups if group.rows or group.text)
