"""How much of a kept value must be there to say that it was copied wrongly."""

from __future__ import annotations

import pytest
from clinic_tests import ERROR
from clinic_tests import MINE as MINE_IN_ALL

from helpers.credentials import Credentials
from lessons import clinic
from lessons.clinic.comparing import value_difference

SECRET = "41vpdji4e9gif29md0ouet6fktd2xy"  # 30 characters
MINE = Credentials(client_secret=SECRET)


@pytest.mark.parametrize(
    ("sent", "says"),
    [
        (SECRET[:10], "copied_wrongly"),
        (SECRET[-10:], "copied_wrongly"),
        (SECRET[7:17], "copied_wrongly"),
        (SECRET[:9], "not_the_kept_one"),
        (SECRET[-9:], "not_the_kept_one"),
    ],
)
def test_a_part_of_ten_characters_is_a_part(sent, says):
    assert value_difference("client_secret", sent, MINE) == says


@pytest.mark.parametrize(
    ("wrong", "says"), [(1, "copied_wrongly"), (3, "copied_wrongly"), (4, "not_the_kept_one")]
)
def test_of_ten_characters_one_may_be_wrong(wrong, says):
    sent = SECRET[:12] + "_" * wrong + SECRET[12 + wrong :]
    assert value_difference("client_secret", sent, MINE) == says


def test_a_short_value_is_right_or_wrong():
    mine = Credentials(client_secret="abcdefghi")
    assert value_difference("client_secret", "abcdefgh", mine) == "not_the_kept_one"


def test_the_link_of_another_application_is_not_compared_with_what_is_kept(kept):
    asked = f"{kept.id_url}/oauth2/authorize?redirect_uri=http%3A%2F%2Flocalhost%2F&client_id="
    ours, theirs = (
        repr(clinic.examine(f"http://localhost/?{ERROR}", f"{asked}{client_id}"))
        for client_id in (MINE_IN_ALL.client_id, "x" * 30)
    )
    assert f"kept         {MINE_IN_ALL.redirect_uri}" in ours
    assert MINE_IN_ALL.redirect_uri not in theirs
