"""A person whose secrets, and all that is shown to whom, a witness gets to know."""

from __future__ import annotations

from typing import Any

from person import Person
from playwright.sync_api import Locator, Page, WebSocket
from witness import Witness

TYPED = "panel => [...panel.querySelectorAll('input, textarea')].map(one => one.value).join('\\n')"


class WatchedPerson(Person):
    """Works as a person does. Everything the kernels send to the page counts as displayed."""

    meets = {"practice session", "client_secret", "state", "access_token"}  # at the least

    def __init__(self, witness: Witness, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named, look=self._look)
        self._witness = witness
        self.lab.on("websocket", self._listen)

    def finish(self) -> None:
        """Save the last notebook as well."""
        self._save_and_close()

    def _look(self, name: str, page: Page) -> None:
        if name == "page-secret":
            shown = page.get_by_label("Client Secret").inner_text()
            self._witness.saw_secret("client_secret", shown)
        elif name.startswith("page-"):
            self._witness.shown.append((name, page.content()))
        else:
            self._witness.shown.append((f"notebook {name}", self.notebook.inner_html()))
        for cookie in page.context.cookies():
            if cookie["name"].startswith("practice_session"):
                self._witness.saw_secret("practice session", cookie["value"])

    def _expect(self, panel: Locator, words: str) -> None:
        super()._expect(panel, words)
        self._witness.shown.append(("what a panel shows", panel.inner_text()))
        self._witness.shown.append(("what is left in a field", panel.evaluate(TYPED)))

    def _hand_in(self, panel: Locator, words: str) -> None:
        self._witness.saw_address(self._clipboard)
        self._witness.saw_secret("pasted address", self._clipboard)
        super()._hand_in(panel, words)

    def _listen(self, socket: WebSocket) -> None:
        socket.on("framereceived", self._received)

    def _received(self, frame: str | bytes) -> None:
        text = frame if isinstance(frame, str) else frame.decode(errors="replace")
        self._witness.shown.append(("what a kernel sent to the page", text))
