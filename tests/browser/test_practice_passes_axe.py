"""Each of practice's pages, in both themes, as axe-core sees it."""

from __future__ import annotations

import pytest
from axe import violations
from jupyter import PROJECT
from playwright.sync_api import Browser
from practice_pages import PARTS, walk

from helpers.service import Service

pytestmark = pytest.mark.browser
TEMPLATES = {path.name for path in (PROJECT / "practice" / "web" / "pages").glob("*.html")}


def test_no_page_has_a_violation(browser: Browser, empty_practice: Service) -> None:
    page, seen, found = browser.new_page(), [], []
    for name in walk(page, empty_practice.id_url):
        seen.append(name)
        for theme in ("light", "dark"):
            page.emulate_media(color_scheme=theme)  # type: ignore[arg-type]
            found += [f"{name}, {theme}: {one}" for one in violations(page)]
    assert found == []
    assert {name.split(":")[0] for name in seen} == TEMPLATES - PARTS
