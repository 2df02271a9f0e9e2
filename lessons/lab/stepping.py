"""Two calls of the reader's function at once, step by step, so that each gap is met each time."""

from __future__ import annotations

import sys
import sysconfig
import threading
import time
from contextlib import suppress
from pathlib import Path
from types import FrameType
from typing import Any

PATIENCE = 0.1  # seconds; who hasn't come to the next step by then waits for a lock
A_MOMENT = 0.02  # seconds, before a line, for who waits for a lock
STEPS, LINES = 500, 6  # so many steps are gone together, so many lines then take a moment
OTHERS = (sysconfig.get_path("stdlib"), str(Path(__file__).parent), "<frozen")


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
        left = [STEPS, LINES]

        def step(frame: FrameType, event: str, _: Any) -> Any:
            if self._ended:
                return None
            if not self._both.broken and left[0]:
                left[0] -= 1
                with suppress(threading.BrokenBarrierError):
                    self._both.wait(PATIENCE)
            elif event == "line" and left[1]:
                left[1] -= 1
                time.sleep(A_MOMENT)
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
