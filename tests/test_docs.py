"""docs/twitch.md: whatever cites a section of it finds that section there."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parent.parent
TWITCH = PROJECT / "docs" / "twitch.md"
SECTION = r"\d+(?:\.\d+)?"
# Several sections may follow: "docs/twitch.md 2.7, 6.2", "1 and 4.2", "8.1 to 8.3".
CITED = re.compile(rf"docs/twitch\.md`?,?\s+((?:{SECTION})(?:(?:,| and| to)\s+{SECTION})*)")
SUFFIXES = {".py", ".md", ".ipynb", ".html"}


def sections(text: str) -> set[str]:
    """The numbers of the headings."""
    return set(re.findall(rf"^#+ ({SECTION})\b", text, re.MULTILINE))


def cited(text: str) -> set[str]:
    """The numbers of the sections that a text cites."""
    return {number for found in CITED.findall(text) for number in re.findall(SECTION, found)}


def ours() -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files"], cwd=PROJECT, capture_output=True, text=True, check=True
    ).stdout.splitlines()
    return [PROJECT / name for name in listed if Path(name).suffix in SUFFIXES]


def test_each_cited_section_exists() -> None:
    there = sections(TWITCH.read_text(encoding="utf-8"))
    assert len(there) > 30
    files = ours()
    found = {path: cited(path.read_text(encoding="utf-8")) for path in files}
    assert sum(map(len, found.values())) > 200
    missing = {str(path): numbers - there for path, numbers in found.items() if numbers - there}
    assert missing == {}


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("(docs/twitch.md 2.7)", {"2.7"}),
        ("docs/twitch.md 2.7, 6.2).", {"2.7", "6.2"}),
        ("docs/twitch.md 8.1 to 8.3;", {"8.1", "8.3"}),
        ("docs/twitch.md\n    1 and 4.2; RFC 6749 4.1", {"1", "4.2"}),
    ],
)
def test_citations_are_read(text: str, numbers: set[str]) -> None:
    assert cited(text) == numbers


def test_no_source_is_a_mark_that_nobody_can_open() -> None:
    assert re.findall(r"\bS\d+\b", TWITCH.read_text(encoding="utf-8")) == []
