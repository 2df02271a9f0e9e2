"""Whatever is sent, the answer is a refusal in the right shape: no 500, no stack trace."""

from __future__ import annotations

import socket
from urllib.parse import quote_from_bytes

import pytest
import requests
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

NAMES = ["client_id", "client_secret", "code", "grant_type", "redirect_uri", "response_type"]
NAMES += ["scope", "state", "force_verify", "nonce"]
FIXED = {
    "grant_type": b"authorization_code",
    "response_type": b"code",
    "redirect_uri": b"http://localhost",
    "scope": b"chat:read",
}
fields = some.lists(
    some.tuples(
        some.sampled_from(NAMES) | some.text(max_size=5),
        some.binary(max_size=40)
        | some.text(max_size=40).map(str.encode)
        | some.sampled_from([*FIXED.values(), b"", b"\0", b"\xed\xa0\x80", b"x" * 3000]),
    ),
    max_size=8,
)
often = settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


def encoded(pairs):
    return "&".join(f"{quote_from_bytes(name.encode())}={quote_from_bytes(v)}" for name, v in pairs)


def with_right_ones(app, pairs, right):
    known = {**FIXED, "client_id": app.client_id.encode()}
    known["client_secret"] = app.client_secret.encode()
    sent = {name for name, _ in pairs}
    return [*pairs, *((name, known[name]) for name in right if name in known and name not in sent)]


@often
@given(pairs=fields, right=some.sets(some.sampled_from(NAMES)), in_query=some.booleans())
def test_the_token_endpoint_refuses_anything_wrong(server, app, pairs, right, in_query):
    sent = encoded(with_right_ones(app, pairs, right))
    reply = server.post(
        "/oauth2/token" + (f"?{sent}" if in_query else ""),
        data=None if in_query else sent,
        headers={"Content-Type": "application/x-www-form-urlencoded"},
    )
    assert reply.status_code in {400, 403}
    assert reply.json().keys() == {"status", "message"}
    assert reply.json()["status"] == reply.status_code


@often
@given(pairs=fields, right=some.sets(some.sampled_from(NAMES)), signed_in=some.booleans())
def test_the_authorize_link_may_hold_anything(server, app, visitors, pairs, right, signed_in):
    sent = encoded(with_right_ones(app, pairs, right))
    reply = visitors[signed_in].open(f"/oauth2/authorize?{sent}", follow=False)
    assert reply.status_code in {200, 302, 400}
    if reply.status_code == 302:
        address = reply.headers["Location"]
        assert address.startswith(
            ("http://localhost/?", "http://localhost:3000/callback?", "../login?")
        )
    if reply.status_code == 400:
        assert reply.json().keys() == {"status", "message"}


@pytest.fixture(scope="module")
def visitors(server):
    return [server.person(), server.person("river_otter")]


@often
@given(header=some.binary(max_size=60).filter(lambda b: not set(b) & {0, 10, 13}))
def test_any_authorization_header_is_refused(server, header):
    for path in ("/oauth2/validate", "/helix/users"):
        reply = requests.get(
            server.base + path, headers={b"Authorization": b"Bearer " + header}, timeout=20
        )
        assert reply.status_code in {400, 401}


@often
@given(
    typed=some.dictionaries(
        some.sampled_from(["name", "redirect_uri", "category", "client_type"]),
        some.text(max_size=120) | some.just("http://localhost") | some.just("https://[::1"),
    ),
    action=some.sampled_from(["add", "create"]),
)
def test_the_registration_form_may_hold_anything(visitors, typed, action):
    person = visitors[1].enter_console()
    page = person.press(person.open("/console/apps/create"), ("action", action), **typed)
    assert page.status_code in {200, 400}


@pytest.mark.parametrize(
    "sent",
    [
        b"GET /%ff%00 HTTP/1.1\r\nHost: localhost\r\n\r\n",
        b"GET /\xff HTTP/1.1\r\nHost: localhost\r\n\r\n",
        b"GET /login?next=%ff HTTP/1.1\r\nHost: localhost\r\n\r\n",
        b"GET /login?next=a&next=b HTTP/1.1\r\nHost: localhost\r\n\r\n",
        b"GET / HTTP/1.1\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: localhost\r\nHost: localhost\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: localhost\r\nCookie: practice_session=\xff; =;\r\n\r\n",
        b"GET /?" + b"a" * 100_000 + b" HTTP/1.1\r\nHost: localhost\r\n\r\n",
        b"POST /oauth2/token HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99999999\r\n\r\n",
        b"POST /oauth2/token HTTP/1.1\r\nHost: localhost\r\nContent-Length: -1\r\n\r\n",
        b"POST /oauth2/token HTTP/1.1\r\nHost: localhost\r\nContent-Length: 3\r\n"
        b"Content-Type: multipart/form-data\r\n\r\nabc",
        b"POST /oauth2/token HTTP/1.1\r\nHost: localhost\r\nContent-Length: 3\r\n"
        b"Content-Type: multipart/form-data; boundary=x\r\n\r\nabc",
        b"nonsense\r\n\r\n",
    ],
)
def test_broken_requests_are_answered_or_dropped(server, sent):
    host, port = server.base.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port)), timeout=20) as line:
        line.sendall(sent.replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n", 1))
        answer = b""
        try:
            while part := line.recv(65536):
                answer += part
        except ConnectionResetError:
            pass  # it was dropped while we were still sending
    assert answer == b"" or answer.split(b" ")[1][:1] in {b"2", b"3", b"4"}
    assert b"Traceback" not in answer
    assert server.get("/").status_code == 200
