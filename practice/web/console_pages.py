"""The pages of the developer console (docs/twitch.md 7); `console.py` has their rules."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from tornado.web import HTTPError

from practice.rules import console
from practice.rules.console import ApplicationForm, FormRefused
from practice.store.records import Account, Application
from practice.web.page import Page

# What can be wrong in the form about an application, from top to bottom.
FIELDS = ("name", "redirect_uri", "category", "not_a_robot")


class ConsolePage(Page):
    """A page of the developer console: for those who accepted the agreement."""

    def must_be_developer(self) -> Account | None:
        """Who is signed in as a developer. If nobody is, the browser is sent to become one."""
        account = self.must_sign_in()
        if account and account.agreed_at is None:
            self.go("agreement?" + urlencode({"next": self.request.path}))
            return None
        return account

    def own_application(self, owner: Account, client_id: str) -> Application:
        """The application that the address names. Raises HTTPError 404 if it isn't theirs."""
        application = self.parts.console.application(owner, client_id)
        if application is None:
            raise HTTPError(404)
        return application

    def typed(self) -> ApplicationForm:
        """What the person typed into the form about an application."""
        return ApplicationForm(
            name=" ".join(filter(None, self.sent_once("name").strip().split(" "))),
            redirect_uris=tuple(self.sent_values("redirect_uris")),
            redirect_uri=self.sent_once("redirect_uri").strip(),
            category=self.sent_once("category"),
            client_type=self.sent_once("client_type"),
            not_a_robot=self.sent_once("not_a_robot") == "yes",
        )

    def after_list_button(self, form: ApplicationForm) -> ApplicationForm | None:
        """The form after a click on Add or Remove; None if the click was on neither.

        Raises FormRefused when the address can't be added.
        """
        if self.sent_once("action") == "add":
            return self.parts.console.add_redirect_uri(form)
        if remove := self.sent_once("remove"):
            kept = tuple(uri for uri in form.redirect_uris if uri != remove)
            return ApplicationForm(**{**vars(form), "redirect_uris": kept})
        return None

    def show_form(
        self,
        template: str,
        status: int,
        form: ApplicationForm,
        problems: Mapping[str, console.Problem],
        **values: Any,
    ) -> None:
        """Answer with a page that holds the form about an application.

        The focus goes to the first field with a problem, and after Add and Remove back to theirs.
        """
        marked = [name for name in FIELDS if name in problems]
        sent = ["redirect_uri"] if self.request.method == "POST" else []
        self.show(
            template,
            status,
            form=form,
            problems=problems,
            focus=next(iter(marked + sent), ""),
            categories=console.CATEGORIES,
            client_types=console.CLIENT_TYPES,
            **values,
        )


class ConsoleHome(ConsolePage):
    def get(self) -> None:
        if account := self.must_be_developer():
            self.show("console.html", applications=self.parts.console.applications(account))


class ApplicationList(ConsolePage):
    def get(self) -> None:
        if account := self.must_be_developer():
            self.show(
                "applications.html",
                applications=self.parts.console.applications(account),
                created=self.sent_once("created"),
            )


class CreatePage(ConsolePage):
    def get(self) -> None:
        if account := self.must_be_developer():
            if not account.two_factor:
                return self.show("two_factor_needed.html", 403)
            self.show_form("create.html", 200, ApplicationForm(), problems={})

    def post(self) -> None:
        account = self.must_be_developer()
        if not account:
            return
        if not account.two_factor:
            return self.show("two_factor_needed.html", 403)
        form = self.typed()
        try:
            changed = self.after_list_button(form)
            if changed:
                return self.show_form("create.html", 200, changed, problems={})
            application = self.parts.console.register(account, form)
        except FormRefused as refused:
            return self.show_form("create.html", 400, form, problems=refused.problems)
        self.go("console/apps?" + urlencode({"created": application.client_id}))


class ManagePage(ConsolePage):
    def get(self, client_id: str) -> None:
        if account := self.must_be_developer():
            application = self.own_application(account, client_id)
            form = ApplicationForm(
                name=application.name,
                redirect_uris=application.redirect_uris,
                category=application.category,
                client_type=application.client_type,
            )
            self._show(200, form, application, saved=self.sent_once("saved") == "yes")

    def post(self, client_id: str) -> None:
        account = self.must_be_developer()
        if not account:
            return
        application = self.own_application(account, client_id)
        form = self.typed()
        try:
            changed = self.after_list_button(form)
            if changed:
                return self._show(200, changed, application)
            self.parts.console.change(application, form)
        except FormRefused as refused:
            return self._show(400, form, application, problems=refused.problems)
        self.go(f"console/apps/{client_id}?saved=yes")

    def _show(
        self,
        status: int,
        form: ApplicationForm,
        application: Application,
        problems: Any = None,
        saved: bool = False,
    ) -> None:
        self.show_form(
            "manage.html",
            status,
            form,
            application=application,
            problems=problems or {},
            saved=saved,
            unsaved=form.redirect_uris != application.redirect_uris,
        )


class SecretPage(ConsolePage):
    """New Secret: first the question, then the secret, this once."""

    def get(self, client_id: str) -> None:
        if account := self.must_be_developer():
            self.show("new_secret.html", application=self._confidential(account, client_id))

    def post(self, client_id: str) -> None:
        if account := self.must_be_developer():
            application = self._confidential(account, client_id)
            if self.sent_once("decision") != "confirm":
                raise HTTPError(400, log_message="Nothing was changed. Go back and try again.")
            secret = self.parts.console.new_secret(application)
            self.show("secret.html", application=application, secret=secret)

    def _confidential(self, account: Account, client_id: str) -> Application:
        application = self.own_application(account, client_id)
        if application.client_type == "public":
            raise HTTPError(
                400,
                log_message="A Public application has no secret. Choose Confidential on its "
                "Manage page first, and click Save.",
            )
        return application
