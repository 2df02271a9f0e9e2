"""Send one HTTP request. Failures of the network come back as sentences."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

import requests

from helpers import private_folder, service
from helpers.plain_errors import PlainError

TIMEOUT = 10  # seconds

# Each is called with every answer that comes; the lessons remember refusals for the error clinic.
listeners: list[Callable[[requests.Response], None]] = []


def send(method: str, url: str, **parts: Any) -> requests.Response:
    """Send one request and return the response, whatever its status.

    `parts` are those of requests.request: params, data, json, headers. Redirects are not
    followed, so a secret goes to no other address than this one.
    Raises PlainError when no answer comes within 10 seconds, or none at all, and for a secret
    that must not go there.
    """
    _refuse_foreign_secrets(url, parts)
    host = urlsplit(url).hostname
    with requests.Session() as session:
        # A company's proxy can't reach this computer's own loopback.
        session.trust_env = host not in ("localhost", "127.0.0.1", "::1")
        try:
            reply = session.request(
                method, url, timeout=TIMEOUT, allow_redirects=False, auth=_as_it_is, **parts
            )
            for listener in listeners:
                listener(reply)
            return reply
        except requests.Timeout:
            problem = f"{host} did not answer within {TIMEOUT} seconds. Wait a minute, try again."
        except requests.exceptions.SSLError:
            problem = (
                f"The connection to {host} is not trusted. A proxy or a virus scanner may be "
                "in between, or this computer's clock may be wrong."
            )
        except (requests.exceptions.ChunkedEncodingError, requests.exceptions.ContentDecodingError):
            problem = f"The answer of {host} broke off, or is damaged. Try again."
        except requests.ConnectionError:
            problem = (
                f"{host} can't be reached. Is this computer online? "
                "If Practice Twitch was meant, restart the kernel and run this cell again."
            )
        except (requests.RequestException, ValueError):
            problem = f"The request to {host} could not be sent. Check what you entered."
    raise PlainError(problem)


def _refuse_foreign_secrets(url: str, parts: dict[str, Any]) -> None:
    """Refuse what is kept for Twitch itself to everybody else, and what is kept for others to it.

    So no secret gets out where a cell mixes up two Twitches. It knows only what is kept.
    """
    words = set(re.split(r"[\s\"'{}()\[\],?&=]+", f"{url} {parts}"))
    to_twitch = service.is_twitchs(url)
    for name in private_folder.file_names():
        its_own = (name == service.REAL_FILE) == to_twitch
        if not its_own and words & private_folder.secrets_in(name):
            raise PlainError(
                "This request was not sent: it holds a secret that is kept for another Twitch. "
                "Choose that one in notebook 00, or get a secret from the one that you ask."
            )


def json_body(reply: requests.Response) -> Any:
    """The JSON in an answer; None when there is none that can be read."""
    try:
        return reply.json()
    except (ValueError, RecursionError):
        return None


def message(reply: requests.Response) -> str:
    """Twitch's own words in a refusal: the `message` of its JSON body.

    When something other than Twitch answered, such as a proxy with an HTML page, the sentence
    says so.
    """
    body = json_body(reply)
    if isinstance(body, dict) and isinstance(body.get("message"), str):
        return body["message"]
    kind = reply.headers.get("Content-Type", "no stated type").split(";")[0]
    return (
        f"The answer (status {reply.status_code}, {kind}) is not in Twitch's form. "
        "Something in between may have answered: a proxy, or a hotel's login page."
    )


def _as_it_is(request: requests.PreparedRequest) -> requests.PreparedRequest:
    """Keep our headers: without an auth of our own, a .netrc file would replace Authorization."""
    return request
