"""Ways to break a disk or a folder for a while. Each is undone at the end of its `with`."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from outcome import CannotInject

PAGE = 4096  # bytes
NOBODY = 65534


@contextlib.contextmanager
def small_disk(folder: Path, size: str = "256k") -> Iterator[None]:
    """A disk of its own at this folder: a tmpfs."""
    if sys.platform != "linux" or os.geteuid() != 0 or not shutil.which("mount"):
        raise CannotInject("only root can mount a small disk, on Linux")
    options = f"size={size},nr_inodes=64,mode=0700"
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(folder)], capture_output=True
    )
    if mounted.returncode:
        raise CannotInject("a small disk can't be mounted here")
    try:
        yield
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


@contextlib.contextmanager
def full(folder: Path, pages_left: int = 0) -> Iterator[None]:
    """The small disk is full but for so many pages."""
    filler = folder / "filler"
    free = os.statvfs(folder)
    with filler.open("wb") as file:
        file.write(b"\0" * max(0, free.f_bavail * free.f_bsize - pages_left * PAGE))
    try:
        yield
    finally:
        filler.unlink()


@contextlib.contextmanager
def no_more_files(folder: Path) -> Iterator[None]:
    """The small disk has room, but not for another file."""
    fillers = [folder / f"filler{number}" for number in range(os.statvfs(folder).f_ffree)]
    for filler in fillers:
        filler.touch()
    try:
        yield
    finally:
        for filler in fillers:
            filler.unlink()


@contextlib.contextmanager
def read_only(folder: Path) -> Iterator[None]:
    """The small disk can't be written to."""
    remount = ["mount", "-o"]
    subprocess.run([*remount, "remount,ro", str(folder)], check=True)
    try:
        yield
    finally:
        subprocess.run([*remount, "remount,rw", str(folder)], check=True)


@contextlib.contextmanager
def no_growth(pid: int = 0) -> Iterator[None]:
    """No file that this process writes may grow, as on a full disk. 0 is this process."""
    if sys.platform != "linux":
        raise CannotInject("a limit that only Linux has")
    import resource

    kind = resource.RLIMIT_FSIZE
    before = resource.prlimit(pid, kind)
    resource.prlimit(pid, kind, (0, before[1]))
    try:
        yield
    finally:
        resource.prlimit(pid, kind, before)


@contextlib.contextmanager
def without_root(*theirs: Path) -> Iterator[None]:
    """As somebody for whom file modes count, and to whom these belong."""
    if os.name != "posix":
        raise CannotInject("this system has no file modes")
    if os.geteuid() != 0:
        yield
        return
    for path in theirs:
        os.chown(path, NOBODY, NOBODY)
    os.setresuid(NOBODY, NOBODY, 0)  # the real one too: os.access asks for it
    try:
        yield
    finally:
        os.setresuid(0, 0, 0)


@contextlib.contextmanager
def mode(path: Path, bits: int) -> Iterator[None]:
    """The file or folder has this mode."""
    before = path.stat().st_mode
    path.chmod(bits)
    try:
        yield
    finally:
        path.chmod(before)


@contextlib.contextmanager
def replaced_by_folder(path: Path) -> Iterator[None]:
    """Where a file was is a folder, and the file is elsewhere."""
    away = path.with_name("away")
    path.rename(away)
    path.mkdir()
    try:
        yield
    finally:
        path.rmdir()
        away.rename(path)
