"""What the clinic says about one failure: its cause, the evidence, how to fix it."""

from __future__ import annotations

import html
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import quote, quote_plus

from helpers.private_folder import mask
from look import card
from look.prose import wired, with_code

UNKNOWN = "unknown"
DONT_KNOW = "I don't know, here is what to look at"


@dataclass(frozen=True)
class Diagnosis:
    """One cause, or none. There is no secret in any of it."""

    cause: str  # a short name such as "redirect_uri_slash"; "unknown" when it isn't clear
    happened: str
    evidence: tuple[str, ...] = ()  # each of one line, or of a few that stand one above the other
    fix: str = ""
    sure: bool = False
    look_at: tuple[str, ...] = ()  # what else may be worth a look
    failed: str = ""  # the request, and how it was refused
    read_on: str = ""  # a notebook, and a section of docs/twitch.md

    @property
    def known(self) -> bool:
        return self.cause != UNKNOWN

    @property
    def is_failure(self) -> bool:
        """Whether there is anything to fix."""
        return self.known or bool(self.look_at)

    @property
    def verdict(self) -> str:
        """What can be hoped for from it, in a sentence."""
        if not self.is_failure:
            return "There is nothing to fix."
        if not self.known:
            return "The clinic doesn't know the cause; it says what to look at."
        return f"The cause{'' if self.sure else ', probably,'} and how to fix it are shown here."

    def __repr__(self) -> str:
        certainty = self._certainty
        lines = [f"What failed: {self.failed}"] if self.failed else []
        lines.append(f"Cause: {f'{self.cause} ({certainty})' if self.known else certainty}")
        lines += [self.happened, *self.evidence]
        if self.fix:
            lines.append(f"To fix it: {self.fix}")
        if self.look_at:
            lines.append(f"{self._heading}:")
            lines += [f"- {line}" for line in self.look_at]
        if self.read_on:
            lines.append(f"Read on: {self.read_on}")
        return "\n".join(line for line in lines if line)

    def _repr_html_(self) -> str:
        """A card: on the left a word, on the right what is to be said."""
        name = f"<code>{self.cause}</code>" if self.known else ""
        evidence = "".join(f"<pre>{wired(one)}</pre>" for one in self.evidence)
        items = "".join(f"<li>{with_code(line)}</li>" for line in self.look_at)
        rows = {
            "What failed": with_code(self.failed),
            "Cause" if self.known else "What is known": with_code(self.happened) + evidence,
            "To fix it": with_code(self.fix),
            self._heading: items and f"<ul>{items}</ul>",
            "Read on": with_code(self.read_on),
        }
        shown = "".join(f"<dt>{row}</dt><dd>{text}</dd>" for row, text in rows.items() if text)
        mark = card.mark("right" if self.known and self.sure else "on", f"cause: {self._certainty}")
        head = f'<p class="lesson-head">{mark} {name}</p>' if self.is_failure else ""
        return card.framed(
            f'<div class="lesson-sheet">{head}<dl class="lesson-told">{shown}</dl></div>'
        )

    @property
    def _certainty(self) -> str:
        return "not known" if not self.known else "sure" if self.sure else "probably"

    @property
    def _heading(self) -> str:
        return "Also look at this" if self.known else DONT_KNOW


def hide(text: str, secrets: Iterable[str]) -> str:
    """The text with a mask in the place of each secret, also where it is escaped."""
    for secret in sorted(secrets, key=len, reverse=True):
        for written in {secret, html.escape(secret), quote(secret, safe=""), quote_plus(secret)}:
            text = text.replace(written, mask(secret))
    return text
