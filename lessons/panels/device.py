"""The panel of notebook 15 with two devices: a television that waits, and a phone that decides."""

from __future__ import annotations

import time

from helpers import oauth, sending
from helpers.plain_errors import NotYet, PlainError
from lessons.exchange import wire
from lessons.panels.panel import Panel, Values
from look.parts import Big, Box, Boxes, Button, Link, Part, Steps, Text

SCOPES = ["chat:read"]
DARK = (Text("The screen is dark."),)
DECIDE = "Open the page, compare the code with the one on the television, and press Authorize."
ALLOWED = "Phone: the practice learner opened the page and pressed Authorize."


class DevicePanel(Panel):
    """Let a television get a token that is allowed on a phone. Each press polls once."""

    title = "Two devices: a television without a keyboard, and your phone"
    _codes: oauth.DeviceCodes | None = None
    _ends_at = _may_ask_at = 0.0  # seconds, by time.monotonic
    _happened: tuple[str, ...] = ()
    _screen: tuple[Part, ...] = DARK

    def parts(self) -> list[Part | None]:
        phone: tuple[Part, ...] = (Text("There is nothing to allow."),)
        buttons: tuple[Part, ...] = (Button("begin", "Show a code"),)
        if self._codes:
            phone = (Text(DECIDE), Link("Open the page", self._codes.verification_uri, main=True))
            ask = Button("poll", "Ask whether it is allowed")
            buttons = (ask, Button("begin", "Show another code", main=False))
        television = Box("The television", (*self._screen, *buttons))
        steps = Steps(self._happened) if self._happened else None
        return [Boxes((television, Box("Your phone", phone))), steps]

    def watch(self) -> None:
        self.press("begin")
        if self._codes:
            self.press("poll")
            self.learner.activate(self._codes.verification_uri)
            self._happened += (ALLOWED,)
            time.sleep(max(0.0, self._may_ask_at - time.monotonic()))
            self.press("poll")

    def do_begin(self, _: Values) -> None:
        reply = oauth.device_codes(self.twitch, self.need("client_id").client_id, SCOPES)
        if not reply.ok:
            meaning = wire.show(reply).explanation or "Try again."
            raise PlainError(f"Twitch gave no code: {sending.message(reply)}. {meaning}")
        self._codes = codes = oauth.read_device_codes(reply)
        self._ends_at = time.monotonic() + codes.expires_in
        self._may_ask_at = 0.0
        self._happened = ("Television: got a device code to keep, and a user code to show.",)
        self._draw_code(codes)
        self.say("Ask once before you allow it on the phone, and once after.")

    def do_poll(self, _: Values) -> None:
        codes = self._codes
        if codes is None:
            raise NotYet("The television shows no code yet. Press “Show a code” first.")
        wait = self._may_ask_at - time.monotonic()
        if wait > 0:
            return self.say(
                f"Not sent. Twitch's answer said interval: {codes.interval}, so a device waits "
                f"{codes.interval} seconds between two questions. {int(wait) + 1} to go."
            )
        mine = self.need("client_id")
        self._may_ask_at = time.monotonic() + codes.interval
        reply = oauth.poll_device(self.twitch, mine.client_id, SCOPES, codes.device_code)
        if reply.ok:
            return self._welcome(oauth.read_token(reply))
        message = sending.message(reply)
        self._happened += (f"Television: may I? Twitch: {reply.status_code} {message}",)
        if message == "authorization_pending":
            self._draw_code(codes)
            self.say(
                "authorization_pending: nobody has pressed Authorize yet. A television would ask "
                f"again in {codes.interval} seconds, by itself. Here you press the button."
            )
        elif reply.status_code != 400:  # nobody has decided anything: the code is still good
            self.say(f"Status: {reply.status_code}. {message} Wait, then ask again.", "bad")
        else:
            self._codes, self._screen = None, DARK
            self.say(f"{message}: this code is used, refused or too old. Show a new one.", "bad")

    def _welcome(self, token: oauth.Token) -> None:
        self._happened += (f"Television: may I? Twitch: 200, a token for {' '.join(token.scopes)}",)
        told = sending.json_body(oauth.validate(self.twitch, token.access_token))
        login = told.get("login") if isinstance(told, dict) else None
        self._codes, self._screen = None, (Big(f"Good evening, {login or 'viewer'}."),)
        self.done("15")
        self.say(
            "Status: 200. The television holds a token, and no password was ever typed on it.",
            "good",
        )

    def _draw_code(self, codes: oauth.DeviceCodes) -> None:
        minutes, seconds = divmod(max(0, int(self._ends_at - time.monotonic())), 60)
        address = codes.verification_uri.partition("?")[0]
        self._screen = (
            Text(f"Go to `{address}` and enter"),
            Big(codes.user_code),
            Text(f"Good for {minutes} min {seconds:02d} s, as of your last press."),
        )
