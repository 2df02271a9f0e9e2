"""A mask that was sent in a secret's place, wherever it is inside the value."""

from __future__ import annotations

from urllib.parse import quote, quote_plus

import pytest
from clinic_tests import API, BEARER, FORM, MINE, TOKEN, refusal

from helpers.private_folder import mask
from lessons.clinic import comparing, diagnose

MASK = "[hidden 7c1e]"
INSIDE = [MASK, f'"{MASK}"', f"x{MASK}", f"secret: {MASK} ", quote(MASK), quote_plus(MASK)]
VALIDATE = "https://id.twitch.tv/oauth2/validate"


@pytest.mark.parametrize("value", [*INSIDE, quote(quote(MASK)), "[HIDDEN 7C1E]", "hidden 7c1e"])
@pytest.mark.parametrize("name", ["client_secret", "code", "access_token"])
def test_a_mask_anywhere_in_a_value_is_one(name, value):
    assert comparing.value_difference(name, value, MINE) == "mask"


@pytest.mark.parametrize("value", ["hidden", "[hidden]", "[hidden 7c1]", "well hidden 7c1eff"])
def test_what_is_no_mask_is_not_called_one(value):
    assert not comparing.has_mask(value)


@pytest.mark.parametrize("value", INSIDE)
@pytest.mark.parametrize(
    ("name", "message", "status"),
    [
        ("client_secret", "invalid client secret", 403),
        ("code", "Invalid authorization code", 400),
        ("client_id", "invalid client", 400),
        ("refresh_token", "Invalid refresh token", 400),
    ],
)
def test_a_mask_in_a_form_is_named(make_reply, name, message, status, value):
    form = FORM | {name: value}
    found = diagnose(refusal(make_reply, message, status, url=TOKEN, data=form), MINE)
    assert (found.cause, found.sure) == (f"mask_in_place_of_{name}", True)


@pytest.mark.parametrize(
    "header", [f"Bearer {MASK}", MASK, f"OAuth {MASK}", f"Bearer{MASK}", f"Bearer {quote(MASK)}"]
)
@pytest.mark.parametrize(
    ("url", "message"),
    [
        (API, "Invalid OAuth token"),
        (API, "OAuth token is missing"),
        (VALIDATE, "invalid access token"),
        (VALIDATE, "missing authorization token"),
    ],
)
def test_a_mask_in_a_header_is_named(make_reply, url, message, header):
    headers = BEARER | {"Authorization": header}
    reply = refusal(make_reply, message, 401, url=url, method="GET", headers=headers)
    found = diagnose(reply, MINE)
    assert (found.cause, found.sure) == ("mask_in_place_of_access_token", True)


def test_a_mask_in_a_link_is_named(make_reply):
    query = f"?client_id={quote(mask(MINE.client_id))}"
    url = f"https://id.twitch.tv/oauth2/authorize{query}"
    found = diagnose(refusal(make_reply, "invalid client", method="GET", url=url), MINE)
    assert (found.cause, found.sure) == ("mask_in_place_of_client_id", True)


@pytest.mark.parametrize(
    ("message", "sent"),
    [
        ("something new", {"data": FORM | {"client_secret": MASK}}),
        ("something new", {"json": FORM | {"client_secret": f"x {MASK}"}}),
        ("Invalid authorization code", {"data": FORM | {"client_secret": MASK}}),
    ],
)
def test_a_mask_that_twitch_does_not_complain_of_is_only_probably_the_cause(
    make_reply, message, sent
):
    found = diagnose(refusal(make_reply, message, url=TOKEN, **sent), MINE)
    assert (found.cause, found.sure) == ("mask_in_place_of_client_secret", False)


def test_a_mask_beside_another_cause_is_named_too(make_reply):
    form = FORM | {"client_secret": MASK, "client_id": ""}
    found = diagnose(refusal(make_reply, "missing client id", url=TOKEN, data=form), MINE)
    assert found.cause == "client_id_missing"
    assert any("mask was sent as the client secret" in line for line in found.look_at)


def test_a_mask_in_a_path_is_named(make_reply):
    reply = make_reply(b"404 page not found", 404, "text/plain", url=f"{TOKEN}/{quote(MASK)}")
    assert "mask was sent" in repr(diagnose(reply, MINE)).replace("A mask", "mask")


@pytest.mark.parametrize("value", ["*" * 30, "•" * 30, "abcd...wxyz", "abcd…"])
@pytest.mark.parametrize("name", ["client_secret", "access_token"])
def test_stars_and_what_a_page_shortened_are_masks_too(name, value):
    assert comparing.value_difference(name, value, MINE) == "mask"
