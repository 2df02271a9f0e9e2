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
NO_SSL = (
    "This Python has no module ssl, so pip can't fetch anything. Get another Python from "
    "https://www.python.org/downloads/, then start again with that one."
)
NO_HTTPS_THERE = (
    "What answers there doesn't speak https. Look at PIP_INDEX_URL, HTTPS_PROXY and pip.conf: one "
    "of them may have https:// where http:// belongs, or another port. Then start again."
)
HTTP_ONLY = (
    "The address of the package index begins with http://, and pip takes https:// only. Fix "
    "PIP_INDEX_URL, or index-url in pip.conf, then start again."
)
NOT_SECURE = (
    "No secure connection to the package index came about. A proxy or a virus scanner may be in "
    "between, or the address may be wrong: look at PIP_INDEX_URL and HTTPS_PROXY. Then start again."
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
OTHER_FILE = (
    "What came is not what the package index promised (its hash is another). A mirror or something "
    "in between may have changed it, or a copy on this computer is damaged: run `pip cache purge`, "
    "then start again."
)
DAMAGED = (
    "What came for a package is damaged, or no package. A virus scanner, or a login page of this "
    "network, may have answered in its place. Try another network, then start again."
)
REFUSED = (
    "The package index refused a file ({}). A company's mirror may block it, or be out of order: "
    "ask those who run it, or look whether PIP_INDEX_URL names the right one. Then start again."
)
HASHES_WANTED = (
    "pip is set up to take only packages whose hashes are listed (require-hashes). Unset "
    "PIP_REQUIRE_HASHES, or take it out of pip.conf, then start again."
)
CONSTRAINT = (
    "A list of versions that pip is told to keep to (PIP_CONSTRAINT, or constraint in pip.conf) "
    "allows none that is wanted here. Take that setting out, then start again."
)
NOT_WRITABLE = (
    "A file can't be written: it belongs to somebody else, or another program has it open (a virus "
    "scanner, a notebook). Close what is open, delete the folder .venv, then start again."
)
OTHER_PYTHON = (
    "The package index has {}, and no version of it for this Python. Use a Python from 3.10 to "
    "3.13 from https://www.python.org/downloads/, then start again."
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
    "HTTPS_PROXY. If PIP_INDEX_URL is set, look whether that address answers. Then start again."
)

# What stops the connection; the first that fits.
NETWORK = (
    (r"SSL module is not available|ssl module in Python is not available", NO_SSL),
    (r"CERTIFICATE_VERIFY_FAILED|certificate verify failed", CERTIFICATE),
    (r"(?i:wrong.version.number|record.layer.failure|http request)", NO_HTTPS_THERE),
    (r"not a trusted or secure host", HTTP_ONLY),
    (r"SSLError", NOT_SECURE),
    (r"\b407 Proxy|failed: 407|error:? 407|Proxy Authentication Required", PROXY_LOGIN),
    (r"ProxyError|Cannot connect to proxy", PROXY),
    (
        r"NewConnectionError|ConnectionError|Connection(Reset|Refused|Aborted)|TimeoutError|"
        r"timed out|name resolution|getaddrinfo|NameResolutionError|RemoteDisconnected|"
        r"Network is unreachable|Max retries exceeded|IncompleteRead|Connection broken",
        OFFLINE,
    ),
)
# What pip's own errors tell; the first that fits.
ERRORS = (
    (r"No space left on device|Errno 28\b|WinError 112|Disk quota exceeded", DISK_FULL),
    (r"WinError 206|Windows Long Path|filename or extension is too long", LONG_PATHS),
    (r"--(user|target|prefix)\b|User site-packages are not visible", ELSEWHERE),
    (r"requiring hashes|require-hashes mode|Hashes are required", HASHES_WANTED),
    (r"DO NOT MATCH THE HASHES|MISMATCH THE HASHES", OTHER_FILE),
    (
        r"\.whl is invalid|has an invalid wheel|BadZipFile|not a zip file|Cannot unpack file|"
        r"not a gzip file|Cannot determine archive format|invalid header|tarfile\.ReadError",
        DAMAGED,
    ),
    (r"conflict is caused by(?s:.*)\(constraint\)", CONSTRAINT),
    (r"Errno 13\]|WinError (5|32)\b|Permission denied", NOT_WRITABLE),
)
HTTP_STATUS = re.compile(r"HTTP error (\d+)|\b(\d{3}) (?:Client|Server) Error")
BUILD_FAILED = re.compile(
    r"subprocess-exited-with-error|Failed (?:building wheel for|to build)", re.IGNORECASE
)
FOR_OTHERS = "require a different python version"
MISSING = re.compile(r"(?:satisfies the requirement|matching distribution found for) ([\w.-]+)")
BUILT = re.compile(r"(?:Failed building wheel for|Failed to build)\W+([\w.-]+)")
UNREADABLE = re.compile(
    r"Configuration file could not be loaded.*(?:\n(?!\s*\[line).*){0,2}"
    r"|An error occurred during configuration: .*"
    r"|Could not open requirements file: .*"
    r"|Could not locate Python interpreter .*"
)
ERROR_LINE = re.compile(r"^\W*(?:\w*Error\b|error\b)", re.IGNORECASE)
OWN_CRASH = "ERROR: Exception:"  # of pip itself
RAISED = re.compile(r"[a-zA-Z][\w.]*(Error|Exception)\b")
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
        if FOR_OTHERS in errors.lower():
            found = OTHER_PYTHON
        if os.environ.get("PIP_NO_INDEX"):
            found = NO_INDEX
        return _first(NETWORK, since) or found.format(missing[1])
    if sentence := _first(ERRORS, errors) or _first(NETWORK, errors):
        return sentence
    if status := HTTP_STATUS.search(errors):
        return REFUSED.format(status[1] or status[2])
    # Last: a package that is built here may have failed over any of the others.
    failed = BUILD_FAILED.search(errors)
    return BUILT_HERE.format(built[1] if built else "A package") if failed else ""


def innermost(words: str) -> str:
    """The line that names the cause: pip puts the words of a failed build inside its own."""
    lines = [line.strip() for line in words.splitlines() if not NOTE.match(line)]
    inside = re.search(r"lines of output\](.*?)\[end of output\]", words, re.DOTALL)
    if inside:
        failed = [line.strip() for line in inside[1].splitlines() if "rror" in line]
        if failed:
            return failed[-1].lstrip("│ ")
    found = next((line for line in lines if ERROR_LINE.match(line)), "")
    if found == OWN_CRASH:  # its words stand at the end of the trace
        found = next((line for line in reversed(lines) if RAISED.match(line)), found)
    return found


def _first(table: tuple[tuple[str, str], ...], words: str) -> str:
    return next((sentence for signs, sentence in table if re.search(signs, words)), "")
