"""What a panel shows, as data: parts, one below the other, and one sentence that answers.

A part is drawn twice from the same data: by `lessons/panels/form.js` as controls, and by
`look/still.py` as a picture for readers who have no kernel. In every text, what stands between
backticks is code. Nothing in a part may be a secret.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any, Literal, Union

from look.prose import wired, with_code

Mood = Literal["info", "good", "bad"]


@dataclass(frozen=True)
class Text:
    """A paragraph."""

    text: str


@dataclass(frozen=True)
class Heading:
    """A heading below the panel's own."""

    text: str


@dataclass(frozen=True)
class Link:
    """A link that opens in a new tab. The address may hold a `state`: a picture leaves it out."""

    label: str
    address: str
    main: bool = False  # the next thing to do


@dataclass(frozen=True)
class Field:
    """Something to type. `shape` is "line", "secret" (its letters don't show) or "long".

    `value` is what stands in it at first; `suggestions` are offered while one types.
    """

    name: str
    label: str
    hint: str = ""
    value: str = ""
    shape: str = "line"
    suggestions: tuple[tuple[str, str], ...] = ()  # each a value, and what it means


@dataclass(frozen=True)
class Choice:
    """One of some options, all in sight, or `several`. An option is a value and its label.

    `chosen` is a value; of several, the values with a space between them.
    """

    name: str
    legend: str
    options: tuple[tuple[str, str], ...]
    chosen: str = ""
    several: bool = False


@dataclass(frozen=True)
class Select:
    """One of many, in a list that opens. Each group is a heading and its options."""

    name: str
    label: str
    groups: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]


@dataclass(frozen=True)
class Button:
    """Does the panel's `do_<action>`. `value` is handed to it, as `values["value"]`."""

    action: str
    label: str
    main: bool = True
    value: str = ""


@dataclass(frozen=True)
class Row:
    """Buttons side by side."""

    buttons: tuple[Button, ...]


@dataclass(frozen=True)
class Box:
    """A part of the panel with a frame and a name of its own."""

    title: str
    parts: tuple[Part, ...]


@dataclass(frozen=True)
class Boxes:
    """Boxes side by side, where there is room."""

    boxes: tuple[Box, ...]


@dataclass(frozen=True)
class Table:
    """On the left what goes over the wire, on the right what it means."""

    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Steps:
    """What has happened so far, in its order."""

    lines: tuple[str, ...]


@dataclass(frozen=True)
class Code:
    """Lines to read or to copy, as they are. With `fold`, they are shown at a click on it.

    What is `private` is left out of pictures: it holds a path of this computer.
    """

    text: str
    fold: str = ""
    private: bool = False


@dataclass(frozen=True)
class Big:
    """A few characters to be read from far away."""

    text: str


@dataclass(frozen=True)
class Bar:
    """How much is left or done, between 0 and 1. With `seconds`, it runs out by itself."""

    label: str
    part: float
    seconds: float = 0.0


@dataclass(frozen=True)
class Drawn:
    """HTML that one of our own drawings made, and the same as text. It is trusted."""

    html: str
    text: str


Part = Union[  # noqa: UP007  (a name for all of them, also in Python 3.10's annotations)
    Text,
    Heading,
    Link,
    Field,
    Choice,
    Select,
    Button,
    Row,
    Box,
    Boxes,
    Table,
    Steps,
    Code,
    Big,
    Bar,
    Drawn,
]


@dataclass(frozen=True)
class View:
    """All of a panel at one moment.

    `after` is the action whose outcome `said` is: it stands beside that button. With `every`, the
    panel wants to be asked again after so many seconds.
    """

    title: str
    parts: tuple[Part, ...]
    said: str = ""
    mood: Mood = "info"
    after: str = ""
    every: float = 0.0

    def data(self) -> dict[str, Any]:
        """The same as JSON has it. Texts are HTML, save names, labels of controls, and values."""
        data = {**asdict(self), "parts": [_data(part) for part in self.parts]}
        return data | {"title": with_code(self.title), "said": with_code(self.said)}

    def controls(self) -> list[Part]:
        """Every button, field, choice and list in it, in their order."""
        return [one for part in self.parts for one in _controls(part)]


def _data(part: Part) -> dict[str, Any]:
    data = {"kind": type(part).__name__.lower(), **asdict(part)}
    if isinstance(part, (Text, Heading)):
        data["text"] = with_code(part.text)
    elif isinstance(part, Choice):
        data["legend"] = with_code(part.legend)
        data["options"] = [(value, with_code(label)) for value, label in part.options]
    elif isinstance(part, Table):
        data["rows"] = [(wired(left), with_code(right)) for left, right in part.rows]
    elif isinstance(part, Steps):
        data["lines"] = [with_code(line) for line in part.lines]
    elif isinstance(part, Row):
        data["buttons"] = [_data(button) for button in part.buttons]
    elif isinstance(part, Box):
        data["parts"] = [_data(one) for one in part.parts]
    elif isinstance(part, Boxes):
        data["boxes"] = [_data(box) for box in part.boxes]
    return data


def _controls(part: Part) -> list[Part]:
    if isinstance(part, Row):
        return list(part.buttons)
    if isinstance(part, Box):
        return [one for inner in part.parts for one in _controls(inner)]
    if isinstance(part, Boxes):
        return [one for box in part.boxes for one in _controls(box)]
    return [part] if isinstance(part, (Button, Field, Choice, Select)) else []
