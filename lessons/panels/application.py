"""The panels of notebooks 01-03, 04-06 and 07: the account, the client ID, the client secret."""

from __future__ import annotations

import ipywidgets as widgets

from helpers import credentials, service
from helpers.plain_errors import NotYet, PlainError
from lessons.exchange import behind_the_curtain, pasted
from lessons.panels.panel import Panel, field, link, misplaced, refuse_misplaced
from lessons.practice_side import practice_learner


class AccountPanel(Panel):
    """Links for steps 1 to 3, and a look whether they worked."""

    title = "Steps 1 to 3: log in, accept the agreement, enter the console"

    def __init__(self) -> None:
        self._links = widgets.HTML()
        super().__init__(self._links, self.button("Did it work?", self._look))
        self.guarded(self._show_links)()

    def watch(self) -> None:
        practice_learner.PracticeLearner(service.chosen()).become_developer()
        self._look()

    def _show_links(self) -> None:
        twitch = service.chosen()
        self._links.value = "<br>".join(
            [
                f"1. {link('Log in on the developer site', twitch.dev_url)}",
                "2. Read the developer agreement and accept it (the console asks the first time)",
                f"3. {link('Enter the developer console', twitch.console_url)}",
            ]
        )

    def _look(self) -> None:
        twitch = service.chosen()
        if not twitch.is_practice:
            self.say(
                "The real Twitch doesn't tell a notebook who is logged in. If the console shows "
                "its Applications tab, it worked."
            )
            return
        accounts = behind_the_curtain.books(twitch).get("accounts", [])
        # The practice learner accepts it too: for one without two-factor, and one for its proofs.
        ready = [
            account["login"]
            for account in accounts
            if account["agreement_accepted"] and account["two_factor"]
        ]
        surely = [login for login in ready if login != practice_learner.OTHER_ACCOUNT]
        if surely:
            self.say(
                f"It worked: {surely[0]} accepted the agreement and may use the console.", "good"
            )
        elif ready:
            self.say(
                f"{ready[0]} accepted the agreement. If that was you, it worked. But the practice "
                "learner uses that account too: if it wasn't you, do steps 1 to 3."
            )
        else:
            raise NotYet(
                "Nobody who may register applications has accepted the developer agreement yet. "
                "Do steps 1 to 3, with an account that has two-factor authentication."
            )


class ApplicationPanel(Panel):
    """Take the client ID and the redirect address of the application that was registered."""

    title = "Steps 4 to 6: register your application, then enter its client ID"

    def __init__(self) -> None:
        self._link = widgets.HTML()
        self._redirect_uri = field("Redirect address")
        self._redirect_uri.value = "http://localhost"
        self._client_id = field("Client ID", "30 letters and digits")
        keep = self.button("Keep", self._keep)
        super().__init__(self._link, self._redirect_uri, self._client_id, keep)
        self.guarded(self._show)()

    def watch(self) -> None:
        learner = practice_learner.PracticeLearner(service.chosen())
        self._client_id.value = learner.register_application(self._redirect_uri.value)
        self._keep()

    def _show(self) -> None:
        twitch = service.chosen()
        self._link.value = link("Open the list of applications in the console", twitch.apps_url)
        mine = credentials.kept(twitch)
        if mine.client_id and not self._said:
            self._client_id.value = mine.client_id
            self._redirect_uri.value = mine.redirect_uri or "http://localhost"
            self.say("This client ID is kept already. Another one would replace it.")

    def _keep(self) -> None:
        twitch = service.chosen()
        client_id = pasted.read_client_id(self._client_id.value)
        redirect_uri = pasted.read_redirect_uri(self._redirect_uri.value)
        refuse_misplaced(self._client_id, client_id, "client ID")
        if credentials.belongs_to_other(twitch, client_id):
            raise PlainError(
                f"This client ID is kept for another Twitch. For {twitch.title}, "
                "register an application there."
            )
        books = behind_the_curtain.books(twitch)
        known = [one["client_id"] for one in books.get("applications", [])]
        if client_id not in known and behind_the_curtain.practice_made(client_id, twitch):
            raise misplaced(self._client_id, "client secret", "client ID")
        if "applications" in books and client_id not in known:
            raise PlainError(
                "Practice Twitch knows no application with this client ID. Copy it again from "
                "the application's page, or register one."
            )
        changed = credentials.kept(twitch).client_id not in ("", client_id)
        # What belonged to another application can't work with this one.
        forgotten = dict.fromkeys(credentials.SECRETS, "") if changed else {}
        credentials.keep(twitch, client_id=client_id, redirect_uri=redirect_uri, **forgotten)
        self._client_id.value, self._redirect_uri.value = client_id, redirect_uri
        hint = pasted.length_hint(client_id)
        self.say(f"Kept for {twitch.title}. {hint}".strip(), "info" if hint else "good")


class SecretPanel(Panel):
    """Take the client secret. The field is emptied once the secret is stored."""

    title = "Step 7: make a new secret, then enter it"

    def __init__(self) -> None:
        self._link = widgets.HTML()
        self._secret = field("Client secret", "shown once, after New Secret", secret=True)
        super().__init__(self._link, self._secret, self.button("Keep", self._keep))
        self.guarded(self._show)()

    def watch(self) -> None:
        twitch = service.chosen()
        mine = credentials.need(twitch, "client_id")
        credentials.before_spending(twitch)
        learner = practice_learner.PracticeLearner(twitch)
        self._secret.value = learner.new_secret(mine.client_id)
        self._keep()

    def _show(self) -> None:
        twitch = service.chosen()
        mine = credentials.need(twitch, "client_id")
        manage = f"{twitch.apps_url}/{mine.client_id}"
        self._link.value = link("Open your application's Manage page", manage)
        if mine.client_secret and not self._said:
            self.say("A secret is kept already. A new one would replace it, here and at Twitch.")

    def _keep(self) -> None:
        twitch = service.chosen()
        mine = credentials.need(twitch, "client_id")
        client_secret = pasted.read_client_secret(self._secret.value, mine.client_id)
        refuse_misplaced(self._secret, client_secret, "client secret")
        others = credentials.belongs_to_other(twitch, client_secret) or (
            not twitch.is_practice and behind_the_curtain.practice_made(client_secret, twitch)
        )
        if others:
            self._secret.value = ""
            raise PlainError(
                f"This secret is another Twitch's, so it must not be sent to {twitch.title}, and "
                "the field is empty again. Make one there."
            )
        credentials.keep(twitch, client_secret=client_secret)
        self._secret.value = ""
        hint = pasted.length_hint(client_secret)
        self.say(
            f"Kept in the private file, and gone from this page. {hint}".strip(),
            "info" if hint else "good",
        )
