"""The panels of notebook 08: choose scopes, see the authorize link grow, paste the answer."""

from __future__ import annotations

from urllib.parse import urlencode

from helpers import credentials, oauth, service
from helpers.plain_errors import PlainError
from helpers.private_folder import mask
from helpers.scopes import SCOPES
from lessons import progress
from lessons.exchange import pasted
from lessons.panels.panel import Misplaced, Panel, Values, refuse_misplaced
from lessons.practice_side import practice_learner
from look.parts import Button, Field, Heading, Link, Part, Row, Table

FRESH = 60  # seconds
LIKELY_DEAD = 600  # seconds; RFC 6749, 4.1.2 advises ten minutes, Twitch's own number is not known
OLD = (
    "Your code is more than ten minutes old, and has probably expired. "
    "Open the link for a fresh one, and paste what comes back."
)
OTHERS = "This is kept for another Twitch, and must not be sent to this one."
HINT = "http://localhost/?code=…&scope=…&state=…"

ADDRESS_MEANING = "Twitch's page that asks the viewer. What comes behind it is your question."
MEANINGS = {
    "response_type": "You want a code, to be traded for a token afterwards.",
    "client_id": "Which application asks. It is public.",
    "redirect_uri": "Where the answer is sent. It must be registered, character for character.",
    "scope": "What you ask to be allowed to do. The viewer sees this list in words.",
    "state": "A random value of your own. The answer must bring it back unchanged.",
}


class LinkPanel(Panel):
    """Choose scopes and let the authorize link grow part by part; then open it."""

    title = "Step 8: build the authorize link"

    def __init__(self) -> None:
        self._scopes = credentials.FIRST_SCOPE.split()
        self._shown = 1  # how many parts of the link
        super().__init__()

    def parts(self) -> list[Part]:
        scopes = [Button("remove", f"Remove {one}", main=False, value=one) for one in self._scopes]
        return [
            Heading("Scopes: what you ask for"),
            Table(tuple((scope, SCOPES[scope]) for scope in self._scopes)),
            Row(tuple(scopes)),
            Field(
                "scope", "One more scope", "such as bits:read", suggestions=tuple(SCOPES.items())
            ),
            Button("add", "Add this scope", main=False),
            Heading("The link"),
            Table(tuple(self._link_parts())),
            *([open_link(service.chosen())] if self._is_whole() else [self._buttons_to_grow()]),
        ]

    def begin(self) -> None:
        mine = credentials.need(service.chosen(), "client_id", "redirect_uri")
        if set(mine.scopes) <= set(SCOPES):
            self._scopes = mine.asked_scope.split()

    def watch(self) -> None:
        self.begin()
        self.press("whole")

    def do_add(self, values: Values) -> None:
        scope = pasted.clean(values["scope"]).split(": ")[0]
        if scope not in SCOPES:
            raise PlainError(f"Twitch has no scope called {scope[:40]!r}. Choose one of the list.")
        if scope not in self._scopes:
            self._scopes = [*self._scopes, scope]
        self._changed(f"{scope} is added.")

    def do_remove(self, values: Values) -> None:
        self._scopes = [scope for scope in self._scopes if scope != values["value"]]
        self._changed(f"{values['value']} is removed.")

    def do_next(self, _: Values) -> None:
        self._shown += 1
        if self._is_whole():
            self.do_whole({})
        else:
            name = list(MEANINGS)[self._shown - 2]
            self.say(f"{name}: {MEANINGS[name]}")

    def do_whole(self, _: Values) -> None:
        """The whole link. The same scopes keep their state, so an open tab stays good."""
        twitch = service.chosen()
        mine = credentials.need(twitch, "client_id", "redirect_uri")
        self._shown = len(MEANINGS) + 1
        scope = " ".join(self._scopes)
        if not mine.state or mine.scope != scope:
            state = oauth.new_state()
            credentials.keep(twitch, scope=scope, scope_chosen="yes", state=state)
            progress.step(twitch, "link", state=state)
        self.say("The link is whole. Open it, answer the question, then come back here.", "good")

    def _changed(self, sentence: str) -> None:
        if self._is_whole():
            self.do_whole({})
            sentence += " The link below asks for it now." if "added" in sentence else ""
        self.say(sentence)

    def _is_whole(self) -> bool:
        return self._shown > len(MEANINGS)

    def _buttons_to_grow(self) -> Part:
        grow = Button("next", "Add the next part")
        return Row((grow, Button("whole", "Show it whole", main=False)))

    def _link_parts(self) -> list[tuple[str, str]]:
        """Each part as it stands in the link, but for the state's mask, and its meaning."""
        twitch = service.chosen()
        mine = credentials.need(twitch, "client_id", "redirect_uri")
        parameters = oauth.authorize_parameters(
            mine.client_id, mine.redirect_uri, self._scopes, mine.state
        )
        parts = [(f"{twitch.id_url}/oauth2/authorize", ADDRESS_MEANING)]
        for (name, value), mark in zip(parameters.items(), "?&&&&", strict=True):
            shown = mask(value) if name == "state" else urlencode({name: value}).split("=")[1]
            parts.append((f"{mark}{name}={shown}", MEANINGS[name]))
        return parts[: self._shown]


class AnswerPanel(Panel):
    """Paste what came back from the authorize page; the code in it is kept."""

    title = "Step 8: paste the address that the browser shows now"

    def __init__(self) -> None:
        self._link: list[Part] = []
        super().__init__()

    def parts(self) -> list[Part]:
        pasted_here = Field("pasted", "The whole address", HINT, shape="long")
        return [*self._link, pasted_here, Button("hand_in", "Hand it in")]

    def watch(self) -> None:
        twitch = service.chosen()
        credentials.need(twitch, "client_id", "redirect_uri", "state")
        address = practice_learner.PracticeLearner(twitch).authorize(open_link(twitch).address)
        self.press("hand_in", pasted=address)

    def do_hand_in(self, values: Values) -> None:
        twitch, text = service.chosen(), values["pasted"]
        mine = credentials.kept(twitch)
        if mine.code and mine.code in text:
            # Its state was compared the first time, and is gone since.
            if mine.code_age < LIKELY_DEAD:
                self.say("This code is kept already. Go on.", "good")
            else:
                self._offer_link()
                self.say(OLD, "bad")
            return
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
            self._link = []
            self.say(
                "The state is the one you sent, and the code is kept. "
                "It lives for minutes: trade it soon.",
                "good",
            )
        else:
            self.say(
                "The code is kept. But a bare code brings no state, so nothing shows that it "
                "answers your question. Next time paste the whole address."
            )

    def _offer_link(self) -> None:
        twitch = service.chosen()
        mine = credentials.need(twitch, "client_id", "redirect_uri")
        if not mine.state:
            state = oauth.new_state()
            credentials.keep(twitch, scope=mine.asked_scope, state=state)
            progress.step(twitch, "link", state=state)
        self._link = [open_link(twitch)]


class FreshCodePanel(AnswerPanel):
    """Say how old the kept code is; offer a link to a fresh one and take its answer on the spot."""

    title = "Your code, and a fresh one if you need it"

    def watch(self) -> None:
        mine = credentials.kept(service.chosen())
        if not mine.code or mine.code_age > FRESH:
            self._offer_link()
            super().watch()
        self.begin()

    def begin(self) -> None:
        mine = credentials.need(service.chosen(), "client_id", "redirect_uri")
        if not mine.code or mine.code_age >= FRESH:
            self._offer_link()
        if mine.code and mine.code_age < FRESH:
            self.say("Your code is less than a minute old. Go on.", "good")
        elif mine.code and mine.code_age < LIKELY_DEAD:
            minutes = int(mine.code_age // 60)
            self.say(f"Your code is {minutes} min old. It lives for minutes: trade it now.", "good")
        elif mine.code:
            self.say(OLD, "bad")
        elif mine.used_code:
            self.say(
                "Your last code was traded, and a code works once. For another token, open the "
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
