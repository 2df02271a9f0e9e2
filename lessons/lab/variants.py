"""Values that are almost right: one edit away, in another spelling, or only alike in part.

Each variant is a pair: what it is, in words, and how to make it from the right value. So the same
variant can be handed to a check directly, and be made again from another value over HTTP.
"""

from __future__ import annotations

import base64
import posixpath
import secrets
from collections.abc import Callable, Iterator
from functools import partial
from urllib.parse import quote, urlsplit

Variant = tuple[str, Callable[[str], str]]

OTHERS = 100  # so many unrelated values of the same length


def texts(length: int, ascii_only: bool = False) -> list[Variant]:
    """Variants of a secret text of this length, such as a state or a verifier."""
    found = [*_one_edit(length), *_in_another_spelling(), *_alike_in_part(), *_wildcards()]
    return found if ascii_only else [*found, *_beyond_ascii()]


def numbers() -> list[Variant]:
    """Variants of an ID that is all digits; many programs read them as the same number."""
    return [
        ("with a zero before it", lambda value: f"0{value}"),
        ("with a plus before it", lambda value: f"+{value}"),
        ("with a space before it", lambda value: f" {value}"),
        ("with an underscore inside", lambda value: f"{value[:1]}_{value[1:]}"),
        ("with .0 behind it", lambda value: f"{value}.0"),
        ("with e0 behind it", lambda value: f"{value}e0"),
        ("in Arabic-Indic digits", lambda value: "".join(chr(0x660 + int(one)) for one in value)),
    ]


def addresses(length: int) -> list[Variant]:
    """Variants of an address of this length, such as a redirect address.

    RFC 9700, section 4.1.3 asks for exact string matching: what a parser leaves out counts too.
    """
    texts = [*_one_edit(length), *_in_another_spelling(), *_wildcards(), *_beyond_ascii()]
    return [*texts, *_parts_of_an_address(), *_paths()]


def ways_out() -> list[str]:
    """Targets that lead a browser away from http://diary.lab, as url.spec.whatwg.org has it."""
    hosts = (
        "magpie.lab",
        "magpie",  # no dot
        "magpie.lab/page/7?day=3",
        "diary.lab@magpie.lab",
        "diary.lab.magpie.lab",
        "magpiediary.lab",
        "diary.lab:8081",  # another program at Diary's computer
        "magpie.lab\\@diary.lab",
        "magpie.lab?http://diary.lab",
        "magpie.lab#@diary.lab/",
    )
    found = [f"{before}{host}" for before in _BEFORE_A_HOST for host in hosts]
    found += [f"{scheme}:{rest}" for scheme in _OTHER_SCHEMES for rest in _BEHIND_A_SCHEME]
    return [*found, "//page/7?day=3", "/\\page/7?day=3", "\\/page/7?day=3", "\\\\page/7?day=3"]


# Each of these begins the address of another site, whatever host follows.
_BEFORE_A_HOST = (
    *("http://", "https://", "HTTP://", "hTTps://", "ftp://", "ws://"),
    *("//", "///", "////", "\\\\", "/\\", "\\/", "\\\\\\", "//\\", "/\\/"),
    *("/\t/", "\t//", "/\t\\", "/\n/", "\n//", "/\r/", "/\r\n/", "\t/\t/", "/\n\\"),
    *(" //", "  //", "\x01//", "\x1f/\\", " http://", "\x02https://"),
    *("https:", "https:/", "https:\\", "https:///", "http:\\\\", "http:///", "http:/\\"),
    *("ht\ttp://", "ht\ntps:", "https\t://", "http:\t//", "HTTPS:", "htt\rps://"),
)
_OTHER_SCHEMES = (
    *("javascript", "JavaScript", "java\tscript", " javascript", "\x01javascript"),
    *("java\nscript", "data", "vbscript", "mailto", "tel", "file", "blob", "view-source"),
    *("myapp", "about", "intent", "ssh"),
)
_BEHIND_A_SCHEME = (
    "alert(1)",
    "//diary.lab/%0aalert(1)",
    "/page/7?day=3",
    "otter@diary.lab",
    "magpie",
)


def one_changed(length: int) -> list[Callable[[str], str]]:
    """Each changes one character of a text of this length."""
    return [partial(_changed, at=at) for at in range(length)]


def _one_edit(length: int) -> Iterator[Variant]:
    for at, changed in enumerate(one_changed(length)):
        yield f"with character {at + 1} changed", changed
        yield f"with character {at + 1} missing", partial(_without, at=at)
        yield f"with a character inserted as number {at + 1}", partial(_with, at=at, new="0")
    yield "with a character added at its end", lambda value: value + "0"
    yield "with a space before it", lambda value: " " + value
    yield "with a space behind it", lambda value: value + " "
    yield "with a tab behind it", lambda value: value + "\t"
    yield "with a line break behind it", lambda value: value + "\n"
    yield "with a carriage return behind it", lambda value: value + "\r\n"
    yield "with a NUL behind it", lambda value: value + "\0"
    yield "with a space inside", partial(_with, at=length // 2, new=" ")
    yield "in capital letters", str.upper
    yield "with capital and small letters swapped", str.swapcase
    yield "with one letter's case changed", _one_case
    yield "with two neighbours swapped", _swapped
    yield "with its first character percent-encoded", lambda value: _percent(value[:1]) + value[1:]
    yield "with its last character percent-encoded", lambda value: value[:-1] + _percent(value[-1:])
    yield "percent-encoded", _percent
    yield "percent-encoded twice", lambda value: quote(_percent(value))
    yield "with an HTML entity in it", lambda value: f"&#{ord(value[0])};{value[1:]}"
    yield "in quotation marks", lambda value: f'"{value}"'
    yield "left empty", lambda value: ""


def _in_another_spelling() -> Iterator[Variant]:
    yield "in base64", lambda value: base64.b64encode(value.encode()).decode()
    yield "in base64url", lambda value: base64.urlsafe_b64encode(value.encode()).decode().strip("=")
    yield "in base32", lambda value: base64.b32encode(value.encode()).decode()
    yield "in hexadecimal", lambda value: value.encode().hex()
    yield "with 0x before it", lambda value: f"0x{value}"
    yield "with an underscore inside", partial(_with, at=5, new="_")
    yield "written backwards", lambda value: value[::-1]
    yield "with = behind it", lambda value: value + "="
    yield "between spaces", lambda value: f" {value} "
    for word in ("None", "null", "undefined", "True", "False", "0"):
        yield f"with the word {word} in its place", _always(word)


def _alike_in_part() -> Iterator[Variant]:
    for number in (1, 4, 8, 16):
        yield f"cut after {number} characters", partial(_slice, end=number)
        yield f"cut down to its last {number}", partial(_slice, start=-number)
        yield f"with other characters after the first {number}", partial(_other, first=number)
        yield f"with other characters before the last {number}", partial(_other, last=number)
    for number in (1, 4, 8, 12):
        both = partial(_other, first=number, last=number)
        yield f"with other characters between the first and the last {number}", both
    yield "written twice", lambda value: value * 2
    yield (
        "with its halves swapped",
        _halves,
    )
    yield "with its characters sorted", lambda value: "".join(sorted(value))
    for mark in (",", " ", ";", "&", "|", "."):
        yield f"in a list, before {mark!r}", partial(_before_another, mark=mark)
        yield f"in a list, behind {mark!r}", partial(_behind_another, mark=mark)
    for number in range(OTHERS):
        yield f"replaced by another of its length, number {number + 1}", _other


def _wildcards() -> Iterator[Variant]:
    for pattern in ("*", ".*", "%", ".+", "^", "[0-9a-f]*", "\\w+"):
        yield f"replaced by the pattern {pattern}", _always(pattern)
    yield "with dots in its place", lambda value: "." * len(value)
    yield "with question marks in its place", lambda value: "?" * len(value)
    yield "with a dot for one character", lambda value: value[:3] + "." + value[4:]


def _beyond_ascii() -> Iterator[Variant]:
    yield "with é at its end", lambda value: value + "é"
    yield "with é for its last character", lambda value: value[:-1] + "é"
    yield "with a wide space before it", lambda value: "\u3000" + value
    yield "with a wide space behind it", lambda value: value + "\u3000"
    yield "with an invisible character inside", partial(_with, at=3, new="\u200b")
    yield "with a full-width character", lambda value: chr(ord(value[0]) + 0xFEE0) + value[1:]


def _parts_of_an_address() -> Iterator[Variant]:
    for scheme in ("https", "ftp", "httpx", "javascript", "myapp"):
        yield f"with {scheme} for http", partial(_scheme, scheme=scheme)
    yield "without a scheme", lambda value: value.partition(":")[2]
    yield "without scheme and slashes", lambda value: value.partition("://")[2]
    yield "with one slash after the scheme", lambda value: value.replace("//", "/", 1)
    yield "with three slashes after the scheme", lambda value: value.replace("//", "///", 1)
    for port in ("80", "443", "8080", "8081", "1", ""):
        yield f"with :{port} behind the host", partial(_host, change=_ends(f":{port}"))
    for name, change in {
        "a subdomain": lambda host: f"www.{host}",
        "a host that begins alike": lambda host: f"{host}.magpie.lab",
        "a host that begins alike, without a dot": lambda host: f"{host}magpie",
        "a host that ends alike": lambda host: f"magpie{host}",
        "another top-level domain": lambda host: host.replace(".lab", ".com"),
        "a dot behind the host": lambda host: f"{host}.",
        "a wide dot in the host": lambda host: host.replace(".", "\u3002"),
        "the host in capital letters": str.upper,
        "a full-width letter in the host": lambda host: chr(ord(host[0]) + 0xFEE0) + host[1:],
        "another host": lambda host: "magpie.lab",
        "no host": lambda host: "",
        "a user name before the host": lambda host: f"magpie@{host}",
        "a user name and a password before the host": lambda host: f"magpie:x@{host}",
        "the host as a user name": lambda host: f"{host}@magpie.lab",
        "the host as a user name, with a port": lambda host: f"{host}:80@magpie.lab",
        "the host after a backslash": lambda host: f"magpie.lab\\@{host}",
        "the host before a backslash": lambda host: f"{host}\\@magpie.lab",
        "a percent-encoded dot in the host": lambda host: host.replace(".", "%2e"),
    }.items():
        yield f"with {name}", partial(_host, change=change)
    yield "with backslashes for slashes", lambda value: value.replace("/", "\\")
    yield "with a backslash for the last slash", lambda value: "\\".join(value.rsplit("/", 1))
    inside = {"a path": "/", "a query": "/?", "a value": "/?from=", "a fragment": "/#"}
    for name, before in inside.items():
        yield f"as {name} of another's", _begins(f"http://magpie.lab{before}")


def _paths() -> Iterator[Variant]:
    for name, end in {
        "one more slash": "/",
        "two more slashes": "//",
        "a page below": "/magpie",
        "a query": "?from=magpie",
        "an empty value in a query": "?x=",
        "a fragment": "#magpie",
        "a parameter": ";magpie",
        "an ampersand": "&x=y",
        "a dot": "/.",
        "a way up and down again": "/x/..",
        "an encoded slash": "%2F",
        "an encoded space": "%20",
        "a plus": "+",
        "a file's ending": ".html",
    }.items():
        yield f"with {name} behind it", _ends(end)
    yield "with two slashes in the path", partial(_path, change=lambda path: f"/{path or '/'}")
    yield "with a way up in the path", partial(_path, change=lambda path: f"/x/..{path or '/'}")
    yield "with a dot in the path", partial(_path, change=lambda path: f"/.{path or '/'}")
    yield "with another folder in the path", partial(_path, change=lambda path: f"/magpie{path}")
    yield "with the path in capital letters", partial(_path, change=lambda path: path.upper())
    yield "with only the host left", partial(_path, change=lambda path: "")
    yield "one folder up", partial(_path, change=posixpath.dirname)
    yield "with only the scheme left", lambda value: "http://"
    for mark in (",", " ", ";", "|", ""):
        yield f"in a list, before {mark!r}", _ends(f"{mark}http://magpie.lab")
        yield f"in a list, behind {mark!r}", _begins(f"http://magpie.lab{mark}")
    yield "as a pattern", lambda value: f"{value[:7]}*"
    yield "as another pattern", lambda value: f"{value[:7]}.*"
    yield "with a host that fits a dot", lambda value: value.replace(".lab", "xlab")


def _always(word: str) -> Callable[[str], str]:
    return lambda value: word


def _ends(end: str) -> Callable[[str], str]:
    return lambda value: value + end


def _begins(before: str) -> Callable[[str], str]:
    return lambda value: before + value


def _slice(value: str, start: int | None = None, end: int | None = None) -> str:
    return value[start:end]


def _before_another(value: str, mark: str) -> str:
    return f"{value}{mark}{_other(value)}"


def _behind_another(value: str, mark: str) -> str:
    return f"{_other(value)}{mark}{value}"


def _halves(value: str) -> str:
    middle = len(value) // 2
    return value[middle:] + value[:middle]


def _scheme(value: str, scheme: str) -> str:
    return scheme + value.removeprefix("http")


def _changed(value: str, at: int) -> str:
    return value[:at] + ("0" if value[at : at + 1] != "0" else "1") + value[at + 1 :]


def _without(value: str, at: int) -> str:
    return value[:at] + value[at + 1 :]


def _with(value: str, at: int, new: str) -> str:
    return value[:at] + new + value[at:]


def _one_case(value: str) -> str:
    at = next((at for at, letter in enumerate(value) if letter.swapcase() != letter), 0)
    return value[:at] + value[at].swapcase() + value[at + 1 :]


def _swapped(value: str) -> str:
    at = next(at for at in range(len(value) - 1) if value[at] != value[at + 1])
    return value[:at] + value[at + 1] + value[at] + value[at + 2 :]


def _percent(value: str) -> str:
    return "".join(f"%{byte:02X}" for byte in value.encode())


def _other(value: str, first: int = 0, last: int = 0) -> str:
    """Another text of this length and kind of characters; its first and last ones may stay."""
    letters = sorted(set(value)) * 2 or ["0"]
    new = "".join(secrets.choice(letters) for _ in value)
    return value[:first] + new[first : len(value) - last] + value[len(value) - last :]


def _host(value: str, change: Callable[[str], str]) -> str:
    parts = urlsplit(value)
    return value.replace(f"//{parts.netloc}", f"//{change(parts.netloc)}", 1)


def _path(value: str, change: Callable[[str], str]) -> str:
    parts = urlsplit(value)
    before = f"{parts.scheme}://{parts.netloc}"
    return before + change(value.removeprefix(before))
