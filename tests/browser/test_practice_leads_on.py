"""Practice's pages without a mouse: where one is, and where the focus goes after a form."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from axe import PLACES, violations
from playwright.sync_api import Browser, Locator, Page, expect
from practice_pages import add_address, press, walk

from helpers.service import Service

pytestmark = [pytest.mark.browser, pytest.mark.slow]
STARTS = re.compile("^An address starts with https")  # what is wrong, and only then the hint
LANDMARKS = """
- complementary "What this is"
- banner:
  - navigation "Main"
- main
- contentinfo
"""


@pytest.fixture
def page(browser: Browser, own_surroundings: None) -> Iterator[Page]:
    page = browser.new_page()
    yield page
    page.close()


@pytest.fixture
def form(page: Page, practice: Service) -> Page:
    """Somebody may register an application now."""
    page.goto(f"{practice.id_url}/console/apps/create")
    press(page, "river_otter")
    if "/agreement" in page.url:
        press(page, "Accept")
    return page


def field(page: Page, label: str) -> Locator:
    return page.get_by_label(label, exact=True)


def test_all_of_a_page_is_in_landmarks_with_names(page: Page, empty_practice: Service) -> None:
    found = []
    for name in walk(page, empty_practice.id_url):
        expect(page.locator("body")).to_match_aria_snapshot(LANDMARKS)
        found += [f"{name}: {one}" for one in violations(page, options=PLACES)]
    assert found == [], "\n".join(found)


def test_after_add_and_remove_the_focus_is_in_their_field(form: Page) -> None:
    for address in ("http://localhost", "http://localhost:3000"):
        add_address(form, address)
        expect(field(form, "OAuth Redirect URLs")).to_be_focused()
        expect(field(form, "OAuth Redirect URLs")).to_have_value("")
    form.get_by_role("button", name="Remove http://localhost:3000").click()
    expect(field(form, "OAuth Redirect URLs")).to_be_focused()
    form.keyboard.type("ftp://localhost")
    press(form, "Add")
    expect(field(form, "OAuth Redirect URLs")).to_be_focused()
    expect(field(form, "OAuth Redirect URLs")).to_have_accessible_description(STARTS)


def test_after_a_refusal_the_focus_is_in_the_first_field_to_fix(form: Page) -> None:
    press(form, "Create")
    expect(field(form, "Name")).to_be_focused()
    field(form, "Name").fill("Night Light")
    press(form, "Create")
    expect(field(form, "OAuth Redirect URLs")).to_be_focused()
    add_address(form, "http://localhost")
    press(form, "Create")
    expect(field(form, "Category")).to_be_focused()
    field(form, "Category").select_option("Chat Bot")
    press(form, "Create")
    expect(field(form, "I'm not a robot")).to_be_focused()


def test_what_is_typed_first_is_no_refusal(form: Page) -> None:
    expect(form.locator("body")).to_be_focused()  # one reads the page from its top


def test_an_unknown_device_code_is_there_to_be_fixed(form: Page, practice: Service) -> None:
    form.goto(f"{practice.id_url}/activate")
    field(form, "Code on your device").fill("ABCDEFGH")
    press(form, "Go on")
    expect(field(form, "Code on your device")).to_be_focused()
