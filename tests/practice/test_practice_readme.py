"""Practice's README tells the truth about what holds docs/twitch.md."""

from __future__ import annotations

import re
from pathlib import Path

HERE = Path(__file__).resolve().parent
README = HERE.parents[1] / "practice" / "README.md"
SECTIONS = {"0", "1.1", "1.2", "1.3", "1.4", "1.5", "1.6"}
SECTIONS |= {f"2.{number}" for number in range(1, 8)} | {"3.1", "3.2", "3.3"}
SECTIONS |= {"4.1", "4.2", "4.3", "4.4", "5.1", "5.2", "5.3"}
SECTIONS |= {f"6.{number}" for number in range(1, 12)} | {"7.1", "7.2", "7.3"}
SECTIONS |= {"8", "8.1", "8.2", "8.3", "8.4", "9.1", "10"}


def rows() -> list[list[str]]:
    table = README.read_text(encoding="utf-8").split("## Section of docs/twitch.md → test")[1]
    found = [line.strip("|").split(" | ") for line in table.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in row] for row in found[2:]]


def test_every_section_about_a_server_has_its_rows():
    assert {row[0] for row in rows()} == SECTIONS


def test_every_row_names_a_test_or_a_reason():
    assert len(rows()) > 80
    for row in rows():
        assert len(row) == 3, row
        assert "`test_" in row[2] or row[2].startswith("Not here: "), row


def test_every_test_that_is_named_exists():
    sources = "\n".join(path.read_text(encoding="utf-8") for path in HERE.rglob("test_*.py"))
    named = {name for row in rows() for name in re.findall(r"`(test_\w+)`", row[2])}
    assert len(named) > 80
    assert {name for name in named if f"def {name}(" not in sources} == set()


def test_every_file_of_practice_is_in_the_list():
    text = README.read_text(encoding="utf-8")
    paths = [path for path in README.parent.rglob("*.py") if path.name != "__init__.py"]
    assert len(paths) > 30
    names = {path.relative_to(README.parent).as_posix() for path in paths}
    assert {name for name in names if f"`{name}`" not in text} == set()
