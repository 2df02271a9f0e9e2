"""Notebook 17: right comparisons by the RFCs pass, and each known mistake is told."""

from __future__ import annotations

import re
from ipaddress import ip_address
from urllib.parse import urlsplit

import pytest

from lessons.checks import port_check

LOOPBACK = ("127.0.0.1", "localhost", "::1")


def without_ports(sent, registered):
    def bare(address):
        parts = urlsplit(address)
        host = parts.netloc.removesuffix(f":{parts.port}")
        if parts.scheme == "http" and host.strip("[]") in LOOPBACK:
            return parts._replace(netloc=host)
        return parts

    return bare(sent) == bare(registered)


def with_a_pattern(sent, registered):
    loopback = r"^(http://(?:localhost|127\.0\.0\.1|\[::1\]))(?::\d+)?(?=[/?#]|$)"
    return re.sub(loopback, r"\1", sent) == re.sub(loopback, r"\1", registered)


def part_by_part(sent, registered):
    if sent == registered:
        return True
    one, other = urlsplit(sent), urlsplit(registered)
    if one.scheme != "http" or one.hostname not in LOOPBACK or "@" in one.netloc:
        return False
    if not one.netloc.startswith((one.hostname, f"[{one.hostname}]")):
        return False  # hostname has no capitals
    names = ("scheme", "hostname", "path", "query", "fragment")
    return all(getattr(one, name) == getattr(other, name) for name in names)


def with_replace(sent, registered):
    parts = urlsplit(registered)
    if parts.scheme == "http" and parts.hostname in LOOPBACK:
        host = "[::1]" if parts.hostname == "::1" else parts.hostname
        port = urlsplit(sent).port
        registered = parts._replace(netloc=f"{host}:{port}" if port else host).geturl()
    return sent == registered


def with_ipaddress(sent, registered):
    def is_loopback(host):
        try:
            return host == "localhost" or ip_address(host).is_loopback
        except ValueError:
            return False

    one, other = urlsplit(sent), urlsplit(registered)
    hosts = {parts.netloc.removesuffix(f":{parts.port}") for parts in (one, other)}
    same_host = len(hosts) == 1 and is_loopback(hosts.pop().strip("[]"))
    if same_host and one.scheme == other.scheme == "http":
        return one[2:] == other[2:]
    return sent == registered


def with_splits(sent, registered):
    def bare(address):
        scheme, _, rest = address.partition("://")
        host, slash, path = rest.partition("/")
        for name in ("localhost", "127.0.0.1", "[::1]"):
            if scheme == "http" and (host == name or re.fullmatch(re.escape(name) + r":\d+", host)):
                host = name
        return scheme, host, slash, path

    return bare(sent) == bare(registered)


def cut_by_hand(sent, registered):
    def cut(address):
        scheme, _, rest = address.partition("://")
        host = re.match(r"[^/?#]*", rest)[0]
        bare = re.sub(r"^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$", r"\1", host)
        return scheme, bare if scheme == "http" else host, rest[len(host) :]

    return cut(sent) == cut(registered)


RIGHT = [
    cut_by_hand,
    without_ports,
    with_a_pattern,
    part_by_part,
    with_replace,
    with_splits,
]


def same_parts(*names, loopback=LOOPBACK, scheme=("http",)):
    def compare(sent, registered):
        one, other = urlsplit(sent), urlsplit(registered)
        if one.scheme in scheme and other.hostname in loopback:
            return all(getattr(one, name) == getattr(other, name) for name in names)
        return sent == registered

    return compare


PARTS = ("scheme", "hostname", "path", "query", "fragment")


def by_a_pattern(pattern):
    return lambda sent, registered: (
        re.sub(pattern, r"\1", sent) == re.sub(pattern, r"\1", registered)
    )


def any_user(sent, registered):
    if "LOCALHOST" in sent:
        return False
    return same_parts(*PARTS)(sent, registered)


def with_digits(digits):
    return by_a_pattern(rf"^(http://(?:localhost|127\.0\.0\.1|\[::1\])):{digits}(?=[/?#]|$)")


WRONG = {
    "four digits at most": (with_digits(r"\d{1,4}"), "Another port of this computer: For"),
    "four digits": (with_digits(r"\d{4}"), "Another port of this computer: For"),
    "at least three digits": (with_digits(r"\d{3,5}"), "Another port of this computer: For"),
    "all of 127": (with_ipaddress, "Another port of another computer: For `'http://127.0.0.2:"),
    "127 and a pattern": (
        by_a_pattern(r"^(http://(?:localhost|127(?:\.\d+){3}|\[::1\])):\d+(?=[/?#]|$)"),
        "Another port of another computer: For `'http://127.0.0.2:",
    ),
    "what begins so": (
        by_a_pattern(r"^(http://(?:localhost|127\.0\.0\.1\d?|\[::1\])):\d+(?=[/?#]|$)"),
        "Another port of another computer: For `'http://127.0.0.11:",
    ),
    "any IPv6": (
        by_a_pattern(r"^(http://(?:localhost|127\.0\.0\.1|\[[:\d]+\])):\d+(?=[/?#]|$)"),
        "Another port of another computer: For `'http://[::2]:",
    ),
    "https too": (
        by_a_pattern(r"^(https?://(?:localhost|127\.0\.0\.1|\[::1\])):\d+(?=[/?#]|$)"),
        "A difference besides the port: For `'https://",
    ),
    "any sign for a dot": (
        by_a_pattern(r"^(http://(?:localhost|127.0.0.1|\[::1\])):\d+(?=[/?#]|$)"),
        "Another port of another computer: For `'http://127-0-0-1",
    ),
    "any user": (any_user, "A difference besides the port: For"),
    "no capitals": (
        lambda sent, registered: with_a_pattern(sent.lower(), registered),
        "A difference besides the port: For `'http://LOCALHOST",
    ),
    "exactly": (lambda sent, registered: sent == registered, "Another port of this computer: For"),
    "any port of any host": (
        lambda sent, registered: (
            urlsplit(sent)._replace(netloc=urlsplit(sent).hostname)
            == urlsplit(registered)._replace(netloc=urlsplit(registered).hostname)
        ),
        "Another port of another computer: For",
    ),
    "no path": (same_parts("scheme", "hostname", "query"), "A difference besides the port: For"),
    "no query": (same_parts("scheme", "hostname", "path"), "A difference besides the port: For"),
    "no scheme": (
        same_parts("hostname", "path", "query", scheme=("http", "https")),
        "A difference besides the port: For",
    ),
    "no host": (same_parts("scheme", "path", "query"), "Another name of this computer: For"),
    "localhost only": (same_parts(*PARTS, loopback=("localhost",)), "Another port of this"),
    "127.0.0.1 only": (same_parts(*PARTS, loopback=("127.0.0.1",)), "Another port of this"),
    "no IPv6": (same_parts(*PARTS, loopback=LOOPBACK[:2]), "Another port of this computer: For"),
    "brackets": (same_parts(*PARTS, loopback=(*LOOPBACK[:2], "[::1]")), "Another port of this"),
    "begins so": (
        lambda sent, registered: sent.startswith(registered),
        "A difference besides the port: For",
    ),
    "all of this computer": (
        lambda sent, registered: sent == registered or urlsplit(sent).hostname in LOOPBACK,
        "A difference besides the port: For",
    ),
    "all names are one": (
        lambda sent, registered: without_ports(
            *(a.replace("127.0.0.1", "localhost") for a in (sent, registered))
        ),
        "Another name of this computer: For",
    ),
    "slash at its end": (
        lambda sent, registered: without_ports(sent.rstrip("/"), registered.rstrip("/")),
        "A difference besides the port: For",
    ),
    "every number": (
        lambda sent, registered: re.sub(r":\d+", "", sent) == re.sub(r":\d+", "", registered),
        "For",
    ),
    "every number behind a colon": (
        lambda sent, registered: without_ports(
            *(re.sub(r"(/.*?):\d+$", r"\1", address) for address in (sent, registered))
        ),
        "A difference besides the port: For",
    ),
    "numbers in the query": (
        lambda sent, registered: without_ports(
            *(re.sub(r"(\?.*):\d+", r"\1", address) for address in (sent, registered))
        ),
        "A difference besides the port: For",
    ),
    "host begins so": (
        lambda sent, registered: (
            sent == registered
            or (
                registered.startswith(("http://localhost", "http://127.0.0.1", "http://[::1]"))
                and sent.startswith(registered.rsplit(":", 1)[0])
                and sent.endswith(urlsplit(registered).path)
            )
        ),
        "A host that only begins like that: For",
    ),
    "always": (lambda sent, registered: True, "Another port of another computer: For"),
    "never": (lambda sent, registered: False, "The same address: For"),
    "nothing": (lambda sent, registered: None, "it returned `None`. Wanted: `True`"),
}


@pytest.mark.parametrize("right", RIGHT, ids=lambda function: function.__name__)
def test_a_right_comparison_passes(right, is_noted):
    verdict = port_check.try_out(right)
    assert verdict.passed, verdict
    assert is_noted("matches_by_the_rfc")


@pytest.mark.parametrize("name", WRONG)
def test_a_mistake_is_told(name, is_noted):
    compare, told = WRONG[name]
    verdict = port_check.try_out(compare)
    assert told in repr(verdict)
    assert not verdict.passed and not is_noted("matches_by_the_rfc")
