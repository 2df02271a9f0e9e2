"""One private file: written whole or not at all, by many at once, and odd ones are sentences."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
import time
from pathlib import Path

import filelock
import pytest

from helpers import private_file
from helpers.plain_errors import PlainError
from helpers.private_file import has_unsaved, read, write

on_posix = pytest.mark.skipif(os.name != "posix", reason="pipes and links of POSIX")
KEEP = """
import sys
from pathlib import Path
from helpers import private_file
path, name, times = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
private_file.LOCKED_AT_MOST = 60  # a busy machine is no failure; the wait has its own test
print("begins", flush=True)
for number in range(times):
    private_file.write(path, {f"{name}_{number}": "value", f"{name}_last": str(number)})
"""


@pytest.fixture(autouse=True)
def nothing_unsaved():
    private_file._unsaved.clear()
    yield
    private_file._unsaved.clear()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "twitch.env"


def keeping(path: Path, name: str, times: int) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-c", KEEP, str(path), name, str(times)]
    return subprocess.Popen(command, stdout=subprocess.PIPE)


def test_of_many_that_keep_at_once_nobody_loses_a_value(path):
    writers = [keeping(path, f"WRITER{number}", 60) for number in range(5)]
    for writer in writers:
        writer.communicate(timeout=60)
        assert writer.returncode == 0
    kept = read(path)
    assert len(kept) == 5 * 61
    assert {kept[f"WRITER{number}_last"] for number in range(5)} == {"59"}


@on_posix
def test_a_writer_that_is_killed_leaves_a_whole_file(path):
    write(path, {"TWITCH_ACCESS_TOKEN": "before"})
    for _ in range(12):
        writer = keeping(path, "KILLED", 5000)
        writer.stdout.readline()
        time.sleep(0.02)
        writer.send_signal(signal.SIGKILL)
        writer.communicate(timeout=20)
        assert read(path)["TWITCH_ACCESS_TOKEN"] == "before"
        path.unlink()
        write(path, {"TWITCH_ACCESS_TOKEN": "before"})
    assert not list(path.parent.glob(".tmp_*"))


def test_what_a_full_disk_or_a_kill_left_is_removed_at_the_next_write(path):
    (path.parent / ".tmp_abc").write_text("TWITCH_CLIENT_SECRET='hunter22'\n")
    write(path, {"A": "1"})
    assert {one.name for one in path.parent.iterdir()} <= {"twitch.env", ".lock"}


@on_posix
def test_each_write_closes_the_file_to_others(path):
    write(path, {"A": "1"})
    path.chmod(0o644)
    write(path, {"B": "2"})
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_lines_of_the_readers_own_stay_as_they_are(path):
    theirs = b'# mine\r\nOTHER=5\r\n\r\nexport QUOTED="a b"\r\nNO_VALUE\r\nLAST=no end of line'
    path.write_bytes(b"\xef\xbb\xbf" + theirs)
    write(path, {"TWITCH_CODE": "abc"})
    assert path.read_bytes() == theirs + b"\nTWITCH_CODE='abc'\n"
    assert read(path)["OTHER"] == "5" and read(path)["QUOTED"] == "a b"


def test_a_name_that_stands_twice_is_set_once(path):
    path.write_text("A=1\nB=2\nA=3\n")
    write(path, {"A": "4"})
    assert path.read_text() == "B=2\nA='4'\n"


@pytest.mark.parametrize("value", ["a\nb", "a\\nb", "\r", 'a"\n', "\\", "it's", "\ud800"])
def test_no_value_makes_two_lines_or_stops_the_next_read(path, value):
    write(path, {"A": value, "B": "2"})
    assert read(path)["B"] == "2"
    assert value == "\ud800" or read(path)["A"] == value


ODD = {
    "not UTF-8": ("TWITCH_CODE=hunter22".encode("utf-16"), "damaged|no longer text"),
    "latin-1": ("A='für'\nTWITCH_CODE='hunter22'".encode("latin-1"), "no longer text in UTF-8"),
    "zeros": (b"TWITCH_CODE='hunter22'\n" + bytes(50), "holds zeros"),
    "an open quote": (b"A='hunter22\n", "Line 1 .* can't be read"),
    "an open quote before others": (b"A='hunter22\nB='2'\nC='3'\n", "Line 1 .* can't be read"),
    "a double quote": (b'A=1\nB="hunter22\nC="3"\n', "Line 2 .* can't be read"),
    "no name": (b"A=1\n='hunter22'\n", "Line 2 .* can't be read"),
    "behind the quote": (b"A='1' hunter22\n", "Line 1 .* can't be read"),
    "1 MB": (b"A='hunter22'\n" * 80_000, "larger than 64 KB"),
}


@pytest.mark.parametrize("kind", ODD)
def test_an_odd_file_is_a_sentence_and_stays_as_it_is(path, kind):
    content, says = ODD[kind]
    path.write_bytes(content)
    began = time.monotonic()
    with pytest.raises(PlainError, match=says) as raised:
        read(path)
    assert "hunter22" not in str(raised.value)
    with pytest.raises(PlainError, match=says):
        write(path, {"TWITCH_ACCESS_TOKEN": "granted"})
    assert time.monotonic() - began < 5
    assert path.read_bytes() == content
    path.unlink()  # as the sentence says
    write(path, {})
    assert read(path) == {"TWITCH_ACCESS_TOKEN": "granted"}


@on_posix
@pytest.mark.parametrize("kind", ["link", "broken link", "folder", "pipe"])
def test_what_is_no_file_is_a_sentence(path, kind):
    other = path.with_name("other")
    other.write_text("A='1'\n")
    if kind == "folder":
        path.mkdir()
    elif kind == "pipe":
        os.mkfifo(path)  # to open it would wait for ever
    else:
        path.symlink_to(other if kind == "link" else path.with_name("gone"))
    for act in (lambda: read(path), lambda: write(path, {"A": "hunter22"})):
        with pytest.raises(PlainError, match="a link|not a file") as raised:
            act()
        assert "hunter22" not in str(raised.value)
    assert other.read_text() == "A='1'\n"
    assert not list(path.parent.glob(".tmp_*"))


def full_disk(*_):
    raise OSError(28, "No space left on device")


@pytest.mark.parametrize("broken", ["new_file", "replace"])
def test_what_could_not_be_written_is_in_memory_until_it_can(path, monkeypatch, broken):
    write(path, {"TWITCH_CODE": "spent", "TWITCH_CLIENT_ID": "abc"})
    with monkeypatch.context() as patch:
        patch.setattr(private_file, broken, full_disk)
        with pytest.raises(PlainError, match="in this kernel's memory") as raised:
            write(path, {"TWITCH_ACCESS_TOKEN": "granted", "TWITCH_CODE": ""})
        assert "granted" not in str(raised.value) and "No space left" in str(raised.value)
        assert "Nothing was changed" not in str(raised.value)
        wanted = {"TWITCH_CLIENT_ID": "abc", "TWITCH_ACCESS_TOKEN": "granted"}
        assert read(path) == wanted and has_unsaved(path)
        with pytest.raises(PlainError):
            write(path, {})
    write(path, {})
    assert not has_unsaved(path) and read(path) == wanted
    assert "granted" in path.read_text() and "spent" not in path.read_text()
    assert not list(path.parent.glob(".tmp_*"))


def test_a_newer_value_goes_before_the_one_that_waits_in_memory(path, monkeypatch):
    with monkeypatch.context() as patch:
        patch.setattr(private_file, "new_file", full_disk)
        with pytest.raises(PlainError):
            write(path, {"TWITCH_CODE": "older"})
    write(path, {"TWITCH_CODE": "newer"})
    assert read(path) == {"TWITCH_CODE": "newer"} and "older" not in path.read_text()


def test_nothing_granted_nothing_promised(path, monkeypatch):
    monkeypatch.setattr(private_file, "new_file", full_disk)
    with pytest.raises(PlainError) as raised:
        write(path, {})
    assert "memory" not in str(raised.value)


@pytest.mark.skipif(sys.platform != "linux", reason="a limit of Linux")
def test_a_file_that_may_not_grow_loses_nothing(path):
    write(path, {"TWITCH_CODE": "kept"})
    code = (
        "import resource, signal, sys; from pathlib import Path; from helpers import private_file\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))\n"
        "try: private_file.write(Path(sys.argv[1]), {'A': 'granted'})\n"
        "except Exception as problem: print(type(problem).__name__, problem)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(path)], capture_output=True, encoding="utf-8", timeout=60
    )
    assert done.stdout.startswith("PlainError") and "in this kernel's memory" in done.stdout
    assert read(path) == {"TWITCH_CODE": "kept"}
    assert not list(path.parent.glob(".tmp_*"))


def test_the_wait_for_another_writer_ends_with_a_sentence(path, monkeypatch):
    monkeypatch.setattr(private_file, "LOCKED_AT_MOST", 0.2)
    with filelock.FileLock(path.parent / ".lock"):
        with pytest.raises(PlainError, match="Another notebook has been writing"):
            write(path, {"A": "1"})
    write(path, {})
    assert read(path) == {"A": "1"}


def test_where_the_system_has_no_locks_a_soft_one_is_taken(path, monkeypatch):
    def no_locks(*_, **__):
        raise NotImplementedError

    monkeypatch.setattr(filelock.FileLock, "acquire", no_locks)
    write(path, {"A": "1"})
    assert read(path) == {"A": "1"}
    assert not (path.parent / ".lock").exists()  # a soft one goes with its holder


@on_posix
def test_the_lock_is_its_owners_only(path):
    umask = os.umask(0)
    try:
        with private_file.locked(path.parent):
            assert stat.S_IMODE((path.parent / ".lock").stat().st_mode) == 0o600
    finally:
        os.umask(umask)


def test_what_is_written_is_on_the_disk_before_it_takes_its_place(path, monkeypatch):
    """Else a power cut may leave an empty file where a whole one was."""
    order = []
    fsync, replace = os.fsync, Path.replace
    monkeypatch.setattr(os, "fsync", lambda handle: (order.append("disk"), fsync(handle)))
    monkeypatch.setattr(Path, "replace", lambda *two: (order.append("place"), replace(*two))[1])
    write(path, {"A": "1"})
    assert order == ["disk", "place"]
    assert read(path) == {"A": "1"}


@on_posix
def test_a_link_is_not_replaced(path, tmp_path):
    (tmp_path / "elsewhere").write_text("theirs")
    path.symlink_to(tmp_path / "elsewhere")
    with pytest.raises(PlainError, match="is a link"):
        private_file.replace(path, b"ours")
    assert path.is_symlink() and (tmp_path / "elsewhere").read_text() == "theirs"
    assert not list(path.parent.glob(".tmp_*"))


@pytest.mark.parametrize("size", [64 * 1024, 64 * 1024 + 1])
def test_a_private_file_has_64_kilobytes_at_most(path, size):
    path.write_bytes(b"A='1'\n" + b"#" * (size - 6))
    if size > 64 * 1024:
        with pytest.raises(PlainError, match="larger than 64 KB"):
            read(path)
    else:
        assert read(path) == {"A": "1"}


def test_a_line_does_not_end_within_a_value(path):
    path.write_bytes(b"A='1'\nB='hunter22\rC=3'\n")
    with pytest.raises(PlainError, match="Line 2 .* can't be read"):
        read(path)


def test_the_new_file_is_made_beside_the_old_one(path, monkeypatch):
    """In the place for temporary files others could see it, and it could not be renamed."""
    monkeypatch.setattr(private_file.tempfile, "tempdir", str(path.parent / "no such folder"))
    write(path, {"A": "1"})
    assert read(path) == {"A": "1"}


def test_another_writer_is_waited_for_five_seconds(path, monkeypatch):
    waited = []

    class Held(filelock.FileLock):
        def acquire(self, *arguments, **options):
            waited.append(self.timeout)
            raise filelock.Timeout(self.lock_file)

    monkeypatch.setattr(private_file.filelock, "FileLock", Held)
    with pytest.raises(PlainError, match="writing for 5 seconds"):
        write(path, {"A": "1"})
    assert waited == [5]
