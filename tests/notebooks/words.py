"""Count what a notebook gives a person to read, and the minutes that it takes.

    python tests/notebooks/words.py

Counted are runs of letters in markdown, in panels as they are stored, and in guesses (their text,
all choices, and the sentence for the foreseen outcome). Alt texts, addresses, code, exchanges and
drawings are left out; folds are counted by themselves.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path

import nbformat

from lessons.decisions import NOTEBOOKS as DECISIONS
from lessons.guesses.bank import GUESSES
from lessons.guesses.guess import Guess
from lessons.questions.bank import QUESTIONS

FOLDER = Path(__file__).parents[2] / "notebooks"
TEN_STEPS = ("00", "01-03", "04-06", "07", "08", "09", "10")
LETTERS = re.compile(r"[^\W\d_]+")
FOLD = re.compile(r"<details>.*?</details>", re.DOTALL)
NOT_READ = re.compile(r"```.*?```|`[^`]*`|!\[.*?\]\(.*?\)|(?<=\])\(.*?\)|<[^>]*>", re.DOTALL)
DRAWN = {"pre", "code", "svg", "style", "dl"}
OF_OTHERS = ("GuessPanel(", "QuestionPanel(")  # counted from their texts, or as questions

WORDS_A_MINUTE = 200
SECONDS = {"line": 6, "guess": 10, "question": 30, "turn": 180, "panel": 60}


@dataclass
class Counted:
    """What is in a notebook: words by where they stand, and what there is to do."""

    prose: int = 0
    panels: int = 0
    guesses: int = 0
    folds: int = 0
    before_the_first_request: int = 0
    minutes: int = 0

    @property
    def read(self) -> int:
        return self.prose + self.panels + self.guesses


def words(text: str) -> int:
    return len(LETTERS.findall(text))


def counted(number: str) -> Counted:
    """Count one notebook, such as "04-06"."""
    (path,) = FOLDER.glob(f"{number}_*.ipynb")
    found, lines, panels, attacks, requested = Counted(), 0, 0, 0, False
    for cell in nbformat.read(path, as_version=4).cells:
        if cell.cell_type == "markdown":
            found.prose += words(NOT_READ.sub(" ", FOLD.sub(" ", cell.source)))
            found.folds += sum(words(NOT_READ.sub(" ", fold)) for fold in FOLD.findall(cell.source))
        else:
            lines += len(cell.source.splitlines())
            mine = not cell.source.startswith(OF_OTHERS)
            shown = _panel(cell) if mine else ""
            panels += bool(shown) and "StartPanel(" not in cell.source
            attacks += cell.source.count("lab.run(")
            found.panels += words(shown)
            for name in re.findall(r'GuessPanel\("(\w+)"\)', cell.source):
                found.guesses += _asked(GUESSES[name])
            requested = requested or "reply = " in cell.source
            if not requested:
                found.before_the_first_request = found.read
            for name in re.findall(r'came_out\(\s*"(\w+)"', cell.source):
                came = GUESSES[name].options[GUESSES[name].came]
                found.guesses += words(NOT_READ.sub(" ", came.says))
    wanted = DECISIONS[number]
    asked = [QUESTIONS[name] for name in wanted.questions]
    questions = sum(words(" ".join([one.text, *one.answers])) for one in asked)
    seconds = (
        60 * (found.read + questions) / WORDS_A_MINUTE
        + SECONDS["line"] * lines
        + SECONDS["guess"] * len(wanted.guesses)
        + SECONDS["question"] * len(asked)
        + SECONDS["turn"] * (len(wanted.turns) + attacks)
        + SECONDS["panel"] * panels
    )
    found.minutes = -int(-seconds // 300) * 5
    return found


def _asked(guess: Guess) -> int:
    """The words of a guess before its cell runs."""
    texts = [guess.text, *(option.label for option in guess.options.values())]
    return words(NOT_READ.sub(" ", " ".join(texts)))


def _panel(cell: nbformat.NotebookNode) -> str:
    """The texts of the panel that a cell shows, as its stored picture has them."""
    pictures = [output.get("data", {}).get("text/html", "") for output in cell.outputs]
    texts = _Texts()
    for picture in pictures:
        if "lesson-still" in picture:
            texts.feed(picture)
    return " ".join(texts.found)


class _Texts(HTMLParser):
    """The texts of a picture, without what is drawn or sent."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._inside: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        kind = dict(attrs).get("class") or ""
        drawn = tag in DRAWN or "lesson-map" in kind or "lesson-card" in kind
        if drawn or self._inside:
            self._inside.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in self._inside:
            del self._inside[len(self._inside) - 1 - self._inside[::-1].index(tag) :]

    def handle_data(self, data: str) -> None:
        if not self._inside:
            self.found.append(data)


def main() -> None:
    total = Counted()
    print("notebook  prose panels guesses  read  folds  minutes")
    for number in DECISIONS:
        one = counted(number)
        print(
            f"{number:8}  {one.prose:5} {one.panels:6} {one.guesses:7} {one.read:5} "
            f"{one.folds:6} {one.minutes:8}"
        )
        if number in TEN_STEPS:
            for name in ("prose", "panels", "guesses", "folds", "minutes"):
                setattr(total, name, getattr(total, name) + getattr(one, name))
    print(
        f"ten steps {total.prose:5} {total.panels:6} {total.guesses:7} {total.read:5} "
        f"{total.folds:6} {total.minutes:8}"
    )
    print(f"before the first request: {counted('00').before_the_first_request}")


if __name__ == "__main__":
    main()
