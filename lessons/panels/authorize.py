"""The panels of notebook 08: choose scopes, see the authorize link grow, paste the answer."""

from __future__ import annotations

from urllib.parse import urlencode

import ipywidgets as widgets

from helpers import credentials, oauth, service
from helpers.plain_errors import PlainError
from helpers.private_folder import mask
from helpers.scopes import SCOPES
from lessons.exchange import pasted
from lessons.panels.panel import Panel, link, refuse_misplaced, table
from lessons.practice_side import practice_learner

FIRST_SCOPES = credentials.FIRST_SCOPE.split()
FRESH = 60  # seconds
LIKELY_DEAD = 600  # seconds; RFC 6749, 4.1.2 advises ten minutes, Twitch's own number is not known
OLD = (
    "Your code is more than ten minutes old, and has probably expired. "
    "Open the link for a fresh one, and paste what comes back."
)

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
        self._scopes = widgets.TagsInput(
            value=FIRST_SCOPES,
            allowed_tags=list(SCOPES),
            allow_duplicates=False,
            layout=widgets.Layout(width="96%"),
        )
        self._more = widgets.Combobox(
            placeholder="Type to find one more of the scopes, then press Enter",
            options=[f"{scope}: {words}" for scope, words in SCOPES.items()],
            continuous_update=False,
            layout=widgets.Layout(width="96%"),
        )
        self._words = widgets.HTML()
        self._parts = widgets.HTML()
        self._shown = 1  # how many parts
        self._lines: list[str] = []
        self._grow = self.button("Add the next part", self._next_part)
        self._all = self.button("Show it whole", self._whole, main=False)
        self._open = widgets.HTML()
        self._scopes.observe(self.guarded(self._draw), "value")
        self._more.observe(self.guarded(self._add_scope), "value")
        super().__init__(
            widgets.HTML("<b>Scopes</b>: what you ask for"),
            self._scopes,
            self._more,
            self._words,
            widgets.HTML("<b>The link</b>"),
            self._parts,
            widgets.HBox([self._grow, self._all]),
            self._open,
        )
        if not service.watching():
            self.guarded(self._begin)()

    def watch(self) -> None:
        self._begin()
        self._whole()

    def still(self) -> str:
        return "\n".join([*self._lines, self._said])

    def _begin(self) -> None:
        mine = credentials.need(service.chosen(), "client_id", "redirect_uri")
        if set(mine.scopes) <= set(SCOPES):
            self._scopes.value = mine.asked_scope.split()
        self._draw()

    def _add_scope(self) -> None:
        scope = pasted.clean(self._more.value).split(": ")[0]
        if not scope:
            return
        if scope not in SCOPES:
            raise PlainError(f"Twitch has no scope called {scope[:40]!r}. Choose one of the list.")
        self._more.value = ""
        if scope not in self._scopes.value:
            self._scopes.value = [*self._scopes.value, scope]

    def _next_part(self) -> None:
        self._shown += 1
        self._draw()

    def _whole(self) -> None:
        self._shown = len(MEANINGS) + 1
        self._draw()

    def _shown_parts(self) -> list[tuple[str, str]]:
        """Each part as it stands in the link, but for the state's mask, and its meaning."""
        twitch = service.chosen()
        mine = credentials.need(twitch, "client_id", "redirect_uri")
        parameters = oauth.authorize_parameters(
            mine.client_id, mine.redirect_uri, self._scopes.value, mine.state
        )
        parts = [(f"{twitch.id_url}/oauth2/authorize", ADDRESS_MEANING)]
        for (name, value), mark in zip(parameters.items(), "?&&&&", strict=True):
            shown = mask(value) if name == "state" else urlencode({name: value}).split("=")[1]
            parts.append((f"{mark}{name}={shown}", MEANINGS[name]))
        return parts[: self._shown]

    def _draw(self) -> None:
        scopes = list(self._scopes.value)
        self._words.value = table([(scope, SCOPES[scope]) for scope in scopes])
        whole = self._shown > len(MEANINGS)
        if whole:
            self._make_link(scopes)
        else:
            self._open.value = ""
        parts = self._shown_parts()
        self._lines = [text for text, _ in parts]
        self._parts.value = table(parts)
        self._grow.disabled = self._all.disabled = whole

    def _make_link(self, scopes: list[str]) -> None:
        """The whole link. The same scopes keep their state, so an open tab stays good."""
        twitch = service.chosen()
        mine = credentials.need(twitch, "client_id", "redirect_uri")
        scope = " ".join(scopes)
        if not mine.state or mine.scope != scope:
            credentials.keep(twitch, scope=scope, scope_chosen="yes", state=oauth.new_state())
        self._open.value = open_link(twitch)
        self.say("The link is whole. Open it, answer the question, then come back here.", "good")


class AnswerPanel(Panel):
    """Paste what came back from the authorize page; the code in it is kept."""

    title = "Step 8: paste the address that the browser shows now"

    def __init__(self) -> None:
        self._pasted = widgets.Textarea(
            placeholder="http://localhost/?code=…&scope=…&state=…",
            continuous_update=False,
            layout=widgets.Layout(width="96%", height="70px"),
        )
        self._link = widgets.HTML()
        super().__init__(self._link, self._pasted, self.button("Hand it in", self._hand_in))

    def watch(self) -> None:
        twitch = service.chosen()
        mine = credentials.need(twitch, "client_id", "redirect_uri", "state")
        address = oauth.authorize_url(
            twitch, mine.client_id, mine.redirect_uri, mine.scopes, mine.state
        )
        self._pasted.value = practice_learner.PracticeLearner(twitch).authorize(address)
        self._hand_in()

    def _hand_in(self) -> None:
        twitch = service.chosen()
        mine = credentials.kept(twitch)
        if mine.code and mine.code in self._pasted.value:
            # Its state was compared the first time, and is gone since.
            self._pasted.value = ""
            if mine.code_age < LIKELY_DEAD:
                self.say("This code is kept already. Go on.", "good")
            else:
                self._offer_link()
                self.say(OLD, "bad")
            return
        refuse_misplaced(self._pasted, pasted.clean(self._pasted.value), "code")
        try:
            answer = pasted.read_answer(self._pasted.value, mine.state, mine.used_code)
        except PlainError:
            if mine.used_code and not mine.state:
                self._offer_link()  # the link that was opened had its answer
            raise
        if credentials.belongs_to_other(twitch, answer.code):
            raise PlainError("This is kept for another Twitch, and must not be sent to this one.")
        credentials.keep_code(twitch, answer.code)
        if answer.state_matched:
            credentials.keep(twitch, state="")  # one state, one answer
        self._pasted.value = ""
        if answer.state_matched:
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
            credentials.keep(twitch, scope=mine.asked_scope, state=oauth.new_state())
        self._link.value = open_link(twitch)


class FreshCodePanel(AnswerPanel):
    """Say how old the kept code is; offer a link to a fresh one and take its answer on the spot."""

    title = "Your code, and a fresh one if you need it"

    def __init__(self) -> None:
        super().__init__()
        if not service.watching():
            self.guarded(self._look)()

    def watch(self) -> None:
        mine = credentials.kept(service.chosen())
        if not mine.code or mine.code_age > FRESH:
            self._offer_link()
            super().watch()
        self._look()

    def _look(self) -> None:
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


def open_link(twitch: service.Service) -> str:
    """HTML: the authorize link of what is kept now."""
    mine = credentials.need(twitch, "client_id", "redirect_uri", "state")
    address = oauth.authorize_url(
        twitch, mine.client_id, mine.redirect_uri, mine.scopes, mine.state
    )
    return (
        f'<p style="font-size:115%;font-weight:600">{link("Open the authorize link", address)}</p>'
    )
