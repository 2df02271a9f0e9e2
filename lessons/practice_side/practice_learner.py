"""The practice learner: does on practice's pages, over HTTP, what a person does in a browser.

It presses the same buttons of the same forms. It can't do so at the real Twitch, where only a
person may consent.
"""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import parse_qsl, urljoin, urlsplit

import requests
from bs4 import BeautifulSoup, Tag

from helpers import credentials, oauth
from helpers.oauth import Token
from helpers.plain_errors import PlainError
from helpers.sending import TIMEOUT, OwnSession
from helpers.service import Service
from lessons import progress

ACCOUNT = "river_otter"  # one of practice's ready-made accounts
OTHER_ACCOUNT = "night_owl"  # another, for what must not touch the first
REDIRECT_URI = "http://localhost"
SCOPE = credentials.FIRST_SCOPE  # when none have been chosen yet
NAMES = ["River Notes", *(f"River Notes {number}" for number in range(2, 100))]
REDIRECTS_AT_MOST = 10
USER_AGENT = "practice-learner"  # practice knows it by this

Form = list[tuple[str, str]]


class PracticeLearner:
    """Somebody with an account at Practice Twitch, and a browser without a screen."""

    def __init__(self, twitch: Service, account: str = ACCOUNT) -> None:
        if not twitch.is_practice:
            raise PlainError("With the real Twitch only you can do this: it needs your consent.")
        self._twitch = twitch
        self._account = account
        self._browser = OwnSession()
        self._browser.headers["User-Agent"] = USER_AGENT  # what it does is no person's deed
        self._browser.trust_env = False  # a company's proxy can't reach this computer's loopback

    def become_developer(self) -> None:
        """Log in and accept the developer agreement: steps 1 to 3."""
        self._open(self._twitch.apps_url)

    def register_application(self, redirect_uri: str) -> str:
        """Register a Confidential application with this redirect address; return its client ID."""
        form = self._open(f"{self._twitch.apps_url}/create")
        form = self._press(form, "add", redirect_uri=redirect_uri)
        answers = {"category": "Other", "client_type": "confidential", "not_a_robot": "yes"}
        for name in NAMES:  # a name is unique at Twitch, so the first may be taken
            applications = self._press(form, "create", name=name, **answers)
            if not applications.has("#name-problem"):
                break
        manage = self._follow(applications, applications.part(".fresh a"))
        return manage.text_in("client_id")

    def application(self, name: str, redirect_uri: str, client_type: str) -> str:
        """The client ID of this account's application of this name, registered when it is new.

        `client_type` is "confidential" or "public". Raises PlainError when the name is taken.
        """
        applications = self._open(self._twitch.apps_url)
        manage = applications.button_beside(name)
        if manage is None:
            form = self._open(f"{self._twitch.apps_url}/create")
            form = self._press(form, "add", redirect_uri=redirect_uri)
            answers = {"name": name, "category": "Other", "client_type": client_type}
            applications = self._press(form, "create", not_a_robot="yes", **answers)
            manage = applications.part(".fresh a")
        return self._follow(applications, manage).text_in("client_id")

    def new_secret(self, client_id: str) -> str:
        """Make a new client secret for this application, and return it."""
        question = self._open(f"{self._twitch.apps_url}/{client_id}/secret")
        return self._press(question, "confirm").text_in("client_secret")

    def authorize(self, link: str) -> str:
        """Open the authorize link and consent; return the address that the browser is sent to.

        Raises PlainError when the link leads to an error in place of the consent page.
        """
        page = self._open(link)
        if not page.leads_away:  # it does when this viewer consented to all of it before
            page = self._press(page, "authorize")
            page = self._follow(page, page.part("#continue"))
        return page.address

    def cancel(self, link: str) -> str:
        """Open the authorize link and press Cancel; return the address that the browser is sent to.

        Raises PlainError when there is no consent page; `force_verify=true` in the link asks
        for one.
        """
        page = self._press(self._open(link), "cancel")
        return self._follow(page, page.part("#continue")).address

    def shorten_next_token(self, seconds: int) -> None:
        """Let practice make its next access token for so many seconds, on its page of books."""
        books = self._open(f"{self._twitch.id_url}/behind-the-curtain")
        self._press(books, "shorten", seconds=str(seconds))

    def disconnect(self, client_id: str) -> None:
        """Press Disconnect beside this application on the page of connections."""
        page = self._open(f"{self._twitch.www_url}/settings/connections")
        self._press(page, f"disconnect-{client_id}")

    def activate(self, verification_uri: str) -> None:
        """Open the address that a device shows, and let the device have its token.

        Raises PlainError when no device waits for the code in it.
        """
        question = self._open(verification_uri)
        self._press(question, "authorize").part("#activated")

    def read_heading(self, path: str) -> str:
        """The heading of one of practice's pages, as this account sees it."""
        return self._open(f"{self._twitch.dev_url}{path}").part("h1").get_text(strip=True)

    def _open(self, address: str) -> _Page:
        """Go to an address; log in and accept the agreement when the pages ask for it."""
        page = self._go("GET", address)
        if page.has(f"#login-{self._account}"):
            page = self._press(page, f"login-{self._account}")
        if page.has("#accept"):
            page = self._press(page, "accept")
        return page

    def _follow(self, page: _Page, link: Tag) -> _Page:
        return self._go("GET", urljoin(page.address, str(link["href"])))

    def _press(self, page: _Page, button_id: str, **typed: str) -> _Page:
        """Fill in the form around a button, leave the rest as it is, and press the button."""
        button = page.part(f"#{button_id}")
        form = button.find_parent("form")
        if form is None:
            raise PlainError(f"Practice's page has no form around {button_id}.")
        fields = [
            (str(field["name"]), str(field.get("value", "")))
            for field in form.select("input[name]")
            if field.get("type") == "hidden" or field.has_attr("checked")
        ]
        fields = [(name, value) for name, value in fields if name not in typed]
        fields += [*typed.items(), (str(button["name"]), str(button["value"]))]
        return self._go("POST", urljoin(page.address, str(form.get("action", ""))), fields)

    def _go(self, method: str, address: str, form: Form | None = None) -> _Page:
        """Send a request and follow redirects, as a browser does, but not out of practice."""
        for _ in range(REDIRECTS_AT_MOST):
            if not address.startswith(f"{self._twitch.id_url}/"):
                return _Page(address, leads_away=True)
            try:
                reply = self._browser.request(
                    method, address, data=form, timeout=TIMEOUT, allow_redirects=False
                )
            except requests.RequestException:
                raise PlainError(
                    "Practice Twitch does not answer. Restart the kernel and run the notebook "
                    "from its top."
                ) from None
            if not reply.is_redirect:
                return _Page(address, reply.text)
            method, form = "GET", None
            address = urljoin(address, reply.headers["Location"])
        raise PlainError("Practice Twitch sends the practice learner round in circles.")


class _Page:
    """One page as the practice learner sees it."""

    def __init__(self, address: str, text: str = "", leads_away: bool = False) -> None:
        self.address = address
        self.leads_away = leads_away
        self._soup = BeautifulSoup(text, "html.parser")

    def has(self, selector: str) -> bool:
        return self._soup.select_one(selector) is not None

    def part(self, selector: str) -> Tag:
        """The first element that matches; PlainError, with what the page says, if none does."""
        found = self._soup.select_one(selector)
        if found is None:
            shown = self._soup.main or self._soup  # a page of practice's, or bare JSON
            said = " ".join(shown.get_text(" ", strip=True).split())
            raise PlainError(f"The practice learner can't go on. The page says: {said[:300]}")
        return found

    def text_in(self, field_id: str) -> str:
        return str(self.part(f"output#{field_id}").get_text(strip=True))

    def button_beside(self, name: str) -> Tag | None:
        """The button in the row of a list that has this heading; None if there is no such row."""
        for row in self._soup.select(".list .row"):
            heading, button = row.select_one("h2"), row.select_one("a.button")
            if heading and heading.get_text(strip=True) == name:
                return button
        return None


def heading_seen_by(account: str, twitch: Service, path: str) -> str:
    """The heading of a page, as one of practice's accounts sees it.

    The real Twitch lets no program log in, so there it is a sentence that says so.
    """
    if not twitch.is_practice:
        return "Only practice has this account. At the real Twitch nobody but you can log in."
    return PracticeLearner(twitch, account).read_heading(path)


def catch_up(twitch: Service, needs: Iterable[str]) -> None:
    """Do the steps that are missing for these values, in their order, and keep what comes of it.

    `needs` are names of credentials, such as "client_id". Raises PlainError for the real Twitch.
    """
    wanted = set(needs)
    credentials.before_spending(twitch)
    learner = PracticeLearner(twitch)
    mine = credentials.kept(twitch)
    if not mine.client_id:
        client_id = learner.register_application(REDIRECT_URI)
        credentials.keep(twitch, client_id=client_id, redirect_uri=REDIRECT_URI)
    if wanted & {"client_secret", "access_token"} and not mine.client_secret:
        client_id = credentials.kept(twitch).client_id
        credentials.keep(twitch, client_secret=learner.new_secret(client_id))
    if "access_token" in wanted and not mine.access_token:
        _fetch_token(twitch)
    elif "code" in wanted and not (mine.code or mine.used_code):
        credentials.keep_code(twitch, _fetch_code(twitch))


def another_code(twitch: Service) -> str:
    """A fresh code for the reader's application, which is not kept: for a lesson to use up.

    Raises NotYet when there is no application, PlainError for the real Twitch.
    """
    return _ask(twitch)["code"]


def another_token(twitch: Service) -> Token:
    """A fresh token for the reader's application, which is not kept: for a lesson to use up.

    Raises NotYet when the application or its secret is missing, PlainError for the real Twitch.
    """
    mine = credentials.need(twitch, "client_id", "client_secret")
    code = another_code(twitch)
    reply = oauth.exchange(twitch, mine.client_id, mine.client_secret, code, mine.redirect_uri)
    return oauth.read_token(reply)


def another_application(twitch: Service) -> tuple[str, str]:
    """The client ID of another account's application, and a fresh secret of it: to use up.

    The reader's own account and application are left alone. Raises PlainError for the real
    Twitch.
    """
    owl = PracticeLearner(twitch, OTHER_ACCOUNT)
    client_id = owl.application("Owl Notes", REDIRECT_URI, "confidential")
    return client_id, owl.new_secret(client_id)


def spare_tokens(twitch: Service, *scopes: str) -> dict[str, str]:
    """Tokens of another account, for a lesson whose scopes the reader's token lacks.

    They are for that account's own application, and come by the implicit flow: client_id,
    access_token, state, and id_token for openid. Raises PlainError for the real Twitch.
    """
    owl, state = PracticeLearner(twitch, OTHER_ACCOUNT), oauth.new_state()
    client_id = owl.application("Owl Notes", REDIRECT_URI, "confidential")
    kind = {"response_type": "token id_token" if "openid" in scopes else "token"}
    link = oauth.authorize_url(twitch, client_id, REDIRECT_URI, scopes, state, **kind)
    answer = dict(parse_qsl(urlsplit(owl.authorize(link)).fragment))
    return _own_answer(answer, state) | {"client_id": client_id}


def _ask(twitch: Service) -> dict[str, str]:
    mine = credentials.need(twitch, "client_id", "redirect_uri")
    state = oauth.new_state()
    scopes = mine.asked_scope.split()
    link = oauth.authorize_url(twitch, mine.client_id, mine.redirect_uri, scopes, state)
    answer = dict(parse_qsl(urlsplit(PracticeLearner(twitch).authorize(link)).query))
    return _own_answer(answer, state)


def _own_answer(answer: dict[str, str], state: str) -> dict[str, str]:
    if answer.get("state") != state:
        raise PlainError("The answer to the practice learner's link is not its own.")
    return answer


def _fetch_code(twitch: Service) -> str:
    answer = _ask(twitch)
    progress.step(twitch, "link", state=answer["state"])
    progress.step(twitch, "answer", code=answer["code"], state=answer["state"])
    return answer["code"]


def _fetch_token(twitch: Service) -> None:
    mine, code = credentials.kept(twitch), _fetch_code(twitch)
    reply = oauth.exchange(twitch, mine.client_id, mine.client_secret, code, mine.redirect_uri)
    credentials.keep_token(twitch, code, oauth.read_token(reply))
