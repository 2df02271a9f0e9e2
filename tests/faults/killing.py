"""Kill a child of this process at any line of the code (kill -9), and hear what it had confirmed.

For a process of one thread only: it forks.
"""

from __future__ import annotations

import itertools
import os
import signal
import sys
from collections.abc import Callable, Iterator
from types import FrameType
from typing import Any

Say = Callable[[str], None]
Step = Callable[[Say], None]
Prepare = Callable[[], Step]  # runs in the child as well, before anything can be killed


def at_each_line(places: tuple[str, ...]) -> Iterator[Callable[[Prepare], str]]:
    """A way to run something in a child for each line that it comes to, until it comes to its end.

    What runs the n-th time is killed at the n-th line in these files and folders. It gives what
    the child had confirmed.
    """
    for number in itertools.count(1):
        killed = False

        def run(prepare: Prepare, number: int = number) -> str:
            nonlocal killed
            killed, said = _run(prepare, number, places)
            return said

        yield run
        if not killed:
            return


def _run(prepare: Prepare, number: int, places: tuple[str, ...]) -> tuple[bool, str]:
    reads, writes = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reads)
        try:
            step = prepare()
            _die_at(number, places)
            step(lambda text: _write(writes, text))
        except BaseException as problem:
            print(f"{type(problem).__name__}: {problem}", file=sys.stderr, flush=True)
            os._exit(1)
        os._exit(0)
    os.close(writes)
    with os.fdopen(reads, encoding="utf-8") as said:
        text = said.read()
    _, status = os.waitpid(child, 0)
    killed = os.WIFSIGNALED(status)
    assert killed or os.waitstatus_to_exitcode(status) == 0, "the step failed by itself"
    return killed, text


def _write(pipe: int, text: str) -> None:
    os.write(pipe, text.encode())


def _die_at(number: int, places: tuple[str, ...]) -> None:
    left = number

    def trace(frame: FrameType, event: str, argument: Any) -> Any:
        nonlocal left
        code = frame.f_code
        if not code.co_filename.endswith(places) or code.co_name.startswith("<"):
            return None  # comprehensions come to the same line again and again
        if event == "line":
            left -= 1
            if left == 0:
                os.kill(os.getpid(), signal.SIGKILL)
        return trace

    sys.settrace(trace)
