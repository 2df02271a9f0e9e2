"""Notebook 00: right ways to ask pass, and each known mistake is told."""

from __future__ import annotations

import http.client
import json
import urllib.error
import urllib.request
from urllib.parse import urlsplit

import pytest
import requests

from helpers import oauth
from helpers.sending import send
from lessons.checks import ask_check


def path(twitch):
    return twitch.id_url + "/oauth2/validate"


def with_headers(twitch, token):
    return requests.get(path(twitch), headers={"Authorization": f"Bearer {token}"}, timeout=10)


def returns_a_pair(twitch, token):
    reply = requests.request(
        "get", path(twitch), headers={"authorization": "bearer " + token}, timeout=10
    )
    return reply.status_code, reply.json()


def with_send(twitch, token):
    return send("GET", path(twitch), headers={"Authorization": "Bearer " + token})


def with_an_auth(twitch, token):
    def auth(request):
        request.headers["Authorization"] = f"Bearer {token}"
        return request

    return requests.get(path(twitch), auth=auth, timeout=10)


def with_a_session(twitch, token):
    with requests.Session() as session:
        session.headers.update({"Authorization": f"Bearer {token}", "User-Agent": "my first"})
        return session.get(path(twitch), timeout=10)


def with_urllib(twitch, token):
    request = urllib.request.Request(path(twitch), headers={"Authorization": f"Bearer {token}"})
    try:
        with urllib.request.urlopen(request, timeout=10) as reply:
            return reply.status, json.load(reply)
    except urllib.error.HTTPError as refusal:
        return refusal.code, json.load(refusal)


def returns_what_urllib_gives(twitch, token):
    request = urllib.request.Request(path(twitch), headers={"Authorization": f"Bearer {token}"})
    try:
        return urllib.request.urlopen(request, timeout=10)
    except urllib.error.HTTPError as refusal:
        return refusal


def with_http_client(twitch, token):
    connection = http.client.HTTPConnection(urlsplit(twitch.id_url).netloc, timeout=10)
    connection.request("GET", "/oauth2/validate", headers={"Authorization": f"Bearer {token}"})
    reply = connection.getresponse()
    pair = reply.status, reply.read()
    connection.close()
    return pair


RIGHT = [
    with_headers,
    returns_a_pair,
    with_send,
    with_an_auth,
    with_a_session,
    with_urllib,
    returns_what_urllib_gives,
    with_http_client,
]


def sending(header, value):
    return lambda twitch, token: requests.get(
        path(twitch), headers={header: value.replace("TOKEN", token)}, timeout=10
    )


def raises(twitch, token):
    reply = with_headers(twitch, token)
    reply.raise_for_status()
    return reply


def ask_real_twitch(twitch, token):
    return 200, {"login": token}


def closes_it(twitch, token):
    with returns_what_urllib_gives(twitch, token) as reply:
        return reply


def another_token(change):
    def ask(twitch, token):
        headers = {"Authorization": f"Bearer {change(token)}"}
        return requests.get(path(twitch), headers=headers, timeout=10)

    return ask


def twice(twitch, token):
    connection = http.client.HTTPConnection(urlsplit(twitch.id_url).netloc, timeout=10)
    connection.putrequest("GET", "/oauth2/validate")
    for _ in range(2):
        connection.putheader("Authorization", f"Bearer {token}")
    connection.endheaders()
    reply = connection.getresponse()
    pair = reply.status, reply.read()
    connection.close()
    return pair


WRONG = {
    "two headers": (twice, "came more than once"),
    "small letters": (another_token(str.lower), "After `Bearer` and a space came"),
    "capitals": (another_token(str.upper), "After `Bearer` and a space came"),
    "the other case": (another_token(str.swapcase), "After `Bearer` and a space came"),
    "closed": (closes_it, "something else was returned"),
    "the helper": (oauth.validate, "began with `'OAuth'`. Wanted: the word `Bearer`"),
    "OAuth": (sending("Authorization", "OAuth TOKEN"), "began with `'OAuth'`"),
    "no word": (sending("Authorization", "TOKEN"), "Wanted: the word `Bearer`"),
    "no space": (sending("Authorization", "BearerTOKEN"), "Wanted: the word `Bearer`"),
    "a colon": (sending("Authorization", "Bearer: TOKEN"), "Wanted: the word `Bearer`"),
    "quotes": (sending("Authorization", "Bearer 'TOKEN'"), "After `Bearer` and a space came"),
    "a fixed token": (sending("Authorization", "Bearer not-a-real-token"), "After `Bearer`"),
    "braces": (sending("Authorization", "Bearer {token}"), "After `Bearer`"),
    "another header": (sending("Bearer", "TOKEN"), "There was no header `Authorization`"),
    "misspelt": (sending("Authorisation", "Bearer TOKEN"), "no header `Authorization`"),
    "Client-Id": (sending("Client-Id", "TOKEN"), "no header `Authorization`"),
    "no header": (
        lambda twitch, token: requests.get(path(twitch), timeout=10),
        "no header `Authorization`",
    ),
    "as params": (
        lambda twitch, token: requests.get(
            path(twitch), params={"Authorization": f"Bearer {token}"}, timeout=10
        ),
        "Something was in the address",
    ),
    "as a body": (
        lambda twitch, token: requests.get(
            path(twitch), data={"Authorization": f"Bearer {token}"}, timeout=10
        ),
        "There was something in the body",
    ),
    "POST": (
        lambda twitch, token: requests.post(
            path(twitch), headers={"Authorization": f"Bearer {token}"}, timeout=10
        ),
        "It was a POST",
    ),
    "another path": (
        lambda twitch, token: requests.get(
            f"{twitch.id_url}/oauth2/token", headers={"Authorization": f"Bearer {token}"}, timeout=9
        ),
        "It went to the path `'/oauth2/token'`",
    ),
    "raises": (raises, "With the answer 401, your function stopped with `HTTPError"),
    "the message": (
        lambda twitch, token: with_headers(twitch, token).json().get("message"),
        "Wanted: the answer, as `requests` gives it",
    ),
    "the status": (lambda twitch, token: with_headers(twitch, token).status_code, "It returned `"),
    "a pair with the message": (
        lambda twitch, token: (401, with_headers(twitch, token).json().get("message")),
        "something else was returned",
    ),
    "nothing": (lambda twitch, token: with_headers(twitch, token) and None, "It returned `None`"),
    "nothing sent": (ask_real_twitch, "No request came"),
    "asks twice": (
        lambda twitch, token: with_headers(twitch, token) and with_headers(twitch, token),
        "2 requests came",
    ),
}


@pytest.mark.parametrize("right", RIGHT, ids=lambda function: function.__name__)
def test_a_right_request_passes(right, nowhere, is_noted):
    verdict = ask_check.try_out(right, nowhere)
    assert verdict.passed, verdict
    assert is_noted("ask")


@pytest.mark.parametrize("name", WRONG)
def test_a_mistake_is_told(name, nowhere, is_noted):
    ask, told = WRONG[name]
    verdict = ask_check.try_out(ask, nowhere)
    assert told in repr(verdict)
    assert not verdict.passed and not is_noted("ask")
