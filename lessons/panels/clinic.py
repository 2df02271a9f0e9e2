"""The error clinic's panel: what failed, why, how to fix it; and faults to cause on purpose."""

from __future__ import annotations

import random
import time
from typing import Any

import requests

from helpers.credentials import Credentials
from helpers.plain_errors import NotYet
from lessons import clinic
from lessons.clinic import faults
from lessons.clinic.diagnosis import Diagnosis, hide
from lessons.exchange import last_failure, pasted, wire
from lessons.panels.panel import Panel, Values
from look.parts import Box, Button, Drawn, Field, Heading, Part, Row, Select, Table, Text

ONLY_ON_PRACTICE = (
    "Faults are caused on purpose on Practice Twitch only. Every wrong request to the real Twitch "
    "counts against your application. Choose Practice Twitch in notebook 00 to try them."
)
NOTHING_FAILED = "Nothing has failed yet of what this kernel's cells sent with helpers or requests."
PASSED_OVER = "A cell's failure on purpose is passed over. The last one before it"
ON_PURPOSE = "The last failure, which a cell caused on purpose"
NOT_THE_READERS = " “Kept” means what the throw-away application had: what you keep was not used."
HAND_OVER = (
    "For a request of your own, give the panel its response: `ClinicPanel(reply)`, or what it "
    "printed. Requests by urllib, other libraries or threads aren't seen. Paste a browser's below."
)


class ClinicPanel(Panel):
    """Diagnose the last failure, or the one whose response or text is given.

    On Practice Twitch it also causes faults, with throw-away applications, not the reader's.
    """

    title = "The error clinic: what failed, why, and how to fix it"

    def __init__(self, reply: Any = None) -> None:
        self._reply = clinic.given(reply)
        self._found: dict[str, list[Part]] = {}  # under each button, what it brought
        self._seen: Diagnosis | None = None  # what stands under the first button
        self._which = ""
        self._at = 0.0  # when the last failure came, in seconds since 1970; 0 for what is given
        self._caused: Diagnosis | None = None  # shown when the reader has looked, and asks for it
        super().__init__()

    def parts(self) -> list[Part]:
        hint = 'http://localhost/?error=… or {"status":400,"message":…}'
        return [
            Text(f"{self._subject()} {HAND_OVER}"),
            Button("look", "Look at the last failure"),
            *self._found.get("look", []),
            Heading("Or an error in the browser: its address, or the text on its page"),
            Field("address", "Address with error=", hint, shape="long"),
            Field("link", "Its authorize link", "if you have it, to compare"),
            Button("look_at", "Look at this address", main=False),
            *self._found.get("look_at", []),
            Heading("Or cause one on purpose"),
            *self._causes(),
        ]

    def begin(self) -> None:
        self._look()
        self.say("")  # the panel itself says it

    def watch(self) -> None:
        self.begin()
        if self._seen is None:
            self._cause(faults.FAULTS[0].title, random.Random(0))  # noqa: S311
            self.do_diagnose({})

    def do_look(self, _: Values) -> None:
        self._reply = None
        self._look()

    def do_look_at(self, values: Values) -> None:
        self._found["look_at"] = []
        address, link = pasted.clean(values["address"]), pasted.clean(values["link"])
        if "/oauth2/authorize" in address or not address:
            raise NotYet(
                "Into the first field goes what the browser showed after the link was opened: its "
                "address with error=, or the text on its page. The link goes into the second."
            )
        if "error=" not in address and "code=" in address:
            raise NotYet(
                "There is no error= in this. An address with code= is none: it goes to notebook 08."
            )
        if found := clinic.examine(address, link):
            self._found["look_at"] = [Drawn(found._repr_html_(), repr(found))]
            self._say_of(found)

    def do_cause(self, values: Values) -> None:
        self._cause(values["fault"], faults.any_chance())

    def do_surprise(self, _: Values) -> None:
        chance = faults.any_chance()
        self._cause(chance.choice(faults.FAULTS).title, chance)

    def do_diagnose(self, _: Values) -> None:
        if self._caused:
            self._found["diagnose"] = [Drawn(self._caused._repr_html_(), repr(self._caused))]
            self._say_of(self._caused, NOT_THE_READERS)

    def _causes(self) -> list[Part]:
        if not self.twitch.is_practice:
            return [Text(ONLY_ON_PRACTICE)]
        cause = Button("cause", "Cause this one", main=False)
        surprise = Button("surprise", "Surprise me", main=False)
        return [
            Select("fault", "What you notice", faults.listed()),
            Row((cause, surprise)),
            *self._found.get("cause", []),
            *self._found.get("diagnose", []),
        ]

    def _subject(self) -> str:
        if self._seen is None:
            return NOTHING_FAILED if self._reply is None else ""
        which = f"{self._which}{_ago(self._at)}" if self._at else "What you gave"
        none = "a text" if isinstance(self._reply, str) else "no failure"
        return f"{which}: {self._seen.failed or none}."

    def _look(self) -> None:
        self._found["look"], self._seen, self._at = [], None, 0.0
        found, reply = clinic.examine(self._reply), self._reply
        last, own = last_failure.last(), last_failure.last_own()
        if found is None:
            return self.say(NOTHING_FAILED)
        if reply is None and last is not None:
            self._which = "The last failure" if own is last else PASSED_OVER if own else ON_PURPOSE
            reply, self._at = (own or last).reply, (own or last).received_at
        self._seen, self._found["look"] = found, [Drawn(found._repr_html_(), repr(found))]
        if isinstance(reply, requests.Response):
            self._found["look"].append(_exchange(reply, self.kept, "The request and its answer"))
        self._say_of(found)

    def _cause(self, title: str, chance: random.Random) -> None:
        self._found["cause"] = self._found["diagnose"] = []
        committed = faults.Bench(self.twitch).commit(faults.named(title), chance)
        self._caused = clinic.diagnose(committed.reply, committed.mine, time.time())
        self._found["cause"] = [
            _exchange(committed.reply, committed.mine),
            Box("What its application keeps", (Table(committed.kept),)),
            Button("diagnose", "Show the diagnosis", main=False),
        ]
        self.say(
            f"Caused: “{faults.label(title)}”, with a throw-away application of the practice "
            "learner. What you keep was not used. What is wrong with this request? Guess first."
        )

    def _say_of(self, found: Diagnosis, more: str = "") -> None:
        self.say(found.verdict + more, "good" if found.known else "info")


def _exchange(reply: requests.Response, mine: Credentials, fold: str = "") -> Drawn:
    """The request and its answer; with `fold`, at a click on that."""
    exchange, secrets = wire.show(reply), clinic.secrets_in(reply, mine)
    exchange.explanation = ""  # the diagnosis says more
    drawn = hide(exchange._repr_html_(), secrets)
    drawn = f"<details><summary>{fold}</summary>{drawn}</details>" if fold else drawn
    return Drawn(drawn, hide(repr(exchange), secrets))


def _ago(at: float) -> str:
    minutes = (time.time() - at) // 60
    return f", {minutes:.0f} minutes ago" if minutes >= 2 else ", just now"
