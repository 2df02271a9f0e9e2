"""Notebook 01-03: right ways to look at an address pass, and each known mistake is told."""

from __future__ import annotations

import re
from urllib.parse import urlparse, urlsplit

import pytest
import requests
from urllib3.util import parse_url

from lessons.checks import host_check


def with_hostname(address):
    parts = urlsplit(address)
    host = parts.hostname or ""
    return parts.scheme == "https" and (host == "twitch.tv" or host.endswith(".twitch.tv"))


def with_a_dot_before(address):
    parts = urlparse(address)
    return parts.scheme == "https" and f".{parts.hostname}".endswith(".twitch.tv")


def with_its_last_labels(address):
    parts = urlsplit(address)
    if parts.scheme != "https" or not parts.hostname:
        return False
    return parts.hostname.split(".")[-2:] == ["twitch", "tv"]


def with_a_pattern(address):
    return bool(re.match(r"https://([\w-]+\.)*twitch\.tv(:\d+)?([/?#]|$)", address, re.IGNORECASE))


def with_splits(address):
    scheme, _, rest = address.partition("://")
    if scheme != "https":
        return False
    for end in "/?#":
        rest = rest.split(end)[0]
    host = rest.split("@")[-1].split(":")[0].lower()
    return host == "twitch.tv" or host[-10:] == ".twitch.tv"


def with_urllib3(address):
    try:
        url = parse_url(address)
    except ValueError:
        return False
    return url.scheme == "https" and f".{url.host}".endswith(".twitch.tv")


def with_requests(address):
    try:
        address = requests.Request("GET", address).prepare().url
    except requests.RequestException:
        return False
    return with_a_pattern(address)


def with_try(address):
    try:
        assert address.lower().startswith("https://")
        host = urlsplit(address).hostname
        assert host == "twitch.tv" or host.endswith(".twitch.tv")
    except (AssertionError, AttributeError):
        return False
    return True


RIGHT = [
    with_hostname,
    with_a_dot_before,
    with_its_last_labels,
    with_a_pattern,
    with_splits,
    with_urllib3,
    with_requests,
    with_try,
]


def in_it(address):
    return address.startswith("https://") and "twitch.tv" in address


def host_begins_so(address):
    return address.startswith(("https://id.twitch.tv", "https://www.twitch.tv"))


def host_has_it(address):
    parts = urlsplit(address)
    return parts.scheme == "https" and "twitch.tv" in (parts.hostname or "")


def host_ends_without_a_dot(address):
    parts = urlsplit(address)
    return parts.scheme == "https" and (parts.hostname or "").endswith("twitch.tv")


def no_scheme(address):
    return f".{urlsplit(address).hostname}".endswith(".twitch.tv")


def https_somewhere(address):
    return "https://" in address and f".{urlsplit(address).hostname}".endswith(".twitch.tv")


def netloc(address):
    parts = urlsplit(address)
    return parts.scheme == "https" and f".{parts.netloc}".endswith(".twitch.tv")


def netloc_before_the_port(address):
    parts = urlsplit(address)
    return parts.scheme == "https" and f".{parts.netloc.split(':')[0]}".endswith(".twitch.tv")


def only_id(address):
    parts = urlsplit(address)
    return parts.scheme == "https" and parts.hostname == "id.twitch.tv"


def not_twitch_itself(address):
    parts = urlsplit(address)
    return parts.scheme == "https" and (parts.hostname or "").endswith(".twitch.tv")


def third_piece(address):
    pieces = address.split("/")
    return pieces[0] == "https:" and f".{pieces[2]}".endswith(".twitch.tv")


def any_name(address):
    return bool(re.match(r"https://[^/]*twitch\.tv(:\d+)?([/?#]|$)", address, re.IGNORECASE))


def dot_is_any_letter(address):
    return bool(re.match(r"https://(\w+.)*twitch.tv(:\d+)?([/?#]|$)", address, re.IGNORECASE))


def no_end(address):
    return bool(re.match(r"https://([\w-]+\.)*twitch\.tv", address, re.IGNORECASE))


def anywhere(address):
    return bool(re.search(r"https://([\w-]+\.)*twitch\.tv([:/?#]|$)", address, re.IGNORECASE))


def no_at(address):
    return "@" not in address and with_hostname(address)


def small_letters_only(address):
    return bool(re.match(r"https://([a-z-]+\.)*twitch\.tv(:\d+)?([/?#]|$)", address))


def expects_a_host(address):
    parts = urlsplit(address)
    host = parts.hostname
    return (host == "twitch.tv" or host.endswith(".twitch.tv")) and parts.scheme == "https"


def ends_so(address):
    return address.startswith("https://") and address.rstrip("/").endswith(".twitch.tv")


def any_host_with_twitch(address):
    parts = urlsplit(address)
    return parts.scheme == "https" and "twitch" in (parts.hostname or "").split(".")


def https_has_a_host(address):
    parts = urlsplit(address)
    return parts.scheme == "https" and f".{parts.hostname.lower()}".endswith(".twitch.tv")


def taking(ports):
    def look(address):
        parts = urlsplit(address)
        return with_hostname(address) and parts.port in ports

    look.__name__ = f"ports_{ports}"
    return look


WRONG = {
    taking((None, 443)): "A port after the host: For",
    taking((None, 80, 443)): "A port after the host: For",
    taking((None, *range(1024, 65536))): "A port after the host: For",
    https_has_a_host: "Not a web page: For `'https:'`, your function stopped with `Attribute",
    in_it: "Twitch's name after the host: For",
    host_begins_so: "Twitch's name before another host: For",
    host_has_it: "Twitch's name before another host: For",
    host_ends_without_a_dot: "A name like Twitch's: For",
    https_somewhere: "http instead of https: For",
    no_scheme: "http instead of https: For",
    netloc: "A port after the host: For",
    netloc_before_the_port: "Twitch's name before an @: For",
    only_id: "Twitch's own pages: For",
    not_twitch_itself: "Twitch's own pages: For",
    third_piece: "Twitch's name after the host: For",
    any_name: "A name like Twitch's: For",
    dot_is_any_letter: "A name like Twitch's: For",
    no_end: "Twitch's name before another host: For",
    anywhere: "Twitch's name after the host: For",
    no_at: "Another address in its query: For",
    small_letters_only: "A host in capitals: For",
    expects_a_host: "Not a web page: For `'about:blank'`, your function stopped with `Attribute",
    ends_so: "Twitch's own pages: For",
    any_host_with_twitch: "A name like Twitch's: For",
}


@pytest.mark.parametrize("right", RIGHT, ids=lambda function: function.__name__)
def test_a_right_look_passes(right, is_noted):
    verdict = host_check.try_out(right)
    assert verdict.passed, verdict
    assert is_noted("is_twitch")


@pytest.mark.parametrize("wrong", WRONG, ids=lambda function: function.__name__)
def test_a_mistake_is_told(wrong, is_noted):
    verdict = host_check.try_out(wrong)
    assert WRONG[wrong] in repr(verdict)
    assert not verdict.passed and not is_noted("is_twitch")
