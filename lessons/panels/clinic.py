"""The error clinic's panel: what failed, why, how to fix it; and faults to cause on purpose."""

from __future__ import annotations

import html
import random
import time
from typing import Any

import ipywidgets as widgets

from helpers import credentials, service
from helpers.credentials import Credentials
from helpers.plain_errors import NotYet
from lessons import clinic
from lessons.clinic import faults
from lessons.clinic.diagnosis import Diagnosis, hide
from lessons.exchange import last_failure, pasted, wire
from lessons.panels.panel import Panel, field

ONLY_IN_PRACTICE = (
    "Faults are caused on purpose on Practice Twitch only. Every wrong request to the real Twitch "
    "counts "
    "against your application. Choose Practice Twitch in notebook 00 to try them."
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
        self._result = widgets.HTML()
        self._text = self._html = ""
        self._address = field(
            "Address with error=", 'http://localhost/?error=… or {"status":400,"message":…}'
        )
        self._link = field("Its authorize link", "if you have it: then both are compared")
        self._fault = widgets.Dropdown(
            options=[fault.title for fault in faults.FAULTS], layout=widgets.Layout(width="96%")
        )
        self._faults = widgets.VBox()
        super().__init__(
            self.button("Look at the last failure", self._look_again),
            self._result,
            widgets.HTML("<b>Or an error in the browser: its address, or the text on its page</b>"),
            self._address,
            self._link,
            self.button("Look at this address", self._look_at_address, main=False),
            self._faults,
        )
        self.guarded(self._offer_faults)()
        if not service.watching():
            self.guarded(self._look)()

    def watch(self) -> None:
        if self._reply is None and last_failure.last() is None:
            self._commit(random.Random(0))  # noqa: S311  (the same each time: it is only shown)
        else:
            self._look()

    def still(self) -> str:
        return "\n\n".join(part for part in (self._text, self._said) if part)

    def still_html(self) -> str:
        return f"{self._html}<p>{html.escape(self._said, quote=False)}</p>"

    def _offer_faults(self) -> None:
        heading = widgets.HTML("<b>Or cause one on purpose</b>")
        if service.chosen().is_practice:
            cause = self.button("Cause this one", self._cause, main=False)
            self._faults.children = [heading, self._fault, cause]
        else:
            self._faults.children = [heading, widgets.HTML(html.escape(ONLY_IN_PRACTICE))]

    def _look_again(self) -> None:
        self._reply = None
        self._look()

    def _look(self) -> None:
        self._clear()
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
                self.say(f"{self._said} That was {minutes:.0f} minutes ago.")

    def _look_at_address(self) -> None:
        self._clear()
        address, link = pasted.clean(self._address.value), pasted.clean(self._link.value)
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
        found = clinic.examine(address, link)
        self._address.value = self._link.value = ""
        if found:
            self._show(found)

    def _cause(self) -> None:
        self._commit(faults.any_chance())

    def _commit(self, chance: random.Random) -> None:
        fault = faults.named(self._fault.value)
        committed = faults.Bench(service.chosen()).commit(fault, chance)
        found = clinic.diagnose(committed.reply, committed.mine, time.time())
        self._show(found, committed.reply, committed.mine)
        self.say(
            "Caused with a throw-away application of the practice learner's: what you keep was "
            f"not used, and “kept” means what that application had. {_verdict(found)}"
        )

    def _clear(self) -> None:
        self._text = self._html = self._result.value = ""

    def _show(self, found: Diagnosis, reply: Any = None, mine: Credentials | None = None) -> None:
        self._text, self._html = repr(found), found._repr_html_()
        if reply is not None and mine is not None:
            exchange, secrets = wire.show(reply), clinic.secrets_in(reply, mine)
            exchange.explanation = ""  # the diagnosis says more
            self._text = f"{hide(repr(exchange), secrets)}\n{self._text}"
            self._html = hide(exchange._repr_html_(), secrets) + self._html
        self._result.value = f'<div style="line-height:1.45">{self._html}</div>'
        self.say(_verdict(found), "good" if found.known else "info")


def _verdict(found: Diagnosis) -> str:
    if not found.known and not found.look_at:
        return "There is nothing to fix."
    if not found.known:
        return "The clinic doesn't know the cause; it says what to look at."
    return f"The cause{'' if found.sure else ', probably,'} and how to fix it stand above."
