"""Notebook 04-06: right ways to compare redirect addresses pass, and each known mistake is told."""

from __future__ import annotations

import hmac
import re
from urllib.parse import unquote, urlsplit

import pytest

from lessons.checks import match_check


def with_in(sent, registered):
    return sent in registered


def with_a_loop(sent, registered):
    for address in registered:  # noqa: SIM110  (one of the ways to write it)
        if address == sent:
            return True
    return False


def with_any(sent, registered):
    return any(hmac.compare_digest(address.encode(), sent.encode()) for address in registered)


def with_count(sent, registered):
    return registered.count(sent) > 0


def with_a_set(sent, registered):
    return bool({sent} & set(registered))


def with_patterns(sent, registered):
    return any(re.fullmatch(re.escape(address), sent) for address in registered)


def with_index(sent, registered):
    try:
        registered.index(sent)
    except ValueError:
        return False
    return True


def letter_by_letter(sent, registered):
    for address in registered:
        if len(address) == len(sent) and all(a == b for a, b in zip(address, sent, strict=True)):
            return True
    return False


RIGHT = [
    with_in,
    with_a_loop,
    with_any,
    with_count,
    with_a_set,
    with_patterns,
    with_index,
    letter_by_letter,
]


def after(change):
    """Compares what is left of the addresses after a change."""
    return lambda sent, registered: change(sent) in list(map(change, registered))


def parts(*names):
    return after(lambda address: [getattr(urlsplit(address), name) for name in names])


def until_it_is_found(sent, registered):
    while registered:
        if registered.pop() == sent:
            return True
    return False


def takes_it_out(sent, registered):
    try:
        registered.remove(sent)
    except ValueError:
        return False
    return True


def makes_them_pairs(sent, registered):
    registered[:] = [(address, "seen") for address in registered]
    return (sent, "seen") in registered


WRONG = {
    "until it is found": (until_it_is_found, "`False` the second time"),
    "takes it out": (takes_it_out, "`False` the second time"),
    "makes them pairs": (makes_them_pairs, "`False` the second time"),
    "slash": (after(lambda address: address.rstrip("/")), "One slash too many: For"),
    "capitals": (after(str.lower), "Capitals: For"),
    "host in small letters": (
        parts("scheme", "hostname", "port", "path", "query", "fragment"),
        "Another host in capitals: For",
    ),
    "spaces": (after(str.strip), "A space before or after it: For"),
    "host only": (parts("hostname"), "Another port: For"),
    "no port": (parts("scheme", "hostname", "path", "query", "fragment"), "Another port: For"),
    "no scheme": (parts("netloc", "path", "query", "fragment"), "http and https: For"),
    "no query": (parts("scheme", "netloc", "path", "fragment"), "Another query: For"),
    "no fragment": (parts("scheme", "netloc", "path", "query"), "Something added at the end: For"),
    "no empty query": (after(lambda address: urlsplit(address).geturl()), "Another query: For"),
    "decoded": (after(unquote), "Another page: For"),
    "begins so": (
        lambda sent, registered: any(sent.startswith(one) for one in registered),
        "Something added at the end: For",
    ),
    "a part of one": (
        lambda sent, registered: any(sent in one for one in registered),
        "A part of a registered one: For",
    ),
    "holds one": (
        lambda sent, registered: any(one in sent for one in registered),
        "An address that only looks like it: For",
    ),
    "a part of all": (
        lambda sent, registered: sent in " ".join(registered),
        "A part of a registered one: For",
    ),
    "a pattern": (
        lambda sent, registered: any(re.match(one, sent) for one in registered),
        "Something added at the end: For",
    ),
    "a pattern to its end": (
        lambda sent, registered: any(re.match(re.escape(one) + "$", sent) for one in registered),
        "A line break after it: For",
    ),
    "the usual port": (
        after(lambda address: address.replace(":443/", "/").replace(":80", "")),
        "Another port: For",
    ),
    "dots for any letter": (
        lambda sent, registered: (
            sent in registered
            or any(re.fullmatch(one.replace("?", r"\?"), sent) for one in registered)
        ),
        "An address that only looks like it: For",
    ),
    "the first only": (
        lambda sent, registered: bool(registered) and sent == registered[0],
        "One that is registered: For",
    ),
    "the first, always": (
        lambda sent, registered: sent == registered[0] or sent in registered,
        "Nothing registered: For",
    ),
    "the last only": (
        lambda sent, registered: [sent] == registered[-1:],
        "One that is registered: For",
    ),
    "localhost is always good": (
        lambda sent, registered: sent in registered or sent == "http://localhost",
        "One slash too few: For",
    ),
    "127.0.0.1 is localhost": (
        after(lambda address: address.replace("127.0.0.1", "localhost")),
        "Another name of this computer: For",
    ),
    "list and text": (lambda sent, registered: sent == registered, "One that is registered: For"),
    "always": (lambda sent, registered: True, "One slash too many: For"),
    "never": (lambda sent, registered: False, "One that is registered: For"),
    "words": (
        lambda sent, registered: "yes" if sent in registered else "no",
        "it returned `'no'`. Wanted: `False`",
    ),
    "nothing": (lambda sent, registered: None, "it returned `None`. Wanted: `True`"),
}


@pytest.mark.parametrize("right", RIGHT, ids=lambda function: function.__name__)
def test_a_right_comparison_passes(right, is_noted):
    verdict = match_check.try_out(right)
    assert verdict.passed, verdict
    assert is_noted("would_match")


@pytest.mark.parametrize("name", WRONG)
def test_a_mistake_is_told(name, is_noted):
    compare, told = WRONG[name]
    verdict = match_check.try_out(compare)
    assert told in repr(verdict)
    assert not verdict.passed and not is_noted("would_match")
