"""Faults in who is asked, by which name, and who may listen."""

from __future__ import annotations

from faults.fault import Fault

FAULTS = [
    Fault(
        "hosts: any letter may be in place of a dot of 127.0.0.1",
        "practice/web/handling.py",
        "(localhost|127\\.0\\.0\\.1|\\[::1\\])",
        "(localhost|127.0.0.1|\\[::1\\])",
        ("tests/practice/web",),
    ),
    Fault(
        "hosts: the pages answer to any name",
        "practice/web/page.py",
        "        super().prepare()\n        if self._leads_to_localhost():",
        "        if self._leads_to_localhost():",
        ("tests/practice/web",),
    ),
    Fault(
        "hosts: practice listens to the whole network",
        "practice/web/server.py",
        'bind_sockets(port, "127.0.0.1", socket.AF_INET)',
        'bind_sockets(port, "0.0.0.0", socket.AF_INET)',
        ("tests/practice/web/test_practice_process.py",),
    ),
    Fault(
        "hosts: a name that ends like localhost is this computer",
        "helpers/service.py",
        'kept_in = scheme in ("http", "ws") and host in LOOPBACK',
        'kept_in = scheme in ("http", "ws") and (host or "").endswith(LOOPBACK)',
        ("tests/helpers/test_service.py",),
    ),
    Fault(
        "hosts: the proof of same books is for the port that the asker names",
        "practice/web/endpoints.py",
        "port = self.request.connection.stream.socket.getsockname()[1]  # type: "
        "ignore[attr-defined]",
        'port = int(self.request.host.rpartition(":")[2])',
        ("tests/practice/web/test_practice_siblings.py",),
    ),
    Fault(
        "hosts: the program asks Twitch without TLS",
        "program/reading.py",
        'if re.match(rf"{plain}[\\w.-]*twitch\\.tv\\b", value):',
        'if re.match(rf"{plain}twitch\\.tv\\b", value):',
        ("tests/program",),
    ),
    Fault(
        "hosts: books are asked for at any host that answers",
        "lessons/exchange/masked_parts.py",
        "if place.hostname not in service.LOOPBACK or not hiding.unknown_in(everything):",
        "if not hiding.unknown_in(everything):",
        ("tests/lessons/exchange",),
    ),
    Fault(
        "hosts: a chat that sends on gets the password taken elsewhere",
        "helpers/chat.py",
        "twitch.chat_url, socket=self._below, redirect_limit=0",
        "twitch.chat_url, socket=self._below",
        ("tests/helpers/test_limits.py",),
    ),
    Fault(
        "hosts: the program follows redirects with its token",
        "program/tokens.py",
        "allow_redirects=False,",
        "allow_redirects=True,",
        ("tests/program",),
    ),
    Fault(
        "hosts: practice serves a port of which another program has half",
        "practice/web/server.py",
        "            sockets[0].close()\n            raise PortTaken from None\n    return sockets",
        "            return sockets, port\n    return sockets",
        ("tests/practice/web",),
    ),
]
