"""Redirect addresses, errors in the address bar, and scopes."""

from __future__ import annotations

import json
from dataclasses import replace
from urllib.parse import quote, urlencode

import pytest
from clinic_tests import ERROR, MINE, link, refusal

from helpers.plain_errors import PlainError
from lessons import clinic
from lessons.clinic import comparing, diagnose, diagnose_address


@pytest.mark.parametrize(
    ("sent", "right", "kind"),
    [
        ("http://localhost", "http://localhost", ""),
        ("", "http://localhost", "missing"),
        ("http://localhost/", "http://localhost", "slash"),
        ("http://localhost", "http://localhost/", "slash"),
        ("http://localhost/a", "http://localhost/a/", "slash"),
        ("https://localhost", "http://localhost", "scheme"),
        ("http://localhost:80", "http://localhost", "port"),
        ("http://localhost:3000", "http://localhost:3001", "port"),
        ("http://127.0.0.1", "http://localhost", "host"),
        ("http://[::1]:3000", "http://localhost:3000", "host"),
        ("http://localhost/a", "http://localhost/b", "path"),
        ("http://localhost/A", "http://localhost/a", "case"),
        ("HTTP://localhost", "http://localhost", "case"),
        ("http://localhost?a=1", "http://localhost", "query"),
        ("http://localhost/#top", "http://localhost/", "query"),
        (" http://localhost", "http://localhost", "spaces"),
        ("'http://localhost'", "http://localhost", "spaces"),
        ("http%3A%2F%2Flocalhost", "http://localhost", "encoded"),
        ("https://localhost:3000/", "http://localhost", "differs"),
        ("http://[", "http://localhost", "differs"),
    ],
)
def test_in_what_two_addresses_differ(sent, right, kind):
    assert comparing.address_difference(sent, right) == kind


@pytest.mark.parametrize(
    ("sent", "right", "place"), [("abc", "abd", 3), ("abc", "abcd", 4), ("", "a", 1)]
)
def test_the_first_difference_is_pointed_at(sent, right, place):
    lines = comparing.pointed(sent, right, ("sent", "kept")).splitlines()
    assert lines[0] == f"sent  {sent}" and lines[1] == f"kept  {right}"
    assert lines[2].index("^") == len("sent  ") + place - 1
    assert lines[2].endswith(f"character {place}")


@pytest.mark.parametrize(
    ("kept", "asked", "arrived", "cause"),
    [
        # a bare host gets a slash, so the two that are registered look alike
        ("http://localhost", "http://localhost/", "http://localhost/", "redirect_uri_slash"),
        ("http://localhost/", "http://localhost/", "http://localhost/", "redirect_uri_slash"),
        ("http://localhost", "http://localhost", "http://localhost/", "redirect_uri_slash"),
        ("http://localhost", "https://localhost", "http://localhost/", "redirect_uri_scheme"),
        ("http://localhost", "http://localhost", "http://localhost:80/", "redirect_uri_port"),
        # the kept one may be a second one that is registered
        ("https://a.example/b", "https://a.example/c", "http://x.example/", "redirect_uri_differs"),
        ("", "http://localhost:1", "http://localhost/", "redirect_uri_differs"),
    ],
)
def test_a_link_is_compared_with_what_is_registered(kept, asked, arrived, cause):
    mine = replace(MINE, redirect_uri=kept)
    found = diagnose_address(f"{arrived}?{ERROR}", mine, link(asked))
    assert (found.cause, found.sure) == (cause, True)
    assert asked in "".join(found.evidence)


def test_two_addresses_that_prove_nothing_are_not_said_to_differ_in_something():
    address = f"http://localhost/?{ERROR}"
    found = diagnose_address(address, replace(MINE, redirect_uri=""), link("http://localhost/"))
    assert found.cause == "redirect_uri_differs"
    assert "is not registered. Twitch" in found.happened


def test_without_the_link_the_two_known_addresses_are_shown():
    found = diagnose_address(f"http://localhost/?{ERROR}&state={MINE.state}", MINE)
    assert found.cause == "redirect_uri_differs"
    assert "^ character 17" in found.evidence[0]
    assert MINE.redirect_uri in found.evidence[0]
    assert "link" in found.look_at[0]


@pytest.mark.parametrize(
    ("address", "cause"),
    [
        ("http://localhost/?error=access_denied&error_description=x&state=y", "consent_refused"),
        ("?error=access_denied", "consent_refused"),
        ("error=access_denied", "consent_refused"),
        ("http://localhost/#error=access_denied", "consent_refused"),
        ("http://localhost/?error=unsupported_response_type", "response_type_unknown"),
        ("http://localhost/?error=something_new", "unknown"),
        ("http://localhost/?error=access_denied_today", "unknown"),
        ("http://localhost/?code=abc", "unknown"),
        ("http://[?error=redirect_mismatch", "unknown"),
        ("", "unknown"),
    ],
)
def test_an_error_in_the_address_bar_has_its_cause(address, cause):
    assert diagnose_address(address, MINE).cause == cause


def test_a_refusal_with_a_foreign_state_is_said_to_be_perhaps_no_answer():
    foreign = diagnose_address("http://localhost/?error=access_denied&state=foreign", MINE)
    assert foreign.cause == "consent_refused" and "not the kept one" in foreign.look_at[0]
    own = diagnose_address(f"http://localhost/?error=access_denied&state={MINE.state}", MINE)
    assert own.look_at == ()
    nothing_kept = replace(MINE, state="")
    assert diagnose_address("http://localhost/?error=access_denied&state=s", nothing_kept) == own


def test_a_token_in_the_redirect_address_of_a_link_is_not_shown():
    token = "a1b2c3d4e5f6a7b8c9d0e1f2a3b4c5"
    asked = link(f"http://localhost:3000/back?token={token}")
    assert token not in repr(diagnose_address(f"http://localhost:3000/?{ERROR}", MINE, asked))


@pytest.mark.parametrize(
    ("message", "parameters", "cause"),
    [
        ("invalid client", {"client_id": "<your client id>"}, "client_id_not_filled_in"),
        ("invalid client", {"client_id": MINE.client_id[:-2]}, "client_id_copied_wrongly"),
        ("invalid client", None, "client_id_unknown"),
        ("missing client id", {"clientId": "x"}, "client_id_misspelt"),
        ("missing client id", None, "client_id_missing"),
        ("invalid scope requested: 'chat:read,chat:edit'", None, "scope_separator"),
        ("invalid scope requested: 'bananas'", {"scope": "bananas"}, "scope_unknown"),
        ("something new", None, "unknown"),
    ],
)
def test_the_json_that_a_browser_shows_is_diagnosed(kept, message, parameters, cause):
    opened = f"{kept.id_url}/oauth2/authorize?{urlencode(parameters)}" if parameters else ""
    text = json.dumps({"status": 400, "message": message}, indent=2)
    assert clinic.examine(text, opened).cause == cause


def test_a_link_behind_a_hubs_address_is_practices_and_one_of_twitchs_is_not(kept):
    text = json.dumps({"status": 400, "message": "invalid client"})
    query = urlencode({"client_id": MINE.client_id, "redirect_uri": "http://localhost:3001"})
    hub = f"https://hub.example/user/me/proxy/8017/oauth2/authorize?{query}"
    real = f"https://id.twitch.tv/oauth2/authorize?{query}"
    assert clinic.examine(text, hub).cause == "kept_client_id_unknown"
    assert clinic.examine(text, real).cause == "sent_to_another_twitch"
    address = f"http://localhost:3000/?{ERROR}"
    assert clinic.examine(address, hub).cause == "redirect_uri_port"
    assert "kept" in repr(clinic.examine(address, hub))
    assert "kept" not in repr(clinic.examine(address, real))


@pytest.mark.parametrize("text", ['{"status": 400}', "[]", '{"message": 5}', "{", "some words"])
def test_what_is_no_error_of_a_browser_has_no_cause(kept, text):
    found = clinic.examine(text, "http://[")
    assert not found.known and found.look_at


@pytest.mark.parametrize("failure", [{"status": 400}, 42, ValueError("x"), b"bytes"])
def test_what_is_no_response_is_sent_back_with_a_sentence(kept, failure):
    with pytest.raises(PlainError, match="Give the clinic the response itself"):
        clinic.examine(failure)


@pytest.mark.parametrize(
    ("scope", "cause"),
    [
        ("chat:read,chat:edit", "scope_separator"),
        ("chat:read+chat:edit", "scope_separator"),
        ("chat:readchat:edit", "scope_separator"),
        ("chat:read, chat:edit", "scope_separator"),
        ("chat%3Aread%20chat%3Aedit", "scope_encoded_twice"),
        ("chat:raed", "scope_misspelt"),
        ("Chat:Read", "scope_misspelt"),
        ("bananas", "scope_unknown"),
        ("https://twitch.tv/chat:read", "scope_unknown"),
        ("chat:read", "scope_unknown"),
    ],
)
def test_why_a_scope_is_refused(make_reply, scope, cause):
    url = f"https://id.twitch.tv/oauth2/authorize?scope={quote(scope)}"
    reply = refusal(make_reply, f"invalid scope requested: '{scope}'", method="GET", url=url)
    assert diagnose(reply, MINE).cause == cause


def test_a_comma_that_was_a_comma_and_a_plus_that_was_2b_are_said(make_reply):
    for scope, says in [("chat:read,chat:edit", "a comma"), ("chat:read+chat:edit", "%2B")]:
        url = f"https://id.twitch.tv/oauth2/authorize?scope={quote(scope)}"
        reply = refusal(make_reply, f"invalid scope requested: '{scope}'", method="GET", url=url)
        assert says in diagnose(reply, MINE).happened


def test_only_the_scope_that_twitch_names_is_blamed(make_reply):
    url = "https://id.twitch.tv/oauth2/authorize?scope=chat:raed+moderator:read:chat"
    message = "invalid scope requested: 'moderator:read:chat'"
    found = diagnose(refusal(make_reply, message, method="GET", url=url), MINE)
    assert "chat:raed" not in found.happened
