"""What people type comes back as it was, and as text: in fields and on pages."""

from __future__ import annotations

import re

import pytest

EVIL = '<b onmouseover="typed">\'&amp;{{7*7}}'


@pytest.fixture
def made(person):
    return person.register(name=EVIL)


def test_a_name_is_no_template_and_no_html(server, person, made):
    for path in ("/console/apps", f"/console/apps/{made.client_id}", "/behind-the-curtain"):
        text = person.open(path).text
        assert "<b " not in text and "{{7*7}}" in text
        assert re.search(r"&amp;amp;\{\{7\*7\}\}", text)


@pytest.mark.parametrize("action", ["add", "create"])
@pytest.mark.parametrize("typed", [EVIL, " \t", "ü夜\u202e", "https://[::1", "a" * 120])
def test_a_refused_registration_keeps_what_was_typed_and_registers_nothing(person, typed, action):
    before = person.open("/console/apps").text
    page = person.press(
        person.open("/console/apps/create"),
        ("action", action),
        redirect_uri=typed,
        name=typed,
    )
    assert page.status_code == 400
    ids = person.ids(page)
    assert [name for name in ids if name.endswith("-problem")]
    assert ids["redirect_uri"]["value"].strip() == typed.strip()
    assert person.open("/console/apps").text == before
