"""What an exercise's try-out says: a sentence for each thing that was tried."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Verdict:
    """Each thing that was tried: whether it was right, and a sentence about it."""

    lines: tuple[tuple[bool, str], ...]

    @property
    def passed(self) -> bool:
        return all(right for right, _ in self.lines)

    def __repr__(self) -> str:
        lines = [f"{'yes' if right else 'NO':<4} {sentence}" for right, sentence in self.lines]
        return "\n".join([*lines, "Passed." if self.passed else "Not yet."])
