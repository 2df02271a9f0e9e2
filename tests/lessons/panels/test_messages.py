"""A panel and its page talk in messages: what is typed passes through, and is kept nowhere."""

from __future__ import annotations

import json

import pytest
from panel_tests import ID, SECRET, every_state, said

from helpers import credentials, private_file, private_folder
from helpers.plain_errors import PlainError
from lessons.panels.form import Form
from lessons.panels.panel import Panel, Values
from look.parts import Button, Choice, Field, Part, Table, Text


class Counter(Panel):
    """Counts its presses, and refuses the word no."""

    title = "A counter"

    def __init__(self) -> None:
        self.presses: list[str] = []
        self.ticks = 0
        super().__init__()

    def parts(self) -> list[Part]:
        return [
            Text(f"{len(self.presses)} so far"),
            Field("word", "A word"),
            Choice("one", "Which one?", (("a", "A"), ("b", "B"))),
            Button("count", "Count"),
        ]

    def do_count(self, values: Values) -> None:
        if values["word"] == "no":
            raise PlainError("That word is refused.")
        self.presses.append(values["word"])
        self.say("Counted.", "good")

    def do_harm(self, _: Values) -> None:
        self.presses.append("harm")

    def tick(self) -> None:
        self.ticks += 1


@pytest.fixture
def panel(practice) -> Counter:
    panel = Counter()
    panel.drawn = []
    panel._form = type("Page", (), {"draw": lambda _, view: panel.drawn.append(view)})()
    panel.hear({"kind": "ready", "turn": -1})
    return panel


def press(panel, word: str, turn: int, action: str = "count") -> None:
    values = {"word": word, "value": ""}
    panel.hear({"kind": "press", "action": action, "turn": turn, "values": values})


def test_a_page_that_says_it_is_there_gets_the_present_view(panel):
    press(panel, "one", 0)
    panel.hear({"kind": "ready", "turn": -1})  # the page was loaded again
    assert panel.drawn[-1]["parts"][0]["text"] == "1 so far"
    assert (panel.drawn[-1]["said"], panel.drawn[-1]["after"]) == ("Counted.", "count")


def test_a_double_click_counts_once(panel):
    turn = panel.drawn[-1]["turn"]
    press(panel, "one", turn)
    press(panel, "one", turn)  # sent before the page had the answer
    assert panel.presses == ["one"] and said(panel) == "Counted."
    press(panel, "two", panel.drawn[-1]["turn"])
    assert panel.presses == ["one", "two"]


def test_what_was_refused_stays_in_its_field_and_what_was_taken_leaves_it(panel):
    press(panel, "no", 0)
    assert panel.drawn[-1]["keep"] and panel.drawn[-1]["mood"] == "bad"
    press(panel, "yes", 1)
    assert not panel.drawn[-1]["keep"]


@pytest.mark.parametrize("action", ["harm", "count ", "", "__init__", "say"])
def test_only_a_button_that_is_shown_can_be_pressed(panel, action):
    press(panel, "one", 0, action)
    assert panel.presses == []


@pytest.mark.parametrize(
    "message",
    [
        {},
        {"kind": "press"},
        {"kind": "what", "turn": 0},
        {"kind": "press", "turn": 7, "values": {}},
    ],
)
def test_an_odd_message_changes_nothing(panel, message):
    panel.hear(message)
    assert panel.presses == [] and said(panel) == ""


def test_time_that_passes_is_no_press(panel):
    panel.hear({"kind": "tick", "turn": 0})
    panel.hear({"kind": "tick", "turn": 0})
    assert panel.ticks == 2 and panel.drawn[-1]["turn"] == 0
    press(panel, "one", 0)
    panel.hear({"kind": "tick", "turn": 0})  # sent before the page had the answer
    assert panel.ticks == 2


def test_nothing_that_is_typed_or_drawn_is_a_trait(practice):
    panel = Counter()
    panel._form = form = Form(panel.hear)
    sent = []
    form.send = lambda message, buffers=None: sent.append(message)
    press(panel, SECRET, 0)
    assert panel.presses == [SECRET] and sent[-1]["kind"] == "view"
    assert SECRET not in every_state() and "so far" not in every_state()
    assert SECRET not in json.dumps(sent)
    assert set(form.trait_names(sync=True)) >= {"_esm", "_css"}
    form.close()


def test_text_of_a_view_is_escaped_before_it_is_drawn(practice):
    class Rude(Counter):
        def parts(self):
            rude = "<img src=x onerror=alert(1)>"
            return [
                Text(rude),
                Table(((rude, rude),)),
                Choice("c", rude, ((rude, rude),)),
                Field("f", "F"),
            ]

    panel = Rude()
    panel.say("<script>alert(1)</script>")
    data = panel.view().data()
    assert data["said"] == "&lt;script&gt;alert(1)&lt;/script&gt;"
    text, table, choice, _ = data["parts"]
    for drawn in (text["text"], *table["rows"][0], choice["legend"], choice["options"][0][1]):
        assert "<" not in drawn and "&lt;img" in drawn


def test_before_a_code_is_spent_the_private_file_is_tried(with_code, monkeypatch):
    from lessons import panels

    def full(*_):
        raise OSError(28, "No space left on device")

    private_folder.fingerprint("the key is made")
    code = credentials.kept(with_code).code
    panel = panels.ExchangePanel()
    with monkeypatch.context() as patch:
        patch.setattr(private_file, "new_file", full)
        panel.press("exchange")
        assert "No space left" in said(panel) and "memory" not in said(panel)
    assert credentials.kept(with_code).code == code
    panel.press("exchange")
    assert "You hold an access token" in said(panel)


def test_a_token_that_could_not_be_written_is_in_memory_and_pressing_again_saves_it(
    with_code, monkeypatch
):
    from lessons import panels

    panel = panels.ExchangePanel()
    write, calls = private_file.change, []

    def fails_after_the_first(path, values):
        calls.append(values)
        if len(calls) > 1:
            raise OSError(28, "No space left on device")
        write(path, values)

    with monkeypatch.context() as patch:
        patch.setattr(private_file, "change", fails_after_the_first)
        panel.press("exchange")
        assert "in this kernel's memory" in said(panel) and "Nothing was changed" not in said(panel)
        token = credentials.kept(with_code).access_token
        assert token and token not in said(panel) + repr(panel)
    panel.press("exchange")
    assert "Your token is in the private file now" in said(panel)
    private_file._unsaved.clear()
    assert credentials.kept(with_code).access_token == token


def test_a_secret_that_could_not_be_written_is_saved_by_the_next_press(practice, monkeypatch):
    from lessons import panels

    credentials.keep(practice, client_id=ID)
    panel = panels.SecretPanel()
    with monkeypatch.context() as patch:
        patch.setattr(private_file, "new_file", lambda *_: (_ for _ in ()).throw(OSError(30, "x")))
        panel.press("keep", client_secret=SECRET)
        assert "in this kernel's memory" in said(panel) and panel._refused  # it stays in its field
    panel.press("keep", client_secret=SECRET)
    private_file._unsaved.clear()
    assert credentials.kept(practice).client_secret == SECRET
