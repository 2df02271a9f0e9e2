"""The panels of notebooks 01-03, 04-06 and 07: the account, the client ID, the client secret."""

from __future__ import annotations

from helpers import credentials
from lessons.exchange import by_the_books, pasted, secret_trial
from lessons.exchange.misplaced import check_client_id, check_client_secret
from lessons.panels.panel import Panel, Values
from look.parts import Button, Field, Link, Mood, Part, Text

USUAL = "http://localhost"
UNCHECKED = "Kept for the real Twitch. Whether they are right, the link of notebook 08 will show."


class AccountPanel(Panel):
    """Links for steps 1 to 3, and a look whether they worked."""

    title = "Steps 1 to 3: log in, accept the agreement, enter the console"

    def parts(self) -> list[Part]:
        twitch = self.twitch
        # Practice's page is named; the real developer site has a button for it.
        to_log_in = f"{twitch.www_url}/login" if twitch.is_practice else twitch.dev_url
        return [
            Link("1. Log in on the developer site", to_log_in),
            Text("2. Read the developer agreement and accept it. The console asks the first time."),
            Link("3. Enter the developer console", twitch.console_url),
            Button("look", "Did it work?"),
        ]

    def watch(self) -> None:
        self.learner.become_developer()
        self.press("look")

    def do_look(self, _: Values) -> None:
        self.say(*by_the_books.developer(self.twitch))
        if self._mood == "good":
            self.done("01-03")


class ApplicationPanel(Panel):
    """Take the client ID and the redirect address of the application that was registered."""

    title = "Steps 4 to 6: register your application, then enter its client ID"

    def parts(self) -> list[Part]:
        mine = self.kept
        return [
            Link("Open the list of applications in the console", self.twitch.apps_url),
            Field("redirect_uri", "Redirect address", value=mine.redirect_uri or USUAL),
            Field("client_id", "Client ID", "30 letters and digits", mine.client_id),
            Button("keep", "Keep"),
        ]

    def begin(self) -> None:
        if self.kept.client_id:
            self.say("This client ID is kept already. Another one would replace it.")

    def watch(self) -> None:
        client_id = self.learner.register_application(USUAL)
        self.press("keep", client_id=client_id, redirect_uri=USUAL)

    def do_keep(self, values: Values) -> None:
        client_id = pasted.read_client_id(values["client_id"])
        redirect_uri = pasted.read_redirect_uri(values["redirect_uri"])
        check_client_id(client_id, self.twitch)
        by_the_books.check_application(client_id, redirect_uri, self.twitch)
        changed = self.kept.client_id not in ("", client_id)
        # What belonged to another application can't work with this one.
        forgotten = dict.fromkeys(credentials.SECRETS, "") if changed else {}
        credentials.keep(self.twitch, client_id=client_id, redirect_uri=redirect_uri, **forgotten)
        if self.twitch.is_practice:
            return self.say(*_doubt("Kept for Practice Twitch.", client_id, "good"))
        self.say(*_doubt(UNCHECKED, client_id, "info"))


class SecretPanel(Panel):
    """Take the client secret. The field is emptied once the secret is stored."""

    title = "Step 7: make a new secret, then enter it"

    def parts(self) -> list[Part]:
        mine = self.need("client_id")
        return [
            Link("Open your application's Manage page", f"{self.twitch.apps_url}/{mine.client_id}"),
            Field("client_secret", "Client secret", "shown once, after New Secret", shape="secret"),
            Button("keep", "Keep"),
            *self._trial(),
        ]

    def begin(self) -> None:
        if self.need("client_id").client_secret:
            self.say("A secret is kept already. A new one would replace it, here and at Twitch.")

    def watch(self) -> None:
        mine = self.need("client_id")
        credentials.before_spending(self.twitch)
        self.press("keep", client_secret=self.learner.new_secret(mine.client_id))

    def do_keep(self, values: Values) -> None:
        mine = self.need("client_id")
        client_secret = pasted.read_client_secret(values["client_secret"], mine.client_id)
        check_client_secret(client_secret, self.twitch)
        told, mood = by_the_books.check_secret(client_secret, mine, self.twitch)
        credentials.keep(self.twitch, client_secret=client_secret)
        kept = f"Kept in the private file, and gone from this page. {told}".strip()
        self.say(*_doubt(kept, client_secret, mood))

    def do_try(self, _: Values) -> None:
        mine = self.need("client_id", "client_secret")
        self.say(*secret_trial.of(mine.client_secret, mine, self.twitch))

    def _trial(self) -> list[Part]:
        if self.twitch.is_practice or not self.kept.client_secret:
            return []  # practice's books say at once what is right
        return [Text(secret_trial.BEFORE_IT), Button("try", "Try the kept secret", main=False)]


def _doubt(sentence: str, value: str, mood: Mood) -> tuple[str, Mood]:
    """This sentence; and a doubt, if the value has an unusual length."""
    hint = pasted.length_hint(value)
    return f"{sentence} {hint}".strip(), "info" if hint and mood == "good" else mood
