"""The panel of notebook 15 with two devices: a television that waits, and a phone that decides."""

from __future__ import annotations

import html
import time

import ipywidgets as widgets

from helpers import credentials, oauth, sending, service
from helpers.plain_errors import NotYet, PlainError
from lessons.panels.panel import Panel, link
from lessons.practice_side import practice_learner

SCOPES = ["chat:read"]
DEVICE = widgets.Layout(
    border="1px solid var(--jp-border-color1, #bdbdbd)",
    padding="4px 12px 10px",
    margin="4px 12px 4px 0",
    flex="1 1 300px",
    min_width="260px",
)


class DevicePanel(Panel):
    """Let a television get a token that is allowed on a phone. Each press polls once."""

    title = "Two devices: a television without a keyboard, and your phone"

    def __init__(self) -> None:
        self._codes: oauth.DeviceCodes | None = None
        self._ends_at = self._may_ask_at = 0.0  # seconds, by time.monotonic
        self._happened: list[str] = []
        self._screen = widgets.HTML("The screen is dark.")
        self._log = widgets.HTML()
        self._phone = widgets.HTML("There is nothing to allow yet.")
        self._show = self.button("Show a code", self._begin)
        self._ask = self.button("Ask whether it is allowed", self._poll)
        self._ask.disabled = True
        television = [widgets.HTML("<b>The television</b>"), self._screen, self._show, self._ask]
        phone = [widgets.HTML("<b>Your phone</b>"), self._phone]
        super().__init__(
            widgets.HBox(
                [widgets.VBox(television, layout=DEVICE), widgets.VBox(phone, layout=DEVICE)],
                layout=widgets.Layout(flex_flow="row wrap"),
            ),
            self._log,
        )

    def watch(self) -> None:
        self._begin()
        self._poll()
        if self._codes:
            twitch = service.chosen()
            practice_learner.PracticeLearner(twitch).activate(self._codes.verification_uri)
            self._note("Phone: the practice learner opened the page and pressed Authorize.")
            time.sleep(max(0.0, self._may_ask_at - time.monotonic()))
            self._poll()

    def still(self) -> str:
        return "\n".join([*self._happened, self._said])

    def _begin(self) -> None:
        twitch = service.chosen()
        mine = credentials.need(twitch, "client_id")
        reply = oauth.device_codes(twitch, mine.client_id, SCOPES)
        if not reply.ok:
            raise PlainError(f"Twitch gave no code: {sending.message(reply)}. Try again.")
        self._codes = codes = oauth.read_device_codes(reply)
        self._ends_at = time.monotonic() + codes.expires_in
        self._may_ask_at = 0.0
        self._ask.disabled, self._show.button_style = False, ""
        self._happened = []
        self._note("Television: got a device code to keep, and a user code to show.")
        self._draw_code(codes)
        self._phone.value = (
            '<p style="line-height:1.45">Open the page, compare the code with the one on the '
            "television, and press <i>Authorize</i>.</p>"
            f'<p style="font-weight:600">{link("Open the page", codes.verification_uri)}</p>'
        )
        self.say("Ask once before you allow it on the phone, and once after.")

    def _poll(self) -> None:
        codes = self._codes
        if codes is None:
            raise NotYet("The television shows no code yet. Press “Show a code” first.")
        wait = self._may_ask_at - time.monotonic()
        if wait > 0:
            self.say(
                f"Not sent. Twitch's answer said interval: {codes.interval}, so a device waits "
                f"{codes.interval} seconds between two questions. {int(wait) + 1} to go."
            )
            return
        twitch = service.chosen()
        mine = credentials.need(twitch, "client_id")
        self._may_ask_at = time.monotonic() + codes.interval
        reply = oauth.poll_device(twitch, mine.client_id, SCOPES, codes.device_code)
        if reply.ok:
            self._welcome(twitch, oauth.read_token(reply))
            return
        message = sending.message(reply)
        self._note(f"Television: may I? Twitch: {reply.status_code} {message}")
        if message == "authorization_pending":
            self._draw_code(codes)
            self.say(
                "authorization_pending: nobody has pressed Authorize yet. A television would ask "
                f"again in {codes.interval} seconds, by itself. Here you press the button."
            )
        elif reply.status_code != 400:  # nobody has decided anything: the code is still good
            self.say(f"Status: {reply.status_code}. {message} Wait, then ask again.", "bad")
        else:
            self._forget("The screen is dark.")
            self.say(f"{message}: this code is used, refused or too old. Show a new one.", "bad")

    def _welcome(self, twitch: service.Service, token: oauth.Token) -> None:
        self._note(f"Television: may I? Twitch: 200 {token!r}")
        told = sending.json_body(oauth.validate(twitch, token.access_token))
        login = told.get("login") if isinstance(told, dict) else None
        name = html.escape(str(login or "viewer"))
        self._forget(f'<p style="font-size:160%">Good evening, {name}.</p>')
        self.say(
            "Status: 200. The television holds a token, and no password was ever typed on it.",
            "good",
        )

    def _draw_code(self, codes: oauth.DeviceCodes) -> None:
        minutes, seconds = divmod(max(0, int(self._ends_at - time.monotonic())), 60)
        address = html.escape(codes.verification_uri.partition("?")[0])
        self._screen.value = (
            f"<p>Go to <code>{address}</code> and enter</p>"
            '<p style="font-size:200%;letter-spacing:.15em;font-family:monospace;margin:8px 0">'
            f"{html.escape(codes.user_code)}</p>"
            f"<p>Good for {minutes} min {seconds:02d} s, as of your last press.</p>"
        )

    def _forget(self, screen: str) -> None:
        self._codes = None
        self._ask.disabled, self._show.button_style = True, "primary"
        self._screen.value = screen
        self._phone.value = "There is nothing to allow."

    def _note(self, line: str) -> None:
        self._happened.append(line)
        items = "".join(f"<li>{html.escape(one)}</li>" for one in self._happened)
        self._log.value = f'<ol style="line-height:1.45">{items}</ol>'
