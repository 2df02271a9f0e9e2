"""What pip says when it fails is told apart: its real words, and what they mean."""

from __future__ import annotations

import pytest

import why_pip_failed
from why_pip_failed import (
    BUILT_HERE,
    CERTIFICATE,
    DISK_FULL,
    ELSEWHERE,
    LONG_PATHS,
    NO_INDEX,
    NO_VERSION,
    NOT_FOUND,
    OFFLINE,
    PROXY,
    PROXY_LOGIN,
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


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (RETRY.format(SELF_SIGNED) + NOTHING, CERTIFICATE),
        (
            "ERROR: Could not install packages due to an OSError: HTTPSConnectionPool(host='x', "
            "port=443): Max retries exceeded with url: / (Caused by SSLError(SSLError(1)))",
            CERTIFICATE,
        ),
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


@pytest.mark.parametrize(
    "words",
    [
        "Configuration file could not be loaded.\nFile contains no section headers.\nfile: 'x'\n",
        "An error occurred during configuration: option timeout: invalid value: 'soon'\n",
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
