"""An exchange ends in time and brings no more than it may, whatever the other side does."""

from __future__ import annotations

import contextlib
import gzip
import itertools
import socket
import threading
import time
import tracemalloc

import pytest
from hostile import Hostile, make_certificate

from helpers import chat, sending
from helpers.plain_errors import PlainError
from helpers.sending import send
from helpers.service import Service

LIMIT = 0.3  # seconds, in place of 10
PATIENCE = 5  # seconds; a machine may be busy
OK = b"HTTP/1.1 200 OK\r\n"
CHUNKED = OK + b"Transfer-Encoding: chunked\r\n\r\n"
WEBSOCKET = b"GET /chat HTTP/1.1"


def drop_by_drop(data: bytes):
    """One byte at a time, and the last one again and again."""
    for place in range(len(data)):
        yield data[place : place + 1]
    yield from itertools.repeat(data[-1:])


DRIPPING = {
    "a byte of the head at a time": lambda _: drop_by_drop(OK + b"X: a"),
    "a byte of the body at a time": lambda _: [
        OK + b"Content-Length: 100000\r\n\r\n",
        *[b"a"] * 100_000,
    ],
    "a byte of the body at a time, until the end": lambda _: itertools.chain(
        [OK + b"\r\n"], itertools.repeat(b"a")
    ),
    "a small chunk at a time": lambda _: itertools.chain(
        [CHUNKED], itertools.repeat(b"1\r\na\r\n")
    ),
    "a long chunk, a byte at a time": lambda _: itertools.chain(
        [CHUNKED + b"fffff\r\n"], itertools.repeat(b"a")
    ),
    "100 Continue again and again": lambda _: itertools.repeat(b"HTTP/1.1 100 Continue\r\n\r\n"),
    "nothing": lambda _: [b""] * 100_000,
    "a body after a redirect": lambda _: itertools.chain(
        [b"HTTP/1.1 302 Found\r\nLocation: /there\r\n\r\n"], itertools.repeat(b"a")
    ),
}

FULL = b"a" * 65536
ENDLESS = {
    "a long body": lambda _: [OK + b"Content-Length: 300000000\r\n\r\n", *[FULL] * 4600],
    "a body without a length": lambda _: itertools.chain([OK + b"\r\n"], itertools.repeat(FULL)),
    "chunks": lambda _: itertools.chain([CHUNKED], itertools.repeat(b"10000\r\n" + FULL + b"\r\n")),
    "one line of a chunk": lambda _: itertools.chain([CHUNKED + b"5;"], itertools.repeat(FULL)),
    "100 Continue": lambda _: itertools.repeat(b"HTTP/1.1 100 Continue\r\n\r\n" * 2000),
    "100 Continue with headers": lambda _: itertools.repeat(
        b"HTTP/1.1 100 Continue\r\n" + (b"X: " + b"a" * 60_000 + b"\r\n") * 50 + b"\r\n"
    ),
    "long headers": lambda _: itertools.chain(
        [OK], itertools.repeat(b"X: " + b"a" * 60_000 + b"\r\n")
    ),
    "a redirect": lambda _: itertools.chain(
        [b"HTTP/1.1 302 Found\r\nLocation: /there\r\n\r\n"], itertools.repeat(FULL)
    ),
    "a refusal": lambda _: itertools.chain(
        [b"HTTP/1.1 400 Bad Request\r\n\r\n"], itertools.repeat(FULL)
    ),
}


@pytest.fixture(autouse=True)
def _less_time(monkeypatch):
    monkeypatch.setattr(sending, "TIMEOUT", LIMIT)
    monkeypatch.setattr(chat, "TIMEOUT", LIMIT)


@pytest.fixture
def certificate(tmp_path, monkeypatch):
    path = make_certificate(tmp_path / "certificate.pem")
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(path))
    return path


def use_proxy(monkeypatch, port: int) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "https_proxy"):
        monkeypatch.setenv(name, f"http://127.0.0.1:{port}")


def ends_in_time(do) -> str:
    """The sentence in which this ends, soon after its time."""
    began = time.monotonic()
    with pytest.raises(PlainError) as raised:
        do()
    assert time.monotonic() - began < LIMIT + PATIENCE
    assert raised.value.__suppress_context__ or raised.value.__context__ is None
    return str(raised.value)


@pytest.mark.parametrize("way", DRIPPING)
def test_an_answer_that_drips_is_not_waited_for(way):
    with Hostile(DRIPPING[way], pause=0.02).running() as server:
        said = ends_in_time(lambda: send("GET", f"http://127.0.0.1:{server.port}/"))
    assert said.startswith("127.0.0.1 did not answer within 0.3 seconds.")


@pytest.mark.parametrize("scheme", ["http", "https"])
@pytest.mark.parametrize("way", DRIPPING)
def test_a_proxy_that_drips_is_not_waited_for(monkeypatch, way, scheme):
    with Hostile(DRIPPING[way], pause=0.02).running() as server:
        use_proxy(monkeypatch, server.port)
        said = ends_in_time(lambda: send("GET", f"{scheme}://id.twitch.example/"))
    wanted = ["did not answer within 0.3 seconds"]
    if scheme == "https":  # with most of these no tunnel comes about
        wanted += ["can't be reached", "is not trusted"]
    assert any(words in said for words in wanted)


@pytest.mark.parametrize("way", DRIPPING)
def test_an_answer_that_drips_through_tls_is_not_waited_for(certificate, monkeypatch, way):
    with Hostile(DRIPPING[way], pause=0.02, certificate=certificate).running() as server:
        # To this computer itself the bundle of the fixture would not be used.
        monkeypatch.setattr(socket, "getaddrinfo", leading_to(server.port))
        said = ends_in_time(lambda: send("GET", "https://id.twitch.example/"))
    assert "did not answer within 0.3 seconds" in said


def leading_to(*ports: int):
    def getaddrinfo(*_, **__):
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", port)) for port in ports]

    return getaddrinfo


def test_a_tls_handshake_that_never_comes_is_not_waited_for():
    with Hostile(lambda _: [b""] * 1000, pause=0.02).running() as server:
        said = ends_in_time(lambda: send("GET", f"https://127.0.0.1:{server.port}/"))
    assert "did not answer within 0.3 seconds" in said


def test_all_addresses_of_a_host_share_the_time(monkeypatch):
    tried = []

    def connect(self, address):
        tried.append(address)
        threading.Event().wait(self.gettimeout())
        raise TimeoutError

    monkeypatch.setattr(socket, "getaddrinfo", leading_to(*range(1, 31)))
    monkeypatch.setattr(socket.socket, "connect", connect, raising=False)
    assert "did not answer" in ends_in_time(lambda: send("GET", "http://id.twitch.example/"))
    assert len(tried) == 30


def test_a_server_that_reads_nothing_is_not_waited_for():
    with Hostile(lambda _: [b""] * 1000, pause=0.02, waits_for_a_request=False).running() as server:
        body = b"a" * 30_000_000
        said = ends_in_time(lambda: send("POST", f"http://127.0.0.1:{server.port}/", data=body))
    assert "127.0.0.1" in said


@pytest.mark.parametrize("way", ENDLESS)
def test_an_endless_answer_is_not_read_to_its_end(monkeypatch, way):
    monkeypatch.setattr(sending, "TIMEOUT", 30)
    with Hostile(ENDLESS[way]).running() as server:
        with pytest.raises(PlainError) as raised:
            send("GET", f"http://127.0.0.1:{server.port}/")
    said = str(raised.value)
    assert "larger than 1 MB" in said or "not Twitch" in said or "is damaged" in said
    assert server.sent < 40_000_000  # what the buffers of the two systems may hold


def bomb(layers: int) -> bytes:
    data = b"\0" * 200_000_000
    for _ in range(layers):
        data = gzip.compress(data, 9)
    return data


@pytest.mark.parametrize("layers", [1, 2])
def test_a_packed_answer_is_not_unpacked_beyond_the_limit(monkeypatch, layers):
    monkeypatch.setattr(sending, "TIMEOUT", 60)
    packed = bomb(layers)
    kind = ", ".join(["gzip"] * layers).encode()
    for status in (b"200 OK", b"302 Found\r\nLocation: /there"):
        head = b"HTTP/1.1 " + status + b"\r\nContent-Encoding: " + kind
        answer = head + b"\r\nContent-Length: %d\r\n\r\n" % len(packed) + packed
        with Hostile(lambda _, answer=answer: [answer]).running() as server:
            tracemalloc.start()
            try:
                with pytest.raises(PlainError, match="larger than 1 MB"):
                    send("GET", f"http://127.0.0.1:{server.port}/")
                assert tracemalloc.get_traced_memory()[1] < 20_000_000
            finally:
                tracemalloc.stop()


def test_an_answer_of_a_megabyte_is_read(stub):
    stub.answers(b"a" * sending.MOST)
    assert len(send("GET", stub.base).content) == sending.MOST
    stub.answers(b"a" * (sending.MOST + 1))
    with pytest.raises(PlainError, match="larger than 1 MB"):
        send("GET", stub.base)


# --- the chat ---


def accept_websocket(asked: bytes) -> bytes:
    from base64 import b64encode
    from hashlib import sha1

    key = next(line for line in asked.split(b"\r\n") if line.lower().startswith(b"sec-websocket-k"))
    accept = b64encode(
        sha1(key.split()[1] + b"258EAFA5-E914-47DA-95CA-C5AB0DC85B11").digest()  # noqa: S324
    )
    return (
        b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        b"Sec-WebSocket-Accept: " + accept + b"\r\n\r\n"
    )


def after_the_handshake(*pieces, forever: bytes = b""):
    return lambda asked: itertools.chain(
        [accept_websocket(asked), *pieces], itertools.repeat(forever)
    )


def chat_at(port: int, scheme: str = "ws", host: str = "127.0.0.1") -> Service:
    return Service("practice", *[""] * 4, f"{scheme}://{host}:{port}/chat", "practice.env")


SLOW_CHATS = {
    **DRIPPING,
    "a byte of the handshake at a time": lambda asked: drop_by_drop(accept_websocket(asked)[:-2]),
    "silence after the handshake": after_the_handshake(),
    "a byte of a frame at a time": after_the_handshake(b"\x81\x7e\xff\xff", forever=b"a"),
    "pings": after_the_handshake(forever=b"\x89\x00"),
    "lines without a welcome": after_the_handshake(forever=b"\x81\x05:a b\n"),
    "pieces of one message": after_the_handshake(b"\x01\x01a", forever=b"\x00\x01a"),
}


@pytest.mark.parametrize("way", SLOW_CHATS)
def test_a_slow_chat_is_not_waited_for(way):
    with Hostile(SLOW_CHATS[way], pause=0.02).running() as server:
        said = ends_in_time(lambda: chat.connect(chat_at(server.port), "otter", "token"))
    assert "token" not in said


@pytest.mark.parametrize("way", SLOW_CHATS)
def test_a_proxy_of_the_chat_that_drips_is_not_waited_for(monkeypatch, way):
    with Hostile(DRIPPING.get(way, DRIPPING["nothing"]), pause=0.02).running() as server:
        use_proxy(monkeypatch, server.port)
        ends_in_time(lambda: chat.connect(chat_at(443, "wss", "chat.example"), "otter", "token"))


def test_the_chat_is_heard_through_tls_and_a_proxy(certificate, monkeypatch):
    """What connects is the same as for other requests: certificates are checked, proxies used."""
    welcome = b":tmi.twitch.tv 376 otter :>\r\n"
    frame = b"\x81" + bytes([len(welcome)]) + welcome
    far = Hostile(lambda asked: [accept_websocket(asked), frame], 0, certificate)
    with far.running(), proxy_to(far) as proxy_port:
        use_proxy(monkeypatch, proxy_port)
        chat.connect(chat_at(443, "wss", "chat.example"), "otter", "token").close()
        monkeypatch.delenv("REQUESTS_CA_BUNDLE")
        with pytest.raises(PlainError, match="can't be reached"):
            chat.connect(chat_at(443, "wss", "chat.example"), "otter", "token")


def test_a_request_goes_through_tls_and_a_proxy(certificate, monkeypatch):
    far = Hostile(lambda _: [OK + b"Content-Length: 2\r\n\r\n{}"], 0, certificate)
    with far.running(), proxy_to(far) as proxy_port:
        use_proxy(monkeypatch, proxy_port)
        assert send("GET", "https://id.twitch.example/").json() == {}
        monkeypatch.delenv("REQUESTS_CA_BUNDLE")
        with pytest.raises(PlainError, match="is not trusted"):
            send("GET", "https://id.twitch.example/")


@contextlib.contextmanager
def proxy_to(far: Hostile):
    """A proxy that leads every tunnel to this server."""

    def serve():
        while True:
            near, _ = listening.accept()
            with near, socket.create_connection(("127.0.0.1", far.port)) as out:
                if over.is_set():
                    return
                near.recv(65536)
                near.sendall(b"HTTP/1.1 200 Connection established\r\n\r\n")
                back = threading.Thread(target=pump, args=(out, near))
                back.start()
                pump(near, out)
                back.join(10)

    def pump(source, target):
        with contextlib.suppress(OSError):
            while data := source.recv(65536):
                target.sendall(data)
        with contextlib.suppress(OSError):
            target.shutdown(socket.SHUT_WR)

    over = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as listening:
        thread = threading.Thread(target=serve)
        thread.start()
        port = listening.getsockname()[1]
        try:
            yield port
        finally:
            over.set()
            socket.create_connection(("127.0.0.1", port)).close()
            thread.join(10)


HUGE_CHATS = {
    "a long frame": after_the_handshake(b"\x81\x7f\x00\x00\x00\x00\x10\x00\x00\x00", forever=FULL),
    "pieces of one message": after_the_handshake(
        b"\x01\x01a", forever=b"\x00\x7e\xff\xff" + b"a" * 65535
    ),
    "pings": after_the_handshake(forever=b"\x89\x7d" + b"a" * 125),
}


@pytest.mark.parametrize("way", HUGE_CHATS)
def test_a_message_without_end_is_not_read_to_its_end(monkeypatch, way):
    monkeypatch.setattr(chat, "TIMEOUT", 30)
    with Hostile(HUGE_CHATS[way]).running() as server:
        connection = chat.Connection(chat_at(server.port))
        with pytest.raises(PlainError, match="larger than 1 MB"):
            list(connection.lines(30))
        connection.close()
    assert server.sent < 40_000_000


def test_a_handshake_without_end_is_not_read_to_its_end(monkeypatch):
    monkeypatch.setattr(chat, "TIMEOUT", 30)
    for way in ("long headers", "a refusal", "a long body"):
        with Hostile(ENDLESS[way]).running() as server:
            with pytest.raises(PlainError):
                chat.Connection(chat_at(server.port))
        assert server.sent < 40_000_000


def test_a_chat_that_sends_elsewhere_is_not_followed(start_stub, stub):
    other = start_stub()
    other.answers({})
    stub.answers(b"", 302, Location=f"ws://127.0.0.1:{other.port}/chat")
    with pytest.raises(PlainError, match="can't be reached"):
        chat.connect(stub.as_service(), "otter", "token")
    assert other.seen == []
    assert len(stub.seen) == 1


def test_closing_a_chat_that_drips_ends(monkeypatch):
    with Hostile(after_the_handshake(forever=b"\x81\x01a"), pause=0.02).running() as server:
        connection = chat.Connection(chat_at(server.port))
        began = time.monotonic()
        connection.close()
        assert time.monotonic() - began < 1 + PATIENCE
