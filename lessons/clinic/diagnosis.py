"""What the clinic says about one failure: its cause, the evidence, how to fix it."""

from __future__ import annotations

import html
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import quote, quote_plus

from helpers.private_folder import mask
from look.prose import with_code

UNKNOWN = "unknown"
DONT_KNOW = "I don't know, here is what to look at:"


@dataclass(frozen=True)
class Diagnosis:
    """One cause, or none. There is no secret in any of it."""

    cause: str  # a short name such as "redirect_uri_slash"; "unknown" when it isn't clear
    happened: str
    evidence: tuple[str, ...] = ()  # each of one line, or of a few that stand one above the other
    fix: str = ""
    sure: bool = False
    look_at: tuple[str, ...] = ()  # what else may be worth a look

    @property
    def known(self) -> bool:
        return self.cause != UNKNOWN

    def __repr__(self) -> str:
        lines = [f"Cause: {self.cause}{self._hedge}" if self.known else "Cause: not known"]
        lines += [self.happened, *self.evidence]
        if self.fix:
            lines.append(f"To fix it: {self.fix}")
        if self.look_at:
            lines.append(self._heading)
            lines += [f"- {line}" for line in self.look_at]
        return "\n".join(line for line in lines if line)

    def _repr_html_(self) -> str:
        parts = [f"<p>{with_code(self.happened)}</p>"] if self.happened else []
        if self.known:
            parts.insert(0, f"<p><b>Cause</b>: <code>{self.cause}</code>{self._hedge}</p>")
        style = "font-family:monospace;white-space:pre-wrap;overflow-wrap:anywhere"
        parts += [f'<pre style="{style}">{html.escape(one)}</pre>' for one in self.evidence]
        if self.fix:
            parts.append(f"<p><b>To fix it</b>: {with_code(self.fix)}</p>")
        if self.look_at:
            items = "".join(f"<li>{with_code(line)}</li>" for line in self.look_at)
            parts.append(f"<p><b>{html.escape(self._heading)}</b></p><ul>{items}</ul>")
        return "".join(parts)

    @property
    def _hedge(self) -> str:
        return "" if self.sure else " (probably)"

    @property
    def _heading(self) -> str:
        return "Also look at this:" if self.known else DONT_KNOW


def hide(text: str, secrets: Iterable[str]) -> str:
    """The text with a mask in the place of each secret, also where it is escaped."""
    for secret in sorted(secrets, key=len, reverse=True):
        for written in {secret, html.escape(secret), quote(secret, safe=""), quote_plus(secret)}:
            text = text.replace(written, mask(secret))
    return text
