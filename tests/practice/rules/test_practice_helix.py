"""The endpoints of api.twitch.tv against docs/twitch.md; each row of a table names its section."""

from __future__ import annotations

import base64
import json
import time
from datetime import datetime
from types import SimpleNamespace
from typing import Any
from urllib.parse import urlencode

import pytest
import requests

from practice.rules.rate_limit import LIMIT, Buckets, Budget
from practice.rules.world import CHANNELS, GAMES, LIVE
from practice.store.records import Token
from practice.web.helix_endpoints import HelixEndpoint

TOO_LONG = (
    "The request's input was not valid. Please see the endpoint's documentation for possible "
    "reasons."
)


def helix_headers(app, token):
    return {"Authorization": f"Bearer {token}", "Client-Id": app.client_id}


def test_users_tells_who_the_token_is_for(server, app, token):
    """docs/twitch.md 6.4: no email without its scope."""
    (user,) = server.get("/helix/users", headers=helix_headers(app, token)).json()["data"]
    assert list(user) == [
        "id",
        "login",
        "display_name",
        "type",
        "broadcaster_type",
        "description",
        "profile_image_url",
        "offline_image_url",
        "view_count",
        "created_at",
    ]
    assert (user["id"], user["login"]) == ("710000101", "river_otter")


def test_email_comes_with_its_scope_and_only_for_oneself(server, app, person):
    """docs/twitch.md 6.4."""
    code = person.get_code(app, scope="user:read:email")
    token = server.exchange(app.exchange_form(code)).json()["access_token"]
    reply = server.get(
        "/helix/users?login=river_otter&login=night_owl", headers=helix_headers(app, token)
    )
    emails = {user["login"]: user.get("email") for user in reply.json()["data"]}
    assert emails == {"river_otter": "river_otter@practice.example", "night_owl": None}


@pytest.mark.parametrize(
    ("query", "logins"),
    [
        ("login=night_owl", ["night_owl"]),
        ("id=710000102&login=new_sparrow", ["night_owl", "new_sparrow"]),
        ("login=nobody_here", []),
        ("id=1&login=NIGHT_OWL", ["night_owl"]),
        (urlencode([("login", f"user_{n}") for n in range(100)]), []),
    ],
)
def test_users_are_found_by_id_and_login(server, app, token, query, logins):
    """docs/twitch.md 6.4: an unknown one is simply absent."""
    reply = server.get(f"/helix/users?{query}", headers=helix_headers(app, token))
    assert [user["login"] for user in reply.json()["data"]] == logins


@pytest.mark.parametrize(
    ("headers", "message"),
    [
        pytest.param({}, "OAuth token is missing", id="6.2-no-authorization"),
        pytest.param(
            {"Authorization": "OAuth {token}"}, "OAuth token is missing", id="6.2-oauth-word"
        ),
        pytest.param({"Authorization": "Bearer x"}, "Invalid OAuth token", id="6.2-unknown"),
        pytest.param(
            {"Authorization": "Bearer {token}", "Client-Id": ""},
            "Client ID is missing",
            id="6.2-no-client-id",
        ),
        pytest.param(
            {"Authorization": "Bearer {token}", "Client-Id": "another"},
            "Client ID and OAuth token do not match",
            id="6.2-other-client-id",
        ),
    ],
)
def test_refusals_of_helix(server, app, token, headers, message):
    """docs/twitch.md 0 and 6.2: error, status, message."""
    sent = {"Client-Id": app.client_id, **headers}
    reply = server.get(
        "/helix/users", headers={name: value.format(token=token) for name, value in sent.items()}
    )
    assert reply.status_code == 401
    assert reply.text == f'{{"error":"Unauthorized","status":401,"message":"{message}"}}\n'


@pytest.mark.parametrize(
    "query",
    [
        "id=otter",
        urlencode([("login", f"user_{n}") for n in range(101)]),
        urlencode([("id", n) for n in range(51)] + [("login", f"user_{n}") for n in range(50)]),
    ],
    ids=["6.2-letters-in-an-id", "6.4-more-than-100", "6.4-more-than-100-together"],
)
def test_malformed_questions_about_users(server, app, token, query):
    reply = server.get(f"/helix/users?{query}", headers=helix_headers(app, token))
    assert reply.status_code == 400
    assert reply.json()["error"] == "Bad Request"
    assert "was malformed" in reply.json()["message"]


@pytest.mark.parametrize("path", ["/helix", "/helix/", "/helix/nothing/here"])
def test_other_helix_paths_are_not_found(server, path):
    """docs/twitch.md 6.2."""
    reply = server.get(path)
    assert reply.status_code == 404
    assert reply.text == '{"error":"Not Found","status":404,"message":""}\n'


@pytest.mark.parametrize("change", [str.upper, lambda client_id: client_id[:-1]])
def test_a_client_id_is_compared_whole_and_with_its_capitals(server, app, token, change):
    """docs/twitch.md 6.2."""
    headers = helix_headers(app, token) | {"Client-Id": change(app.client_id)}
    reply = server.get("/helix/users", headers=headers)
    assert (reply.status_code, reply.json()["message"]) == (
        401,
        "Client ID and OAuth token do not match",
    )


def ask(server, app, token, path, query=()):
    """The answer of one endpoint, as JSON."""
    return server.get(
        f"/helix/{path}?{urlencode(list(query))}", headers=helix_headers(app, token)
    ).json()


def test_people_of_the_world_are_found_too(server, app, token):
    """docs/twitch.md 6.4; who there is, is ours."""
    (found,) = ask(server, app, token, "users", [("login", "Amber_Lantern")])["data"]
    assert (found["id"], found["broadcaster_type"]) == ("710000201", "partner")
    (same,) = ask(server, app, token, "users", [("id", "710000201")])["data"]
    assert same == found


def test_an_app_token_must_name_whom_it_asks_about(server, app):
    """docs/twitch.md 6.2."""
    reply = server.exchange(app.form("client_credentials"))
    headers = helix_headers(app, reply.json()["access_token"])
    refused = server.get("/helix/users", headers=headers)
    assert refused.status_code == 400
    assert refused.json()["message"] == "Must provide an ID, Login or OAuth Token"
    assert server.get("/helix/users?login=night_owl", headers=headers).status_code == 200


# Streams and channels


def test_a_stream_has_twitchs_keys_in_their_order(server, app, token):
    """docs/twitch.md 6.5."""
    stream = ask(server, app, token, "streams", [("user_login", "night_train_nobody")])
    assert stream == {"data": [], "pagination": {}}
    (stream,) = ask(server, app, token, "streams", [("user_login", "Amber_Lantern")])["data"]
    assert list(stream) == [
        "id",
        "user_id",
        "user_login",
        "user_name",
        "game_id",
        "game_name",
        "type",
        "title",
        "tags",
        "viewer_count",
        "started_at",
        "language",
        "thumbnail_url",
        "tag_ids",
        "is_mature",
    ]
    assert stream["type"] == "live"
    assert stream["thumbnail_url"].endswith("-{width}x{height}.jpg")
    assert all(isinstance(stream[name], str) for name in ("id", "user_id", "game_id"))


def test_somebody_offline_is_no_error(server, app, token):
    """docs/twitch.md 6.5."""
    answer = ask(server, app, token, "streams", [("user_login", "river_otter")])
    assert answer == {"data": [], "pagination": {}}


def test_streams_come_20_at_a_time_most_watched_first(server, app, token):
    """docs/twitch.md 6.5 and 6.8."""
    page = ask(server, app, token, "streams")
    watched = [stream["viewer_count"] for stream in page["data"]]
    assert len(watched) == 20
    assert watched == sorted(watched, reverse=True)


@pytest.mark.parametrize(
    ("query", "fits"),
    [
        ([("language", "de")], lambda one: one.language == "de"),
        ([("language", "de"), ("language", "fr")], lambda one: one.language in {"de", "fr"}),
        ([("game_id", GAMES["Tidal Drift"])], lambda one: one.game == "Tidal Drift"),
        ([("user_id", "710000202"), ("user_login", "maple_forge")], lambda one: one in LIVE[1:3]),
        ([("type", "live")], lambda one: True),
        ([("language", "xx")], lambda one: False),
    ],
)
def test_streams_can_be_chosen(server, app, token, query, fits):
    """docs/twitch.md 6.5."""
    answer = ask(server, app, token, "streams", [*query, ("first", "100")])
    found = [stream["user_id"] for stream in answer["data"]]
    assert found == [one.user_id for one in LIVE if fits(one)]


def test_the_pages_together_are_the_whole_list(server, app, token):
    """docs/twitch.md 6.8: the last page has an empty pagination."""
    ids, cursor, pages = [], "", 0
    while True:
        query = [("first", "7")] + ([("after", cursor)] if cursor else [])
        page = ask(server, app, token, "streams", query)
        ids += [stream["user_id"] for stream in page["data"]]
        pages += 1
        if page["pagination"] == {}:
            break
        cursor = page["pagination"]["cursor"]
    assert ids == [one.user_id for one in LIVE]
    assert pages == 7


def test_a_full_last_page_leads_to_an_empty_one(server, app, token):
    """docs/twitch.md 6.8; disputed for streams."""
    last = ask(server, app, token, "streams", [("first", str(len(LIVE)))])
    assert len(last["data"]) == len(LIVE)
    after = ("after", last["pagination"]["cursor"])
    assert ask(server, app, token, "streams", [after]) == {"data": [], "pagination": {}}


def test_games_are_found_by_id_and_by_name(server, app, token):
    """docs/twitch.md 6.9; which there are, is ours."""
    found = ask(
        server, app, token, "games", [("id", "900010"), ("name", "Tidal Drift"), ("id", "1")]
    )
    assert [(one["id"], one["name"]) for one in found["data"]] == [
        ("900003", "Tidal Drift"),
        ("900010", "Chess Corner"),
    ]
    assert list(found["data"][0]) == ["id", "name", "box_art_url", "igdb_id"]


def test_games_without_a_question_are_a_400(server, app, token):
    assert ask(server, app, token, "games")["status"] == 400


def test_the_top_games_are_those_with_most_viewers(server, app, token):
    """docs/twitch.md 6.9."""
    viewers = {}
    for one in LIVE:
        viewers[one.game] = viewers.get(one.game, 0) + one.viewers
    first = ask(server, app, token, "games/top", [("first", "2")])
    after = ("after", first["pagination"]["cursor"])
    rest = ask(server, app, token, "games/top", [("first", "100"), after])
    names = [one["name"] for one in first["data"] + rest["data"]]
    assert names == sorted(viewers, key=lambda name: -viewers[name])


def test_an_application_sees_who_allowed_it_what(server, person, own):
    """docs/twitch.md 6.10: in the order that was asked for, without people who don't exist."""
    server.tokens(person, own, scope="chat:read user:read:email")
    app_token = server.exchange(own.form("client_credentials")).json()["access_token"]
    asked = [("user_id", one) for one in ("710000102", "1", "710000101")]
    found = ask(server, own, app_token, "authorization/users", asked)["data"]
    assert found == [
        {
            "user_id": "710000102",
            "user_name": "Night_Owl",
            "user_login": "night_owl",
            "scopes": [],
            "has_authorized": False,
        },
        {
            "user_id": "710000101",
            "user_name": "River_Otter",
            "user_login": "river_otter",
            "scopes": ["chat:read", "user:read:email"],
            "has_authorized": True,
        },
    ]


def test_a_consent_without_scopes_is_a_consent(server, person, own):
    """docs/twitch.md 6.10."""
    server.tokens(person, own, scope=None)
    app_token = server.exchange(own.form("client_credentials")).json()["access_token"]
    (found,) = ask(server, own, app_token, "authorization/users", [("user_id", "710000101")])[
        "data"
    ]
    assert (found["scopes"], found["has_authorized"]) == ([], True)


def test_only_an_application_itself_sees_it(server, app, token):
    """docs/twitch.md 6.10."""
    reply = ask(server, app, token, "authorization/users", [("user_id", "710000101")])
    assert (reply["status"], reply["message"]) == (401, "Must provide valid app token.")


@pytest.mark.parametrize("ids", [[], ["x"], [str(number) for number in range(11)]])
def test_consents_of_nobody_of_a_word_or_of_eleven_are_a_400(server, own, ids):
    """docs/twitch.md 6.10. Ours: the texts."""
    app_token = server.exchange(own.form("client_credentials")).json()["access_token"]
    asked = [("user_id", one) for one in ids]
    assert ask(server, own, app_token, "authorization/users", asked)["status"] == 400


def test_before_goes_a_page_back(server, app, token):
    """docs/twitch.md 6.8."""
    one = ask(server, app, token, "streams", [("first", "5")])
    after = ("after", one["pagination"]["cursor"])
    two = ask(server, app, token, "streams", [("first", "5"), after])
    assert two["data"] != one["data"]
    before = ("before", two["pagination"]["cursor"])
    again = ask(server, app, token, "streams", [("first", "5"), before])
    assert again["data"] == one["data"]
    after = ("after", two["pagination"]["cursor"])
    three = ask(server, app, token, "streams", [("first", "5"), after])
    before = ("before", three["pagination"]["cursor"])
    again = ask(server, app, token, "streams", [("first", "5"), before])
    assert again["data"] == two["data"]


def test_before_goes_back_to_the_lists_beginning_when_a_page_is_larger_than_what_is_there(
    server, app, token
):
    """docs/twitch.md 6.8."""
    one = ask(server, app, token, "streams", [("first", "3")])
    after = ("after", one["pagination"]["cursor"])
    two = ask(server, app, token, "streams", [("first", "3"), after])
    before = ("before", two["pagination"]["cursor"])
    assert ask(server, app, token, "streams", [("first", "8"), before])["data"] == one["data"]


def test_the_first_cursor_is_as_in_the_documentation(server, app, token):
    """docs/twitch.md 6.8."""
    cursor = ask(server, app, token, "streams")["pagination"]["cursor"]
    assert cursor == "eyJiIjpudWxsLCJhIjp7Ik9mZnNldCI6MjB9fQ=="


def test_a_channel_has_twitchs_keys_in_their_order(server, app, token):
    """docs/twitch.md 6.6: live or not."""
    answer = ask(server, app, token, "channels", [("broadcaster_id", "710000101")])
    assert list(answer) == ["data"]
    (channel,) = answer["data"]
    assert list(channel) == [
        "broadcaster_id",
        "broadcaster_login",
        "broadcaster_name",
        "broadcaster_language",
        "game_id",
        "game_name",
        "title",
        "delay",
        "tags",
        "content_classification_labels",
        "is_branded_content",
    ]
    assert channel["broadcaster_login"] == "river_otter"


def test_a_hundred_channels_at_once(server, app, token):
    """docs/twitch.md 6.6: up to 100, and unknown ones are absent."""
    ids = [("broadcaster_id", str(710000201 + number)) for number in range(100)]
    assert len(ask(server, app, token, "channels", ids)["data"]) == len(LIVE)


def cursor_of(body):
    return base64.b64encode(json.dumps(body).encode()).decode()


@pytest.mark.parametrize(
    ("path", "query", "message"),
    [
        pytest.param(
            "channels",
            [],
            'Missing required parameter "broadcaster_id"',
            id="6.2-missing",
        ),
        pytest.param(
            "channels",
            [("broadcaster_id", "otter")],
            'The parameter "broadcaster_id" was malformed: value must be a numeric',
            id="6.2-numeric",
        ),
        pytest.param(
            "streams",
            [("first", "101")],
            'The parameter "first" was malformed: the value must be less than or equal to 100',
            id="6.2-first",
        ),
        *(
            pytest.param(
                "streams",
                [("first", first)],
                'The parameter "first" was malformed: the value must be less than or equal to 100',
                id=f"6.2-first-{len(first)}-digits",
            )
            for first in (str(10**12), str(2**62), "9" * 19)
        ),
        pytest.param(
            "streams",
            [("first", "5"), ("first", "7")],
            'The parameter "first" was malformed: value must be given once',
            id="ours-first-twice",
        ),
        pytest.param(
            "streams",
            [("first", "0")],
            'The parameter "first" was malformed: the value must be greater than or equal to 1',
            id="ours-first",
        ),
        pytest.param(
            "streams",
            [("user_id", str(number)) for number in range(101)],
            'The parameter "user_id" was malformed: the value must be less than or equal to 100',
            id="ours-too-many",
        ),
        pytest.param(
            "channels",
            [("broadcaster_id", str(number)) for number in range(101)],
            'The parameter "broadcaster_id" was malformed: '
            "the value must be less than or equal to 100",
            id="ours-too-many-channels",
        ),
        pytest.param(
            "streams",
            [("type", "rerun")],
            'The parameter "type" was malformed: value must be all or live',
            id="ours-type",
        ),
        *(
            pytest.param("streams", [("after", cursor)], "invalid cursor", id=f"6.2-{name}")
            for name, cursor in {
                "not-base64": "x!",
                "not-json": base64.b64encode(b"hello").decode(),
                "a-list": cursor_of([1]),
                "a-word": cursor_of({"a": {"Offset": "2"}}),
                "below-zero": cursor_of({"a": {"Offset": -1}}),
                "a-truth": cursor_of({"a": {"Offset": True}}),
                "deep": base64.b64encode(b"[" * 20000).decode(),
            }.items()
        ),
    ],
)
def test_malformed_questions(server, app, token, path, query, message):
    """docs/twitch.md 6.2."""
    assert ask(server, app, token, path, query) == {
        "error": "Bad Request",
        "status": 400,
        "message": message,
    }


def test_the_world_holds_together():
    assert len(LIVE) > 20  # more than a page
    assert {one.game for one in CHANNELS} <= set(GAMES)
    assert len({one.user_id for one in CHANNELS} | {one.login for one in CHANNELS}) == 2 * len(
        CHANNELS
    )


@pytest.mark.parametrize("now", [1_790_000_000, 1_790_000_000 + 9 * 3600, 1_790_050_000])
def test_a_stream_began_within_the_last_day(now):
    """Ours: every stream begins at its time of day."""
    for one in LIVE:
        began = datetime.fromisoformat(one.started_at(now).replace("Z", "+00:00")).timestamp()
        assert 0 <= now - began < 24 * 3600


# Writing into a chat


def write(server, app, token, **changes):
    """A message of River Otter's into the own chat, with these changes; None leaves one out."""
    body = {"broadcaster_id": "710000101", "sender_id": "710000101", "message": "Good evening"}
    body = {name: value for name, value in {**body, **changes}.items() if value is not None}
    headers = helix_headers(app, token)
    return server.post("/helix/chat/messages", json=body, headers=headers)


@pytest.fixture
def writer(server, person, own):
    """An application that may write as River Otter, and its token."""
    token = server.tokens(person, own, scope="user:write:chat")["access_token"]
    return own, token


def test_a_reply_needs_a_message_that_was_said(server, writer):
    """docs/twitch.md 6.7."""
    refused = write(server, *writer, message="To nobody", reply_parent_message_id="no-such-message")
    assert refused.status_code == 400
    assert refused.text == (
        '{"data":[],"error":"Bad Request","message":"The request\'s input was not valid. Message '
        'cannot be replied to.","status":400}\n'
    )
    (first,) = write(server, *writer, message="To be replied to").json()["data"]
    answer = write(server, *writer, message="Replied", reply_parent_message_id=first["message_id"])
    assert answer.json()["data"][0]["is_sent"]


@pytest.mark.parametrize("text", ["/me", ".foo", "/foo ", ".me"])
def test_a_command_alone_is_dropped(server, writer, text):
    """docs/twitch.md 6.7."""
    (sent,) = write(server, *writer, message=text).json()["data"]
    assert not sent["is_sent"] and sent["drop_reason"]["code"] == "msg_rejected"


def test_a_dot_command_is_cut_off(server, writer, app, token, person):
    """docs/twitch.md 6.7: `.foo bar` is sent as `bar`."""
    assert write(server, *writer, message="only this once").json()["data"][0]["is_sent"]
    (again,) = write(server, *writer, message=".foo only this once").json()["data"]
    assert again["drop_reason"]["code"] == "msg_duplicate"


def test_a_message_is_sent_by_the_api(server, writer):
    """docs/twitch.md 6.7."""
    reply = write(server, *writer, message="A message of its own kind")
    assert reply.status_code == 200
    (sent,) = reply.json()["data"]
    assert list(sent) == ["message_id", "is_sent", "drop_reason"]
    assert (sent["is_sent"], sent["drop_reason"]) == (True, None)
    assert len(sent["message_id"]) == 36


def test_a_dropped_message_is_a_success_that_says_why(server, writer):
    """docs/twitch.md 6.7."""
    for _ in range(2):
        reply = write(server, *writer, message="The same once more")
    assert reply.status_code == 200
    (sent,) = reply.json()["data"]
    assert (sent["message_id"], sent["is_sent"]) == ("", False)
    assert list(sent["drop_reason"]) == ["code", "message"]
    assert sent["drop_reason"]["code"] == "msg_duplicate"


@pytest.mark.parametrize(
    ("changes", "status", "message"),
    [
        pytest.param(
            {"message": None}, 400, 'Missing required parameter "message"', id="6.2-missing"
        ),
        pytest.param(
            {"broadcaster_id": "river"},
            400,
            'The parameter "broadcaster_id" was malformed: value must be a numeric',
            id="6.2-numeric",
        ),
        pytest.param(
            {"sender_id": "710000102"},
            401,
            "The ID in sender_id must match the user ID found in the request's OAuth token.",
            id="6.2-somebody-else",
        ),
        pytest.param({"message": "a" * 501}, 400, TOO_LONG, id="6.2-long"),
        pytest.param(
            {"message": 5},
            400,
            'The parameter "message" was malformed: value must be a string',
            id="ours-number",
        ),
        pytest.param(
            {"broadcaster_id": "5"},
            400,
            'The parameter "broadcaster_id" was malformed: there is nobody',
            id="ours-nobody",
        ),
    ],
)
def test_refusals_of_a_message(server, writer, changes, status, message):
    """docs/twitch.md 6.2 and 6.7."""
    reply = write(server, *writer, **changes)
    assert (reply.status_code, reply.json()["message"]) == (status, message)


def test_the_chat_scopes_of_irc_are_not_enough(server, app, token):
    """docs/twitch.md 6.2: the text is that of this endpoint."""
    reply = write(server, app, token, message="")
    assert reply.status_code == 401
    assert reply.json()["message"] == "User access token requires the user:write:chat scope."


@pytest.mark.parametrize("body", [b"", b"[]", b"{", b"message=hi", b"[" * 50000, b"\xff"])
def test_a_message_that_is_no_json_object_is_refused(server, writer, body):
    """Ours."""
    own, token = writer
    headers = {**helix_headers(own, token), "Content-Type": "application/json"}
    reply = server.post("/helix/chat/messages", data=body, headers=headers)
    assert (reply.status_code, reply.json()["error"]) == (400, "Bad Request")
    form = {"broadcaster_id": "710000101", "sender_id": "710000101", "message": "hi"}
    reply = server.post("/helix/chat/messages", data=form, headers=helix_headers(own, token))
    assert reply.status_code == 400


def test_without_a_body_a_message_is_taken_from_the_query(server, writer):
    """Ours: pyTwitchAPI sends it so."""
    own, token = writer
    query = {"broadcaster_id": "710000101", "sender_id": "710000101", "message": "By the query"}
    headers = helix_headers(own, token)
    reply = server.post("/helix/chat/messages", params=query, headers=headers)
    assert reply.json()["data"][0]["is_sent"]
    reply = server.post("/helix/chat/messages", params=query, json={}, headers=headers)
    assert reply.json()["message"] == 'Missing required parameter "broadcaster_id"'


def test_an_app_token_writes_when_both_people_allowed_it(server, person, own):
    """docs/twitch.md 5.3 and 6.7: user:bot of the sender, channel:bot of the broadcaster."""
    token = server.exchange(own.form("client_credentials")).json()["access_token"]
    owl = server.person("night_owl")
    parts = {"sender_id": "710000102", "message": "Beep"}
    refused = write(server, own, token, **parts)
    assert refused.status_code == 403
    assert refused.json()["message"] == (
        "The sender is not permitted to send chat messages to the broadcaster’s chat room."
    )
    server.tokens(owl, own, scope="user:write:chat user:bot")
    assert write(server, own, token, **parts).status_code == 403
    server.tokens(person, own, scope="channel:bot")
    assert write(server, own, token, **parts).json()["data"][0]["is_sent"]


# The rate limit


def test_every_reply_says_what_is_left(server, app, token):
    """docs/twitch.md 6.3."""
    replies = [
        server.get("/helix/users", headers=helix_headers(app, token)),
        server.get("/helix/users", headers=helix_headers(app, token)),
        server.get("/helix/users"),
        server.get("/helix/nothing"),
        server.get("/helix/channels", headers=helix_headers(app, token)),
    ]
    assert [reply.status_code for reply in replies] == [200, 200, 401, 404, 400]
    assert {reply.headers["Ratelimit-Limit"] for reply in replies} == {"800"}
    left = [int(reply.headers["Ratelimit-Remaining"]) for reply in replies]
    assert left[1] <= left[0] < 800
    assert all(reply.headers["Ratelimit-Reset"].isdecimal() for reply in replies)


def test_each_user_of_an_application_has_an_own_bucket(server, person):
    """docs/twitch.md 6.3: and so has the application itself."""
    made = person.register()
    made.client_secret = person.new_secret(made)
    tokens = [
        server.tokens(person, made)["access_token"],
        server.tokens(server.person("night_owl"), made)["access_token"],
        server.exchange(made.form("client_credentials")).json()["access_token"],
    ]
    for token in tokens:
        reply = server.get("/helix/streams", headers=helix_headers(made, token))
        assert reply.headers["Ratelimit-Remaining"] == "799"


def test_two_tokens_of_one_user_share_a_bucket():
    """docs/twitch.md 6.3: a limit for each client ID and user, not for each token."""
    tokens = [
        Token(f"hash {number}", "7c1e", None, None, "client", "1", (), (), 0, 1)
        for number in range(2)
    ]
    asked: Any = SimpleNamespace(
        rules=SimpleNamespace(helix=SimpleNamespace(caller=lambda *_: tokens.pop())),
        request=SimpleNamespace(headers={}),
        buckets=Buckets(Clock()),
    )
    left = [HelixEndpoint.caller(asked) and asked.budget.remaining for _ in range(2)]
    assert left == [LIMIT - 1, LIMIT - 2]


def test_the_801st_request_within_a_moment_is_refused(server, person):
    """docs/twitch.md 6.2 and 6.3."""
    made = person.register()
    made.client_secret = person.new_secret(made)
    tokens = server.tokens(person, made)
    with requests.Session() as session:
        session.headers.update(helix_headers(made, tokens["access_token"]))
        for _ in range(3 * LIMIT):
            reply = session.get(f"{server.base}/helix/users?login=nobody", timeout=10)
            if reply.status_code != 200:
                break
    assert reply.status_code == 429
    assert reply.json() == {
        "error": "Too Many Requests",
        "status": 429,
        "message": "Request limit exceeded",
    }
    assert reply.headers["Ratelimit-Remaining"] == "0"


class Clock:
    now = 1_790_000_000.0

    def __call__(self):
        return self.now


def test_a_bucket_refills_800_points_a_minute(monkeypatch):
    """docs/twitch.md 6.3."""
    clock = Clock()
    buckets = Buckets(clock)
    monkeypatch.setattr(time, "time", lambda: clock.now + 5000)
    assert [buckets.take("a").remaining for _ in range(LIMIT)] == list(range(LIMIT - 1, -1, -1))
    refused = buckets.take("a")
    assert not refused.allowed
    assert refused.reset == clock.now + 5000 + 60
    clock.now += 30
    assert buckets.take("a").remaining == LIMIT // 2 - 1
    clock.now += 3600
    assert buckets.take("a").remaining == LIMIT - 1


def test_a_request_takes_a_whole_point():
    clock = Clock()
    buckets = Buckets(clock)
    for _ in range(LIMIT):
        assert buckets.take("a").allowed
    clock.now += 0.6 * 60 / LIMIT
    assert not buckets.take("a").allowed
    clock.now += 0.6 * 60 / LIMIT
    assert buckets.take("a").allowed
    assert not buckets.take("a").allowed


def test_a_clock_that_is_set_back_takes_no_points_away(monkeypatch):
    buckets = Buckets()
    assert buckets._clock is time.monotonic
    monkeypatch.setattr(time, "time", lambda: 1_000_000.0)
    assert buckets.take("a") == Budget(LIMIT - 1, 1_000_001, allowed=True)


def test_each_caller_has_a_bucket():
    """docs/twitch.md 6.3: an application, and each of its users."""
    buckets = Buckets(Clock())
    for caller in [("app", None), ("app", "1"), ("app", "2"), ("other", "1")]:
        assert buckets.take(caller).remaining == LIMIT - 1
