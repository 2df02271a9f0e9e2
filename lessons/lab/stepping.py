"""Two calls of the reader's function at once, step by step, so that each gap is met each time."""

from __future__ import annotations

import sys
import sysconfig
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from types import FrameType
from typing import Any

PATIENCE = 0.1  # seconds; who hasn't come to the next step by then waits for a lock
A_MOMENT = 0.02  # seconds, before a line, for who waits for a lock
STEPS, LINES = 500, 6  # so many steps are gone together, so many lines then take a moment
OTHERS = (sysconfig.get_path("stdlib"), str(Path(__file__).parent), "<frozen")


def slow_down(frame: FrameType | None) -> None:
    """Take a moment before each of the next lines of this function and of those that called it."""
    sys.settrace(lambda *_: None)  # for this thread alone, which ends with the call
    moments = _moments()
    while frame:
        frame.f_trace = moments
        frame = frame.f_back


def _moments() -> Callable[..., Any]:
    left = LINES

    def trace(_: FrameType, event: str, __: Any) -> Any:
        nonlocal left
        if event == "line" and left:
            left -= 1
            time.sleep(A_MOMENT)
        return trace if left else None

    return trace


class Steps:
    """Two threads that go through the reader's function together, one instruction at a time.

    When one of them waits for a lock, the other takes a moment before each line instead: so a lock
    that is let go between two steps is no help.
    """

    def __init__(self) -> None:
        self._both = threading.Barrier(2)
        self._ended = False

    def follow(self) -> None:
        """From now on this thread, which ends with its call, goes with the other one."""
        left, moments = STEPS, _moments()

        def step(frame: FrameType, event: str, argument: Any) -> Any:
            nonlocal left
            if self._ended:
                return None
            if self._both.broken or not left:
                moments(frame, event, argument)
                return step
            left -= 1
            with suppress(threading.BrokenBarrierError):
                self._both.wait(PATIENCE)
            return step

        def enter(frame: FrameType, *_: Any) -> Any:
            if frame.f_code.co_filename.startswith(OTHERS):
                return None
            frame.f_trace_opcodes = True
            return step

        sys.settrace(enter)

    def end(self) -> None:
        """One of the two has its answer: the other one goes on alone."""
        self._ended = True
        self._both.abort()
