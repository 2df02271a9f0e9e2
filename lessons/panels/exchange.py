"""The panel of notebook 10: see what will be sent, send it, see both ends of the wire."""

from __future__ import annotations

import html

import ipywidgets as widgets

from helpers import credentials, oauth, sending, service
from helpers.plain_errors import NotYet
from lessons.exchange import behind_the_curtain, wire
from lessons.panels.panel import Panel, table

MEANINGS = {
    "client_id": "which application asks",
    "client_secret": "the proof that it is this application",
    "code": "the viewer's consent, fresh from the address bar",
    "grant_type": "what is traded: an authorization code",
    "redirect_uri": "the same as in the link; it is compared once more",
}


class ExchangePanel(Panel):
    """Trade the kept code for a token and keep the token."""

    title = "Step 10: trade the code for a token"

    def __init__(self) -> None:
        self._form = widgets.HTML()
        self._send = self.button("Send the request", self._exchange)
        self._result = widgets.HTML()
        self._both_ends = ""
        super().__init__(self._form, self._send, self._result)
        if not service.watching():
            self.guarded(self._show)()

    def watch(self) -> None:
        self._exchange()

    def still(self) -> str:
        return "\n\n".join(part for part in (self._both_ends, self._said) if part)

    def still_html(self) -> str:
        return f"{self._result.value}<p>{html.escape(self._said, quote=False)}</p>"

    def _show(self) -> None:
        mine = credentials.kept(service.chosen())
        form = oauth.token_form(mine.client_id, mine.client_secret, mine.code, mine.redirect_uri)
        shown = wire.masked({name: value for name, value in form.items() if value})
        rows = [(f"{name}={value}", MEANINGS[name]) for name, value in shown.items()]
        self._form.value = f"This will be sent, in the body of a POST:{table(rows)}"

    def _exchange(self) -> None:
        twitch = service.chosen()
        saved = credentials.before_spending(twitch)
        mine = credentials.kept(twitch)
        if saved and mine.access_token and not mine.code:
            self.say("Your token is in the private file now. You hold an access token.", "good")
            return
        if not mine.code and mine.used_code:
            raise NotYet(
                "The code you had was traded already, and a code works once. Run the cell of the "
                "panel above again for a link to a fresh one, then press the button again."
            )
        mine = credentials.need(twitch, "client_id", "client_secret", "code", "redirect_uri")
        self._show()
        before = behind_the_curtain.last_event(twitch)
        reply = oauth.exchange(
            twitch, mine.client_id, mine.client_secret, mine.code, mine.redirect_uri
        )
        try:
            if reply.ok:
                credentials.keep_token(twitch, mine.code, oauth.read_token(reply))
        finally:  # a 200 may be a hotel's login page: it is shown too
            exchange, server = wire.show(reply), behind_the_curtain.since(twitch, before)
            self._both_ends = f"{exchange!r}\n\n{server!r}"
            self._result.value = _side_by_side(exchange._repr_html_(), server._repr_html_())
        if reply.ok:
            self.say(f"Status: {reply.status_code}. You hold an access token. It is kept.", "good")
        else:
            meaning = exchange.explanation or sending.message(reply)
            self.say(f"Status: {reply.status_code}. {meaning}", "bad")


def _side_by_side(left: str, right: str) -> str:
    side = '<div style="flex:1 1 320px;min-width:0">'
    return (
        '<div style="display:flex;flex-wrap:wrap;gap:24px;line-height:1.45">'
        f"{side}{left}</div>{side}{right}</div></div>"
    )
