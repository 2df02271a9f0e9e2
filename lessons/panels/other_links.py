"""Links of notebooks 15 and 16: the implicit flow, and OpenID Connect."""

from __future__ import annotations

import json

from helpers import credentials, oauth, sending
from helpers.private_folder import mask
from lessons.exchange import pasted
from lessons.exchange.misplaced import Misplaced, refuse_misplaced
from lessons.panels.authorize import OTHERS
from lessons.panels.panel import Panel, Values
from look.parts import Button, Field, Link, Part, Table

DAY = 86_400  # seconds
REVOKED = "It was in the address bar, so it was revoked at once: now it is useless."
CLAIMS = {"id_token": {"preferred_username": None}, "userinfo": {"picture": None}}


class OtherLinkPanel(Panel):
    """A link for one question, and a field for the address that comes back.

    Subclasses set `scopes`, `label` and `hint`, and define `_read`. `more` are parameters that the
    link has besides those of notebook 08.
    """

    scopes: tuple[str, ...] = ()
    label = ""
    hint = ""

    def __init__(self, **more: str) -> None:
        # The page must appear even when this viewer agreed before (docs/twitch.md 1.1).
        self._more = {"force_verify": "true", **more}
        self._state = self._address = ""
        super().__init__()

    def parts(self) -> list[Part]:
        if not self._address:
            return []
        return [
            Link(self.label, self._address, main=True),
            Field("pasted", "The whole address that comes back", self.hint, shape="long"),
            Button("hand_in", "Hand it in"),
        ]

    def begin(self) -> None:
        """Make a fresh link, whose state is good for one answer."""
        mine = self.need("client_id", "redirect_uri")
        self._state = oauth.new_state()
        self._address = oauth.authorize_url(
            self.twitch, mine.client_id, mine.redirect_uri, self.scopes, self._state, **self._more
        )

    def watch(self) -> None:
        self.begin()
        learner = self.learner
        self.press("hand_in", pasted=learner.authorize(self._address))

    def do_hand_in(self, values: Values) -> None:
        self._read(values["pasted"])
        self.begin()

    def _read(self, text: str) -> None:
        """Take what was pasted. Raises PlainError when it is no answer to this link."""
        raise NotImplementedError


class OpenIdPanel(OtherLinkPanel):
    """Ask who the user is; the code that comes back is kept. `nonce` goes into the link."""

    title = "Log in with OpenID Connect"
    scopes = ("openid",)
    label = "Open the link that asks who you are"
    hint = "http://localhost/?code=…&scope=openid&state=…"

    def __init__(self, nonce: str) -> None:
        super().__init__(nonce=nonce, claims=json.dumps(CLAIMS, separators=(",", ":")))

    def _read(self, text: str) -> None:
        refuse_misplaced(pasted.clean(text), "code")
        answer = pasted.read_answer(text, self._state, self.kept.used_code)
        if credentials.belongs_to_other(self.twitch, answer.code):
            raise Misplaced(OTHERS)
        credentials.keep_code(self.twitch, answer.code)
        self.done("16")
        self.say("The code is kept. Exchange it in the next cell.", "good")


class ImplicitPanel(OtherLinkPanel):
    """Get a token by the implicit flow, see what was in the address, and revoke it at once."""

    title = "The implicit flow: the token comes in the address"
    scopes = ("chat:read",)
    label = "Open the link with response_type=token"
    hint = "http://localhost/#access_token=…&scope=chat%3Aread&state=…&token_type=bearer"
    _rows: tuple[tuple[str, str], ...] = ()

    def __init__(self) -> None:
        super().__init__(response_type="token")

    def parts(self) -> list[Part]:
        return [*super().parts(), *([Table(self._rows)] if self._rows else [])]

    def _read(self, text: str) -> None:
        mine = self.need("client_id")
        answer = pasted.read_fragment(text, self._state)
        self._rows = (
            (
                f"#access_token={mask(answer.access_token)}",
                "The token itself. No exchange, no secret",
            ),
            (f"&scope={answer.scope}", "What was granted"),
            (f"&state={mask(answer.state)}", "Your own value, back again"),
            (f"&token_type={answer.token_type}", "Anyone who holds it may use it"),
        )
        told = sending.json_body(oauth.validate(self.twitch, answer.access_token))
        seconds = told.get("expires_in") if isinstance(told, dict) else None
        ended = oauth.revoke(self.twitch, mine.client_id, answer.access_token)
        lives = f"It would have lived for {seconds // DAY} days. " if seconds else ""
        if not ended.ok:
            return self.say(f"{lives}It could not be revoked: {sending.message(ended)}", "bad")
        self.say(f"{lives}{REVOKED}", "good")
