"""The panels of notebook 12: a token that runs out, and a connection that is ended."""

from __future__ import annotations

import threading
import time

import ipywidgets as widgets

from helpers import credentials, oauth, sending, service
from helpers.plain_errors import NotYet, PlainError
from lessons.panels.panel import Panel, link
from lessons.practice_side import practice_learner

SHORT_LIFE = 10  # seconds
SHORTER_LIFE = 3  # seconds, when nobody watches the bar
DRAWN_EVERY = 0.2  # seconds


class LifePanel(Panel):
    """A token of a few seconds, made by practice for this lesson, as a bar that runs out."""

    title = "A token that lives for seconds"

    def __init__(self) -> None:
        self._happened: list[str] = []
        self._bar = widgets.FloatProgress(
            value=0, min=0, max=1, description="", layout=widgets.Layout(width="96%")
        )
        self._start = self.button("Get one and watch it", self._begin)
        super().__init__(self._start, self._bar)

    def watch(self) -> None:
        access_token, life = self._get(SHORTER_LIFE)
        self._run_out(access_token, life)

    def still(self) -> str:
        return "\n".join(self._happened)

    def _begin(self) -> None:
        twitch = service.chosen()
        if not twitch.is_practice:
            mine = credentials.need(twitch, "access_token")
            told = sending.json_body(oauth.validate(twitch, mine.access_token))
            left = told.get("expires_in", 0) if isinstance(told, dict) else 0
            raise NotYet(
                f"The real Twitch makes no short-lived tokens. Yours lives {left} more seconds. "
                "Go on, or choose practice in notebook 00 to see one run out."
            )
        access_token, life = self._get(SHORT_LIFE)
        self._start.disabled = True
        threading.Thread(target=self._run_out, args=(access_token, life), daemon=True).start()

    def _get(self, seconds: int) -> tuple[str, int]:
        twitch = service.chosen()
        mine = credentials.need(twitch, "client_id", "client_secret", "refresh_token")
        practice_learner.PracticeLearner(twitch).shorten_next_token(seconds)
        reply = oauth.refresh(twitch, mine.client_id, mine.client_secret, mine.refresh_token)
        if not reply.ok:
            raise NotYet(f"Twitch gave no token: {sending.message(reply)}. Get one in notebook 10.")
        token = oauth.read_token(reply)
        self._happened = []
        self._note(f"A new token. Twitch says expires_in: {token.expires_in}.")
        self._ask(token.access_token)
        return token.access_token, token.expires_in

    def _run_out(self, access_token: str, life: int) -> None:
        began = time.monotonic()
        try:
            while (left := began + life - time.monotonic()) > 0:
                self._bar.value = left / life
                time.sleep(min(DRAWN_EVERY, left))
            self._bar.value = 0
            time.sleep(1)  # Twitch counts in whole seconds
            self._ask(access_token)
        except PlainError as problem:
            self.say(str(problem), "bad")
        finally:
            self._start.disabled = False

    def _ask(self, access_token: str) -> None:
        reply = oauth.validate(service.chosen(), access_token)
        said = "It is alive." if reply.ok else sending.message(reply)
        self._note(f"Validate: {reply.status_code}. {said}")

    def _note(self, line: str) -> None:
        self._happened.append(line)
        self.say(" ".join(self._happened), "good" if len(self._happened) < 3 else "info")


class DisconnectPanel(Panel):
    """End the connection on Twitch's page, see what is left of the tokens, and get new ones."""

    title = "End the connection"

    def __init__(self) -> None:
        self._link = widgets.HTML()
        self._look = self.button("What are my tokens worth now?", self._ask)
        self._again = self.button("Get new ones", self._catch_up, main=False)
        self._again.layout.display = "none"
        self._happened: list[str] = []
        super().__init__(self._link, self._look, self._again)
        if not service.watching():
            self.guarded(self._show_link)()

    def watch(self) -> None:
        twitch = service.chosen()
        mine = credentials.need(twitch, "client_id")
        practice_learner.PracticeLearner(twitch).disconnect(mine.client_id)
        self._ask()
        self._catch_up()

    def still(self) -> str:
        return "\n".join(self._happened)

    def _show_link(self) -> None:
        address = f"{service.chosen().www_url}/settings/connections"
        self._link.value = (
            f'<p style="line-height:1.45">{link("Open your connections", address)}, press '
            "<i>Disconnect</i> beside your application, and come back.</p>"
        )

    def _ask(self) -> None:
        twitch = service.chosen()
        mine = credentials.need(
            twitch, "client_id", "client_secret", "access_token", "refresh_token"
        )
        self._happened = []
        credentials.before_spending(twitch)
        reply = oauth.validate(twitch, mine.access_token)
        if reply.ok:
            raise NotYet("Your access token still lives, so nothing was disconnected yet.")
        self._note(f"The access token: {reply.status_code}, {sending.message(reply)}.")
        reply = oauth.refresh(twitch, mine.client_id, mine.client_secret, mine.refresh_token)
        if reply.ok:
            credentials.keep_refreshed(twitch, oauth.read_token(reply))
            raise NotYet(
                "Your access token was dead, but the refresh token got a new one: it had only "
                "grown old. Press Disconnect on Twitch's page, then this button again."
            )
        self._note(f"The refresh token: {reply.status_code}, {sending.message(reply)}.")
        credentials.keep(twitch, access_token="", refresh_token="")
        if twitch.is_practice:
            self._again.layout.display = ""
            self._note("Both are useless, and are forgotten here.")
        else:
            self._note("Both are useless. Get new ones in notebooks 08 and 10.")

    def _catch_up(self) -> None:
        practice_learner.catch_up(service.chosen(), ["access_token"])
        self._again.layout.display = "none"
        self._note("The practice learner gave consent again: you hold new tokens.")

    def _note(self, line: str) -> None:
        self._happened.append(line)
        self.say(" ".join(self._happened), "good")
