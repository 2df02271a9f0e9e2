"""A person at a panel: what they type, press, and read."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from typing import Any
from unittest import mock
from urllib.parse import urlencode

from ipywidgets.widgets import widget as all_widgets

from lessons.practice_side.practice_learner import PracticeLearner
from look import still
from look.parts import Button, Choice, Field, Link

ID, SECRET = "hof5gwx0su6owfnys0nyan9c87zr6t", "41vpdji4e9gif29md0ouet6fktd2xy"
STATE, CODE = "c3ab8aa609ea11e793ae92361f002671", "gulfwdmys5lsm6qyz4xiz9q32l10ab"
HOTEL = b"<html><body>Welcome to the hotel. Please log in.</body></html>"


class Control:
    """A control as a person uses it. What is typed stays until the panel has handled it."""

    def __init__(self, panel, part) -> None:
        self._panel, self._part = panel, part

    @property
    def _typed(self) -> dict[str, str]:
        return self._panel.__dict__.setdefault("typed_by_the_test", {})

    @property
    def value(self) -> str:
        now = self._part.chosen if isinstance(self._part, Choice) else ""
        now = self._part.value if isinstance(self._part, Field) else now
        return self._typed.get(self._part.name, now)

    @value.setter
    def value(self, text: str) -> None:
        self._typed[self._part.name] = text


def controls(panel, kind) -> list[Control]:
    return [Control(panel, one) for one in panel.view().controls() if isinstance(one, kind)]


def buttons(panel) -> list[str]:
    return [one.label for one in panel.view().controls() if isinstance(one, Button)]


def press(panel, label: str) -> None:
    """Press a button as the page does: with all that is typed, or shown as the present value."""
    shown = panel.view().controls()
    [button] = [one for one in shown if isinstance(one, Button) and one.label == label]
    named = [one for one in shown if isinstance(one, (Field, Choice))]
    values = {one.name: Control(panel, one).value for one in named}
    values |= panel.__dict__.get("typed_by_the_test", {})
    panel.press(button.action, **{**values, "value": button.value})
    if not panel._refused:  # then it leaves the page
        panel.__dict__["typed_by_the_test"] = {}


def field(panel, label: str) -> Control:
    [found] = [one for one in panel.view().controls() if getattr(one, "label", "") == label]
    return Control(panel, found)


def text_of(panel) -> str:
    """What a person reads in a panel."""
    picture = re.sub(
        r"<style>.*?</style>|</?(?:span|wbr|code)[^>]*>", "", still.picture(panel.view())
    )
    return html.unescape(re.sub(r"<[^>]*>", " ", picture))


def said(panel) -> str:
    """The sentence that answers."""
    return panel.view().said


def links(panel) -> list[str]:
    return list(_links(panel.view().parts))


def _links(parts) -> Iterator[str]:
    for part in parts:
        if isinstance(part, Link):
            yield part.address
        for box in getattr(part, "boxes", ()):
            yield from _links(box.parts)


def every_state() -> str:
    """The state of every widget there is, as a notebook file could hold it."""
    states = [one.get_state() for one in all_widgets._instances.values()]
    for state in states:
        state.pop("_esm", None)  # the same code for every panel, in which any word may stand
        state.pop("_css", None)
    return json.dumps(states, default=str)


def pictures(panel) -> str:
    """What a notebook file holds of a panel: its picture, and the state of its widget."""
    shown = outputs_of(panel)
    assert len(shown) == 2
    assert all_widgets._instances
    return f"{panel!r} {json.dumps(shown)} {every_state()}"


def outputs_of(panel) -> list[dict[str, Any]]:
    """What a cell shows that ends with this panel."""
    shown: list[dict[str, Any]] = []
    with mock.patch("lessons.panels.panel.display", lambda data, raw: shown.append(data)):
        panel._ipython_display_()
    return shown


SECRETS_WORDS = {
    "client_secret": "That is the client secret.",
    "code": "That is the code.",
    "access_token": "That is the access token.",
    "refresh_token": "That is the refresh token.",
}


def hand_in(panel, text: str) -> Control:
    [pasted] = controls(panel, Field)
    pasted.value = text
    press(panel, "Hand it in")
    return pasted


def answer(code: str = CODE, state: str = STATE) -> str:
    return f"http://localhost/?{urlencode({'code': code, 'scope': 'chat:read', 'state': state})}"


BAD_ANSWERS = {
    "nothing": ("", "Nothing is pasted yet"),
    "cancelled": (
        f"http://localhost/?error=access_denied&error_description=No&state={STATE}",
        "pressed Cancel",
    ),
    "another state": (answer(state="x" * 32), "not the one your link sent"),
    "no state": (f"http://localhost/?code={CODE}", "has no state"),
    "the question": (
        f"https://id.twitch.tv/oauth2/authorize?response_type=code&client_id={ID}",
        "This is the authorize link itself",
    ),
    "a token": (f"http://localhost/#access_token={SECRET}", "access token"),
    "words": ("it says site can't be reached", "neither an address nor a code"),
}


def open_and_answer(panel, twitch) -> str:
    """Do on Practice Twitch what the panel's link asks for; gives the address that comes back."""
    [address] = links(panel)
    return PracticeLearner(twitch).authorize(address)
