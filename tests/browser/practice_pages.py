"""A way through all of practice's pages, in each of their states."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlencode

import requests
from playwright.sync_api import Page

PARTS = {"base.html", "application_form.html", "scope_list.html"}  # what other pages are made of
SCOPES = "chat:read user:read:email channel:read:subscriptions openid"


def walk(page: Page, practice: str) -> Iterator[str]:
    """Open one page after the other where nobody has been; yields its template and its state."""
    page.goto(practice)
    yield "home.html"
    page.goto(f"{practice}/logout")
    yield "logout.html: nobody is logged in"
    page.goto(f"{practice}/nothing")
    yield "error.html"
    page.goto(f"{practice}/login")
    yield "login.html"
    yield from _without_two_factor(page, practice)
    page.get_by_role("button", name="Log out").click()
    page.goto(f"{practice}/console")
    press(page, "river_otter")
    yield "agreement.html"
    press(page, "Accept")
    yield "console.html: no applications"
    page.goto(f"{practice}/console/apps")
    yield "applications.html: none"
    yield from _register(page, practice)
    client_id = page.get_by_label("Client ID").inner_text()
    yield from _change(page)
    yield from _secret(page)
    yield from _consent(page, practice, client_id)
    yield from _device(page, practice, client_id)
    page.goto(f"{practice}/settings/connections")
    yield "connections.html"
    page.goto(f"{practice}/behind-the-curtain")
    yield "curtain.html"
    page.goto(f"{practice}/logout")
    yield "logout.html"


def press(page: Page, button: str) -> None:
    page.get_by_role("main").get_by_role("button", name=button).first.click()


def _without_two_factor(page: Page, practice: str) -> Iterator[str]:
    press(page, "no two-factor")
    yield "home.html: logged in"
    page.goto(f"{practice}/settings/connections")
    yield "connections.html: none"
    page.goto(f"{practice}/behind-the-curtain")
    yield "curtain.html: nothing yet"
    page.goto(f"{practice}/console/apps/create")
    press(page, "Accept")
    yield "two_factor_needed.html"
    page.goto(f"{practice}/settings/security")
    yield "security.html: off"
    press(page, "Turn on")
    yield "security.html: on"


def _register(page: Page, practice: str) -> Iterator[str]:
    page.goto(f"{practice}/console/apps/create")
    yield "create.html"
    press(page, "Create")
    yield "create.html: everything is missing"
    page.get_by_label("Name").fill("Night Light Bot, which says good night to everybody in a chat")
    add_address(page, "ftp://localhost")
    yield "create.html: an address is refused"
    for address in ("http://localhost", f"http://localhost:3000/{'a-long-way/' * 12}"):
        add_address(page, address)
    yield "create.html: addresses"
    page.get_by_label("Category").select_option("Chat Bot")
    page.get_by_label("Confidential").check()
    page.get_by_label("I'm not a robot").check()
    press(page, "Create")
    yield "applications.html: a new one"
    page.get_by_role("link", name="Manage Night Light Bot").click()
    yield "manage.html"


def add_address(page: Page, address: str) -> None:
    page.get_by_label("OAuth Redirect URLs").fill(address)
    press(page, "Add")


def _change(page: Page) -> Iterator[str]:
    add_address(page, "http://localhost:4000")
    yield "manage.html: not saved yet"
    page.get_by_label("Name").fill("")
    press(page, "Save")
    yield "manage.html: refused"
    page.get_by_label("Name").fill("Night Light Bot")
    press(page, "Save")
    yield "manage.html: saved"


def _secret(page: Page) -> Iterator[str]:
    page.get_by_role("link", name="New Secret").click()
    yield "new_secret.html: the first"
    press(page, "Make a new secret")
    yield "secret.html"
    page.get_by_role("link", name="I have it").click()
    page.get_by_role("link", name="New Secret").click()
    yield "new_secret.html: another"


def ask(page: Page, practice: str, client_id: str, **more: str) -> None:
    """Open an authorize link."""
    sent = {
        "response_type": "code",
        "client_id": client_id,
        "redirect_uri": "http://localhost",
        "scope": SCOPES,
        "state": "c3ab8aa609ea11e793ae92361f002671",
        "force_verify": "true",
        **more,
    }
    page.goto(f"{practice}/oauth2/authorize?{urlencode(sent)}")


def _consent(page: Page, practice: str, client_id: str) -> Iterator[str]:
    for scope in ("", SCOPES):
        ask(page, practice, client_id, scope=scope)
        yield f"consent.html: scopes {scope!r}"
    press(page, "Authorize")
    yield "leaving.html: allowed"
    ask(page, practice, client_id, response_type="token")
    press(page, "Cancel")
    yield "leaving.html: refused"


def _device(page: Page, practice: str, client_id: str) -> Iterator[str]:
    form = {"client_id": client_id, "scopes": "chat:read chat:edit"}
    page.goto(f"{practice}/activate")
    yield "activate.html"
    page.get_by_label("Code on your device").fill("ABCDEFGH")
    press(page, "Go on")
    yield "activate.html: an unknown code"
    for decision in ("Cancel", "Authorize"):
        codes = requests.post(f"{practice}/oauth2/device", data=form, timeout=20).json()
        page.goto(codes["verification_uri"])
        yield "device_consent.html"
        press(page, decision)
        yield f"activated.html: {decision}"
