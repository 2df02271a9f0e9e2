"""What somebody hands to the clinic: a response, an error that holds one, or a text."""

from __future__ import annotations

from typing import Any

import requests


def given(failure: Any) -> Any:
    """The response in it, or else its text; as it is when it is neither."""
    found = getattr(failure, "response", None)  # an error of raise_for_status
    if isinstance(found, requests.Response):
        return found
    if hasattr(found, "status_code"):  # httpx's error
        failure = found
    if failure is None or isinstance(failure, (str, requests.Response)):
        return failure
    if isinstance(failure, bytes):
        return failure.decode(errors="replace")
    if isinstance(failure, (dict, list, tuple)):
        return str(failure)
    if isinstance(failure, BaseException):
        return f"{type(failure).__name__}: {failure} {_body(failure)}"
    words, status = getattr(failure, "text", None), getattr(failure, "status_code", None)
    if isinstance(words, str) and isinstance(status, int):  # a response of httpx, for example
        return f"status {status} {_where(failure)} {words}"
    return failure


def _where(reply: Any) -> str:
    """The method and the address, without its query, as far as a response tells them."""
    try:
        return f"{reply.request.method} {str(reply.request.url).partition('?')[0]}"
    except (AttributeError, RuntimeError):  # httpx's own, where there is no request
        return ""


def _body(failure: BaseException) -> str:
    """What urllib's error still holds of the answer."""
    read = getattr(failure, "read", None)
    try:
        body = read() if read else b""
    except (OSError, ValueError):
        return ""
    return body.decode(errors="replace") if isinstance(body, bytes) else ""
