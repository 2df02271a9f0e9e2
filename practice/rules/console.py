"""The rules of the people's side: signing in, registering an application, making its secret.

As in `rules.py`, there is no HTTP and no SQL here. A form that is refused comes back as a
FormRefused with one sentence for each field at fault (docs/twitch.md 7.2).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from practice.basics.clock import now
from practice.basics.fingerprint import Fingerprints
from practice.basics.random_values import hash_of, random_text
from practice.store.records import Account, Application, Event
from practice.store.store import NameTaken, Store

# docs/twitch.md 7.2: these are known by name; the real list may be longer.
CATEGORIES = [
    "Analytics Tool",
    "Application Integration",
    "Broadcaster Suite",
    "Browser Extension",
    "Chat Bot",
    "Game Integration",
    "Loyalty Tool",
    "Website Integration",
    "Other",
]
CLIENT_TYPES = {"confidential": "Confidential", "public": "Public"}
MOST_REDIRECT_URIS = 10
LONGEST_REDIRECT_URI = 500  # characters; ours
MOST_APPLICATIONS = 100  # of one account; ours

# What a URI may be written with (RFC 3986 2), so that the browser and we read it alike.
URI_CHARACTERS = re.compile(r"[A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=%]+")

SHOWS_NOTHING = "The real Twitch is known to show no message here."


@dataclass(frozen=True)
class Problem:
    """Why a field is refused, and, where that helps, what the real Twitch does instead."""

    text: str
    note: str = ""


class FormRefused(Exception):
    """A form can't be accepted. `problems` has the name of each field at fault."""

    def __init__(self, problems: Mapping[str, Problem]) -> None:
        super().__init__(", ".join(problems))
        self.problems = problems


@dataclass(frozen=True)
class ApplicationForm:
    """What a person has typed about an application."""

    name: str = ""
    redirect_uris: tuple[str, ...] = ()
    redirect_uri: str = ""  # typed, but not added yet
    category: str = ""
    client_type: str = "confidential"
    not_a_robot: bool = False


class Console:
    """What people do on the pages, over one store."""

    def __init__(self, store: Store, fingerprints: Fingerprints) -> None:
        self._store = store
        self._fingerprints = fingerprints

    # Accounts

    def accounts(self) -> list[Account]:
        """The ready-made accounts that anybody can sign in with."""
        return self._store.accounts()

    def signed_in(self, session: str) -> Account | None:
        """Whose session this is."""
        return self._store.account_of_session(hash_of(session))

    def sign_in(self, old_session: str, login: str, *, learner: bool = False) -> str | None:
        """Sign in and return the new session; None when there is no such account.

        `learner`: it is the practice learner of the lessons, whose events are of another kind.
        """
        for account in self._store.accounts():
            if account.login == login:
                session, user_id = random_text(40), account.user_id
                learners = Event("learners_sign_in", user_id=user_id)
                self._store.replace_session(
                    hash_of(old_session),
                    hash_of(session),
                    user_id,
                    learners if learner else Event("sign_in", user_id=user_id),
                )
                return session
        return None

    def sign_out(self, session: str, account: Account) -> None:
        """End the session."""
        self._store.end_session(hash_of(session), Event("sign_out", user_id=account.user_id))

    def accept_agreement(self, account: Account, *, learner: bool = False) -> None:
        """Keep that the account accepted the developer agreement; `learner` as for `sign_in`."""
        user_id = account.user_id
        learners = Event("learners_agreement", user_id=user_id)
        event = learners if learner else Event("agreement", user_id=user_id)
        self._store.set_agreed(user_id, now(), event)

    def turn_on_two_factor(self, account: Account) -> None:
        """Let the account register applications (docs/twitch.md 7.1, step 1)."""
        self._store.set_two_factor(account.user_id, Event("two_factor", user_id=account.user_id))

    # Applications

    def applications(self, owner: Account) -> list[Application]:
        """The owner's applications, newest first."""
        return self._store.applications(owner.user_id)[::-1]

    def application(self, owner: Account, client_id: str) -> Application | None:
        """One of the owner's applications."""
        application = self._store.application(client_id)
        return application if application and application.owner_id == owner.user_id else None

    def add_redirect_uri(self, form: ApplicationForm) -> ApplicationForm:
        """The form after a click on Add. Nothing is registered by that. Raises FormRefused."""
        uri = form.redirect_uri.strip()
        problem = _redirect_uri_problem(uri)
        if not problem and uri in form.redirect_uris:
            problem = Problem("This address is in the list already.")
        if not problem and len(form.redirect_uris) >= MOST_REDIRECT_URIS:
            problem = Problem(f"An application can have {MOST_REDIRECT_URIS} addresses at most.")
        if problem:
            raise FormRefused({"redirect_uri": problem})
        return replace(form, redirect_uris=(*form.redirect_uris, uri), redirect_uri="")

    def register(self, owner: Account, form: ApplicationForm) -> Application:
        """Make an application. It has a client ID and no secret yet. Raises FormRefused."""
        problems = _form_problems(form)
        if not form.not_a_robot:
            problems["not_a_robot"] = Problem("Tick the box: only people may register.")
        if len(self._store.applications(owner.user_id)) >= MOST_APPLICATIONS:
            problems["name"] = Problem(
                f"{owner.login} has {MOST_APPLICATIONS} applications, which is the most that "
                "this practice page keeps. Log in with another account."
            )
        application = Application(
            client_id=random_text(30),
            owner_id=owner.user_id,
            name=form.name,
            category=form.category,
            client_type=form.client_type,
            secret_hash=None,
            secret_fingerprint=None,
            created_at=now(),
            redirect_uris=form.redirect_uris,
        )
        self._save(application, problems, "registration")
        return application

    def change(self, application: Application, form: ApplicationForm) -> None:
        """Save what was changed on the Manage page. Raises FormRefused.

        Going from Confidential to Public loses the secret. That a type can be changed at all
        is disputed (docs/twitch.md 4.4).
        """
        changed = replace(
            application,
            name=form.name,
            category=form.category,
            client_type=form.client_type,
            redirect_uris=form.redirect_uris,
        )
        self._save(changed, _form_problems(form), "change")

    def _save(self, application: Application, problems: dict[str, Problem], kind: str) -> None:
        if problems:
            raise FormRefused(problems)
        try:
            event = Event(kind, application.client_id, application.owner_id)
            self._store.save_application(application, event)
        except NameTaken:
            problem = Problem(
                "Another application has this name already. Choose one that nobody else has.",
                SHOWS_NOTHING,
            )
            raise FormRefused({"name": problem}) from None

    def new_secret(self, application: Application) -> str:
        """Make a client secret and return it, this once. The old one stops working at once."""
        secret = random_text(30)
        fingerprint = self._fingerprints.of(secret)
        marks = {"client_secret": fingerprint}
        if application.secret_fingerprint:
            marks["old_secret"] = application.secret_fingerprint
        event = Event("secret", application.client_id, application.owner_id, marks=marks)
        self._store.set_secret(application.client_id, hash_of(secret), fingerprint, event)
        return secret


def _form_problems(form: ApplicationForm) -> dict[str, Problem]:
    problems = {
        "name": _name_problem(form.name),
        "redirect_uri": _redirect_uris_problem(form),
        "category": None
        if form.category in CATEGORIES
        else Problem("Choose a category.", "The real page just does nothing when you forget it."),
        "client_type": None
        if form.client_type in CLIENT_TYPES
        else Problem("Choose Confidential or Public."),
    }
    return {name: problem for name, problem in problems.items() if problem}


def _name_problem(name: str) -> Problem | None:
    if not 3 <= len(name) <= 100:
        return Problem("A name has 3 to 100 characters.", SHOWS_NOTHING)
    if not name.isprintable():
        return Problem("The name holds a character that can't be seen. Type it again.")
    if "twitch" in name.casefold():
        return Problem(
            "A name may not contain “Twitch”. Leave that word out.",
            "The real Twitch is known to show no message here: only the robot box starts over.",
        )
    if name[0].isdigit():
        return Problem("A name may not start with a digit.", SHOWS_NOTHING)
    return None


def _redirect_uris_problem(form: ApplicationForm) -> Problem | None:
    if form.redirect_uri:
        return Problem(
            "You typed an address and didn't add it. Click Add, or empty the field.",
            "The real Twitch drops an address that wasn't added: a frequent cause of "
            "redirect_mismatch.",
        )
    if not form.redirect_uris:
        return Problem("Add at least one address. This tutorial uses http://localhost.")
    if len(form.redirect_uris) > MOST_REDIRECT_URIS:
        return Problem(f"An application can have {MOST_REDIRECT_URIS} addresses at most.")
    for uri in form.redirect_uris:
        if problem := _redirect_uri_problem(uri):
            return problem
    return None


def _redirect_uri_problem(uri: str) -> Problem | None:
    if not uri:
        return Problem(
            "Type an address first, such as http://localhost, then click Add.",
            "The real Twitch says “invalid redirect URI provided”.",
        )
    if len(uri) > LONGEST_REDIRECT_URI:
        return Problem(f"An address has {LONGEST_REDIRECT_URI} characters at most.")
    if not URI_CHARACTERS.fullmatch(uri):
        return Problem("This is not a web address: a space or another character is not allowed.")
    try:
        address = urlsplit(uri)
        host = address.hostname or ""
        address.port  # noqa: B018  (reading it is what finds a bad port)
    except ValueError:
        return Problem("This is not a web address: its host or port can't be read.")
    if not uri.startswith(("https://", "http://")):
        return Problem("An address starts with https:// or is http://localhost.")
    if not host:
        return Problem("This address names no host. Write it as in https://example.org/callback.")
    # Whether Twitch takes http://127.0.0.1 is disputed (docs/twitch.md 7.2). Ours: refused.
    if uri.startswith("http://") and host != "localhost":
        return Problem(
            "Redirect URIs must use HTTPS protocol. The only exception is http://localhost.",
        )
    if "@" in address.netloc:
        return Problem("An address may not hold a user name or a password.")
    if "#" in uri:
        return Problem("An address may not have a part after # (RFC 6749 3.1.2).")
    return None
