"""Why pip failed, in one sentence, from what it said. start.py uses it; standard library only."""

from __future__ import annotations

import os
import re

DISK_FULL = "The disk is full. Make some room (about 600 MB), then start again."
CERTIFICATE = (
    "The package index was reached, and its certificate isn't trusted here. In a company or a "
    "school, the network often uses a certificate of its own: ask for its file, and set PIP_CERT "
    "to that file's path. Then start again."
)
PROXY_LOGIN = (
    "The proxy wants a login (407). Set HTTPS_PROXY to http://name:password@host:port, then start "
    "again."
)
PROXY = (
    "The proxy could not be used. Look at HTTPS_PROXY and HTTP_PROXY: the address may be wrong, or "
    "not needed here. Then start again."
)
SET_UP_WRONGLY = (
    "pip can't read a setting, in a file of its own or in a variable PIP_…: {}. Fix that, then "
    "start again."
)
LONG_PATHS = (
    "A path is too long for Windows. Move the tutorial to a folder with a short path, such as "
    "C:\\twitch, or turn on long paths in Windows. Then start again."
)
ELSEWHERE = (
    "pip is set up to install somewhere else (user, target or prefix in pip's configuration; see "
    "`pip config list`). Take that setting out, then start again."
)
BUILT_HERE = (
    "{} has no ready-made package for this Python, and building it here failed. Use a 64-bit "
    "Python from 3.10 to 3.13 from https://www.python.org/downloads/, then start again."
)
NO_INDEX = (
    "PIP_NO_INDEX is set, so pip asks no package index, and it has no {} at hand. Unset "
    "PIP_NO_INDEX, then start again."
)
NO_VERSION = (
    "The package index that pip uses has {}, and no version of it that is wanted here. Look "
    "whether PIP_INDEX_URL or a pip.conf names a mirror that is behind; then start again."
)
NOT_FOUND = (
    "pip found no {} in the package index that it uses. Look whether PIP_INDEX_URL or a pip.conf "
    "names another index, and whether this computer is online. Then start again."
)
OFFLINE = (
    "The packages could not be fetched. Is this computer online? If it needs a proxy, set "
    "HTTPS_PROXY. Then start again."
)

# What stops the connection; the first that fits.
NETWORK = (
    (r"SSLError|CERTIFICATE_VERIFY_FAILED|certificate verify failed", CERTIFICATE),
    (r"\b407\b|Proxy Authentication Required", PROXY_LOGIN),
    (r"ProxyError|Cannot connect to proxy", PROXY),
    (
        r"NewConnectionError|ConnectionError|Connection(Reset|Refused|Aborted)|TimeoutError|"
        r"timed out|name resolution|getaddrinfo|NameResolutionError|RemoteDisconnected|"
        r"Network is unreachable|Max retries exceeded",
        OFFLINE,
    ),
)
# What pip's own errors tell; the first that fits.
ERRORS = (
    (r"No space left on device|Errno 28\b|WinError 112|Disk quota exceeded", DISK_FULL),
    (r"WinError 206|Windows Long Path|filename or extension is too long", LONG_PATHS),
    (r"--(user|target|prefix)\b|User site-packages are not visible", ELSEWHERE),
    (r"(?:subprocess-exited-with-error|Failed (?:building wheel for|to build))", BUILT_HERE),
)
MISSING = re.compile(r"(?:satisfies the requirement|matching distribution found for) ([\w.-]+)")
BUILT = re.compile(r"(?:Failed building wheel for|Failed to build)\W+([\w.-]+)")
UNREADABLE = re.compile(
    r"Configuration file could not be loaded.*(?:\n(?!\s*\[line).*){0,2}"
    r"|An error occurred during configuration: .*"
)
ERROR_LINE = re.compile(r"^\W*(?:\w*Error\b|error\b)", re.IGNORECASE)
NOTE = re.compile(r"^\W*(?:note|hint)\b", re.IGNORECASE)


def told(words: str) -> str:
    """The reason in a sentence, with the way out; empty when pip's words are of no known kind."""
    if unreadable := UNREADABLE.search(words):
        return SET_UP_WRONGLY.format(" ".join(unreadable[0].split()).rstrip("."))
    lines = words.splitlines()
    first = next((place for place, line in enumerate(lines) if ERROR_LINE.match(line)), len(lines))
    errors = "\n".join(lines[first:])
    missing, built = MISSING.search(errors), BUILT.search(errors)
    if missing:  # pip says this for a network that fails, too; its warnings before tell which
        since = words.rpartition("Collecting ")[2]
        found = NOT_FOUND if "from versions: none" in errors else NO_VERSION
        if os.environ.get("PIP_NO_INDEX"):
            found = NO_INDEX
        return _first(NETWORK, since) or found.format(missing[1])
    sentence = _first(ERRORS, errors) or _first(NETWORK, errors)
    return sentence.format(built[1] if built else "A package")


def innermost(words: str) -> str:
    """The line that names the cause: pip puts the words of a failed build inside its own."""
    lines = [line.strip() for line in words.splitlines() if not NOTE.match(line)]
    inside = re.search(r"lines of output\](.*?)\[end of output\]", words, re.DOTALL)
    if inside:
        failed = [line.strip() for line in inside[1].splitlines() if "rror" in line]
        if failed:
            return failed[-1].lstrip("│ ")
    return next((line for line in lines if ERROR_LINE.match(line)), "")


def _first(table: tuple[tuple[str, str], ...], words: str) -> str:
    return next((sentence for signs, sentence in table if re.search(signs, words)), "")
