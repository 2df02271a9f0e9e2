"""The panels of notebook 12: a token that runs out, and a connection that is ended."""

from __future__ import annotations

import time

from helpers import credentials, oauth, sending
from helpers.plain_errors import NotYet
from lessons.exchange import last_failure
from lessons.panels.panel import Panel, Values
from lessons.practice_side.practice_learner import catch_up
from look.parts import Bar, Button, Link, Part, Steps, Text

SHORT_LIFE, SHORTER_LIFE = 10, 3  # seconds; the latter when nobody watches the bar
ASK_AFTER = 1  # second, after a token's end: Twitch counts in whole seconds


class LifePanel(Panel):
    """A token of a few seconds, made by practice for this lesson, as a bar that runs out."""

    title = "A token that lives for seconds"
    _happened: tuple[str, ...] = ()
    _access_token = ""  # while the bar runs
    _life = 0
    _dies_at = 0.0  # seconds, by time.monotonic

    def parts(self) -> list[Part | None]:
        steps = Steps(self._happened) if self._happened else None
        if not self._access_token:
            return [Button("begin", "Get one and watch it"), steps]
        left = max(0.0, self._dies_at - time.monotonic())
        return [Bar("Time left", left / self._life, left), steps]

    def watch(self) -> None:
        self._get(SHORTER_LIFE)
        time.sleep(max(0.0, self._dies_at + ASK_AFTER - time.monotonic()))
        self.tick()

    def do_begin(self, _: Values) -> None:
        if not self.twitch.is_practice:
            mine = self.need("access_token")
            told = sending.json_body(oauth.validate(self.twitch, mine.access_token))
            left = told.get("expires_in", 0) if isinstance(told, dict) else 0
            raise NotYet(
                f"The real Twitch makes no short-lived tokens. Yours lives {left} more seconds. "
                "Go on, or choose Practice Twitch in notebook 00 to see one run out."
            )
        self._get(SHORT_LIFE)
        self.say("Twitch says that it is valid. Wait until the bar has run out.")

    @last_failure.left_alone()
    def tick(self) -> None:
        if self._access_token and time.monotonic() >= self._dies_at + ASK_AFTER:
            access_token, self._access_token, self.every = self._access_token, "", 0.0
            self._ask(access_token)
            self.say(f"The bar has run out. {self._happened[-1]}")

    def _get(self, seconds: int) -> None:
        mine = self.need("client_id", "client_secret", "refresh_token")
        self.learner.shorten_next_token(seconds)
        reply = oauth.refresh(self.twitch, mine.client_id, mine.client_secret, mine.refresh_token)
        if not reply.ok:
            raise NotYet(f"Twitch gave no token: {sending.message(reply)}. Get one in notebook 10.")
        token = oauth.read_token(reply)
        self._happened = (f"A new token. Twitch says expires_in: {token.expires_in}.",)
        self._ask(token.access_token)
        self._access_token, self._life, self.every = token.access_token, token.expires_in, 1.0
        self._dies_at = time.monotonic() + token.expires_in

    def _ask(self, access_token: str) -> None:
        reply = oauth.validate(self.twitch, access_token)
        said = "It is valid." if reply.ok else sending.message(reply)
        self._happened += (f"Validate: {reply.status_code}. {said}",)


class DisconnectPanel(Panel):
    """End the connection on Twitch's page, see what is left of the tokens, and get new ones."""

    title = "End the connection"
    _happened: tuple[str, ...] = ()
    _may_catch_up = False

    def parts(self) -> list[Part | None]:
        return [
            Link("Open your connections", f"{self.twitch.www_url}/settings/connections"),
            Text("Press Disconnect beside your application, and come back."),
            Button("look", "Check my tokens"),
            Steps(self._happened) if self._happened else None,
            Button("catch_up", "Get new ones", main=False) if self._may_catch_up else None,
        ]

    def watch(self) -> None:
        self.learner.disconnect(self.need("client_id").client_id)
        self.press("look")
        self.press("catch_up")

    @last_failure.left_alone()
    def do_look(self, _: Values) -> None:
        mine = self.need("client_id", "client_secret", "access_token", "refresh_token")
        self._happened = ()
        credentials.before_spending(self.twitch)
        reply = oauth.validate(self.twitch, mine.access_token)
        if reply.ok:
            raise NotYet("Your access token still works, so nothing was disconnected yet.")
        self._happened += (f"The access token: {reply.status_code}, {sending.message(reply)}.",)
        reply = oauth.refresh(self.twitch, mine.client_id, mine.client_secret, mine.refresh_token)
        if reply.ok:
            credentials.keep_refreshed(self.twitch, oauth.read_token(reply))
            raise NotYet(
                "Your access token had expired, but the refresh token got a new one, so the "
                "connection is still there. Press Disconnect on Twitch's page, then this button "
                "again."
            )
        self._happened += (f"The refresh token: {reply.status_code}, {sending.message(reply)}.",)
        credentials.keep(self.twitch, access_token="", refresh_token="")
        self._may_catch_up = self.twitch.is_practice
        here, real = ", and have been deleted here", ". Get new ones in notebooks 08 and 10"
        self.say(f"Both are useless now{here if self._may_catch_up else real}.", "good")

    def do_catch_up(self, _: Values) -> None:
        catch_up(self.twitch, ["access_token"])
        self._may_catch_up = False
        self._happened += ("The practice learner gave consent again, and got new tokens.",)
        self.say("The connection is there again: you hold new tokens.", "good")
