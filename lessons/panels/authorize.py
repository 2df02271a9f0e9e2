"""The panels of notebook 08: choose scopes, see the authorize link grow, paste the answer."""

from __future__ import annotations

from helpers import credentials, oauth, service
from helpers.plain_errors import PlainError
from lessons import progress
from lessons.exchange import pasted
from lessons.exchange.meanings import IN_THE_LINK, link_parts
from lessons.exchange.misplaced import Misplaced, refuse_misplaced
from lessons.panels.panel import Panel, Values
from lessons.scopes import SCOPES
from look.parts import Button, Field, Heading, Link, Part, Row, Table, Text

FRESH = 60  # seconds
LIKELY_DEAD = 600  # seconds; RFC 6749, 4.1.2 advises ten minutes, Twitch's own number is not known
OLD = (
    "Your code is more than ten minutes old, and has probably expired. "
    "Open the link for a fresh one, and paste what comes back."
)
OTHERS = "This is kept for another Twitch, and must not be sent to this one."
ANSWERED = "This link had its answer, and its `state` is used up. Go on below."
HINT = "http://localhost/?code=…&scope=…&state=…"


class LinkPanel(Panel):
    """Choose scopes and let the authorize link grow part by part; then open it."""

    title = "Step 8: build the authorize link"
    watched = "whole"
    _scopes = tuple(credentials.FIRST_SCOPE.split())
    _shown = 1  # how many parts of the link

    def parts(self) -> list[Part]:
        known = tuple(SCOPES.items())
        scopes = [Button("remove", f"Remove {one}", main=False, value=one) for one in self._scopes]
        return [
            Heading("Scopes: what you ask for"),
            Table(tuple((scope, SCOPES[scope]) for scope in self._scopes)),
            Row(tuple(scopes)),
            Field("scope", "One more scope", "such as bits:read", suggestions=known),
            Button("add", "Add this scope", main=False),
            Heading("The link"),
            Table(link_parts(self.twitch, self._scopes)[: self._shown]),
            *self._next_step(),
        ]

    def begin(self) -> None:
        mine = self.need("client_id", "redirect_uri")
        if set(mine.scopes) <= set(SCOPES):
            self._scopes = tuple(mine.asked_scope.split())

    def do_add(self, values: Values) -> None:
        scope = pasted.clean(values["scope"]).split(": ")[0]
        if scope not in SCOPES:
            raise PlainError("Twitch has no scope of this name. Choose one offered as you type.")
        if scope not in self._scopes:
            self._scopes = (*self._scopes, scope)
        self._changed(f"{scope} is added.")

    def do_remove(self, values: Values) -> None:
        self._scopes = tuple(one for one in self._scopes if one != values["value"])
        self._changed(f"{values['value']} is removed.")

    def do_next(self, _: Values) -> None:
        self._shown += 1
        if self._is_whole():
            self.do_whole({})
        else:
            name = list(IN_THE_LINK)[self._shown - 2]
            self.say(f"{name}: {IN_THE_LINK[name]}")

    def do_whole(self, _: Values) -> None:
        """The whole link. The same scopes keep their state, so an open tab stays good."""
        mine = self.need("client_id", "redirect_uri")
        self._shown = len(IN_THE_LINK) + 1
        scope = " ".join(self._scopes)
        if not mine.state or mine.scope != scope:
            keep_state(self.twitch, scope=scope, scope_chosen="yes")
        self.say("The link is whole. Open it, answer the question, then come back here.", "good")

    def _changed(self, sentence: str) -> None:
        if self._is_whole():
            self.do_whole({})
            sentence += " The link below asks for it now." if "added" in sentence else ""
        self.say(sentence)

    def _next_step(self) -> list[Part]:
        if not self._is_whole():
            grow = Button("next", "Add the next part")
            return [Row((grow, Button("whole", "Show it whole", main=False)))]
        if self.kept.state:
            return [open_link(self.twitch)]
        return [Text(ANSWERED), Button("whole", "Make another link", main=False)]

    def _is_whole(self) -> bool:
        return self._shown > len(IN_THE_LINK)


class AnswerPanel(Panel):
    """Paste what came back from the authorize page; the code in it is kept."""

    title = "Step 8: paste the address that the browser shows now"
    _link: tuple[Part, ...] = ()

    def parts(self) -> list[Part]:
        pasted_here = Field("pasted", "The whole address", HINT, shape="long")
        return [*self._link, pasted_here, Button("hand_in", "Hand it in")]

    def watch(self) -> None:
        address = open_link(self.twitch).address
        self.press("hand_in", pasted=self.learner.authorize(address))

    def do_hand_in(self, values: Values) -> None:
        twitch, mine, text = self.twitch, self.kept, values["pasted"]
        if mine.code and mine.code in text:
            # Its state was compared the first time, and is gone since.
            if mine.code_age < LIKELY_DEAD:
                return self.say("This code is already kept. Go on.", "good")
            self._offer_link()
            return self.say(OLD, "bad")
        refuse_misplaced(pasted.clean(text), "code")
        try:
            answer = pasted.read_answer(text, mine.state, mine.used_code)
        except PlainError:
            progress.step(twitch, "answer", "not the answer to this link", state=mine.state)
            if mine.used_code and not mine.state:
                self._offer_link()  # the link that was opened had its answer
            raise
        if credentials.belongs_to_other(twitch, answer.code):
            raise Misplaced(OTHERS)
        credentials.keep_code(twitch, answer.code)
        state = mine.state if answer.state_matched else None
        progress.step(twitch, "answer", code=answer.code, state=state)
        if answer.state_matched:
            credentials.keep(twitch, state="")  # one state, one answer
            self._link = ()
            self.say(
                "The state is the one you sent, and the code is kept. "
                "It lives for minutes: exchange it soon.",
                "good",
            )
        else:
            self.say(
                "The code is kept. But a bare code brings no state, so nothing shows that it "
                "answers your question. Next time paste the whole address."
            )

    def _offer_link(self) -> None:
        mine = self.need("client_id", "redirect_uri")
        if not mine.state:
            keep_state(self.twitch, scope=mine.asked_scope)
        self._link = (open_link(self.twitch),)


class FreshCodePanel(AnswerPanel):
    """Say how old the kept code is; offer a link to a fresh one and take its answer on the spot."""

    title = "Your code, and a fresh one if you need it"

    def parts(self) -> list[Part]:
        return super().parts() if self._link else []  # who needs none has nothing to do here

    def watch(self) -> None:
        mine = self.kept
        if not mine.code or mine.code_age > FRESH:
            self._offer_link()
            super().watch()
        self.begin()

    def begin(self) -> None:
        mine = self.need("client_id", "redirect_uri")
        if not mine.code or mine.code_age >= FRESH:
            self._offer_link()
        if mine.code and mine.code_age < FRESH:
            self.say("Your code is less than a minute old. Go on.", "good")
        elif mine.code and mine.code_age < LIKELY_DEAD:
            minutes = int(mine.code_age // 60)
            self.say(
                f"Your code is {minutes} min old. Go on; if it is refused, use the link.", "good"
            )
        elif mine.code:
            self.say(OLD, "bad")
        elif mine.used_code:
            self.say(
                "Your last code was exchanged, and a code works once. For another token, open the "
                "link and paste what comes back."
            )
        else:
            self.say("There is no code yet. Open the link, and paste what comes back.", "bad")


def open_link(twitch: service.Service) -> Link:
    """The authorize link of what is kept now."""
    mine = credentials.need(twitch, "client_id", "redirect_uri", "state")
    address = oauth.authorize_url(
        twitch, mine.client_id, mine.redirect_uri, mine.scopes, mine.state
    )
    return Link("Open the authorize link", address, main=True)


def keep_state(twitch: service.Service, **more: str) -> None:
    """Make a new link's state; keep it, and what else belongs to the link."""
    state = oauth.new_state()
    credentials.keep(twitch, state=state, **more)
    progress.step(twitch, "link", state=state)
