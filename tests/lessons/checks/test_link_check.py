"""Notebook 08: right ways to write the link pass, and each known mistake is told."""

from __future__ import annotations

from urllib.parse import quote, quote_plus, urlencode, urlunsplit

import pytest
import requests

from helpers import oauth, service
from helpers.service import REAL_ADDRESSES, Service
from lessons.checks import link_check

TWITCH = service.practice("http://localhost:9")
BASE = f"{TWITCH.id_url}/oauth2/authorize"


def with_urlencode(client_id, redirect_uri, scopes, state):
    question = {"response_type": "code", "client_id": client_id, "redirect_uri": redirect_uri}
    return f"{BASE}?{urlencode(question | {'scope': ' '.join(scopes), 'state': state})}"


def with_quote(client_id, redirect_uri, scopes, state):
    scope = "%20".join(quote(scope, safe="") for scope in scopes)
    return (
        f"{BASE}?client_id={client_id}&redirect_uri={quote(redirect_uri, safe='')}"
        f"&response_type=code&scope={scope}&state={quote(state, safe='')}"
    )


def with_requests(client_id, redirect_uri, scopes, state):
    question = {"state": state, "scope": " ".join(scopes), "redirect_uri": redirect_uri}
    question |= {"client_id": client_id, "response_type": "code"}
    return requests.Request("GET", BASE, params=question).prepare().url


def with_the_helper(client_id, redirect_uri, scopes, state):
    return oauth.authorize_url(TWITCH, client_id, redirect_uri, scopes, state)


def with_pairs(client_id, redirect_uri, scopes, state):
    pairs = [("client_id", client_id), ("scope", "+".join(map(quote_plus, scopes)))]
    pairs += [("response_type", "code"), ("redirect_uri", quote_plus(redirect_uri))]
    pairs += [("state", quote_plus(state))]
    return BASE + "?" + "&".join(f"{name}={value}" for name, value in pairs)


def with_colons_and_slashes_as_they_are(client_id, redirect_uri, scopes, state):
    question = {"response_type": "code", "client_id": client_id, "redirect_uri": redirect_uri}
    question |= {"scope": " ".join(reversed(scopes)), "state": state, "force_verify": "true"}
    return f"{BASE}?{urlencode(question, safe=':/', quote_via=quote)}"


def put_together_by_urlunsplit(client_id, redirect_uri, scopes, state):
    question = oauth.authorize_parameters(client_id, redirect_uri, scopes, state)
    return urlunsplit(("http", "localhost:9", "/oauth2/authorize", urlencode(question), ""))


RIGHT = [
    with_urlencode,
    with_quote,
    with_requests,
    with_the_helper,
    with_pairs,
    with_colons_and_slashes_as_they_are,
    put_together_by_urlunsplit,
]


def changed(**changes):
    """A way that is right but for these parameters; None takes one out."""

    def write(client_id, redirect_uri, scopes, state):
        question = oauth.authorize_parameters(client_id, redirect_uri, scopes, state)
        given = {
            name: change(scopes, question.get(name)) if callable(change) else change
            for name, change in changes.items()
        }
        question = {name: value for name, value in (question | given).items() if value is not None}
        return f"{BASE}?{urlencode(question)}"

    return write


def not_encoded(client_id, redirect_uri, scopes, state):
    question = oauth.authorize_parameters(client_id, redirect_uri, scopes, state)
    return f"{BASE}?" + "&".join(f"{name}={value}" for name, value in question.items())


def only_the_spaces_encoded(client_id, redirect_uri, scopes, state):
    return not_encoded(client_id, redirect_uri, scopes, state).replace(" ", "%20")


def state_not_encoded(client_id, redirect_uri, scopes, state):
    return changed(state=None)(client_id, redirect_uri, scopes, state) + f"&state={state}"


def redirect_uri_not_encoded(client_id, redirect_uri, scopes, state):
    link = changed(redirect_uri=None)(client_id, redirect_uri, scopes, state)
    return f"{link}&redirect_uri={redirect_uri}"


def another_host(client_id, redirect_uri, scopes, state):
    return with_urlencode(client_id, redirect_uri, scopes, state).replace(":9/", ":99/")


def another_path(client_id, redirect_uri, scopes, state):
    return with_urlencode(client_id, redirect_uri, scopes, state).replace("authorize", "token")


def no_question_mark(client_id, redirect_uri, scopes, state):
    return with_urlencode(client_id, redirect_uri, scopes, state).replace("?", "&", 1)


def behind_a_hash(client_id, redirect_uri, scopes, state):
    return with_urlencode(client_id, redirect_uri, scopes, state).replace("?", "?#", 1)


def twice(client_id, redirect_uri, scopes, state):
    return with_urlencode(client_id, redirect_uri, scopes, state) + "&client_id=another"


def a_scope_for_each(client_id, redirect_uri, scopes, state):
    link = changed(scope=None)(client_id, redirect_uri, scopes, state)
    return link + "".join(f"&scope={quote(scope)}" for scope in scopes)


def encoded_twice(client_id, redirect_uri, scopes, state):
    return with_urlencode(client_id, quote(redirect_uri, safe=""), scopes, state)


def a_dictionary(client_id, redirect_uri, scopes, state):
    return oauth.authorize_parameters(client_id, redirect_uri, scopes, state)


def a_line_break(client_id, redirect_uri, scopes, state):
    return with_urlencode(client_id, redirect_uri, scopes, state).replace("&", "\n&")


def only_two_scopes(client_id, redirect_uri, scopes, state):
    return with_urlencode(client_id, redirect_uri, [scopes[0], scopes[1]], state)


def all_of_it_encoded(client_id, redirect_uri, scopes, state):
    base, _, question = with_urlencode(client_id, redirect_uri, scopes, state).partition("?")
    return f"{base}?{quote(question)}"


WRONG = {
    "all of it encoded": (all_of_it_encoded, "encode only the values"),
    "not encoded": (not_encoded, "Encode each value"),
    "only the spaces": (only_the_spaces_encoded, "cut it off or changed it: encode the value"),
    "state not encoded": (state_not_encoded, "encode"),
    "redirect_uri not encoded": (redirect_uri_not_encoded, "encode the value"),
    "encoded twice": (encoded_twice, "`redirect_uri` was encoded twice"),
    "another host": (another_host, "must be `twitch.id_url`"),
    "another path": (another_path, "must be `twitch.id_url`"),
    "no question mark": (no_question_mark, "must be `twitch.id_url`"),
    "behind a hash": (behind_a_hash, "has a `#` in it"),
    "a parameter twice": (twice, "`client_id` is there 2 times"),
    "a scope for each": (a_scope_for_each, "`scope` is there"),
    "a dictionary": (a_dictionary, "Wanted: the link, as a string"),
    "a line break": (a_line_break, "a space, a line break"),
    "only two scopes": (only_two_scopes, "stopped with `IndexError"),
    "commas": (changed(scope=lambda scopes, _: ",".join(scopes)), "not a comma"),
    "line breaks": (changed(scope=lambda scopes, _: "\n".join(scopes)), "`scope` arrives as"),
    "a plus encoded": (changed(scope=lambda scopes, _: "+".join(scopes)), "encoded once more"),
    "the list": (changed(scope=lambda scopes, _: scopes), "Join the list first"),
    "no spaces": (changed(scope=lambda scopes, _: "".join(scopes)), "`scope` arrives as"),
    "token": (changed(response_type="token"), "`response_type` is `'token'`"),
    "no response_type": (changed(response_type=None), "`response_type` is missing"),
    "no state": (changed(state=None), "`state` is missing"),
    "a state of its own": (changed(state="mine"), "`state` arrives as `'mine'`"),
    "no client_id": (changed(client_id=None), "`client_id` is missing"),
    "redirect_url": (
        changed(redirect_uri=None, redirect_url=lambda *_: "http://localhost"),
        "There is a `redirect_url`, which is a different name",
    ),
    "scopes": (
        changed(scope=None, scopes=lambda scopes, _: " ".join(scopes)),
        "There is a `scopes`, which is a different name",
    ),
    "a slash more": (changed(redirect_uri=lambda _, uri: uri + "/"), "`redirect_uri` arrives as"),
    "a slash less": (
        changed(redirect_uri=lambda _, uri: uri.rstrip("/")),
        "`redirect_uri` arrives as",
    ),
    "small letters": (
        changed(redirect_uri=lambda _, uri: uri.lower()),
        "`redirect_uri` arrives as",
    ),
    "always localhost": (changed(redirect_uri="http://localhost"), "`redirect_uri` arrives as"),
    "the secret": (changed(client_secret="made-up"), "no place for a secret"),
}


@pytest.mark.parametrize("right", RIGHT, ids=lambda function: function.__name__)
def test_a_right_way_to_write_the_link_passes(right, is_noted):
    verdict = link_check.try_out(right, TWITCH)
    assert verdict.passed, verdict
    assert is_noted("write_link")


@pytest.mark.parametrize("name", WRONG)
def test_a_mistake_is_told(name, is_noted):
    write, told = WRONG[name]
    verdict = link_check.try_out(write, TWITCH)
    assert told in repr(verdict)
    assert not verdict.passed and not is_noted("write_link")


def test_a_list_with_commas_is_said_to_be_a_list():
    def the_list(client_id, redirect_uri, scopes, state):
        return with_urlencode(client_id, redirect_uri, [str(scopes)], state)

    told = repr(link_check.try_out(the_list, TWITCH))
    assert told.count("Join the list first.") == 4 and "no comma" not in told


def test_a_link_to_the_other_twitch_is_none():
    real = Service("twitch", **REAL_ADDRESSES, private_file="")
    assert "must be `twitch.id_url`" in repr(link_check.try_out(with_urlencode, real))
