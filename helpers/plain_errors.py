"""Errors that a learner can read: a sentence in place of a stack trace."""

from __future__ import annotations


class PlainError(Exception):
    """Something went wrong; the message says what happened and what to do now."""

    def _render_traceback_(self) -> list[str]:
        # IPython calls this, if it is there, in place of drawing the stack.
        return [f"\N{BLACK RIGHT-POINTING POINTER} {self}"]


class NotYet(PlainError):
    """A step before this one has not been done; the message says which, and where."""
