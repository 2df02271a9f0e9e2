"""Errors that a learner can read: a sentence in place of a stack trace."""

from __future__ import annotations

import http.client
import logging
import socket
import ssl
import sys
import threading
import traceback
from collections.abc import Callable, Iterator
from typing import Any

OURS = {"helpers", "lessons", "look"}
NETWORK = {"requests", "urllib3", "websocket"}
LOST = (ConnectionError, TimeoutError, socket.gaierror, ssl.SSLError, http.client.HTTPException)
LOGS = ("asyncio", "tornado.application", "traitlets", "Comm", "IPKernelApp")

# Each hides secrets in a text; who keeps some puts its own here.
hiders: list[Callable[[str], str]] = []


class PlainError(Exception):
    """Something went wrong; the message says what happened and what to do now."""

    def _render_traceback_(self) -> list[str]:
        # IPython calls this, if it is there, in place of drawing the stack.
        return [_pointed(str(self))]


class NotYet(PlainError):
    """A step before this one has not been done; the message says which, and where."""


def in_words(error: BaseException) -> str:
    """What to say in place of a stack trace; empty for a mistake of the reader's own code."""
    if isinstance(error, PlainError) or hasattr(error, "in_words"):  # who knows more wrote it there
        return str(getattr(error, "in_words", error))
    if isinstance(group := getattr(error, "exceptions", None), tuple):
        return "\n".join(dict.fromkeys(filter(None, map(in_words, group))))
    if type(error).__name__ == "JSONDecodeError":
        return (
            "This is no JSON, so it isn't an answer from Twitch's API. Something in between may "
            "have answered, such as a proxy or a hotel's login page. Try again in a while."
        )
    if NETWORK & {kind.__module__.partition(".")[0] for kind in type(error).__mro__}:
        if (status := getattr(getattr(error, "response", None), "status_code", None)) is not None:
            return f"The request was refused with status {status}. Look at the answer itself."
        if isinstance(error, ValueError):
            return "The request could not be sent. Check its address and its headers."
    elif not isinstance(error, LOST):
        return _in_words_by_place(error)
    return (
        "The connection was lost, or nothing answered. Is this computer online? If Practice "
        "Twitch was meant, restart the kernel and run the cells from the top."
    )


def _in_words_by_place(error: BaseException) -> str:
    found = line = None
    for frame, number in traceback.walk_tb(error.__traceback__):
        name = str(frame.f_globals.get("__name__"))
        if name == "__main__" or name.partition(".")[0] in OURS:
            found, line = name, number
    if found not in (None, "__main__"):
        if isinstance(error, KeyboardInterrupt):
            return "Stopped. Run the cell again whenever you like."
        return (
            f"Something went wrong in the tutorial itself ({type(error).__name__} in {found}, "
            f"line {line}). Is each value right that this cell hands over? Then the fault is "
            "ours: restart the kernel, and run the cells from the top."
        )
    if type(error) is NameError and error.name:
        return (
            f"`{error.name}` isn't known yet. Run the cells above this one first (menu Run, Run "
            "All Above Selected Cell). If you typed the name yourself, check its spelling."
        )
    if found and type(error) is AssertionError and not error.args:
        return (
            f"Something else came than this cell expects in its line {line}. Look at the value "
            "that this line checks, and run the cells above again."
        )
    return ""


def as_text(error: BaseException) -> str:
    """The error in words, or its stack trace, without secrets that are kept."""
    if said := in_words(error):
        return _pointed(said)
    before = _cut_off_what_has_words(error)
    kind = type(error)
    return before + hide("".join(traceback.format_exception(kind, error, error.__traceback__)))


def hide(text: str) -> str:
    """The text with a mask in the place of each secret that is kept."""
    for hider in hiders:
        text = hider(text)
    return text


def load_ipython_extension(shell: Any) -> None:
    """Let this IPython show errors in words, in every %xmode; never the values of variables.

    The kernels of `start.py` load it at once, others with `import helpers`.
    """
    if "showtraceback" in vars(shell):
        return
    draw, put_out = shell.showtraceback, shell._showtraceback

    def showtraceback(exc_tuple: Any = None, *args: Any, **options: Any) -> None:
        error = (exc_tuple or sys.exc_info())[1] or getattr(sys, "last_value", None)
        shell.InteractiveTB.include_vars = False  # %xmode Verbose sets it
        if error is None:
            draw(exc_tuple, *args, **options)
        elif in_words(error) or any(hasattr(one, "exceptions") for one in _chain(error)):
            shell._get_exc_info(exc_tuple)  # remembers it, for %tb
            shell._showtraceback(type(error), error, [as_text(error)])
        else:
            print(end=_cut_off_what_has_words(error), file=sys.stderr)
            draw(exc_tuple, *args, **options)

    def put_out_hidden(kind: Any, error: Any, lines: Any) -> None:
        lines = [lines] if isinstance(lines, str) else lines
        put_out(kind, _reworded(error), [hide(line) for line in lines])

    def reword_reply(result: Any) -> None:
        if result.error_in_exec is not None:
            result.error_in_exec = _reworded(result.error_in_exec)

    shell.showtraceback, shell._showtraceback = showtraceback, put_out_hidden
    shell.events.register("post_run_cell", reword_reply)
    threading.excepthook = lambda failed: print(
        as_text(failed.exc_value or failed.exc_type()), file=sys.stderr
    )
    for name in LOGS:
        logging.getLogger(name).addFilter(_reword_log)


def start() -> None:
    """In a notebook, load the extension. Does nothing elsewhere."""
    ipython = sys.modules.get("IPython")
    if ipython and (shell := ipython.get_ipython()):
        load_ipython_extension(shell)


def _reworded(error: BaseException) -> BaseException:
    """An error of the same name that says nothing secret: messages carry its text along."""
    return type(type(error).__name__, (PlainError,), {})(in_words(error) or hide(str(error)))


def _reword_log(record: logging.LogRecord) -> bool:
    if record.exc_info and record.exc_info[1]:
        record.msg, record.args = as_text(record.exc_info[1]), ()
        record.exc_info = record.exc_text = None
    return True


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    seen: list[BaseException] = []
    while error is not None and error not in seen:
        yield error
        seen.append(error)
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)


def _cut_off_what_has_words(error: BaseException) -> str:
    """The words for the errors before this one, which then aren't drawn with it."""
    said = [_pointed(words) + "\n" for one in _chain(error) if (words := in_words(one))]
    if said:
        error.__cause__, error.__suppress_context__ = None, True
    return "".join(said)


def _pointed(sentence: str) -> str:
    return f"\N{BLACK RIGHT-POINTING POINTER} {sentence}"
