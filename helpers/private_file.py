"""One private file: names and values in dotenv form, replaced as a whole or left as it is.

What could not be written stays in this kernel's memory, is read from there, and goes into the file
with the next write.
"""

from __future__ import annotations

import io
import os
import stat
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import filelock
from dotenv.parser import Binding, parse_stream

from helpers.plain_errors import PlainError

MOST = 64 * 1024  # bytes; a private file has twenty short lines
LOCKED_AT_MOST = 5  # seconds
BUSY_AT_MOST = 1  # second, that another program on Windows may have the file open
TEMPORARY = ".tmp_"

_unsaved: dict[Path, dict[str, str]] = {}


def read(path: Path) -> dict[str, str]:
    """The names and values of a file; empty when there is no such file yet.

    Raises PlainError when the file can't be read, or not all of it.
    """
    values = {line.key: line.value for line in _lines(path) if line.key}
    kept = values | _unsaved.get(path, {})
    return {name: value for name, value in kept.items() if value}


def write(path: Path, values: dict[str, str]) -> None:
    """Set these names, all at once, and leave every other line as it is. An empty one goes.

    The file can be read by its owner only. Raises PlainError when it can't be written; then the
    values stay in memory.
    """
    wanted = _unsaved.get(path, {}) | values
    try:
        with locked(path.parent):
            _remove_leftovers(path.parent)
            change(path, wanted)
    except (OSError, PlainError) as problem:
        why = why_not(path, problem, "written") if isinstance(problem, OSError) else str(problem)
        raise not_written(path, values, why) from None
    _unsaved.pop(path, None)


def not_written(path: Path, values: dict[str, str], why: str) -> PlainError:
    """Keep in memory what could not be written; the error to raise, with its reason."""
    wanted = _unsaved[path] = _unsaved.get(path, {}) | values
    if not any(wanted.values()):
        return PlainError(why)
    return PlainError(
        f"{why} What was to be kept is in this kernel's memory, and is used from there. When the "
        "file can be written, do this step again to save it: it is lost when the kernel ends."
    )


def change(path: Path, values: dict[str, str]) -> None:
    """Set these names in a file that nobody else writes at the same time; nothing is remembered.

    Raises OSError when it can't be written, and PlainError when it can't be read.
    """
    others = [line.original.string for line in _lines(path) if line.key not in values]
    if others and not others[-1].endswith(("\n", "\r")):
        others.append("\n")
    ours = [f"{name}={_quoted(value)}\n" for name, value in values.items() if value]
    replace(path, "".join(others + ours).encode(errors="backslashreplace"))


def has_unsaved(path: Path) -> bool:
    """Whether values wait in memory for a file that could not be written."""
    return any(_unsaved.get(path, {}).values())


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """One writer at a time in this folder. Raises PlainError when another doesn't end in 5 s."""
    place = folder / ".lock"
    lock: filelock.BaseFileLock = filelock.FileLock(place, LOCKED_AT_MOST, 0o600)
    try:
        try:
            lock.acquire()
        except NotImplementedError:  # a file system without locks
            lock = filelock.SoftFileLock(place, LOCKED_AT_MOST, 0o600)
            lock.acquire()
    except filelock.Timeout:
        raise PlainError(
            f"Another notebook has been writing for {LOCKED_AT_MOST} seconds. Try again; if "
            f"nothing else runs, delete {place}."
        ) from None
    try:
        yield
    finally:
        lock.release()


def replace(path: Path, content: bytes) -> None:
    """Put these bytes in the place of a file, whole or not at all. Raises OSError."""
    temporary = new_file(path.parent, content)
    try:
        _refuse_what_is_no_file(path)
        ends_at = time.monotonic() + BUSY_AT_MOST
        while True:
            try:
                temporary.replace(path)
                return
            except PermissionError:
                if os.name != "nt" or time.monotonic() > ends_at:
                    raise
                time.sleep(0.05)
    finally:
        temporary.unlink(missing_ok=True)


def new_file(folder: Path, content: bytes) -> Path:
    """A new file with these bytes, for its owner only, to be renamed. Raises OSError."""
    handle, name = tempfile.mkstemp(prefix=TEMPORARY, dir=folder)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    return Path(name)


def _remove_leftovers(folder: Path) -> None:
    """What a full disk or a kill left. Writers are alone here, so nobody needs it."""
    for leftover in folder.glob(f"{TEMPORARY}*"):
        leftover.unlink(missing_ok=True)


def _lines(path: Path) -> list[Binding]:
    """Every line of a file, comments too. Raises PlainError unless all of it can be read."""
    try:
        raw = _bytes(path)
    except FileNotFoundError:
        return []
    except OSError as problem:
        raise PlainError(why_not(path, problem, "read")) from None
    fix = "Fix it in an editor, or move it away and begin again at notebook 00."
    if len(raw) > MOST:
        raise PlainError(
            f"{path} is larger than {MOST // 1024} KB, so it is no private file. {fix}"
        )
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise PlainError(f"{path} is no longer text in UTF-8. {fix}") from None
    if "\0" in text:
        raise PlainError(f"{path} holds zeros in place of text: it was damaged. {fix}")
    lines = list(parse_stream(io.StringIO(text, newline="")))
    for line in lines:
        inside = line.original.string.strip()
        if line.error or "\n" in inside or "\r" in inside:
            raise PlainError(
                f"Line {line.original.line} of {path} can't be read: it must be NAME='value', with "
                f"both quotes. Nothing was changed. {fix}"
            )
    return lines


def _bytes(path: Path) -> bytes:
    _refuse_what_is_no_file(path)
    with path.open("rb") as file:
        return file.read(MOST + 1)


def _refuse_what_is_no_file(path: Path) -> None:
    """A link would lead a secret elsewhere, and a pipe would never answer."""
    try:
        kind = path.lstat().st_mode
    except FileNotFoundError:
        return
    if not stat.S_ISREG(kind):
        what = "a link" if stat.S_ISLNK(kind) else "not a file"
        raise PlainError(
            f"{path} is {what}, where a private file belongs. Move it away, then try again."
        )


def _quoted(value: str) -> str:
    if "\n" in value or "\r" in value:
        escaped = value.replace("\\", "\\\\").replace('"', '\\"')
        return '"' + escaped.replace("\n", "\\n").replace("\r", "\\r") + '"'
    return "'" + value.replace("\\", "\\\\").replace("'", "\\'") + "'"


def why_not(path: Path, problem: OSError, what: str) -> str:
    """Why a private file or folder can't be read or written, and what to do."""
    try:
        foreign = os.name == "posix" and path.lstat().st_uid != os.geteuid()
    except OSError:
        foreign = False
    if foreign and isinstance(problem, PermissionError):
        return (
            f"{path} belongs to another user: the tutorial was once started by another account, "
            "perhaps with sudo. Take it back (sudo chown -R $USER and its path), or set "
            "TUTORIAL_HOME to a folder of your own."
        )
    return f"{path} can't be {what} ({problem.strerror}). Check its permissions and the disk."
