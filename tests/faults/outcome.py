"""One injected fault, and whether everything that it must not touch survived it."""

from __future__ import annotations

import contextlib
import os
import tempfile
import traceback
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest


@dataclass(frozen=True)
class Outcome:
    kind: str
    fault: str
    problem: str = ""  # empty when it survived
    skipped: bool = False


class CannotInject(Exception):
    """This computer has no way to inject a fault; the text says what is missing."""


def attempt(kind: str, fault: str, check: Callable[[], object]) -> Outcome:
    """Inject one fault. `check` raises unless it survived."""
    try:
        check()
    except CannotInject as missing:
        return Outcome(kind, fault, str(missing), skipped=True)
    except Exception as error:
        where = traceback.extract_tb(error.__traceback__)[-1]
        said = str(error).partition("\n")[0] or where.line
        place = f"{Path(where.filename).name}:{where.lineno}"
        return Outcome(kind, fault, f"{type(error).__name__} in {place}: {said}")
    return Outcome(kind, fault)


def memory() -> str | None:
    """A folder in memory, where there is one: what is killed doesn't need a real disk."""
    return "/dev/shm" if Path("/dev/shm").is_dir() else None


@contextlib.contextmanager
def own_folder() -> Iterator[Path]:
    """A folder that everybody may walk through, as the private folder's home."""
    with tempfile.TemporaryDirectory(prefix="faults-", dir=memory()) as name:
        folder = Path(name)
        folder.chmod(0o755)
        with pytest.MonkeyPatch.context() as patch:
            for variable in list(os.environ):
                ours = variable.startswith(("TUTORIAL_", "TWITCH_", "PRACTICE_"))
                if ours or variable.lower().endswith("_proxy"):
                    patch.delenv(variable)
            patch.setenv("TUTORIAL_HOME", str(folder / "private"))
            for variable in ("HOME", "USERPROFILE"):
                patch.setenv(variable, name)
            yield folder


def no_secret_in(text: str, secrets: object) -> None:
    for secret in secrets:  # type: ignore[attr-defined]
        assert secret not in text, "a secret is in what was said"


def is_a_sentence(said: str) -> None:
    assert said.strip() and said.rstrip()[-1] in ".)", f"no sentence: {said[:80]!r}"
    assert "Traceback" not in said and 'File "' not in said, "a stack trace was shown"
