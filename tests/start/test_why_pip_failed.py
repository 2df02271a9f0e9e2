"""What pip says when it fails is told apart: its real words, and what they mean."""

from __future__ import annotations

import pytest

import why_pip_failed
from why_pip_failed import (
    BUILT_HERE,
    CERTIFICATE,
    CONSTRAINT,
    DAMAGED,
    DISK_FULL,
    ELSEWHERE,
    HASHES_WANTED,
    HTTP_ONLY,
    LONG_PATHS,
    NO_HTTPS_THERE,
    NO_INDEX,
    NO_SSL,
    NO_VERSION,
    NOT_FOUND,
    NOT_SECURE,
    NOT_WRITABLE,
    OFFLINE,
    OTHER_FILE,
    OTHER_PYTHON,
    PROXY,
    PROXY_LOGIN,
)
from why_pip_failed import (
    REFUSED as REFUSED_FILE,
)

RETRY = "WARNING: Retrying (Retry(total=0)) after connection broken by {}: /simple/one/\n"
NOTHING = (
    "ERROR: Could not find a version that satisfies the requirement one (from versions: none)\n"
    "ERROR: No matching distribution found for one\n"
)
SELF_SIGNED = (
    "'SSLError(SSLCertVerificationError(1, '[SSL: CERTIFICATE_VERIFY_FAILED] certificate verify "
    "failed: self-signed certificate (_ssl.c:1006)'))'"
)
REFUSED = "'NewConnectionError('Failed to establish a new connection: [Errno 111]')'"
TUNNEL = "'ProxyError('Cannot connect to proxy.', OSError('Tunnel connection failed: {}'))'"
BUILD = """Building wheels for collected packages: one
  Building wheel for one (pyproject.toml): started
  error: subprocess-exited-with-error

  × Building wheel for one (pyproject.toml) did not run successfully.
  │ exit code: 1
  ╰─> [3 lines of output]
      running bdist_wheel
      building '_one' extension
      error: command 'gcc' failed: No such file or directory
      [end of output]

  note: This error originates from a subprocess, and is likely not a problem with pip.
  ERROR: Failed building wheel for one
ERROR: Could not build wheels for one, which is required to install pyproject.toml-based projects
"""
# What a build needs is fetched first, by a pip inside pip.
INSIDE = """  Installing build dependencies: finished with status 'error'
  error: subprocess-exited-with-error

  × pip subprocess to install build dependencies did not run successfully.
  │ exit code: 1
  ╰─> [2 lines of output]
      Collecting setuptools>=77
      {}
      [end of output]

  note: This error originates from a subprocess, and is likely not a problem with pip.
error: subprocess-exited-with-error
"""


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (RETRY.format(SELF_SIGNED) + NOTHING, CERTIFICATE),
        (
            "ERROR: Could not install packages due to an OSError: HTTPSConnectionPool(host='x', "
            "port=443): Max retries exceeded with url: / (Caused by SSLError(SSLError(1)))",
            NOT_SECURE,
        ),
        (
            RETRY.format("'SSLError([SSL: WRONG_VERSION_NUMBER])'") + NOTHING,
            NO_HTTPS_THERE,
        ),
        (RETRY.format("'SSLError(1, '[SSL] record layer failure')'") + NOTHING, NO_HTTPS_THERE),
        (
            RETRY.format("'SSLError(\"HTTPS URL because the SSL module is not available.\")'")
            + NOTHING,
            NO_SSL,
        ),
        (
            "Collecting one\nWARNING: The repository located at pypi.example is not a trusted or "
            "secure host and is being ignored.\n" + NOTHING,
            HTTP_ONLY,
        ),
        (
            "ERROR: Ignored the following versions that require a different python version: 1.0 "
            "Requires-Python >=3.99\n" + NOTHING,
            OTHER_PYTHON.format("one"),
        ),
        ("ERROR: one from x cannot be installed when requiring hashes, because", HASHES_WANTED),
        (
            "ERROR: Cannot install one because these package versions have conflicting "
            "dependencies.\n\nThe conflict is caused by:\n    The user requested one>=4.2\n"
            "    The user requested (constraint) one==3.0\n",
            CONSTRAINT,
        ),
        ("ERROR: Could not install: [Errno 13] Permission denied: '/x'", NOT_WRITABLE),
        ("ERROR: Could not install: [WinError 32] used by another process: 'x'", NOT_WRITABLE),
        (INSIDE.format("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE"), OTHER_FILE),
        (INSIDE.format("ERROR: Wheel 'one' located at /tmp/one.whl is invalid."), DAMAGED),
        (
            INSIDE.format("ERROR: HTTP error 403 while getting http://x/one.whl"),
            REFUSED_FILE.format(403),
        ),
        (INSIDE.format("ERROR: Max retries exceeded (Caused by ProtocolError)"), OFFLINE),
        (INSIDE.format("one.c:407: error: expected ;"), BUILT_HERE.format("A package")),
        (RETRY.format(TUNNEL.format("407 Proxy Authentication Required")) + NOTHING, PROXY_LOGIN),
        (RETRY.format(TUNNEL.format("403 Forbidden")) + NOTHING, PROXY),
        (RETRY.format(REFUSED) + NOTHING, OFFLINE),
        (RETRY.format("'ReadTimeoutError('Read timed out.')'") + NOTHING, OFFLINE),
        (NOTHING, NOT_FOUND.format("one")),
        (
            "ERROR: Could not find a version that satisfies the requirement one>=9 (from versions: "
            "1.0, 2.0)\nERROR: No matching distribution found for one>=9",
            NO_VERSION.format("one"),
        ),
        ("ERROR: Can not perform a '--user' install. User site-packages are not", ELSEWHERE),
        ("ERROR: Can not combine '--user' and '--target'", ELSEWHERE),
        (
            "ERROR: Could not install packages due to an OSError: [Errno 2] No such file or "
            "directory: 'C:\\\\x'\nHINT: This error might have occurred since this system does not "
            "have Windows Long Path support enabled.",
            LONG_PATHS,
        ),
        ("ERROR: [WinError 206] The filename or extension is too long: 'C:\\\\x'", LONG_PATHS),
        (BUILD, BUILT_HERE.format("one")),
        ("ERROR: Could not install: [Errno 28] No space left on device: '/x'", DISK_FULL),
        ("ERROR: Exception:\nProtocolError: ('Connection broken: IncompleteRead(9)')", OFFLINE),
        ("ERROR: something that nobody has seen", ""),
    ],
)
def test_each_kind_of_failure_has_its_own_sentence(words: str, sentence: str) -> None:
    assert why_pip_failed.told(words) == sentence


@pytest.mark.parametrize("versions", ["none", "1.0, 2.0"])
def test_an_index_that_was_switched_off_is_named(
    monkeypatch: pytest.MonkeyPatch, versions: str
) -> None:
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    assert why_pip_failed.told(NOTHING.replace("none", versions)) == NO_INDEX.format("one")


def test_a_connection_that_was_made_at_the_second_try_is_no_cause() -> None:
    """A warning before a package that came is not why a later one failed."""
    before = (
        "Collecting zero\n" + RETRY.format(REFUSED) + "  Downloading zero.whl\nCollecting one\n"
    )
    assert why_pip_failed.told(before + NOTHING) == NOT_FOUND.format("one")
    assert why_pip_failed.told(before + BUILD) == BUILT_HERE.format("one")


def test_the_innermost_error_is_told_and_never_a_note() -> None:
    assert (
        why_pip_failed.innermost(BUILD) == "error: command 'gcc' failed: No such file or directory"
    )
    two = BUILD.replace("      running bdist_wheel", "      error: no cache, trying without")
    assert why_pip_failed.innermost(two) == why_pip_failed.innermost(BUILD)
    plain = "note: an error\nworking\nERROR: a wheel is broken\nnote: This error originates here"
    assert why_pip_failed.innermost(plain) == "ERROR: a wheel is broken"
    assert why_pip_failed.innermost("nothing of it") == ""
    crash = (
        "ERROR: Exception:\nTraceback (most recent call last):\n  File 'x'\nzlib.error: bad\n{}\n"
    )
    assert why_pip_failed.innermost(crash.format("pip.x.BadError: y")) == "pip.x.BadError: y"


@pytest.mark.parametrize(
    "words",
    [
        "Configuration file could not be loaded.\nFile contains no section headers.\nfile: 'x'\n",
        "An error occurred during configuration: option timeout: invalid value: 'soon'\n",
        "Could not open requirements file: [Errno 2] No such file or directory: '/x/c.txt'\n",
        "Could not locate Python interpreter /nowhere\n",
    ],
)
def test_a_setting_that_pip_cannot_read_is_named(words):
    told = why_pip_failed.told(words)
    assert " ".join(words.split()).rstrip(".") in told and "variable PIP_" in told


def test_a_line_of_pips_configuration_is_not_shown():
    words = (
        "Configuration file could not be loaded.\nFile contains errors: 'x'\n\t[line 2]: 'secret'"
    )
    told = why_pip_failed.told(words)
    assert "File contains errors: 'x'" in told and "secret" not in told
