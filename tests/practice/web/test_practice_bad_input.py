"""Whatever is sent, the answer is a refusal in the right shape: no 500, no stack trace."""

from __future__ import annotations

import json
import re
import socket
import sqlite3
from contextlib import closing
from urllib.parse import quote_from_bytes

import pytest
import requests
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

NAMES = ["client_id", "client_secret", "code", "grant_type", "redirect_uri", "response_type"]
NAMES += ["scope", "scopes", "state", "force_verify", "nonce", "claims", "refresh_token"]
NAMES += ["device_code", "token"]
GRANT_TYPES = [b"authorization_code", b"refresh_token", b"client_credentials"]
GRANT_TYPES += [b"urn:ietf:params:oauth:grant-type:device_code"]
RESPONSE_TYPES = [b"code", b"token", b"id_token", b"token id_token", b"code id_token"]
CLAIMS = [b'{"id_token":{"email":null}}', b'{"userinfo":null}', b"{", b"[" * 2000, b"9" * 5000]
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
        | some.sampled_from([*FIXED.values(), b"", b"\0", b"\xed\xa0\x80", b"x" * 3000])
        | some.sampled_from([*GRANT_TYPES, *RESPONSE_TYPES, *CLAIMS, b"openid"]),
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


def send(server, path, sent, in_query=False):
    return server.post(
        path + (f"?{sent}" if in_query else ""),
        data=None if in_query else sent,
        headers={"Content-Type": "application/x-www-form-urlencoded"},
    )


@often
@given(
    pairs=fields,
    right=some.sets(some.sampled_from(NAMES)),
    grant_type=some.sampled_from(GRANT_TYPES),
    of_public=some.booleans(),
    in_query=some.booleans(),
)
def test_the_token_endpoint_refuses_anything_wrong(
    server, app, without_secret, pairs, right, grant_type, of_public, in_query
):
    asking = without_secret if of_public else app
    pairs = [("grant_type", grant_type), *(pair for pair in pairs if pair[0] != "grant_type")]
    reply = send(server, "/oauth2/token", encoded(with_right_ones(asking, pairs, right)), in_query)
    if reply.ok:  # nothing but its own secret is needed for this one
        assert grant_type == b"client_credentials" and not of_public
        assert reply.json().keys() == {"access_token", "expires_in", "token_type"}
        return
    assert reply.status_code in {400, 403}
    assert reply.json().keys() == {"status", "message"}
    assert reply.json()["status"] == reply.status_code


@often
@given(
    pairs=fields,
    right=some.sets(some.sampled_from(NAMES)),
    path=some.sampled_from(["/oauth2/device", "/oauth2/revoke"]),
    in_query=some.booleans(),
)
def test_device_and_revoke_refuse_anything_wrong(server, app, path, pairs, right, in_query):
    reply = send(server, path, encoded(with_right_ones(app, pairs, right)), in_query)
    if reply.ok:
        assert path == "/oauth2/device"
        assert re.fullmatch("[A-Z]{8}", reply.json()["user_code"])
        return
    assert reply.status_code in ({400} if path == "/oauth2/device" else {400, 404})
    assert reply.json().keys() == {"status", "message"}


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


@often
@given(
    pairs=fields,
    response_type=some.sampled_from(RESPONSE_TYPES),
    decision=some.sampled_from(["authorize", "cancel", "", "\0"]),
)
def test_the_consent_form_may_hold_anything(app, visitors, pairs, response_type, decision):
    """Whatever the link asks for: the person presses a button of a form that was tampered with."""
    person, taken = visitors[1], {"client_id", "redirect_uri", "response_type", "form_token"}
    pairs = [pair for pair in pairs if pair[0] not in taken]
    pairs += [("client_id", app.client_id.encode()), ("redirect_uri", b"http://localhost")]
    pairs += [("response_type", response_type), ("decision", decision.encode())]
    pairs += [("form_token", form_token(person).encode())]
    reply = person.browser.post(
        f"{person.base}/oauth2/authorize",
        data=encoded(pairs),
        headers={"Content-Type": "application/x-www-form-urlencoded"},
        timeout=20,
        allow_redirects=False,
    )
    assert reply.status_code in {200, 302, 400}
    if reply.status_code == 302:
        assert reply.headers["Location"].startswith("http://localhost/?error=")


@often
@given(
    user_code=some.text(max_size=20) | some.just("AAAAAAAA"),
    sent=some.dictionaries(
        some.sampled_from(["decision", "disconnect", "device-code"]), some.text(max_size=20)
    ),
    signed_in=some.booleans(),
)
def test_activate_and_connections_may_be_asked_anything(visitors, user_code, sent, signed_in):
    person = visitors[signed_in]
    page = person.open("/activate", **{"device-code": user_code})
    assert page.status_code in {200, 400}
    for path in ("/activate", "/settings/connections"):
        reply = person.browser.post(
            person.base + path,
            data={"form_token": form_token(person), **sent},
            timeout=20,
            allow_redirects=False,
        )
        assert reply.status_code == (400 if signed_in else 303)


def form_token(person):
    if not hasattr(person, "form_token"):
        page = person.open("/logout").text + person.open("/login").text
        person.form_token = re.search('name="form_token" value="([0-9a-f]{64})"', page)[1]
    return person.form_token


@pytest.fixture(scope="module")
def without_secret(server):
    return server.person("night_owl").register(client_type="public")


@pytest.fixture(scope="module")
def visitors(server):
    return [server.person(), server.person("river_otter")]


HELIX_NAMES = ["id", "login", "user_id", "user_login", "game_id", "type", "language", "first"]
HELIX_NAMES += ["after", "before", "broadcaster_id"]
HELIX_VALUES = [
    b"1",
    b"100",
    b"-1",
    b"9" * 19,
    b"9" * 30,
    "²".encode(),
    b"eyJhIjp7fX0=",
    b"bnVsbA==",
]


@often
@given(
    pairs=some.lists(
        some.tuples(
            some.sampled_from(HELIX_NAMES),
            some.binary(max_size=20)
            | some.text(max_size=20).map(str.encode)
            | some.sampled_from(HELIX_VALUES),
        ),
        max_size=5,
    ),
    path=some.sampled_from(["users", "streams", "channels"]),
    base=some.sampled_from(["helix", "mock"]),
)
def test_helix_may_be_asked_anything(server, app, living_token, pairs, path, base):
    reply = server.get(
        f"/{base}/{path}?{encoded(pairs)}",
        headers={"Authorization": f"Bearer {living_token}", "Client-Id": app.client_id},
    )
    if reply.status_code == 200:
        assert isinstance(reply.json()["data"], list)
    else:
        assert reply.status_code in {400, 429}
        assert list(reply.json()) == ["error", "status", "message"]


json_values = some.recursive(
    some.none() | some.booleans() | some.integers() | some.text(max_size=8),
    lambda inner: some.lists(inner, max_size=3) | some.dictionaries(some.text(max_size=3), inner),
    max_leaves=5,
)


@often
@given(
    body=some.dictionaries(
        some.sampled_from(["broadcaster_id", "sender_id", "message", "pin"]),
        some.just("710000101") | json_values,
    )
    | json_values
    | some.binary(max_size=30)
)
def test_a_chat_message_may_be_anything(server, app, writing_token, body):
    reply = server.post(
        "/helix/chat/messages",
        data=body if isinstance(body, bytes) else json.dumps(body),
        headers={
            "Authorization": f"Bearer {writing_token}",
            "Client-Id": app.client_id,
            "Content-Type": "application/json",
        },
    )
    assert reply.status_code in {200, 400, 401, 422, 429}
    if reply.ok:
        assert list(reply.json()["data"][0]) == ["message_id", "is_sent", "drop_reason"]


@pytest.fixture(scope="module")
def writing_token(server, app):
    river = server.person("river_otter")
    return server.tokens(river, app, scope="user:write:chat")["access_token"]


@often
@given(
    sent=some.dictionaries(some.sampled_from(["action", "seconds"]), some.text(max_size=8)),
)
def test_behind_the_curtain_two_buttons_work_and_nothing_else(visitors, sent):
    person = visitors[1]
    reply = person.browser.post(
        f"{person.base}/behind-the-curtain",
        data={"form_token": form_token(person), **sent},
        timeout=20,
    )
    assert reply.status_code == 400


@pytest.fixture(scope="module")
def living_token(server, app):
    return server.tokens(server.person("river_otter"), app)["access_token"]


@often
@given(pairs=fields, right=some.sets(some.sampled_from(NAMES)), in_query=some.booleans())
def test_the_clis_way_to_a_token_refuses_anything_wrong(server, app, pairs, right, in_query):
    reply = send(server, "/auth/authorize", encoded(with_right_ones(app, pairs, right)), in_query)
    assert reply.status_code == 400
    assert list(reply.json()) == ["status", "error", "message"]


@often
@given(header=some.binary(max_size=60).filter(lambda b: not set(b) & {0, 10, 13}))
def test_any_authorization_header_is_refused(server, header):
    for path in ("/oauth2/validate", "/oauth2/userinfo", "/helix/users"):
        reply = requests.get(
            server.base + path, headers={b"Authorization": b"Bearer " + header}, timeout=20
        )
        assert reply.status_code in {400, 401}


@pytest.fixture(scope="module")
def changes(server):
    """Changes whenever a commit of somebody's changed the practice file."""
    with closing(sqlite3.connect(server.folder / "practice.sqlite3")) as file:
        yield lambda: file.execute("PRAGMA data_version").fetchone()


@often
@given(
    pairs=fields,
    right=some.sets(some.sampled_from(NAMES)),
    path=some.sampled_from(
        ["oauth2/token", "oauth2/device", "oauth2/revoke", "oauth2/validate", "oauth2/userinfo"]
        + ["oauth2/keys", "oauth2/.well-known/openid-configuration", "oauth2/authorize"]
        + ["activate", "settings/connections", "login", "logout", "agreement"]
        + ["auth/authorize", "auth/token", "mock/users", "helix/streams", "helix/chat/messages"]
        + ["units/clients", "units/users", "behind-the-curtain", "behind-the-curtain.json", "chat"]
    ),
)
def test_no_get_changes_anything(changes, app, visitors, pairs, right, path):
    """Save one: the answer at once to a link that the user allowed before (docs/twitch.md 1.1)."""
    sent = with_right_ones(app, pairs, right)
    sent = [pair for pair in sent if pair[0] != "force_verify"] + [("force_verify", b"true")]
    before = changes()
    for visitor in visitors:
        reply = visitor.open(f"/{path}?{encoded(sent)}", follow=False)
        assert reply.status_code < 500
    assert changes() == before


@often
@given(
    typed=some.dictionaries(
        some.sampled_from(["name", "redirect_uri", "category", "client_type"]),
        some.text(max_size=120) | some.just("http://localhost") | some.just("https://[::1"),
    ),
    action=some.sampled_from(["add", "create"]),
)
def test_the_registration_form_may_hold_anything(visitors, changes, typed, action):
    """Its tick box is empty, so nothing is registered; what can't be taken is named."""
    person = visitors[1].enter_console()
    before = changes()
    page = person.press(person.open("/console/apps/create"), ("action", action), **typed)
    assert changes() == before
    ids, address = person.ids(page), typed.get("redirect_uri", "").strip()
    assert ids["name"]["value"].split() == typed.get("name", "").split()
    if page.status_code == 200:
        assert action == "add" and f"Remove {address}" in page.text
    else:
        assert page.status_code == 400
        assert ids["redirect_uri"]["value"] == address
        assert ids["redirect_uri-problem" if action == "add" else "not_a_robot-problem"]


HEAD = b" HTTP/1.1\r\nHost: localhost\r\n"
BROKEN = {
    "nowhere": (b"GET /%ff%00" + HEAD + b"\r\n", b"404"),
    "no ASCII": (b"GET /\xff" + HEAD + b"\r\n", b"404"),
    "no UTF-8": (b"GET /login?next=%ff" + HEAD + b"\r\n", b"400"),
    "a name twice": (b"GET /login?next=a&next=b" + HEAD + b"\r\n", b"400"),
    "no host": (b"GET / HTTP/1.1\r\n\r\n", b"400"),
    "two hosts": (b"GET /" + HEAD + b"Host: localhost\r\n\r\n", b"400"),
    "an odd cookie": (b"GET /" + HEAD + b"Cookie: practice_session=\xff; =;\r\n\r\n", b"200"),
    "a head of 100 kB": (b"GET /?" + b"a" * 100_000 + HEAD + b"\r\n", b""),  # it hangs up
    "too long": (b"POST /oauth2/token" + HEAD + b"Content-Length: 65537\r\n\r\n", b"400"),
    "less than nothing": (b"POST /oauth2/token" + HEAD + b"Content-Length: -1\r\n\r\n", b"400"),
    "parts without a boundary": (
        b"POST /oauth2/token" + HEAD + b"Content-Length: 3\r\n"
        b"Content-Type: multipart/form-data\r\n\r\nabc",
        b"400",
    ),
    "no parts": (
        b"POST /oauth2/token" + HEAD + b"Content-Length: 3\r\n"
        b"Content-Type: multipart/form-data; boundary=x\r\n\r\nabc",
        b"400",
    ),
    "nonsense": (b"nonsense\r\n\r\n", b"400"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_request_is_answered_or_dropped(server, name):
    sent, status = BROKEN[name]
    host, port = server.base.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port)), timeout=20) as line:
        line.sendall(sent.replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n", 1))
        answer = b""
        try:
            while part := line.recv(65536):
                answer += part
        except ConnectionResetError:
            assert status == b""  # it was dropped while we were still sending
    assert answer[len("HTTP/1.1 ") :][:3] == status
    assert b"Traceback" not in answer
    assert server.get("/").status_code == 200
