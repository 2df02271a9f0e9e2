"""Errors that a learner can read: a sentence in place of a stack trace."""

from __future__ import annotations

import sys
from types import TracebackType
from typing import Any


class PlainError(Exception):
    """Something went wrong; the message says what happened and what to do now."""

    def _render_traceback_(self) -> list[str]:
        # IPython calls this, if it is there, in place of drawing the stack.
        return [_pointed(str(self))]


class NotYet(PlainError):
    """A step before this one has not been done; the message says which, and where."""


def explain_unknown_names() -> None:
    """In a notebook, let a name that isn't known yet say so in a sentence.

    It happens to everybody who runs a cell before those above it. Does nothing elsewhere.
    """
    ipython = sys.modules.get("IPython")
    shell = ipython.get_ipython() if ipython else None
    if shell is not None:
        shell.set_custom_exc((NameError,), _explain_unknown_name)


def _explain_unknown_name(
    shell: Any,
    kind: type[NameError],
    error: NameError,
    trace: TracebackType,
    tb_offset: int | None = None,
) -> list[str]:
    lines = [
        _pointed(
            f"`{error.name}` isn't known yet. Run the cells above this one first (menu Run, Run "
            "All Above Selected Cell). If you typed the name yourself, check its spelling."
        )
    ]
    shell._showtraceback(kind, error, lines)
    return lines


def _pointed(sentence: str) -> str:
    return f"\N{BLACK RIGHT-POINTING POINTER} {sentence}"
