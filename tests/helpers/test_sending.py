"""One request, whatever the network does."""

from __future__ import annotations

import gzip
import socket

import pytest
import requests

from helpers import private_folder, sending
from helpers.plain_errors import PlainError
from helpers.sending import send

SECRET = "41vpdji4e9gif29md0ouet6fktd2"
ELSEWHERE = "http://id.twitch.example"  # no loopback name, and reached through a proxy only
HOTEL = b"<html><body>Welcome to the hotel. Please log in.</body></html>"


def failure(url: str, **parts) -> str:
    """The sentence that this request ends in."""
    with pytest.raises(PlainError) as raised:
        send("POST", url, **parts)
    said = str(raised.value)
    assert SECRET not in said
    assert raised.value.__suppress_context__ or raised.value.__context__ is None
    return said


@pytest.fixture
def netrc(tmp_path):
    (tmp_path / ".netrc").write_text("default login somebody password else\n")
    (tmp_path / ".netrc").chmod(0o600)


@pytest.fixture
def proxy(start_stub, monkeypatch):
    proxy = start_stub()
    proxy.answers({"from": "proxy"})
    for name in ("HTTP_PROXY", "http_proxy"):
        monkeypatch.setenv(name, proxy.base)
    return proxy


def test_a_netrc_file_does_not_replace_our_header(netrc, proxy):
    send("GET", f"{ELSEWHERE}/helix/users", headers={"Authorization": "Bearer abc"})
    assert proxy.only.headers["Authorization"] == "Bearer abc"


def test_a_netrc_file_adds_no_header(netrc, proxy, stub):
    stub.answers({})
    send("POST", f"{ELSEWHERE}/oauth2/token", data={"client_secret": SECRET})
    send("POST", f"{stub.base}/oauth2/token", data={"client_secret": SECRET})
    assert "Authorization" not in proxy.only.headers
    assert "Authorization" not in stub.only.headers


def test_this_netrc_file_would_be_used_by_requests_alone(netrc, proxy):
    requests.get(f"{ELSEWHERE}/helix/users", timeout=5)
    assert proxy.only.headers["Authorization"].startswith("Basic ")


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "LocalHost"])
def test_a_proxy_is_not_asked_for_loopback(stub, proxy, host):
    stub.answers({"from": "stub"})
    reply = send("GET", f"http://{host}:{stub.port}/oauth2/validate")
    assert reply.json() == {"from": "stub"}
    assert proxy.seen == []


@pytest.mark.parametrize("url", ["http://[::1]:9", "http://127.0.0.1:9", "http://localhost:9"])
def test_a_proxy_is_not_asked_where_nothing_answers_on_loopback_either(proxy, url):
    assert "can't be reached" in failure(url)
    assert proxy.seen == []


def test_a_proxy_is_asked_for_every_other_host(proxy):
    assert send("GET", f"{ELSEWHERE}/oauth2/validate").json() == {"from": "proxy"}


def test_a_redirect_is_not_followed(stub, start_stub):
    other = start_stub()
    other.answers({})
    stub.answers(b"", status=307, Location=f"{other.base}/oauth2/token")
    reply = send("POST", f"{stub.base}/oauth2/token", data={"client_secret": SECRET})
    assert reply.status_code == 307
    assert len(stub.seen) == 1
    assert other.seen == []


def test_cookies_are_not_kept(stub):
    stub.answers({}, **{"Set-Cookie": "who=me"})
    send("GET", stub.base)
    send("GET", stub.base)
    assert "Cookie" not in stub.seen[1].headers


def test_every_request_has_a_time_limit_of_ten_seconds(make_reply, monkeypatch):
    limits = []
    reply = make_reply({})
    monkeypatch.setattr(
        requests.Session, "request", lambda *_, timeout, **__: limits.append(timeout) or reply
    )
    send("GET", "https://id.twitch.tv/oauth2/validate")
    assert limits == [10]


def test_silence_becomes_a_sentence(stub, monkeypatch):
    monkeypatch.setattr(sending, "TIMEOUT", 0.2)
    stub.patience.clear()
    said = failure(f"{stub.base}/oauth2/token", data={"client_secret": SECRET})
    assert "127.0.0.1 did not answer within 0.2 seconds" in said


def test_a_refused_connection_becomes_a_sentence():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    said = failure(f"http://127.0.0.1:{port}/", data={"client_secret": SECRET})
    assert "can't be reached" in said


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"nonsense\r\n\r\n",
        b"\x16\x03\x01\x00",
        b"HTTP/1.1 abc\r\n",
        b"HTTP/1.1 200 OK\r\n" + b"X-Another: header\r\n" * 101,
        b"HTTP/1.1 200 OK\r\nX-Long: " + b"a" * 70_000,
    ],
)
def test_an_answer_that_is_not_http_becomes_a_sentence(stub, raw):
    stub.raw = raw
    assert "can't be reached, or what answers there is not Twitch" in failure(
        stub.base, data={"client_secret": SECRET}
    )


@pytest.mark.parametrize(
    "raw",
    [
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab",
        b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 4\r\n\r\nabcd",
    ],
)
def test_a_damaged_answer_becomes_a_sentence(stub, raw):
    stub.raw = raw
    assert "broke off, or is damaged" in failure(stub.base, data={"client_secret": SECRET})


def test_an_untrusted_connection_becomes_a_sentence(monkeypatch):
    def refuse(*_, **__):
        raise requests.exceptions.SSLError(f"certificate verify failed {SECRET}")

    monkeypatch.setattr(requests.Session, "request", refuse)
    assert "is not trusted" in failure("https://id.twitch.tv/oauth2/token")


@pytest.mark.parametrize(
    ("address", "headers"),
    [
        ("http://localhost:99999/", {}),
        ("nothing://localhost/", {}),
        ("http:///oauth2/token", {}),
        ("http://127.0.0.1:1/", {"Authorization": f"Bearer {SECRET}\nHost: else"}),
        ("http://127.0.0.1:1/", {"Authorization": f"Bearer {SECRET}\N{SNOWMAN}"}),
    ],
)
def test_a_request_that_can_not_be_sent_becomes_a_sentence(stub, address, headers):
    headers = {name: value.replace(":1/", f":{stub.port}/") for name, value in headers.items()}
    said = failure(address.replace(":1/", f":{stub.port}/"), headers=headers)
    assert "could not be sent" in said
    assert stub.seen == []


def test_twitchs_own_words_are_passed_on(stub):
    stub.answers({"status": 400, "message": "Invalid authorization code"}, status=400)
    assert sending.message(send("GET", stub.base)) == "Invalid authorization code"


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (HOTEL, "text/html; charset=utf-8"),
        (b"", "text/plain"),
        (b'{"message": 5}', "application/json"),
        (b'["message"]', "application/json"),
        (b'{"message": "cut o', "application/json"),
        (b"[" * 100_000, "application/json"),
        (b"\xff\xfe", "application/octet-stream"),
    ],
)
def test_what_is_not_twitchs_answer_becomes_a_sentence(stub, body, kind):
    stub.answers(body, status=502, kind=kind)
    said = sending.message(send("GET", stub.base))
    assert f"(status 502, {kind.split(';')[0]}) is not in Twitch's form" in said
    assert "hotel." not in said


def test_a_packed_answer_is_unpacked(stub):
    stub.answers(gzip.compress(b'{"message": "short"}'), **{"Content-Encoding": "gzip"})
    assert sending.message(send("GET", stub.base)) == "short"


# --- what is kept for one Twitch goes to no other ---

TWITCH = "https://id.twitch.tv/oauth2/token"
WAYS = {
    "in the form": {"data": {"client_secret": SECRET}},
    "in the address": {"params": {"code": SECRET}},
    "in a header": {"headers": {"Authorization": f"OAuth {SECRET}"}},
    "in JSON": {"json": {"deep": [{"token": SECRET}]}},
    "in a form that was written out": {"data": f"a=b&token={SECRET}"},
}


@pytest.fixture
def proxied(proxy, monkeypatch):
    """Nothing leaves this machine, whatever a request says."""
    for name in ("HTTPS_PROXY", "https_proxy"):
        monkeypatch.setenv(name, proxy.base)
    return proxy


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("line", ["CLIENT_SECRET", "CODE", "ACCESS_TOKEN", "REFRESH_TOKEN"])
def test_a_secret_of_practice_is_not_sent_to_twitch(proxied, way, line):
    private_folder.write("practice.env", {f"TWITCH_{line}": SECRET})
    assert "kept for another Twitch" in failure(TWITCH, **WAYS[way])
    assert proxied.seen == []


@pytest.mark.parametrize("way", WAYS)
def test_a_secret_of_twitchs_is_not_sent_elsewhere(stub, way):
    private_folder.write("twitch.env", {"TWITCH_CLIENT_SECRET": SECRET})
    assert "kept for another Twitch" in failure(f"{stub.base}/oauth2/token", **WAYS[way])
    assert "kept for another Twitch" in failure(f"{stub.base}/?token={SECRET}")
    assert stub.seen == []


def test_what_is_no_secret_may_be_the_same_for_two(stub):
    stub.answers({})
    public = {"TWITCH_CLIENT_ID": SECRET, "TWITCH_REDIRECT_URI": "http://localhost"}
    private_folder.write("twitch.env", public)
    private_folder.write("practice.env", {"TWITCH_CLIENT_SECRET": SECRET[::-1]})
    form = {"client_id": SECRET, "redirect_uri": "http://localhost", "secret": SECRET[::-1]}
    send("POST", stub.base, data=form)
    assert stub.only.form == form


def test_a_port_that_speaks_no_https_is_not_called_untrusted(stub):
    with pytest.raises(PlainError, match="doesn't speak https at this port"):
        sending.send("GET", f"https://127.0.0.1:{stub.port}/oauth2/validate")


def test_each_listener_hears_each_answer_and_each_failure(stub, monkeypatch):
    heard, failed = [], []
    monkeypatch.setattr(sending, "listeners", [heard.append, heard.append])
    monkeypatch.setattr(sending, "failure_listeners", [failed.append, failed.append])
    stub.answers({"message": "no"}, status=400)
    reply = send("GET", f"{stub.base}/oauth2/validate")
    assert heard == [reply, reply] and failed == []
    with pytest.raises(PlainError) as raised:
        send("GET", "http://127.0.0.1:9/oauth2/validate")
    assert failed == [raised.value] * 2 and len(heard) == 2
