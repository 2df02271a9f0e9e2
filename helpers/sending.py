"""Send one HTTP request. It ends in time, and failures of the network come back as sentences."""

from __future__ import annotations

import http.client
import io
import re
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any
from urllib.parse import urlsplit

import requests
from requests import exceptions as errors
from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection

from helpers import private_folder, service
from helpers.plain_errors import PlainError

TIMEOUT = 10  # seconds, for a whole exchange
MOST = 1_000_000  # bytes of an answer, unpacked
NO_TLS = "wrong.version|record.layer|packet.length|unknown.protocol"  # what OpenSSL calls it
OwnSession = type("OwnSession", (requests.Session,), {})  # not what a cell's own code sends with

# Each is called with every answer that comes; the lessons remember refusals for the error clinic.
listeners: list[Callable[[requests.Response], None]] = []
# Each is called with every error that stands for an answer that didn't come.
failure_listeners: list[Callable[[PlainError], None]] = []


@contextmanager
def heard() -> Iterator[None]:
    """Tell the listeners of an error in this block, and raise it again."""
    try:
        yield
    except PlainError as problem:
        for listener in failure_listeners:
            listener(problem)
        raise


@heard()
def send(method: str, url: str, **parts: Any) -> requests.Response:
    """Send one request and return the response, whatever its status.

    `parts` are those of requests.request: params, data, json, headers. Redirects are not
    followed, so a secret goes to no other address than this one.
    Raises PlainError when the answer isn't there within 10 seconds (looking up the host's address
    apart), is larger than 1 MB, or isn't there at all, and for a secret that must not go there.
    """
    _refuse_foreign_secrets(url, parts)
    host = urlsplit(url).hostname or ""
    with session_for(host, Limits(host, TIMEOUT)) as session:
        try:
            reply = session.request(
                method, url, timeout=TIMEOUT, allow_redirects=False, auth=_as_it_is, **parts
            )
            for listener in listeners:
                listener(reply)
            return reply
        except (requests.RequestException, ValueError) as problem:
            raise no_answer(problem, host, TIMEOUT) from None


def no_answer(problem: Exception, host: str, seconds: float) -> PlainError:
    """The sentence for an error of `requests`. No part of the request but the host is in it."""
    if isinstance(problem, requests.Timeout):
        return TooSlow(host, seconds)
    said = "The request to {} could not be sent. Is a line break or the … of a mask in a value?"
    url = str(getattr(getattr(problem, "request", None), "url", ""))
    no_tls = NO_TLS + "|reset by peer|forcibly closed" * url.startswith("https://")
    if host in service.LOOPBACK and re.search(no_tls, str(problem), re.IGNORECASE):
        said = "{} doesn't speak https at this port. Practice Twitch's address begins with http://."
    elif isinstance(problem, errors.SSLError):
        said = "The connection to {} is not trusted: a proxy, a virus scanner, or a wrong clock?"
    elif isinstance(problem, (errors.ChunkedEncodingError, errors.ContentDecodingError)):
        said = "The answer of {} broke off, or is damaged. Try again."
    elif isinstance(problem, errors.ConnectionError):
        set_up = "start it at PRACTICE_URL, or " if private_folder.variable("PRACTICE_URL") else ""
        said = (
            "{} can't be reached, or what answers there is not Twitch. Is this computer online? If "
            f"Practice Twitch was meant, {set_up}restart the kernel and run this cell again."
        )
    return PlainError(said.format(host))


class TooSlow(PlainError):
    """A whole exchange did not fit into its time."""

    def __init__(self, host: str, seconds: float) -> None:
        super().__init__(f"{host} did not answer within {seconds:g} seconds. Wait, then try again.")


class TooLarge(PlainError):
    """More came than Twitch would ever send."""

    def __init__(self, host: str) -> None:
        super().__init__(
            "The answer is larger than 1 MB, so the rest of it was not read. Twitch's answers are "
            f"far smaller: something else may have answered in the place of {host}."
        )


class Limits:
    """How long one exchange may take in all, and how much may come in it."""

    def __init__(self, host: str, seconds: float) -> None:
        self._host = host
        self._seconds = seconds
        self._ends_at = time.monotonic() + seconds
        self._left_to_read = 2 * MOST  # as it comes: the head, and marks between, count as well

    def left(self) -> float:
        """The seconds that are left. Raises TooSlow when there are none."""
        left = self._ends_at - time.monotonic()
        if left <= 0:
            raise self.too_slow()
        return left

    def too_slow(self) -> TooSlow:
        """The error to raise when a wait took all the time that was left."""
        return TooSlow(self._host, self._seconds)

    def count(self, size: int) -> None:
        """Count the bytes that came. Raises TooLarge when they are too many."""
        self._left_to_read -= size
        if self._left_to_read < 0:
            raise TooLarge(self._host)


def session_for(host: str, limits: Limits) -> requests.Session:
    """A session in which everything that is sent to this host stays within these limits."""
    session: requests.Session = OwnSession()
    # A company's proxy can't reach this computer's own loopback.
    session.trust_env = host not in service.LOOPBACK
    for scheme in ("http://", "https://"):
        session.mount(scheme, _LimitedAdapter(host, limits))
    return session


class _LimitedAdapter(HTTPAdapter):
    """Sends what a session wants to send, and reads the whole answer, within the limits."""

    def __init__(self, host: str, limits: Limits) -> None:
        super().__init__()
        self._host = host
        self._limits = limits

    def get_connection_with_tls_context(self, *args: Any, **options: Any) -> Any:
        pool: Any = super().get_connection_with_tls_context(*args, **options)
        if limited := LIMITED.get(pool.ConnectionCls):  # else: in the browser, or through SOCKS
            pool.ConnectionCls = partial(limited, limits=self._limits)
        return pool

    def send(self, request: requests.PreparedRequest, **options: Any) -> requests.Response:  # type: ignore[override]
        reply = super().send(request, **{**options, "stream": True})
        body = bytearray()
        for piece in reply.iter_content(16_384):
            body += piece
            if len(body) > MOST:
                reply.close()
                raise TooLarge(self._host)
        reply._content = bytes(body)
        return reply


class _Limited:
    """Mixed into urllib3's connections: each of their waits ends when the exchange's time does.

    (A time-out of requests is for each wait by itself: one byte now and then keeps it waiting.)
    """

    limits: Limits

    def __init__(self, *args: Any, limits: Limits, **options: Any) -> None:
        self.limits = limits
        super().__init__(*args, **options)

    def _new_conn(self: Any) -> socket.socket:
        # urllib3 gives this much to each of a host's addresses, one after the other.
        addresses = socket.getaddrinfo(self._dns_host, self.port, type=socket.SOCK_STREAM)
        self.timeout = self.limits.left() / len(addresses)
        connected: socket.socket = super()._new_conn()  # type: ignore[misc]
        connected.settimeout(self.limits.left())  # for the TLS handshake, which is one wait
        return connected

    def send(self: Any, data: Any) -> None:
        if self.sock is not None:
            self.sock.settimeout(self.limits.left())
        super().send(data)  # type: ignore[misc]

    def response_class(self, sock: Any, *args: Any, **options: Any) -> http.client.HTTPResponse:
        """What reads the head and the body of an answer, a proxy's as well."""
        incoming: Any = io.BufferedReader(_Incoming(sock, self.limits))
        reply = http.client.HTTPResponse(sock, *args, **options)
        reply.fp.close()
        reply.fp = incoming
        return reply


LIMITED: dict[Any, Any] = {
    kind: type("Limited", (_Limited, kind), {}) for kind in (HTTPConnection, HTTPSConnection)
}


class _Incoming(io.RawIOBase):
    """What comes in by a socket, within the limits."""

    def __init__(self, sock: Any, limits: Limits) -> None:
        self._sock = sock
        self._file = sock.makefile("rb", buffering=0)
        self._limits = limits

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int | None:
        self._sock.settimeout(self._limits.left())
        try:
            size: int | None = self._file.readinto(buffer)
        except TimeoutError:
            raise self._limits.too_slow() from None
        self._limits.count(size or 0)
        return size

    def close(self) -> None:
        self._file.close()
        super().close()


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
