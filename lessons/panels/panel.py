"""What every panel has: a view made from its state, actions, and one sentence that answers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from IPython.display import display

from helpers import credentials, service
from helpers.credentials import Credentials
from helpers.plain_errors import PlainError
from lessons import progress
from lessons.exchange.misplaced import Misplaced
from lessons.panels.form import Form
from lessons.practice_side.practice_learner import PracticeLearner
from look import still
from look.parts import Button, Field, Mood, Part, View

WIDGET = "application/vnd.jupyter.widget-view+json"
Values = Mapping[str, str]


class Panel:
    """Something that a person works, or the practice learner when watching is chosen.

    A panel holds its state in plain Python, and no HTTP logic: it calls the other files of
    `helpers` and `lessons` and shows what they say. Subclasses set `title` and define `parts`. For
    each button they define `do_<action>`, which gets what was typed and chosen and keeps none of
    it. They may define `begin`, and `watch` or just `watched`.
    """

    title = ""
    watched = ""  # the button that the practice learner presses, with what its fields show
    every = 0.0  # seconds, after which the page asks for `tick`; 0 for never

    def __init__(self) -> None:
        self._said, self._after = "", ""
        self._mood: Mood = "info"
        self._turn = 0  # each action belongs to one view, so a second press of it does nothing
        self._refused = False  # then what was typed stays in its field, to be fixed
        self._form: Form | None = None
        with self._telling():
            self.watch() if service.watching() else self.begin()

    def parts(self) -> Sequence[Part | None]:
        """What it shows now, from top to bottom. Raises PlainError when that can't be known."""
        raise NotImplementedError

    @property
    def twitch(self) -> service.Service:
        """The Twitch that is chosen now."""
        return service.chosen()

    @property
    def kept(self) -> Credentials:
        """All that is kept for this Twitch now."""
        return credentials.kept(self.twitch)

    def need(self, *names: str) -> Credentials:
        """All that is kept now. Raises NotYet for the first of these names that is missing."""
        return credentials.need(self.twitch, *names)

    @property
    def learner(self) -> PracticeLearner:
        """Who does a person's part. Raises PlainError with the real Twitch."""
        return PracticeLearner(self.twitch)

    def begin(self) -> None:
        """What it does before a person sees it; nothing by default."""

    def watch(self) -> None:
        """What the practice learner does here in a person's place."""
        self.begin()
        if self.watched:
            shown = self.view().controls()
            values = {one.name: one.value for one in shown if isinstance(one, Field)}
            self.press(self.watched, **values)

    def tick(self) -> None:
        """What it does every few seconds, while `every` isn't 0."""

    def do_look_again(self, _: Values) -> None:
        """What was missing may be there now."""
        self.say("")
        self.begin()

    def say(self, sentence: str, mood: Mood = "info") -> None:
        """Answer with one sentence, beside the button that was pressed."""
        self._said, self._mood = sentence, mood

    def done(self, number: str) -> None:
        """Tick this notebook on the map, if a person did what there is to do in it."""
        if not service.watching():
            progress.note(self.twitch, "done", number)

    def show(self) -> None:
        """Draw the present state at once: for an action that takes its time."""
        if self._form:
            self._form.draw({**self.view().data(), "turn": self._turn, "busy": True})

    def view(self) -> View:
        """All of the panel now."""
        parts: tuple[Part, ...] = (Button("look_again", "Look again"),)
        with self._telling():
            parts = tuple(part for part in self.parts() if part)
        return View(self.title, parts, self._said, self._mood, self._after, self.every)

    def press(self, action: str, **values: str) -> None:
        """Press a button, as a person does. Raises LookupError when there is no such button."""
        if action not in self._actions():
            raise LookupError(f"There is no button for {action} now.")
        self._after = action
        self._refused = False
        with self._telling():
            getattr(self, f"do_{action}")(values)

    def hear(self, message: dict[str, Any]) -> None:
        """Take a message of the page: it is there (`ready`), time has passed, a button was pressed.

        What belongs to an earlier view is passed over: a double click counts once.
        """
        if message.get("turn") == self._turn:
            if message.get("kind") == "tick":
                with self._telling():
                    self.tick()
            elif message.get("kind") == "press":
                self._turn += 1
                values = {str(name): str(value) for name, value in message["values"].items()}
                if message.get("action") in self._actions():
                    self.press(message["action"], **values)
        if self._form:
            drawn = {"turn": self._turn, "busy": False, "keep": self._refused}
            self._form.draw({**self.view().data(), **drawn})

    def _actions(self) -> set[str]:
        shown = self.view().controls()
        # What was missing may have come meanwhile: the button on the page is of the time before.
        return {"look_again"} | {one.action for one in shown if isinstance(one, Button)}

    @contextmanager
    def _telling(self) -> Iterator[None]:
        """What goes wrong is told in a sentence."""
        try:
            yield
        except PlainError as problem:
            self.say(str(problem), "bad")
            self._refused = not isinstance(problem, Misplaced)
        except Exception as problem:
            # The message may hold what was typed, so only the kind of error is shown.
            self.say(
                f"Something in this panel broke ({type(problem).__name__}). What you kept is "
                "safe. Restart the kernel and run the notebook from its top.",
                "bad",
            )

    def __repr__(self) -> str:
        return still.text(self.view())

    def _ipython_display_(self) -> None:
        """Two outputs: a still picture, and the panel, which hides the picture while it lives.

        A notebook that is opened again, or on the web, has no living panel: it shows the picture.
        """
        view = self.view()
        display({"text/plain": still.text(view), "text/html": still.picture(view)}, raw=True)
        if self._form is None:
            self._form = Form(self.hear)
        display(
            {WIDGET: {"version_major": 2, "version_minor": 0, "model_id": self._form.model_id}},
            raw=True,
        )
