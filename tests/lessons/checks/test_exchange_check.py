"""Notebook 10: right ways to exchange a code pass, and each known mistake is told."""

from __future__ import annotations

import base64
import json
import urllib.error
import urllib.request
from urllib.parse import urlencode

import pytest
import requests

from helpers import oauth, sending
from lessons.checks import exchange_check


def path(twitch):
    return f"{twitch.id_url}/oauth2/token"


def form_of(client_id, client_secret, code, redirect_uri):
    return {
        "redirect_uri": redirect_uri,
        "code": code,
        "grant_type": "authorization_code",
        "client_secret": client_secret,
        "client_id": client_id,
    }


def with_data(twitch, client_id, client_secret, code, redirect_uri):
    form = form_of(client_id, client_secret, code, redirect_uri)
    return requests.post(path(twitch), data=form, timeout=10)


def with_pairs(twitch, *values):
    return requests.request("POST", path(twitch), data=list(form_of(*values).items()), timeout=10)


def with_a_body_of_its_own(twitch, *values):
    kind = {"content-type": "application/x-www-form-urlencoded; charset=utf-8"}
    body = urlencode(form_of(*values))
    reply = requests.post(path(twitch), data=body, headers=kind, timeout=10)
    return reply.status_code, reply.json()


def with_urllib(twitch, *values):
    body = urlencode(form_of(*values)).encode()
    try:
        with urllib.request.urlopen(path(twitch), body, timeout=10) as reply:
            return reply.status, json.load(reply)
    except urllib.error.HTTPError as refusal:
        return refusal.code, json.load(refusal)


def with_a_session(twitch, *values):
    with requests.Session() as session:
        request = requests.Request("POST", path(twitch), data=form_of(*values) | {"x": "1"})
        return session.send(session.prepare_request(request), timeout=10)


def with_the_helper(twitch, client_id, client_secret, code, redirect_uri):
    return oauth.exchange(twitch, client_id, client_secret, code, redirect_uri)


def with_send(twitch, *values):
    reply = sending.send("POST", path(twitch), data=oauth.token_form(*values))
    return [reply.status_code, reply.text]


RIGHT = [
    with_data,
    with_pairs,
    with_a_body_of_its_own,
    with_urllib,
    with_a_session,
    with_the_helper,
    with_send,
]


def changed(**changes):
    def exchange(twitch, *values):
        form = {name: value for name, value in (form_of(*values) | changes).items() if value}
        return requests.post(path(twitch), data=form, timeout=10)

    return exchange


def as_json(twitch, *values):
    return requests.post(path(twitch), json=form_of(*values), timeout=10)


def in_the_address(twitch, *values):
    return requests.post(path(twitch), params=form_of(*values), timeout=10)


def secret_in_the_address(twitch, client_id, client_secret, code, redirect_uri):
    form = form_of(client_id, client_secret, code, redirect_uri)
    return requests.post(f"{path(twitch)}?client_secret={client_secret}", data=form, timeout=10)


def as_files(twitch, *values):
    files = {name: (None, value) for name, value in form_of(*values).items()}
    return requests.post(path(twitch), files=files, timeout=10)


def with_get(twitch, *values):
    return requests.get(path(twitch), data=form_of(*values), timeout=10)


def with_basic(twitch, client_id, client_secret, code, redirect_uri):
    form = {"code": code, "grant_type": "authorization_code", "redirect_uri": redirect_uri}
    return requests.post(path(twitch), data=form, auth=(client_id, client_secret), timeout=10)


def secret_in_a_header(twitch, client_id, client_secret, code, redirect_uri):
    form = form_of(client_id, "", code, redirect_uri)
    del form["client_secret"]
    both = base64.b64encode(f"{client_id}:{client_secret}".encode()).decode()
    headers = {"Authorization": f"Basic {both}"}
    return requests.post(path(twitch), data=form, headers=headers, timeout=10)


def basic_as_well(twitch, client_id, client_secret, code, redirect_uri):
    form = form_of(client_id, client_secret, code, redirect_uri)
    return requests.post(path(twitch), data=form, auth=(client_id, client_secret), timeout=10)


def secret_as_a_name(twitch, client_id, client_secret, code, redirect_uri):
    form = form_of(client_id, client_secret, code, redirect_uri)
    headers = {"User-Agent": f"app {client_secret}"}
    return requests.post(path(twitch), data=form, headers=headers, timeout=10)


def text_without_a_type(twitch, *values):
    return requests.post(path(twitch), data=urlencode(form_of(*values)), timeout=10)


def not_encoded(twitch, *values):
    kind = {"Content-Type": "application/x-www-form-urlencoded"}
    body = "&".join(f"{name}={value}" for name, value in form_of(*values).items())
    return requests.post(path(twitch), data=body, headers=kind, timeout=10)


def encoded_twice(twitch, client_id, client_secret, code, redirect_uri):
    code = requests.utils.quote(code, safe="")
    return with_data(twitch, client_id, client_secret, code, redirect_uri)


def raises_for_a_refusal(twitch, *values):
    reply = with_data(twitch, *values)
    reply.raise_for_status()
    return reply


def returns_the_token(twitch, *values):
    return with_data(twitch, *values).json()["access_token"]


def returns_the_body(twitch, *values):
    return with_data(twitch, *values).json()


def returns_nothing(twitch, *values):
    with_data(twitch, *values)


def says_200(twitch, *values):
    return 200, with_data(twitch, *values).json()


def tries_twice(twitch, *values):
    with_data(twitch, *values)
    return with_data(twitch, *values)


def another_path(twitch, *values):
    return requests.post(f"{twitch.id_url}/oauth2/authorize", data=form_of(*values), timeout=10)


def sends_nothing(twitch, *values):
    return 200, form_of(*values)


def mixes_up(twitch, client_id, client_secret, code, redirect_uri):
    return with_data(twitch, client_secret, client_id, code, redirect_uri)


def to_localhost(twitch, client_id, client_secret, code, redirect_uri):
    return with_data(twitch, client_id, client_secret, code, "http://localhost")


def in_capitals(twitch, client_id, client_secret, code, redirect_uri):
    return with_data(twitch, client_id, client_secret, code.upper(), redirect_uri)


WRONG = {
    "hard-coded": (to_localhost, "Wanted: `'http://localhost:"),
    "in capitals": (in_capitals, "`code` arrives as"),
    "json": (as_json, "The body was sent as `'application/json'`. Wanted: a form"),
    "all in the address": (in_the_address, "was in the address"),
    "secret in the address": (secret_in_the_address, "`'client_secret'` was in the address"),
    "multipart": (as_files, "sent as `'multipart/form-data'`. Wanted"),
    "GET": (with_get, "It was a GET"),
    "Basic": (with_basic, "Twitch doesn't read it from a header"),
    "secret in a header": (secret_in_a_header, "`client_secret` is missing in the form. Twitch"),
    "Basic as well": (basic_as_well, "The secret is in a header as well"),
    "secret as a name": (secret_as_a_name, "The secret is in a header as well"),
    "text without a type": (text_without_a_type, "The body came without a `Content-Type`. Wanted"),
    "not encoded": (not_encoded, "changed it: encode the value"),
    "encoded twice": (encoded_twice, "`code` was encoded twice"),
    "raises": (raises_for_a_refusal, "A refusal: With the answer 400, your function stopped with"),
    "the token": (returns_the_token, "A good code: It returned"),
    "the body": (returns_the_body, "A good code: It returned"),
    "nothing": (returns_nothing, "It returned `None`. Wanted: the answer"),
    "always 200": (says_200, "The answer was 400, and something else was returned"),
    "twice": (tries_twice, "2 requests came. Wanted: one."),
    "another path": (another_path, "It went to the path `'/oauth2/authorize'`"),
    "nothing sent": (sends_nothing, "No request came"),
    "mixed up": (mixes_up, "`client_id` arrives as"),
    "another grant": (changed(grant_type="client_credentials"), "`grant_type` arrives as"),
    "code as grant": (changed(grant_type="code"), "`grant_type` arrives as `'code'`"),
    "no grant": (changed(grant_type=None, response_type="code"), "`grant_type` is missing"),
    "a slash less": (
        lambda twitch, *values: with_data(twitch, *values[:3], values[3].rstrip("/")),
        "`redirect_uri` arrives as",
    ),
    "no address": (changed(redirect_uri=None), "`redirect_uri` is missing"),
    "a fixed address": (changed(redirect_uri="http://localhost"), "`redirect_uri` arrives as"),
    "no secret": (
        changed(client_secret=None, code_verifier="v" * 43),
        "`client_secret` is missing",
    ),
}


@pytest.mark.parametrize("right", RIGHT, ids=lambda function: function.__name__)
def test_a_right_exchange_passes(right, nowhere, is_noted):
    verdict = exchange_check.try_out(right, nowhere)
    assert verdict.passed, verdict
    assert is_noted("exchange")


@pytest.mark.parametrize("name", WRONG)
def test_a_mistake_is_told(name, nowhere, is_noted):
    exchange, told = WRONG[name]
    verdict = exchange_check.try_out(exchange, nowhere)
    assert told in repr(verdict)
    assert not verdict.passed and not is_noted("exchange")


def test_a_value_of_its_own_is_not_said_to_be_cut_off(nowhere):
    assert "cut it off" not in repr(exchange_check.try_out(to_localhost, nowhere))


def test_a_company_s_proxy_sees_nothing_of_it(nowhere, monkeypatch):
    monkeypatch.setenv("HTTP_PROXY", "http://localhost:9")
    assert exchange_check.try_out(with_data, nowhere).passed


def test_the_clinic_hears_nothing_of_it(nowhere, monkeypatch):
    heard = []
    monkeypatch.setattr(sending, "listeners", [heard.append])
    assert exchange_check.try_out(with_the_helper, nowhere).passed
    assert heard == []


def test_what_the_reader_keeps_for_other_servers_is_not_sent(nowhere, monkeypatch, tmp_path):
    netrc = tmp_path / "netrc"
    netrc.write_text("default login me password mine\n")
    monkeypatch.setenv("NETRC", str(netrc))
    assert exchange_check.try_out(with_data, nowhere).passed
