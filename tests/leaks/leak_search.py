"""Looks for secrets in files, in processes and in what was displayed."""

from __future__ import annotations

import gzip
import io
import os
import re
import threading
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from written import ways_to_write

MOST_UNPACKED = 64 * 1024 * 1024  # bytes of one packed file
NESTED = 3  # a packed file in a packed file in a packed file
# Most secrets, also in UTF-16, are in a run of such characters. Runs are little of a file, so a
# search for a thousand secrets takes seconds.
RUN = re.compile(rb"(?:\0?[\w%+/=.~-]\0?){16,}")
GZIP = b"\x1f\x8b\x08"


@dataclass(frozen=True)
class Leak:
    """A secret that was found: which, how it was written, and where."""

    mark: str
    way: str
    where: str


@dataclass
class LeakSearch:
    """Looks for these marks (name -> value), and counts where it has looked."""

    marks: Mapping[str, str]
    leaks: set[Leak] = field(default_factory=set)
    files: int = 0
    processes: int = 0
    texts: int = 0
    size: int = 0  # bytes, unpacked

    def __post_init__(self) -> None:
        assert self.marks, "nothing to look for"
        short = [name for name, value in self.marks.items() if len(value) < 8]
        assert not short, f"too short, would be found anywhere: {short}"
        self._in_a_run: list[tuple[bytes, str, str]] = []
        self._elsewhere: list[tuple[bytes, str, str]] = []
        for name, value in self.marks.items():
            for way, form in ways_to_write(value).items():
                within = self._in_a_run if RUN.fullmatch(form) else self._elsewhere
                within.append((form, name, way))

    def look_at_bytes(self, data: bytes, where: str) -> None:
        """Look in these bytes, and in what is packed in them."""
        for part in unpacked(data):
            self.size += len(part)
            runs = b"\n".join(set(RUN.findall(part)))
            for form, name, way in self._in_a_run:
                if form in runs:
                    self.leaks.add(Leak(name, way, where))
            for form, name, way in self._elsewhere:
                if form in part:
                    self.leaks.add(Leak(name, way, where))

    def look_at_text(self, text: str, where: str) -> None:
        """Look in something that was displayed."""
        self.texts += 1
        self.look_at_bytes(text.encode(errors="surrogatepass"), where)

    def look_below(self, folder: Path, named: str = "") -> None:
        """Look in every file below a folder, and in the files' names."""
        for path in sorted(folder.rglob("*")):
            where = f"{named}{path.relative_to(folder).as_posix()}"
            self.look_at_bytes(path.name.encode(errors="surrogateescape"), f"the name of {where}")
            if path.is_symlink() or not path.is_file():
                continue
            try:
                data = path.read_bytes()
            except (FileNotFoundError, PermissionError):  # gone meanwhile, or locked on Windows
                continue
            self.files += 1
            self.look_at_bytes(data, where)

    def look_at_processes(self, seen: Iterable[tuple[int, str, bytes]]) -> None:
        """Look at the command lines and environments that were seen."""
        for _, what, data in set(seen):
            self.look_at_bytes(data, f"{what} of a process")
        self.processes += len({number for number, _, _ in seen})

    def summary(self) -> str:
        """How much was looked at."""
        return (
            f"{self.files} files, {self.processes} processes and {self.texts} displayed texts "
            f"({self.size / 1e6:.0f} MB) searched for {len(self.marks)} secrets"
        )


@contextmanager
def watching_processes() -> Iterator[set[tuple[int, str, bytes]]]:
    """Note what every process shows that this one starts, and they start; on Linux.

    Each is there as its number, `cmdline` or `environ`, and what that holds. One that ends within
    a third of a second may be missed.
    """
    seen: set[tuple[int, str, bytes]] = set()
    ended = threading.Event()

    def watch() -> None:
        while not ended.wait(0.3):
            for number in _descendants(os.getpid()):
                for what in ("cmdline", "environ"):
                    with suppress(OSError):  # it has ended
                        seen.add((number, what, Path(f"/proc/{number}/{what}").read_bytes()))

    thread = threading.Thread(target=watch)
    thread.start()
    try:
        yield seen
    finally:
        ended.set()
        thread.join(10)


def _descendants(number: int) -> set[int]:
    children: dict[int, list[int]] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            parent = int(stat.read_text(errors="replace").rpartition(")")[2].split()[1])
            children.setdefault(parent, []).append(int(stat.parent.name))
    found: set[int] = set()
    todo = children.get(number, [])
    while todo:
        one = todo.pop()
        found.add(one)
        todo += children.get(one, [])
    return found


def unpacked(data: bytes, depth: int = NESTED) -> Iterator[bytes]:
    """These bytes, and all that is packed in them: as gzip, zlib (git does so) or zip."""
    yield data
    if depth == 0:
        return
    for inner in (*_gzipped(data), *_deflated(data), *_zipped(data)):
        yield from unpacked(inner, depth - 1)


def _gzipped(data: bytes) -> Iterator[bytes]:
    """A browser's cache holds gzip in the middle of a file."""
    at = data.find(GZIP)
    while at >= 0:
        try:
            with gzip.GzipFile(fileobj=io.BytesIO(data[at:])) as file:
                yield _readable(file)
        except zlib.error:
            pass
        at = data.find(GZIP, at + 1)


def _readable(file: gzip.GzipFile) -> bytes:
    """What can be unpacked before something else begins."""
    parts = []
    try:
        while sum(map(len, parts)) < MOST_UNPACKED and (part := file.read1()):
            parts.append(part)
    except (EOFError, OSError, zlib.error):
        pass
    return b"".join(parts)


def _deflated(data: bytes) -> Iterator[bytes]:
    if data[:1] == b"\x78":
        try:
            yield zlib.decompressobj().decompress(data, MOST_UNPACKED)
        except zlib.error:
            return


def _zipped(data: bytes) -> Iterator[bytes]:
    if not data.startswith(b"PK\x03\x04"):
        return
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for entry in archive.infolist():
                with archive.open(entry) as file:
                    yield file.read(MOST_UNPACKED)
    except (zipfile.BadZipFile, RuntimeError, zlib.error, NotImplementedError):
        return
