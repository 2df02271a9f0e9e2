"""Servers that keep somebody waiting, or send without end."""

from __future__ import annotations

import contextlib
import re
import socket
import ssl
import struct
import threading
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec


@dataclass
class Hostile:
    """Sends these pieces to each who connects and asks, with a pause after each piece."""

    pieces: Callable[[bytes], Iterable[bytes]]  # from what was asked
    pause: float = 0  # seconds
    certificate: Path | None = None
    waits_for_a_request: bool = True
    resets: bool = False  # the connection, where others close it
    port: int = 0
    sent: int = 0  # bytes
    _over: threading.Event = field(default_factory=threading.Event)

    @contextlib.contextmanager
    def running(self) -> Iterator[Hostile]:
        with socket.create_server(("127.0.0.1", 0)) as listening:
            self.port = listening.getsockname()[1]
            thread = threading.Thread(target=self._serve, args=(listening,))
            thread.start()
            try:
                yield self
            finally:
                self._over.set()
                with contextlib.suppress(OSError):
                    socket.create_connection(("127.0.0.1", self.port), 5).close()  # ends accept
                thread.join(10)
            assert not thread.is_alive()

    def _serve(self, listening: socket.socket) -> None:
        while not self._over.is_set():
            connection, _ = listening.accept()
            connection.settimeout(5)
            with contextlib.suppress(OSError), self._secured(connection) as secured:
                self._answer(secured)

    def _secured(self, connection: socket.socket) -> socket.socket:
        if not self.certificate:
            return connection
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self.certificate)
        return context.wrap_socket(connection, server_side=True)

    def _answer(self, connection: socket.socket) -> None:
        asked = b""
        while self.waits_for_a_request and b"\r\n\r\n" not in asked:
            if not (came := connection.recv(65536)):
                return
            asked += came
        head, _, body = asked.partition(b"\r\n\r\n")
        length = re.search(rb"(?i)\ncontent-length: (\d+)", head)
        while length and len(body) < int(length[1]):
            # What is not read when a connection is closed takes the answer with it.
            if not (came := connection.recv(65536)):
                return
            body += came
        for piece in self.pieces(asked):
            connection.sendall(piece)
            self.sent += len(piece)
            if self._over.wait(self.pause):
                return
        if self.resets:
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


def make_certificate(path: Path) -> Path:
    """A certificate for our made-up hosts, signed by itself, with its key in one file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "localhost")])
    names = [x509.DNSName("id.twitch.example"), x509.DNSName("chat.example")]
    now = datetime.now(timezone.utc)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName(names), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    pem = serialization.Encoding.PEM
    plain = serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    path.write_bytes(key.private_bytes(pem, *plain) + certificate.public_bytes(pem))
    return path
