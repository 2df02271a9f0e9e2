"""Stop a thread in which a function of the reader's doesn't come back."""

from __future__ import annotations

import ctypes
import threading
import time
from contextlib import suppress


class Stopped(BaseException):
    """Raised inside a function that took too long."""


def stop(thread: threading.Thread) -> None:
    """Make a thread end at its next step; while it waits for something it is left alone."""
    _raise_in(thread)
    thread.join(0.05)
    if thread.is_alive():
        # What nobody takes keeps Python 3.11 from tracing any function, so this thread takes one.
        with suppress(Stopped):
            _raise_in(threading.current_thread())
            time.sleep(0)


def _raise_in(thread: threading.Thread) -> None:
    # Python has no other way to end a thread (docs.python.org, PyThreadState_SetAsyncExc).
    number = ctypes.c_ulong(thread.ident or 0)
    ctypes.pythonapi.PyThreadState_SetAsyncExc(number, ctypes.py_object(Stopped))
