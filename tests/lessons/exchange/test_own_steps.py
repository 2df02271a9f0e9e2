"""The reader's own requests become steps; those of others, and of lessons, do not."""

from __future__ import annotations

from dataclasses import replace

import pytest

import lessons  # noqa: F401  (it listens to what is sent)
from helpers import credentials, helix, oauth, service
from helpers.private_folder import fingerprint
from helpers.sending import send
from lessons import progress
from lessons.exchange import journey, own_steps, secret_trial
from lessons.practice_side import practice_learner


@pytest.fixture
def twitch(practice_here):
    return practice_here


def steps(twitch):
    return [(one["kind"], one["error"]) for one in progress.steps(twitch)]


def test_a_way_to_a_token_is_kept_as_steps(twitch):
    practice_learner.catch_up(twitch, ["access_token"])
    mine = credentials.kept(twitch)
    helix.get_users(twitch, mine.client_id, mine.access_token)
    helix.get_users(twitch, "", mine.access_token)
    oauth.validate(twitch, mine.access_token)
    used = "a" * 30
    oauth.exchange(twitch, mine.client_id, mine.client_secret, used, mine.redirect_uri)
    oauth.refresh(twitch, mine.client_id, mine.client_secret, mine.refresh_token)
    oauth.revoke(twitch, mine.client_id, mine.access_token)
    assert steps(twitch) == [
        ("link", ""),
        ("answer", ""),
        ("exchange", ""),
        ("call", ""),
        ("call", "401 Client ID is missing"),
        ("validate", ""),
        ("exchange", "400 Invalid authorization code"),
        ("refresh", ""),
        ("revoke", ""),
    ]
    _, answer, exchange, call, *_ = progress.steps(twitch)
    assert exchange["marks"]["code"] == answer["marks"]["code"]
    assert exchange["marks"]["new_access_token"] == fingerprint(mine.access_token)
    assert call["marks"] == {"access_token": fingerprint(mine.access_token)}
    assert call["what"] == "GET /helix/users"
    kept = (
        (service.private_folder.folder() / twitch.private_file)
        .with_suffix(".progress.json")
        .read_text()
    )
    for secret in (mine.client_secret, mine.access_token, mine.refresh_token, used):
        assert secret not in kept


def test_what_is_not_the_readers_is_no_step(twitch):
    practice_learner.catch_up(twitch, ["client_secret"])
    oauth.validate(twitch, "not-a-real-token")
    oauth.exchange(twitch, "somebody-else", "x", "y", "http://localhost")
    practice_learner.spare_tokens(twitch, "openid")
    client_id, secret = practice_learner.another_application(twitch)
    oauth.app_token(twitch, client_id, secret)
    assert steps(twitch) == []


def test_the_trial_of_a_secret_is_no_step(twitch):
    practice_learner.catch_up(twitch, ["client_secret"])
    mine = credentials.kept(twitch)
    assert secret_trial.of(mine.client_secret, mine, twitch)[0] == secret_trial.PROBABLY_RIGHT
    assert steps(twitch) == []


def test_what_went_to_another_twitch_is_no_step_of_this_one(twitch, make_reply):
    practice_learner.catch_up(twitch, ["client_secret"])
    form = {"grant_type": "authorization_code", "client_id": credentials.kept(twitch).client_id}
    own_steps.note(make_reply({}, 400, url="https://id.twitch.tv/oauth2/token", data=form))
    assert steps(twitch) == []
    own_steps.note(make_reply({}, 400, url=f"{twitch.id_url}/oauth2/token", data=form))
    assert len(steps(twitch)) == 1


@pytest.mark.parametrize(
    "path", ["users/rfx2uswqe8l4g1mkagrvg5tv0ks3q7", "Otter", "a" * 41, "ü", ""]
)
def test_no_path_that_may_hold_a_value_is_kept(twitch, make_reply, path):
    credentials.keep(twitch, access_token="rfx2uswqe8l4g1mkagrvg5tv0ks3")
    header = {"Authorization": "Bearer rfx2uswqe8l4g1mkagrvg5tv0ks3"}
    url = f"{twitch.api_url}/helix/{path}"
    own_steps.note(make_reply({}, method="GET", url=url, headers=header))
    assert steps(twitch) == []


def test_where_nothing_is_kept_a_request_without_a_client_id_is_not_the_readers(twitch, make_reply):
    form = {"grant_type": "authorization_code", "code": "abc"}
    own_steps.note(make_reply({}, 400, url=f"{twitch.id_url}/oauth2/token", data=form))
    assert steps(twitch) == []


def test_a_typed_scope_is_in_no_step(twitch):
    practice_learner.catch_up(twitch, ["access_token"])
    mine = credentials.kept(twitch)
    form = {"grant_type": "refresh_token", "refresh_token": mine.refresh_token, "scope": "zebra"}
    client = {"client_id": mine.client_id, "client_secret": mine.client_secret}
    send("POST", f"{twitch.id_url}/oauth2/token", data={**form, **client})
    assert steps(twitch)[-1] == ("refresh", "400 invalid scope requested")


def test_the_way_is_drawn_from_both_ends(twitch):
    assert "next: an authorize link" in repr(journey.so_far(twitch))
    practice_learner.catch_up(twitch, ["access_token"])
    drawn = journey.so_far(twitch)._repr_mimebundle_()
    told = drawn["text/plain"]
    assert "river_otter allowed it" in told and "next: call the API" in told
    assert drawn["image/svg+xml"].startswith("<svg ")
    mine = credentials.kept(twitch)
    oauth.exchange(twitch, mine.client_id, mine.client_secret, "a" * 30, mine.redirect_uri)
    assert "400 Invalid authorization code (refused)" in repr(journey.whole(twitch))
    assert "400 Invalid" not in repr(journey.so_far(twitch))


def test_the_whole_way_begins_with_the_link_whose_code_was_exchanged(twitch):
    practice_learner.catch_up(twitch, ["client_secret", "code"])
    state, mine = progress.steps(twitch)[-2]["marks"]["state"], credentials.kept(twitch)
    progress.step(twitch, "link", state="of a link that is offered and not opened")
    oauth.exchange(twitch, mine.client_id, mine.client_secret, mine.code, mine.redirect_uri)
    links = [arrow.says for arrow in journey.whole(twitch).arrows if "link" in arrow.says]
    assert links == [f"authorize link, with state [hidden {state}]"]
    assert "river_otter allowed it" in repr(journey.whole(twitch))


def test_without_a_link_the_whole_way_is_the_latest_steps(twitch):
    for number in range(journey.LATEST + 5):
        progress.step(twitch, "call", what=f"GET /helix/{number}")
    told = repr(journey.whole(replace(twitch, id_url="http://localhost:9")))
    assert "/helix/34 " in told and "/helix/5 " in told and "/helix/4 " not in told


def test_a_server_that_cannot_be_asked_leaves_the_readers_own_steps(twitch):
    practice_learner.catch_up(twitch, ["access_token"])
    away = replace(twitch, id_url="http://localhost:9")
    told = repr(journey.so_far(away))
    assert "the same state" in told and "allowed it" not in told
