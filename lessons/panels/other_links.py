"""The panels of notebook 15 with a link of their own: OpenID Connect, and the implicit flow."""

from __future__ import annotations

import json

import ipywidgets as widgets

from helpers import credentials, oauth, sending, service
from helpers.plain_errors import PlainError
from helpers.private_folder import mask
from lessons.exchange import pasted
from lessons.panels.panel import Panel, link, refuse_misplaced, table
from lessons.practice_side import practice_learner

DAY = 86_400  # seconds
CLAIMS = {"id_token": {"preferred_username": None}, "userinfo": {"picture": None}}


class OtherLinkPanel(Panel):
    """A link for one question, and a field for the address that comes back.

    Subclasses set `scopes`, `label` and `placeholder`, and define `_read`. `more` are parameters
    that the link has besides those of notebook 08.
    """

    scopes: tuple[str, ...] = ()
    label = ""
    placeholder = ""

    def __init__(self, *parts: widgets.Widget, **more: str) -> None:
        # The page shall appear even when this viewer agreed before (docs/twitch.md 1.1).
        self._more = {"force_verify": "true", **more}
        self._state = self._address = ""
        self._link = widgets.HTML()
        self._pasted = widgets.Textarea(
            placeholder=self.placeholder,
            continuous_update=False,
            layout=widgets.Layout(width="96%", height="70px"),
        )
        hand_in = self.button("Hand it in", self._hand_in)
        super().__init__(self._link, self._pasted, hand_in, *parts)
        if not service.watching():
            self.guarded(self._offer_link)()

    def watch(self) -> None:
        self._offer_link()
        learner = practice_learner.PracticeLearner(service.chosen())
        self._pasted.value = learner.authorize(self._address)
        self._hand_in()

    def _offer_link(self) -> None:
        """Show a fresh link, whose state is good for one answer."""
        twitch = service.chosen()
        mine = credentials.need(twitch, "client_id", "redirect_uri")
        self._state = oauth.new_state()
        self._address = oauth.authorize_url(
            twitch, mine.client_id, mine.redirect_uri, self.scopes, self._state, **self._more
        )
        self._link.value = f'<p style="font-weight:600">{link(self.label, self._address)}</p>'

    def _hand_in(self) -> None:
        self._read(self._pasted.value)
        self._pasted.value = ""
        self._offer_link()

    def _read(self, text: str) -> None:
        """Take what was pasted. Raises PlainError when it is no answer to this link."""
        raise NotImplementedError


class OpenIdPanel(OtherLinkPanel):
    """Ask who the user is; the code that comes back is kept. `nonce` goes into the link."""

    title = "Log in with OpenID Connect"
    scopes = ("openid",)
    label = "Open the link that asks who you are"
    placeholder = "http://localhost/?code=…&scope=openid&state=…"

    def __init__(self, nonce: str) -> None:
        super().__init__(nonce=nonce, claims=json.dumps(CLAIMS, separators=(",", ":")))

    def _read(self, text: str) -> None:
        twitch = service.chosen()
        refuse_misplaced(self._pasted, pasted.clean(text), "code")
        answer = pasted.read_answer(text, self._state, credentials.kept(twitch).used_code)
        if credentials.belongs_to_other(twitch, answer.code):
            raise PlainError("This is kept for another Twitch, and must not be sent to this one.")
        credentials.keep_code(twitch, answer.code)
        self.say("The code is kept. Trade it in the next cell.", "good")


class ImplicitPanel(OtherLinkPanel):
    """Get a token by the implicit flow, see what stood in the address, and revoke it at once."""

    title = "The implicit flow: the token comes in the address"
    scopes = ("chat:read",)
    label = "Open the link with response_type=token"
    placeholder = "http://localhost/#access_token=…&scope=chat%3Aread&state=…&token_type=bearer"

    def __init__(self) -> None:
        self._parts = widgets.HTML()
        self._lines: list[str] = []
        super().__init__(self._parts, response_type="token")

    def still(self) -> str:
        return "\n".join([*self._lines, self._said])

    def _read(self, text: str) -> None:
        twitch = service.chosen()
        mine = credentials.need(twitch, "client_id")
        answer = pasted.read_fragment(text, self._state)
        rows = [
            (f"#access_token={mask(answer.access_token)}", "The token itself. No trade, no secret"),
            (f"&scope={answer.scope}", "What was granted"),
            (f"&state={mask(answer.state)}", "Your own value, back again"),
            (f"&token_type={answer.token_type}", "Anyone who holds it may use it"),
        ]
        told = sending.json_body(oauth.validate(twitch, answer.access_token))
        seconds = told.get("expires_in") if isinstance(told, dict) else None
        ended = oauth.revoke(twitch, mine.client_id, answer.access_token)
        self._lines = [left for left, _ in rows]
        self._parts.value = table(rows)
        lives = f"It would have lived for {seconds // DAY} days. " if seconds else ""
        if ended.ok:
            self.say(
                f"{lives}It stood in the address bar, so it was revoked at once: now it is "
                "useless.",
                "good",
            )
        else:
            self.say(f"{lives}It could not be revoked: {sending.message(ended)}", "bad")
