"""What the tests of panel tests share."""

from __future__ import annotations

import html
import json
import re
from urllib.parse import urlencode

import ipywidgets as widgets
from ipywidgets.widgets import widget as all_widgets

from lessons.practice_side.practice_learner import PracticeLearner

ID, SECRET = "hof5gwx0su6owfnys0nyan9c87zr6t", "41vpdji4e9gif29md0ouet6fktd2xy"
STATE, CODE = "c3ab8aa609ea11e793ae92361f002671", "gulfwdmys5lsm6qyz4xiz9q32l10ab"
HOTEL = b"<html><body>Welcome to the hotel. Please log in.</body></html>"


def inside(widget, kind=widgets.Widget):
    """Every widget of a kind within this one."""
    for child in getattr(widget, "children", ()):
        if isinstance(child, kind):
            yield child
        yield from inside(child, kind)


def press(panel, label: str) -> None:
    [button] = [one for one in inside(panel, widgets.Button) if one.description == label]
    assert not button.disabled
    button.click()


def field(panel, label: str) -> widgets.Text:
    [found] = [one for one in inside(panel, widgets.Text) if one.description == label]
    return found


def text_of(panel) -> str:
    """What a person reads in a panel."""
    shown = " ".join(one.value for one in inside(panel, widgets.HTML))
    return html.unescape(re.sub(r"<[^>]*>", " ", shown))


def said(panel) -> str:
    """The line at the foot of a panel."""
    return html.unescape(re.sub(r"<[^>]*>", "", panel._answer.value))


def links(panel) -> list[str]:
    shown = " ".join(one.value for one in inside(panel, widgets.HTML))
    return [html.unescape(address) for address in re.findall(r'href="([^"]*)"', shown)]


def every_state() -> str:
    """The state of every widget there is, as a notebook file could hold it."""
    assert all_widgets._instances
    return json.dumps([one.get_state() for one in all_widgets._instances.values()], default=str)


def pictures(panel) -> str:
    return f"{panel!r} {json.dumps(panel._repr_mimebundle_())}"


SECRETS_WORDS = {
    "client_secret": "That is the client secret.",
    "code": "That is the code.",
    "access_token": "That is the access token.",
    "refresh_token": "That is the refresh token.",
}


def hand_in(panel, text: str) -> widgets.Textarea:
    [pasted] = inside(panel, widgets.Textarea)
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
