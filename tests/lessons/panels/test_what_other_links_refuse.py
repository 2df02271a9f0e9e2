"""What the panel of the OpenID link doesn't take for the answer to its link."""

from __future__ import annotations

from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from panel_tests import CODE, SECRET, hand_in, links, said

from helpers import credentials, private_folder
from lessons import panels


@pytest.fixture
def panel(application):
    return panels.OpenIdPanel("n-0S6")


def answer(panel, code: str = CODE) -> str:
    """The right answer to its link, but for the code."""
    [state] = parse_qs(urlsplit(links(panel)[0]).query)["state"]
    return f"http://localhost/?{urlencode({'code': code, 'state': state})}"


def test_the_answer_itself_is_taken(panel, application):
    hand_in(panel, answer(panel))
    assert credentials.kept(application).code == CODE


def test_a_code_that_is_kept_for_another_twitch_leaves_the_page(panel, application):
    private_folder.write("twitch.env", {"TWITCH_CODE": CODE})
    assert hand_in(panel, answer(panel)).value == ""
    assert credentials.kept(application).code == ""
    assert "another Twitch" in said(panel) or "other Twitch" in said(panel)


def test_a_used_code_is_refused(panel, application):
    credentials.keep(application, used_code=private_folder.fingerprint(CODE))
    hand_in(panel, answer(panel))
    assert "already exchanged" in said(panel)
    assert credentials.kept(application).code == ""


def test_a_kept_secret_in_this_field_leaves_the_page(panel, application):
    credentials.keep(application, client_secret=SECRET)
    assert hand_in(panel, SECRET).value == ""
    assert "That is the client secret" in said(panel) and SECRET not in said(panel)
    assert credentials.kept(application).code == ""
