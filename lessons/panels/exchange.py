"""The panel of notebook 10: see what will be sent, send it, see both ends of the wire."""

from __future__ import annotations

from helpers import credentials, oauth, sending
from helpers.plain_errors import NotYet
from lessons.exchange import behind_the_curtain, wire
from lessons.exchange.meanings import form_parts
from lessons.panels.panel import Panel, Values
from look import card
from look.parts import Button, Drawn, Part, Table, Text


class ExchangePanel(Panel):
    """Exchange the kept code for a token and keep the token."""

    title = "Step 10: exchange the code for a token"
    watched = "exchange"
    _ends: Drawn | None = None

    def parts(self) -> list[Part]:
        send = Button("exchange", "Send the request")
        if self._ends:
            return [send, self._ends]
        first = Text("This will be sent, in the body of a POST:")
        return [first, Table(form_parts(self.twitch)), send]

    def do_exchange(self, _: Values) -> None:
        twitch = self.twitch
        saved = credentials.before_spending(twitch)
        mine = self.kept
        if saved and mine.access_token and not mine.code:
            return self.say(
                "Your token is in the private file now. You hold an access token.", "good"
            )
        if not mine.code and mine.used_code:
            raise NotYet(
                "The code you had was exchanged already, and it works once. Run the cell of the "
                "panel above again for a link to a fresh one, then press the button again."
            )
        mine = self.need("client_id", "client_secret", "code", "redirect_uri")
        before = behind_the_curtain.last_event(twitch)
        reply = oauth.exchange(
            twitch, mine.client_id, mine.client_secret, mine.code, mine.redirect_uri
        )
        exchange = wire.show(reply)
        meaning, exchange.explanation = exchange.explanation, ""  # said once, in the status
        try:
            if reply.ok:
                credentials.keep_token(twitch, mine.code, oauth.read_token(reply))
        finally:  # a 200 may be a hotel's login page: it is shown too
            server = behind_the_curtain.since(twitch, before)
            ends = card.side_by_side(exchange.drawn(), server.drawn())
            self._ends = Drawn(card.framed(ends), f"{exchange!r}\n\n{server!r}")
        if reply.ok:
            self.say(f"Status: {reply.status_code}. You hold an access token. It is kept.", "good")
        else:
            self.say(f"Status: {reply.status_code}. {meaning or sending.message(reply)}", "bad")
