"""The error clinic's panel: what failed, why, how to fix it; and faults to cause on purpose."""

from __future__ import annotations

import random
import time
from typing import Any

from helpers import credentials, service
from helpers.credentials import Credentials
from helpers.plain_errors import NotYet
from lessons import clinic
from lessons.clinic import faults
from lessons.clinic.diagnosis import Diagnosis, hide
from lessons.exchange import last_failure, pasted, wire
from lessons.panels.panel import Panel, Values
from look.parts import Button, Drawn, Field, Heading, Part, Select, Text

ONLY_ON_PRACTICE = (
    "Faults are caused on purpose on Practice Twitch only. Every wrong request to the real Twitch "
    "counts against your application. Choose Practice Twitch in notebook 00 to try them."
)
NOTHING_FAILED = (
    "Nothing has failed yet since this kernel was started, of what the notebooks' own functions "
    "sent. For a request of your own, give the panel its response: ClinicPanel(reply)."
)
OLD = 2  # minutes, after which a failure is said to be that old


class ClinicPanel(Panel):
    """Diagnose the last failed exchange, or the one whose response is given.

    On Practice Twitch it also causes faults, with throw-away applications: nothing of the reader's
    is used.
    """

    title = "The error clinic: what failed, why, and how to fix it"

    def __init__(self, reply: Any = None) -> None:
        self._reply = reply
        self._found: list[Part] = []
        super().__init__()

    def parts(self) -> list[Part]:
        hint = 'http://localhost/?error=… or {"status":400,"message":…}'
        return [
            *self._found_by("look"),
            Button("look", "Look at the last failure"),
            Heading("Or an error in the browser: its address, or the text on its page"),
            Field("address", "Address with error=", hint),
            Field("link", "Its authorize link", "if you have it: then both are compared"),
            Button("look_at", "Look at this address", main=False),
            *self._found_by("look_at"),
            Heading("Or cause one on purpose"),
            *self._causes(),
            *self._found_by("cause"),
        ]

    def begin(self) -> None:
        self._look()

    def watch(self) -> None:
        if self._reply is None and last_failure.last() is None:
            # The same each time: it is only shown.
            self._commit(faults.FAULTS[0].title, random.Random(0))  # noqa: S311
        else:
            self._look()

    def do_look(self, _: Values) -> None:
        self._reply = None
        self._look()

    def do_look_at(self, values: Values) -> None:
        self._found = []
        address, link = pasted.clean(values["address"]), pasted.clean(values["link"])
        if "/oauth2/authorize" in address or not address:
            raise NotYet(
                "Into the first field goes what the browser showed after the link was opened: its "
                "address with error=, or the text on its page. The link goes into the second."
            )
        if "error=" not in address and not address.startswith("{"):
            raise NotYet(
                "There is no error= in this. Copy all of the address bar, as it was when the "
                "browser came back. (An address with code= is no failure: it goes to notebook 08.)"
            )
        if found := clinic.examine(address, link):
            self._show(found)

    def do_cause(self, values: Values) -> None:
        self._commit(values["fault"], faults.any_chance())

    def _found_by(self, action: str) -> list[Part]:
        return self._found if (self._after or "look") == action else []

    def _causes(self) -> list[Part]:
        if not service.chosen().is_practice:
            return [Text(ONLY_ON_PRACTICE)]
        titles = tuple((fault.title, fault.title) for fault in faults.FAULTS)
        return [
            Select("fault", "What goes wrong", (("All of them", titles),)),
            Button("cause", "Cause this one", main=False),
        ]

    def _look(self) -> None:
        self._found = []
        found, failure = clinic.examine(self._reply), last_failure.last()
        if found is None:
            self.say(NOTHING_FAILED)
        elif isinstance(self._reply, str):
            self._show(found)
        elif self._reply is not None or failure is None:
            self._show(found, self._reply, credentials.kept(service.chosen()))
        else:
            self._show(found, failure.reply, credentials.kept(service.chosen()))
            minutes = (time.time() - failure.received_at) // 60
            if minutes >= OLD:
                self.say(f"{self._said} That was {minutes:.0f} minutes ago.", self._mood)

    def _commit(self, title: str, chance: random.Random) -> None:
        committed = faults.Bench(service.chosen()).commit(faults.named(title), chance)
        found = clinic.diagnose(committed.reply, committed.mine, time.time())
        self._show(found, committed.reply, committed.mine)
        self.say(
            "Caused with a throw-away application of the practice learner's: what you keep was "
            f"not used, and “kept” means what that application had. {_verdict(found)}"
        )

    def _show(self, found: Diagnosis, reply: Any = None, mine: Credentials | None = None) -> None:
        self._found = [Drawn(found._repr_html_(), repr(found))]
        if reply is not None and mine is not None:
            exchange, secrets = wire.show(reply), clinic.secrets_in(reply, mine)
            exchange.explanation = ""  # the diagnosis says more
            drawn = hide(exchange._repr_html_(), secrets), hide(repr(exchange), secrets)
            self._found.insert(0, Drawn(*drawn))
        self.say(_verdict(found), "good" if found.known else "info")


def _verdict(found: Diagnosis) -> str:
    if not found.known and not found.look_at:
        return "There is nothing to fix."
    if not found.known:
        return "The clinic doesn't know the cause; it says what to look at."
    return f"The cause{'' if found.sure else ', probably,'} and how to fix it are shown here."
