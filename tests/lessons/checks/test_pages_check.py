"""Notebook 11: right ways to read a list page by page pass, and each known mistake is told."""

from __future__ import annotations

import pytest

from lessons.checks import pages_check


def with_for(get_page, pages):
    found, after = [], ""
    for _ in range(pages):
        page = get_page(after)
        found += page["data"]
        after = page["pagination"].get("cursor")
        if not after:
            break
    return found


def with_while(get_page, pages):
    found, after, number = [], "", 0
    while number < pages:
        page = get_page(after)
        found.extend(page["data"])
        number += 1
        if "cursor" not in page["pagination"]:
            return found
        after = page["pagination"]["cursor"]
    return found


def with_recursion(get_page, pages, after=""):
    page = get_page(after)
    cursor = page["pagination"].get("cursor")
    if pages == 1 or not cursor:
        return page["data"]
    return page["data"] + with_recursion(get_page, pages - 1, cursor)


def with_none(get_page, pages):
    found, after = [], None
    while pages and (page := get_page(after)):
        pages, found = pages - 1, found + page["data"]
        after = page["pagination"].get("cursor")
        if after is None:
            break
    return found


def with_a_generator(get_page, pages):
    def each(after=""):
        for _ in range(pages):
            page = get_page(after)
            yield from page["data"]
            if not (after := page["pagination"].get("cursor", "")):
                return

    return list(each())


def with_try(get_page, pages):
    page = get_page("")
    found = [*page["data"]]
    for _ in range(pages - 1):
        try:
            page = get_page(page["pagination"]["cursor"])
        except KeyError:
            break
        found = [*found, *page["data"]]
    return found


RIGHT = [with_for, with_while, with_recursion, with_none, with_a_generator, with_try]


def only_the_first(get_page, pages):
    return get_page("")["data"]


def the_first_again(get_page, pages):
    return [item for _ in range(pages) for item in get_page("")["data"]]


def never_looks_whether_there_is_a_cursor(get_page, pages):
    found, after = [], ""
    for _ in range(pages):
        page = get_page(after)
        found += page["data"]
        after = page["pagination"]["cursor"]
    return found


def starts_over(get_page, pages):
    found, after = [], ""
    for _ in range(pages):
        page = get_page(after)
        found += page["data"]
        after = page["pagination"].get("cursor", "")
    return found


def all_there_are(get_page, pages):
    return with_for(get_page, 1000)


def one_too_many(get_page, pages):
    return with_for(get_page, pages + 1)


def one_too_few(get_page, pages):
    return with_for(get_page, pages - 1)


def without_the_last(get_page, pages):
    found, after = [], ""
    for _ in range(pages):
        page = get_page(after)
        after = page["pagination"].get("cursor")
        if not after:
            break
        found += page["data"]
    return found


def lists_in_a_list(get_page, pages):
    found, after = [], ""
    for _ in range(pages):
        page = get_page(after)
        found.append(page["data"])
        if not (after := page["pagination"].get("cursor")):
            break
    return found


def only_the_last(get_page, pages):
    after = ""
    for _ in range(pages):
        page = get_page(after)
        if not (after := page["pagination"].get("cursor")):
            break
    return page["data"]


def counts_as_a_cursor(get_page, pages):
    return [item for number in range(pages) for item in get_page(str(number or ""))["data"]]


def the_dictionary_as_a_cursor(get_page, pages):
    page = get_page("")
    return page["data"] + (get_page(page["pagination"])["data"] if pages > 1 else [])


def the_pages(get_page, pages):
    return [get_page("")]


def prints(get_page, pages):
    with_for(get_page, pages)


def a_number(get_page, pages):
    return len(with_for(get_page, pages))


def turned_round(get_page, pages):
    return with_for(get_page, pages)[::-1]


def never_ends(get_page, pages):
    page = get_page("")
    while page["data"] or True:
        pass


def stops_at_a_short_page(get_page, pages):
    found, after, longest = [], "", 0
    for _ in range(pages):
        page = get_page(after)
        found += page["data"]
        after = page["pagination"].get("cursor")
        longest = max(longest, len(page["data"]))
        if not after or len(page["data"]) < longest:
            break
    return found


def stops_at_an_empty_page(get_page, pages):
    found, after = [], ""
    for _ in range(pages):
        page = get_page(after)
        found += page["data"]
        after = page["pagination"].get("cursor")
        if not after or not page["data"]:
            break
    return found


def looks_for_data(get_page, pages):
    page = get_page("")
    found = list(page["data"])
    while pages > 1 and page["data"] and page["pagination"]:
        page = get_page(page["pagination"]["cursor"])
        found += page["data"]
        pages -= 1
    return found


def into_the_first_page(get_page, pages):
    page = get_page("")
    found = page["data"]
    for _ in range(pages - 1):
        if not page["pagination"]:
            break
        page = get_page(page["pagination"]["cursor"])
        found += page["data"]
    return found


def empties_the_pages(get_page, pages):
    found, after = [], ""
    for _ in range(pages):
        page = get_page(after)
        while page["data"]:
            found.append(page["data"].pop(0))
        after = page["pagination"].get("cursor")
        if not after:
            break
    return found


def each_item_once(get_page, pages):
    found, after = [], ""
    for _ in range(pages):
        page = get_page(after)
        found += [item for item in page["data"] if item not in found]
        after = page["pagination"].get("cursor")
        if not after:
            break
    return found


def the_last_of_each_id(get_page, pages):
    found, after = {}, ""
    for _ in range(pages):
        page = get_page(after)
        found |= {item["id"]: item for item in page["data"]}
        after = page["pagination"].get("cursor")
        if not after:
            break
    return list(found.values())


WRONG = {
    each_item_once: "An item that is on two pages: With",
    the_last_of_each_id: "An item that is on two pages: With",
    stops_at_an_empty_page: "An empty page that isn't the last: With",
    looks_for_data: "An empty page that isn't the last: With",
    into_the_first_page: "The same pages twice: A second time: With",
    empties_the_pages: "The same pages twice: A second time: With",
    stops_at_a_short_page: " pages, of which ",
    only_the_first: "it asked for 1. Wanted:",
    the_first_again: "It asked twice for the page at `''`",
    never_looks_whether_there_is_a_cursor: "There are fewer pages: With",
    starts_over: "It asked twice for the page at `''`",
    all_there_are: "One page is asked for: With",
    one_too_many: "One page is asked for: With",
    one_too_few: "One page is asked for: With",
    without_the_last: "All pages that there are: With",
    lists_in_a_list: "One page is asked for: With",
    only_the_last: "Several pages are asked for: With",
    counts_as_a_cursor: "which is no cursor it got",
    the_dictionary_as_a_cursor: "which is no cursor it got",
    the_pages: "in one list.",
    prints: "it returned `None`. Wanted: all",
    a_number: "it returned `3`. Wanted: all",
    turned_round: "Keep their order.",
    never_ends: "did not return within 2 seconds",
}


@pytest.mark.parametrize("right", RIGHT, ids=lambda function: function.__name__)
def test_a_right_way_passes(right, is_noted):
    verdict = pages_check.try_out(right)
    assert verdict.passed, verdict
    assert is_noted("first_pages")


@pytest.mark.parametrize("wrong", WRONG, ids=lambda function: function.__name__)
def test_a_mistake_is_told(wrong, is_noted):
    verdict = pages_check.try_out(wrong)
    assert WRONG[wrong] in repr(verdict)
    assert not verdict.passed and not is_noted("first_pages")
