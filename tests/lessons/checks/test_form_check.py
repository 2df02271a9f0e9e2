"""Notebook 07: right ways to make the form pass, and each known mistake is told."""

from __future__ import annotations

from urllib.parse import quote, quote_plus, urlencode

import pytest

from helpers import oauth
from lessons.checks import form_check


def as_written(client_id, client_secret, code, redirect_uri):
    return {
        "client_id": client_id,
        "client_secret": client_secret,
        "code": code,
        "grant_type": "authorization_code",
        "redirect_uri": redirect_uri,
    }


def another_order(client_id, client_secret, code, redirect_uri):
    return dict(reversed(as_written(client_id, client_secret, code, redirect_uri).items()))


def with_dict(client_id, client_secret, code, redirect_uri):
    return dict(  # noqa: C408  (one of the ways to write it)
        grant_type="authorization_code",
        client_id=client_id,
        client_secret=client_secret,
        code=code,
        redirect_uri=redirect_uri,
    )


def one_by_one(client_id, client_secret, code, redirect_uri):
    form = {}
    form["grant_type"] = "authorization_code"
    form["code"] = f"{code}"
    form["redirect_uri"] = redirect_uri
    form.update(client_id=client_id, client_secret=client_secret)
    return form


def with_zip(*values):
    names = ("client_id", "client_secret", "code", "redirect_uri")
    return dict(zip(names, values, strict=True)) | {"grant_type": "authorization_code"}


def with_locals(client_id, client_secret, code, redirect_uri):
    grant_type = "authorization_code"
    return locals()


def with_the_helper(client_id, client_secret, code, redirect_uri):
    return oauth.token_form(client_id, client_secret, code, redirect_uri)


RIGHT = [
    as_written,
    another_order,
    with_dict,
    one_by_one,
    with_zip,
    with_locals,
    with_the_helper,
]


def changed(**changes):
    def make(*values):
        form = as_written(*values) | changes
        return {name: value for name, value in form.items() if value is not None}

    return make


def renamed(old, new):
    def make(*values):
        return {new if name == old else name: value for name, value in as_written(*values).items()}

    return make


def every_value(change):
    return lambda *values: {name: change(value) for name, value in as_written(*values).items()}


def in_small_letters(*values):
    return oauth.token_form(*map(str.lower, values))


WRONG = {
    "small letters": (in_small_letters, "`client_id` is"),
    "no grant_type": (changed(grant_type=None), "`grant_type` is missing"),
    "no redirect_uri": (changed(redirect_uri=None), "`redirect_uri` is missing"),
    "no secret": (changed(client_secret=None), "`client_secret` is missing"),
    "code as grant": (changed(grant_type="code"), "`grant_type` is `'code'`"),
    "another grant": (changed(grant_type="client_credentials"), "`grant_type` is"),
    "a scope": (changed(scope="chat:read"), "There is a sixth field, `'scope'`"),
    "response_type": (changed(response_type="code"), "a sixth field, `'response_type'`"),
    "always localhost": (changed(redirect_uri="http://localhost"), "`redirect_uri` is"),
    "redirect_url": (renamed("redirect_uri", "redirect_url"), "`redirect_uri` is missing"),
    "secret": (renamed("client_secret", "secret"), "`client_secret` is missing"),
    "capitals": (renamed("client_id", "Client-Id"), "`client_id` is missing"),
    "authorization_code": (renamed("code", "authorization_code"), "`code` is missing"),
    "mixed up": (lambda i, s, c, r: as_written(s, i, c, r), "`client_id` is"),
    "encoded": (every_value(quote_plus), "Don't encode it"),
    "encoded by quote": (every_value(quote), "Don't encode it"),
    "a slash more": (lambda i, s, c, r: as_written(i, s, c, r + "/"), "`redirect_uri` is"),
    "names as values": (lambda *_: as_written("client_id", "s", "c", "r"), "`client_id` is"),
    "a text": (lambda *values: urlencode(as_written(*values)), "Wanted: a dictionary"),
    "a list": (lambda *values: list(as_written(*values).items()), "Wanted: a dictionary"),
    "a set": (lambda *values: set(values), "Wanted: a dictionary"),
    "nothing": (lambda *_: None, "It returned `None`"),
    "lists in it": (every_value(lambda value: [value]), "Wanted: `'"),
    "too few values": (lambda client_id, code: {}, "stopped with `TypeError"),
}


@pytest.mark.parametrize("right", RIGHT, ids=lambda function: function.__name__)
def test_a_right_form_passes(right, is_noted):
    verdict = form_check.try_out(right)
    assert verdict.passed, verdict
    assert is_noted("make_form")


@pytest.mark.parametrize("name", WRONG)
def test_a_mistake_is_told(name, is_noted):
    make, told = WRONG[name]
    verdict = form_check.try_out(make)
    assert told in repr(verdict)
    assert not verdict.passed and not is_noted("make_form")
