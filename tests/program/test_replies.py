"""What program/replies.py says of an answer that isn't Twitch's, and of none at all."""

from __future__ import annotations

import replies
import pytest
import requests
from sentences import PassingTrouble, Problem
from hostile import Hostile, make_certificate

CODE_FORM = {"client_secret": "41vpdji4e9gif29md0ouet6fktd2xy", "code": "gulfwdmys5lsm6qyz4xiz9q3"}
HTML = b"<!DOCTYPE html><html><body>Welcome to the hotel</body></html>"
PLAIN_TO_TLS = b"<html><h1>400</h1>The plain HTTP request was sent to HTTPS port</html>"


def told(address: str) -> dict:
    """What comes of one request, as get_token.py sends it."""
    try:
        reply = requests.post(
            f"{address}/oauth2/token",
            data=CODE_FORM,
            timeout=1,
            proxies={"http": ""},
            allow_redirects=False,
            stream=True,
        )
        return replies.told(reply)
    except (requests.RequestException, ValueError) as problem:
        raise replies.why(problem, address) from None


def refusal(address: str) -> str:
    with pytest.raises(Problem) as raised:
        told(address)
    said = str(raised.value)
    assert not [value for value in CODE_FORM.values() if value in said]
    assert said.endswith(".") and "{" not in said
    return said


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"access_token": "a"}, 200),
        ({"data": []}, 200),
        ({"client_id": "a", "scopes": None}, 200),
        ({"status": 400, "message": "Invalid authorization code"}, 400),
        ({"error": "Unauthorized", "status": 401, "message": "Invalid OAuth token"}, 401),
        ({"status": 404, "message": "no such user"}, 404),
    ],
)
def test_twitchs_own_answer_is_passed_on(stub, body, status):
    stub.answers(body, status)
    assert told(stub.base) == body


@pytest.mark.parametrize(
    ("body", "status", "says"),
    [
        (HTML, 200, "A web page came from 127.0.0.1"),
        (HTML, 403, "A web page came from 127.0.0.1"),
        (b"\n <html>", 511, "busy or out of order (511)"),
        (HTML, 404, "There is no such address at 127.0.0.1"),
        (b"404 page not found", 404, "There is no such address at 127.0.0.1"),
        (b"", 404, "There is no such address at 127.0.0.1"),
        (HTML, 503, "Twitch is busy or out of order (503)"),
        ({"status": 503, "message": "tired"}, 503, "Twitch is busy or out of order (503)"),
        (b"", 429, "Twitch is busy or out of order (429)"),
        ({"status": 429, "message": "slowly"}, 429, "Twitch is busy or out of order (429)"),
        (HTML, 407, "The proxy of this network wants a login"),
        (b"", 200, "answers nothing (200)"),
        ({"hello": "world"}, 200, "is not Twitch: its JSON"),
        ({"message": "Forbidden"}, 403, "is not Twitch: its JSON"),
        (b"[]", 200, "is not Twitch: its JSON"),
        ({"access_token": 5}, 200, "is not Twitch: its JSON"),
        (b"5", 200, "is not Twitch: its JSON"),
        (b"[" * 100_000, 200, "is not Twitch: its JSON"),
        (b"pong", 200, "is not Twitch. Compare"),
        (b"\xff\xfe", 200, "is not Twitch. Compare"),
        (PLAIN_TO_TLS, 400, "must begin with https://"),
        (b"Client sent an HTTP request to an HTTPS server.", 400, "must begin with https://"),
        (b"x" * 1_100_000, 200, "too large"),
    ],
)
def test_what_is_not_twitchs_is_told_apart(stub, body, status, says):
    stub.answers(body, status, "text/html" if isinstance(body, bytes) else "application/json")
    assert says in refusal(stub.base)


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_is_not_followed_and_its_host_is_told(stub, status):
    stub.answers(b"", status, Location="https://login.hotel.example/?ticket=abc")
    said = refusal(stub.base)
    assert "leads on to https://login.hotel.example, and nothing was sent there" in said
    assert "ticket" not in said and len(stub.seen) == 1


def test_a_redirect_to_nowhere_is_told(stub):
    for headers in ({}, {"Location": "/log-in"}):
        stub.answers({"access_token": "a"}, 302, **headers)
        assert "leads on to another address" in refusal(stub.base)


def test_a_certificate_that_can_not_be_trusted_is_told(tmp_path):
    certificate = make_certificate(tmp_path / "own.pem")
    with Hostile(lambda asked: [], certificate=certificate).running() as server:
        said = refusal(f"https://localhost:{server.port}")
    assert f"The certificate at localhost:{server.port} can't be trusted" in said


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("certificate verify failed: certificate has expired (_ssl.c:1)", "clock"),
        ("certificate verify failed: certificate is not yet valid (_ssl.c:1)", "clock"),
        ("certificate verify failed: Hostname mismatch (_ssl.c:1)", "can't be trusted"),
        ("[SSL: WRONG_VERSION_NUMBER] wrong version number (_ssl.c:1)", "doesn't speak https"),
        ("[SSL: RECORD_LAYER_FAILURE] record layer failure (_ssl.c:1)", "doesn't speak https"),
        ("[SSL: UNEXPECTED_EOF_WHILE_READING] EOF occurred", "write http:// into .env"),
    ],
)
def test_each_failure_of_tls_has_its_sentence(words, says):
    problem = requests.exceptions.SSLError(f"HTTPSConnectionPool(host='a', port=1): ({words})")
    assert says in str(replies.why(problem, "https://a:1"))


@pytest.mark.parametrize(
    ("proxy", "says"),
    [
        ("not a proxy", "that of a proxy"),
        ("localhost:9", "has a damaged address. Look at HTTPS_PROXY"),
        ("ftp://localhost:9", "has a damaged address. Look at HTTPS_PROXY"),
        ("socks5://localhost:9", "needs the package PySocks"),
    ],
)
def test_a_proxy_that_can_not_be_used_is_not_blamed_on_the_private_file(monkeypatch, proxy, says):
    for name in ("https_proxy", "HTTPS_PROXY"):
        monkeypatch.setenv(name, proxy)
    assert says in refusal("https://id.twitch.example")


def test_a_proxy_that_wants_a_login_is_told_apart():
    problem = requests.exceptions.ProxyError("OSError('Tunnel connection failed: 407 Proxy')")
    assert "wants a login" in str(replies.why(problem, "https://a:1"))


@pytest.mark.parametrize(
    "problem",
    [
        requests.exceptions.ChunkedEncodingError("Connection broken: IncompleteRead(1)"),
        requests.exceptions.ContentDecodingError("failed to decode it"),
    ],
)
def test_an_answer_that_broke_off_did_not_hang_up_before_it(problem):
    assert "broke off, or is damaged" in str(replies.why(problem, "https://a:1"))


def test_http_where_tls_is_spoken_and_the_other_way_round(tmp_path, stub):
    certificate = make_certificate(tmp_path / "own.pem")
    with Hostile(lambda asked: [], certificate=certificate).running() as server:
        assert "Twitch's begin with https://" in refusal(f"http://localhost:{server.port}")
    answer = [b"HTTP/1.0 400 Bad Request\r\n\r\n"]
    with Hostile(lambda asked: answer, waits_for_a_request=False).running() as server:
        assert "doesn't speak https" in refusal(f"https://localhost:{server.port}")


def test_each_way_of_getting_no_answer_has_its_sentence(monkeypatch):
    assert "Nothing answers at 127.0.0.1:9" in refusal("http://127.0.0.1:9")
    assert "No way leads to nobody.invalid" in refusal("http://nobody.invalid")
    assert "An address is damaged: one in .env" in refusal("http://a..example")
    with Hostile(lambda asked: [b""], pause=3).running() as server:
        assert "didn't answer in time" in refusal(f"http://127.0.0.1:{server.port}")
    with Hostile(lambda asked: [], resets=True).running() as server:
        told_of_it = refusal(f"http://127.0.0.1:{server.port}")
        assert "hung up before it answered" in told_of_it
        assert "https:// and wss://, those of Practice Twitch with http:// and ws://" in told_of_it
    for name in ("https_proxy", "HTTPS_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    assert "The proxy that is set on this computer" in refusal("https://id.twitch.example")


def test_what_may_pass_by_itself_is_told_from_what_will_not(stub, tmp_path):
    for body, status, kind in (
        (HTML, 200, PassingTrouble),
        (b"", 503, PassingTrouble),
        (b"", 404, Problem),
        (b"[]", 200, Problem),
    ):
        stub.answers(body, status, "text/html")
        with pytest.raises(Problem) as raised:
            told(stub.base)
        assert raised.type is kind
    assert type(replies.why(requests.ConnectionError("refused"), "http://a")) is PassingTrouble
    assert type(replies.why(requests.exceptions.InvalidURL("x"), "http://a")) is Problem


@pytest.mark.parametrize(
    ("message", "says"),
    [
        ("invalid client secret", "Copy the client secret"),
        ("missing client secret", "Copy the client secret"),
        ("Invalid client credentials", "Register one as Confidential"),
        ("invalid client", "Compare TWITCH_CLIENT_ID"),
        ("Invalid authorization code", "A code works once"),
        ("Parameter redirect_uri does not match registered URI", "letter by letter"),
        ("Invalid refresh token", "the viewer must agree again"),
        ("something new", "Look at .env."),
        (5, "Twitch says: 5."),
        ("\x1b " + "a1" * 15, "Twitch says: ? [hidden]."),
    ],
)
def test_twitchs_words_come_with_a_way_out(message, says):
    # docs/twitch.md 2.7.
    said = replies.refused(message)
    assert says in said and said.startswith("Twitch says: ")


def test_a_refresh_token_that_is_missing_is_not_called_one_that_no_longer_works() -> None:
    assert "There is none in .env" in replies.refused("missing refresh token")
