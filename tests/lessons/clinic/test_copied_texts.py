"""A text alone: which address answered isn't in it, unless it says so."""

from __future__ import annotations

import json

import pytest
import requests
from clinic_tests import MINE

from helpers import credentials
from lessons import clinic

BODY = '{"status":400,"message":"missing client id"}'
AS_COPIED = [
    BODY,
    f"  {BODY}\n",
    f"'{BODY}'",
    f"b'{BODY}\\n'",
    json.dumps(BODY),
    "{'status': 400, 'message': 'missing client id'}",
    f"400 {BODY}",
    f"<Response [400]> {BODY}",
    "(400, 'missing client id')",
    "missing client id",
    f"HTTP/2 400 \ncontent-type: application/json\nserver: nginx\n\n{BODY}",
    f"< HTTP/1.1 400 Bad Request\n< Server: nginx\n<\n* Connection #0 left intact\n{BODY}",
    f"Traceback (most recent call last):\n  File 'a.py', line 3\nRuntimeError: {BODY}",
    '"message":"missing client id"',
]
TOKEN = "https://id.twitch.tv/oauth2/token"


@pytest.fixture(autouse=True)
def _chosen(kept):
    """The chosen Twitch keeps all of MINE."""


@pytest.mark.parametrize("text", AS_COPIED)
def test_words_that_several_addresses_say_are_not_blamed_on_one(text):
    found = clinic.examine(text)
    assert not found.sure
    assert "Several addresses" in found.happened and "Which of them was called?" in found.fix
    told = " ".join(found.look_at)
    assert all(path in told for path in ("/oauth2/authorize", "/oauth2/token", "/oauth2/revoke"))


@pytest.mark.parametrize(
    "named",
    [
        f"400 Client Error: Bad Request for url: {TOKEN}\n",
        "> POST /oauth2/token HTTP/2\n> Host: id.twitch.tv\n< HTTP/2 400\n",
        f"You sent:\nPOST {TOKEN}\n\nTwitch answered:\nHTTP 400 Bad Request\n\n",
    ],
)
def test_an_address_that_the_text_names_is_taken(named):
    found = clinic.examine(named + BODY)
    assert (found.cause, found.sure) == ("client_id_missing", True)
    assert "/oauth2/token" in found.failed and "link" not in repr(found)
    mentioned = clinic.examine(f"  reply = requests.post('{TOKEN}', data=form)\n{BODY}")
    assert (mentioned.cause, mentioned.sure) == ("client_id_missing", False)


@pytest.mark.parametrize(
    ("text", "cause", "sure", "says"),
    [
        ('{"status":403,"message":"invalid client secret"}', "client_secret_wrong", True, "secret"),
        ("{'status': 403, 'message': 'invalid client secret'}", "client_secret_wrong", True, ""),
        ('{"status":400,"message":"invalid client"}', "client_id_unknown", False, "/oauth2/device"),
        ('{"status":404,"message":"client does not exist"}', "client_id_unknown", True, "revoke"),
        ('{"status":400,"message":"Invalid authorization code"}', "unknown", False, "used before"),
        ('{"status":401,"message":"invalid access token"}', "unknown", False, "userinfo"),
        ('{"error":"","status":401,"message":"Invalid OAuth token"}', "unknown", False, "helix"),
        ("Missing scope: user:read:email", "scope_not_granted", True, "helix"),
        ('{"status":400,"message":"something new"}', "unknown", False, "something new"),
        ("404 page not found", "unknown", False, "POST only"),
        (f"400 Client Error: Bad Request for url: {TOKEN}", "unknown", False, "reply.text"),
        (
            "429 Client Error: x for url: https://api.twitch.tv/helix/users",
            "too_many_requests",
            True,
            "helix",
        ),
        ("<Response [503]>", "service_failed", False, ""),
        (":tmi.twitch.tv NOTICE * :Login authentication failed", "chat_refused", False, "token"),
        ("Improperly formatted AUTH", "chat_refused", False, "oauth:"),
        ("error=access_denied&error_description=The+user+denied", "consent_refused", True, ""),
        ('"?error=access_denied"', "consent_refused", True, ""),
        (
            "it shows http://localhost:3000/?error=access_denied&state=x now",
            "consent_refused",
            True,
            "",
        ),
        ("good morning", "unknown", False, "no error"),
    ],
)
def test_words_that_one_address_says_have_its_cause(text, cause, sure, says):
    found = clinic.examine(text)
    assert (found.cause, found.sure) == (cause, sure)
    assert says in repr(found)


POOL = "HTTPSConnectionPool(host='id.twitch.tv', port=443): "


@pytest.mark.parametrize(
    ("text", "cause"),
    [
        (
            f"{POOL}Max retries (Caused by SSLError(1, 'CERTIFICATE_VERIFY_FAILED'))",
            "connection_not_trusted",
        ),
        (
            f'{POOL}Max retries (Caused by NameResolutionError("Failed to resolve"))',
            "host_not_found",
        ),
        (
            f"requests.exceptions.ReadTimeout: {POOL}Read timed out. (read timeout=10)",
            "no_answer_in_time",
        ),
        (f"{POOL}Max retries (Caused by ProxyError('Unable to connect to proxy'))", "proxy_failed"),
        ("ConnectionRefusedError: [Errno 111] Connection refused", "nothing_answers_there"),
        (
            "requests.exceptions.MissingSchema: Invalid URL 'x': No scheme supplied.",
            "address_not_usable",
        ),
        ("requests.exceptions.InvalidHeader: Invalid leading whitespace", "header_not_usable"),
        ("JSONDecodeError: Expecting value: line 1 column 1 (char 0)", "answer_is_no_json"),
        ("dial tcp 127.0.0.1:8017: connect: connection refused", "nothing_answers_there"),
        ("Error: connect ECONNREFUSED 127.0.0.1:8017", "nothing_answers_there"),
        ("curl: (7) Failed to connect to localhost port 8017", "nothing_answers_there"),
        ("the target machine actively refused it. (localhost:8017)", "nothing_answers_there"),
        ("dial tcp: lookup id.twitch.tv: no such host", "host_not_found"),
        ("FetchError: request failed, reason: ENOTFOUND id.twich.tv", "host_not_found"),
        ("curl: (6) Could not resolve host: id.twich.tv", "host_not_found"),
        ("java.net.UnknownHostException: id.twich.tv", "host_not_found"),
        ("connect ETIMEDOUT 203.0.113.7:443", "no_answer_in_time"),
        ("AxiosError: timeout of 5000ms exceeded", "no_answer_in_time"),
        ("x509: certificate signed by unknown authority", "connection_not_trusted"),
        ("javax.net.ssl: PKIX path building failed", "connection_not_trusted"),
        ("code: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE'", "connection_not_trusted"),
        ("AuthenticationException: The remote certificate is invalid", "connection_not_trusted"),
        ("Error: socket hang up", "connection_lost"),
        ("curl: (52) Empty reply from server", "connection_lost"),
    ],
)
def test_the_last_line_of_an_exception_has_a_cause_that_is_probable(text, cause):
    found = clinic.examine(f"Traceback (most recent call last):\n  ...\n{text}")
    assert (found.cause, found.sure) == (cause, False)
    assert found.fix


def test_a_secret_in_a_text_is_not_shown_again():
    found = clinic.examine(f'{{"status":400,"message":"no {MINE.access_token} here"}}')
    assert MINE.access_token not in repr(found)


@pytest.mark.parametrize(("old", "new"), [("&", "&amp;"), ("descr", "descr\n"), ("ma", "m\n  a")])
def test_an_address_that_a_mail_broke_or_escaped_is_read_whole(practice, old, new):
    address = (
        "http://localhost/?error=redirect_mismatch&error_description="
        "Parameter+redirect_uri+does+not+match+registered+URI&state=abc"
    )
    credentials.keep(practice, redirect_uri="http://localhost")
    assert clinic.examine(address.replace(old, new)) == clinic.examine(address)


def test_a_body_that_can_not_be_seen_is_no_sure_lack_of_a_field(practice):
    address = f"{practice.id_url}/oauth2/token"
    found = clinic.examine(requests.post(address, data=iter([b"client_id=x"]), timeout=10))
    assert (found.cause, found.sure) == ("body_not_called_a_form", False)


@pytest.mark.parametrize(
    "shown",
    [
        f'curl {TOKEN} -d \'{{"client_id":"abc","grant_type":"client_credentials"}}\'\n',
        f"config: {{ url: '{TOKEN}', data: '{{\\\"client_id\\\":\\\"abc\\\"}}' }}\n",
        f"requests.post('{TOKEN}', json={{'client_id': 'abc'}})\n",
    ],
)
def test_a_client_id_that_the_text_shows_as_json_is_not_called_missing(shown):
    found = clinic.examine(f"{shown}{BODY}")
    assert (found.cause, found.sure) == ("json_body", False)
    assert "There is no client_id" not in repr(found)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("<html><head><title>503 Service Temporarily Unavailable</title>", "status 503"),
        ("<center><h1>429 Too Many Requests</h1></center>", "status 429"),
        (f"Server returned HTTP response code: 400 for URL: {TOKEN}", "status 400"),
        ("HTTP request sent, awaiting response... 401 Unauthorized", "status 401"),
        ("Response status code does not indicate success: 401 (Unauthorized).", "status 401"),
        (f"httpx.HTTPStatusError: Client error '400 Bad Request' for url '{TOKEN}'", "400"),
        (f"ClientResponseError: 403, message='Forbidden', url=URL('{TOKEN}')", "status 403"),
        (f"GET {TOKEN} 401 (Unauthorized)", "`/oauth2/token`, status 401"),
    ],
)
def test_the_status_is_read_as_other_programs_write_it(text, words):
    assert words in clinic.examine(text).failed


def test_the_name_of_an_error_is_no_token_however_long():
    found = clinic.examine("http://localhost/?error=unsupported_response_type&state=abc")
    assert found.failed == "the browser came back with `error=unsupported_response_type`"


MISMATCH = "Parameter redirect_uri does not match registered URI"


def test_a_mismatch_of_addresses_may_be_the_links_or_the_exchanges():
    found = clinic.examine(MISMATCH)
    assert not found.known and "Several addresses" in found.happened
    assert "the link" in repr(found.look_at) and "an exchange" in repr(found.look_at)


@pytest.mark.parametrize(
    "text",
    [
        f'{{"error":"redirect_mismatch","error_description":"{MISMATCH}"}}',
        f"redirect_mismatch: {MISMATCH}",
    ],
)
def test_an_error_that_sends_the_browser_back_is_not_blamed_on_the_exchange(text):
    found = clinic.examine(text)
    assert found.failed.startswith("the link") and "exchange" not in repr(found)


@pytest.mark.parametrize(
    ("text", "cause"),
    [
        ("The user denied you access", "consent_refused"),
        ("Response type is not supported", "response_type_unknown"),
    ],
)
def test_what_twitch_writes_behind_an_error_is_known_without_its_name(text, cause):
    assert clinic.examine(text).cause == cause


def test_a_message_that_was_cut_off_is_read_where_only_one_begins_so():
    assert "invalid access token" in clinic.examine('"status":401,"message":"invalid acc').failed
    assert "invalid" not in clinic.examine('"status":400,"message":"invalid ').failed


@pytest.mark.parametrize(
    ("word", "body", "cause"),
    [
        ("OAuth", '{"status":401,"message":"OAuth token is missing"}', "oauth_in_place_of_bearer"),
        ("Basic", BODY, "http_basic"),
    ],
)
def test_the_word_in_a_header_that_the_text_shows_is_seen(word, body, cause):
    path = "/helix/users" if word == "OAuth" else "/oauth2/token"
    found = clinic.examine(f"> GET {path} HTTP/1.1\n> Authorization: {word} abc\n>\n< 400\n{body}")
    assert (found.cause, found.sure) == (cause, True)


def test_a_404_with_an_empty_message_is_the_apis_for_an_unknown_path():
    found = clinic.examine('{"error":"Not Found","status":404,"message":""}')
    assert "no such address" in found.happened and not found.known


def test_a_number_in_an_error_of_pythons_is_no_status():
    text = "UnicodeEncodeError: 'latin-1' codec can't encode '…': ordinal not in range(256)"
    assert clinic.examine(text).cause == "header_not_usable"


@pytest.mark.parametrize(
    "headers", ["retry-after: 3", "< Retry-After: 3", "'retry-after': '3'", "  Retry-After = 3"]
)
def test_how_long_to_wait_is_read_in_a_text_too(headers):
    found = clinic.examine(f"HTTP/1.1 429 Too Many Requests\n{headers}\n\n<html>slow</html>")
    assert found.fix.startswith("Wait 3 seconds")
