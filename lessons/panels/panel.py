"""What every panel has: a frame, a title, one line that answers, and a still picture of itself."""

from __future__ import annotations

import html
from collections.abc import Callable
from typing import Any

import ipywidgets as widgets

from helpers import credentials, service
from helpers.plain_errors import PlainError

MOODS = {
    "info": "var(--jp-border-color1, #bdbdbd)",
    "good": "var(--jp-success-color1, #388e3c)",
    "bad": "var(--jp-error-color1, #d32f2f)",
}
WHERE = {
    "client ID": "client ID: the string at “Client ID” on the application's page",
    "client secret": "client secret: the string that appears once, after New Secret",
    "code": "code, which stands in the address that comes back. Paste all of that address",
}
FRAME = widgets.Layout(
    border="1px solid var(--jp-border-color1, #bdbdbd)",
    padding="4px 16px 12px",
    margin="4px 0",
    max_width="860px",
)


class Panel(widgets.VBox):
    """A framed widget that a person works, or the practice learner when watching is chosen.

    A panel holds no HTTP logic: it calls the other files of helpers and shows what they say.
    Subclasses set `title`, pass their parts to `super().__init__`, and may define `watch`.
    """

    title = ""

    def __init__(self, *parts: widgets.Widget) -> None:
        self._said = ""
        self._answer = widgets.HTML()
        heading = widgets.HTML(f"<b>{html.escape(self.title)}</b>")
        super().__init__([heading, *parts, self._answer], layout=FRAME)
        if service.watching():
            self.guarded(self.watch)()

    def watch(self) -> None:
        """What the practice learner does here in a person's place; nothing by default."""

    def say(self, sentence: str, mood: str = "info") -> None:
        """Show one answer at the foot of the panel; mood is info, good or bad."""
        self._said = sentence
        self._answer.value = (
            f'<div role="status" style="border-left:4px solid {MOODS[mood]};padding:2px 10px;'
            f'margin-top:6px;line-height:1.45">{html.escape(sentence)}</div>'
        )

    def guarded(self, action: Callable[[], None]) -> Callable[..., None]:
        """The action as a button handler, whose errors are sentences in the panel."""

        def run(*_: Any) -> None:
            try:
                action()
            except PlainError as problem:
                self.say(str(problem), "bad")
            except Exception as problem:
                # The message may hold what was typed, so only the kind of error is shown.
                self.say(
                    f"Something in this panel broke ({type(problem).__name__}). What you kept is "
                    "safe. Restart the kernel and run the notebook from its top.",
                    "bad",
                )

        return run

    def button(self, label: str, action: Callable[[], None], main: bool = True) -> widgets.Button:
        """A button that runs the action and shows its errors in this panel."""
        button = widgets.Button(
            description=label,
            button_style="primary" if main else "",
            layout=widgets.Layout(width="auto", min_width="120px", align_self="flex-start"),
        )
        button.on_click(self.guarded(action))
        return button

    def still(self) -> str:
        """What the panel shows to a reader on the web, as text."""
        return self._said

    def still_html(self) -> str:
        """The same as HTML."""
        lines = "<br>".join(html.escape(line, quote=False) for line in self.still().splitlines())
        return f"<p>{lines}</p>"

    def __repr__(self) -> str:
        return f"{self.title}\n{self.still()}"

    def _repr_mimebundle_(self, **_: Any) -> dict[str, Any]:
        # GitHub and a notebook without a kernel have no widgets: they show the still picture.
        picture = (
            f"<blockquote><p><b>{html.escape(self.title)}</b></p>{self.still_html()}"
            "<p><i>A still picture of the panel. Run this cell to use it.</i></p></blockquote>"
        )
        return {
            "text/plain": repr(self),
            "text/html": picture,
            "application/vnd.jupyter.widget-view+json": {
                "version_major": 2,
                "version_minor": 0,
                "model_id": self.model_id,
            },
        }


def field(label: str, placeholder: str = "", secret: bool = False) -> widgets.Text:
    """A labelled text field whose value reaches the kernel when it is left, not at every key."""
    kind = widgets.Password if secret else widgets.Text
    return kind(
        description=label,
        placeholder=placeholder,
        continuous_update=False,
        style={"description_width": "130px"},
        layout=widgets.Layout(width="96%"),
    )


def refuse_misplaced(box: widgets.Text, value: str, wanted: str) -> None:
    """Raise PlainError when this value is kept as something else than what is wanted in the box.

    A refused value stays in its box, even a secret's, since it may only need fixing. But a secret
    that is known to be one has no business in the wrong box: it leaves the page.
    """
    known = credentials.kept_as(value)
    if known and known != wanted:
        raise misplaced(box, known, wanted)


def misplaced(box: widgets.Text, known: str, wanted: str) -> PlainError:
    """The sentence about a value in the wrong box, which is emptied if the value is a secret."""
    if known == "client ID":
        return PlainError(f"That is the client ID. Wanted here is the {WHERE[wanted]}.")
    box.value = ""
    return PlainError(
        f"That is the {known}. It must not stand here, so the field is empty again. "
        f"Wanted here is the {WHERE[wanted]}."
    )


def link(label: str, address: str) -> str:
    """HTML of a link that opens in a new tab and tells that page nothing about this one."""
    return (
        f'<a href="{html.escape(address)}" target="_blank" rel="noopener noreferrer" '
        f'style="color:var(--jp-content-link-color, #1976d2);text-decoration:underline">'
        f"{html.escape(label)}</a>"
    )


def table(rows: list[tuple[str, str]]) -> str:
    """HTML of a table: on the left what goes over the wire, on the right what it means."""
    cells = "".join(
        "<tr>"
        '<td style="padding:2px 12px 2px 0;text-align:left;vertical-align:top;max-width:400px">'
        f'<code style="overflow-wrap:anywhere">{html.escape(left)}</code></td>'
        f'<td style="padding:2px 0;text-align:left;vertical-align:top">{html.escape(right)}</td>'
        "</tr>"
        for left, right in rows
    )
    return f'<table style="line-height:1.45">{cells}</table>'
