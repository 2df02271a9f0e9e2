"""A panel that has one of each kind of part, for the tests of the drawing."""

from __future__ import annotations

from helpers.plain_errors import PlainError
from lessons.panels.panel import Panel, Values
from look.parts import (
    Bar,
    Big,
    Box,
    Boxes,
    Button,
    Choice,
    Code,
    Drawn,
    Field,
    Heading,
    Link,
    Part,
    Row,
    Select,
    Steps,
    Table,
    Text,
)

CARD = (
    "<details><summary>As curl</summary><pre tabindex='0'>curl https://id.twitch.tv</pre></details>"
)


class EveryPart(Panel):
    """Says what was done, refuses the word no, and loses the button that was pressed last."""

    title = "One of each"

    def __init__(self) -> None:
        self.gone = ""
        super().__init__()

    def parts(self) -> list[Part]:
        fruit = (("pear", "A pear"), ("plum", "A plum"))
        boxed = (Text("In a box"), Button("box", "Press in the box"))
        parts: list[Part] = [
            Text("A sentence with `code`"),
            Field("line", "A line", suggestions=fruit),
            Field("secret", "A secret", shape="secret"),
            Field("long", "A long text", "such as this", shape="long"),
            Button("keep", "Keep"),
            Heading("Lists"),
            Choice("choice", "Which one?", fruit, "pear"),
            Choice("several", "Which of these?", fruit, "plum", several=True),
            Select("select", "Which of many?", (("Fruit", fruit),)),
            Row((Button("left", "Left"), Button("right", "Right", value="3"))),
            Boxes((Box("A box", boxed), Box("Another box", (Big("ABCD"),)))),
            Table((("scope=chat:read", "what is asked"),)),
            Steps(("First", "Second")),
            Code("print(1)"),
            Code("print(2)", fold="The lines"),
            Bar("How far it is", 0.5),
            Drawn(CARD, "curl"),
            Link("Open a page", "https://example.org"),
            Button("last", "The last one"),
        ]
        return [one for one in parts if not (isinstance(one, Button) and one.action == self.gone)]

    def do_keep(self, values: Values) -> None:
        if values["line"] == "no":
            raise PlainError("That is refused.")
        self.say("Kept.", "good")

    def do_left(self, _: Values) -> None:
        self.say("To the left.")

    def do_right(self, _: Values) -> None:
        self.say("To the right.")

    def do_box(self, _: Values) -> None:
        self.say("In the box.")

    def do_last(self, _: Values) -> None:
        self.gone = "last"
        self.say("It is gone.")
