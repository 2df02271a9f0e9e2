"""axe-core: looks at a page as a person's helping programs meet it, and names what fails WCAG."""

from __future__ import annotations

from typing import Any

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

OPTIONS = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"],
    "rules": {"target-size": {"enabled": True}},  # of WCAG 2.2; axe leaves it out by itself
    "resultTypes": ["violations"],
}
# No criterion of WCAG by themselves: where one is on a page, and how one jumps to its parts.
PLACES = {
    "runOnly": [
        "region",
        "landmark-unique",
        "landmark-one-main",
        "landmark-no-duplicate-banner",
        "landmark-no-duplicate-contentinfo",
        "page-has-heading-one",
        "heading-order",
        "skip-link",
    ],
    "resultTypes": ["violations"],
}


def violations(page: Page, within: str = "html", options: Any = OPTIONS) -> list[str]:
    """What is wrong in this part of the page: the rule, the element, what it says about it."""
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    found = page.evaluate("([within, options]) => axe.run(within, options)", [within, options])
    return [
        f"{one['id']}: {node['html'][:200]} {node['failureSummary']}"
        for one in found["violations"]
        for node in one["nodes"]
    ]
