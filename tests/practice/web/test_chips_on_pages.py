"""A secret's fingerprint is the same chip on practice's pages as in the notebooks."""

from __future__ import annotations

import re

from look import card
from look.prose import chips


def test_behind_the_curtain_shows_each_fingerprint_as_its_chip(server, person):
    made = person.register()
    person.new_secret(made)
    server.exchange(made.exchange_form(person.get_code(made)))
    books = server.books()
    page = person.open("/behind-the-curtain").text
    [application] = [one for one in books["applications"] if one["client_id"] == made.client_id]
    [code] = [one for one in books["codes"] if one["client_id"] == made.client_id]
    [token] = [one for one in books["tokens"] if one["client_id"] == made.client_id]
    marks = [application["secret"], code["code"], token["access_token"], token["refresh_token"]]
    for mark in marks:
        assert f"<td>{chips(mark)}" in page
    mine = [event for event in books["events"] if event["client_id"] == made.client_id]
    told = [event["what"] for event in mine if "[hidden" in event["what"]]
    assert len(told) >= 3
    for sentence in told:
        assert chips(sentence).replace("'", "&#39;") in page
    without_drawings = re.sub(r"<svg.*?</svg>", "", page, flags=re.DOTALL)  # they are chips too
    assert not re.search(r"\[hidden [0-9a-f]", without_drawings)


def test_an_applications_pages_show_its_secret_as_its_chip(server, person):
    made = person.register()
    person.new_secret(made)
    [application] = [
        one for one in server.books()["applications"] if one["client_id"] == made.client_id
    ]
    for page in ("", "/secret"):
        shown = person.open(f"/console/apps/{made.client_id}{page}").text
        assert chips(application["secret"]) in shown


def test_every_page_has_the_notebooks_own_style_of_chips(server):
    page = server.get("/login").text
    assert '<link rel="stylesheet" href="./chip.css">' in page
    style = server.get("/chip.css")
    assert style.headers["Content-Type"].startswith("text/css")
    assert style.text in card.CSS and ".lesson-shape5" in style.text


def test_a_name_with_a_mask_in_it_is_text(server, person):
    made = person.register(name="<b>[hidden 7c1e]</b>")
    page = person.open("/behind-the-curtain").text
    assert made.name == "<b>[hidden 7c1e]</b>" and "<b>[hidden" not in page
