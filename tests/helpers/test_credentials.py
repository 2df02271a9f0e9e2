"""What one notebook hands to the next, apart for each Twitch."""

from __future__ import annotations

import time
from dataclasses import fields

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers import credentials, private_folder, service
from helpers.credentials import (
    Credentials,
    belongs_to_other,
    keep,
    keep_code,
    keep_token,
    kept,
    kept_as,
    need,
)
from helpers.oauth import Token
from helpers.plain_errors import NotYet
from helpers.private_folder import fingerprint, mask

NAMES = [field.name for field in fields(Credentials)]
SECRET = "41vpdji4e9gif29md0ouet6fktd2xy"
printable = st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1)


@pytest.fixture
def practice():
    return service.practice("http://localhost:8017")


@pytest.fixture
def real():
    return service.real()


def test_nothing_is_kept_at_first(practice):
    assert kept(practice) == Credentials()
    assert repr(kept(practice)) == "Nothing is kept yet."


@settings(max_examples=30)  # each writes a file many times
@given(values=st.dictionaries(st.sampled_from(NAMES), printable))
def test_what_is_kept_comes_back(values):
    twitch = service.real()
    keep(twitch, **{**dict.fromkeys(NAMES, ""), **values})
    assert kept(twitch) == Credentials(**values)


def test_keeping_one_value_leaves_the_others(practice):
    keep(practice, client_id="abc")
    keep(practice, client_secret="def")
    assert kept(practice) == Credentials(client_id="abc", client_secret="def")


def test_the_two_twitches_never_mix(practice, real):
    for name in NAMES:
        keep(practice, **{name: f"practice-{name}"})
    assert kept(real) == Credentials()
    for name in NAMES:
        keep(real, **{name: f"real-{name}"})
    assert all(getattr(kept(practice), name) == f"practice-{name}" for name in NAMES)
    assert all(getattr(kept(real), name) == f"real-{name}" for name in NAMES)


def test_a_value_of_another_twitch_is_recognised(practice, real):
    keep(practice, client_secret=SECRET)
    assert belongs_to_other(real, SECRET)
    assert not belongs_to_other(practice, SECRET)
    assert not belongs_to_other(real, SECRET[:-1])
    assert not belongs_to_other(real, "")


def test_a_stand_in_for_the_real_twitch_has_a_file_of_its_own(real, monkeypatch):
    keep(real, client_secret=SECRET)
    for name in ("ID", "API", "CHAT"):
        monkeypatch.setenv(f"TWITCH_{name}_URL", "http://localhost:9999")
    stand_in = service.real()
    assert kept(stand_in) == Credentials()
    assert belongs_to_other(stand_in, SECRET)


def test_practice_elsewhere_has_a_file_of_its_own(practice, monkeypatch):
    keep(practice, client_secret=SECRET)
    monkeypatch.setenv("PRACTICE_URL", "http://localhost:9999")
    assert kept(service.practice("http://localhost:9999")) == Credentials()


@pytest.mark.parametrize("name", sorted(credentials.COMES_FROM))
def test_what_is_missing_is_said_with_its_notebook(practice, name):
    keep(practice, **{other: "x" for other in NAMES if other != name})
    what, notebook = credentials.COMES_FROM[name]
    with pytest.raises(NotYet) as raised:
        need(practice, *[other for other in NAMES if other in credentials.COMES_FROM])
    assert what in str(raised.value)
    assert f"notebook {notebook}." in str(raised.value)
    assert "Practice Twitch" in str(raised.value)


def test_every_notebook_that_is_named_is_there():
    notebooks = {notebook for _, notebook in credentials.COMES_FROM.values()}
    assert notebooks
    for notebook in notebooks:
        assert (private_folder.PROJECT / "notebooks" / f"{notebook}.ipynb").exists()


def test_the_first_missing_value_is_named_first(real):
    with pytest.raises(NotYet, match="the real Twitch: a client ID"):
        need(real, "client_id", "client_secret")


def test_what_is_needed_and_there_is_returned(practice):
    keep(practice, client_id="abc")
    assert need(practice, "client_id") == need(practice) == Credentials(client_id="abc")


def test_a_code_is_kept_with_its_time(practice):
    before = time.time()
    keep_code(practice, "a-code")
    assert kept(practice).code == "a-code"
    assert Credentials(code_kept_at="²").code_age > 10**9  # a digit for str, and no number
    assert before - 1 <= float(kept(practice).code_kept_at) <= time.time()
    assert -1 <= kept(practice).code_age < 60


def test_a_token_takes_the_place_of_its_code(practice):
    keep_code(practice, "a-code")
    keep_token(practice, "a-code", Token("access", "refresh", 14124, ("chat:read",)))
    mine = kept(practice)
    assert (mine.access_token, mine.refresh_token, mine.code) == ("access", "refresh", "")
    assert mine.used_code == fingerprint("a-code")
    files = private_folder.folder().glob("*.env")
    assert not [file for file in files if "a-code" in file.read_text()]


def test_a_token_is_kept_also_when_no_fingerprint_can_be_made(practice):
    keep_code(practice, "a-code")
    (private_folder.folder() / "fingerprint.key").write_text("damaged")
    keep_token(practice, "a-code", Token("access", "refresh", 14124))
    assert (kept(practice).access_token, kept(practice).refresh_token) == ("access", "refresh")


def test_a_token_without_a_refresh_token_leaves_no_old_one(practice):
    keep_token(practice, "one", Token("access", "refresh", 14124))
    keep_token(practice, "two", Token("newer", "", 14124))
    assert kept(practice) == Credentials(access_token="newer", used_code=fingerprint("two"))


def test_a_refresh_without_a_refresh_token_leaves_the_old_one(practice):
    keep_token(practice, "one", Token("access", "refresh", 14124))
    credentials.keep_refreshed(practice, Token("newer", "", 14124))
    assert (kept(practice).access_token, kept(practice).refresh_token) == ("newer", "refresh")
    credentials.keep_refreshed(practice, Token("newest", "other", 14124))
    assert (kept(practice).access_token, kept(practice).refresh_token) == ("newest", "other")


@given(values=st.dictionaries(st.sampled_from(sorted(credentials.SECRETS)), st.text()))
def test_no_secret_is_printed(values):
    marked = {name: f"Zq9{value}" for name, value in values.items()}
    mine = Credentials(**{"client_id": "abc", **marked})
    for shown in (repr(mine), str(mine), f"{mine}"):
        assert "Zq9" not in shown
        assert "abc" in shown
        assert all(mask(value) in shown for value in marked.values())


def test_every_field_but_the_public_ones_is_a_secret():
    public = {"client_id", "redirect_uri", "scope", "scope_chosen", "code_kept_at", "used_code"}
    assert set(NAMES) - public == credentials.SECRETS


def test_scopes_are_a_list(practice):
    keep(practice, scope="chat:read chat:edit")
    assert kept(practice).scopes == ["chat:read", "chat:edit"]
    assert Credentials().scopes == []


def test_the_guides_scopes_are_asked_for_until_some_were_chosen():
    assert Credentials().asked_scope == "chat:read chat:edit"
    assert Credentials(scope="user:read:email").asked_scope == "user:read:email"
    assert Credentials(scope_chosen="yes").asked_scope == ""


def test_a_value_is_known_as_what_it_is_kept(practice, real):
    keep(practice, client_id="abc", client_secret=SECRET, scope="chat:read")
    assert (kept_as("abc"), kept_as(SECRET)) == ("client ID", "client secret")
    keep(real, refresh_token=SECRET[::-1])
    assert kept_as(SECRET[::-1]) == "refresh token"
    assert kept_as("") == kept_as("chat:read") == kept_as(SECRET[:-1]) == ""
