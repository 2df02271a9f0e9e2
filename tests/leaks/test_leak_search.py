"""The search for leaks is itself searched for gaps: what is planted is found."""

from __future__ import annotations

import base64
import gzip
import io
import json
import subprocess
import sys
import time
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote, quote_plus

import pytest
from hypothesis import given
from hypothesis import strategies as st
from leak_search import LeakSearch, watching_processes

MARKS = {
    "client_secret": "9q4k2m8x7c1v5b3n6z0a2s4d6f8g1h",
    "code": "w7e5r3t1y9u8i6o4p2a0s1d3f5g7h9",
    "state": "Zk3_b-Q9xv7LrT2mWc8YpN5dHs1GfJ0a",
    "pasted address": 'http://localhost/?code=w7e5r3t1y9&scope=chat%3Aread+chat%3A&state=Zé3 "x',
}


def zipped(data: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("notes.txt", data)
    return file.getvalue()


def in_bytes(write: Callable[[bytes], bytes]) -> Callable[[str], bytes]:
    return lambda value: write(value.encode())


def basic(client_id: str) -> Callable[[str], bytes]:
    return lambda value: b"Basic " + base64.b64encode(f"{client_id}:{value}".encode())


WAYS: dict[str, Callable[[str], bytes]] = {
    "plain": str.encode,
    "percent-encoded": lambda value: quote(value, safe="").encode(),
    "an address's path": lambda value: quote(value).encode(),
    "a form": lambda value: quote_plus(value).encode(),
    "JSON": lambda value: json.dumps({"is": value}).encode(),
    "JSON in JSON": lambda value: json.dumps(json.dumps({"is": value})).encode(),
    "JSON in UTF-8": lambda value: json.dumps([value], ensure_ascii=False).encode(),
    "UTF-16": lambda value: value.encode("utf-16"),
    "UTF-16, big-endian": lambda value: value.encode("utf-16-be"),
    "base64": in_bytes(base64.b64encode),
    "base64url": in_bytes(base64.urlsafe_b64encode),
    "Basic, a:secret": basic("a"),
    "Basic, ab:secret": basic("ab"),
    "Basic, abc:secret": basic("abc"),
    "gzip": in_bytes(gzip.compress),
    "gzip of base64": in_bytes(lambda data: gzip.compress(base64.b64encode(data))),
    "gzip in the middle": in_bytes(lambda data: b"\0key\x1f\x8b\x08" + gzip.compress(data)),
    "gzip, cut off": in_bytes(lambda data: gzip.compress(data + bytes(9), 0)[:-12]),
    "zlib, as in git": in_bytes(zlib.compress),
    "zip": in_bytes(zipped),
    "zip in gzip": in_bytes(lambda data: gzip.compress(zipped(data))),
}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("name", MARKS)
def test_a_mark_is_found_in_a_file(name: str, way: str, tmp_path: Path) -> None:
    file = tmp_path / "home" / ".cache" / "deep" / "a file"
    file.parent.mkdir(parents=True)
    planted = WAYS[way](MARKS[name])
    around = b"" if planted[:2] in (b"PK", b"\x1f\x8b", b"\x78\x9c") else b"before "
    file.write_bytes(around + planted + b" behind")
    search = LeakSearch({name: MARKS[name]})
    search.look_below(tmp_path)
    assert {(leak.mark, leak.where) for leak in search.leaks} == {(name, "home/.cache/deep/a file")}
    assert search.files == 1


@given(st.text(min_size=8, max_size=60), st.binary(max_size=5), st.binary(max_size=5))
def test_base64_is_found_whatever_is_around_it(value: str, before: bytes, behind: bytes) -> None:
    try:
        whole = before + value.encode() + behind
    except UnicodeEncodeError:
        return
    for encode in (base64.b64encode, base64.urlsafe_b64encode):
        search = LeakSearch({"mark": value})
        search.look_at_bytes(encode(whole), "here")
        assert search.leaks


def test_a_mark_in_the_name_of_a_file_is_found(tmp_path: Path) -> None:
    (tmp_path / f"answer-{MARKS['code']}.txt").touch()
    search = LeakSearch(MARKS)
    search.look_below(tmp_path)
    assert [leak.mark for leak in search.leaks] == ["code"]


def test_nothing_is_found_where_nothing_is(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(bytes(range(256)) * 100)
    (tmp_path / "b").write_text(MARKS["code"][:-1] + MARKS["state"][1:])
    (tmp_path / "c").write_bytes(gzip.compress(b"nothing") + b"\x1f\x8b\x08")
    search = LeakSearch(MARKS)
    search.look_below(tmp_path)
    assert search.leaks == set()
    assert search.summary().startswith("3 files, 0 processes and 0 displayed texts")


def test_a_mark_in_a_displayed_text_is_found() -> None:
    search = LeakSearch(MARKS)
    search.look_at_text(f"Your code: {MARKS['code']}!", "notebook 08")
    assert [(leak.mark, leak.where) for leak in search.leaks] == [("code", "notebook 08")]
    assert search.texts == 1


@pytest.mark.skipif(not Path("/proc/self/environ").exists(), reason="only Linux shows these")
@pytest.mark.parametrize("what", ["cmdline", "environ"])
def test_a_mark_at_a_process_of_a_process_is_found(what: str) -> None:
    wait = "import sys; print(flush=True); sys.stdin.read()"
    inner = [sys.executable, "-c", wait, *([MARKS["code"]] if what == "cmdline" else [])]
    variables = {"CODE": MARKS["code"]} if what == "environ" else {}
    outer = "import subprocess, json, sys; subprocess.run(json.loads(sys.stdin.readline()))"
    with (
        watching_processes() as seen,
        subprocess.Popen(
            [sys.executable, "-c", outer],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=variables,
            text=True,
        ) as process,
    ):
        assert process.stdin and process.stdout
        print(json.dumps(inner), file=process.stdin, flush=True)
        process.stdout.readline()
        time.sleep(1)
        process.stdin.close()
    search = LeakSearch(MARKS)
    search.look_at_processes(seen)
    assert {(leak.mark, leak.where) for leak in search.leaks} == {("code", f"{what} of a process")}
    assert search.processes >= 2  # or 3: what is just being started counts as well


def test_what_is_too_short_or_nothing_is_refused() -> None:
    for marks in ({}, {"code": "abc"}):
        with pytest.raises(AssertionError):
            LeakSearch(marks)
